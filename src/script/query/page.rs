//! Which of a list's rows are given, and in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::domain::text::NameKey;
use crate::script::json::{Malformed, Node};
use crate::script::line::Line;
use crate::script::near::near;
use crate::script::query::{COLUMNS, Fields, ListRow};

/// What sorts the rows of a list unless a line says otherwise; lists without it keep their order.
const USUAL: &str = "createdDateTime";

/// What a line says about the rows it wants.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) search: Option<NameKey>,
    pub(super) sort: Option<(String, Direction)>,
    /// Where the line says by what to sort.
    pub(super) sort_column: usize,
    pub(super) limit: Option<usize>,
    /// The identifier of the row after which others are wanted.
    pub(super) after: Option<String>,
}

/// The newest rows of a log, of which nothing else is asked.
#[derive(Debug)]
pub struct Newest {
    /// How many.
    pub limit: usize,
    /// The row before them.
    pub after: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Direction {
    Up,
    Down,
}

impl Page {
    /// Reads what a line says.
    pub(super) fn of(line: &Line) -> Result<Self, Malformed> {
        let limit = line.member("limit").map(Node::number).transpose()?;
        let sort = line.text("sort")?.map(|text| {
            text.strip_prefix('-').map_or_else(
                || (text.to_owned(), Direction::Up),
                |field| (field.to_owned(), Direction::Down),
            )
        });
        Ok(Self {
            search: line.text("search")?.map(NameKey::of),
            sort,
            sort_column: line
                .member("sort")
                .map_or(line.column(), |node| node.column),
            limit: limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
            after: line.text("after")?.map(ToOwned::to_owned),
        })
    }

    /// Tells whether the newest rows will do, so that a log need not be read whole.
    pub(super) fn newest(&self, filters: &BTreeMap<String, Vec<Value>>) -> Option<Newest> {
        let downward = matches!(&self.sort, Some((field, Direction::Down)) if field == "revision");
        let plain = downward && self.search.is_none() && filters.is_empty();
        let limit = self.limit.filter(|_| plain)?;
        Some(Newest {
            limit,
            after: self.after.clone(),
        })
    }

    /// Requires that rows of the list have the field that sorts them.
    ///
    /// Fields that no column shows are known by the rows that have them; without a row there is
    /// nothing to sort, and any field will do.
    pub(super) fn check_sort(&self, list: &ListRow, rows: &[Fields]) -> Result<(), Malformed> {
        let shown = rows.iter().flat_map(|row| row.keys().map(String::as_str));
        self.sorts_by_one_of(list, shown.collect())
    }

    /// Requires that the rows are sorted by a field of theirs or by one that a column shows.
    pub(super) fn sorts_by_one_of(
        &self,
        list: &ListRow,
        fields: BTreeSet<&str>,
    ) -> Result<(), Malformed> {
        let Some((field, _)) = &self.sort else {
            return Ok(());
        };
        let tables = COLUMNS
            .iter()
            .filter(|(lists, _)| lists.contains(&list.name));
        let columns = tables.flat_map(|(_, columns)| columns.iter());
        let mut known: BTreeSet<&str> = columns
            .filter_map(|column| {
                column
                    .path
                    .split(['.', '|', '#'])
                    .find(|part| !part.is_empty())
            })
            .collect();
        known.insert(USUAL);
        let none = fields.is_empty();
        known.extend(fields);
        if none || known.contains(field.as_str()) {
            return Ok(());
        }
        let near = near(field, known);
        let error = format!("unknown field {field:?} in \"sort\"");
        Err(Malformed::at(self.sort_column, error).meaning(near))
    }

    /// Filters, sorts and cuts rows; the total counts them before they are cut.
    pub(super) fn cut(
        &self,
        list: &ListRow,
        filters: &BTreeMap<String, Vec<Value>>,
        mut rows: Vec<Fields>,
    ) -> Value {
        rows.retain(|row| self.wants(list, filters, row));
        // Rows come as they were made, which decides between those of one instant.
        if self.turns_ties() {
            rows.reverse();
        }
        let rows = self.sort(rows);
        let total = rows.len();
        self.part(rows, total)
    }

    /// Tells whether a row is among those asked for.
    pub(super) fn wants(
        &self,
        list: &ListRow,
        filters: &BTreeMap<String, Vec<Value>>,
        row: &Fields,
    ) -> bool {
        let mut filters = filters.iter();
        let fits = filters
            .all(|(name, wanted)| list.own.contains(&name.as_str()) || has(row, name, wanted));
        let search = self.search.as_ref();
        fits && search.is_none_or(|wanted| mentions(row, wanted))
    }

