//! What an automatic policy may say, who may make one, and what is told of it before and after.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const SALES: &str = "user.department -eq \"Sales\"";

#[track_caller]
fn administering(lines: &[Value]) -> Vec<Value> {
    let mut all = vec![
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        json!({"do": "addCatalogResource", "with": {"catalog": "Sales", "originSystem": "AadGroup",
            "originId": "Entitlement test group"}}),
        json!({"do": "createAccessPackage", "with": {"catalog": "Sales", "displayName": "Desk",
            "description": "d", "resourceRoles": [{"resource": "Entitlement test group", "role": "Member"}]}, "let": "desk"}),
        json!({"do": "updateUser", "with": {"user": REQUESTOR, "department": "Sales"}}),
    ];
    let prepared = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Prepared, ADMINISTRATOR, &all).split_off(prepared)
}

fn rule(text: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.attributeRuleMembers", "membershipRule": text})
}

fn automatic() -> Value {
    json!({"accessPackage": "Sales/Desk", "displayName": "Sellers",
        "allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": [rule(SALES)],
        "automaticRequestSettings": {}})
}

fn policy(change: &Value, expect: &str) -> Value {
    let mut with = automatic();
    let change = change.as_object().unwrap().clone();
    with.as_object_mut().unwrap().extend(change);
    json!({"do": "createPolicy", "with": with, "expect": expect})
}

