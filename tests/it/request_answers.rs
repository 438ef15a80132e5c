//! What a policy asks of its requestors, what they answer, and who may change that later.

use serde_json::{Value, json};

use crate::support::script::after_the_preparations;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";
const POLICY: &str = "Entitlement test catalog/Entitlement test package/Internal requestors";
const HELD: &str = "Entitlement test catalog/Entitlement test package/internal.requestor@woodgrovebank.onmicrosoft.com";

/// A number that never changes, a plant that may, and a text that nobody has to write.
fn questions() -> Value {
    json!([
        {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 1,
            "text": "Cost center?", "isRequired": true, "isSingleLineQuestion": true,
            "regexPattern": "[0-9]{4}"},
        {"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion", "sequence": 2,
            "text": "Which plants?", "isRequired": true, "isAnswerEditable": true,
            "localizations": [{"languageCode": "de", "text": "Welche Werke?"}],
            "isMultipleSelectionAllowed": true, "choices": [
                {"actualValue": "BER", "text": "Berlin"},
                {"actualValue": "PAR", "text": "Paris",
                    "localizations": [{"languageCode": "de", "text": "Paris (Frankreich)"}]}]},
        {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 3,
            "text": "Anything else?"},
    ])
}

fn asking(questions: &Value, expect: &str) -> Value {
    json!({"as": ADMINISTRATOR, "do": "updatePolicy", "expect": expect,
        "with": {"policy": POLICY, "questions": questions}})
}

fn answer(question: &str, value: &str) -> Value {
    json!({"answeredQuestion": {"id": question}, "value": value})
}

fn good() -> Value {
    json!([
        answer("Cost center?", "4711"),
        answer("Which plants?", "BER;PAR")
    ])
}

/// Answers everything, and something once more.
fn with(another: Value) -> Value {
    let mut answers = good();
    answers.as_array_mut().unwrap().push(another);
    answers
}

fn submit(answers: &Value, expect: &str) -> Value {
    json!({"as": REQUESTOR, "do": "submitRequest", "let": "asked", "expect": expect, "with": {
        "accessPackage": PACKAGE, "justification": "Onboarding", "answers": answers}})
}

fn approve() -> Value {
    json!({"as": APPROVER, "do": "approveRequest", "expect": "ok", "with": {
        "request": "$asked", "justification": "Fine"}})
}

fn change(who: &str, answers: &Value, expect: &str) -> Value {
    json!({"as": who, "do": "changeAnswers", "let": "changed", "expect": expect,
        "with": {"assignment": HELD, "answers": answers}})
}

#[test]
fn a_request_needs_the_answers_that_the_policy_requires_in_the_form_it_wants() {
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        submit(&json!([]), "AnswerRequired"),
        submit(&json!([answer("Cost center?", "4711")]), "AnswerRequired"),
        submit(&json!([answer("Cost center?", "47111")]), "AnswerRequired"),
        submit(&with(answer("Cost center?", "47111")), "AnswerInvalid"),
        submit(&with(answer("Which plants?", "BER;ROM")), "AnswerInvalid"),
        submit(&with(answer("Which car?", "a red one")), "AnswerInvalid"),
        submit(&good(), "ok"),
    ]);
    let refused = &answers[2];
    assert!(
        refused["message"]
            .as_str()
            .unwrap()
            .contains("Which plants?")
    );
    let walk = refused["walk"].as_array().unwrap();
    assert_eq!(walk.last().unwrap()["passed"], false);
}

#[test]
fn approvers_read_the_answers_in_their_own_language() {
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        json!({"as": ADMINISTRATOR, "do": "updateUser", "expect": "ok",
            "with": {"user": APPROVER, "preferredLanguage": "de-CH"}}),
        submit(&good(), "ok"),
        json!({"as": APPROVER, "list": "approvals"}),
        json!({"as": REQUESTOR, "list": "history"}),
    ]);
    let read = |at: usize| {
        let answer = &answers[at]["rows"][0]["answers"][1];
        (
            answer["answeredQuestion"]["text"].clone(),
            answer["displayValue"].clone(),
            answer["value"].clone(),
        )
    };
    let german = ("Welche Werke?", "Berlin; Paris (Frankreich)", "BER;PAR");
    assert_eq!(read(3), (german.0.into(), german.1.into(), german.2.into()));
    let common = ("Which plants?", "Berlin; Paris", "BER;PAR");
    assert_eq!(read(4), (common.0.into(), common.1.into(), common.2.into()));
}