    fn order(&self) -> (&str, Direction) {
        let sort = self.sort.as_ref();
        sort.map_or((USUAL, Direction::Up), |(field, direction)| {
            (field.as_str(), *direction)
        })
    }

    /// Tells whether of rows that were made in one instant the newest comes first.
    pub(super) fn turns_ties(&self) -> bool {
        let (field, direction) = self.order();
        matches!(direction, Direction::Down) && field == USUAL
    }

    /// Sorts rows; equal ones stay as they are.
    fn sort(&self, rows: Vec<Fields>) -> Vec<Fields> {
        let keyed = rows.into_iter().map(|row| (self.key(&row), row));
        let mut keyed: Vec<(Key, Fields)> = keyed.collect();
        keyed.sort_by(|(left, _), (right, _)| self.compare(left, right));
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// Returns what a row is sorted by.
    pub(super) fn key(&self, row: &Fields) -> Key {
        Key::of(row.get(self.order().0))
    }

    pub(super) fn compare(&self, left: &Key, right: &Key) -> Ordering {
        match self.order().1 {
            Direction::Up => left.compare(right),
            Direction::Down => right.compare(left),
        }
    }

    /// Tells whether a row is the one after which others are wanted.
    pub(super) fn is_after(&self, row: &Fields) -> bool {
        let id = row.get("id").and_then(Value::as_str);
        id.is_some() && id == self.after.as_deref()
    }

    /// Answers with the part of sorted rows that is wanted.
    fn part(&self, rows: Vec<Fields>, total: usize) -> Value {
        let skipped = self.after.as_ref().map_or(0, |_| {
            let place = rows.iter().position(|row| self.is_after(row));
            place.map_or(rows.len(), |place| place + 1)
        });
        let rows: Vec<Fields> = rows
            .into_iter()
            .skip(skipped)
            .take(self.limit.unwrap_or(usize::MAX))
            .collect();
        json!({"ok": true, "total": total, "rows": rows})
    }
}

impl Newest {
    /// Answers with rows, of which one too many tells that there are more; nobody counted the rest.
    pub(super) fn answer(&self, mut rows: Vec<Fields>) -> Value {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        json!({"ok": true, "more": more, "rows": rows})
    }
}

/// Tells whether a row has one of the wanted values in a field.
fn has(row: &Fields, name: &str, wanted: &[Value]) -> bool {
    match row.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::Array(found)) => found.iter().any(|found| is_wanted(found, wanted)),
        Some(found) => is_wanted(found, wanted),
    }
}

fn is_wanted(found: &Value, wanted: &[Value]) -> bool {
    let among = |found: &Value| wanted.iter().any(|wanted| is_same(found, wanted));
    among(found) || found.get("id").is_some_and(among)
}

/// Tells whether two values are the same, words without regard to case.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

/// The fields of rows that list what a package gives, as far as the asker sees it.
const GIVEN: [&str; 2] = ["resourceRoles", "resourceRoleScopes"];

/// Tells whether a name in a row, its own, one it refers to or one of a resource that it gives,
/// holds the wanted text.
fn mentions(row: &Fields, wanted: &NameKey) -> bool {
    const NAMES: [&str; 3] = ["displayName", "userPrincipalName", "description"];
    let holds = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| NameKey::of(text).as_str().contains(wanted.as_str()))
    };
    let named = |value: &Value| NAMES.iter().any(|name| value.get(name).is_some_and(holds));
    row.iter().any(|(field, value)| {
        (NAMES.contains(&field.as_str()) && holds(value))
            || named(value)
            || (GIVEN.contains(&field.as_str())
                && each(value).any(|scope| scope.get("resource").is_some_and(named)))
    })
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// What a row is sorted by: numbers among each other as such, all else by its words.
#[derive(Debug)]
pub(super) enum Key {
    Number(Option<u64>),
    Words(Option<NameKey>),
}

impl Key {
    fn of(value: Option<&Value>) -> Self {
        match value {
            Some(Value::Number(number)) => Self::Number(number.as_u64()),
            value => Self::Words(words(value)),
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.cmp(other),
            (one, other) => one.words().cmp(&other.words()),
        }
    }

    const fn words(&self) -> Option<&NameKey> {
        match self {
            Self::Number(_) => None,
            Self::Words(words) => words.as_ref(),
        }
    }
}

fn words(value: Option<&Value>) -> Option<NameKey> {
    match value? {
        Value::String(text) => Some(NameKey::of(text)),
        Value::Bool(flag) => Some(NameKey::of(if *flag { "true" } else { "false" })),
        Value::Object(_) => words(value?.get("displayName")),
        Value::Null | Value::Number(_) | Value::Array(_) => None,
    }
}
