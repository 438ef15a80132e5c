//! Where a list stands: what matches, what is selected, what is scrolled away.
//!
//! The selection is an object and not a row number, so it stays on its object when rows come and
//! go; when the object itself goes, the nearest row left takes over. What matches is kept between
//! key presses and only worked out again when the rows or the filter change.

use std::collections::{BTreeMap, BTreeSet};

use crate::ui::list::arrangement::{Change, Line, Sort};
use crate::ui::list::filter::{Fields, Filter};
use crate::ui::view::Phrase;

pub mod arrangement;
pub mod facets;
pub mod filter;
pub mod fuzzy;
mod window;

/// A way to move through rows or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One up.
    Up,
    /// One down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Motion {
    /// Returns the place reached from a place among `count` when a page has `page`.
    pub fn from(self, place: usize, count: usize, page: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::Up => place.saturating_sub(1),
            Self::Down => place.saturating_add(1).min(last),
            Self::PageUp => place.saturating_sub(page.max(1)),
            Self::PageDown => place.saturating_add(page.max(1)).min(last),
            Self::First => 0,
            Self::Last => last,
        }
    }
}

/// The state of a list of objects `K`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState<K> {
    rows: Vec<K>,
    shown: Option<Vec<K>>,
    lines: Vec<Line>,
    filter: Filter,
    sort: Sort,
    hidden: BTreeSet<usize>,
    marks: BTreeSet<K>,
    place: usize,
    offset: usize,
}

impl<K> Default for ListState<K> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            shown: None,
            lines: Vec::new(),
            filter: Filter::default(),
            sort: Sort::default(),
            hidden: BTreeSet::new(),
            marks: BTreeSet::new(),
            place: 0,
            offset: 0,
        }
    }
}

impl<K: Copy + Ord> ListState<K> {
    /// Takes up how the list was arranged before; it is arranged so with its next rows.
    pub fn recall(&mut self, filter: &str, sort: Sort, hidden: BTreeSet<usize>) {
        self.filter = Filter::parse(filter);
        self.sort = sort;
        self.hidden = hidden;
    }

    /// Takes new rows; the selection and the marks follow their objects.
    ///
    /// `cells` writes the cells of a row and is asked only while the list is filtered or sorted.
    pub fn reload(&mut self, rows: Vec<K>, fields: Fields<'_>, cells: impl Fn(K) -> Vec<Phrase>) {
        let before = std::mem::replace(&mut self.rows, rows);
        let shown_before = self.shown.take().unwrap_or(before);
        self.lines.clear();
        if !self.marks.is_empty() {
            let rows: BTreeSet<K> = self.rows.iter().copied().collect();
            self.marks.retain(|mark| rows.contains(mark));
        }
        self.arrange(fields, cells);
        self.follow(&shown_before);
    }

    /// Changes the filter, the order or the columns; the selection stays on its object while that
    /// is shown. What was written for the rows is kept unless the columns change.
    pub fn set(&mut self, change: Change, fields: Fields<'_>, cells: impl Fn(K) -> Vec<Phrase>) {
        let before = self.shown().to_vec();
        match change {
            Change::Filter(text) => self.filter = Filter::parse(&text),
            Change::Sort(sort) => self.sort = sort,
            Change::Column(column) => {
                if !self.hidden.remove(&column) {
                    self.hidden.insert(column);
                }
                self.lines.clear();
            }
        }
        self.arrange(fields, cells);
        self.follow(&before);
    }

    /// Takes a new filter.
    pub fn set_filter(&mut self, text: &str, fields: Fields<'_>, cells: impl Fn(K) -> Vec<Phrase>) {
        self.set(Change::Filter(text.to_owned()), fields, cells);
    }

    /// Writes the rows down where that has not been done since they last changed.
    fn write_down(&mut self, cells: impl Fn(K) -> Vec<Phrase>) {
        if self.lines.len() != self.rows.len() {
            let hidden = &self.hidden;
            let lines = self.rows.iter().map(|row| Line::new(&cells(*row), hidden));
            self.lines = lines.collect();
        }
    }

    fn arrange(&mut self, fields: Fields<'_>, cells: impl Fn(K) -> Vec<Phrase>) {
        self.shown = None;
        if self.filter.is_empty() && self.sort == Sort::default() {
            return;
        }
        if !self.filter.is_empty() || self.sort.column.is_some() {
            self.write_down(cells);
        }
        let mut places: Vec<usize> = if self.filter.is_empty() {
            (0..self.rows.len()).collect()
        } else {
            let fits = self.filter.matches(&self.lines, fields);
            let fits = fits.into_iter().enumerate();
            fits.filter_map(|(place, fits)| fits.then_some(place))
                .collect()
        };
        self.sort.arrange(&self.lines, &mut places);
        let rows = places.iter().filter_map(|place| self.rows.get(*place));
        self.shown = Some(rows.copied().collect());
    }

    /// Puts the selection on the object it was on, or on the nearest one that is left.
    fn follow(&mut self, before: &[K]) {
        let selected = before.get(self.place);
        let found = selected.and_then(|row| self.shown().iter().position(|shown| shown == row));
        self.place = found.unwrap_or_else(|| self.nearest(before));
    }

    fn nearest(&self, before: &[K]) -> usize {
        let shown = self.shown().iter().enumerate();
        let places: BTreeMap<K, usize> = shown.map(|(place, row)| (*row, place)).collect();
        let below = before.iter().skip(self.place);
        let above = before.iter().take(self.place).rev();
        let mut near = below.chain(above).filter_map(|row| places.get(row));
        near.next().copied().unwrap_or(0)
    }

