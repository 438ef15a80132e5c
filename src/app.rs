//! Joins engine, screens and terminal: one loop, one wait, one frame for every burst of events.
//!
//! Everything that decides lives elsewhere. The loop hands keys to the screens, commands to the
//! engine and frames to the terminal, and sleeps until something happens.

use std::io;
use std::time::{Duration, Instant};

use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::engine::Engine;
use crate::store::fs::Fs;
use crate::term::events::{Event, Events};
use crate::term::input::Input;
use crate::term::modes::{self, TerminalError};
use crate::term::session::Session;
use crate::term::signals::SignalEvent;
use crate::ui::layout::Size;
use crate::ui::msg::Msg;
use crate::ui::pointer::{Act, Targets};
use crate::ui::preferences::{Moves, Preferences};
use crate::ui::theme::Theme;
use crate::ui::view::View;
use crate::ui::widget::Screenful;

pub mod crash;
mod diagnostics;
mod diary;
mod journal;
mod memory;
mod output;
mod seat;
mod watching;
mod ways;

pub use diary::{Diary, Keeps};
pub use memory::MemoryFile;
pub use seat::{Errand, Seat, scene};
pub use watching::StoreChanged;

/// Seconds of a minute, after which the title bar shows another time.
const MINUTE: u64 = 60;

/// The longest time between the clicks of a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// How the screens begin.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Who acts first; whoever runs the program is asked unless somebody was named.
    pub persona: Option<Person>,
    /// How the screen looks.
    pub theme: Theme,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Where the screens' memory is kept, if anywhere.
    pub memory: Option<MemoryFile>,
    /// How the screens behave.
    pub preferences: Preferences,
    /// What is said when the screens open, such as that a store was made.
    pub greeting: Option<Safe>,
    /// Where what is done is noted.
    pub diary: Diary,
}

/// Why the screens ended other than by being left.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The terminal could not be taken.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The terminal could not be listened to.
    #[error("cannot listen to the terminal: {0}")]
    Listen(#[source] io::Error),
}

/// How the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Somebody left.
    Left,
    /// The process ends with this code.
    Code(i32),
}

/// The program while its screens are shown.
struct App<F: Fs> {
    seat: Seat<F>,
    theme: Theme,
    session: Session,
    events: Events<StoreChanged>,
    /// Whether more is to be done once what was typed is answered.
    paused: bool,
    /// Whether the screen may differ from what was drawn last.
    stale: bool,
    /// What the terminal shows; nothing when it may show anything.
    shown: Option<View>,
    /// What can be clicked on what is shown.
    targets: Targets,
    /// Where and when was clicked last.
    clicked: Option<(u16, u16, Instant)>,
    /// When the screens last heard how much time has passed.
    heard: Instant,
    end: Option<End>,
}

/// Shows the screens until somebody leaves; returns the exit code.
pub fn run<F: Fs>(engine: Engine<F>, beginning: Beginning) -> Result<i32, AppError> {
    let events = Events::listen().map_err(AppError::Listen)?;
    modes::want_mouse(beginning.mouse);
    let session = Session::enter()?;
    let size = session.size().map_or(Size::LEAST, |size| Size {
        width: size.width,
        height: size.height,
    });
    let remembered = beginning.memory.as_ref().map(MemoryFile::read);
    let remembered = remembered.unwrap_or_default();
    let mut app = App {
        seat: Seat::take_with(
            engine,
            size,
            beginning.persona,
            beginning.greeting,
            (beginning.preferences, remembered),
        ),
        theme: beginning.theme,
        session,
        events,
        paused: false,
        stale: true,
        shown: None,
        targets: Targets::default(),
        clicked: None,
        heard: Instant::now(),
        end: None,
    };
    app.seat.diary = beginning.diary;
    app.seat.diary.note_size(size);
    app.draw();
    app.hear()?;
    loop {
        app.turn();
        if let Some(end) = app.end {
            if let Some(file) = &beginning.memory {
                file.write(app.seat.ui.remember(app.seat.persona));
            }
            return Ok(match end {
                End::Left => 0,
                End::Code(code) => code,
            });
        }
    }
}

impl<F: Fs> App<F> {
    /// Starts to listen to the person and to other windows, once there is something to look at.
    fn hear(&self) -> Result<(), AppError> {
        self.events.hear_terminal().map_err(AppError::Listen)?;
        watching::watch(
            self.seat.engine.store().directory().to_owned(),
            &self.events,
        );
        Ok(())
    }

    /// Draws what has changed, waits, and answers everything that is there.
    fn turn(&mut self) {
        self.draw();
        let mut next = if self.paused {
            self.events.pending()
        } else {
            Some(self.events.wait(Some(self.next_wake())))
        };
        while let Some(event) = next {
            self.answer(event);
            if self.end.is_some() {
                return;
            }
            next = self.events.pending();
        }
        if std::mem::take(&mut self.paused) {
            self.tell(Msg::Next);
        }
    }

