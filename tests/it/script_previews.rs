//! A preview says whom an edit would touch, and keeping the edit touches exactly them.

use std::collections::BTreeSet;

use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const EVERYBODY: [&str; 3] = [ADMINISTRATOR, APPROVER, REQUESTOR];

fn line(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

fn run(engine: &mut Engine<MemoryFs>, line: &Value) -> Value {
    let (ending, mut answers) = run_lines(engine, &line.to_string());
    assert_eq!(ending, Ending::Met, "{line}: {answers:?}");
    answers.remove(0)
}

/// A tenant with package `Sales/Desk`, held by the requestor, decided by nobody.
fn sales() -> Engine<MemoryFs> {
    let mut engine = engine(Sample::Prepared);
    let policy = json!({
        "displayName": "Staff", "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Internal requestor"}],
    });
    for command in [
        line("createGroup", &json!({"displayName": "Second"})),
        line(
            "createCatalog",
            &json!({"displayName": "Sales", "description": "d"}),
        ),
        line(
            "addCatalogResource",
            &json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": "Entitlement test group"}),
        ),
        line(
            "addCatalogResource",
            &json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": "Second"}),
        ),
        line(
            "createAccessPackage",
            &json!({
                "catalog": "Sales", "displayName": "Desk", "description": "d", "policies": [policy],
                "resourceRoles": [{"resource": "Entitlement test group", "role": "Member"}],
            }),
        ),
        json!({"as": REQUESTOR, "do": "submitRequest", "with": {"accessPackage": "Sales/Desk"}}),
    ] {
        run(&mut engine, &command);
    }
    engine
}

/// Who finds the package now.
fn finds(engine: &mut Engine<MemoryFs>) -> BTreeSet<String> {
    let sees = |engine: &mut Engine<MemoryFs>, person: &str| {
        let with = json!({"person": person, "accessPackage": "Sales/Desk"});
        let line = json!({"as": ADMINISTRATOR, "why": "canSee", "with": with});
        let (_, answers) = run_lines(engine, &line.to_string());
        answers[0]["verdict"] == true
    };
    EVERYBODY
        .into_iter()
        .filter(|person| sees(engine, person))
        .map(ToOwned::to_owned)
        .collect()
}

/// Who is in which of the two groups now.
fn holds(engine: &mut Engine<MemoryFs>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for group in ["Entitlement test group", "Second"] {
        let members = json!({"as": ADMINISTRATOR, "list": "groupMembers", "where": {"group": group, "role": "Member"}});
        for row in run(engine, &members)["rows"].as_array().unwrap() {
            let name = row["principal"]["userPrincipalName"].as_str().unwrap();
            found.insert((group.to_owned(), name.to_owned()));
        }
    }
    found
}

fn people(affected: &Value, what: &str) -> BTreeSet<String> {
    affected[what]
        .as_array()
        .unwrap_or_else(|| panic!("{what}: {affected}"))
        .iter()
        .map(|person| person["userPrincipalName"].as_str().unwrap().to_owned())
        .collect()
}

/// Previews an edit, keeps it, and compares what was said with what came.
#[track_caller]
fn honest(engine: &mut Engine<MemoryFs>, command: &str, with: &Value) -> Value {
    let mut preview = line(command, with);
    preview["preview"] = json!(true);
    let told = run(engine, &preview)["affected"].clone();
    let (saw, held) = (finds(engine), holds(engine));
    run(engine, &line(command, with));
    let (sees, holds) = (finds(engine), holds(engine));
    let names = |pairs: BTreeSet<&(String, String)>| -> BTreeSet<String> {
        pairs.into_iter().map(|(_, name)| name.clone()).collect()
    };
    assert_eq!(people(&told, "gainSight"), &sees - &saw, "{command}");
    assert_eq!(people(&told, "loseSight"), &saw - &sees, "{command}");
    assert_eq!(
        people(&told, "gainAccess"),
        names(holds.difference(&held).collect())
    );
    assert_eq!(
        people(&told, "loseAccess"),
        names(held.difference(&holds).collect())
    );
    told
}

#[test]
fn edits_of_policies_say_who_finds_the_package_and_who_no_longer_does() {
    let mut engine = sales();
    let policy = "Sales/Desk/Staff";
    let told = honest(
        &mut engine,
        "updatePolicy",
        &json!({"policy": policy, "allowedTargetScope": "allMemberUsers", "specificAllowedTargets": []}),
    );
    assert_eq!(
        people(&told, "gainSight"),
        [ADMINISTRATOR, APPROVER].map(ToOwned::to_owned).into()
    );
    let told = honest(
        &mut engine,
        "updatePolicy",
        &json!({"policy": policy, "isEnabled": false}),
    );
    assert_eq!(people(&told, "loseSight").len(), 3);
    assert_eq!(people(&told, "loseAccess").len(), 0);
}

