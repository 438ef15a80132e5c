//! Whoever sits at the desk: the engine and the screens in front of it, without a terminal.
//!
//! Messages go in, and what only a terminal can do comes out. The program, its tests and its
//! benchmarks all sit here.

use std::rc::Rc;

use super::diary::{self, Diary};
use super::{diagnostics, output, ways};
use crate::domain::command::{Command, DeskCommand};
use crate::domain::foreseeing::Ahead;
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::engine::{Engine, EngineError, Receipt, Terms};
use crate::script::output::to_line;
use crate::store::fs::Fs;
use crate::ui::calendar::{Calendar, DateStyle};
use crate::ui::keymap::moved::STANDARD;
use crate::ui::layout::Size;
use crate::ui::log::{Kept, Log};
use crate::ui::memory::Memory;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Foreseen, Msg, Outcome};
use crate::ui::preferences::Preferences;
use crate::ui::present;
use crate::ui::scene::{Reach, Scene};
use crate::ui::screen::{Screen, clock};
use crate::ui::view::View;

mod reversing;

/// What only a terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// To draw, then to drop what was typed before that, then to say [`Msg::Drawn`].
    DropInput,
    /// To draw, to answer what was typed, then to say [`Msg::Next`].
    Pause,
    /// To send a text to the clipboard of the terminal.
    Copy(String),
    /// To draw every cell again.
    Redraw,
    /// To put the program to sleep.
    Suspend,
    /// To leave.
    Leave,
}

/// A persona in front of the screens of a desk.
#[derive(Debug)]
pub struct Seat<F: Fs> {
    /// What decides and keeps.
    pub engine: Engine<F>,
    /// What the screens remember.
    pub ui: Ui,
    /// Who acts.
    pub persona: Person,
    /// How the screens behave.
    pub preferences: Rc<Preferences>,
    /// Where what is done is noted.
    pub diary: Diary,
    /// What was read of the journal for the screens of the log.
    kept: Kept,
    /// What time will do next after a commit, where the clock is shown.
    ahead: Option<(u64, Ahead)>,
    /// The last commit that the rows on the screen were taken after.
    shown: u64,
    /// The last commit of what undo or redo was last said to reverse.
    looked_back: Option<u64>,
}

/// Returns what a turn looks at where nobody has wishes of their own.
pub fn scene<F: Fs>(engine: &Engine<F>, persona: Person) -> Scene<'_> {
    let calendar = Calendar {
        now: engine.now(),
        zone: engine.tenant().time_zone().0,
        style: DateStyle::default(),
    };
    let closed = engine.store().is_writable().err();
    Scene {
        keys: &STANDARD,
        closed: closed.map(|_| "the store takes no changes".into()),
        desk: engine.desk(),
        persona,
        calendar,
        reach: Reach {
            undo: engine.can_undo(&mut Silent),
            redo: engine.can_redo(&mut Silent),
        },
        listener: None,
        log: Log {
            journal: engine,
            kept: None,
        },
        ahead: None,
    }
}

/// Returns what a turn looks at, as somebody wants to see it.
fn preferred<'a, F: Fs>(
    engine: &'a Engine<F>,
    persona: Person,
    preferences: &'a Preferences,
    kept: &'a Kept,
    ahead: Option<&'a Ahead>,
) -> Scene<'a> {
    let scene = scene(engine, persona);
    let calendar = Calendar {
        zone: preferences.zone.unwrap_or(scene.calendar.zone),
        style: preferences.dates,
        ..scene.calendar
    };
    Scene {
        calendar,
        keys: &preferences.keys,
        log: Log {
            kept: Some(kept),
            ..scene.log
        },
        ahead,
        ..scene
    }
}

impl<F: Fs> Seat<F> {
    /// Sits down; whoever does is asked who they are unless somebody is named.
    pub fn take(
        engine: Engine<F>,
        size: Size,
        persona: Option<Person>,
        greeting: Option<Safe>,
    ) -> Self {
        let remembered = (Preferences::default(), Memory::default());
        Self::take_with(engine, size, persona, greeting, remembered)
    }

