//! The mouse: what was drawn where, and what was done to it.
//!
//! What can be clicked is noted while it is drawn, so that a click means what is seen.

use ratatui::layout::{Position, Rect};

/// Something on the screen that can be clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Nothing: what lies below is covered.
    Cover,
    /// A row in view of the screen's list, counted from its first.
    Row(usize),
    /// A cell in view of the screen's matrix: its row and its column, counted from the first in view.
    Cell(usize, usize),
    /// The pane beside the list.
    Detail,
    /// A tab, counted from 1.
    Tab(usize),
    /// A key with what it does, by the text of the key.
    Key(String),
    /// A row in view of a list to choose from.
    Choice(usize),
    /// A day of an open month, by its number.
    Day(u32),
    /// The problem of another step of a wizard.
    Away,
    /// A button of a question.
    Button(usize),
}

/// What can be clicked where, the topmost last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Targets(Vec<(Rect, Target)>);

impl Targets {
    /// Notes what was drawn in an area.
    pub fn note(&mut self, area: Rect, target: Target) {
        self.0.push((area, target));
    }

    /// Finds what lies on top at a place.
    pub fn at(&self, column: u16, row: u16) -> Option<&Target> {
        let place = Position::new(column, row);
        let mut from_top = self.0.iter().rev();
        from_top
            .find(|(area, _)| area.contains(place))
            .map(|(_, target)| target)
    }
}

/// What was done with the mouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Something was clicked.
    Click(Target),
    /// Something was clicked twice.
    DoubleClick(Target),
    /// The wheel was turned towards the top.
    WheelUp,
    /// The wheel was turned towards the bottom.
    WheelDown,
}
