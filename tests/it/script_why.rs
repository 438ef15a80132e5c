//! Why, and what would turn it: every command that an answer names does what the answer says.

use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Map, Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";

fn by(actor: &str, command: &str, with: &Value) -> String {
    json!({"as": actor, "do": command, "with": with}).to_string()
}

/// A tenant with package `Sales/Desk`, whose one policy admits the group of requestors.
fn sales() -> Engine<MemoryFs> {
    let mut engine = engine(Sample::Prepared);
    let policy = json!({
        "displayName": "Staff", "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Internal requestor"}],
        "expiration": {"type": "afterDateTime", "endDateTime": "2026-06-30"},
    });
    let lines = [
        by(
            ADMINISTRATOR,
            "createCatalog",
            &json!({"displayName": "Sales", "description": "d"}),
        ),
        by(
            ADMINISTRATOR,
            "addCatalogResource",
            &json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": "Entitlement test group"}),
        ),
        by(
            ADMINISTRATOR,
            "createAccessPackage",
            &json!({
                "catalog": "Sales", "displayName": "Desk", "description": "d", "policies": [policy],
                "resourceRoles": [{"resource": "Entitlement test group", "role": "Member"}],
            }),
        ),
    ];
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{answers:?}");
    engine
}

fn give(engine: &mut Engine<MemoryFs>, actor: &str, command: &str, with: &Value) {
    let (ending, answers) = run_lines(engine, &by(actor, command, with));
    assert_eq!(ending, Ending::Met, "{answers:?}");
}

