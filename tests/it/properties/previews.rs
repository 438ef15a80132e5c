//! Previews: what is foretold is what comes, in events, in who is touched, and in nobody else.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::eligibility;
use accessdesk::domain::id::{PackageId, Person};
use accessdesk::domain::separation;
use accessdesk::domain::subject::User;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::Timestamp;
use accessdesk::domain::walk::Silent;
use serde_json::{Value, json};

use crate::support::random::{RandomDesk, seeds};
use crate::support::script::run_lines;

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

/// What somebody is to a package, found by asking about everybody.
#[derive(Debug, Default, PartialEq, Eq)]
struct Standing {
    sight: BTreeSet<(PackageId, Person)>,
    request: BTreeSet<(PackageId, Person)>,
    conflict: BTreeSet<(PackageId, Person)>,
    access: BTreeSet<(String, Person)>,
}

impl Standing {
    fn of(tenant: &Tenant, now: Timestamp) -> Self {
        let mut standing = Self::default();
        for package in tenant.packages.iter().map(|package| package.id) {
            let everybody = everybody(tenant).into_iter();
            for person in everybody.filter(|person| can_sign_in(tenant, *person)) {
                let pair = (package, person);
                if eligibility::can_see(tenant, person, package, now, &mut Silent).is_ok() {
                    standing.sight.insert(pair);
                }
                if eligibility::may_ask(tenant, person, package, now) {
                    standing.request.insert(pair);
                }
                let held = tenant.held_by(person, package).is_some();
                if held && separation::conflict(tenant, person, package).is_some() {
                    standing.conflict.insert(pair);
                }
            }
        }
        for group in tenant.groups.iter() {
            let owners = tenant.owners(group.id).map(Person::User);
            let members = tenant.members(group.id);
            let members = members.filter_map(|member| Person::of(member.object()));
            let of = |role: &str| format!("{role} of {}", group.id);
            standing
                .access
                .extend(owners.map(|owner| (of("owner"), owner)));
            standing
                .access
                .extend(members.map(|member| (of("member"), member)));
        }
        for held in tenant.role_holdings.iter() {
            let role = format!("{:?} of {:?}", held.role, held.object);
            standing.access.insert((role, Person::User(held.user)));
        }
        for user in tenant.users.iter() {
            let roles = user.directory_roles.iter();
            let roles = roles.map(|role| (format!("{role:?}"), Person::User(user.id)));
            standing.access.extend(roles);
        }
        standing
    }
}

/// Names the people of pairs that are in one set and not in the other, of these packages.
fn people<K: Ord + Clone>(
    more: &BTreeSet<(K, Person)>,
    less: &BTreeSet<(K, Person)>,
    concerned: impl Fn(&K) -> bool,
) -> BTreeSet<String> {
    let only = more.difference(less).filter(|(of, _)| concerned(of));
    only.map(|(_, person)| person.object().guid().to_string())
        .collect()
}

fn foretold(affected: &Value, what: &str) -> BTreeSet<String> {
    let listed = affected[what].as_array();
    let listed = listed.unwrap_or_else(|| panic!("{what}: {affected}"));
    listed
        .iter()
        .map(|person| person["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Lists the packages that events edit, with their policies.
fn edited(events: &Value) -> BTreeSet<String> {
    let ids = |event: &Value| -> Vec<String> {
        let side = |change: &Value, field: &str| {
            let record = [&change["new"], &change["old"]];
            let record = record.into_iter().find(|record| record.is_object());
            record.map(|record| record[field].as_str().unwrap().to_owned())
        };
        let change = &event["change"];
        let package = side(&change["package"], "id");
        package
            .into_iter()
            .chain(side(&change["policy"], "accessPackage"))
            .collect()
    };
    events.as_array().unwrap().iter().flat_map(ids).collect()
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
    let (mut kept, mut touching) = (0, 0);
    for seed in seeds(4) {
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
            if told.get("affected").is_some() {
                touching += 1;
                assert_touches(&told["affected"], &events, &before, &desk, &line);
            }
        }
    }
    assert!(kept > 100 && touching > 20, "{kept} {touching}");
}

/// Requires that a preview names everybody for whom a package or policy that is edited comes to
/// stand otherwise, and nobody for whom nothing does: what else is edited touches other packages.
#[track_caller]
fn assert_touches(told: &Value, events: &Value, before: &Tenant, desk: &RandomDesk, line: &Value) {
    let now = desk.engine.now();
    let (was, is) = (Standing::of(before, now), Standing::of(desk.tenant(), now));
    let packages = edited(events);
    let concerned = |package: &PackageId| packages.contains(&package.guid().to_string());
    for (what, before, after) in [
        ("Sight", &was.sight, &is.sight),
        ("Request", &was.request, &is.request),
        ("Conflict", &was.conflict, &is.conflict),
    ] {
        for (verb, more, less) in [("gain", after, before), ("lose", before, after)] {
            let told = foretold(told, &format!("{verb}{what}"));
            let surely = people(more, less, concerned);
            let perhaps = people(more, less, |_| true);
            let fits = surely.is_subset(&told) && told.is_subset(&perhaps);
            assert!(
                fits,
                "{verb}{what}: {line}: {surely:?} {told:?} {perhaps:?}"
            );
        }
    }
    for (verb, more, less) in [
        ("gain", &is.access, &was.access),
        ("lose", &was.access, &is.access),
    ] {
        let told = foretold(told, &format!("{verb}Access"));
        assert_eq!(told, people(more, less, |_| true), "{verb}Access: {line}");
    }
}
