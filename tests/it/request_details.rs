//! What requests keep of who made, decided, canceled and reprocessed them, and the finer of the
//! rules by which they are let through.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const BOSS: &str = "boss@sandbox.onmicrosoft.com";

fn single(user: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": user})
}

fn asked(approvers: &[&str]) -> Value {
    let stages: Vec<Value> = approvers
        .iter()
        .map(|user| {
            json!({"isApproverJustificationRequired": false, "primaryApprovers": [single(user)]})
        })
        .collect();
    json!({"isApprovalRequiredForAdd": true, "isRequestorJustificationRequired": false,
        "stages": stages})
}

/// Lines that make Ana, who reports to Boss, and a package whose policy says more than its scope.
fn furnished(policy: &Value) -> Vec<Value> {
    let mut terms = json!({"displayName": "Staff", "allowedTargetScope": "allMemberUsers"});
    let more = policy.as_object().unwrap().clone();
    terms.as_object_mut().unwrap().extend(more);
    vec![
        json!({"do": "createUser", "with": {"userPrincipalName": BOSS, "displayName": "Boss"}}),
        json!({"do": "createUser", "with": {"userPrincipalName": ANA, "displayName": "Ana",
            "manager": BOSS}}),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createGroup", "with": {"displayName": "Mail"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Mail"}}),
        json!({"do": "createAccessPackage", "with": {"catalog": "Sales", "displayName": "Kit",
            "description": "d", "resourceRoles": [{"resource": "Files", "role": "Member"},
            {"resource": "Mail", "role": "Member"}], "policies": [terms]}}),
    ]
}

#[track_caller]
fn story(policy: &Value, lines: &[Value]) -> Vec<Value> {
    let mut all = furnished(policy);
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(before)
}

fn ask(schedule: &Value, expect: &str) -> Value {
    json!({"as": ANA, "do": "submitRequest", "let": "asked", "expect": expect,
        "with": {"accessPackage": "Sales/Kit", "schedule": schedule}})
}

fn until(end: &str) -> Value {
    json!({"expiration": {"type": "afterDateTime", "endDateTime": end}})
}

fn requests() -> Value {
    json!({"list": "requests"})
}

fn decide(who: &str, command: &str) -> Value {
    json!({"as": who, "do": command, "with": {"request": "$asked"}})
}

fn steps(answer: &Value) -> Vec<(&str, Option<&str>)> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let actor = row["actor"]["displayName"].as_str();
        (row["step"].as_str().unwrap(), actor)
    })
    .collect()
}

fn history() -> Value {
    json!({"list": "requestHistory", "where": {"request": "$asked"}})
}

#[test]
fn a_direct_assignment_is_the_request_of_whoever_is_assigned() {
    let policy = json!({"requestApprovalSettings": asked(&[ADMINISTRATOR])});
    let direct = json!({"do": "assignDirectly", "let": "asked", "with": {"accessPackage": "Sales/Kit",
        "policy": "Staff", "targets": [ANA], "bypassApproval": false}});
    let mut approve = decide(ADMINISTRATOR, "approveRequest");
    approve["with"]["request"] = json!("$asked.requests.0");
    let answers = story(
        &policy,
        &[direct, requests(), json!({"list": "approvals"}), approve],
    );
    let row = &answers[1]["rows"][0];
    assert_eq!(row["requestor"]["displayName"], "Ana");
    assert_eq!(row["createdBy"]["displayName"], "Global Administrator");
    let waiting = answers[2]["rows"].as_array().unwrap();
    assert_eq!(waiting.len(), 1, "whoever assigned may be who decides");
}

