//! Custom extensions: workflows that requests wait for, what they say, and what comes of silence.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

mod several;
mod stages;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const LEAD: &str = "lead@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const REQUEST: &str = "Sales/Reports/ana@sandbox.onmicrosoft.com";
const FOR_REQUESTS: &str = "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension";
const FOR_ENDS: &str = "#microsoft.graph.accessPackageAssignmentWorkflowExtension";

fn extension(name: &str, answer: &str, wait: Option<&str>) -> Value {
    let mut with = json!({"catalog": "Sales", "displayName": name, "@odata.type": FOR_REQUESTS,
        "answer": answer});
    if let Some(wait) = wait {
        with["callbackConfiguration"] = json!({"timeoutDuration": wait});
    }
    json!({"do": "createCustomExtension", "with": with})
}

/// Says which extensions the policy calls, and when.
fn calling(calls: &[(&str, &str)]) -> Value {
    let settings: Vec<Value> = calls
        .iter()
        .map(|(stage, name)| json!({"stage": stage, "customExtension": {"id": name}}))
        .collect();
    json!({"do": "updatePolicy", "with":
        {"policy": "Sales/Reports/Members", "customExtensionStageSettings": settings}})
}

fn approved_by_the_lead() -> Value {
    json!({"do": "updatePolicy", "with": {"policy": "Sales/Reports/Members",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "isRequestorJustificationRequired": false, "stages": [
            {"isApproverJustificationRequired": false, "primaryApprovers":
                [{"@odata.type": "#microsoft.graph.singleUser", "userId": LEAD}]}]}}})
}

fn submit() -> Value {
    json!({"as": ANA, "do": "submitRequest", "with": {"accessPackage": "Sales/Reports"}})
}

fn approve() -> Value {
    json!({"as": LEAD, "do": "approveRequest", "with": {"request": REQUEST}})
}

fn answer(answer: &str) -> Value {
    json!({"desk": "answerCallout", "with": {"request": REQUEST, "answer": answer}})
}

fn shown() -> Value {
    json!({"as": ANA, "show": "request", "of": REQUEST})
}

fn members() -> Value {
    json!({"list": "groupMembers", "where": {"group": "Files", "role": "Member"}})
}

fn advance(by: &str) -> Value {
    json!({"desk": "advanceClock", "with": {"by": by}})
}

fn expecting(mut line: Value, code: &str) -> Value {
    line["expect"] = json!(code);
    line
}

/// Runs lines once there is a package with a group and a policy for all members.
#[track_caller]
fn story(lines: &[Value]) -> Vec<Value> {
    let user = |name: &str, called: &str| json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": called}});
    let mut all = vec![
        user(LEAD, "Lead"),
        user(ANA, "Ana"),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        json!({"do": "createAccessPackage", "with": {
            "catalog": "Sales", "displayName": "Reports", "description": "To read reports",
            "resourceRoles": [{"resource": "Files", "role": "Member"}],
            "policies": [{"displayName": "Members", "allowedTargetScope": "allMemberUsers",
                "expiration": {"type": "afterDuration", "duration": "P30D"}}]}}),
    ];
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(before)
}

#[test]
fn a_request_waits_for_the_workflow_and_goes_to_its_approvers_once_that_calls_back() {
    let answers = story(&[
        approved_by_the_lead(),
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestCreated", "Checks")]),
        submit(),
        shown(),
        json!({"list": "upcoming"}),
        expecting(approve(), "NotFound"),
        answer("continue"),
        shown(),
        approve(),
        shown(),
        members(),
        json!({"list": "audit", "where": {"activity": "Execute custom extension"}}),
        json!({"list": "callouts", "where": {"request": REQUEST}}),
    ]);
    let waiting = &answers[4]["row"];
    assert_eq!(waiting["state"], "submitted");
    assert_eq!(waiting["status"], "WaitingForCallback");
    let call = &waiting["customExtensionCalloutInstances"][0];
    assert_eq!(call["status"], "waitingForCallback");
    assert_eq!(call["customExtension"]["displayName"], "Checks");
    assert_eq!(answers[5]["rows"][0]["kind"], "callbackTimeOut");
    assert_eq!(answers[8]["row"]["state"], "pendingApproval");
    assert_eq!(answers[10]["row"]["state"], "delivered");
    assert_eq!(answers[11]["total"], 1);
    assert_eq!(answers[12]["total"], 1);
    let correlation = &answers[12]["rows"][0]["correlationId"];
    assert_eq!(correlation, &waiting["id"]);
    assert_eq!(answers[13]["rows"][0]["status"], "callbackReceived");
}

