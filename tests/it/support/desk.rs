//! A desk with its screens, without a terminal: keys in, text out.

use accessdesk::app::{Errand, Seat};
use accessdesk::domain::text::NameKey;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::SimFs;
use accessdesk::ui::key::Key;
use accessdesk::ui::layout::Size;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::theme::{Borders, Theme, ThemeName};
use accessdesk::ui::widget::Screenful;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::script::{engine, run_lines};

/// Somebody in front of the screens of a store made for one story.
pub(crate) struct Desk {
    seat: Seat<SimFs>,
}

impl Desk {
    /// Opens the screens on a sample after these lines, before anybody has signed in.
    pub(crate) fn on(sample: Sample, lines: &str) -> Self {
        let mut engine = engine(sample);
        let (ending, answers) = run_lines(&mut engine, lines);
        assert!(matches!(ending, Ending::Met), "{answers:?}");
        Self {
            seat: Seat::take(engine, Size::USUAL, None, None),
        }
    }

    /// Sits down as somebody, known by the name they sign in with.
    pub(crate) fn seated_as(mut self, sign_in_name: &str) -> Self {
        let key = NameKey::of(sign_in_name);
        let tenant = self.seat.engine.tenant();
        let person = *tenant.index.sign_in_names.of(key).next().unwrap();
        let Seat { engine, ui, .. } = self.seat;
        self.seat = Seat::take(engine, ui.size, Some(person), None);
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

    fn tell(&mut self, msg: Msg) {
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
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme {
            name: ThemeName::Mono,
            borders: Borders::Unicode,
            ..Theme::default()
        };
        let view = self.seat.view();
        Screenful { view: &view, theme }.draw(area, &mut buffer);
        let rows = (0..height).map(|y| {
            let row: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }
}
