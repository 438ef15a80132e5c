//! Refusals met before the door: they are written down like those of the door itself.

use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");

fn by_administrator(command: &str, with: &Value) -> String {
    json!({"as": ADMINISTRATOR, "do": command, "with": with}).to_string()
}

fn audit() -> String {
    json!({"as": ADMINISTRATOR, "list": "audit", "where": {"result": "failure"}}).to_string()
}

#[test]
fn a_name_of_nothing_is_refused_with_its_walk_and_stands_in_the_audit_log() {
    let mut engine = engine(Sample::Prepared);
    let lines = [
        by_administrator("deleteGroup", &json!({"group": "Nobody"})),
        by_administrator("createGroup", &json!({"displayName": "a\u{202E}b"})),
        json!({"as": "ghost@woodgrovebank.onmicrosoft.com", "do": "createGroup", "with": {"displayName": "x"}}).to_string(),
        json!({"desk": "switchPersona", "with": {"persona": "ghost@woodgrovebank.onmicrosoft.com"}}).to_string(),
        audit(),
    ];
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Refused);
    let walk = answers[0]["walk"].as_array().unwrap();
    assert_eq!(walk[0]["check"], "signInEnabled");
    let decided = walk.last().unwrap();
    assert_eq!(
        (&decided["check"], &decided["passed"]),
        (&json!("nameKnown"), &json!(false))
    );
    assert_eq!(answers[1]["walk"][1]["check"], "textAccepted");
    let entries = answers[4]["rows"].as_array().unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry["command"].as_str().unwrap(),
                entry["resultReason"].as_str().unwrap(),
                entry["actor"]["displayName"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("deleteGroup", "NotFound", "Administrator"),
            ("createGroup", "TextInvalid", "Administrator"),
            ("createGroup", "NotFound", "operator"),
            ("switchPersona", "NotFound", "operator"),
        ]
    );
}

#[test]
fn previews_and_malformed_lines_leave_no_trace_in_the_audit_log() {
    let mut engine = engine(Sample::Prepared);
    let before = engine.desk().clone();
    let preview = json!({"as": ADMINISTRATOR, "do": "deleteGroup", "with": {"group": "Nobody"}, "preview": true});
    let (_, answers) = run_lines(&mut engine, &preview.to_string());
    assert_eq!(answers[0]["code"], "NotFound");
    let (ending, _) = run_lines(
        &mut engine,
        &by_administrator("deleteGroup", &json!({"grup": "x"})),
    );
    assert_eq!(ending, Ending::Malformed);
    assert_eq!(*engine.desk(), before);
}

#[test]
fn a_repeated_command_gets_its_receipt_though_its_names_lead_nowhere_by_now() {
    let mut engine = engine(Sample::Prepared);
    let line = json!({
        "as": ADMINISTRATOR, "do": "updateGroup", "id": "0f0f0f0f-0000-4000-8000-000000000002",
        "with": {"group": "Entitlement test group", "displayName": "Renamed"},
    });
    let (ending, answers) = run_lines(&mut engine, &format!("{line}\n{line}"));
    assert_eq!(ending, Ending::Met, "{answers:?}");
    assert_eq!(answers[0]["seq"], answers[1]["seq"]);
}

#[test]
fn a_repeated_move_of_the_clock_tells_again_of_the_work_that_it_set_off_and_of_no_other() {
    let mut engine = engine(Sample::Tutorial);
    let (ending, _) = run_lines(&mut engine, TUTORIAL);
    assert_eq!(ending, Ending::Met);
    let request = json!({"as": "internal.requestor@woodgrovebank.onmicrosoft.com",
        "do": "submitRequest", "with": {"justification": "Again",
        "accessPackage": "Entitlement test catalog/Entitlement test package"}});
    let by = |days: &str, id: u8| {
        json!({"desk": "advanceClock", "with": {"by": days},
            "id": format!("0f0f0f0f-0000-4000-8000-00000000000{id}")})
    };
    let (reminds, runs_out) = (by("P8D", 3), by("P8D", 4));
    let lines = [&request, &reminds, &runs_out, &reminds, &runs_out];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let (ending, mut answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met);
    for answer in &mut answers {
        answer["line"] = json!(0);
    }
    let did = |answer: &Value| answer["swept"][0]["command"].clone();
    assert_eq!(did(&answers[1]), "approvalReminder");
    assert_eq!(did(&answers[2]), "approvalTimeOut");
    assert_eq!(answers[3], answers[1]);
    assert_eq!(answers[4], answers[2]);
}