#[test]
fn a_workflow_can_deny_what_was_asked_for_and_what_was_approved() {
    for stage in ["assignmentRequestCreated", "assignmentRequestApproved"] {
        let mut lines = vec![
            approved_by_the_lead(),
            extension("Checks", "deny", Some("P1D")),
            calling(&[(stage, "Checks")]),
            submit(),
        ];
        if stage == "assignmentRequestApproved" {
            lines.push(approve());
        }
        lines.extend([shown(), members(), submit()]);
        let answers = story(&lines);
        let denied = &answers[answers.len() - 3]["row"];
        assert_eq!(denied["state"], "denied", "{stage}");
        assert_eq!(denied["status"], "Denied");
        assert_ne!(denied["completedDateTime"], Value::Null);
        assert_eq!(answers[answers.len() - 2]["total"], 0);
    }
}

#[test]
fn silence_fails_the_request_in_the_end_and_reprocessing_asks_the_workflow_again() {
    let answers = story(&[
        extension("Checks", "never", Some("PT12H")),
        extension("Tickets", "continue", Some("PT12H")),
        calling(&[
            ("assignmentRequestCreated", "Checks"),
            ("assignmentRequestCreated", "Tickets"),
        ]),
        submit(),
        advance("PT11H"),
        shown(),
        advance("PT1H"),
        shown(),
        json!({"do": "updateCustomExtension", "with":
            {"customExtension": "Checks", "answer": "continue"}}),
        json!({"do": "reprocessRequest", "with": {"request": REQUEST}}),
        shown(),
        members(),
    ]);
    assert_eq!(answers[5]["row"]["status"], "WaitingForCallback");
    let failed = &answers[7]["row"];
    assert_eq!(failed["state"], "deliveryFailed");
    assert_eq!(failed["status"], "CallbackTimedOut");
    assert_eq!(answers[10]["row"]["state"], "delivered");
    let calls = answers[10]["row"]["customExtensionCalloutInstances"].as_array();
    let called = |name: &str| {
        let calls = calls.unwrap().iter();
        let named = calls.filter(|call| call["customExtension"]["displayName"] == name);
        named.count()
    };
    assert_eq!(called("Checks"), 2, "it failed, so it is called again");
    assert_eq!(called("Tickets"), 1, "it had done its work");
    assert_eq!(answers[11]["total"], 1);
}

#[test]
fn an_extension_that_failed_and_is_cleaned_up_leaves_the_access_as_it_was() {
    let answers = story(&[
        submit(),
        extension("Checks", "never", Some("PT12H")),
        calling(&[("assignmentRequestCreated", "Checks")]),
        advance("P2D"),
        json!({"do": "extendAssignment", "with":
            {"assignment": REQUEST, "schedule": {"expiration": {"type": "notSpecified"}}}}),
        advance("PT12H"),
        shown(),
        json!({"do": "cancelRequest", "with": {"request": REQUEST}}),
        shown(),
        members(),
        json!({"as": ANA, "list": "active"}),
    ]);
    assert_eq!(answers[6]["row"]["status"], "CallbackTimedOut");
    assert_eq!(answers[8]["row"]["state"], "canceled");
    assert_eq!(answers[9]["total"], 1);
    assert_eq!(answers[10]["total"], 1);
}

#[test]
fn a_workflow_that_is_only_launched_holds_nothing_up_even_when_it_fails() {
    let answers = story(&[
        extension("Checks", "fail", None),
        calling(&[("assignmentRequestCreated", "Checks")]),
        submit(),
        shown(),
    ]);
    let row = &answers[3]["row"];
    assert_eq!(row["state"], "delivered");
    let call = &row["customExtensionCalloutInstances"][0];
    assert_eq!(call["status"], "calloutFailed");
}

#[test]
fn an_approved_request_waits_once_more_and_an_answer_can_be_undone() {
    let answers = story(&[
        approved_by_the_lead(),
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestApproved", "Checks")]),
        submit(),
        approve(),
        shown(),
        answer("continue"),
        members(),
        json!({"desk": "undo"}),
        shown(),
        members(),
        answer("deny"),
        shown(),
    ]);
    assert_eq!(answers[5]["row"]["status"], "WaitingForCallback");
    assert_eq!(answers[7]["total"], 1);
    assert_eq!(answers[9]["row"]["status"], "WaitingForCallback");
    assert_eq!(answers[10]["total"], 0);
    assert_eq!(answers[12]["row"]["state"], "denied");
}

#[test]
fn who_no_longer_wants_it_need_not_wait_and_what_comes_late_gives_nothing() {
    let answers = story(&[
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestCreated", "Checks")]),
        submit(),
        expecting(submit(), "OpenRequestExists"),
        json!({"as": ANA, "do": "cancelRequest", "with": {"request": REQUEST}}),
        answer("continue"),
        shown(),
        members(),
        expecting(answer("continue"), "NotFound"),
        json!({"do": "deleteRequest", "with": {"request": REQUEST}}),
        json!({"list": "callouts"}),
    ]);
    assert_eq!(answers[6]["row"]["state"], "canceled");
    assert_eq!(answers[7]["total"], 0);
    assert_eq!(answers[10]["total"], 0, "calls go with their request");
}

