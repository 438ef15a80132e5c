//! What policies say about access reviews, when rounds come, and how they end.

use serde_json::{Value, json};

use super::{
    ANA, BEN, LEAD, PACKAGE, POLICY, REVIEW, SECOND, advance, decide, expecting, items, list,
    monthly, of, person, reviewed_by, reviewed_with, story, update,
};

fn statuses(answer: &Value) -> Vec<&str> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| row["status"].as_str().unwrap()).collect()
}

fn happens(answer: &Value) -> Vec<(&str, &str)> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["kind"].as_str().unwrap(), row["at"].as_str().unwrap()))
        .collect()
}

#[test]
fn reviews_come_again_on_the_same_day_and_the_next_is_always_on_the_list() {
    let rounds = list("reviews", &json!({"accessPackage": PACKAGE}));
    let upcoming = list("upcoming", &json!({"until": "2026-05-02T00:00:00Z"}));
    let answers = story(&[
        reviewed_with(&json!({"primaryReviewers": [person(LEAD)],
            "expirationBehavior": "keepAccess"})),
        upcoming,
        advance(5),
        rounds.clone(),
        advance(5),
        rounds.clone(),
        advance(25),
        rounds,
    ]);
    let expected = [
        ("reviewReminder", "2026-03-06T09:00:00Z"),
        ("reviewEnd", "2026-03-11T09:00:00Z"),
        ("reviewApply", "2026-03-11T09:00:00Z"),
        ("reviewStart", "2026-04-01T09:00:00Z"),
        ("reviewReminder", "2026-04-06T09:00:00Z"),
        ("reviewEnd", "2026-04-11T09:00:00Z"),
        ("reviewApply", "2026-04-11T09:00:00Z"),
        ("reviewStart", "2026-05-01T09:00:00Z"),
    ];
    assert_eq!(happens(&answers[1]), expected);
    assert_eq!(
        answers[3]["rows"][0]["remindedDateTime"],
        "2026-03-06T09:00:00Z"
    );
    assert_eq!(statuses(&answers[3]), ["InProgress", "NotStarted"]);
    assert_eq!(statuses(&answers[5]), ["Completed", "NotStarted"]);
    assert_eq!(
        statuses(&answers[7]),
        ["Completed", "InProgress", "NotStarted"]
    );
    let starts: Vec<&Value> = answers[7]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["startDateTime"])
        .collect();
    assert_eq!(
        starts,
        [
            "2026-03-01T09:00:00Z",
            "2026-04-01T09:00:00Z",
            "2026-05-01T09:00:00Z"
        ]
    );
}

#[test]
fn what_a_policy_says_of_reviews_must_be_possible() {
    let lasting = |days: u32, kind: &str, interval: u32| {
        update(&json!({"isEnabled": true, "schedule": {
            "expiration": {"type": "afterDuration", "duration": format!("P{days}D")},
            "recurrence": {"pattern": {"type": kind, "interval": interval}}}}))
    };
    let mut lines = Vec::new();
    for (most, kind, interval) in [
        (6, "weekly", 1),
        (27, "absoluteMonthly", 1),
        (80, "absoluteMonthly", 3),
        (175, "absoluteMonthly", 6),
        (360, "absoluteMonthly", 12),
        (360, "absoluteYearly", 1),
    ] {
        let long = lasting(most + 1, kind, interval);
        lines.push(expecting(long, "ReviewDurationTooLong"));
        let mut fits = lasting(most, kind, interval);
        fits["preview"] = json!(true);
        lines.push(fits);
    }
    let manager = json!({"@odata.type": "#microsoft.graph.requestorManager"});
    for reviewers in [json!([]), json!([manager])] {
        let line = reviewed_with(&json!({"isSelfReview": false, "primaryReviewers": reviewers}));
        lines.push(expecting(line, "ReviewersRequired"));
    }
    let sponsors = json!([{"@odata.type": "#microsoft.graph.internalSponsors"}]);
    for is_enabled in [true, false] {
        let line = update(&json!({"isEnabled": is_enabled, "isSelfReview": false,
            "primaryReviewers": sponsors}));
        lines.push(expecting(line, "ReviewersRequired"));
    }
    story(&lines);
}

