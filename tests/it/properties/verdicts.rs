//! Explanations: `why` says what the door does, and the change it names makes a yes.

use accessdesk::domain::id::Person;
use accessdesk::domain::package::PackageVisibility;
use accessdesk::domain::tenant::Tenant;
use serde_json::{Value, json};

use super::previews::everybody;
use crate::support::random::{RandomDesk, seeds};
use crate::support::script::run_lines;

/// What a request form may lack; whether somebody may ask at all does not depend on it.
const FORM: &[&str] = &[
    "JustificationRequired",
    "AnswerRequired",
    "AnswerInvalid",
    "ScheduleNotAllowed",
];

/// The one thing known before the form that a request is asked for after it.
const VERIFIED: &str = "VerifiedIdRequired";

fn id(person: Person) -> String {
    person.object().guid().to_string()
}

/// Answers a line of somebody's.
fn answer(desk: &mut RandomDesk, line: &Value) -> Value {
    let (_, mut answers) = run_lines(&mut desk.engine, &line.to_string());
    answers.remove(0)
}

/// Asks why as the strongest administrator.
fn why(desk: &mut RandomDesk, what: &str, with: &Value) -> Value {
    let administrator = id(desk.administrators()[0]);
    let told = answer(
        desk,
        &json!({"as": administrator, "why": what, "with": with}),
    );
    assert_eq!(told["ok"], true, "{what} {with}: {told}");
    told
}

/// Requires that the change which a "no" names makes it a yes, and takes the change back.
#[track_caller]
fn assert_turned(desk: &mut RandomDesk, what: &str, with: &Value, told: &Value) -> bool {
    let Some(line) = told.get("change").map(|change| &change["line"]) else {
        return false;
    };
    assert_eq!(told["verdict"], false, "{told}");
    for administrator in desk.administrators() {
        let mut line = line.clone();
        line["as"] = json!(id(administrator));
        if desk.perform(&line).refused.is_some() {
            continue;
        }
        let turned = why(desk, what, with)["verdict"] == true;
        assert_eq!(desk.perform(&json!({"desk": "undo"})).refused, None);
        if turned {
            return true;
        }
    }
    panic!("{what} {with}: {line} does not turn {told}");
}

/// Lists the accounts that are switched off.
fn disabled(tenant: &Tenant) -> Vec<Person> {
    let users = tenant.users.iter();
    let off = users.filter(|user| !user.account_enabled && user.deleted_date_time.is_none());
    off.map(|user| Person::User(user.id)).collect()
}

/// Draws one of several things.
fn pick<T: Clone>(desk: &mut RandomDesk, things: &[T]) -> T {
    desk.dice.pick(things).clone()
}

#[test]
fn why_somebody_finds_or_may_ask_for_a_package_agrees_with_the_door() {
    let (mut yes, mut no, mut turned) = (0, 0, 0);
    for seed in seeds(4) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..40 {
            desk.step();
            let mut people: Vec<Person> = everybody(desk.tenant()).into_iter().collect();
            people.extend(disabled(desk.tenant()));
            let packages: Vec<_> = desk.tenant().packages.iter().cloned().collect();
            if packages.is_empty() {
                continue;
            }
            let (person, package) = (pick(&mut desk, &people), pick(&mut desk, &packages));
            let (who, which) = (id(person), package.id.guid().to_string());
            let with = json!({"person": who, "accessPackage": which});
            let told = why(&mut desk, "canRequest", &with);
            let asks = json!({"as": who, "do": "submitRequest", "preview": true, "with": {"accessPackage": which}});
            let door = answer(&mut desk, &asks);
            let mut code = door["code"].as_str().filter(|code| !FORM.contains(code));
            if code.is_none() && door["ok"] == false && told["code"] == VERIFIED {
                // The door asks for it after the form, and the form here is empty.
                code = Some(VERIFIED);
            }
            assert_eq!(told["verdict"] == true, code.is_none(), "{told}\n{door}");
            assert_eq!(told["code"].as_str(), code, "{told}\n{door}");
            turned += usize::from(assert_turned(&mut desk, "canRequest", &with, &told));
            let told = why(&mut desk, "canSee", &with);
            let sees = told["verdict"] == true;
            *(if sees { &mut yes } else { &mut no }) += 1;
            let held = desk.tenant().held_by(person, package.id).is_some();
            let blocked = door["code"] == "SignInBlocked";
            if !held && !blocked {
                let found = answer(&mut desk, &json!({"as": who, "list": "available"}));
                let found = found["rows"].as_array().unwrap();
                let found = found.iter().any(|row| row["id"] == json!(which));
                assert_eq!(found, sees, "{told}");
            }
            assert!(!sees || package.visibility == PackageVisibility::Listed);
            turned += usize::from(assert_turned(&mut desk, "canSee", &with, &told));
        }
    }
    assert!(yes > 10 && no > 10 && turned > 10, "{yes} {no} {turned}");
}

#[test]
fn why_somebody_is_in_a_group_agrees_with_who_is_in_it() {
    let (mut inside, mut turned) = (0, 0);
    for seed in seeds(4) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..40 {
            desk.step();
            let tenant = desk.tenant();
            let users: Vec<_> = tenant.users.iter().map(|user| user.id).collect();
            let live = tenant
                .groups
                .iter()
                .filter(|it| it.deleted_date_time.is_none());
            let groups: Vec<_> = live.map(|group| group.id).collect();
            if groups.is_empty() {
                continue;
            }
            let group = pick(&mut desk, &groups);
            let members: Vec<_> = desk.tenant().users_in(group).into_iter().collect();
            let chosen = if members.is_empty() || desk.dice.chance(60) {
                pick(&mut desk, &users)
            } else {
                pick(&mut desk, &members)
            };
            if desk
                .tenant()
                .find_user(chosen)
                .unwrap()
                .deleted_date_time
                .is_some()
            {
                continue;
            }
            let with =
                json!({"person": chosen.guid().to_string(), "group": group.guid().to_string()});
            let told = why(&mut desk, "membership", &with);
            let is_member = desk.tenant().is_member(chosen, group);
            assert_eq!(told["verdict"], is_member, "{told}");
            inside += usize::from(is_member);
            turned += usize::from(assert_turned(&mut desk, "membership", &with, &told));
        }
    }
    assert!(inside > 10 && turned > 10, "{inside} {turned}");
}
