//! Access reviews: who is asked about whose access, what becomes of it, and when they come again.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const LEAD: &str = "lead@woodgrovebank.onmicrosoft.com";
const SECOND: &str = "second@woodgrovebank.onmicrosoft.com";
const ANA: &str = "ana@woodgrovebank.onmicrosoft.com";
const BEN: &str = "ben@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Sales/Reports";
const POLICY: &str = "Sales/Reports/Members";
const REVIEW: &str = POLICY;

fn user(name: &str, display_name: &str, manager: Option<&str>) -> Value {
    let mut with = json!({"userPrincipalName": name, "displayName": display_name});
    if let Some(manager) = manager {
        with["manager"] = json!(manager);
    }
    json!({"do": "createUser", "with": with})
}

/// Lines that make a package which Ana, whose manager is the lead, and Ben hold; Ana signs in.
fn furnished() -> Vec<Value> {
    let assign = |who: &str| {
        json!({"do": "assignDirectly", "with":
            {"accessPackage": PACKAGE, "policy": POLICY, "targets": [who]}})
    };
    vec![
        user(LEAD, "Lead", None),
        user(SECOND, "Second", None),
        user(ANA, "Ana", Some(LEAD)),
        user(BEN, "Ben", None),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        json!({"do": "createAccessPackage", "with": {
            "catalog": "Sales", "displayName": "Reports", "description": "To read reports",
            "resourceRoles": [{"resource": "Files", "role": "Member"}],
            "policies": [{"displayName": "Members", "allowedTargetScope": "allMemberUsers",
                "expiration": {"type": "noExpiration"}}]}}),
        assign(ANA),
        assign(BEN),
        json!({"desk": "signIn", "with": {"persona": ANA}}),
    ]
}

/// Runs lines after the package is there, and returns their answers.
#[track_caller]
fn story(lines: &[Value]) -> Vec<Value> {
    let mut all = furnished();
    let before = all.len();
    all.extend_from_slice(lines);
    tell(
        Sample::Empty,
        SANDBOX,
        &all.iter().map(at_home).collect::<Vec<_>>(),
    )
    .split_off(before)
}

const SANDBOX: &str = "administrator@sandbox.onmicrosoft.com";

/// Moves a line to the domain of the sample.
fn at_home(line: &Value) -> Value {
    let text = line.to_string();
    let text = text.replace("@woodgrovebank.onmicrosoft.com", "@sandbox.onmicrosoft.com");
    serde_json::from_str(&text).unwrap()
}

fn person(name: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": name})
}

fn monthly(days: u32) -> Value {
    json!({"expiration": {"type": "afterDuration", "duration": format!("P{days}D")},
        "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}})
}

/// Switches reviews of every month on, of ten days each, with more settings.
fn reviewed_with(more: &Value) -> Value {
    let mut settings = json!({"isEnabled": true, "schedule": monthly(10)});
    let settings_map = settings.as_object_mut().unwrap();
    settings_map.extend(more.as_object().unwrap().clone());
    update(&settings)
}

fn reviewed_by(reviewers: &[&str]) -> Value {
    let reviewers: Vec<Value> = reviewers.iter().map(|name| person(name)).collect();
    reviewed_with(&json!({"primaryReviewers": reviewers}))
}

fn update(settings: &Value) -> Value {
    json!({"do": "updatePolicy", "with": {"policy": POLICY, "reviewSettings": settings}})
}

fn expecting(mut line: Value, code: &str) -> Value {
    line["expect"] = json!(code);
    line
}

fn decide(by: &str, about: &str, decision: &str) -> Value {
    json!({"as": by, "do": "decideReview", "with": {"review": REVIEW, "principal": about,
        "decision": decision, "justification": "We spoke"}})
}

fn advance(days: u32) -> Value {
    json!({"desk": "advanceClock", "with": {"by": format!("P{days}D")}})
}

fn list(kind: &str, filter: &Value) -> Value {
    json!({"list": kind, "where": filter, "sort": "createdDateTime"})
}

fn items() -> Value {
    list("reviewItems", &json!({"review": REVIEW}))
}

/// Returns a field of the row about a person.
fn of<'a>(answer: &'a Value, who: &str, field: &str) -> &'a Value {
    let name = who.split('@').next().unwrap();
    let rows = answer["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| {
        let reference = row.get("principal").or_else(|| row.get("target")).unwrap();
        reference["userPrincipalName"]
            .as_str()
            .unwrap()
            .starts_with(name)
    });
    &found.unwrap_or_else(|| panic!("nobody called {name} in {answer:#}"))[field]
}

