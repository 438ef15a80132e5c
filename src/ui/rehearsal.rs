//! A desk in memory with the screens in front of it, for tests of screens: keys in, text out.
//!
//! Commands are decided as they are in the program; nothing is written down.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::domain::command::{Command, DeskCommand, FirstAdministrator, FoundTenant};
use crate::domain::commit::CommitKind;
use crate::domain::context::IdSource;
use crate::domain::desk::Desk;
use crate::domain::foreseeing;
use crate::domain::id::{ObjectRef, Person};
use crate::domain::refusal::Refusal;
use crate::domain::subject::TimeZone;
use crate::domain::text::{DisplayName, DomainName, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::ui::key::Key;
use crate::ui::layout::Size;
use crate::ui::memory::Memory;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Execution, Msg};
use crate::ui::pointer::Targets;
use crate::ui::present;
use crate::ui::reversal::Turn;
use crate::ui::scene::Scene;
use crate::ui::screen::{Screen, clock};
use crate::ui::theme::{Borders, Theme, ThemeName};
use crate::ui::view::View;
use crate::ui::widget::Screenful;

mod clicks;
mod deciding;
mod scene;
mod waiting;

use scene::{Commits, scene};

struct Ids(u128);

impl IdSource for Ids {
    fn next_id(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0 << 64)
    }
}

/// A desk with its screens.
pub(crate) struct Rehearsal {
    pub(crate) desk: Desk,
    pub(crate) ui: Ui,
    pub(crate) persona: Person,
    pub(crate) now: Timestamp,
    /// What was asked for that a test has to look at: quitting, suspending, drawing again.
    pub(crate) effects: Vec<Effect>,
    /// Whether another window made the last command.
    pub(crate) overtaken: bool,
    commits: Commits,
    ids: Ids,
}

impl Rehearsal {
    /// Founds a tenant whose Global Administrator looks at a screen.
    pub(crate) fn new(screen: Screen) -> Self {
        let desk = Desk::default();
        let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
        let ui = Ui::new(
            Size::USUAL,
            screen,
            &scene(&desk, &Commits::default(), Person::NOBODY, now, false),
        );
        let mut rehearsal = Self {
            desk,
            ui,
            persona: Person::NOBODY,
            now,
            effects: Vec::new(),
            overtaken: false,
            commits: Commits::default(),
            ids: Ids(0),
        };
        rehearsal.found();
        rehearsal.persona = Person::User(rehearsal.desk.tenant.users.iter().next().unwrap().id);
        rehearsal.ui = Ui::new(Size::USUAL, screen, &rehearsal.scene());
        rehearsal
    }

    fn found(&mut self) {
        let found = DeskCommand::FoundTenant(FoundTenant {
            display_name: DisplayName::parse("Woodgrove Bank").unwrap(),
            initial_domain: DomainName::parse("woodgrovebank.onmicrosoft.com").unwrap(),
            administrator: FirstAdministrator {
                user_principal_name: UserPrincipalName::parse(
                    "administrator@woodgrovebank.onmicrosoft.com",
                )
                .unwrap(),
                display_name: DisplayName::parse("Administrator").unwrap(),
                directory_roles: None,
            },
            time_zone: Some(TimeZone::UTC),
        });
        self.operate(&found, CommitKind::Note).unwrap();
    }

    /// Lets somebody act from now on, beginning on their own first screen.
    /// Gives a command of the operator, and acts as whom it is for.
    fn give(&mut self, command: &DeskCommand) {
        let decided = self.operate(command, CommitKind::Command);
        let other = command.acts_as().filter(|one| *one != self.persona);
        if let (Ok(_), Some(persona)) = (&decided, other) {
            self.begin_as(persona);
        }
        self.finish(decided);
    }

    fn begin_as(&mut self, persona: Person) {
        self.persona = persona;
        let now = scene(&self.desk, &self.commits, persona, self.now, self.overtaken);
        self.ui.start_over(present::first_screen(&now), &now);
    }

    /// Begins the program anew as the same persona, with what was remembered.
    pub(crate) fn begin_again(&mut self, mut memory: Memory) {
        let size = self.ui.size;
        let now = scene(
            &self.desk,
            &self.commits,
            self.persona,
            self.now,
            self.overtaken,
        );
        let here = memory.take_place(&now).unwrap();
        let mut ui = Ui::new(size, here, &now);
        ui.recall(memory, &now);
        self.ui = ui;
    }

