//! Lines that assign, extend, repair and keep apart, and the questions about them.

use serde_json::{Value, json};

use crate::support::script::after_the_preparations;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";

fn assign() -> Value {
    json!({"as": ADMINISTRATOR, "do": "assignDirectly", "let": "direct", "expect": "ok", "with": {
        "accessPackage": PACKAGE, "policy": format!("{PACKAGE}/Internal requestors"),
        "targets": [REQUESTOR], "justification": "First day"}})
}

#[test]
fn a_direct_assignment_binds_its_request_and_assignment_and_is_extended_later() {
    let answers = after_the_preparations(&[
        assign(),
        json!({"desk": "advanceClock", "with": {"by": "P20D"}}),
        json!({"as": REQUESTOR, "do": "requestExtension", "expect": "ok",
            "with": {"assignment": "$direct.assignments.0"}}),
        json!({"as": ADMINISTRATOR, "do": "extendAssignment", "expect": "NothingToExtend", "with": {
            "assignment": "$direct.assignments.0",
            "schedule": {"expiration": {"type": "afterDateTime", "endDateTime": "tomorrow"}}}}),
        json!({"as": ADMINISTRATOR, "list": "assignments"}),
        json!({"as": ADMINISTRATOR, "list": "requests", "sort": "createdDateTime"}),
    ]);
    let assignment = &answers[4]["rows"][0];
    assert_eq!(assignment["id"], answers[0]["ids"]["assignments"][0]);
    assert_eq!(assignment["endDateTime"], "2026-04-20T09:00:00Z");
    let kinds: Vec<&Value> = answers[5]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["requestType"])
        .collect();
    assert_eq!(kinds, ["adminAdd", "userExtend"]);
}

#[test]
fn the_name_of_a_request_means_the_one_that_gave_access_where_its_end_came_in_the_same_second() {
    let round = [
        assign(),
        json!({"as": ADMINISTRATOR, "do": "removeAssignment", "expect": "ok",
            "with": {"assignment": format!("{PACKAGE}/{REQUESTOR}")}}),
        json!({"as": ADMINISTRATOR, "show": "request", "of": format!("{PACKAGE}/{REQUESTOR}")}),
    ];
    let answers = after_the_preparations(&vec![round; 6].concat());
    for answer in answers.iter().skip(2).step_by(3) {
        assert_eq!(answer["row"]["requestType"], "adminAdd", "{answer}");
    }
}

