//! Domains belong to one directory each, and names to sign in with to the directory of their domain.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

fn contoso() -> Value {
    json!({"desk": "addDirectory", "expect": "ok", "with": {"displayName": "Contoso",
        "initialDomain": "contoso.onmicrosoft.com", "verifiedDomains": ["contoso.com"]}})
}

fn person(name: &str, expect: &str) -> Value {
    json!({"desk": "addExternalPerson", "expect": expect, "with":
        {"userPrincipalName": name, "displayName": "X", "directory": "Contoso"}})
}

fn member(name: &str, expect: &str) -> Value {
    json!({"do": "createUser", "expect": expect, "with":
        {"userPrincipalName": name, "displayName": "X"}})
}

#[test]
fn a_directory_begins_with_a_domain_of_the_service() {
    let lines = [
        json!({"desk": "addDirectory", "expect": "TextInvalid", "with":
        {"displayName": "Other", "initialDomain": "notms.com"}}),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    assert_eq!(
        answers[0]["message"],
        "initialDomain does not end in .onmicrosoft.com"
    );
}

#[test]
fn nobody_signs_in_here_with_a_name_of_another_directory() {
    let lines = [
        contoso(),
        member("m@Contoso.com", "TextInvalid"),
        member("m@contoso.onmicrosoft.com", "TextInvalid"),
        member("m@sandbox.onmicrosoft.com", "ok"),
        member("m@elsewhere.example", "ok"),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    assert_eq!(
        answers[1]["message"],
        "userPrincipalName belongs to directory Contoso"
    );
}

#[test]
fn people_of_a_directory_have_no_name_of_another_one() {
    let lines = [
        contoso(),
        person("zz@sandbox.onmicrosoft.com", "TextInvalid"),
        person("a@contoso.com", "ok"),
        person("b@contoso.onmicrosoft.com", "ok"),
        person("c@mail.example", "ok"),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    assert_eq!(
        answers[1]["message"],
        "userPrincipalName belongs to directory Sandbox"
    );
}

#[test]
fn a_group_that_roles_can_be_given_to_is_filled_by_those_who_may_make_it() {
    let role = |user: &str, role: &str| {
        json!({"do": "assignDirectoryRole", "with":
            {"user": format!("{user}@sandbox.onmicrosoft.com"), "role": role}})
    };
    let by = |who: &str, command: &str, expect: &str| {
        let mut with = json!({"group": "Admins"});
        if command == "addGroupMember" {
            with["member"] = json!("joe@sandbox.onmicrosoft.com");
        }
        json!({"as": format!("{who}@sandbox.onmicrosoft.com"), "do": command, "with": with,
            "expect": expect})
    };
    let lines = [
        member("users@sandbox.onmicrosoft.com", "ok"),
        member("roles@sandbox.onmicrosoft.com", "ok"),
        member("joe@sandbox.onmicrosoft.com", "ok"),
        role("users", "userAdministrator"),
        role("roles", "privilegedRoleAdministrator"),
        json!({"do": "createGroup", "with": {"displayName": "Admins", "isAssignableToRole": true}}),
        by("users", "addGroupMember", "UnAuthorized"),
        by("users", "deleteGroup", "UnAuthorized"),
        by("roles", "addGroupMember", "ok"),
        by("roles", "deleteGroup", "ok"),
        json!({"do": "createGroup", "with": {"displayName": "Plain"}}),
        json!({"as": "users@sandbox.onmicrosoft.com", "do": "deleteGroup", "with": {"group": "Plain"}}),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let needs = answers[6]["message"].as_str().unwrap();
    assert!(needs.contains("Privileged Role Administrator"), "{needs}");
}

#[test]
fn records_are_kept_for_a_day_at_least() {
    let set = |days: u32| json!({"as": ADMINISTRATOR, "do": "updateSettings", "with": {"auditRetentionDays": days}});
    let mut engine = crate::support::script::engine(Sample::Empty);
    let (ending, answers) = crate::support::script::run_lines(&mut engine, &set(0).to_string());
    assert_eq!(ending, accessdesk::script::Ending::Malformed);
    assert_eq!(
        answers[0]["error"],
        "auditRetentionDays is 0, not within 1 to 3660"
    );
    tell(Sample::Empty, ADMINISTRATOR, &[set(1)]);
}
