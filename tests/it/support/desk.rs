//! A desk with its screens, without a terminal: keys in, text out.

use std::rc::Rc;

use accessdesk::app::{Errand, Seat};
use accessdesk::domain::text::NameKey;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use accessdesk::ui::key::Key;
use accessdesk::ui::layout::{Frames, Size};
use accessdesk::ui::memory::Memory;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::pointer::Targets;
use accessdesk::ui::preferences::Preferences;
use accessdesk::ui::theme::{Borders, Theme, ThemeName};
use accessdesk::ui::view::View;
use accessdesk::ui::widget::Screenful;
use accessdesk::ui::width::width as cells;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::script::{engine_on, run_lines};

/// Somebody in front of the screens of a store made for one story.
pub(crate) struct Desk {
    pub(crate) seat: Seat<MemoryFs>,
    theme: Theme,
}

impl Desk {
    /// Opens the screens on a sample after these lines, before anybody has signed in.
    pub(crate) fn on(sample: Sample, lines: &str) -> Self {
        Self::on_disk(MemoryFs::new(), sample, lines)
    }

    /// Does so on a disk, on whose store others can open windows of their own.
    pub(crate) fn on_disk(disk: MemoryFs, sample: Sample, lines: &str) -> Self {
        let mut engine = engine_on(disk, sample);
        let (ending, answers) = run_lines(&mut engine, lines);
        assert!(matches!(ending, Ending::Met), "{answers:?}");
        Self {
            seat: Seat::take(engine, Size::USUAL, None, None),
            theme: Theme {
                name: ThemeName::Mono,
                borders: Borders::Unicode,
                ..Theme::default()
            },
        }
    }

    /// Sits down as somebody, known by the name they sign in with.
    pub(crate) fn seated_as(mut self, sign_in_name: &str) -> Self {
        let key = NameKey::of(sign_in_name);
        let tenant = self.seat.engine.tenant();
        let person = *tenant.index.sign_in_names.of(key).next().unwrap();
        let Seat {
            engine,
            ui,
            preferences,
            ..
        } = self.seat;
        let remembered = ((*preferences).clone(), Memory::default());
        self.seat = Seat::take_with(engine, ui.size, Some(person), None, remembered);
        self
    }

    /// Tells whether somebody signs in with a name.
    pub(crate) fn knows(&self, sign_in_name: &str) -> bool {
        let names = &self.seat.engine.tenant().index.sign_in_names;
        names.of(NameKey::of(sign_in_name)).next().is_some()
    }

    /// Gives the screen other colors and boxes.
    pub(crate) fn dressed(mut self, name: ThemeName, borders: Borders) -> Self {
        self.theme = Theme {
            name,
            borders,
            ascii: borders == Borders::Ascii,
            ..self.theme
        };
        let frames = match borders {
            Borders::Plain => Frames::Plain,
            Borders::Unicode | Borders::Ascii => Frames::Boxes,
        };
        let preferences = (*self.seat.preferences).clone();
        self.seat.preferences = Rc::new(Preferences {
            frames,
            ..preferences
        });
        self.seat.ui.prefer(Rc::clone(&self.seat.preferences));
        self
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(Msg::Resize(Size { width, height }));
        self
    }

    /// Presses keys, written as people write them and separated by spaces.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.tell(Msg::Key(key.parse::<Key>().unwrap()));
        }
        self
    }

    /// Types a text, character by character.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.tell(Msg::Key(Key::char(c)));
        }
        self
    }

    /// Hands a message to the screens, and does what only a terminal can do.
    pub(crate) fn tell(&mut self, msg: Msg) {
        for errand in self.seat.tell(msg) {
            match errand {
                Errand::DropInput => self.tell(Msg::Drawn),
                Errand::Pause => self.tell(Msg::Next),
                Errand::Copy(_) | Errand::Redraw | Errand::Suspend | Errand::Leave => {}
            }
        }
    }

    /// Returns the screen as text, without color.
    pub(crate) fn screen(&self) -> String {
        let Size { width, height } = self.seat.ui.size;
        let (buffer, _) = self.drawn();
        let rows = (0..height).map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                // The cell behind a wide character belongs to it.
                x += u16::try_from(cells(symbol).max(1)).unwrap();
            }
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Draws the screen, and says what can be clicked on it.
    pub(crate) fn drawn(&self) -> (Buffer, Targets) {
        let mut buffer = Buffer::default();
        let targets = self.draw_into(&mut buffer, &self.seat.view());
        (buffer, targets)
    }

    /// Draws a view of the screen into a buffer, and says what can be clicked on it.
    pub(crate) fn draw_into(&self, buffer: &mut Buffer, view: &View) -> Targets {
        let Size { width, height } = self.seat.ui.size;
        let area = Rect::new(0, 0, width, height);
        buffer.resize(area);
        buffer.reset();
        let theme = self.theme;
        Screenful { view, theme }.draw_clickable(area, buffer).1
    }
}