    fn draw(&mut self) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let view = self.seat.view();
        if self.shown.as_ref() == Some(&view) {
            return;
        }
        let theme = self.theme;
        let mut targets = Targets::default();
        let drawn = self.session.draw(|frame| {
            let area = frame.area();
            let screen = Screenful { view: &view, theme };
            let (cursor, drawn) = screen.draw_clickable(area, frame.buffer_mut());
            targets = drawn;
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        });
        if drawn.is_err() {
            self.end = Some(End::Code(129));
        }
        self.targets = targets;
        self.shown = Some(view);
    }

    /// Returns when something happens by itself: a notice goes, time does its work, the minute turns.
    fn next_wake(&self) -> Instant {
        let now = self.seat.engine.now();
        let seconds = u64::try_from(now.seconds()).unwrap_or(0);
        let minute = MINUTE - seconds % MINUTE;
        let writable = self.seat.engine.store().is_writable().is_ok();
        let work = crate::domain::sweep::next_due(self.seat.engine.tenant())
            .filter(|_| writable)
            .map(|due| due.at.since(now).as_seconds());
        let sleep = Duration::from_secs(work.map_or(minute, |work| work.clamp(1, minute)));
        let wake = self
            .seat
            .ui
            .next_wake()
            .map(|left| self.heard + Duration::from_millis(left));
        let slept = Instant::now() + sleep;
        wake.map_or(slept, |wake| wake.min(slept))
    }

    fn answer(&mut self, event: Event<StoreChanged>) {
        self.pass_time();
        match event {
            Event::Input(Input::Key(key)) => self.tell(Msg::Key(key)),
            Event::Input(Input::Paste(text)) => self.tell(Msg::Paste(text)),
            Event::Input(Input::Click { column, row }) => self.click(column, row),
            Event::Input(Input::Wheel { up }) => {
                self.tell(Msg::Pointer(if up { Act::WheelUp } else { Act::WheelDown }));
            }
            Event::Input(Input::Resize { width, height }) => {
                self.shown = None;
                let size = Size { width, height };
                self.seat.diary.note_size(size);
                self.tell(Msg::Resize(size));
            }
            Event::Signal(signal) => self.signal(signal),
            Event::TerminalGone => self.end = Some(End::Code(129)),
            Event::ThreadPanicked => self.end = Some(End::Code(crash::EXIT_CODE)),
            Event::Posted(StoreChanged) => self.notice_later(Seat::catch_up),
            Event::Due => self.notice_later(Seat::do_due_work),
        }
    }

    /// Tells the screens how much time has passed, which ends notices and opens boxes.
    fn pass_time(&mut self) {
        let waited = self.heard.elapsed();
        self.heard = Instant::now();
        if self.seat.ui.next_wake().is_some() {
            self.tell(Msg::Waited(
                u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
            ));
        }
    }

    /// Passes a click on; a second one on the same cell soon after makes it a double click.
    fn click(&mut self, column: u16, row: u16) {
        self.draw();
        let Some(target) = self.targets.at(column, row).cloned() else {
            return;
        };
        let again = self
            .clicked
            .take()
            .is_some_and(|(x, y, when)| (x, y) == (column, row) && when.elapsed() < DOUBLE_CLICK);
        let act = if again {
            Act::DoubleClick(target)
        } else {
            self.clicked = Some((column, row, Instant::now()));
            Act::Click(target)
        };
        self.tell(Msg::Pointer(act));
    }

    fn tell(&mut self, msg: Msg) {
        self.look_again(|seat| seat.tell(msg));
    }

    /// Lets the seat do something that no key asked for, which still screens show with the next key.
    fn notice_later(&mut self, act: impl FnOnce(&mut Seat<F>) -> Vec<Errand>) {
        let stale = self.stale;
        self.look_again(act);
        match self.seat.preferences.moves {
            Moves::ByThemselves => {}
            Moves::WithKeys => self.stale = stale,
        }
    }

    /// Lets the seat do something, and runs the errands that come of it.
    fn look_again(&mut self, act: impl FnOnce(&mut Seat<F>) -> Vec<Errand>) {
        self.stale = true;
        for errand in act(&mut self.seat) {
            self.run(errand);
        }
    }

    fn run(&mut self, errand: Errand) {
        match errand {
            Errand::DropInput => self.drop_input(),
            Errand::Copy(text) => {
                if self.session.copy(&text).is_err() {
                    self.end = Some(End::Code(129));
                }
            }
            Errand::Pause => self.paused = true,
            Errand::Redraw => {
                self.shown = None;
                if self.session.redraw_all().is_err() {
                    self.end = Some(End::Code(129));
                }
            }
            Errand::Suspend => self.suspend(),
            Errand::Leave => self.end = Some(End::Left),
        }
    }

    /// Draws a question before anybody can answer it, and drops what was typed before.
    fn drop_input(&mut self) {
        self.stale = true;
        self.draw();
        while let Some(event) = self.events.pending() {
            if !matches!(
                event,
                Event::Input(
                    Input::Key(_) | Input::Paste(_) | Input::Click { .. } | Input::Wheel { .. },
                )
            ) {
                self.answer(event);
            }
        }
        self.tell(Msg::Drawn);
    }

    fn signal(&mut self, signal: SignalEvent) {
        match signal {
            SignalEvent::Suspend => self.suspend(),
            SignalEvent::Continued => {
                if self.session.resume().is_err() {
                    self.end = Some(End::Code(129));
                }
                self.look_again(Seat::catch_up);
                self.shown = None;
                self.stale = true;
            }
            SignalEvent::Terminate(termination) => {
                self.end = Some(End::Code(termination.exit_code()));
            }
        }
    }

    fn suspend(&mut self) {
        if self.session.suspend().is_err() {
            self.end = Some(End::Code(129));
        }
    }
}
