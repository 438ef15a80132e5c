//! What a request comes to later: denials and starts that several stages hear of, ends that can be
//! put off or not, and how long the outbox keeps what it holds.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, PACKAGE, Story, extensible, plain, short, upn};

const TEXT: &str = "customExtensionStageSettings";

fn last_check(answer: &Value) -> (String, bool) {
    let last = answer["walk"].as_array().unwrap().last().unwrap();
    let check = last["check"].as_str().unwrap().to_owned();
    (check, last["passed"].as_bool().unwrap())
}

#[test]
fn a_denial_in_a_later_stage_is_told_to_everybody_who_was_asked_before() {
    let mut story = Story::new(&[plain("one"), plain("two")], &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    story.decides("two", "denyRequest");
    let told = ["2 one", "8 one", "11 two", "9 ana", "24 two", "24 one"];
    assert_eq!(story.mails(), told);
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 24}));
    assert_eq!(rows[0]["subject"], "Request denied for ana to Tools");
    let of =
        json!({"request": format!("{PACKAGE}/{}", upn("ana")), "number": 24, "to": upn("one")});
    assert_eq!(story.why(&of)["verdict"], true);
}

#[test]
fn approval_by_several_stages_for_a_later_start_is_told_to_the_requestor() {
    let mut story = Story::new(&[plain("one"), plain("two")], &json!({}));
    let schedule =
        json!({"startDateTime": "2026-03-20T09:00:00Z", "expiration": {"type": "notSpecified"}});
    let with =
        json!({"accessPackage": PACKAGE, "justification": "Quarter end", "schedule": schedule});
    story.by(&upn("ana"), "submitRequest", &with);
    story.decides("one", "approveRequest");
    story.decides("two", "approveRequest");
    let told = ["2 one", "8 one", "11 two", "16 two", "7 one", "25 ana"];
    assert_eq!(story.mails(), told);
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 25}));
    let subject = "Request approved to Tools, from 2026-03-20 on";
    assert_eq!(rows[0]["subject"], subject);
}

#[test]
fn nobody_is_asked_to_extend_access_under_a_policy_that_does_not_admit_them() {
    let mut rest = extensible(true);
    rest["allowedTargetScope"] = json!("notSpecified");
    rest["specificAllowedTargets"] = json!([]);
    let mut story = Story::new(&[], &rest);
    let with = json!({"accessPackage": PACKAGE, "policy": "Staff", "targets": [upn("ana")]});
    story.does("assignDirectly", &with);
    story.waits(16);
    let told = ["18 ana notRequestedByUser", "19 ana notExtensible"];
    assert_eq!(story.mails(), told);
    let of = json!({"assignment": format!("{PACKAGE}/{}", upn("ana")), "number": 19});
    let decided = ("endExtensible".to_owned(), false);
    assert_eq!(last_check(&story.why(&of)), decided);
}

#[test]
fn nobody_is_asked_to_extend_access_that_ends_with_its_policy() {
    let mut rest = extensible(true);
    rest["expiration"] = json!({"type": "afterDateTime", "endDateTime": "2026-03-31T09:00:00Z"});
    let mut story = Story::new(&[], &rest);
    story.asks();
    story.waits(16);
    assert_eq!(story.mails(), ["18 ana", "19 ana notExtensible"]);
}

#[test]
fn a_workflow_that_denies_a_request_before_anybody_was_asked_is_told_of() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    let kind = "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension";
    let with = json!({"catalog": "Sales", "displayName": "Checks", "@odata.type": kind, "answer": "deny", "callbackConfiguration": {"timeoutDuration": "P1D"}});
    story.does("createCustomExtension", &with);
    let attached =
        json!([{"stage": "assignmentRequestCreated", "customExtension": {"id": "Checks"}}]);
    let policy = format!("{PACKAGE}/Staff");
    story.does("updatePolicy", &json!({"policy": policy, TEXT: attached}));
    story.asks();
    story.waits(1);
    assert_eq!(story.mails(), ["9 ana"]);
}

#[test]
fn a_direct_assignment_that_waits_for_approval_is_told_to_nobody() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    let with = json!({"accessPackage": PACKAGE, "policy": "Staff", "targets": [upn("ana")], "bypassApproval": false, "justification": "Known"});
    story.does("assignDirectly", &with);
    assert_eq!(story.mails(), ["2 one notRequestedByUser"]);
    let of = json!({"request": format!("{PACKAGE}/{}", upn("ana")), "number": 2});
    let decided = ("outcomeAskedFor".to_owned(), false);
    assert_eq!(last_check(&story.why(&of)), decided);
}

#[test]
fn the_outbox_keeps_mails_as_long_as_requests_are_kept() {
    let mut story = Story::new(&[], &extensible(true));
    story.asks();
    story.waits(60);
    let first = |story: &mut Story| story.rows(&upn("ana"), &json!({})).first().map(short);
    assert_eq!(first(&mut story), Some("18 ana".to_owned()));
    let why = json!({"assignment": format!("{PACKAGE}/{}", upn("ana")), "number": 18});
    assert_eq!(story.why(&why)["verdict"], true);
    story.waits(31);
    assert_eq!(first(&mut story), Some("19 ana".to_owned()));
}

#[test]
fn a_mail_says_where_it_comes_from_and_when() {
    let mut story = Story::new(&[], &json!({}));
    story.asks();
    let row = story.rows(&upn("ana"), &json!({}))[0].clone();
    assert_eq!(row["from"], "azure-noreply@microsoft.com");
    assert_eq!(row["sentDateTime"], "2026-03-01T09:00:00Z");
    assert_eq!(row["body"], row["text"]);
}

#[test]
fn the_end_of_access_is_told_of_when_the_record_of_its_request_is_long_gone() {
    let year = json!({"expiration": {"type": "afterDuration", "duration": "P365D"}});
    let mut story = Story::new(&[], &year);
    story.asks();
    story.waits(351);
    assert_eq!(story.mails(), ["19 ana"]);
    let rows = story.rows(ADMINISTRATOR, &json!({}));
    assert_eq!(rows[0]["subject"], "Extend access for Tools by 2027-03-01");
    assert_eq!(rows[0]["request"], Value::Null);
    story.waits(14);
    assert_eq!(story.mails(), ["19 ana", "19 ana", "20 ana"]);
    assert_eq!(story.rows(&upn("ana"), &json!({"number": 20})).len(), 1);
}
