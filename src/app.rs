//! Joins engine, screens and terminal: one loop, one wait, one frame for every burst of events.
//!
//! Everything that decides lives elsewhere. The loop hands keys to the screens, commands to the
//! engine and frames to the terminal, and sleeps until something happens.

use std::io;
use std::time::{Duration, Instant};

use crate::domain::command::DeskCommand;
use crate::domain::commit::Actor;
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::engine::{Engine, EngineError, Receipt, Terms};
use crate::store::fs::Fs;
use crate::term::events::{Event, Events};
use crate::term::input::Input;
use crate::term::modes::TerminalError;
use crate::term::session::Session;
use crate::ui::calendar::Calendar;
use crate::ui::layout::Size;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Msg, Outcome};
use crate::ui::present;
use crate::ui::reversal::{self, Turn};
use crate::ui::scene::{Reach, Scene};
use crate::ui::theme::Theme;
use crate::ui::view::View;
use crate::ui::widget::Screenful;

mod signaled;
mod watching;

pub use watching::StoreChanged;

/// Seconds of a minute, after which the title bar shows another time.
const MINUTE: u64 = 60;

/// How the screens begin.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Who acts first; whoever runs the program is asked unless somebody was named.
    pub persona: Option<Person>,
    /// How the screen looks.
    pub theme: Theme,
    /// What is said when the screens open, such as that a store was made.
    pub greeting: Option<Safe>,
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
    engine: Engine<F>,
    ui: Ui,
    persona: Person,
    theme: Theme,
    session: Session,
    events: Events<StoreChanged>,
    /// Whether the screen may differ from what was drawn last.
    stale: bool,
    /// What the terminal shows; nothing when it may show anything.
    shown: Option<View>,
    /// When the screens last heard how much time has passed.
    heard: Instant,
    end: Option<End>,
}

/// Shows the screens until somebody leaves; returns the exit code.
pub fn run<F: Fs>(engine: Engine<F>, beginning: Beginning) -> Result<i32, AppError> {
    let events = Events::listen().map_err(AppError::Listen)?;
    let session = Session::enter()?;
    let size = session.size().map_or(Size::LEAST, |size| Size {
        width: size.width,
        height: size.height,
    });
    let persona = beginning.persona.unwrap_or(Person::NOBODY);
    let ui = Ui::new(
        size,
        present::first_screen(&scene(&engine, persona)),
        &scene(&engine, persona),
    );
    let mut app = App {
        engine,
        ui,
        persona,
        theme: beginning.theme,
        session,
        events,
        stale: true,
        shown: None,
        heard: Instant::now(),
        end: None,
    };
    let first = scene(&app.engine, persona);
    match (beginning.persona, beginning.greeting) {
        (None, greeting) => app.ui.ask_who(greeting, &first),
        (Some(_), Some(greeting)) => app.ui.greet(greeting, &first),
        (Some(_), None) => {}
    }
    app.say_whether_writable();
    app.draw();
    app.hear()?;
    loop {
        app.turn();
        if let Some(end) = app.end {
            return Ok(match end {
                End::Left => 0,
                End::Code(code) => code,
            });
        }
    }
}

/// Returns what a turn looks at.
pub fn scene<F: Fs>(engine: &Engine<F>, persona: Person) -> Scene<'_> {
    let calendar = Calendar {
        now: engine.now(),
        zone: engine.tenant().time_zone().0,
    };
    Scene {
        desk: engine.desk(),
        persona,
        calendar,
        reach: Reach {
            undo: engine.can_undo(&mut Silent),
            redo: engine.can_redo(&mut Silent),
        },
        listener: None,
    }
}

impl<F: Fs> App<F> {
    /// Starts to listen to the person and to other windows, once there is something to look at.
    fn hear(&self) -> Result<(), AppError> {
        self.events.hear_terminal().map_err(AppError::Listen)?;
        watching::watch(self.engine.store().directory().to_owned(), &self.events);
        Ok(())
    }

    /// Draws what has changed, waits, and answers everything that is there.
    fn turn(&mut self) {
        self.draw();
        let due = self.next_wake();
        let mut next = Some(self.events.wait(Some(due)));
        while let Some(event) = next {
            self.answer(event);
            if self.end.is_some() {
                return;
            }
            next = self.events.pending();
        }
    }

