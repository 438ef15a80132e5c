//! What the screens offer is what the door accepts, for whoever looks at whatever is there.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::authority::signed_in;
use accessdesk::domain::command::Command;
use accessdesk::domain::decide::precheck;
use accessdesk::domain::id::{ObjectRef, Person};
use accessdesk::domain::impact;
use accessdesk::domain::refusal::Refusal;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::walk::Silent;
use accessdesk::ui::form::{FormState, FormTable};
use accessdesk::ui::scene::Scene;

use crate::support::random::{RandomDesk, seeds};

mod asking;
mod commands;
mod filling;
mod looking;
mod marking;
mod places;

use asking::{Follows, Opened, Sent};
use looking::{Glance, busiest, door, look, seen};

/// Why a key is greyed before any rule is asked: there is nothing that it could be done to, or it
/// leads nowhere. Whatever else greys a key has to be a refusal of the door.
const REASONS: &[&str] = &[
    "nothing is selected",
    "this screen is about no object",
    "there is nothing older",
    "nobody is selected",
    "nothing excludes the package",
    "nothing is asked for it",
    "nothing was asked",
    "nothing undecided has a recommendation to follow",
    "the policy lets nobody change these answers",
    "the request waits for no workflow",
    "the package gives no role",
    "the user has no role",
    "the user has every role",
    "nobody reports to you",
    "no package can be requested for this person",
    "you have an account here",
    "one-time passcodes are switched off",
    "only people with an account here decide",
    "it has not been deleted",
    "groups go after 30 days",
    "only what was denied or canceled is submitted again",
    "it belongs to no request",
    "the mail is about a delegation",
    "it no longer exists",
    "only packages have a request link",
    "time alone will do nothing",
    // Asked as the door asks, before there is a command: to hand over, to read, to add a resource.
    "the settings do not let approvers hand decisions over",
    "you have handed your decisions over to",
    "you have no account here",
    "this needs an administrator or reader role",
    "this needs Global Administrator",
    "this needs Global Administrator, Identity Governance Administrator or owner of the catalog",
];

/// Tells whether a reason says no more than that there is nothing to do something to.
fn lacks_an_object(reason: &str) -> bool {
    let what = reason.strip_prefix("no ").unwrap_or_default();
    what.ends_with(" is selected") || what.ends_with(" is open") || reason.ends_with(" is gone")
}

/// Tells whether a reason is that of somebody whom the directory does not let sign in.
fn is_kept_out(tenant: &Tenant, reason: &str) -> bool {
    tenant.users.iter().any(|user| {
        let verdict = signed_in(tenant, Person::User(user.id), &mut Silent);
        verdict.is_err_and(|refusal| refusal.describe(tenant).message.as_str() == reason)
    })
}

/// Refusals of what a form leaves empty.
const CONTENTS: &[&str] = &["AnswerRequired", "JustificationRequired"];
/// How many tenants are looked at, how often each, and how many commands come in between.
const TENANTS: u64 = 160;
const MOMENTS: usize = 8;
const BETWEEN: usize = 8;
/// How many states people look at: whoever looks at a moment of a tenant sees a state.
const STATES: usize = 6_000;
/// How often a form is filled in to see what it can order.
const FILLED: usize = 3;
/// How often people look around before a command counts as given by no key.
const ROUNDS: usize = 40;

/// Says how a key breaks its promise: what it sends is accepted, and what greys it refuses.
fn broken(desk: &mut RandomDesk, persona: Person, glance: &Glance) -> Option<String> {
    let Glance { answer, follows } = glance;
    let place = &answer.place;
    let Err(reason) = &answer.step else {
        let mut refused = follows.sent.iter().filter_map(|sent| {
            let refusal = door(desk, persona, sent)?;
            Some(format!("{place} sends {:?}, refused: {refusal:?}", sent.0))
        });
        return refused.next();
    };
    let Some(command) = answer.refused() else {
        let says = reason.0.as_str();
        let known = REASONS.iter().any(|known| says.starts_with(known))
            || lacks_an_object(says)
            || is_kept_out(desk.tenant(), says);
        return (!known).then(|| format!("{place} is greyed by no rule: {}", reason.0));
    };
    let Some(refusal) = door(desk, persona, &(command.clone(), Vec::new())) else {
        return Some(format!("{place} is greyed, and {command:?} accepted"));
    };
    let says = refusal.describe(desk.tenant()).message;
    // What a form holds is checked before a verified ID, which no form can give.
    let asks_for_contents = CONTENTS.contains(&refusal.code());
    (reason.0 != says && !asks_for_contents)
        .then(|| format!("{place} says {:?}, the door {says:?}", reason.0))
}

