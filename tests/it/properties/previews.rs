//! Previews: what is foretold is what comes, in events, in who is touched, and in nobody else.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::approvers::{self, Asker};
use accessdesk::domain::eligibility;
use accessdesk::domain::id::{PackageId, Person, PolicyId, UserId};
use accessdesk::domain::impact::Affected;
use accessdesk::domain::separation;
use accessdesk::domain::subject::User;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::Timestamp;
use accessdesk::domain::walk::Silent;
use serde_json::{Value, json};

use crate::support::random::{RandomDesk, seeds};
use crate::support::script::run_lines;

/// How many desks are made.
const SEEDS: u64 = 4;

/// Lists everybody who can act at the desk.
pub(crate) fn everybody(tenant: &Tenant) -> BTreeSet<Person> {
    let users = tenant.users.iter().filter(|user| user.is_active());
    let external = tenant.external_persons.iter();
    external
        .map(|person| tenant.acting_as(Person::ExternalPerson(person.id)))
        .chain(users.map(|user| Person::User(user.id)))
        .collect()
}

/// Tells whether somebody can sign in; from elsewhere, with the guest where there is one.
///
/// A preview names nobody who cannot, such as a guest who is blocked before the account goes.
fn can_sign_in(tenant: &Tenant, person: Person) -> bool {
    person
        .user()
        .and_then(|user| tenant.find_user(user))
        .is_none_or(User::is_active)
}

/// Names somebody by who they are elsewhere, which outlasts the account of a guest.
fn identity(tenant: &Tenant, person: Person) -> Person {
    let elsewhere = person.user().and_then(|_| tenant.other_identity(person));
    elsewhere.unwrap_or(person)
}

/// A package, and somebody.
type Pair = (PackageId, Person);

/// What everybody is to every package, found by asking about everybody.
#[derive(Debug, Default)]
struct Standing {
    sight: BTreeSet<Pair>,
    request: BTreeSet<Pair>,
    conflict: BTreeSet<Pair>,
    access: BTreeSet<(String, Person)>,
    /// Who would decide, stage by stage, under each policy that is offered.
    deciders: BTreeMap<Pair, Vec<Vec<BTreeSet<UserId>>>>,
}

impl Standing {
    fn of(tenant: &Tenant, now: Timestamp) -> Self {
        let mut standing = Self::default();
        for package in tenant.packages.iter().map(|package| package.id) {
            let everybody = everybody(tenant).into_iter();
            for person in everybody.filter(|person| can_sign_in(tenant, *person)) {
                let pair = (package, identity(tenant, person));
                if eligibility::can_see(tenant, person, package, now, &mut Silent).is_ok() {
                    standing.sight.insert(pair);
                }
                if eligibility::may_ask(tenant, person, package, now) {
                    standing.request.insert(pair);
                }
                if let Ok(policies) =
                    eligibility::offered(tenant, person, package, now, &mut Silent)
                {
                    let stages = policies
                        .iter()
                        .map(|policy| deciders(tenant, *policy, person));
                    standing.deciders.insert(pair, stages.collect());
                }
            }
        }
        standing.conflict = conflicts(tenant);
        standing.access = access(tenant);
        standing
    }
}

/// Lists who holds a package and what excludes it, be it that they cannot sign in.
fn conflicts(tenant: &Tenant) -> BTreeSet<Pair> {
    let active = tenant.assignments.iter();
    let active = active.filter(|assignment| assignment.progress.state.is_active());
    active
        .map(|assignment| (assignment.access_package, assignment.target))
        .filter(|(package, person)| separation::conflict(tenant, *person, *package).is_some())
        .map(|(package, person)| (package, identity(tenant, person)))
        .collect()
}

fn deciders(tenant: &Tenant, policy: PolicyId, person: Person) -> Vec<BTreeSet<UserId>> {
    let policy = tenant.find_policy(policy).unwrap();
    let stages = policy.terms.approval.stages_for_add().iter();
    stages
        .map(|stage| {
            let resolved = approvers::resolve(tenant, stage, Asker::by(tenant, person));
            let delegates = resolved.delegates.iter().map(|delegate| delegate.user);
            let own = resolved.people.iter().chain(&resolved.alternates);
            own.copied().chain(delegates).collect()
        })
        .collect()
}

/// Lists who has which role on what.
fn access(tenant: &Tenant) -> BTreeSet<(String, Person)> {
    let mut access = BTreeSet::new();
    for group in tenant.groups.iter() {
        let owners = tenant.owners(group.id).map(Person::User);
        let members = tenant.members(group.id);
        let members = members.filter_map(|member| Person::of(member.object()));
        let of = |role: &str| format!("{role} of {}", group.id);
        access.extend(owners.map(|owner| (of("owner"), owner)));
        access.extend(members.map(|member| (of("member"), member)));
    }
    for held in tenant.role_holdings.iter() {
        let role = format!("{:?} of {:?}", held.role, held.object);
        access.insert((role, Person::User(held.user)));
    }
    for user in tenant.users.iter() {
        let roles = user.directory_roles.iter();
        let roles = roles.map(|role| (format!("{role:?}"), Person::User(user.id)));
        access.extend(roles);
    }
    let access = access.into_iter();
    access
        .map(|(role, person)| (role, identity(tenant, person)))
        .collect()
}

/// Names the people of pairs that are in one set and not in the other.
fn people<K: Ord>(more: &BTreeSet<(K, Person)>, less: &BTreeSet<(K, Person)>) -> BTreeSet<Person> {
    more.difference(less).map(|(_, person)| *person).collect()
}

