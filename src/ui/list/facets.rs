//! What a list can be filtered by without typing: values that rows share, days near today.

use std::collections::BTreeMap;

use crate::ui::list::ListState;
use crate::ui::list::filter::{self, Fields, Filter, is_date};
use crate::ui::view::Phrase;

/// Days near today, by which a column of dates is filtered.
#[derive(Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is called.
    pub name: &'static str,
    /// Its first and last day, as filters write them.
    pub days: &'static str,
}

/// The spans that are offered: a narrow one before the wider one that contains it.
const SPANS: &[Span] = &[
    span("today", "today..today"),
    span("within 7 days", "today..+7d"),
    span("within 30 days", "today..+30d"),
    span("in the last 7 days", "-7d..today"),
    span("in the last 30 days", "-30d..today"),
];

const fn span(name: &'static str, days: &'static str) -> Span {
    Span { name, days }
}

impl<K: Copy + Ord> ListState<K> {
    /// Returns the values of a column, each with how many rows have it, the most frequent first;
    /// nothing when more than `most` differ or all are the same, nor for dates.
    pub fn values(
        &mut self,
        column: usize,
        most: usize,
        cells: impl Fn(K) -> Vec<Phrase>,
    ) -> Vec<(String, usize)> {
        self.write_down(cells);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for line in &self.lines {
            *counts.entry(line.cell(column)).or_default() += 1;
            if counts.len() > most || is_date(line.cell(column)) {
                return Vec::new();
            }
        }
        if counts.len() < 2 {
            return Vec::new();
        }
        let named = counts.into_iter().filter(|(value, _)| !value.is_empty());
        let mut values: Vec<(String, usize)> = named
            .map(|(value, count)| (value.to_owned(), count))
            .collect();
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        values
    }

    /// Returns the spans of days that some but not all cells of a column lie in, each with how
    /// many do; nothing unless the column has dates.
    pub fn spans(
        &mut self,
        column: usize,
        fields: Fields<'_>,
        cells: impl Fn(K) -> Vec<Phrase>,
    ) -> Vec<(&'static Span, usize)> {
        self.write_down(cells);
        let Some(head) = fields.heads.get(column) else {
            return Vec::new();
        };
        if !self.lines.iter().any(|line| is_date(line.cell(column))) {
            return Vec::new();
        }
        let counted = SPANS.iter().map(|span| {
            let filter = Filter::parse(&filter::within(head, span.days));
            let fits = filter.matches(&self.lines, fields);
            (span, fits.into_iter().filter(|fits| *fits).count())
        });
        let some = 1..self.lines.len();
        counted.filter(|(_, count)| some.contains(count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::ui::view::{Align, Cut, Head};

    #[test]
    fn the_most_frequent_value_of_a_column_is_offered_first() {
        let fields = Fields {
            heads: &[],
            today: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
        };
        let states = [
            "Denied",
            "Delivered",
            "Delivered",
            "Scheduled",
            "Delivered",
            "Scheduled",
        ];
        let cells = |row: usize| vec![Phrase::plain(states[row])];
        let mut list = ListState::default();
        list.reload((0..states.len()).collect(), fields, cells);
        let values = list.values(0, 9, cells);
        let counts: Vec<_> = values
            .iter()
            .map(|(value, count)| (value.as_str(), *count))
            .collect();
        assert_eq!(counts, [("Delivered", 3), ("Scheduled", 2), ("Denied", 1)]);
    }

    #[test]
    fn spans_of_days_are_offered_where_a_column_has_dates_and_some_lie_in_them() {
        let heads = [Head {
            title: "Ends".into(),
            brief: "",
            width: 10,
            least: 0,
            short: 0,
            priority: 0,
            align: Align::Left,
            cut: Cut::End,
        }];
        let fields = Fields {
            heads: &heads,
            today: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
        };
        let ends = ["2026-03-05 09:00 UTC", "never", "2026-03-20 09:00 UTC"];
        let cells = |row: usize| vec![Phrase::plain(ends[row])];
        let mut list = ListState::default();
        list.reload(vec![0, 1, 2], fields, cells);
        let spans = list.spans(0, fields, cells);
        let named: Vec<_> = spans
            .iter()
            .map(|(span, count)| (span.name, *count))
            .collect();
        assert_eq!(named, [("within 7 days", 1), ("within 30 days", 2)]);
        let mut list = ListState::default();
        list.reload(vec![1], fields, cells);
        assert_eq!(list.spans(0, fields, cells), []);
    }
}