#[test]
fn an_offered_key_is_accepted_and_a_greyed_one_refused_for_the_reason_it_gives() {
    let (mut sent, mut greyed) = (BTreeMap::new(), BTreeMap::new());
    let mut states = 0;
    for seed in seeds(TENANTS) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..MOMENTS {
            for _ in 0..BETWEEN {
                desk.step();
            }
            for persona in busiest(&mut desk) {
                states += 1;
                for glance in look(&mut desk, persona, 3) {
                    let broken = broken(&mut desk, persona, &glance);
                    assert_eq!(broken, None, "{persona:?}");
                    for (command, _) in &glance.follows.sent {
                        *sent.entry(command.name()).or_insert(0) += 1;
                    }
                    if let Some(command) = glance.answer.refused() {
                        *greyed.entry(command.name()).or_insert(0) += 1;
                    }
                }
            }
        }
    }
    assert!(sent.len() > 15 && greyed.len() > 40, "{sent:?}\n{greyed:?}");
    let looked_at_all = seeds(TENANTS).count() >= usize::try_from(TENANTS).unwrap();
    assert!(!looked_at_all || states > STATES, "{states} states");
}

/// Requires that a form lets its consequences be looked at first just when what it orders can affect
/// people whom it does not name.
fn foretells_truly(
    table: &'static FormTable,
    about: Option<ObjectRef>,
    scene: &Scene<'_>,
    sent: &[Sent],
) -> Result<(), String> {
    let can_affect = FormState::open(table, about, scene).can_affect();
    let otherwise = |(command, _): &&Sent| impact::affects(command) != can_affect;
    match sent.iter().find(otherwise) {
        Some((command, _)) => Err(format!(
            "{} says {can_affect} and orders {command:?}",
            table.name
        )),
        None => Ok(()),
    }
}

/// Says how a form that was opened breaks its promise; returns whether it was saved.
fn form_broken(
    desk: &mut RandomDesk,
    persona: Person,
    (table, about): Opened,
    outcomes: &mut BTreeMap<&'static str, (usize, usize)>,
) -> Option<String> {
    let (unchanged, filled, foretold) = seen(desk, persona, |scene, dice| {
        let unchanged = filling::untouched(table, about, scene);
        let filled = filling::fill(table, about, scene, dice);
        let filled = Follows::ordered(filled, scene).sent;
        let foretold = foretells_truly(table, about, scene, &filled);
        (Follows::ordered(unchanged, scene).sent, filled, foretold)
    });
    let now = desk.engine.now();
    let name = table.name;
    if let Err(says) = foretold {
        return Some(says);
    }
    for sent in unchanged.iter().chain(&filled) {
        if let Err(refusal) = precheck(desk.tenant(), persona, now, &sent.0, &mut Silent) {
            let command = &sent.0;
            return Some(format!("{name} about {about:?}: {command:?}: {refusal:?}"));
        }
    }
    for sent in unchanged.iter().filter(|_| name.starts_with("edit-")) {
        let refusal = door(desk, persona, sent);
        if refusal.as_ref().map(Refusal::code) != Some("NothingToChange") {
            let command = &sent.0;
            return Some(format!(
                "{name} saved as it was: {command:?} is {refusal:?}"
            ));
        }
    }
    let (accepted, refused) = outcomes.entry(name).or_default();
    for sent in &filled {
        let outcome = door(desk, persona, sent);
        *(if outcome.is_none() {
            &mut *accepted
        } else {
            &mut *refused
        }) += 1;
    }
    None
}

#[test]
fn a_form_orders_what_its_persona_may_and_saved_as_it_was_opened_changes_nothing() {
    let mut outcomes = BTreeMap::new();
    for seed in seeds(4) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..3 {
            for _ in 0..30 {
                desk.step();
            }
            for persona in busiest(&mut desk) {
                let mut forms = Vec::new();
                for glance in look(&mut desk, persona, 3) {
                    forms.extend(glance.follows.forms);
                }
                for opened in forms {
                    let broken = form_broken(&mut desk, persona, opened, &mut outcomes);
                    assert_eq!(broken, None, "{persona:?}");
                }
            }
        }
    }
    let never: Vec<_> = outcomes
        .iter()
        .filter(|(_, (accepted, refused))| *accepted == 0 && *refused > 20)
        .collect();
    assert!(never.is_empty() && outcomes.len() > 25, "{outcomes:?}");
}

