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

/// How many rows of a log are read before they are sorted and cut.
const MOST_FRESH: usize = 4096;

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
        let shown = rows.iter().flat_map(|row| row.keys().map(String::as_str));
        self.sorts_by_one_of(list, shown.collect())
    }

    /// Requires that the rows are sorted by a field of theirs or by one that a column shows.
    fn sorts_by_one_of(&self, list: &ListRow, fields: BTreeSet<&str>) -> Result<(), Malformed> {
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
        self.sort(&mut rows);
        let total = rows.len();
        self.part(rows, total)
    }

    /// Tells whether a row is among those asked for.
    fn wants(&self, list: &ListRow, filters: &BTreeMap<String, Vec<Value>>, row: &Fields) -> bool {
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
    fn turns_ties(&self) -> bool {
        let (field, direction) = self.order();
        matches!(direction, Direction::Down) && field == USUAL
    }

    /// Sorts rows; equal ones stay as they are.
    fn sort(&self, rows: &mut [Fields]) {
        let (field, direction) = self.order();
        rows.sort_by(|left, right| {
            let order = compare(left.get(field), right.get(field));
            match direction {
                Direction::Up => order,
                Direction::Down => order.reverse(),
            }
        });
    }

    /// Answers with the part of sorted rows that is wanted.
    fn part(&self, rows: Vec<Fields>, total: usize) -> Value {
        let skipped = self.after.as_ref().map_or(0, |after| {
            let place = rows
                .iter()
                .position(|row| row.get("id").and_then(Value::as_str) == Some(after));
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

/// Rows of a log that are sorted and cut as they are read, so that it is never held whole.
///
/// Only where a line asks for the rows after another one are all held that it wants: which come
/// before that one is not known sooner.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    page: &'a Page,
    list: &'a ListRow,
    filters: &'a BTreeMap<String, Vec<Value>>,
    fields: BTreeSet<String>,
    kept: Vec<Fields>,
    /// What was read since the rows were last sorted, the newest first.
    fresh: Vec<Fields>,
    total: usize,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(
        page: &'a Page,
        list: &'a ListRow,
        filters: &'a BTreeMap<String, Vec<Value>>,
    ) -> Self {
        Self {
            page,
            list,
            filters,
            fields: BTreeSet::new(),
            kept: Vec::new(),
            fresh: Vec::new(),
            total: 0,
        }
    }

    /// Takes the rows of a commit, oldest first, which is older than those before.
    pub(super) fn take(&mut self, mut rows: Vec<Fields>) {
        for field in rows.iter().flat_map(Fields::keys) {
            if !self.fields.contains(field) {
                self.fields.insert(field.clone());
            }
        }
        rows.retain(|row| self.page.wants(self.list, self.filters, row));
        self.total += rows.len();
        self.fresh.extend(rows.into_iter().rev());
        if self.fresh.len() >= MOST_FRESH {
            self.settle();
        }
    }

    /// Sorts what was read into what is kept, and lets go what no answer needs.
    fn settle(&mut self) {
        let mut fresh = std::mem::take(&mut self.fresh);
        if self.page.turns_ties() {
            self.kept.append(&mut fresh);
        } else {
            fresh.reverse();
            fresh.append(&mut self.kept);
            self.kept = fresh;
        }
        self.page.sort(&mut self.kept);
        if let (Some(limit), None) = (self.page.limit, &self.page.after) {
            self.kept.truncate(limit);
        }
    }

    /// Answers with the rows that are wanted; the total counts all that were read.
    pub(super) fn answer(mut self) -> Result<Value, Malformed> {
        let fields = self.fields.iter().map(String::as_str).collect();
        self.page.sorts_by_one_of(self.list, fields)?;
        self.settle();
        Ok(self.page.part(self.kept, self.total))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::query::{LISTS, directory::fields};

    /// Rows of two a commit, oldest first, of which five are of one instant.
    fn commits() -> Vec<Vec<Fields>> {
        let row = |number: u64| {
            let instant = format!("2026-03-01T{:05}", number / 5);
            let actor = format!("actor {}", number % 7);
            let row = json!({"id": number.to_string(), "revision": number / 2,
                "createdDateTime": instant, "actor": actor});
            fields(row).unwrap()
        };
        let numbers = (0..3 * MOST_FRESH as u64).step_by(2);
        numbers
            .map(|first| vec![row(first), row(first + 1)])
            .collect()
    }

    #[test]
    fn a_log_that_is_cut_as_it_is_read_gives_what_all_of_it_would() {
        let list = LISTS.iter().find(|list| list.name == "audit").unwrap();
        let filters = BTreeMap::from([("actor".to_owned(), vec![json!("actor 3")])]);
        let sorts = [
            None,
            Some(("createdDateTime", Direction::Down)),
            Some(("revision", Direction::Up)),
            Some(("actor", Direction::Down)),
        ];
        for (sort, filters) in sorts
            .iter()
            .flat_map(|sort| [BTreeMap::new(), filters.clone()].map(|filters| (*sort, filters)))
        {
            for after in [None, Some("9000".to_owned())] {
                let page = Page {
                    search: None,
                    sort: sort.map(|(field, direction)| (field.to_owned(), direction)),
                    sort_column: 0,
                    limit: Some(20),
                    after,
                };
                let mut sieve = Sieve::new(&page, list, &filters);
                for rows in commits().into_iter().rev() {
                    sieve.take(rows);
                }
                assert!(page.after.is_some() || sieve.kept.len() <= 20);
                let all = commits().into_iter().flatten().collect();
                let whole = page.cut(list, &filters, all);
                assert_eq!(sieve.answer().unwrap(), whole, "{sort:?} {filters:?}");
            }
        }
    }
}
