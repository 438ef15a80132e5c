//! Stages that a workflow adds to the approval of the request it was called about.

use serde_json::{Value, json};

use super::{
    ADMINISTRATOR, LEAD, REQUEST, approved_by_the_lead, calling, expecting, extension, shown,
    story, submit,
};

/// Calls back, and lets somebody decide besides.
fn answer_with_stage(said: &str, days: &str) -> Value {
    json!({"desk": "answerCallout", "with": {"request": REQUEST, "answer": said, "stage": {
        "durationBeforeAutomaticDenial": days,
        "primaryApprovers": [{"@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR}]}}})
}

fn decide(who: &str) -> Value {
    json!({"as": who, "do": "approveRequest", "with": {"request": REQUEST, "justification": "Fine"}, "expect": "ok"})
}

#[test]
fn a_workflow_adds_a_stage_behind_those_of_the_policy() {
    let answers = story(&[
        approved_by_the_lead(),
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestCreated", "Checks")]),
        submit(),
        expecting(answer_with_stage("deny", "P3D"), "ExtensionStageMismatch"),
        expecting(answer_with_stage("continue", "P30D"), "TimeoutOutOfRange"),
        expecting(answer_with_stage("continue", "P3D"), "ok"),
        decide(LEAD),
        shown(),
        decide(ADMINISTRATOR),
        shown(),
    ]);
    assert_eq!(
        answers[8]["row"]["state"], "pendingApproval",
        "{}",
        answers[8]
    );
    assert_eq!(answers[8]["row"]["stages"].as_array().unwrap().len(), 2);
    assert_eq!(answers[10]["row"]["state"], "delivered", "{}", answers[10]);
}

#[test]
fn a_workflow_called_after_the_approval_adds_a_stage_that_is_decided_before_delivery() {
    let answers = story(&[
        approved_by_the_lead(),
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestApproved", "Checks")]),
        submit(),
        decide(LEAD),
        expecting(answer_with_stage("continue", "P3D"), "ok"),
        shown(),
        decide(ADMINISTRATOR),
        shown(),
    ]);
    assert_eq!(
        answers[6]["row"]["state"], "pendingApproval",
        "{}",
        answers[6]
    );
    assert_eq!(answers[8]["row"]["state"], "delivered", "{}", answers[8]);
}

#[test]
fn what_failed_and_is_called_again_at_once_is_judged_by_the_second_call() {
    let mut lines = vec![
        extension("Checks", "ask", Some("P2D")),
        calling(&[("assignmentRequestCreated", "Checks")]),
        submit(),
    ];
    // Which of two calls of one instant has the greater identifier is up to chance.
    for _ in 0..6 {
        let fails = json!({"desk": "answerCallout", "expect": "ok", "with": {"request": REQUEST, "answer": "fail"}});
        let again = json!({"do": "reprocessRequest", "expect": "ok", "with": {"request": REQUEST}});
        lines.extend([fails, again, shown()]);
    }
    let answers = story(&lines);
    for shown in answers.iter().skip(3).skip(2).step_by(3) {
        assert_eq!(shown["row"]["status"], "WaitingForCallback", "{shown}");
    }
}
