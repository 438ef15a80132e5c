//! The only hand that writes on the frame: clamps, cuts and styles.
//!
//! It takes text only as [`Safe`] or as a sign of our own, never touches a cell outside the frame,
//! and remembers where the cursor belongs so that a screen reader follows the focus.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Clear, Widget};

use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::ui::pointer::{Target, Targets};
use crate::ui::theme::{Borders, Theme, Tone};
use crate::ui::view::{Cut, Phrase};
use crate::ui::width;

const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const BLANK: border::Set<'static> = border::Set {
    top_left: " ",
    top_right: " ",
    bottom_left: " ",
    bottom_right: " ",
    vertical_left: " ",
    vertical_right: " ",
    horizontal_top: " ",
    horizontal_bottom: " ",
};

/// Whether a box has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It does not get the keys.
    Thin,
    /// It gets the keys.
    Thick,
}

/// Whether what is drawn lies on top, so that it gets the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing lies over it.
    Top,
    /// Nothing lies over it, but a filter takes all keys that do not move up and down.
    Filtered,
    /// A pane beside it gets the keys: its selected row stands out less, and by the same sign.
    Beside,
    /// Something lies over it: no box of it is thick, no row stands out, no key is named.
    Below,
}

/// A frame being drawn.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
    /// Whether what is drawn from now on lies on top.
    pub standing: Standing,
    /// Where the cursor belongs, if anywhere.
    pub cursor: Option<Position>,
    /// What can be clicked.
    pub targets: Targets,
}

impl Standing {
    /// Returns where a pane stands beside the one that gets the keys, which stands here.
    #[must_use]
    pub const fn beside(self) -> Self {
        match self {
            // Whoever types a filter moves in the list.
            Self::Top | Self::Filtered | Self::Beside => Self::Beside,
            Self::Below => Self::Below,
        }
    }
}