fn why(engine: &mut Engine<MemoryFs>, question: &str, with: &Value) -> Value {
    let line = json!({"as": ADMINISTRATOR, "why": question, "with": with});
    let (ending, mut answers) = run_lines(engine, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
    answers.remove(0)
}

fn about(person: &str) -> Value {
    json!({"person": person, "accessPackage": "Sales/Desk"})
}

/// Asks, requires a "no" with a command, gives the command and requires a "yes".
#[track_caller]
fn turned(engine: &mut Engine<MemoryFs>, question: &str, with: &Value, command: &str) {
    let no = why(engine, question, with);
    assert_eq!(no["verdict"], false, "{no}");
    assert_eq!(no["change"]["line"]["do"], command, "{no}");
    let line = &no["change"]["line"];
    give(engine, ADMINISTRATOR, command, &line["with"]);
    let yes = why(engine, question, with);
    assert_eq!(yes["verdict"], true, "{line}: {yes}");
    assert_eq!(yes.get("change"), None);
}

#[test]
fn whoever_is_in_no_scope_is_added_to_the_group_that_the_policy_names() {
    let mut engine = sales();
    turned(
        &mut engine,
        "canRequest",
        &about(APPROVER),
        "addGroupMember",
    );
}

#[test]
fn an_unpublished_catalog_is_enabled() {
    let mut engine = sales();
    give(
        &mut engine,
        ADMINISTRATOR,
        "updateCatalog",
        &json!({"catalog": "Sales", "state": "unpublished"}),
    );
    turned(&mut engine, "canSee", &about(REQUESTOR), "updateCatalog");
}

#[test]
fn a_hidden_package_is_listed() {
    let mut engine = sales();
    give(
        &mut engine,
        ADMINISTRATOR,
        "updateAccessPackage",
        &json!({"accessPackage": "Sales/Desk", "isHidden": true}),
    );
    turned(
        &mut engine,
        "canSee",
        &about(REQUESTOR),
        "updateAccessPackage",
    );
}

#[test]
fn a_policy_that_is_off_is_switched_on_and_one_that_has_ended_goes_on() {
    let mut engine = sales();
    let policy = "Sales/Desk/Staff";
    give(
        &mut engine,
        ADMINISTRATOR,
        "updatePolicy",
        &json!({"policy": policy, "isEnabled": false}),
    );
    turned(&mut engine, "canRequest", &about(REQUESTOR), "updatePolicy");
    let (ending, _) = run_lines(
        &mut engine,
        r#"{"desk":"advanceClock","with":{"by":"P200D"}}"#,
    );
    assert_eq!(ending, Ending::Met);
    turned(&mut engine, "canRequest", &about(REQUESTOR), "updatePolicy");
}

#[test]
fn somebody_disabled_and_somebody_who_asked_already_are_told_how_to_ask() {
    let mut engine = sales();
    give(
        &mut engine,
        REQUESTOR,
        "submitRequest",
        &json!({"accessPackage": "Sales/Desk"}),
    );
    turned(
        &mut engine,
        "canRequest",
        &about(REQUESTOR),
        "removeAssignment",
    );
    give(
        &mut engine,
        ADMINISTRATOR,
        "updateUser",
        &json!({"user": REQUESTOR, "accountEnabled": false}),
    );
    turned(&mut engine, "canRequest", &about(REQUESTOR), "updateUser");
}

#[test]
fn what_excludes_a_package_is_given_up_or_allowed_beside_it() {
    let mut engine = sales();
    let other = json!({
        "catalog": "Sales", "displayName": "Other", "description": "d",
        "policies": [{"displayName": "All", "allowedTargetScope": "allMemberUsers"}],
    });
    give(&mut engine, ADMINISTRATOR, "createAccessPackage", &other);
    give(
        &mut engine,
        ADMINISTRATOR,
        "addIncompatibleAccessPackage",
        &json!({"accessPackage": "Sales/Desk", "incompatible": "Sales/Other"}),
    );
    give(
        &mut engine,
        REQUESTOR,
        "submitRequest",
        &json!({"accessPackage": "Sales/Other"}),
    );
    turned(
        &mut engine,
        "canRequest",
        &about(REQUESTOR),
        "removeAssignment",
    );
    give(
        &mut engine,
        ADMINISTRATOR,
        "addIncompatibleGroup",
        &json!({"accessPackage": "Sales/Desk", "group": "Internal requestor"}),
    );
    turned(
        &mut engine,
        "canRequest",
        &about(REQUESTOR),
        "removeIncompatibleGroup",
    );
}

#[test]
fn a_no_that_two_commands_would_be_needed_for_names_none() {
    let mut engine = sales();
    give(
        &mut engine,
        ADMINISTRATOR,
        "updateCatalog",
        &json!({"catalog": "Sales", "state": "unpublished"}),
    );
    give(
        &mut engine,
        ADMINISTRATOR,
        "updateAccessPackage",
        &json!({"accessPackage": "Sales/Desk", "isHidden": true}),
    );
    let no = why(&mut engine, "canSee", &about(REQUESTOR));
    assert_eq!(no["verdict"], false);
    assert_eq!(no.get("change"), None, "{no}");
}

#[test]
fn may_do_lists_every_role_and_relation_and_names_the_one_to_give() {
    let mut engine = sales();
    let with =
        json!({"person": APPROVER, "command": "addGroupMember", "on": "Entitlement test group"});
    let no = why(&mut engine, "mayDo", &with);
    assert_eq!(no["code"], "UnAuthorized");
    let held: Map<String, Value> = no["walk"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["check"] == "rightHeld")
        .map(|step| {
            (
                step["text"].as_str().unwrap().to_owned(),
                step["passed"].clone(),
            )
        })
        .collect();
    assert_eq!(held["Owner of the group"], false);
    assert_eq!(held["Global Administrator"], false);
    turned(&mut engine, "mayDo", &with, "addGroupOwner");
    let owner = why(&mut engine, "mayDo", &with);
    assert_eq!(owner["verdict"], true);
}

#[test]
fn may_do_says_what_is_not_a_command_and_what_it_is_not_about() {
    let mut engine = sales();
    let ask = |engine: &mut Engine<MemoryFs>, with: Value| {
        let line = json!({"as": ADMINISTRATOR, "why": "mayDo", "with": with});
        let (ending, answers) = run_lines(engine, &line.to_string());
        assert_eq!(ending, Ending::Malformed);
        answers[0].clone()
    };
    let unknown = ask(
        &mut engine,
        json!({"person": APPROVER, "command": "createCatalg"}),
    );
    assert_eq!(unknown["near"][0], "createCatalog");
    let about = json!({"person": APPROVER, "command": "deleteGroup", "on": "Sales"});
    let unfit = ask(&mut engine, about);
    assert_eq!(unfit["error"], "deleteGroup is not about a catalog");
}

#[test]
fn somebody_outside_a_group_is_told_how_they_would_be_in_it() {
    let mut engine = sales();
    let with = json!({"person": APPROVER, "group": "Internal requestor"});
    turned(&mut engine, "membership", &with, "addGroupMember");
}

#[test]
fn a_refusal_is_explained_by_its_entry_in_the_audit_log() {
    let mut engine = sales();
    let refused = by(
        APPROVER,
        "submitRequest",
        &json!({"accessPackage": "Sales/Desk"}),
    );
    let (_, answers) = run_lines(&mut engine, &refused);
    let list = json!({"as": ADMINISTRATOR, "list": "audit", "where": {"result": "failure"}});
    let (_, listed) = run_lines(&mut engine, &list.to_string());
    let id = listed[0]["rows"][0]["id"].clone();
    let told = why(&mut engine, "refusal", &json!({"audit": id}));
    assert_eq!(told["code"], answers[0]["code"]);
    assert_eq!(told["walk"], answers[0]["walk"]);
    let nobody = json!({"as": REQUESTOR, "why": "refusal", "with": {"audit": id}});
    let (_, hidden) = run_lines(&mut engine, &nobody.to_string());
    let unknown = json!({"as": REQUESTOR, "why": "refusal", "with": {"audit": "999.0"}});
    let (_, missing) = run_lines(&mut engine, &unknown.to_string());
    assert_eq!(hidden[0]["code"], "NotFound");
    assert_eq!(hidden[0]["code"], missing[0]["code"]);
}

#[test]
fn a_missing_role_is_given_where_somebody_could_give_it() {
    let mut governed = sales();
    let with = json!({"person": APPROVER, "command": "createUser"});
    let no = why(&mut governed, "mayDo", &with);
    assert_eq!((&no["verdict"], no.get("change")), (&json!(false), None));
    let mut engine = engine(Sample::Empty);
    let administrator = "administrator@sandbox.onmicrosoft.com";
    let ana = "ana@sandbox.onmicrosoft.com";
    give(
        &mut engine,
        administrator,
        "createUser",
        &json!({"userPrincipalName": ana, "displayName": "Ana"}),
    );
    let line = json!({"as": administrator, "why": "mayDo", "with": {"person": ana, "command": "updateSettings"}});
    let (_, answers) = run_lines(&mut engine, &line.to_string());
    let change = &answers[0]["change"];
    assert_eq!(change["text"], "make Ana Identity Governance Administrator");
    give(
        &mut engine,
        administrator,
        "assignDirectoryRole",
        &change["line"]["with"],
    );
    let (_, answers) = run_lines(&mut engine, &line.to_string());
    assert_eq!(answers[0]["verdict"], true);
}

#[test]
fn a_refusal_is_explained_before_it_is_met() {
    let mut engine = sales();
    let before = engine.desk().clone();
    let with = json!({"displayName": "Mine", "description": "d"});
    let line = json!({"as": APPROVER, "do": "createCatalog", "with": with});
    let told = why(&mut engine, "refusal", &json!({"line": line}));
    assert_eq!(
        (&told["verdict"], &told["code"]),
        (&json!(false), &json!("UnAuthorized"))
    );
    assert_eq!(told.get("change"), None);
    assert_eq!(*engine.desk(), before);
}
