//! How a field shows what is chosen: with signs, or in words for readers of screens.

use crate::ui::theme::Tone;
use crate::ui::view::Phrase;
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// The cells of a sign in front of a choice, with the gap behind it.
const SIGN: u16 = 4;

/// How a field shows what is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// With signs, as on paper.
    Drawn,
    /// In words.
    Said,
}

impl Signs {
    /// Returns how a canvas wants it.
    pub(super) fn on(canvas: &Canvas<'_>) -> Self {
        if canvas.is_plain() {
            Self::Said
        } else {
            Self::Drawn
        }
    }

    /// Says whether something is switched on.
    pub(super) const fn of_toggle(self, is_on: bool) -> &'static str {
        match (self, is_on) {
            (Self::Drawn, true) => "[x]",
            (Self::Drawn, false) => "[ ]",
            (Self::Said, true) => "checked",
            (Self::Said, false) => "not checked",
        }
    }

    /// Returns the sign of one of several choices, and what is said behind it.
    pub(super) fn of_choice(self, label: &Phrase, is_chosen: bool) -> (&'static str, String) {
        let is_off = label.tone == Tone::Disabled;
        let text = label.text.as_str();
        match self {
            Self::Drawn if is_off => ("(-)", text.to_owned()),
            Self::Drawn if is_chosen => ("(o)", text.to_owned()),
            Self::Drawn => ("( )", text.to_owned()),
            Self::Said if is_off => ("", format!("{text}, not possible")),
            Self::Said if is_chosen => ("", format!("{text}, chosen")),
            Self::Said => ("", text.to_owned()),
        }
    }

    /// Returns where what is said of a choice begins.
    pub(super) const fn indent(self) -> u16 {
        match self {
            Self::Drawn => SIGN,
            Self::Said => 0,
        }
    }

    /// Returns what stands between choices on one line.
    const fn between(self) -> &'static str {
        match self {
            Self::Drawn => "  ",
            Self::Said => "; ",
        }
    }

    /// Returns what is said of one choice on a line, the last one or one with others behind it.
    pub(super) fn on_line(self, text: &str, is_last: bool) -> String {
        let behind = if is_last { "" } else { self.between() };
        format!("{text}{behind}")
    }

    /// Returns the lines of a choice behind its sign where choices stand one below the other.
    pub(super) fn stacked(self, text: &str, room: u16) -> Vec<String> {
        width::wrap(text, usize::from(room.saturating_sub(self.indent())))
    }

    /// Tells whether choices stand on one line.
    pub(super) fn fits(self, labels: &[Phrase], chosen: Option<usize>, room: u16) -> bool {
        self.side_by_side(labels, chosen) <= usize::from(room)
    }

    /// Returns the cells of choices that stand beside one another.
    pub(super) fn side_by_side(self, labels: &[Phrase], chosen: Option<usize>) -> usize {
        let cells = labels.iter().enumerate().map(|(place, label)| {
            let (_, text) = self.of_choice(label, chosen == Some(place));
            let is_last = place + 1 == labels.len();
            usize::from(self.indent()) + width::width(&self.on_line(&text, is_last))
        });
        cells.sum()
    }
}