    /// Returns the rows that match, all of them when nothing is filtered.
    pub fn shown(&self) -> &[K] {
        self.shown.as_deref().unwrap_or(&self.rows)
    }

    /// Returns how many rows there are without the filter.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Returns the text of the filter.
    pub fn filter(&self) -> &str {
        self.filter.text()
    }

    /// Returns the order of the rows.
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// Tells whether a column is shown where there is room for it.
    pub fn shows_column(&self, column: usize) -> bool {
        !self.hidden.contains(&column)
    }

    /// Leaves out what belongs to columns that were put away.
    pub fn of_shown_columns<C>(&self, of_columns: Vec<C>) -> Vec<C> {
        let all = of_columns.into_iter().enumerate();
        all.filter_map(|(column, one)| self.shows_column(column).then_some(one))
            .collect()
    }

    /// Returns the columns that were put away.
    pub const fn hidden(&self) -> &BTreeSet<usize> {
        &self.hidden
    }

    /// Marks an object, or takes its mark away.
    pub fn mark(&mut self, object: K) {
        if !self.marks.remove(&object) {
            self.marks.insert(object);
        }
    }

    /// Marks all rows that are shown; when they all are marked, takes their marks away.
    pub fn mark_shown(&mut self) {
        let shown: BTreeSet<K> = self.shown().iter().copied().collect();
        if shown.is_subset(&self.marks) {
            self.marks.retain(|mark| !shown.contains(mark));
        } else {
            self.marks.extend(shown);
        }
    }

    /// Takes the mark of an object away.
    pub fn unmark(&mut self, object: K) {
        self.marks.remove(&object);
    }

    /// Takes all marks away, and tells whether there was any.
    pub fn unmark_all(&mut self) -> bool {
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// Tells whether an object is marked.
    pub fn is_marked(&self, object: K) -> bool {
        self.marks.contains(&object)
    }

    /// Returns some of the marked objects, at most so many: those with the least identifiers.
    pub fn first_marked(&self, most: usize) -> Vec<K> {
        self.marks.iter().take(most).copied().collect()
    }

    /// Returns how many objects are marked.
    pub fn marked_count(&self) -> usize {
        self.marks.len()
    }

    /// Returns the marked objects in the order of the list; those that the filter hides come last.
    pub fn marked(&self) -> Vec<K> {
        if self.marks.is_empty() {
            return Vec::new();
        }
        let mut left = self.marks.clone();
        let shown = self.shown().iter().copied();
        let mut marked: Vec<K> = shown.filter(|row| left.remove(row)).collect();
        marked.extend(left);
        marked
    }

    /// Returns the selected object.
    pub fn selected(&self) -> Option<K> {
        self.shown().get(self.place).copied()
    }

    /// Selects an object if it is shown.
    pub fn select(&mut self, object: K) {
        if let Some(place) = self.shown().iter().position(|row| *row == object) {
            self.place = place;
        }
    }

    /// Selects a row in view, counted from the first one.
    pub fn select_in_view(&mut self, row: usize) {
        let last = self.shown().len().saturating_sub(1);
        self.place = self.offset.saturating_add(row).min(last);
    }

    /// Moves the selection.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.place = motion.from(self.place, self.shown().len(), page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: u32) -> Vec<Phrase> {
        vec![Phrase::plain(format!("row {row}"))]
    }

    fn list(rows: impl IntoIterator<Item = u32>) -> ListState<u32> {
        let mut list = ListState::default();
        list.reload(rows.into_iter().collect(), Fields::default(), cells);
        list
    }

    #[test]
    fn the_selection_follows_its_object_and_not_its_row() {
        let mut list = list([1, 2, 3]);
        list.select(2);
        list.reload(vec![9, 8, 2, 1], Fields::default(), cells);
        assert_eq!(list.selected(), Some(2));
    }

    #[test]
    fn a_vanished_row_leaves_the_nearest_one_selected() {
        let mut list = list([1, 2, 3, 4]);
        list.select(3);
        list.reload(vec![1, 2, 4], Fields::default(), cells);
        assert_eq!(list.selected(), Some(4));
        list.reload(vec![1, 2], Fields::default(), cells);
        assert_eq!(list.selected(), Some(2));
        list.reload(Vec::new(), Fields::default(), cells);
        assert_eq!(list.selected(), None);
    }

    #[test]
    fn the_selected_row_is_always_in_view() {
        let mut list = list(0..100);
        for motion in [
            Motion::PageDown,
            Motion::Down,
            Motion::Last,
            Motion::Up,
            Motion::PageUp,
            Motion::First,
        ] {
            list.step(motion, 10);
            for page in [0, 1, 10, 200] {
                list.scroll_into_view(page);
                let (rows, selected) = list.window(page);
                assert_eq!(selected.map(|place| rows[place]), list.selected());
            }
        }
    }

    #[test]
    fn a_filter_keeps_the_selected_object_while_it_matches() {
        let mut list = list(0..20);
        list.select(12);
        list.set_filter("12", Fields::default(), cells);
        assert_eq!((list.shown(), list.selected()), (&[12][..], Some(12)));
        list.set_filter("", Fields::default(), cells);
        assert_eq!((list.shown().len(), list.selected()), (20, Some(12)));
    }

    #[test]
    fn marks_stay_on_their_objects_and_go_with_them() {
        let mut list = list(0..5);
        list.mark(3);
        list.mark(1);
        list.reload(vec![4, 3, 2], Fields::default(), cells);
        assert_eq!(list.marked(), [3]);
        list.mark_shown();
        assert_eq!(list.marked(), [4, 3, 2]);
        list.mark_shown();
        assert_eq!(list.marked_count(), 0);
    }
}
