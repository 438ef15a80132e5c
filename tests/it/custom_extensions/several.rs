//! Several workflows called at one step: what one of them says, and what comes of all.

use serde_json::json;

use super::{REQUEST, answer, calling, expecting, extension, members, shown, story, submit};

#[test]
fn one_of_two_workflows_that_fails_fails_the_request_whatever_the_other_says_later() {
    let answers = story(&[
        extension("Checks", "ask", Some("P2D")),
        extension("Tickets", "ask", Some("P2D")),
        calling(&[
            ("assignmentRequestCreated", "Checks"),
            ("assignmentRequestCreated", "Tickets"),
        ]),
        submit(),
        expecting(answer("continue"), "NotFound"),
        json!({"list": "callouts", "where": {"request": REQUEST}, "sort": "createdDateTime"}),
    ]);
    let rows = answers[5]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "two are open, so one must be named");
    assert!(rows.iter().all(|row| row["status"] == "waitingForCallback"));
    let answers = story(&[
        extension("Checks", "fail", Some("P2D")),
        extension("Tickets", "ask", Some("P2D")),
        calling(&[
            ("assignmentRequestCreated", "Checks"),
            ("assignmentRequestCreated", "Tickets"),
        ]),
        submit(),
        shown(),
        answer("continue"),
        shown(),
        members(),
    ]);
    assert_eq!(answers[4]["row"]["status"], "FulfillmentFailed");
    assert_eq!(answers[6]["row"]["status"], "FulfillmentFailed");
    assert_eq!(answers[7]["total"], 0);
}

#[test]
fn a_denial_counts_before_the_failure_of_another_workflow() {
    let answers = story(&[
        extension("Checks", "fail", Some("P2D")),
        extension("Tickets", "deny", Some("P2D")),
        calling(&[
            ("assignmentRequestCreated", "Checks"),
            ("assignmentRequestCreated", "Tickets"),
        ]),
        submit(),
        shown(),
        members(),
    ]);
    assert_eq!(answers[4]["row"]["state"], "denied", "{}", answers[4]);
    assert_eq!(answers[5]["total"], 0);
}