fn approval() -> Value {
    json!({"isApprovalRequiredForAdd": true, "stages": [{"primaryApprovers":
        [{"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}]}]})
}

#[test]
fn what_only_counts_where_people_ask_does_not_go_with_a_rule() {
    let invalid = "AutoPolicyInvalid";
    administering(&[
        policy(&json!({"requestApprovalSettings": approval()}), invalid),
        policy(
            &json!({"expiration": {"type": "afterDuration", "duration": "P30D"}}),
            invalid,
        ),
        policy(
            &json!({"requestorSettings": {"enableOnBehalfRequestorsToAddAccess": true}}),
            invalid,
        ),
        policy(
            &json!({"reviewSettings": {"isEnabled": true, "schedule": {}}}),
            invalid,
        ),
        policy(
            &json!({"questions": [{"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
            "text": "Why?"}]}),
            invalid,
        ),
        policy(&json!({"automaticRequestSettings": null}), invalid),
        policy(&json!({"allowedTargetScope": "allMemberUsers"}), invalid),
        policy(
            &json!({"specificAllowedTargets": [rule(SALES), rule(SALES)]}),
            invalid,
        ),
        policy(
            &json!({"specificAllowedTargets": [rule(SALES),
            {"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}]}),
            invalid,
        ),
        policy(
            &json!({"specificAllowedTargets": [rule("user.departement -eq \"Sales\"")]}),
            "RuleInvalid",
        ),
        policy(
            &json!({"specificAllowedTargets": [rule(&format!("{SALES}{}", " ".repeat(3_072) + "x"))]}),
            "RuleTooLong",
        ),
        policy(&json!({"expiration": {"type": "notSpecified"}}), "ok"),
    ]);
}

#[test]
fn a_package_has_one_automatic_policy() {
    administering(&[
        policy(&json!({}), "ok"),
        policy(&json!({"displayName": "More sellers"}), "AutoPolicyExists"),
        json!({"do": "createPolicy", "with": {"accessPackage": "Sales/Desk", "displayName": "Staff",
            "allowedTargetScope": "allMemberUsers"}}),
        json!({"do": "updatePolicy", "expect": "AutoPolicyExists", "with": {"policy": "Sales/Desk/Staff",
            "allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": [rule(SALES)],
            "expiration": {"type": "noExpiration"}, "automaticRequestSettings": {}}}),
    ]);
}

#[test]
fn an_automatic_policy_can_become_one_for_people_who_ask_and_back() {
    let answers = administering(&[
        policy(&json!({}), "ok"),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers",
            "allowedTargetScope": "allMemberUsers", "automaticRequestSettings": null}}),
        json!({"do": "updateUser", "with": {"user": REQUESTOR, "department": "Research"}}),
        json!({"list": "assignments", "where": {"accessPackage": "Sales/Desk", "state": "delivered"}}),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers",
            "allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": [rule(SALES)],
            "automaticRequestSettings": {}}}),
        json!({"list": "assignments", "where": {"accessPackage": "Sales/Desk", "state": "delivered"}}),
    ]);
    assert_eq!(answers[3]["total"], 1, "nothing is taken while people ask");
    assert_eq!(answers[5]["total"], 0);
}

#[test]
fn whoever_administers_no_governance_leaves_automatic_policies_alone() {
    let refused = "AutoAssignmentPolicyRequirementNotMet";
    let mut made = policy(&json!({}), refused);
    made["as"] = json!(APPROVER);
    let touch = |command: &str, with: Value| json!({"as": APPROVER, "do": command, "with": with, "expect": refused});
    let answers = administering(&[
        json!({"do": "assignRole", "with": {"principal": APPROVER, "role": "catalogOwner", "catalog": "Sales"}}),
        made,
        policy(&json!({}), "ok"),
        touch(
            "updatePolicy",
            json!({"policy": "Sales/Desk/Sellers", "description": "mine"}),
        ),
        touch("deletePolicy", json!({"policy": "Sales/Desk/Sellers"})),
        json!({"as": APPROVER, "do": "createPolicy", "with": {"accessPackage": "Sales/Desk",
            "displayName": "Staff", "allowedTargetScope": "allMemberUsers"}}),
    ]);
    let walk = answers[3]["walk"].as_array().unwrap();
    let last = walk.last().unwrap();
    assert_eq!(
        (last["check"].as_str(), last["passed"].as_bool()),
        (Some("automaticAllowed"), Some(false))
    );
}

#[test]
fn nobody_sees_or_requests_a_package_through_a_rule() {
    let asked = json!({"as": REQUESTOR, "do": "submitRequest", "with": {"accessPackage": "$desk",
        "justification": "please"}, "expect": "NotInScope"});
    let answers = administering(&[
        policy(
            &json!({"automaticRequestSettings": {"requestAccessForAllowedTargets": false}}),
            "ok",
        ),
        json!({"do": "updateSettings", "with": {"showSpecificScopeToAllMembers": true}}),
        asked,
        json!({"as": REQUESTOR, "list": "available"}),
        json!({"why": "canRequest", "with": {"person": REQUESTOR, "accessPackage": "Sales/Desk"}}),
        json!({"do": "assignDirectly", "with": {"accessPackage": "Sales/Desk",
            "policy": "Sales/Desk/Sellers", "targets": [APPROVER]}, "expect": "TargetNotInPolicyScope"}),
        json!({"do": "assignDirectly", "with": {"accessPackage": "Sales/Desk",
            "policy": "Sales/Desk/Sellers", "targets": [REQUESTOR]}}),
        json!({"do": "updateUser", "with": {"user": REQUESTOR, "department": null}}),
        json!({"list": "assignments", "where": {"accessPackage": "Sales/Desk", "state": "delivered"}}),
    ]);
    assert_eq!(answers[3]["total"], 0);
    assert_eq!(answers[4]["verdict"], false);
    assert_eq!(answers[4]["policies"][0]["matches"], false);
    assert_eq!(
        answers[8]["total"], 0,
        "the rule takes what it did not give itself"
    );
}

#[test]
fn a_preview_says_who_would_get_and_lose_the_package() {
    let gain = |answer: &Value| people(&answer["affected"]["gainAccess"]);
    let lose = |answer: &Value| people(&answer["affected"]["loseAccess"]);
    let mut before = policy(&json!({}), "ok");
    before["preview"] = json!(true);
    let answers = administering(&[
        before,
        policy(&json!({}), "ok"),
        json!({"do": "updatePolicy", "preview": true, "with": {"policy": "Sales/Desk/Sellers",
            "specificAllowedTargets": [rule("user.displayName -eq \"Approver\"")]}}),
        json!({"do": "updatePolicy", "preview": true, "with": {"policy": "Sales/Desk/Sellers",
            "specificAllowedTargets": [rule("user.displayName -eq \"Approver\"")],
            "automaticRequestSettings": {"gracePeriodBeforeAccessRemoval": "P7D"}}}),
    ]);
    assert_eq!(gain(&answers[0]), ["Internal requestor"]);
    assert_eq!(gain(&answers[2]), ["Approver"]);
    assert_eq!(lose(&answers[2]), ["Internal requestor"]);
    assert_eq!(lose(&answers[3]), Vec::<String>::new());
}

#[test]
fn the_walk_names_the_clause_that_keeps_somebody_out_and_the_edit_that_lets_them_in() {
    let why = json!({"why": "membership", "with": {"person": APPROVER, "group": "Entitlement test group"}});
    let answers = administering(&[policy(&json!({}), "ok"), why]);
    let answer = &answers[1];
    assert_eq!(answer["verdict"], false);
    let clauses = &answer["automaticPolicies"][0]["clauses"];
    assert_eq!(clauses[0]["clause"], SALES);
    assert_eq!(clauses[0]["found"], Value::Null);
    assert_eq!(clauses[0]["holds"], false);
    let line = &answer["change"]["line"];
    assert_eq!(line["do"], "updateUser");
    assert_eq!(line["with"]["department"], "Sales");
}

#[test]
fn a_rule_that_admits_everybody_assigns_to_everybody() {
    let answers = administering(&[
        policy(
            &json!({"specificAllowedTargets": [rule("user.displayName -ne null")]}),
            "ok",
        ),
        json!({"list": "assignments", "where": {"accessPackage": "Sales/Desk"}}),
    ]);
    assert_eq!(answers[1]["total"], 3);
}

fn people(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|person| person["displayName"].as_str().unwrap().to_owned())
        .collect()
}
