//! Which rows of a list are in view.

use crate::ui::list::ListState;
use crate::ui::view::Beyond;

impl<K: Copy + Ord> ListState<K> {
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

    /// Returns the first and the last object, whether or not the filter lets them pass.
    pub fn ends(&self) -> Option<(K, K)> {
        let last = self.rows.last()?;
        self.rows.first().map(|first| (*first, *last))
    }

    /// Tells whether there are rows above and below those in view.
    pub fn beyond(&self, page: usize) -> Beyond {
        let end = self.offset.saturating_add(page.max(1));
        Beyond {
            above: self.offset > 0,
            below: end < self.shown().len(),
        }
    }
}
