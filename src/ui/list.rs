//! Where a list stands: what matches, what is selected, what is scrolled away.
//!
//! The selection is an object and not a row number, so it stays on its object when rows come and
//! go; when the object itself goes, the nearest row left takes over. What matches is kept between
//! key presses and only worked out again when the rows or the filter change.

use crate::ui::list::filter::Filter;
use crate::ui::view::{Head, Phrase};

pub mod filter;

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
    texts: Vec<String>,
    filter: Filter,
    place: usize,
    offset: usize,
}

impl<K> Default for ListState<K> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            shown: None,
            texts: Vec::new(),
            filter: Filter::default(),
            place: 0,
            offset: 0,
        }
    }
}

impl<K: Copy + PartialEq> ListState<K> {
    /// Takes new rows; the selection follows its object.
    ///
    /// `cells` writes the cells of a row and is asked only while a filter is set.
    pub fn reload(&mut self, rows: Vec<K>, heads: &[Head], cells: impl Fn(K) -> Vec<Phrase>) {
        let before = std::mem::replace(&mut self.rows, rows);
        let shown_before = self.shown.take().unwrap_or(before);
        self.texts.clear();
        self.narrow(heads, cells);
        self.follow(&shown_before);
    }

    /// Takes a new filter; the selection stays on its object while that matches.
    pub fn set_filter(&mut self, text: &str, heads: &[Head], cells: impl Fn(K) -> Vec<Phrase>) {
        let before = self.shown().to_vec();
        self.filter = Filter::parse(text);
        self.narrow(heads, cells);
        self.follow(&before);
    }

    fn narrow(&mut self, heads: &[Head], cells: impl Fn(K) -> Vec<Phrase>) {
        if self.filter.is_empty() {
            self.shown = None;
            return;
        }
        if self.texts.len() != self.rows.len() {
            self.texts = self
                .rows
                .iter()
                .map(|row| filter::haystack(&cells(*row)))
                .collect();
        }
        let fields: Vec<String> = heads.iter().map(filter::field_name).collect();
        let matches = self.filter.matches(&self.texts, &fields);
        self.shown = Some(
            self.rows
                .iter()
                .zip(matches)
                .filter(|(_, matched)| *matched)
                .map(|(row, _)| *row)
                .collect(),
        );
    }

    /// Puts the selection on the object it was on, or on the nearest one that is left.
    fn follow(&mut self, before: &[K]) {
        let nearest = before
            .iter()
            .skip(self.place)
            .chain(before.iter().take(self.place).rev())
            .find_map(|row| self.shown().iter().position(|shown| shown == row));
        self.place = nearest.unwrap_or(0);
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

    /// Moves the selection.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.place = motion.from(self.place, self.shown().len(), page);
    }

    /// Scrolls as little as needed to have the selection within a page.
    pub fn scroll_into_view(&mut self, page: usize) {
        let page = page.max(1);
        let last = self.shown().len().saturating_sub(page);
        let lowest = self.place.saturating_sub(page - 1);
        self.offset = self.offset.min(last).min(self.place).max(lowest);
    }

    /// Returns the objects in view and which of them is selected.
    pub fn window(&self, page: usize) -> (&[K], Option<usize>) {
        let shown = self.shown();
        let end = self.offset.saturating_add(page.max(1)).min(shown.len());
        let rows = shown.get(self.offset..end).unwrap_or_default();
        let selected = self.place.checked_sub(self.offset);
        (rows, selected.filter(|place| *place < rows.len()))
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
        list.reload(rows.into_iter().collect(), &[], cells);
        list
    }

    #[test]
    fn the_selection_follows_its_object_and_not_its_row() {
        let mut list = list([1, 2, 3]);
        list.select(2);
        list.reload(vec![9, 8, 2, 1], &[], cells);
        assert_eq!(list.selected(), Some(2));
    }

    #[test]
    fn a_vanished_row_leaves_the_nearest_one_selected() {
        let mut list = list([1, 2, 3, 4]);
        list.select(3);
        list.reload(vec![1, 2, 4], &[], cells);
        assert_eq!(list.selected(), Some(4));
        list.reload(vec![1, 2], &[], cells);
        assert_eq!(list.selected(), Some(2));
        list.reload(Vec::new(), &[], cells);
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
        list.set_filter("12", &[], cells);
        assert_eq!((list.shown(), list.selected()), (&[12][..], Some(12)));
        list.set_filter("", &[], cells);
        assert_eq!((list.shown().len(), list.selected()), (20, Some(12)));
    }
}