#[test]
fn an_approver_corrects_what_may_be_corrected_while_the_request_waits() {
    let edit = |who: &str, answers: &Value, expect: &str| {
        json!({"as": who, "do": "editRequestAnswers", "expect": expect,
            "with": {"request": "$asked", "answers": answers}})
    };
    let plants = json!([answer("Which plants?", "PAR")]);
    let center = json!([answer("Cost center?", "0815")]);
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        submit(&good(), "ok"),
        edit(REQUESTOR, &plants, "SelfApproval"),
        edit(ADMINISTRATOR, &plants, "NotAnApprover"),
        edit(APPROVER, &center, "AnswerNotEditable"),
        edit(APPROVER, &plants, "ok"),
        edit(APPROVER, &plants, "NothingToChange"),
        approve(),
        edit(APPROVER, &plants, "AlreadyDecided"),
        json!({"as": REQUESTOR, "list": "active"}),
        json!({"as": ADMINISTRATOR, "list": "audit",
            "where": {"activity": "Update request answers by approver", "result": "success"}}),
    ]);
    let held = &answers[9]["rows"][0]["answers"];
    assert_eq!(held[1]["value"], "PAR");
    assert_eq!(answers[10]["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn whoever_holds_access_changes_editable_answers_and_an_administrator_changes_any() {
    let plants = json!([answer("Which plants?", "BER")]);
    let center = json!([answer("Cost center?", "0815")]);
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        submit(&good(), "ok"),
        approve(),
        change(APPROVER, &plants, "NotFound"),
        change(REQUESTOR, &center, "AnswerNotEditable"),
        change(REQUESTOR, &plants, "ok"),
        change(ADMINISTRATOR, &center, "ok"),
        json!({"as": REQUESTOR, "list": "active"}),
        json!({"as": ADMINISTRATOR, "list": "requests"}),
    ]);
    let held = &answers[7]["rows"][0];
    assert_eq!(held["answers"][0]["value"], "0815");
    assert_eq!(held["answers"][1]["value"], "BER");
    assert_eq!(held["endDateTime"], "2026-03-31T09:00:00Z");
    let rows = answers[8]["rows"].as_array().unwrap();
    let kinds: Vec<&Value> = rows.iter().map(|row| &row["requestType"]).collect();
    assert_eq!(kinds, ["userAdd", "userUpdate", "adminUpdate"]);
}

#[test]
fn changed_answers_wait_for_approvers_where_extensions_do() {
    let plants = json!([answer("Which plants?", "BER")]);
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        submit(&good(), "ok"),
        approve(),
        json!({"as": ADMINISTRATOR, "do": "updatePolicy", "expect": "ok", "with": {
            "policy": POLICY, "requestApprovalSettings": {
                "isApprovalRequiredForAdd": true, "isApprovalRequiredForUpdate": true,
                "stages": [{"primaryApprovers": [
                    {"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}]}]}}}),
        change(REQUESTOR, &plants, "ok"),
        change(REQUESTOR, &plants, "ExtensionPending"),
        json!({"as": REQUESTOR, "list": "active"}),
        json!({"as": APPROVER, "do": "approveRequest", "expect": "ok", "with": {
            "request": "$changed.request", "justification": "Fine"}}),
        json!({"as": REQUESTOR, "list": "active"}),
    ]);
    assert_eq!(answers[6]["rows"][0]["answers"][1]["value"], "BER;PAR");
    assert_eq!(answers[8]["rows"][0]["answers"][1]["value"], "BER");
}

#[test]
fn a_policy_with_questions_is_assigned_to_one_person_at_a_time() {
    let assign = |targets: &Value, answers: &Value, expect: &str| {
        json!({"as": ADMINISTRATOR, "do": "assignDirectly", "expect": expect, "with": {
            "accessPackage": PACKAGE, "policy": POLICY, "targets": targets, "answers": answers}})
    };
    after_the_preparations(&[
        asking(&questions(), "ok"),
        assign(&json!([REQUESTOR, APPROVER]), &good(), "OneUserAtATime"),
        assign(&json!([REQUESTOR]), &json!([]), "AnswerRequired"),
        assign(&json!([REQUESTOR]), &good(), "ok"),
    ]);
}

#[test]
fn open_requests_keep_the_questions_they_were_made_with() {
    let answers = after_the_preparations(&[
        asking(&questions(), "ok"),
        submit(&good(), "ok"),
        asking(&json!([]), "ok"),
        json!({"as": APPROVER, "list": "approvals"}),
    ]);
    let kept = answers[3]["rows"][0]["answers"].as_array().unwrap();
    assert_eq!(kept.len(), 2);
}

#[test]
fn questions_that_cannot_be_told_apart_or_answered_are_refused() {
    let text = |text: &str| json!({"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "text": text});
    let choice = |choices: Value| {
        json!({"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion",
            "text": "Which?", "choices": choices})
    };
    let many: Vec<Value> = (1..=21)
        .map(|at| text(&format!("Question {at}?")))
        .collect();
    after_the_preparations(&[
        asking(&json!([text("Why?"), text("why?")]), "QuestionInvalid"),
        asking(&json!([choice(json!([]))]), "QuestionInvalid"),
        asking(
            &json!([choice(json!([{"actualValue": "a;b"}]))]),
            "QuestionInvalid",
        ),
        asking(
            &json!([choice(json!([{"actualValue": "a"}, {"actualValue": "A"}]))]),
            "QuestionInvalid",
        ),
        asking(&json!(many), "LimitReached"),
        asking(&json!(many[..20]), "ok"),
    ]);
}
