//! Approvers take an approval of theirs back, and the access goes with it.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const FIRST: &str = "first@sandbox.onmicrosoft.com";
const SECOND: &str = "second@sandbox.onmicrosoft.com";
const LATE: &str = "late@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";

fn create(name: &str, display_name: &str) -> Value {
    json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": display_name}})
}

fn stage(approvers: &[&str]) -> Value {
    let approvers: Vec<Value> = approvers
        .iter()
        .map(|name| json!({"@odata.type": "#microsoft.graph.singleUser", "userId": name}))
        .collect();
    json!({"isApproverJustificationRequired": false, "primaryApprovers": approvers})
}

/// Runs lines once Ana has asked for a package on which First or Late decide, then Second.
#[track_caller]
fn story(lines: &[Value]) -> Vec<Value> {
    let mut asked =
        json!({"as": ANA, "do": "submitRequest", "with": {"accessPackage": "Sales/Tools"}});
    asked["let"] = json!("asked");
    let mut all = vec![
        create(FIRST, "First"),
        create(SECOND, "Second"),
        create(LATE, "Late"),
        create(ANA, "Ana"),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        json!({"do": "createAccessPackage", "with": {
            "catalog": "Sales", "displayName": "Tools", "description": "For sales",
            "resourceRoles": [{"resource": "Files", "role": "Member"}],
            "policies": [{"displayName": "Staff", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
                    "isRequestorJustificationRequired": false,
                    "stages": [stage(&[FIRST, LATE]), stage(&[SECOND])]}}]}}),
        asked,
    ];
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(before)
}

fn approves(who: &str) -> Value {
    json!({"as": who, "do": "approveRequest", "with": {"request": "$asked"}})
}

fn revokes(who: &str) -> Value {
    json!({"as": who, "do": "revokeApproval", "with":
        {"request": "$asked", "justification": "Left the project"}})
}

fn expecting(mut line: Value, code: &str) -> Value {
    line["expect"] = json!(code);
    line
}

#[test]
fn whoever_approved_takes_the_access_away_again() {
    for who in [FIRST, SECOND] {
        let answers = story(&[
            approves(FIRST),
            approves(SECOND),
            json!({"list": "groupMembers", "where": {"group": "Files", "role": "Member"}}),
            revokes(who),
            json!({"list": "groupMembers", "where": {"group": "Files", "role": "Member"}}),
            json!({"list": "assignments", "where": {"target": ANA}}),
            json!({"list": "requests", "where": {"requestType": "adminRemove"}}),
            json!({"as": ANA, "list": "mails", "where": {"number": 20}}),
        ]);
        assert_eq!(answers[2]["total"], json!(1));
        assert_eq!(answers[4]["total"], json!(0));
        assert_eq!(answers[5]["rows"][0]["state"], json!("expired"));
        let removal = &answers[6]["rows"][0];
        assert_eq!(removal["state"], json!("delivered"));
        assert_eq!(removal["justification"], json!("Left the project"));
        assert_eq!(removal["requestor"]["userPrincipalName"], json!(who));
        assert_eq!(removal["revokes"]["id"], answers[3]["ids"]["request"]);
        assert_eq!(answers[7]["total"], json!(1));
    }
}

#[test]
fn only_whoever_approved_revokes_and_only_while_there_is_access() {
    story(&[
        expecting(revokes(FIRST), "NotAnApprover"),
        approves(FIRST),
        expecting(revokes(FIRST), "AssignmentNotActive"),
        approves(SECOND),
        expecting(revokes(LATE), "NotAnApprover"),
        expecting(revokes(ANA), "NotAnApprover"),
        expecting(revokes(ADMINISTRATOR), "NotAnApprover"),
        revokes(FIRST),
        expecting(revokes(SECOND), "AssignmentNotActive"),
    ]);
}

#[test]
fn an_approval_of_more_time_takes_access_away_only_once_there_is_more_time() {
    let policy = json!({"policy": "Sales/Tools/Staff",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "isApprovalRequiredForUpdate": true, "isRequestorJustificationRequired": false,
            "stages": [stage(&[FIRST, LATE]), stage(&[SECOND])]}});
    let wish = json!({"as": ANA, "do": "requestExtension", "let": "wish",
        "with": {"assignment": "Sales/Tools/ana@sandbox.onmicrosoft.com"}});
    let about = |mut line: Value| {
        line["with"]["request"] = json!("$wish");
        line
    };
    let mut lines = vec![
        approves(FIRST),
        approves(SECOND),
        json!({"do": "updatePolicy", "with": policy}),
        json!({"desk": "advanceClock", "with": {"by": "P10D"}}),
        wish,
        about(approves(LATE)),
        expecting(about(revokes(LATE)), "AssignmentNotActive"),
        about(approves(SECOND)),
        about(revokes(LATE)),
    ];
    story(&lines);
    let denied = json!({"as": SECOND, "do": "denyRequest", "with": {"request": "$wish"}});
    lines.truncate(6);
    lines.extend([
        denied,
        expecting(about(revokes(LATE)), "AssignmentNotActive"),
    ]);
    story(&lines);
}