#[test]
fn the_start_stays_once_reviews_are_on_and_other_settings_hold_from_the_next_round() {
    let starting = |start: &str, days: u32| {
        let mut schedule = monthly(days);
        schedule["startDateTime"] = json!(start);
        update(
            &json!({"isEnabled": true, "primaryReviewers": [person(LEAD)],
            "schedule": schedule}),
        )
    };
    let first = "2026-03-05T09:00:00Z";
    let later = "2026-03-20T09:00:00Z";
    let show = json!({"show": "policy", "of": POLICY});
    let rounds = list("reviews", &json!({"accessPackage": PACKAGE}));
    let answers = story(&[
        starting(first, 10),
        expecting(starting(later, 10), "ReviewStartLocked"),
        advance(5),
        reviewed_with(&json!({"primaryReviewers": [person(SECOND)], "schedule": monthly(20)})),
        show.clone(),
        rounds.clone(),
        decide(LEAD, ANA, "Approve"),
        expecting(decide(SECOND, ANA, "Approve"), "NotFound"),
        update(&json!({"isEnabled": false})),
        rounds.clone(),
        starting(later, 10),
        rounds,
        update(&Value::Null),
        show,
    ]);
    let kept = &answers[4]["row"]["reviewSettings"]["schedule"]["startDateTime"];
    assert_eq!(kept, first);
    assert_eq!(answers[5]["rows"][0]["endDateTime"], "2026-03-15T09:00:00Z");
    assert_eq!(
        answers[5]["rows"][1]["startDateTime"],
        "2026-04-05T09:00:00Z"
    );
    assert_eq!(answers[5]["rows"][1]["endDateTime"], "2026-04-25T09:00:00Z");
    assert_eq!(
        answers[9]["total"], 1,
        "nothing is planned, the open one goes on"
    );
    assert_eq!(answers[11]["rows"][1]["startDateTime"], later);
    assert_eq!(answers[13]["row"].get("reviewSettings"), None);
}

#[test]
fn a_review_that_was_stopped_is_applied_at_once_and_is_over() {
    let stop = json!({"do": "stopReview", "with": {"review": REVIEW}});
    let answers = story(&[
        reviewed_by(&[LEAD]),
        decide(LEAD, BEN, "Deny"),
        decide(LEAD, ANA, "DontKnow"),
        json!({"as": LEAD, "do": "stopReview", "with": {"review": REVIEW},
            "expect": "UnAuthorized"}),
        stop.clone(),
        list("assignments", &json!({"accessPackage": PACKAGE})),
        expecting(decide(LEAD, ANA, "Deny"), "ReviewNotOpen"),
        expecting(stop, "ReviewNotOpen"),
        json!({"desk": "undo"}),
        list("assignments", &json!({"accessPackage": PACKAGE})),
        decide(LEAD, BEN, "Approve"),
    ]);
    assert_eq!(of(&answers[5], ANA, "state"), "delivered");
    assert_eq!(of(&answers[5], BEN, "state"), "expired");
    assert_eq!(of(&answers[9], BEN, "state"), "delivered");
}

#[test]
fn edits_that_say_nothing_of_reviews_leave_them_as_they_are() {
    let show = json!({"show": "policy", "of": POLICY});
    let answers = story(&[
        reviewed_by(&[LEAD]),
        show.clone(),
        json!({"do": "updatePolicy", "with": {"policy": POLICY, "description": "Renamed"}}),
        show,
    ]);
    let settings = &answers[1]["row"]["reviewSettings"];
    assert_eq!(settings["isSelfReview"], false);
    assert_eq!(settings["expirationBehavior"], "removeAccess");
    assert_eq!(settings, &answers[3]["row"]["reviewSettings"]);
}

