//! A desk in memory with the screens in front of it, for tests of screens: keys in, text out.
//!
//! Commands are decided as they are in the program; nothing is written down.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::domain::command::{Command, DeskCommand, FirstAdministrator, FoundTenant};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide;
use crate::domain::desk::Desk;
use crate::domain::draft::Draft;
use crate::domain::id::{ObjectRef, Person, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::subject::TimeZone;
use crate::domain::text::{DisplayName, DomainName, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;
use crate::ui::calendar::Calendar;
use crate::ui::key::Key;
use crate::ui::layout::Size;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Msg, Outcome};
use crate::ui::present;
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;
use crate::ui::theme::{Borders, Theme, ThemeName};
use crate::ui::view::View;
use crate::ui::widget::Screenful;

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
    ids: Ids,
}

impl Rehearsal {
    /// Founds a tenant whose Global Administrator looks at a screen.
    pub(crate) fn new(screen: Screen) -> Self {
        let mut desk = Desk::default();
        let mut ids = Ids(0);
        let now = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
        let nobody = Person::User(UserId::new(Uuid::nil()));
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
        let by = Deciding {
            actor: nobody,
            now,
            acknowledged: &[],
        };
        decided(&mut desk, &mut ids, &by, |draft, context| {
            decide::desk::decide(draft, context, &found)
        })
        .unwrap();
        let persona = Person::User(desk.tenant.users.iter().next().unwrap().id);
        let ui = Ui::new(Size::USUAL, screen, &scene(&desk, persona, now));
        Self {
            desk,
            ui,
            persona,
            now,
            effects: Vec::new(),
            ids,
        }
    }

    /// Lets somebody act from now on, beginning on their own first screen.
    fn begin_as(&mut self, persona: Person) {
        self.persona = persona;
        let now = scene(&self.desk, persona, self.now);
        self.ui.start_over(present::first_screen(&now), &now);
    }

    /// Begins the program anew, before anybody has signed in.
    pub(crate) fn sign_out(&mut self) {
        self.begin_as(Person::NOBODY);
        let now = scene(&self.desk, Person::NOBODY, self.now);
        self.ui.ask_who(None, &now);
    }

    /// Carries a command out as the persona and returns what it made.
    pub(crate) fn execute(
        &mut self,
        command: impl Into<Command>,
    ) -> Result<Vec<ObjectRef>, Refusal> {
        let command = command.into();
        let made = self.decide(&[], |draft, context| {
            decide::decide(draft, context, &command).map(|_| ())
        })?;
        self.tell(Msg::Reloaded);
        Ok(made)
    }

    fn decide(
        &mut self,
        acknowledged: &[String],
        decide: impl FnOnce(&mut Draft<'_>, &mut Context<'_>) -> Result<(), Refusal>,
    ) -> Result<Vec<ObjectRef>, Refusal> {
        let by = Deciding {
            actor: self.persona,
            now: self.now,
            acknowledged,
        };
        decided(&mut self.desk, &mut self.ids, &by, decide)
    }

    fn finish(&mut self, outcome: Result<Vec<ObjectRef>, Refusal>) {
        self.tell(Msg::Finished(match outcome {
            Ok(made) => Outcome::Done(made),
            Err(refusal) => Outcome::Refused(refusal),
        }));
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
        let scene = scene(&self.desk, self.persona, self.now);
        for effect in self.ui.update(msg, &scene) {
            match effect {
                Effect::Execute(command, acknowledged) => {
                    let outcome = self.decide(&acknowledged, |draft, context| {
                        decide::decide(draft, context, &command).map(|_| ())
                    });
                    self.finish(outcome);
                }
                Effect::Operate(DeskCommand::SwitchPersona(with)) => {
                    self.begin_as(with.persona);
                    self.tell(Msg::Finished(Outcome::Done(Vec::new())));
                }
                Effect::DropInput => self.tell(Msg::Drawn),
                Effect::Operate(
                    command @ (DeskCommand::AddDirectory(_)
                    | DeskCommand::AddExternalPerson(_)
                    | DeskCommand::UpdateExternalPerson(_)
                    | DeskCommand::RemoveExternalPerson(_)),
                ) => {
                    let outcome = self.decide(&[], |draft, context| {
                        decide::desk::decide(draft, context, &command)
                    });
                    self.finish(outcome);
                }
                other @ (Effect::Operate(_) | Effect::Redraw | Effect::Suspend | Effect::Quit) => {
                    self.effects.push(other);
                }
            }
        }
    }

    /// Returns what a turn looks at.
    pub(crate) fn scene(&self) -> Scene<'_> {
        scene(&self.desk, self.persona, self.now)
    }

    /// Returns the view.
    pub(crate) fn view(&self) -> View {
        present::view(&self.ui, &self.scene())
    }

    /// Returns the screen as text, without colour.
    pub(crate) fn screen(&self) -> String {
        let area = Rect::new(0, 0, self.ui.size.width, self.ui.size.height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme {
            name: ThemeName::Mono,
            borders: Borders::Ascii,
        };
        let view = self.view();
        Screenful { view: &view, theme }.draw(area, &mut buffer);
        let lines = (0..area.height).map(|y| {
            let line: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
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

fn scene(desk: &Desk, persona: Person, now: Timestamp) -> Scene<'_> {
    Scene {
        desk,
        persona,
        calendar: Calendar {
            now,
            zone: desk.tenant.time_zone().0,
        },
    }
}

/// In whose name something is decided, when, and knowing what.
struct Deciding<'a> {
    actor: Person,
    now: Timestamp,
    acknowledged: &'a [String],
}

/// Decides something on a draft and keeps it unless it is refused.
fn decided(
    desk: &mut Desk,
    ids: &mut Ids,
    by: &Deciding<'_>,
    decide: impl FnOnce(&mut Draft<'_>, &mut Context<'_>) -> Result<(), Refusal>,
) -> Result<Vec<ObjectRef>, Refusal> {
    let mut draft = Draft::new(&mut desk.tenant);
    let mut context = Context {
        actor: by.actor,
        now: by.now,
        ids,
        walk: &mut Silent,
        acknowledged: by.acknowledged,
        bindings: Vec::new(),
    };
    decide(&mut draft, &mut context)?;
    draft.keep();
    let bound = context.bindings.into_iter();
    Ok(bound.map(|binding| binding.object).collect())
}