fn foretold(affected: &Value, what: &str) -> BTreeSet<String> {
    let listed = affected[what].as_array();
    let listed = listed.unwrap_or_else(|| panic!("{what}: {affected}"));
    listed
        .iter()
        .map(|person| person["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Writes events with a number for each identifier that is not in the tenant yet, since every
/// attempt draws its own.
pub(crate) fn numbered(events: &Value, tenant: &str) -> String {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let text = events.to_string();
    let is_id = |word: &str| uuid::Uuid::parse_str(word).is_ok() && !tenant.contains(word);
    let words = text.split('"').map(|word| {
        let (kind, id) = word.rsplit_once(':').unwrap_or(("", word));
        if !is_id(id) {
            return word.to_owned();
        }
        let next = numbers.len();
        format!(
            "{kind} new {}",
            numbers.entry(id.to_owned()).or_insert(next)
        )
    });
    words.collect::<Vec<_>>().join("\"")
}

#[test]
fn what_a_preview_foretells_is_what_keeping_the_command_does() {
    let (mut kept, mut listed) = (0, 0);
    let mut touching: BTreeMap<String, usize> = BTreeMap::new();
    for seed in seeds(SEEDS) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..120 {
            let mut line = desk.draw();
            if line.get("do").is_none() {
                desk.perform(&line);
                continue;
            }
            let before = desk.tenant().clone();
            let known = serde_json::to_string(&before).unwrap();
            line["preview"] = json!(true);
            let (_, answers) = run_lines(&mut desk.engine, &line.to_string());
            line.as_object_mut().unwrap().remove("preview");
            let told = &answers[0];
            let foreseen = desk.foresee(&line);
            let step = desk.perform(&line);
            if told["ok"] != true {
                assert!(step.refused.is_some(), "{line}: {told}");
                continue;
            }
            assert_eq!(step.refused, None, "{line}");
            let (_, commit) = step.commits.last().unwrap();
            let events = serde_json::to_value(&commit.events).unwrap();
            assert_eq!(
                numbered(&told["events"], &known),
                numbered(&events, &known),
                "{line}"
            );
            kept += 1;
            let foreseen = foreseen.unwrap();
            if foreseen != Affected::default() {
                *touching.entry(commit.command.clone()).or_default() += 1;
            }
            let sides = (&before, desk.tenant());
            assert_touches(&foreseen, sides, desk.engine.now(), &line);
            if let Some(affected) = told.get("affected") {
                listed += 1;
                assert_lists(affected, &foreseen, &line);
            }
        }
    }
    assert!(kept > 100 && listed > 20, "{kept} {listed}");
    assert!(touching.len() > 20, "{touching:?}");
}

/// Requires that exactly those are named for whom any package comes to stand otherwise.
#[track_caller]
pub(super) fn assert_touches(
    told: &Affected,
    (before, after): (&Tenant, &Tenant),
    now: Timestamp,
    line: &Value,
) {
    let (was, is) = (Standing::of(before, now), Standing::of(after, now));
    // Whoever comes with the command is drawn anew each time.
    let known = |person: &Person| {
        let person = identity(before, *person);
        let found = before.contains(person.object());
        if found {
            person
        } else {
            Person::User(UserId::MIN)
        }
    };
    let named =
        |people: &BTreeSet<Person>| -> BTreeSet<Person> { people.iter().map(known).collect() };
    for (what, told, comes) in told_and_coming(told, &was, &is) {
        assert_eq!(named(told), named(&comes), "{what}: {line}");
    }
}

/// Puts beside each list of the answer whom it should name.
fn told_and_coming<'a>(
    told: &'a Affected,
    was: &Standing,
    is: &Standing,
) -> [(&'static str, &'a BTreeSet<Person>, BTreeSet<Person>); 9] {
    let decided_otherwise = was.deciders.iter().filter(|(pair, stages)| {
        let after = is.deciders.get(pair);
        after.is_some_and(|after| after != *stages)
    });
    let decided_otherwise = decided_otherwise.map(|((_, person), _)| *person).collect();
    [
        ("gainSight", &told.gain_sight, people(&is.sight, &was.sight)),
        ("loseSight", &told.lose_sight, people(&was.sight, &is.sight)),
        (
            "gainRequest",
            &told.gain_request,
            people(&is.request, &was.request),
        ),
        (
            "loseRequest",
            &told.lose_request,
            people(&was.request, &is.request),
        ),
        (
            "gainConflict",
            &told.gain_conflict,
            people(&is.conflict, &was.conflict),
        ),
        (
            "loseConflict",
            &told.lose_conflict,
            people(&was.conflict, &is.conflict),
        ),
        (
            "gainAccess",
            &told.gain_access,
            people(&is.access, &was.access),
        ),
        (
            "loseAccess",
            &told.lose_access,
            people(&was.access, &is.access),
        ),
        ("approverChanged", &told.approver_changed, decided_otherwise),
    ]
}

/// Requires that a script is told of the people that the screens show.
#[track_caller]
fn assert_lists(affected: &Value, foreseen: &Affected, line: &Value) {
    for (what, people) in [
        ("gainSight", &foreseen.gain_sight),
        ("loseSight", &foreseen.lose_sight),
        ("gainRequest", &foreseen.gain_request),
        ("loseRequest", &foreseen.lose_request),
        ("gainConflict", &foreseen.gain_conflict),
        ("loseConflict", &foreseen.lose_conflict),
        ("gainAccess", &foreseen.gain_access),
        ("loseAccess", &foreseen.lose_access),
        ("approverChanged", &foreseen.approver_changed),
    ] {
        let people = people.iter();
        let people = people.map(|person| person.object().guid().to_string());
        assert_eq!(foretold(affected, what), people.collect(), "{what}: {line}");
    }
}
