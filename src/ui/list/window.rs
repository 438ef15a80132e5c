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

    /// Returns the objects in view where each takes some lines of its own, which one of them is
    /// selected, and whether the list goes on above and below.
    ///
    /// The view begins where it was scrolled to as far as the selected object is whole then, and
    /// reaches further up where the list ends before the lines do.
    pub fn window_of_lines(
        &self,
        room: usize,
        lines: &dyn Fn(K, bool) -> usize,
    ) -> (&[K], Option<usize>, Beyond) {
        let shown = self.shown();
        let taken = |place: usize| {
            let row = shown.get(place).copied();
            row.map_or(room, |row| lines(row, place == self.place))
        };
        let (mut start, mut end) = (self.place, self.place.saturating_add(1).min(shown.len()));
        let mut used = taken(self.place);
        let mut fits = |place: usize| {
            let with = used.saturating_add(taken(place));
            let fits = with <= room;
            used = if fits { with } else { used };
            fits
        };
        while start > self.offset && fits(start - 1) {
            start -= 1;
        }
        if start <= self.offset {
            while end < shown.len() && fits(end) {
                end += 1;
            }
        }
        while end == shown.len() && start > 0 && fits(start - 1) {
            start -= 1;
        }
        let rows = shown.get(start..end).unwrap_or_default();
        let beyond = Beyond {
            above: start > 0,
            below: end < shown.len(),
        };
        let selected = self.place - start;
        (rows, (selected < rows.len()).then_some(selected), beyond)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::list::Motion;
    use crate::ui::list::filter::Fields;

    /// A list of rows of one line each, of which the selected one takes three.
    fn in_view(count: u16, motions: &[Motion], room: usize) -> (Vec<u16>, Option<u16>) {
        let mut list: ListState<u16> = ListState::default();
        list.reload((0..count).collect(), Fields::default(), |_| Vec::new());
        for motion in motions {
            list.step(*motion, room / 2);
            list.scroll_into_view(room / 2);
        }
        let lines = |_, is_selected| if is_selected { 3 } else { 1 };
        let (rows, selected, beyond) = list.window_of_lines(room, &lines);
        let end = rows.last().copied();
        assert_eq!(beyond.above, rows.first().is_some_and(|row| *row > 0));
        assert_eq!(beyond.below, end.is_some_and(|row| row + 1 < count));
        (rows.to_vec(), selected.map(|place| rows[place]))
    }

    #[test]
    fn as_many_rows_are_in_view_as_their_own_lines_leave_room_for() {
        assert_eq!(in_view(20, &[], 10), ((0..8).collect(), Some(0)));
        assert_eq!(in_view(4, &[], 10), ((0..4).collect(), Some(0)));
        let last = &[Motion::Last];
        assert_eq!(in_view(20, last, 10), ((12..20).collect(), Some(19)));
        let down = &[Motion::Down; 7];
        let (rows, selected) = in_view(20, down, 10);
        assert_eq!((rows.len(), selected), (8, Some(7)));
        assert_eq!(in_view(0, &[], 10), (Vec::new(), None));
    }

    #[test]
    fn a_selected_row_that_takes_more_lines_than_there_are_is_in_view_alone() {
        assert_eq!(in_view(20, &[Motion::Down], 2), (vec![1], Some(1)));
    }
}