    /// Sits down as [`Self::take`] does, with screens that behave as somebody wants.
    pub fn take_with(
        engine: Engine<F>,
        size: Size,
        persona: Option<Person>,
        greeting: Option<Safe>,
        (preferences, mut memory): (Preferences, Memory),
    ) -> Self {
        let preferences = Rc::new(preferences);
        let acting = persona.unwrap_or(Person::NOBODY);
        let kept = Kept::default();
        let first = preferred(&engine, acting, &preferences, &kept, None);
        let begins_on = present::begins_on(&first, &preferences, &mut memory);
        let mut ui = Ui::new(size, begins_on, &first);
        ui.prefer(Rc::clone(&preferences));
        ui.recall(memory, &first);
        match (persona, greeting) {
            (None, greeting) => ui.ask_who(greeting, &first),
            (Some(_), Some(greeting)) => ui.greet(greeting, &first),
            (Some(_), None) => {}
        }
        let mut seat = Self {
            shown: engine.store().head().seq,
            engine,
            ui,
            persona: acting,
            preferences,
            diary: Diary::default(),
            kept,
            ahead: None,
            looked_back: None,
        };
        seat.look_ahead();
        seat.say_whether_writable();
        seat
    }

    /// Returns what the screens look at.
    pub fn scene(&self) -> Scene<'_> {
        let ahead = self.ahead.as_ref().map(|(_, ahead)| ahead);
        preferred(
            &self.engine,
            self.persona,
            &self.preferences,
            &self.kept,
            ahead,
        )
    }

    /// Returns what is to be drawn.
    pub fn view(&self) -> View {
        present::view(&self.ui, &self.scene())
    }

    /// Hands a message to the screens and carries out what they ask for.
    ///
    /// Whatever was read of other windows on the way, by a preview as well as by a command, is on the
    /// screens afterwards.
    pub fn tell(&mut self, msg: Msg) -> Vec<Errand> {
        self.look_ahead();
        if let Msg::Reloaded | Msg::Finished(Outcome::Done(_)) = msg {
            self.shown = self.engine.store().head().seq;
        }
        let ahead = self.ahead.as_ref().map(|(_, ahead)| ahead);
        let scene = preferred(
            &self.engine,
            self.persona,
            &self.preferences,
            &self.kept,
            ahead,
        );
        self.diary.note_saved(self.engine.store().head().seq);
        if let Some(note) = diary::happened(&msg, &self.ui, &scene) {
            self.diary.note(note);
        }
        let under_way = self.ui.batch.is_some();
        let effects = self.ui.update(msg, &scene);
        if under_way && self.ui.batch.is_none() {
            // Its end took the rows anew.
            self.shown = self.engine.store().head().seq;
        }
        self.look_ahead();
        let mut errands = Vec::new();
        for effect in effects {
            errands.extend(self.carry_out(effect));
        }
        errands.extend(self.show_what_was_read());
        errands
    }

    /// Takes the rows of the screens anew where more was read of the store than they show.
    ///
    /// While commands for many rows are on their way that waits for the last of them: each leaves a
    /// commit, be it only of its refusal, and taking many rows anew costs more than a command.
    fn show_what_was_read(&mut self) -> Vec<Errand> {
        if self.ui.batch.is_some() || self.shown == self.engine.store().head().seq {
            return Vec::new();
        }
        self.tell(Msg::Reloaded)
    }

    fn carry_out(&mut self, effect: Effect) -> Vec<Errand> {
        if let Some(note) = diary::asked(&effect) {
            self.diary.note(note);
        }
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
                self.finish(result)
            }
            Effect::Operate(command) => self.operate(&command),
            Effect::Foresee(commands) => self.foresee(&commands),
            Effect::LookBack(turn) => self.look_back(turn),
            Effect::LookAhead(command, to) => {
                let counts = self.engine.count_ahead(to, clock::PLAYED);
                self.tell(Msg::ClockAhead(command, to, counts))
            }
            Effect::FindWays(reading, package, person) => {
                let ways = ways::find(&mut self.engine, self.persona, package, person);
                self.tell(Msg::WaysFound(reading, ways))
            }
            Effect::DropInput => vec![Errand::DropInput],
            Effect::Copy(text) => vec![Errand::Copy(text.to_string())],
            Effect::CopyRecord(object) => {
                let record = output::record(&mut self.engine, self.persona, object);
                let line = record.and_then(|record| to_line(&record).ok());
                line.map(Errand::Copy).into_iter().collect()
            }
            Effect::Write(writing) => {
                let written = output::write(&mut self.engine, self.persona, &writing);
                self.tell(Msg::Finished(match written {
                    Ok(()) => Outcome::Done(Vec::new()),
                    Err(reason) => Outcome::Broken(Safe::line(&format!("Not written: {reason}."))),
                }))
            }
            Effect::Pause => vec![Errand::Pause],
            Effect::Diagnose => {
                let path = self.engine.store().directory();
                let reading = diagnostics::reading(&self.diary, path);
                self.tell(Msg::Diagnosed(Box::new(reading)))
            }
            Effect::Redraw => vec![Errand::Redraw],
            Effect::Suspend => vec![Errand::Suspend],
            Effect::Quit => vec![Errand::Leave],
        }
    }

    fn operate(&mut self, command: &DeskCommand) -> Vec<Errand> {
        // A store that cannot be written shows everybody's screens all the same, unrecorded.
        if let (DeskCommand::SwitchPersona(with), Err(_)) =
            (command, self.engine.store().is_writable())
        {
            self.act_as(with.persona);
            return self.tell(Msg::Finished(Outcome::Done(Vec::new())));
        }
        let terms = self.terms_of(command);
        let result = self.engine.operate(command, &terms);
        let other = command.acts_as().filter(|one| *one != self.persona);
        if let (Ok(_), Some(persona)) = (&result, other) {
            self.act_as(persona);
        }
        self.finish(result)
    }

    /// Looks at what time will do next, where that is shown and something has changed since.
    fn look_ahead(&mut self) {
        if self.ui.here != Screen::Clock {
            self.ahead = None;
            return;
        }
        let seq = self.engine.store().head().seq;
        if self.ahead.as_ref().is_none_or(|(then, _)| *then != seq) {
            self.ahead = Some((seq, self.engine.ahead(clock::LISTED)));
        }
    }

    /// Says whom commands would affect that are not given yet.
    fn foresee(&mut self, commands: &[Command]) -> Vec<Errand> {
        let terms = Terms::default();
        match self.engine.preview_each(self.persona, commands, &terms) {
            Ok(receipt) => {
                let affected = self.engine.foresee(&receipt);
                let warnings = receipt.warnings;
                let foreseen = Foreseen { affected, warnings };
                self.tell(Msg::Foreseen(Box::new(foreseen)))
            }
            refused @ Err(_) => self.finish(refused),
        }
    }

    /// Lets somebody act from now on, beginning on their own first screen.
    fn act_as(&mut self, persona: Person) {
        self.persona = persona;
        let now = preferred(&self.engine, persona, &self.preferences, &self.kept, None);
        let begins_on = present::begins_on(&now, &self.preferences, &mut self.ui.memory);
        self.ui.start_over(begins_on, &now);
    }

    /// Keeps saying why the store takes no changes, for as long as it takes none.
    fn say_whether_writable(&mut self) {
        let reason = self.engine.store().is_writable().err();
        self.ui.banner = reason.map(|reason| Safe::line(&format!("Read-only: {reason}.")));
    }

    fn finish(&mut self, result: Result<Receipt, EngineError>) -> Vec<Errand> {
        self.say_whether_writable();
        let outcome = match result {
            Ok(receipt) => Outcome::Done(
                receipt
                    .bindings
                    .into_iter()
                    .map(|binding| binding.object)
                    .collect(),
            ),
            Err(EngineError::Refused(refused)) => Outcome::Refused(refused),
            Err(error @ (EngineError::Store(_) | EngineError::Append(_))) => Outcome::Broken(
                Safe::from(format!("Not saved: {error}. Nothing was changed.")),
            ),
        };
        self.tell(Msg::Finished(outcome))
    }

    /// Reads what another window has written.
    pub fn catch_up(&mut self) -> Vec<Errand> {
        let caught_up = self.engine.catch_up();
        self.say_whether_writable();
        match caught_up {
            Ok(_) => self.show_what_was_read(),
            Err(error) => self.tell(Msg::Finished(Outcome::Broken(Safe::from(format!(
                "{error}."
            ))))),
        }
    }

    /// Does what time has made due.
    pub fn do_due_work(&mut self) -> Vec<Errand> {
        drop(self.engine.tick());
        self.show_what_was_read()
    }
}