#[test]
fn a_rhythm_that_reviews_cannot_follow_is_kept_and_plans_nothing() {
    let odd = json!({"isEnabled": true, "schedule": {"recurrence":
        {"pattern": {"type": "weekly", "interval": 2, "daysOfWeek": ["monday"]}}}});
    let answers = story(&[
        update(&odd),
        json!({"show": "policy", "of": POLICY}),
        list("reviews", &json!({"accessPackage": PACKAGE})),
    ]);
    let pattern = &answers[1]["row"]["reviewSettings"]["schedule"]["recurrence"]["pattern"];
    assert_eq!(pattern["daysOfWeek"], json!(["monday"]));
    assert_eq!(answers[2]["total"], 0);
}

#[test]
fn reviews_end_with_their_package() {
    let remove = |who: &str| json!({"do": "removeAssignment", "with": {"assignment": format!("{PACKAGE}/{who}")}});
    let answers = story(&[
        reviewed_by(&[LEAD]),
        decide(LEAD, BEN, "Approve"),
        remove(ANA),
        remove(BEN),
        json!({"do": "deleteAccessPackage", "with": {"accessPackage": PACKAGE}}),
        list("reviews", &json!({})),
        json!({"list": "upcoming", "where": {"until": "2026-05-01T00:00:00Z"}}),
    ]);
    assert_eq!(answers[5]["total"], 1);
    assert_eq!(answers[5]["rows"][0]["status"], "Completed");
    assert_eq!(answers[6]["total"], 0);
}

#[test]
fn reviews_are_in_the_audit_log_by_the_names_of_the_service() {
    let answers = story(&[
        reviewed_by(&[LEAD]),
        decide(LEAD, BEN, "Deny"),
        decide(LEAD, ANA, "Approve"),
        decide(LEAD, ANA, "DontKnow"),
        decide(LEAD, ANA, "NotReviewed"),
        advance(10),
        list("audit", &json!({"category": "Policy"})),
    ]);
    let rows = answers[6]["rows"].as_array().unwrap().iter();
    let told: Vec<&str> = rows.map(|row| row["activity"].as_str().unwrap()).collect();
    for activity in [
        "Create access review",
        "Deny decision",
        "Approve decision",
        "Don't know decision",
        "Reset decision",
        "Access review ended",
        "Apply decision",
    ] {
        assert!(told.contains(&activity), "{activity} is not in {told:?}");
    }
}

#[test]
fn the_access_of_one_of_several_reviewers_goes_to_the_fallback() {
    let settings = |fallback: &[&str]| {
        let fallback: Vec<Value> = fallback.iter().map(|name| person(name)).collect();
        reviewed_with(&json!({"primaryReviewers": [person(LEAD), person(ANA)],
            "fallbackReviewers": fallback}))
    };
    let answers = story(&[
        settings(&[SECOND]),
        expecting(decide(ANA, ANA, "Approve"), "NotAReviewer"),
        expecting(decide(LEAD, ANA, "Approve"), "NotAReviewer"),
        expecting(decide(SECOND, BEN, "Approve"), "NotAReviewer"),
        json!({"as": SECOND, "list": "reviewItems", "where": {"assignedToMe": true}}),
        decide(SECOND, ANA, "Approve"),
        decide(LEAD, BEN, "Approve"),
    ]);
    assert_eq!(answers[4]["total"], 1);
    assert_eq!(of(&answers[4], ANA, "standIn"), "fallback");
    story(&[settings(&[]), decide(LEAD, ANA, "Approve")]);
}

#[test]
fn a_sign_in_counts_as_recent_for_thirty_days_and_not_a_second_longer() {
    for (by, recommended) in [("P30D", "Approve"), ("P30DT1S", "Deny")] {
        let later = json!({"desk": "advanceClock", "with": {"by": by}});
        let answers = story(&[later, reviewed_by(&[LEAD]), items()]);
        assert_eq!(of(&answers[2], ANA, "recommendation"), recommended, "{by}");
    }
}
