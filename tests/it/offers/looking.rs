//! Looks around as somebody: at every screen they may come to, at its rows, at its keys.

use accessdesk::app::scene;
use accessdesk::domain::id::{ObjectRef, Person};
use accessdesk::domain::refusal::Refusal;
use accessdesk::engine::{EngineError, Terms};
use accessdesk::ui::log::Log;
use accessdesk::ui::scene::Scene;
use accessdesk::ui::screen::Screen;

use super::asking::{Answer, Follows, Sent, ask};
use super::places;
use crate::properties::previews::everybody;
use crate::support::random::{Dice, RandomDesk};

/// The screens whose rows are what waits for a persona or is theirs.
const OWN: &[Screen] = &[
    Screen::PendingApprovals,
    Screen::DecidedApprovals,
    Screen::OwnReviews,
    Screen::ActiveAccess,
    Screen::OwnRequests,
    Screen::AvailablePackages,
];

/// A key somewhere, and what follows from it.
pub(super) struct Glance {
    pub(super) answer: Answer,
    pub(super) follows: Follows,
}

/// Returns the refusal with which the door answers a command.
pub(super) fn door(
    desk: &mut RandomDesk,
    persona: Person,
    (command, read): &Sent,
) -> Option<Refusal> {
    let terms = Terms {
        acknowledge: read.clone(),
        ..Terms::default()
    };
    match desk.engine.preview(persona, command, &terms) {
        Ok(_) => None,
        Err(EngineError::Refused(refused)) => Some(refused.refusal.clone()),
        Err(error) => panic!("{error}"),
    }
}

/// Looks at what somebody sees, with the dice of the desk.
pub(super) fn seen<T>(
    desk: &mut RandomDesk,
    persona: Person,
    look: impl FnOnce(&Scene<'_>, &mut Dice) -> T,
) -> T {
    let mut dice = desk.dice.clone();
    let scene = scene(&desk.engine, persona);
    let log = Log {
        kept: Some(&desk.kept),
        ..scene.log
    };
    let seen = look(&Scene { log, ..scene }, &mut dice);
    desk.dice = dice;
    seen
}

/// Asks every key of every screen, at up to so many objects of a kind and rows of a list.
pub(super) fn look(desk: &mut RandomDesk, persona: Person, most: usize) -> Vec<Glance> {
    let known: Vec<ObjectRef> = desk.known();
    seen(desk, persona, |scene, dice| {
        let screens = places::screens(scene, &known, dice, most);
        let mut glances = Vec::new();
        for screen in screens {
            let rows = places::rows(scene, screen);
            let mut selected: Vec<Option<ObjectRef>> = places::some(dice, &rows, most)
                .into_iter()
                .map(Some)
                .collect();
            if selected.is_empty() {
                selected.push(None);
            }
            for selected in selected {
                let spot = places::spot(screen, selected);
                let keys = screen.page().bindings.iter();
                glances.extend(keys.map(|key| glance(scene, ask(scene, key, &spot))));
            }
        }
        glances
    })
}

fn glance(scene: &Scene<'_>, answer: Answer) -> Glance {
    let mut follows = Follows::default();
    if let Ok(step) = &answer.step {
        follows.follow(step, scene);
    }
    Glance { answer, follows }
}

/// Picks who looks around: an administrator, the people for whom most kinds of things are there,
/// and anybody.
pub(super) fn busiest(desk: &mut RandomDesk) -> Vec<Person> {
    let mut everybody: Vec<Person> = everybody(desk.tenant()).into_iter().collect();
    let anybody = places::some(&mut desk.dice, &everybody, 2);
    let mut people: Vec<Person> = desk.administrators().into_iter().take(1).collect();
    everybody.sort_by_cached_key(|person| {
        let scene = scene(&desk.engine, *person);
        let empty = |screen: &&Screen| places::rows(&scene, **screen).is_empty();
        OWN.iter().filter(empty).count()
    });
    people.extend(everybody.into_iter().take(2));
    people.extend(anybody);
    people
}
