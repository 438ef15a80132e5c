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
    search: Option<NameKey>,
    sort: Option<(String, Direction)>,
    /// Where the line says by what to sort.
    sort_column: usize,
    limit: Option<usize>,
    after: Option<String>,
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
enum Direction {
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
        known.extend(rows.iter().flat_map(|row| row.keys().map(String::as_str)));
        if rows.is_empty() || known.contains(field.as_str()) {
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
        rows.retain(|row| {
            let fits = filters
                .iter()
                .filter(|(name, _)| !list.own.contains(&name.as_str()))
                .all(|(name, wanted)| has(row, name, wanted));
            fits && self
                .search
                .as_ref()
                .is_none_or(|wanted| mentions(row, wanted))
        });
        let (field, direction) = self
            .sort
            .as_ref()
            .map_or((USUAL, Direction::Up), |(field, direction)| {
                (field.as_str(), *direction)
            });
        // Rows come as they were made, which decides between those of one instant.
        if matches!(direction, Direction::Down) && field == USUAL {
            rows.reverse();
        }
        rows.sort_by(|left, right| {
            let order = compare(left.get(field), right.get(field));
            match direction {
                Direction::Up => order,
                Direction::Down => order.reverse(),
            }
        });
        let total = rows.len();
        let skipped = self.after.as_ref().map_or(0, |after| {
            let place = rows
                .iter()
                .position(|row| row.get("id").and_then(Value::as_str) == Some(after));
            place.map_or(total, |place| place + 1)
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

fn compare(left: Option<&Value>, right: Option<&Value>) -> Ordering {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => {
            left.as_u64().cmp(&right.as_u64())
        }
        (left, right) => words(left).cmp(&words(right)),
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