    /// Begins the program anew, before anybody has signed in.
    pub(crate) fn sign_out(&mut self) {
        self.begin_as(Person::NOBODY);
        let now = scene(
            &self.desk,
            &self.commits,
            Person::NOBODY,
            self.now,
            self.overtaken,
        );
        self.ui.ask_who(None, &now);
    }

    /// Carries a command out as the persona and returns what it made.
    pub(crate) fn execute(
        &mut self,
        command: impl Into<Command>,
    ) -> Result<Vec<ObjectRef>, Refusal> {
        let made = self.carry_out(&Execution::new(command));
        let made = made.map_err(|refused| refused.refusal)?;
        self.tell(Msg::Reloaded);
        Ok(made)
    }

    /// Draws identifiers from a number on, so that what is made later can come first among them.
    pub(crate) fn draw_from(&mut self, number: u128) {
        self.ids = Ids(number);
    }

    /// Carries a command out in another window, of which this one has not heard yet.
    pub(crate) fn elsewhere(&mut self, command: impl Into<Command>) {
        self.carry_out(&Execution::new(command)).unwrap();
    }

    /// Presses keys, written as people write them and parted by spaces.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let key: Key = key.parse().unwrap();
            self.tell(Msg::Key(key));
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

    /// Hands a message over and carries out what is asked for.
    pub(crate) fn tell(&mut self, msg: Msg) {
        let scene = scene(
            &self.desk,
            &self.commits,
            self.persona,
            self.now,
            self.overtaken,
        );
        for effect in self.ui.update(msg, &scene) {
            match effect {
                Effect::Execute(execution) => {
                    let decided = self.carry_out(&execution);
                    self.finish(decided);
                }
                Effect::Foresee(commands) => self.foresee(&commands),
                Effect::FindWays(reading, ..) => {
                    self.tell(Msg::WaysFound(reading, Vec::new()));
                }
                Effect::LookBack(turn) => {
                    let (_, commits) = self.reversible(turn);
                    let all = commits.len();
                    self.tell(Msg::Reversible(turn, commits, all));
                }
                Effect::LookAhead(command, to) => {
                    let (tenant, most) = (&mut self.desk.tenant, clock::PLAYED);
                    let counts = foreseeing::counted(tenant, self.now, to, most);
                    self.tell(Msg::ClockAhead(command, to, counts));
                }
                Effect::DropInput => self.tell(Msg::Drawn),
                Effect::Pause => self.tell(Msg::Next),
                Effect::Operate(DeskCommand::SwitchPersona(with)) => {
                    self.begin_as(with.persona);
                    self.finish(Ok(Vec::new()));
                }
                Effect::Operate(DeskCommand::Undo(_)) => self.reverse(Turn::Undo),
                Effect::Operate(DeskCommand::Redo(_)) => self.reverse(Turn::Redo),
                // Time stands still here; tests look at what was asked of the clock.
                other @ (Effect::Operate(
                    DeskCommand::AdvanceClock(_) | DeskCommand::FoundTenant(_),
                )
                | Effect::Write(_)
                | Effect::Copy(_)
                | Effect::CopyRecord(_)
                | Effect::Diagnose
                | Effect::Redraw
                | Effect::Suspend
                | Effect::Quit) => self.effects.push(other),
                Effect::Operate(command) => self.give(&command),
            }
        }
    }

    /// Returns what a turn looks at.
    pub(crate) fn scene(&self) -> Scene<'_> {
        scene(
            &self.desk,
            &self.commits,
            self.persona,
            self.now,
            self.overtaken,
        )
    }

    /// Returns the view.
    pub(crate) fn view(&self) -> View {
        present::view(&self.ui, &self.scene())
    }

    /// Returns the screen as text, without colour.
    pub(crate) fn screen(&self) -> String {
        self.drawn().0
    }

    /// Draws the screen, and says what can be clicked on it.
    pub(super) fn drawn(&self) -> (String, Targets) {
        let area = Rect::new(0, 0, self.ui.size.width, self.ui.size.height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme {
            name: ThemeName::Mono,
            borders: Borders::Ascii,
            ..Theme::default()
        };
        let view = self.view();
        let (_, targets) = Screenful { view: &view, theme }.draw_clickable(area, &mut buffer);
        let lines = (0..area.height).map(|y| {
            let line: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        });
        (lines.collect::<Vec<_>>().join("\n"), targets)
    }

    /// Asserts that the screen says something.
    #[track_caller]
    pub(crate) fn expect(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    /// Asserts that the screen does not say something.
    #[track_caller]
    pub(crate) fn expect_no(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
        self
    }
}