fn names(answer: &Value, list: &str) -> Vec<String> {
    let people = answer[list].as_array().unwrap().iter();
    people
        .map(|person| person["displayName"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn access_that_a_reviewer_denied_ends_when_the_review_closes_and_not_before() {
    let answers = story(&[
        reviewed_by(&[LEAD]),
        decide(LEAD, ANA, "Approve"),
        decide(LEAD, BEN, "Deny"),
        list("groupMembers", &json!({"group": "Files", "role": "Member"})),
        advance(10),
        list("groupMembers", &json!({"group": "Files", "role": "Member"})),
        list("assignments", &json!({"accessPackage": PACKAGE})),
        items(),
        json!({"show": "review", "of": REVIEW}),
        list("requests", &json!({"requestType": "adminRemove"})),
    ]);
    assert_eq!(answers[3]["total"], 2);
    assert_eq!(answers[5]["total"], 1);
    assert_eq!(of(&answers[6], ANA, "state"), "delivered");
    assert_eq!(of(&answers[6], BEN, "state"), "expired");
    let ended = of(&answers[6], BEN, "endedBy");
    assert_eq!(ended["requestType"], "adminRemove");
    assert_eq!(ended["requestor"], Value::Null, "the service removed it");
    assert_eq!(ended["review"]["id"], answers[8]["row"]["id"]);
    assert_eq!(ended["justification"], "We spoke");
    assert_eq!(of(&answers[7], BEN, "accessRemoved"), true);
    assert_eq!(of(&answers[7], ANA, "accessRemoved"), false);
    let row = &answers[8]["row"];
    assert_eq!(row["status"], "Completed");
    let counts = ["approved", "denied", "dontKnow", "notReviewed", "reviewed"];
    assert_eq!(
        counts.map(|count| row[count].as_u64().unwrap()),
        [1, 1, 0, 0, 2]
    );
    assert_eq!(answers[9]["total"], 1);
}

#[test]
fn the_last_answer_counts_and_can_be_taken_back() {
    let answers = story(&[
        reviewed_by(&[LEAD, SECOND]),
        decide(LEAD, ANA, "Deny"),
        decide(SECOND, ANA, "Approve"),
        decide(LEAD, BEN, "Approve"),
        decide(SECOND, BEN, "NotReviewed"),
        expecting(decide(SECOND, BEN, "NotReviewed"), "NothingToChange"),
        items(),
        advance(10),
        list("assignments", &json!({"accessPackage": PACKAGE})),
    ]);
    assert_eq!(of(&answers[6], ANA, "reviewedBy")["displayName"], "Second");
    assert_eq!(of(&answers[6], BEN, "reviewedBy"), &Value::Null);
    assert_eq!(of(&answers[6], BEN, "justification"), &Value::Null);
    assert_eq!(of(&answers[8], ANA, "state"), "delivered");
    assert_eq!(of(&answers[8], BEN, "state"), "expired", "nobody answered");
}

#[test]
fn what_becomes_of_access_nobody_answered_for_is_up_to_the_policy() {
    #[track_caller]
    fn case(behavior: &str, ana: &str, ben: &str) {
        let answers = story(&[
            advance(40),
            json!({"desk": "signIn", "with": {"persona": BEN}}),
            reviewed_with(&json!({"primaryReviewers": [person(LEAD)],
                "expirationBehavior": behavior})),
            advance(11),
            list("assignments", &json!({"accessPackage": PACKAGE})),
        ]);
        assert_eq!(of(&answers[4], ANA, "state"), ana, "{behavior}");
        assert_eq!(of(&answers[4], BEN, "state"), ben, "{behavior}");
    }
    case("keepAccess", "delivered", "delivered");
    case("removeAccess", "expired", "expired");
    case("acceptAccessRecommendation", "expired", "delivered");
}

#[test]
fn recommendations_follow_the_last_sign_in_and_fill_only_what_is_unanswered() {
    let answers = story(&[
        reviewed_by(&[LEAD]),
        items(),
        decide(LEAD, BEN, "Approve"),
        json!({"as": LEAD, "do": "acceptRecommendations", "with": {"review": REVIEW}}),
        json!({"as": LEAD, "do": "acceptRecommendations", "with": {"review": REVIEW},
            "expect": "NothingToChange"}),
        items(),
        json!({"as": BEN, "do": "acceptRecommendations", "with": {"review": REVIEW},
            "expect": "NotFound"}),
    ]);
    assert_eq!(of(&answers[1], ANA, "recommendation"), "Approve");
    assert_eq!(of(&answers[1], BEN, "recommendation"), "NoInfoAvailable");
    assert_eq!(of(&answers[5], ANA, "decision"), "Approve");
    assert_eq!(of(&answers[5], BEN, "justification"), "We spoke");
}

#[test]
fn recommendations_that_are_off_are_neither_shown_nor_taken() {
    let answers = story(&[
        reviewed_with(&json!({"primaryReviewers": [person(LEAD)],
            "isRecommendationEnabled": false})),
        items(),
        json!({"as": LEAD, "do": "acceptRecommendations", "with": {"review": REVIEW},
            "expect": "NothingToChange"}),
    ]);
    assert_eq!(of(&answers[1], ANA, "recommendation"), &Value::Null);
}

#[test]
fn people_review_their_own_access_and_need_a_reason_only_to_keep_it() {
    let without_reason = |who: &str, decision: &str| {
        json!({"as": who, "do": "decideReview", "with":
            {"review": REVIEW, "principal": who, "decision": decision}})
    };
    let answers = story(&[
        reviewed_with(&json!({})),
        expecting(
            without_reason(ANA, "Approve"),
            "ReviewerJustificationRequired",
        ),
        decide(ANA, ANA, "Approve"),
        without_reason(BEN, "Deny"),
        expecting(decide(ANA, BEN, "Approve"), "NotAReviewer"),
        expecting(decide(LEAD, ANA, "Deny"), "NotFound"),
        json!({"as": ANA, "list": "reviewItems", "where": {"assignedToMe": true}}),
        advance(10),
        list("assignments", &json!({"accessPackage": PACKAGE})),
    ]);
    assert_eq!(answers[6]["total"], 1);
    assert_eq!(of(&answers[8], ANA, "state"), "delivered");
    assert_eq!(of(&answers[8], BEN, "state"), "expired");
}

#[test]
fn reviewers_give_a_reason_unless_the_policy_wants_none() {
    let silent = json!({"as": LEAD, "do": "decideReview", "with":
        {"review": REVIEW, "principal": ANA, "decision": "DontKnow"}});
    story(&[
        reviewed_by(&[LEAD]),
        expecting(silent.clone(), "ReviewerJustificationRequired"),
    ]);
    story(&[
        reviewed_with(&json!({"primaryReviewers": [person(LEAD)],
            "isReviewerJustificationRequired": false})),
        silent,
    ]);
}

#[test]
fn a_manager_reviews_their_reports_and_others_those_without_one() {
    let manager = json!({"@odata.type": "#microsoft.graph.requestorManager"});
    let why = |who: &str| json!({"why": "reviewers", "with": {"review": REVIEW, "person": who}});
    let answers = story(&[
        reviewed_with(&json!({"primaryReviewers": [manager],
            "fallbackReviewers": [person(SECOND)]})),
        why(ANA),
        why(BEN),
        expecting(decide(SECOND, ANA, "Deny"), "NotAReviewer"),
        decide(SECOND, BEN, "Deny"),
        json!({"as": LEAD, "list": "reviewItems", "where": {"assignedToMe": true}}),
        json!({"do": "updateUser", "with": {"user": LEAD, "accountEnabled": false}}),
        why(ANA),
        decide(SECOND, ANA, "Approve"),
    ]);
    assert_eq!(names(&answers[1], "reviewers"), ["Lead"]);
    assert_eq!(answers[1]["standIn"], "primary");
    assert_eq!(names(&answers[2], "reviewers"), ["Second"]);
    assert_eq!(answers[2]["standIn"], "fallback");
    assert_eq!(answers[5]["total"], 1);
    assert_eq!(of(&answers[5], ANA, "standIn"), "primary");
    assert_eq!(names(&answers[7], "reviewers"), ["Second"]);
    let dropped = &answers[7]["dropped"][0];
    assert_eq!(dropped["person"]["displayName"], "Lead");
    assert_eq!(dropped["reason"], "the account is disabled or deleted");
}

#[test]
fn nobody_reviews_their_own_access_where_others_are_named() {
    let answers = story(&[
        reviewed_with(&json!({"primaryReviewers": [person(ANA)],
            "fallbackReviewers": [person(SECOND)]})),
        expecting(decide(ANA, ANA, "Approve"), "NotAReviewer"),
        decide(ANA, BEN, "Approve"),
        decide(SECOND, ANA, "Approve"),
        json!({"why": "reviewers", "with": {"review": REVIEW, "person": ANA}}),
    ]);
    let dropped = &answers[4]["dropped"][0]["reason"];
    assert_eq!(dropped, "nobody decides on their own access");
}

#[test]
fn a_review_is_about_those_who_held_the_package_when_it_opened() {
    let cara = "cara@woodgrovebank.onmicrosoft.com";
    let answers = story(&[
        reviewed_by(&[LEAD]),
        user(cara, "Cara", None),
        json!({"do": "assignDirectly", "with":
            {"accessPackage": PACKAGE, "policy": POLICY, "targets": [cara]}}),
        expecting(decide(LEAD, cara, "Deny"), "NotReviewed"),
        decide(LEAD, BEN, "Deny"),
        json!({"as": BEN, "do": "giveBackAssignment", "with":
            {"assignment": format!("{PACKAGE}/{BEN}")}}),
        expecting(decide(LEAD, BEN, "Approve"), "AssignmentNotActive"),
        decide(LEAD, ANA, "Approve"),
        advance(10),
        items(),
        list("assignments", &json!({"accessPackage": PACKAGE})),
        list("requests", &json!({"requestType": "adminRemove"})),
    ]);
    let applied = "AppliedSuccessfullyButObjectNotFound";
    assert_eq!(of(&answers[9], BEN, "applyResult"), applied);
    assert_eq!(answers[9]["total"], 2);
    assert_eq!(of(&answers[10], cara, "state"), "delivered");
    assert_eq!(answers[11]["total"], 0);
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
    let happens: Vec<(String, String)> = answers[1]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["kind"].as_str().unwrap().to_owned(),
                row["at"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("reviewReminder", "2026-03-06T09:00:00Z"),
        ("reviewEnd", "2026-03-11T09:00:00Z"),
        ("reviewStart", "2026-04-01T09:00:00Z"),
    ];
    assert_eq!(
        happens,
        expected.map(|(kind, at)| (kind.to_owned(), at.to_owned()))
    );
    assert_eq!(
        answers[3]["rows"][0]["remindedDateTime"],
        "2026-03-06T09:00:00Z"
    );
    let statuses = |answer: &Value| -> Vec<String> {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|row| row["status"].as_str().unwrap().to_owned())
            .collect()
    };
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
    let told: Vec<&str> = rows
        .map(|row| row["activity"].as_str().unwrap())
        .collect();
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
