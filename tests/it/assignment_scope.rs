//! Access that ends when its holder leaves the users and groups that the policy lists: the service
//! leaves it until it expires, a policy at the desk may say otherwise.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const HOLDER: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const TEAM: &str = "Internal requestor";
const PACKAGE: &str = "Sales/Desk";

fn group(name: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": name})
}

fn user(name: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": name})
}

fn leave(group: &str, member: &str) -> Value {
    json!({"do": "removeGroupMember", "with": {"group": group, "member": member}})
}

fn held() -> Value {
    json!({"list": "assignments", "where": {"accessPackage": PACKAGE, "state": "delivered"}})
}

/// Lets the holder get the package under a policy that lists `targets`, and tells what follows;
/// returns the answers to that.
#[track_caller]
fn holding(targets: &[Value], ends: bool, lines: &[Value]) -> Vec<Value> {
    let policy = json!({"displayName": "Team", "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": targets,
        "requestorSettings": {"removeAccessWhenTargetLeavesAllowedTargets": ends}});
    let mut all = vec![
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        json!({"do": "addCatalogResource", "with": {"catalog": "Sales", "originSystem": "AadGroup",
            "originId": "Entitlement test group"}}),
        json!({"do": "createGroup", "with": {"displayName": "Outer", "members": [TEAM]}}),
        json!({"do": "createAccessPackage", "with": {"catalog": "Sales", "displayName": "Desk",
            "description": "d", "policies": [policy],
            "resourceRoles": [{"resource": "Entitlement test group", "role": "Member"}]}}),
        json!({"as": HOLDER, "do": "submitRequest", "with": {"accessPackage": PACKAGE}}),
    ];
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Prepared, ADMINISTRATOR, &all).split_off(before)
}

#[test]
fn leaving_the_group_does_not_end_access_unless_the_policy_says_so() {
    let answers = holding(&[group(TEAM)], false, &[leave(TEAM, HOLDER), held()]);
    assert_eq!(answers[1]["total"], 1);
    let answers = holding(&[group(TEAM)], true, &[leave(TEAM, HOLDER), held()]);
    assert_eq!(answers[1]["total"], 0);
}

#[test]
fn the_holder_is_told_and_the_service_leaves_a_removal() {
    let answers = holding(
        &[group(TEAM)],
        true,
        &[
            leave(TEAM, HOLDER),
            json!({"list": "groupMembers", "where": {"group": "Entitlement test group"}}),
            json!({"list": "requests", "where": {"requestType": "systemRemove"}}),
            json!({"list": "mails", "where": {"to": HOLDER}}),
        ],
    );
    let members = answers[1]["rows"].as_array().unwrap();
    assert!(members.iter().all(|row| row["role"] != "Member"));
    assert_eq!(answers[2]["total"], 1);
    let mails = answers[3]["rows"].as_array().unwrap();
    let told: Vec<&str> = mails
        .iter()
        .map(|mail| mail["subject"].as_str().unwrap())
        .collect();
    let expected = ["You now have access to Desk", "Access has ended for Desk"];
    assert_eq!(told, expected);
}

#[test]
fn every_way_out_of_the_scope_counts() {
    let ways = [
        leave("Outer", TEAM),
        leave(TEAM, HOLDER),
        json!({"do": "deleteGroup", "with": {"group": "Outer"}, "acknowledge": ["GroupInUse"]}),
        json!({"do": "deleteGroup", "with": {"group": TEAM}, "acknowledge": ["GroupInUse"]}),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Team",
            "specificAllowedTargets": [user(APPROVER)]}}),
    ];
    for way in ways {
        let answers = holding(&[group("Outer")], true, &[way.clone(), held()]);
        assert_eq!(answers[1]["total"], 0, "{way}");
    }
}

#[test]
fn who_left_before_the_approval_does_not_keep_what_it_gives() {
    let stage = json!({"primaryApprovers": [user(APPROVER)],
        "isApproverJustificationRequired": false});
    let approval = json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Team",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "isRequestorJustificationRequired": false, "stages": [stage]}}});
    let request = "Sales/Desk/internal.requestor@woodgrovebank.onmicrosoft.com";
    let lines = [
        json!({"as": HOLDER, "do": "giveBackAssignment", "with": {"assignment": request}}),
        approval,
        json!({"as": HOLDER, "do": "submitRequest", "with": {"accessPackage": PACKAGE}}),
        leave(TEAM, HOLDER),
        json!({"as": APPROVER, "do": "approveRequest", "with": {"request": request}}),
        held(),
        json!({"list": "requests", "where": {"requestType": "systemRemove"}}),
    ];
    let answers = holding(&[group(TEAM)], true, &lines);
    assert_eq!(answers[5]["total"], 0);
    assert_eq!(answers[6]["total"], 1, "it was given and taken away again");
}

#[test]
fn who_is_listed_otherwise_keeps_access() {
    let targets = [group(TEAM), user(HOLDER)];
    let answers = holding(&targets, true, &[leave(TEAM, HOLDER), held()]);
    assert_eq!(answers[1]["total"], 1);
    let both = [group(TEAM), group("Outer")];
    let answers = holding(&both, true, &[leave("Outer", TEAM), held()]);
    assert_eq!(answers[1]["total"], 1);
}

#[test]
fn saying_so_later_ends_the_access_of_those_who_have_left() {
    let says = json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Team",
        "requestorSettings": {"removeAccessWhenTargetLeavesAllowedTargets": true}}});
    let left = [leave(TEAM, HOLDER), held(), says, held()];
    let answers = holding(&[group(TEAM)], false, &left);
    assert_eq!(
        (&answers[1]["total"], &answers[3]["total"]),
        (&json!(1), &json!(0))
    );
}

#[test]
fn a_preview_tells_of_the_end_and_undo_gives_access_back() {
    let mut foreseen = leave(TEAM, HOLDER);
    foreseen["preview"] = json!(true);
    let lines = [
        foreseen,
        held(),
        leave(TEAM, HOLDER),
        json!({"desk": "undo", "expect": "ok"}),
        held(),
    ];
    let answers = holding(&[group(TEAM)], true, &lines);
    let events = answers[0]["events"].as_array().unwrap();
    assert!(
        events
            .iter()
            .any(|event| event["type"] == "assignmentEnded")
    );
    assert_eq!(answers[1]["total"], 1);
    assert_eq!(answers[4]["total"], 1);
}

#[test]
fn the_switch_counts_for_listed_users_and_groups_only() {
    let everybody = json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Team",
        "allowedTargetScope": "allMemberUsers"}});
    let shown = json!({"list": "policies"});
    let answers = holding(&[group(TEAM)], true, &[shown.clone(), everybody, shown]);
    let switch = "removeAccessWhenTargetLeavesAllowedTargets";
    let switches = |answer: &Value| answer["rows"][0]["requestorSettings"][switch].clone();
    assert_eq!(switches(&answers[0]), true);
    assert_eq!(switches(&answers[2]), Value::Null);
}