#[test]
fn a_fallback_who_decided_is_told_as_that_when_the_manager_is_there_again() {
    let mut stage = asked(&[ADMINISTRATOR]);
    let stages = stage["stages"].as_array_mut().unwrap();
    let fallback = stages[0]["primaryApprovers"].take();
    stages[0]["fallbackPrimaryApprovers"] = fallback;
    stages[0]["primaryApprovers"] =
        json!([{"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1}]);
    let manager = |who: Value| json!({"do": "updateUser", "with": {"user": ANA, "manager": who}});
    let answers = story(
        &json!({"requestApprovalSettings": stage}),
        &[
            manager(Value::Null),
            ask(&json!({}), "ok"),
            decide(ADMINISTRATOR, "approveRequest"),
            manager(json!(BOSS)),
            json!({"show": "request", "of": "$asked"}),
            history(),
        ],
    );
    assert_eq!(answers[4]["row"]["stages"][0]["standIn"], "fallback");
    let mut steps = answers[5]["rows"].as_array().unwrap().iter();
    let decided = steps.find(|row| row["step"] == "decided").unwrap();
    assert_eq!(decided["standIn"], "fallback");
}

#[test]
fn an_instant_after_the_end_of_the_policy_is_refused_and_a_date_on_its_last_day_is_not() {
    let days = json!({"expiration": {"type": "afterDuration", "duration": "P10D"}});
    let answers = story(
        &days,
        &[
            ask(&until("2026-03-11T09:00:01Z"), "ExceedsPolicy"),
            ask(&until("2026-03-12"), "ExceedsPolicy"),
            ask(&until("2026-03-11"), "ok"),
            json!({"as": ANA, "list": "active"}),
        ],
    );
    let warning = &answers[2]["warnings"][0];
    assert_eq!(warning["code"], "EndsWithPolicy");
    let message = warning["message"].as_str().unwrap();
    assert!(message.contains("2026-03-11 09:00"), "{message}");
    assert_eq!(answers[3]["rows"][0]["endDateTime"], "2026-03-11T09:00:00Z");
    let exact = story(&days, &[ask(&until("2026-03-11T09:00:00Z"), "ok")]);
    assert_eq!(exact[0]["warnings"], json!([]));
    let hours = json!({"expiration": {"type": "afterDuration", "duration": "PT8H"}});
    story(
        &hours,
        &[
            ask(&until("2026-03-01"), "ExceedsPolicy"),
            ask(&until("2026-03-01T17:00:01Z"), "ExceedsPolicy"),
            ask(&until("2026-03-01T17:00:00Z"), "ok"),
        ],
    );
}

#[test]
fn more_time_is_bounded_as_the_first_period_is() {
    let days = json!({"expiration": {"type": "afterDuration", "duration": "P10D"}});
    let more = |end: &str, expect: &str| {
        json!({"as": ANA, "do": "requestExtension", "expect": expect, "with": {
            "assignment": format!("Sales/Kit/{ANA}"), "schedule": until(end)}})
    };
    let answers = story(
        &days,
        &[
            ask(&Value::Null, "ok"),
            json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
            more("2026-03-13T09:00:01Z", "ExtensionPastPolicyEnd"),
            more("2026-03-13", "ok"),
        ],
    );
    assert_eq!(answers[3]["warnings"][0]["code"], "EndsWithPolicy");
}

#[test]
fn what_a_deleted_manager_asked_for_somebody_is_canceled() {
    let policy = json!({"requestorSettings": {"enableOnBehalfRequestorsToAddAccess": true},
        "requestApprovalSettings": asked(&[ADMINISTRATOR])});
    let on_behalf = json!({"as": BOSS, "do": "submitRequest", "with": {
        "accessPackage": "Sales/Kit", "target": ANA}});
    let gone = json!({"do": "deleteUser", "with": {"user": BOSS}});
    let answers = story(&policy, &[on_behalf, gone, requests()]);
    assert_eq!(answers[2]["rows"][0]["state"], "canceled");
}

#[test]
fn stages_are_named_as_graph_names_them_also_those_that_have_not_opened() {
    let policy = json!({"requestApprovalSettings": asked(&[BOSS, ADMINISTRATOR])});
    let stages = |answer: &Value| -> Vec<(String, String, bool)> {
        let stages = answer["rows"][0]["stages"].as_array().unwrap().iter();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        stages
            .map(|stage| {
                let mine = stage["assignedToMe"].as_bool().unwrap();
                (word(&stage["status"]), word(&stage["reviewResult"]), mine)
            })
            .collect()
    };
    let row = |status: &str, result: &str, mine| (status.to_owned(), result.to_owned(), mine);
    let answers = story(
        &policy,
        &[
            ask(&Value::Null, "ok"),
            requests(),
            decide(BOSS, "approveRequest"),
            requests(),
            decide(ADMINISTRATOR, "denyRequest"),
            requests(),
        ],
    );
    let later = row("Initializing", "NotReviewed", false);
    let open = |mine| row("InProgress", "NotReviewed", mine);
    let approved = row("Completed", "Approved", false);
    let denied = row("Completed", "Denied", false);
    assert_eq!(stages(&answers[1]), [open(false), later]);
    assert_eq!(stages(&answers[3]), [approved.clone(), open(true)]);
    assert_eq!(stages(&answers[5]), [approved, denied]);
}

#[test]
fn the_history_of_a_request_tells_who_canceled_it_and_what_it_waited_for() {
    let later = json!({"startDateTime": "2026-03-10T00:00:00Z"});
    let answers = story(
        &json!({}),
        &[
            ask(&later, "ok"),
            decide(ADMINISTRATOR, "cancelRequest"),
            history(),
        ],
    );
    assert_eq!(
        steps(&answers[2]),
        [
            ("submitted", Some("Ana")),
            ("scheduled", None),
            ("completed", Some("Global Administrator")),
        ]
    );
}

#[test]
fn the_history_of_a_request_tells_of_workflows_and_of_deliveries_tried_again() {
    let called = json!({"do": "updatePolicy", "with": {"policy": "Sales/Kit/Staff",
        "customExtensionStageSettings": [{"stage": "assignmentRequestCreated",
            "customExtension": {"id": "Check"}}]}});
    let workflow = json!({"do": "createCustomExtension", "with": {"catalog": "Sales",
        "displayName": "Check", "answer": "continue",
        "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension"}});
    let gone =
        json!({"do": "deleteGroup", "acknowledge": ["GroupInUse"], "with": {"group": "Mail"}});
    let answers = story(
        &json!({}),
        &[
            workflow,
            called,
            gone,
            ask(&Value::Null, "ok"),
            json!({"do": "restoreGroup", "with": {"group": "Mail"}}),
            json!({"desk": "advanceClock", "with": {"by": "PT1H"}}),
            decide(ADMINISTRATOR, "reprocessRequest"),
            history(),
        ],
    );
    let told = steps(&answers[7]);
    let expected = [
        ("submitted", Some("Ana")),
        ("workflowCalled", None),
        ("deliveryStarted", None),
        ("completed", None),
        ("reprocessed", Some("Global Administrator")),
        ("completed", None),
    ];
    assert_eq!(told, expected);
    let details = |row: usize| answers[7]["rows"][row]["detail"].to_string();
    assert!(details(3).contains("Partially delivered"), "{}", details(3));
    assert!(details(5).contains("Delivered"), "{}", details(5));
}

#[test]
fn access_that_was_never_delivered_has_not_ended() {
    let gone = |name: &str| json!({"do": "deleteGroup", "acknowledge": ["GroupInUse"], "with": {"group": name}});
    let expired = json!({"as": ANA, "list": "expired"});
    let answers = story(
        &json!({}),
        &[
            gone("Files"),
            gone("Mail"),
            ask(&Value::Null, "ok"),
            expired,
            requests(),
        ],
    );
    assert_eq!(answers[3]["rows"], json!([]));
    assert_eq!(answers[4]["rows"][0]["state"], "deliveryFailed");
}

#[test]
fn the_manager_decides_in_one_stage_only_also_as_an_alternate() {
    let manager = json!({"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1});
    let mut twice = asked(&[ADMINISTRATOR, ADMINISTRATOR]);
    twice["stages"][0]["primaryApprovers"] = json!([manager]);
    twice["stages"][0]["fallbackPrimaryApprovers"] = json!([single(ADMINISTRATOR)]);
    let second = twice["stages"][1].as_object_mut().unwrap();
    second.insert("isEscalationEnabled".to_owned(), json!(true));
    second.insert("durationBeforeEscalation".to_owned(), json!("P2D"));
    second.insert("escalationApprovers".to_owned(), json!([manager]));
    let fallback = json!([single(ADMINISTRATOR)]);
    second.insert("fallbackEscalationApprovers".to_owned(), fallback);
    let edit = |settings: &Value, expect: &str| {
        json!({"do": "updatePolicy", "expect": expect, "with": {
            "policy": "Sales/Kit/Staff", "requestApprovalSettings": settings}})
    };
    let mut once = twice.clone();
    once["stages"][0] = asked(&[ADMINISTRATOR])["stages"][0].clone();
    story(
        &json!({}),
        &[edit(&twice, "DuplicateManagerStage"), edit(&once, "ok")],
    );
}