#[test]
fn a_policy_without_name_or_scope_is_malformed_where_it_is_made_and_fine_where_it_is_edited() {
    let missing = |command: &str, with: Value| {
        let mut engine = engine(Sample::Prepared);
        let (ending, answers) = run_lines(&mut engine, &by_administrator(command, &with));
        assert_eq!(ending, Ending::Malformed, "{answers:?}");
        answers[0]["error"].as_str().unwrap().to_owned()
    };
    let scope = json!({"accessPackage": "General/x", "allowedTargetScope": "allMemberUsers"});
    assert_eq!(
        missing("createPolicy", scope),
        "field \"displayName\" is missing"
    );
    let named = json!({"accessPackage": "General/x", "displayName": "p"});
    assert_eq!(
        missing("createPolicy", named),
        "field \"allowedTargetScope\" is missing"
    );
    let wizard =
        json!({"displayName": "x", "description": "d", "policies": [{"displayName": "p"}]});
    assert_eq!(
        missing("createAccessPackage", wizard),
        "field \"allowedTargetScope\" is missing"
    );
    let mut engine = engine(Sample::Prepared);
    let lines = [
        by_administrator(
            "createAccessPackage",
            &json!({"displayName": "x", "description": "d", "policies": [{"displayName": "p", "allowedTargetScope": "allMemberUsers"}]}),
        ),
        by_administrator(
            "updatePolicy",
            &json!({"policy": "General/x/p", "isEnabled": false}),
        ),
    ];
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{answers:?}");
}

/// Says what the administrator of the tutorial is told when a command is refused.
fn told(lines: &[String]) -> String {
    let mut engine = engine(Sample::Prepared);
    let (_, answers) = run_lines(&mut engine, &lines.join("\n"));
    answers.last().unwrap()["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_refusal_names_what_the_refused_command_itself_was_making() {
    let policy = |name: &str, rule: bool| {
        let automatic = json!({"@odata.type": "#microsoft.graph.attributeRuleMembers",
            "membershipRule": "user.department -eq \"Sales\""});
        let mut policy = json!({"displayName": name, "allowedTargetScope": "allMemberUsers"});
        if rule {
            policy["allowedTargetScope"] = json!("specificDirectoryUsers");
            policy["specificAllowedTargets"] = json!([automatic]);
            policy["automaticRequestSettings"] = json!({});
        }
        policy
    };
    let wizard = |policies: [Value; 2]| {
        by_administrator(
            "createAccessPackage",
            &json!({"displayName": "P", "description": "d", "policies": policies}),
        )
    };
    assert_eq!(
        told(&[wizard([policy("Twice", false), policy("twice", false)])]),
        "the package has a policy \"Twice\" already"
    );
    assert_eq!(
        told(&[wizard([policy("One", true), policy("Two", true)])]),
        "policy \"One\" assigns the package automatically already, and a package has one such policy"
    );
    assert_eq!(
        told(&[by_administrator(
            "createGroup",
            &json!({"displayName": "By rule", "groupTypes": ["DynamicMembership"],
                "membershipRule": "user.department -eq \"Sales\"",
                "members": ["internal.requestor@woodgrovebank.onmicrosoft.com"]}),
        )]),
        "the membership rule of \"By rule\" decides who is in it"
    );
    let twice = "internal.requestor@woodgrovebank.onmicrosoft.com";
    let held = told(&[
        wizard([policy("One", false), policy("Other", false)]),
        by_administrator(
            "assignDirectly",
            &json!({"accessPackage": "General/P", "policy": "One", "targets": [twice, twice]}),
        ),
    ]);
    assert!(
        held.starts_with("Internal requestor already holds \"P\" until "),
        "{held}"
    );
}

#[test]
fn a_refusal_says_once_what_kind_of_thing_is_not_there() {
    let nowhere = "00000000-0000-4000-8000-000000000001";
    assert_eq!(
        told(&[by_administrator(
            "deleteAccessPackage",
            &json!({"accessPackage": nowhere}),
        )]),
        "there is no access package 00000000"
    );
    assert_eq!(
        told(&[by_administrator(
            "submitRequest",
            &json!({"accessPackage": nowhere}),
        )]),
        "there is no such package to ask for"
    );
}

#[test]
fn a_warning_names_the_application_that_the_command_deleted() {
    let mut engine = engine(Sample::Empty);
    let lines = [
        by_administrator("createApplication", &json!({"displayName": "Ledger"})),
        by_administrator(
            "createCatalog",
            &json!({"displayName": "C", "description": "d"}),
        ),
        by_administrator(
            "addCatalogResource",
            &json!({"catalog": "C", "originSystem": "AadApplication", "originId": "Ledger"}),
        ),
        by_administrator("deleteApplication", &json!({"application": "Ledger"})),
    ];
    let lines = lines
        .join("\n")
        .replace(ADMINISTRATOR, "administrator@sandbox.onmicrosoft.com");
    let (_, answers) = run_lines(&mut engine, &lines);
    let warning = &answers.last().unwrap()["warnings"][0]["message"];
    assert_eq!(warning, "\"Ledger\" stops working in \"C\"", "{answers:?}");
}