impl<'a> Canvas<'a> {
    /// Starts drawing on a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Theme) -> Self {
        Self {
            buffer,
            theme,
            standing: Standing::Top,
            cursor: None,
            targets: Targets::default(),
        }
    }

    /// Returns what is left of a tone where it stands: nothing that lies below another, or beside what
    /// gets the keys, says that it gets them.
    const fn left_of(&self, tone: Tone) -> Tone {
        match (self.standing, tone) {
            (Standing::Below, Tone::Focus | Tone::Selected) => Tone::Text,
            (Standing::Beside, Tone::Selected) => Tone::Heading,
            (Standing::Top | Standing::Filtered | Standing::Beside | Standing::Below, _) => tone,
        }
    }

    fn style(&self, tone: Tone) -> Style {
        self.theme.style(self.left_of(tone))
    }

    /// Returns the characters that boxes are made of.
    pub const fn borders(&self) -> Borders {
        self.theme.borders
    }

    /// Tells whether facts stand one a line, without boxes and columns.
    pub fn is_plain(&self) -> bool {
        self.theme.borders == Borders::Plain
    }

    /// Writes text at a place inside an area, cut to the area, and returns the cells used.
    pub fn text(&mut self, area: Rect, at: (u16, u16), text: &Safe, tone: Tone) -> u16 {
        self.cut_text(area, at, text, tone, Cut::End)
    }

    /// Writes text that is cut in a way of its own.
    pub fn cut_text(
        &mut self,
        area: Rect,
        at: (u16, u16),
        text: &Safe,
        tone: Tone,
        cut: Cut,
    ) -> u16 {
        let cells = usize::from(area.width.saturating_sub(at.0));
        let shown = match cut {
            Cut::End | Cut::Late | Cut::Name => width::cut_end(text.as_str(), cells),
            Cut::Middle => width::cut_middle(text.as_str(), cells),
            Cut::Start => width::cut_start(text.as_str(), cells),
        };
        self.put(area, at, &shown, self.style(tone))
    }

    /// Writes a sign of our own.
    pub fn sign(&mut self, area: Rect, at: (u16, u16), sign: &'static str, tone: Tone) -> u16 {
        self.put(area, at, sign, self.style(tone))
    }

    /// Writes phrases one behind the other with a space between them.
    pub fn phrases(&mut self, area: Rect, at: (u16, u16), phrases: &[Phrase]) -> u16 {
        let mut column = at.0;
        for phrase in phrases {
            let used = self.text(area, (column, at.1), &phrase.text, phrase.tone);
            column = column.saturating_add(used).saturating_add(1);
        }
        column
    }

    fn put(&mut self, area: Rect, at: (u16, u16), text: &str, style: Style) -> u16 {
        let area = area.intersection(self.buffer.area);
        let (x, y) = (area.x.saturating_add(at.0), area.y.saturating_add(at.1));
        if x >= area.right() || y >= area.bottom() {
            return 0;
        }
        let room = usize::from(area.right() - x);
        let text = self.spelled(text);
        let (end, _) = self.buffer.set_stringn(x, y, &text, room, style);
        end - x
    }

    /// Spells a text with signs that the terminal knows; names are left as they are.
    fn spelled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.theme.ascii && text.contains(width::ELLIPSIS) {
            Cow::Owned(text.replace(width::ELLIPSIS, width::PLAIN_ELLIPSIS))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Notes what can be clicked on cells of a line inside an area.
    pub fn clickable(&mut self, area: Rect, at: (u16, u16), cells: u16, target: Target) {
        let line = Rect {
            x: area.x.saturating_add(at.0),
            y: area.y.saturating_add(at.1),
            width: cells,
            height: 1,
        };
        self.targets.note(line.intersection(area), target);
    }

    /// Gives a whole area a tone, keeping its text.
    pub fn tint(&mut self, area: Rect, tone: Tone) {
        let left = self.left_of(tone);
        // What stands out no more keeps the tones of its words.
        if tone == Tone::Text || left != Tone::Text {
            let area = area.intersection(self.buffer.area);
            self.buffer.set_style(area, self.theme.style(left));
        }
    }

    /// Empties an area and gives it the ordinary tone.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        Clear.render(area, self.buffer);
        self.tint(area, Tone::Text);
    }

    /// Draws a rule across the first row of an area.
    pub fn rule(&mut self, area: Rect) {
        let sign = match self.theme.borders {
            Borders::Unicode => "\u{2500}",
            Borders::Ascii => "-",
            Borders::Plain => " ",
        };
        for column in 0..area.width {
            self.sign(area, (column, 0), sign, Tone::Muted);
        }
    }

    /// Draws a box with a title and returns what is inside; the focused one is thick and has a `*`.
    pub fn pane(&mut self, area: Rect, title: &Safe, weight: Weight) -> Rect {
        let area = area.intersection(self.buffer.area);
        let weight = match self.standing {
            Standing::Top | Standing::Filtered | Standing::Beside => weight,
            Standing::Below => Weight::Thin,
        };
        let set = match (self.theme.borders, weight) {
            (Borders::Plain, _) => BLANK,
            (Borders::Ascii, _) => ASCII,
            (Borders::Unicode, Weight::Thin) => border::PLAIN,
            (Borders::Unicode, Weight::Thick) => border::THICK,
        };
        let (tone, edge) = match weight {
            Weight::Thin => (Tone::Heading, Tone::Muted),
            Weight::Thick => (Tone::Heading, Tone::Text),
        };
        Block::bordered()
            .border_set(set)
            .border_style(self.theme.style(edge))
            .render(area, self.buffer);
        let mut band = area;
        band.height = band.height.min(1);
        band.width = band.width.saturating_sub(2);
        let mut column = 1;
        if weight == Weight::Thick {
            column += self.sign(band, (column, 0), Tone::Focus.sign(), Tone::Heading);
        }
        column += self.text(band, (column, 0), title, tone);
        if column > 1 && !title.as_str().is_empty() {
            self.sign(band, (column, 0), " ", edge);
        }
        crate::ui::layout::inside(area)
    }

    /// Says at the right of a line of a box on top that more is out of view there, and by which key.
    pub fn on_edge(&mut self, frame: Rect, line: u16, says: &'static str) {
        if self.standing == Standing::Below {
            return;
        }
        let cells = u16::try_from(width::width(says)).unwrap_or(u16::MAX);
        let column = frame.width.saturating_sub(cells).saturating_sub(2);
        self.sign(frame, (column, line), says, Tone::Muted);
    }

    /// Says so with how many lines there are, where none may be overlooked.
    pub fn lines_on_edge(&mut self, frame: Rect, line: u16, lines: usize, says: &'static str) {
        if self.standing == Standing::Below {
            return;
        }
        let said = format!(" {} {says} ", counted(lines, "line"));
        let cells = u16::try_from(width::width(&said)).unwrap_or(u16::MAX);
        let column = frame.width.saturating_sub(cells).saturating_sub(2);
        self.put(frame, (column, line), &said, self.style(Tone::Muted));
    }

    /// Says so where the key is none that moves up or down; while a filter takes it, only the fact.
    pub fn on_edge_elsewhere(
        &mut self,
        frame: Rect,
        line: u16,
        (fact, says): (&'static str, &'static str),
    ) {
        let said = match self.standing {
            Standing::Top | Standing::Beside | Standing::Below => says,
            Standing::Filtered => fact,
        };
        self.on_edge(frame, line, said);
    }

    /// Puts the cursor at a place inside an area.
    pub fn place_cursor(&mut self, area: Rect, at: (u16, u16)) {
        let position = Position::new(area.x.saturating_add(at.0), area.y.saturating_add(at.1));
        if area.intersection(self.buffer.area).contains(position) {
            self.cursor = Some(position);
        }
    }
}