#[test]
fn what_time_will_do_is_listed_with_its_kind() {
    let answers =
        after_the_preparations(&[assign(), json!({"as": ADMINISTRATOR, "list": "upcoming"})]);
    let rows = answers[1]["rows"].as_array().unwrap();
    let kinds: Vec<&Value> = rows.iter().map(|row| &row["kind"]).collect();
    let expected = [
        "fourteenDayNotice",
        "oneDayNotice",
        "expiry",
        "requestPurge",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn an_approver_reads_what_excludes_the_package_and_a_failed_delivery_says_so() {
    let answers = after_the_preparations(&[
        json!({"as": REQUESTOR, "do": "submitRequest", "let": "asked", "expect": "ok", "with": {
            "accessPackage": PACKAGE, "justification": "Onboarding"}}),
        json!({"as": ADMINISTRATOR, "do": "addIncompatibleGroup", "expect": "ok", "with": {
            "accessPackage": PACKAGE, "group": "Internal requestor"}}),
        json!({"as": APPROVER, "list": "approvals"}),
        json!({"as": APPROVER, "do": "approveRequest", "expect": "ok", "with": {
            "request": "$asked", "justification": "Fine"}}),
        json!({"as": ADMINISTRATOR, "list": "requests"}),
        json!({"as": ADMINISTRATOR, "show": "accessPackage", "of": PACKAGE}),
        json!({"as": ADMINISTRATOR, "why": "canRequest", "with": {
            "person": REQUESTOR, "accessPackage": PACKAGE}}),
    ]);
    let conflict = &answers[2]["rows"][0]["conflict"];
    assert_eq!(conflict["displayName"], "Internal requestor");
    let failed = &answers[4]["rows"][0];
    assert_eq!(failed["status"], "FulfillmentFailed");
    let error = &failed["deliveryErrors"][0];
    assert_eq!(error["role"], "Member");
    assert_eq!(error["status"], "Failed");
    let groups = &answers[5]["row"]["incompatibleGroups"];
    assert_eq!(groups[0]["displayName"], "Internal requestor");
    assert_eq!(answers[6]["code"], "IncompatibleAccess");
    let decided = answers[6]["walk"].as_array().unwrap().last().unwrap();
    assert_eq!(decided["check"], "nothingIncompatible");
}

#[test]
fn a_manager_lists_what_can_be_requested_for_a_report() {
    let answers = after_the_preparations(&[
        json!({"as": ADMINISTRATOR, "do": "updateUser", "expect": "ok", "with": {
            "user": REQUESTOR, "manager": APPROVER}}),
        json!({"as": APPROVER, "list": "available", "where": {"target": REQUESTOR}}),
        json!({"as": ADMINISTRATOR, "do": "updatePolicy", "expect": "ok", "with": {
            "policy": format!("{PACKAGE}/Internal requestors"),
            "requestorSettings": {"enableOnBehalfRequestorsToAddAccess": true,
                "onBehalfRequestors": [
                    {"@odata.type": "#microsoft.graph.targetManager", "managerLevel": 1}]}}}),
        json!({"as": APPROVER, "list": "available", "where": {"target": REQUESTOR}}),
        json!({"as": APPROVER, "do": "submitRequest", "expect": "ok", "with": {
            "accessPackage": PACKAGE, "target": REQUESTOR, "justification": "New here"}}),
    ]);
    assert_eq!(answers[1]["total"], 0);
    assert_eq!(answers[3]["total"], 1);
}

#[test]
fn the_audit_log_goes_back_30_days() {
    let answers = after_the_preparations(&[
        json!({"as": ADMINISTRATOR, "list": "audit", "limit": 1}),
        json!({"desk": "advanceClock", "with": {"by": "P31D"}}),
        json!({"as": ADMINISTRATOR, "list": "audit", "limit": 1}),
    ]);
    assert_ne!(answers[0]["total"], 0);
    assert_eq!(answers[2]["total"], 0);
}

#[test]
fn what_a_move_of_the_clock_did_that_was_taken_back_is_kept_no_longer_than_what_came_before_and_after()
 {
    let mut lines = vec![
        assign(),
        json!({"desk": "advanceClock", "with": {"by": "P300D"}}),
        json!({"desk": "undo"}),
    ];
    let groups = (0..260).map(|number| {
        json!({"as": ADMINISTRATOR, "do": "createGroup", "with": {"displayName": format!("Group {number}")}})
    });
    lines.extend(groups);
    lines.push(json!({"desk": "advanceClock", "with": {"by": "P31D"}}));
    let before = lines.len();
    lines.push(json!({"as": ADMINISTRATOR, "list": "audit"}));
    lines.push(json!({"as": ADMINISTRATOR, "list": "audit", "sort": "-revision", "limit": 1000}));
    let answers = after_the_preparations(&lines);
    let entries = |answer: &Value| -> Vec<String> {
        let rows = answer["rows"].as_array().unwrap().iter();
        let mut ids: Vec<String> = rows.map(|row| row["id"].to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(entries(&answers[before]), entries(&answers[before + 1]));
    assert!(entries(&answers[before]).len() < 10);
}

#[test]
fn the_name_of_access_means_what_is_held_though_other_access_ended_in_the_same_second() {
    let mut lines = Vec::new();
    for _ in 0..6 {
        lines.push(assign());
        let with = json!({"assignment": format!("{PACKAGE}/{REQUESTOR}")});
        lines.push(json!({"as": ADMINISTRATOR, "show": "assignment", "of": with["assignment"]}));
        lines.push(
            json!({"as": ADMINISTRATOR, "do": "removeAssignment", "expect": "ok", "with": with}),
        );
    }
    let answers = after_the_preparations(&lines);
    for shown in answers.iter().skip(1).step_by(3) {
        assert_eq!(shown["row"]["state"], "delivered", "{shown}");
    }
}

#[test]
fn the_name_of_a_request_means_the_open_one_though_another_ended_in_the_same_second() {
    let name = format!("{PACKAGE}/{REQUESTOR}");
    let mut lines = Vec::new();
    for _ in 0..6 {
        lines.push(
            json!({"as": REQUESTOR, "do": "submitRequest", "expect": "ok", "with": {
            "accessPackage": PACKAGE, "justification": "Onboarding"}}),
        );
        lines.push(json!({"as": REQUESTOR, "do": "cancelRequest", "expect": "ok", "with": {"request": name}}));
    }
    after_the_preparations(&lines);
}