/// What a key asked: of which objects, and whether it is greyed.
struct Question {
    about: BTreeSet<(String, String)>,
    greyed: bool,
    place: String,
}

/// Lists what all keys of all screens ask, and send, for somebody.
fn questions(desk: &mut RandomDesk, persona: Person) -> BTreeMap<&'static str, Vec<Question>> {
    let mut questions: BTreeMap<&str, Vec<Question>> = BTreeMap::new();
    for Glance { answer, follows } in look(desk, persona, usize::MAX) {
        let off = answer.step.is_err();
        let asked = answer.asked.commands.iter();
        let asked = asked.map(|(command, refusal)| (command, off && refusal.is_some()));
        let sent = follows.sent.iter().map(|(command, _)| (command, false));
        for (command, greyed) in asked.chain(sent) {
            let all = questions.entry(command.name()).or_default();
            all.push(Question {
                about: commands::identifiers(command),
                greyed,
                place: answer.place.clone(),
            });
        }
    }
    questions
}

#[test]
fn no_key_is_greyed_for_what_the_door_accepts() {
    let mut offered = BTreeSet::new();
    for seed in seeds(30) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..3 {
            for _ in 0..20 {
                desk.step();
            }
            for persona in busiest(&mut desk) {
                let questions = questions(&mut desk, persona);
                for row in Command::TABLES.iter().copied().flatten() {
                    let Some(command) = desk.acceptable(row, persona) else {
                        continue;
                    };
                    let about = commands::identifiers(&command);
                    let asked = questions.get(row.name).into_iter().flatten();
                    for question in asked.filter(|asked| asked.about.is_subset(&about)) {
                        assert!(!question.greyed, "{}: {command:?}", question.place);
                        offered.insert(row.name);
                    }
                }
            }
        }
    }
    assert!(offered.len() > 25, "{offered:?}");
}

/// Lists the commands that some key gives to somebody here and now: by itself, greyed or not, or by
/// the form that it opens.
fn given(desk: &mut RandomDesk, persona: Person, most: usize) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let mut forms: BTreeMap<&str, Vec<Opened>> = BTreeMap::new();
    for Glance { answer, follows } in look(desk, persona, most) {
        let asked = answer.asked.commands.iter().map(|(command, _)| command);
        let sent = follows.sent.iter().map(|(command, _)| command);
        names.extend(asked.chain(sent).map(Command::name));
        for (table, about) in follows.forms {
            forms.entry(table.name).or_default().push((table, about));
        }
    }
    let some = forms
        .into_values()
        .flat_map(|all| all.into_iter().take(FILLED));
    for (table, about) in some {
        let sent = seen(desk, persona, |scene, dice| {
            let filled = (0..FILLED).filter_map(|_| filling::fill(table, about, scene, dice));
            let sent = filled.flat_map(|order| Follows::ordered(Some(order), scene).sent);
            let sent: Vec<Sent> = sent.collect();
            assert_eq!(foretells_truly(table, about, scene, &sent), Ok(()));
            sent
        });
        names.extend(sent.iter().map(|(command, _)| command.name()));
    }
    names
}

#[test]
fn every_command_is_given_by_some_key_but_those_that_are_named() {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    let mut desk = RandomDesk::furnished_watching(1, |desk, persona, command| {
        let name = command.name();
        if !all.contains(name) && !commands::ON_NO_SCREEN.contains(&name) {
            all.extend(given(desk, persona, 3));
        }
    });
    let missing = |all: &BTreeSet<&str>| -> Vec<&str> {
        let rows = Command::TABLES.iter().copied().flatten();
        rows.map(|row| row.name)
            .filter(|name| !all.contains(name))
            .collect()
    };
    for round in 0..ROUNDS {
        if round > 1 && missing(&all) == commands::ON_NO_SCREEN {
            break;
        }
        for persona in busiest(&mut desk) {
            all.extend(given(&mut desk, persona, 3));
        }
        for _ in 0..30 {
            desk.step();
        }
    }
    assert_eq!(missing(&all), commands::ON_NO_SCREEN);
}