#[test]
fn hiding_listing_making_and_deleting_say_who_is_touched() {
    let mut engine = sales();
    honest(
        &mut engine,
        "updateAccessPackage",
        &json!({"accessPackage": "Sales/Desk", "isHidden": true}),
    );
    let told = honest(
        &mut engine,
        "updateAccessPackage",
        &json!({"accessPackage": "Sales/Desk", "isHidden": false}),
    );
    assert_eq!(people(&told, "gainSight").len(), 1);
    let told = honest(
        &mut engine,
        "createPolicy",
        &json!({"accessPackage": "Sales/Desk", "displayName": "All", "allowedTargetScope": "allMemberUsers"}),
    );
    assert_eq!(people(&told, "gainSight").len(), 2);
    let told = honest(
        &mut engine,
        "deletePolicy",
        &json!({"policy": "Sales/Desk/All"}),
    );
    assert_eq!(people(&told, "loseSight").len(), 2);
}

#[test]
fn edits_of_roles_say_who_gains_and_who_loses_access() {
    let mut engine = sales();
    let role =
        |group: &str| json!({"accessPackage": "Sales/Desk", "resource": group, "role": "Member"});
    let told = honest(&mut engine, "addResourceRole", &role("Second"));
    assert_eq!(people(&told, "gainAccess"), [REQUESTOR.to_owned()].into());
    let told = honest(
        &mut engine,
        "removeResourceRole",
        &role("Entitlement test group"),
    );
    assert_eq!(people(&told, "loseAccess"), [REQUESTOR.to_owned()].into());
}

#[test]
fn an_edit_of_the_approvers_says_for_whom_others_decide() {
    let mut engine = sales();
    let stage = json!({"primaryApprovers": [{"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}]});
    let settings = json!({"isApprovalRequiredForAdd": true, "stages": [stage]});
    let told = honest(
        &mut engine,
        "updatePolicy",
        &json!({"policy": "Sales/Desk/Staff", "requestApprovalSettings": settings}),
    );
    assert_eq!(
        people(&told, "approverChanged"),
        [REQUESTOR.to_owned()].into()
    );
}

#[test]
fn previews_of_other_commands_touch_nobody() {
    let mut engine = sales();
    let mut preview = line("createGroup", &json!({"displayName": "x"}));
    preview["preview"] = json!(true);
    assert_eq!(run(&mut engine, &preview).get("affected"), None);
}

#[test]
fn links_of_separation_say_who_may_no_longer_ask_and_who_is_in_conflict() {
    let mut engine = sales();
    for name in ["Cash", "Books"] {
        let policy = json!({"displayName": "All", "allowedTargetScope": "allMemberUsers"});
        let package = json!({"catalog": "Sales", "displayName": name, "description": "d", "policies": [policy]});
        run(&mut engine, &line("createAccessPackage", &package));
    }
    let held =
        json!({"as": REQUESTOR, "do": "submitRequest", "with": {"accessPackage": "Sales/Books"}});
    run(&mut engine, &held);
    let requestor: BTreeSet<String> = [REQUESTOR.to_owned()].into();
    let link = |package: &str| json!({"accessPackage": package, "incompatible": "Sales/Desk"});
    let told = honest(
        &mut engine,
        "addIncompatibleAccessPackage",
        &link("Sales/Cash"),
    );
    assert_eq!(people(&told, "loseRequest"), requestor);
    assert_eq!(people(&told, "gainConflict").len(), 0);
    let told = honest(
        &mut engine,
        "addIncompatibleAccessPackage",
        &link("Sales/Books"),
    );
    assert_eq!(people(&told, "loseRequest").len(), 0);
    assert_eq!(people(&told, "gainConflict"), requestor);
    let told = honest(
        &mut engine,
        "removeIncompatibleAccessPackage",
        &link("Sales/Cash"),
    );
    assert_eq!(people(&told, "gainRequest"), requestor);
    let group = json!({"accessPackage": "Sales/Cash", "group": "Entitlement test group"});
    let told = honest(&mut engine, "addIncompatibleGroup", &group);
    assert_eq!(people(&told, "loseRequest"), requestor);
}
