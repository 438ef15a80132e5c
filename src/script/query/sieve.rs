//! Rows of a log, sorted and cut as they are read.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::script::json::Malformed;
use crate::script::output::{escaped, to_line};
use crate::script::query::page::{Key, Page};
use crate::script::query::{Fields, ListRow};

/// How many rows of a log are read before they are sorted and cut.
const MOST_FRESH: usize = 4096;

/// What a list is answered with.
#[derive(Debug)]
pub enum Answer {
    /// An answer as it is.
    Whole(Value),
    /// Rows, written already, and how many there are before they are cut.
    Written(Vec<String>, usize),
}

impl Answer {
    /// Writes the answer on one line.
    pub fn into_line(self) -> serde_json::Result<String> {
        let (rows, total) = match self {
            Self::Whole(answer) => return to_line(&answer),
            Self::Written(rows, total) => (rows, total),
        };
        let total = total.to_string();
        let mut line = "{\"ok\":true,\"rows\":[".to_owned();
        for (place, row) in rows.into_iter().enumerate() {
            line.push_str(if place == 0 { "" } else { "," });
            line.push_str(&row);
        }
        for piece in ["],\"total\":", &total, "}"] {
            line.push_str(piece);
        }
        Ok(line)
    }
}

/// A row of a log, written already, and what it is sorted by.
#[derive(Debug)]
struct Sifted {
    key: Key,
    text: String,
}

/// The row after which others are wanted.
#[derive(Debug)]
struct Mark {
    key: Key,
    /// Whether older rows are read by now.
    passed: bool,
}

/// Rows of a log that are sorted and cut as they are read, so that it is never held whole.
///
/// Where no limit is set all rows that a line wants are held, as they will be written.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    page: &'a Page,
    list: &'a ListRow,
    filters: &'a BTreeMap<String, Vec<Value>>,
    fields: BTreeSet<String>,
    /// The row after which others are wanted, once it is found.
    after: Option<Mark>,
    kept: Vec<Sifted>,
    /// What was read since the rows were last sorted, the newest first.
    fresh: Vec<Sifted>,
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
            after: None,
            kept: Vec::new(),
            fresh: Vec::new(),
            total: 0,
        }
    }

    /// Looks among the rows of a commit for the one after which others are wanted.
    pub(super) fn begin_after(&mut self, rows: &[Fields]) {
        let mut rows = rows.iter().filter(|row| self.page.is_after(row));
        let found = rows.find(|row| self.page.wants(self.list, self.filters, row));
        self.after = found.map(|row| Mark {
            key: self.page.key(row),
            passed: false,
        });
    }

    /// Takes the rows of a commit, oldest first, which is older than those before.
    pub(super) fn take(&mut self, rows: Vec<Fields>) {
        for field in rows.iter().flat_map(Fields::keys) {
            if !self.fields.contains(field) {
                self.fields.insert(field.clone());
            }
        }
        for row in rows.into_iter().rev() {
            if self.page.wants(self.list, self.filters, &row) {
                self.total += 1;
                let key = self.page.key(&row);
                if self.is_behind(&row, &key) {
                    let text = escaped(Value::Object(row).to_string());
                    self.fresh.push(Sifted { key, text });
                }
            }
        }
        if self.fresh.len() >= MOST_FRESH {
            self.settle();
        }
    }

    /// Tells whether a row comes after the one after which others are wanted, if there is such.
    fn is_behind(&mut self, row: &Fields, key: &Key) -> bool {
        if self.page.after.is_none() {
            return true;
        }
        let Some(mark) = &mut self.after else {
            return false;
        };
        if self.page.is_after(row) {
            mark.passed = true;
            return false;
        }
        match self.page.compare(key, &mark.key) {
            Ordering::Less => false,
            Ordering::Equal => mark.passed == self.page.turns_ties(),
            Ordering::Greater => true,
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
        let page = self.page;
        self.kept
            .sort_by(|left, right| page.compare(&left.key, &right.key));
        if let Some(limit) = self.page.limit {
            self.kept.truncate(limit);
        }
    }

    /// Answers with the rows that are wanted; the total counts all that were read.
    pub(super) fn answer(mut self) -> Result<Answer, Malformed> {
        let fields = self.fields.iter().map(String::as_str).collect();
        self.page.sorts_by_one_of(self.list, fields)?;
        self.settle();
        let rows = self.kept.into_iter().map(|row| row.text);
        Ok(Answer::Written(rows.collect(), self.total))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::script::query::page::Direction;
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
            for after in [None, Some("9000"), Some("9002"), Some("no row")] {
                let page = Page {
                    search: None,
                    sort: sort.map(|(field, direction)| (field.to_owned(), direction)),
                    sort_column: 0,
                    limit: Some(20),
                    after: after.map(ToOwned::to_owned),
                };
                let mut sieve = Sieve::new(&page, list, &filters);
                for rows in commits().into_iter().filter(|_| page.after.is_some()) {
                    if rows.iter().any(|row| page.is_after(row)) {
                        sieve.begin_after(&rows);
                    }
                }
                for rows in commits().into_iter().rev() {
                    sieve.take(rows);
                }
                assert!(sieve.kept.len() <= 20);
                let all = commits().into_iter().flatten().collect();
                let whole = page.cut(list, &filters, all);
                let line = sieve.answer().unwrap().into_line().unwrap();
                let answer: Value = serde_json::from_str(&line).unwrap();
                assert_eq!(answer, whole, "{sort:?} {filters:?}");
            }
        }
    }
}
