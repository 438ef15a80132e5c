//! Whom a policy lists, and when a list means nothing.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines, tell};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

fn policy(scope: &str, targets: &Value) -> Value {
    json!({"displayName": "Staff", "allowedTargetScope": scope, "specificAllowedTargets": targets})
}

fn package(policy: &Value) -> Value {
    json!({"do": "createAccessPackage", "with": {
        "displayName": "Tools", "description": "For the story", "policies": [policy]}})
}

#[test]
fn list_is_dropped_when_the_scope_lists_nobody() {
    let listed = json!([{"@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR}]);
    let answers = tell(
        Sample::Empty,
        ADMINISTRATOR,
        &[
            package(&policy("specificDirectoryUsers", &listed)),
            json!({"list": "policies"}),
            json!({"do": "updatePolicy", "with": {
                "policy": "General/Tools/Staff", "allowedTargetScope": "allMemberUsers"}}),
            json!({"list": "policies"}),
            json!({"do": "updatePolicy", "expect": "NoTargetsSelected", "with": {
                "policy": "General/Tools/Staff", "allowedTargetScope": "specificDirectoryUsers"}}),
        ],
    );
    let count = |answer: &Value| {
        let row = &answer["rows"][0];
        row["specificAllowedTargets"].as_array().unwrap().len()
    };
    assert_eq!((count(&answers[1]), count(&answers[3])), (1, 0));
}

#[test]
fn nobody_asks_as_the_manager_of_somebody() {
    let manager = json!([{"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1}]);
    let mut refused = package(&policy("specificDirectoryUsers", &manager));
    refused["expect"] = json!("NoTargetsSelected");
    tell(Sample::Empty, ADMINISTRATOR, &[refused]);
}

#[test]
fn approvers_are_managers_of_the_first_or_the_second_level_and_no_other() {
    for (level, told) in [(1, true), (2, true), (0, false), (3, false)] {
        let mut policy = policy("allMemberUsers", &json!([]));
        policy["requestApprovalSettings"] = json!({
            "isApprovalRequiredForAdd": true,
            "stages": [{
                "primaryApprovers":
                    [{"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": level}],
                "fallbackPrimaryApprovers":
                    [{"@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR}],
            }],
        });
        let mut line = package(&policy);
        line["as"] = json!(ADMINISTRATOR);
        let (_, answers) = run_lines(&mut engine(Sample::Empty), &line.to_string());
        assert_eq!(answers[0]["ok"], told, "{}", answers[0]);
        if !told {
            let error = answers[0]["error"].as_str().unwrap();
            assert!(error.contains("managerLevel"), "{error}");
        }
    }
}
