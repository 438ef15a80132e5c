//! Whoever was asked to decide and may not any more is told so.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

#[test]
fn an_approver_who_left_the_group_is_told_that_they_are_none_any_more() {
    let user = |name: &str| {
        json!({"do": "createUser", "with": {
            "userPrincipalName": format!("{name}@sandbox.onmicrosoft.com"), "displayName": name}})
    };
    let by = |who: &str, mut line: Value| {
        line["as"] = json!(format!("{who}@sandbox.onmicrosoft.com"));
        line
    };
    let request = "General/P/ann@sandbox.onmicrosoft.com";
    let decide = |who: &str, expect: &str| {
        by(
            who,
            json!({"do": "denyRequest", "expect": expect, "with":
            {"request": request, "justification": "No"}}),
        )
    };
    let membership = json!({"group": "Deciders", "member": "boss@sandbox.onmicrosoft.com"});
    let deciders = json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Deciders"});
    let lines = [
        user("ann"),
        user("boss"),
        user("cleo"),
        json!({"do": "createGroup", "with": {"displayName": "Deciders",
            "members": ["boss@sandbox.onmicrosoft.com"]}}),
        json!({"do": "createAccessPackage", "with": {"displayName": "P", "description": "d",
            "policies": [{"displayName": "all", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
                    "isRequestorJustificationRequired": false,
                    "stages": [{"primaryApprovers": [deciders]}]}}]}}),
        by(
            "ann",
            json!({"do": "submitRequest", "with": {"accessPackage": "General/P"}}),
        ),
        json!({"do": "removeGroupMember", "with": membership}),
        by("boss", json!({"list": "approvals"})),
        decide("boss", "NotAnApprover"),
        decide("cleo", "NotFound"),
        json!({"do": "addGroupMember", "with": membership}),
        decide("boss", "ok"),
    ];
    let answers = tell(
        Sample::Empty,
        "administrator@sandbox.onmicrosoft.com",
        &lines,
    );
    assert_eq!(answers[7]["total"], 0, "it waits for nobody by now");
    let message = answers[8]["message"].as_str().unwrap();
    assert!(message.contains("\"P\""), "{message}");
}