#[test]
fn workflows_hear_of_what_was_given_of_its_end_to_come_and_of_its_removal() {
    let mut notice = extension("Reminds", "continue", None);
    notice["with"]["@odata.type"] = json!(FOR_ENDS);
    let answers = story(&[
        extension("Tickets", "continue", None),
        notice,
        calling(&[
            ("assignmentRequestGranted", "Tickets"),
            ("assignmentRequestRemoved", "Tickets"),
            ("assignmentFourteenDaysBeforeExpiration", "Reminds"),
            ("assignmentOneDayBeforeExpiration", "Reminds"),
        ]),
        submit(),
        json!({"list": "callouts", "sort": "createdDateTime"}),
        advance("P31D"),
        json!({"list": "callouts", "sort": "createdDateTime"}),
    ]);
    let stages = |answer: &Value| -> Vec<String> {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|row| row["stage"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(stages(&answers[4]), ["assignmentRequestGranted"]);
    let all = [
        "assignmentRequestGranted",
        "assignmentFourteenDaysBeforeExpiration",
        "assignmentOneDayBeforeExpiration",
        "assignmentRequestRemoved",
    ];
    assert_eq!(stages(&answers[6]), all);
}

#[test]
fn extensions_fit_the_step_the_catalog_and_the_time_that_anybody_waits() {
    let mut notice = extension("Reminds", "continue", None);
    notice["with"]["@odata.type"] = json!(FOR_ENDS);
    let mut waiting = extension("Waits", "continue", Some("P1D"));
    waiting["with"]["@odata.type"] = json!(FOR_ENDS);
    let mut elsewhere = extension("Elsewhere", "continue", None);
    elsewhere["with"]["catalog"] = json!("General");
    let delete = json!({"do": "deleteCustomExtension", "with": {"customExtension": "Checks"}});
    let call = |stage: &str, name: &str| calling(&[(stage, name)]);
    story(&[
        expecting(extension("Checks", "ask", Some("P15D")), "WaitTooLong"),
        expecting(extension("Checks", "ask", Some("PT0S")), "WaitTooLong"),
        expecting(waiting, "WaitNotPossible"),
        extension("Checks", "ask", Some("P14D")),
        notice,
        elsewhere,
        expecting(
            call("assignmentRequestCreated", "Reminds"),
            "ExtensionStageMismatch",
        ),
        expecting(
            call("assignmentOneDayBeforeExpiration", "Checks"),
            "ExtensionStageMismatch",
        ),
        expecting(
            call("assignmentRequestCreated", "Elsewhere"),
            "ExtensionNotInCatalog",
        ),
        call("assignmentRequestCreated", "Checks"),
        expecting(delete.clone(), "CustomExtensionInUse"),
        expecting(
            json!({"as": ANA, "do": "deleteCustomExtension", "with": {"customExtension": "Checks"}}),
            "NotFound",
        ),
        calling(&[]),
        delete,
    ]);
}

#[test]
fn extensions_go_with_their_catalog_and_are_listed_for_those_who_read_it() {
    let answers = story(&[
        extension("Checks", "ask", Some("P14D")),
        json!({"list": "customExtensions", "where": {"catalog": "Sales"}}),
        json!({"as": ANA, "list": "customExtensions"}),
        json!({"show": "customExtension", "of": "Checks"}),
        json!({"do": "deleteAccessPackage", "with": {"accessPackage": "Sales/Reports"}}),
        json!({"do": "deleteCatalog", "with": {"catalog": "Sales"}}),
        json!({"list": "customExtensions"}),
    ]);
    assert_eq!(answers[1]["total"], 1);
    let row = &answers[1]["rows"][0];
    assert_eq!(row["@odata.type"], FOR_REQUESTS);
    assert_eq!(row["callbackConfiguration"]["timeoutDuration"], "P14D");
    assert_eq!(row["createdBy"]["userPrincipalName"], ADMINISTRATOR);
    assert_eq!(answers[2]["total"], 0);
    assert_eq!(answers[3]["row"]["displayName"], "Checks");
    assert_eq!(answers[6]["total"], 0);
}

#[test]
fn a_policy_that_calls_more_extensions_than_advised_is_warned_of_and_not_refused() {
    let names: Vec<String> = (1..=6).map(|number| format!("Check {number}")).collect();
    let calls = names
        .iter()
        .map(|name| ("assignmentRequestGranted", name.as_str()));
    let calls: Vec<(&str, &str)> = calls.collect();
    let made = names.iter().map(|name| extension(name, "continue", None));
    let mut lines: Vec<Value> = made.collect();
    lines.extend([calling(&calls[..5]), calling(&calls), calling(&calls[..4])]);
    let answers = story(&lines);
    assert_eq!(answers[6]["warnings"], json!([]));
    let warned = &answers[7]["warnings"][0];
    assert_eq!(warned["code"], "LimitAdvised");
    let said = warned["message"].as_str().unwrap();
    assert!(said.contains("6 custom extensions in the policy"), "{said}");
    assert_eq!(answers[8]["warnings"], json!([]));
}
