//! Groups that a rule fills: who joins and who leaves, and when.

use std::collections::BTreeSet;

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

#[track_caller]
fn administering(lines: &[Value]) -> Vec<Value> {
    tell(Sample::Prepared, ADMINISTRATOR, lines)
}

fn user(name: &str, with: &Value) -> Value {
    let mut fields = json!({"userPrincipalName": format!("{name}@woodgrovebank.onmicrosoft.com"), "displayName": name});
    let given = with.as_object().unwrap().clone();
    fields.as_object_mut().unwrap().extend(given);
    json!({"do": "createUser", "with": fields, "let": name, "expect": "ok"})
}

fn group(rule: &str) -> Value {
    json!({"do": "createGroup", "with": {"displayName": "Ruled", "groupTypes": ["DynamicMembership"],
        "membershipRule": rule}, "expect": "ok"})
}

fn members() -> Value {
    json!({"list": "groupMembers", "where": {"group": "Ruled"}})
}

fn names(answer: &Value) -> BTreeSet<&str> {
    let rows = answer["rows"].as_array();
    let rows = rows.unwrap_or_else(|| panic!("no rows: {answer}")).iter();
    let rows = rows.filter(|row| row["role"] == "Member");
    rows.map(|row| row["principal"]["displayName"].as_str().unwrap())
        .collect()
}

#[test]
fn a_rule_fills_its_group_at_once_and_follows_what_it_reads() {
    let sales = json!({"department": "Sales"});
    let answers = administering(&[
        user("ana", &sales),
        user("ben", &json!({"department": "Research"})),
        group("user.department -eq \"Sales\""),
        members(),
        user("cleo", &sales),
        json!({"do": "updateUser", "with": {"user": "$ben", "department": "SALES"}}),
        json!({"do": "updateUser", "with": {"user": "$ana", "department": null}}),
        members(),
        json!({"do": "deleteUser", "with": {"user": "$ben"}, "expect": "ok"}),
        members(),
        json!({"do": "restoreUser", "with": {"user": "$ben"}, "expect": "ok"}),
        members(),
        json!({"desk": "undo"}),
        members(),
    ]);
    assert_eq!(names(&answers[3]), BTreeSet::from(["ana"]));
    assert_eq!(names(&answers[7]), BTreeSet::from(["ben", "cleo"]));
    assert_eq!(names(&answers[9]), BTreeSet::from(["cleo"]));
    assert_eq!(names(&answers[11]), BTreeSet::from(["ben", "cleo"]));
    assert_eq!(names(&answers[13]), BTreeSet::from(["cleo"]));
}

#[test]
fn another_rule_replaces_the_members_and_no_rule_leaves_them_to_people() {
    let answers = administering(&[
        user("ana", &json!({"city": "Oslo"})),
        user("ben", &json!({"city": "Bergen"})),
        group("user.city -eq \"Oslo\""),
        json!({"do": "updateGroup", "with": {"group": "Ruled", "membershipRule": "user.city -ne \"Oslo\" -and user.city -ne null"}}),
        members(),
        json!({"do": "updateGroup", "with": {"group": "Ruled", "groupTypes": []}, "expect": "ok"}),
        json!({"do": "updateUser", "with": {"user": "$ben", "city": "Oslo"}}),
        json!({"do": "addGroupMember", "with": {"group": "Ruled", "member": "$ana"}, "expect": "ok"}),
        members(),
    ]);
    assert_eq!(names(&answers[4]), BTreeSet::from(["ben"]));
    assert_eq!(names(&answers[8]), BTreeSet::from(["ana", "ben"]));
}

#[test]
fn a_rule_that_cannot_be_read_is_refused_with_the_place_and_what_was_expected() {
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Ruled", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.departement -eq \"Sales\""}, "expect": "RuleInvalid"}),
        json!({"do": "createGroup", "with": {"displayName": "Ruled", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.city -eq"}, "expect": "RuleInvalid"}),
    ]);
    let message = answers[0]["message"].as_str().unwrap();
    assert!(message.contains("departement"), "{message}");
    let message = answers[1]["message"].as_str().unwrap();
    assert!(message.contains("character"), "{message}");
}

#[test]
fn time_alone_brings_somebody_into_a_group_and_out_of_it() {
    let answers = administering(&[
        user("ana", &json!({"employeeHireDate": "2026-03-20"})),
        group(
            "user.employeeHireDate -le system.now -plus P7D -and user.employeeHireDate -ge system.now -minus P7D",
        ),
        members(),
        json!({"desk": "advanceClock", "with": {"by": "P13D"}}),
        members(),
        json!({"desk": "advanceClock", "with": {"by": "P20D"}}),
        members(),
        json!({"desk": "undo"}),
        members(),
    ]);
    assert!(names(&answers[2]).is_empty());
    assert_eq!(names(&answers[4]), BTreeSet::from(["ana"]));
    assert!(names(&answers[6]).is_empty());
    assert_eq!(names(&answers[8]), BTreeSet::from(["ana"]));
}

#[test]
fn a_member_by_rule_may_request_and_one_who_left_may_not() {
    let request = |expect: &str| {
        json!({"as": "ana@woodgrovebank.onmicrosoft.com", "do": "submitRequest", "preview": true,
            "with": {"accessPackage": "General/Staff kit"}, "expect": expect})
    };
    administering(&[
        user("ana", &json!({"department": "Sales"})),
        group("user.department -eq \"Sales\""),
        json!({"do": "createAccessPackage", "with": {"displayName": "Staff kit", "description": "Kit",
            "policies": [{"displayName": "Staff", "allowedTargetScope": "specificDirectoryUsers",
                "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Ruled"}]}]},
            "expect": "ok"}),
        request("ok"),
        json!({"do": "updateUser", "with": {"user": "$ana", "department": "Research"}}),
        request("PackageNotFound"),
    ]);
}

#[test]
fn a_group_that_a_rule_fills_from_now_on_holds_no_groups_any_more() {
    let answers = administering(&[
        user("ana", &json!({"city": "Oslo"})),
        user("ben", &json!({"city": "Bergen"})),
        json!({"do": "createGroup", "with": {"displayName": "Inner", "members": ["$ben"]}}),
        json!({"do": "createGroup", "with": {"displayName": "Ruled", "members": ["Inner"]}}),
        json!({"do": "updateGroup", "with": {"group": "Ruled", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.city -eq \"Oslo\""}, "expect": "ok"}),
        members(),
        json!({"why": "membership", "with": {"person": "$ben", "group": "Ruled"}}),
    ]);
    assert_eq!(names(&answers[5]), BTreeSet::from(["ana"]));
    assert_eq!(
        answers[6]["verdict"], false,
        "ben was in by the group inside"
    );
}
