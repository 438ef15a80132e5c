//! How many rows of a list to choose from are in view at once.

use crate::domain::text::Safe;
use crate::ui::layout::{Frames, Size};
use crate::ui::view::ChoiceRow;

use super::{below, plain, rows, said, wide};

/// The room that such a list has for its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The lines of all rows in view.
    lines: usize,
    /// The lines kept below them for the selected row.
    pub below: usize,
    /// The cells in which rows are wrapped; `None` where each of them takes one line.
    wrapped: Option<usize>,
}

impl Room {
    /// Returns the room that a list of such rows has on a body of a size, below what it says.
    pub fn of(body: Size, frames: Frames, says: &[Safe], list: &[ChoiceRow]) -> Self {
        match frames {
            Frames::Boxes => {
                let below = below(body, list);
                Self {
                    lines: rows(body, says).saturating_sub(below),
                    below,
                    wrapped: None,
                }
            }
            Frames::Plain => {
                let above = said(says, wide(body.width)).len() + 3;
                Self {
                    lines: usize::from(body.height).saturating_sub(above),
                    below: 0,
                    wrapped: Some(plain::room(body.width.saturating_sub(2))),
                }
            }
        }
    }

    /// Returns how many of the rows fit whole, one after the other; never none.
    pub fn fitting<'a>(self, rows: impl Iterator<Item = &'a ChoiceRow>) -> usize {
        let mut used = 0;
        let fitting = rows.take_while(|row| {
            used += self
                .wrapped
                .map_or(1, |cells| plain::lines(row, cells).len());
            used <= self.lines
        });
        fitting.count().max(1)
    }
}
