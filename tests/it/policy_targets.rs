//! Whom a policy lists, and when a list means nothing.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

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
