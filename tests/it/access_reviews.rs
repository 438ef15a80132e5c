//! Access reviews: who is asked about whose access, what becomes of it, and when they come again.

mod policies;

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
fn nobody_is_said_to_review_access_that_came_later_or_has_ended() {
    let cara = "cara@woodgrovebank.onmicrosoft.com";
    let why = |who: &str| json!({"why": "reviewers", "with": {"review": REVIEW, "person": who}});
    let answers = story(&[
        reviewed_by(&[LEAD]),
        why(BEN),
        user(cara, "Cara", None),
        why(cara),
        json!({"as": BEN, "do": "giveBackAssignment", "with":
            {"assignment": format!("{PACKAGE}/{BEN}")}}),
        why(BEN),
    ]);
    assert_eq!(answers[1]["verdict"], true);
    assert_eq!(names(&answers[3], "reviewers"), ["Lead"]);
    assert_eq!(answers[3]["verdict"], false, "there is nothing to review");
    assert_eq!(answers[5]["verdict"], false, "it has ended");
}

#[test]
fn reviewers_are_asked_by_mail_when_a_review_opens_and_again_half_way() {
    let answers = story(&[
        reviewed_by(&[LEAD]),
        advance(5),
        list("mails", &json!({"number": 21})),
    ]);
    let rows = answers[2]["rows"].as_array().unwrap();
    let told = rows.iter().map(|row| &row["to"]["displayName"]);
    assert_eq!(told.collect::<Vec<_>>(), ["Lead", "Lead"]);
    assert_eq!(rows[0]["subject"], "Review access to Reports by 2026-03-11");
}