    fn draw(&mut self) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let view = present::view(&self.ui, &scene(&self.engine, self.persona));
        if self.shown.as_ref() == Some(&view) {
            return;
        }
        let theme = self.theme;
        let drawn = self.session.draw(|frame| {
            let area = frame.area();
            let cursor = Screenful { view: &view, theme }.draw(area, frame.buffer_mut());
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        });
        if drawn.is_err() {
            self.end = Some(End::Code(129));
        }
        self.shown = Some(view);
    }

    /// Returns when something happens by itself: a notice goes, time does its work, the minute turns.
    fn next_wake(&self) -> Instant {
        let now = self.engine.now();
        let seconds = u64::try_from(now.seconds()).unwrap_or(0);
        let minute = MINUTE - seconds % MINUTE;
        let writable = self.engine.store().is_writable().is_ok();
        let work = crate::domain::sweep::next_due(self.engine.tenant())
            .filter(|_| writable)
            .map(|due| due.at.since(now).as_seconds());
        let sleep = Duration::from_secs(work.map_or(minute, |work| work.clamp(1, minute)));
        let wake = self
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
            Event::Input(Input::Resize { width, height }) => {
                self.shown = None;
                self.tell(Msg::Resize(Size { width, height }));
            }
            Event::Signal(signal) => self.signal(signal),
            Event::TerminalGone | Event::ThreadPanicked => self.end = Some(End::Code(129)),
            Event::Posted(StoreChanged) => self.catch_up(),
            Event::Due => self.do_due_work(),
        }
    }

    /// Tells the screens how much time has passed, which ends notices and opens boxes.
    fn pass_time(&mut self) {
        let waited = self.heard.elapsed();
        self.heard = Instant::now();
        if self.ui.next_wake().is_some() {
            self.tell(Msg::Waited(
                u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
            ));
        }
    }

    fn tell(&mut self, msg: Msg) {
        self.stale = true;
        let effects = self.ui.update(msg, &scene(&self.engine, self.persona));
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Execute(execution) => {
                let terms = Terms {
                    acknowledge: execution.acknowledge,
                    revisions: execution.seen,
                    ..Terms::default()
                };
                let result = self
                    .engine
                    .execute(self.persona, &execution.command, &terms);
                self.finish(result);
            }
            Effect::Operate(command) => self.operate(&command),
            Effect::LookBack(turn) => self.look_back(turn),
            Effect::DropInput => self.drop_input(),
            Effect::Redraw => {
                self.shown = None;
                if self.session.redraw_all().is_err() {
                    self.end = Some(End::Code(129));
                }
            }
            Effect::Suspend => self.suspend(),
            Effect::Quit => self.end = Some(End::Left),
        }
    }

    fn operate(&mut self, command: &DeskCommand) {
        let switches = if let DeskCommand::SwitchPersona(with) = command {
            Some(with.persona)
        } else {
            None
        };
        // A store that cannot be written shows everybody's screens all the same, unrecorded.
        if let (Some(persona), Err(_)) = (switches, self.engine.store().is_writable()) {
            self.act_as(persona);
            return self.tell(Msg::Finished(Outcome::Done(Vec::new())));
        }
        let result = self.engine.operate(command, &Terms::default());
        if let (Ok(_), Some(persona)) = (&result, switches) {
            self.act_as(persona);
        }
        self.finish(result);
    }

    /// Reads what undo or redo would reverse.
    fn look_back(&mut self, turn: Turn) {
        let commits = match turn {
            Turn::Undo => self.engine.undoable_first(reversal::LOOKED_AT),
            Turn::Redo => self.engine.redoable().map(Vec::from_iter),
        };
        match commits {
            Ok(commits) => {
                let steps = self.engine.desk().history.to_undo();
                let all = match turn {
                    Turn::Undo => steps.map_or(0, <[u64]>::len),
                    Turn::Redo => commits.len(),
                };
                self.tell(Msg::Reversible(turn, commits, all));
            }
            Err(error) => self.finish(Err(error)),
        }
    }

    /// Lets somebody act from now on, beginning on their own first screen.
    fn act_as(&mut self, persona: Person) {
        self.persona = persona;
        let now = scene(&self.engine, persona);
        self.ui.start_over(present::first_screen(&now), &now);
    }

    /// Keeps saying why the store takes no changes, for as long as it takes none.
    fn say_whether_writable(&mut self) {
        let reason = self.engine.store().is_writable().err();
        self.ui.banner = reason.map(|reason| Safe::line(&format!("Read-only: {reason}.")));
    }

    fn finish(&mut self, result: Result<Receipt, EngineError>) {
        self.say_whether_writable();
        let outcome = match result {
            Ok(receipt) => Outcome::Done(
                receipt
                    .bindings
                    .into_iter()
                    .map(|binding| binding.object)
                    .collect(),
            ),
            Err(EngineError::Refused(refused)) => Outcome::Refused(refused.refusal, refused.walk),
            Err(error @ (EngineError::Store(_) | EngineError::Append(_))) => Outcome::Broken(
                Safe::from(format!("Not saved: {error}. Nothing was changed.")),
            ),
        };
        self.tell(Msg::Finished(outcome));
    }

    /// Draws a question before anybody can answer it, and drops what was typed before.
    fn drop_input(&mut self) {
        self.stale = true;
        self.draw();
        while let Some(event) = self.events.pending() {
            if !matches!(event, Event::Input(Input::Key(_) | Input::Paste(_))) {
                self.answer(event);
            }
        }
        self.tell(Msg::Drawn);
    }

    /// Shows what another window has written.
    fn catch_up(&mut self) {
        let caught_up = self.engine.catch_up();
        self.say_whether_writable();
        match caught_up {
            Ok(0) => {}
            Ok(_) => self.tell(Msg::Reloaded),
            Err(error) => self.tell(Msg::Finished(Outcome::Broken(Safe::from(format!(
                "{error}."
            ))))),
        }
    }

    /// Does what time has made due, and shows the minute.
    fn do_due_work(&mut self) {
        self.stale = true;
        if let Ok(swept) = self.engine.tick()
            && swept
                .iter()
                .any(|(_, commit)| commit.actor == Actor::System)
        {
            self.tell(Msg::Reloaded);
        }
    }
}
