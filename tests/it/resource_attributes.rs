//! What the resources of a package ask, and the attributes that the answers become.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const PACKAGE: &str = "Sales/Books";
const HELD: &str = "Sales/Books/ana@sandbox.onmicrosoft.com";
const QUESTION: &str = "Which department?";

/// A package with a role of an application that asks for these attributes.
fn asking(attributes: &Value, more: &[Value]) -> Vec<Value> {
    let mut lines = vec![
        json!({"do": "createUser", "with": {"userPrincipalName": ANA, "displayName": "Ana"}}),
        json!({"do": "createApplication", "with": {"displayName": "Ledger",
            "appRoles": [{"value": "reader", "displayName": "Reader"}]}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "addCatalogResource", "with": {"catalog": "Sales",
            "originSystem": "AadApplication", "originId": "Ledger"}}),
        json!({"do": "setResourceAttributes", "expect": "ok", "with": {"catalog": "Sales",
            "resource": "Ledger", "attributes": attributes}}),
        json!({"do": "createAccessPackage", "expect": "ok", "with": {"catalog": "Sales",
            "displayName": "Books", "description": "To keep the books",
            "resourceRoles": [{"resource": "Ledger", "role": "Reader"}],
            "policies": [{"displayName": "Members", "allowedTargetScope": "allMemberUsers",
                "isEnabled": true}]}}),
    ];
    lines.extend_from_slice(more);
    tell(Sample::Empty, ADMINISTRATOR, &lines).split_off(6)
}

fn department(more: &Value) -> Value {
    let mut asked = json!({"attribute": "department", "question": QUESTION});
    let more = more.as_object().unwrap().clone();
    asked.as_object_mut().unwrap().extend(more);
    json!([asked])
}

fn submit(value: Option<&str>, expect: &str) -> Value {
    let answers: Vec<Value> = value
        .iter()
        .map(|value| json!({"answeredQuestion": {"id": QUESTION}, "value": value}))
        .collect();
    json!({"as": ANA, "do": "submitRequest", "expect": expect,
        "with": {"accessPackage": PACKAGE, "answers": answers}})
}

fn has(value: &Value) -> Value {
    json!({"do": "updateUser", "expect": "ok", "with": {"user": ANA, "department": value}})
}

fn ends() -> Value {
    json!({"do": "removeAssignment", "expect": "ok", "with": {"assignment": HELD}})
}

fn account() -> Value {
    json!({"show": "user", "of": ANA})
}

fn shown(answer: &Value) -> &Value {
    &answer["row"]["department"]
}

#[test]
fn an_answer_becomes_an_attribute_on_delivery_and_goes_when_access_ends() {
    let answers = asking(
        &department(&json!({})),
        &[
            submit(None, "AnswerRequired"),
            submit(Some("Books"), "ok"),
            account(),
            ends(),
            account(),
            json!({"list": "audit", "where": {"activity": "Update user", "result": "success"}}),
        ],
    );
    assert!(answers[0]["message"].as_str().unwrap().contains(QUESTION));
    assert_eq!(shown(&answers[2]), "Books");
    assert_eq!(shown(&answers[4]), &Value::Null);
    assert_eq!(answers[5]["rows"].as_array().unwrap().len(), 2);
}

#[test]
fn an_answer_stays_where_the_attribute_is_to_persist() {
    let answers = asking(
        &department(&json!({"isPersistedOnAssignmentRemoval": true})),
        &[submit(Some("Books"), "ok"), ends(), account()],
    );
    assert_eq!(shown(&answers[2]), "Books");
}

#[test]
fn an_answer_stays_where_it_was_not_an_application_that_asked() {
    let asked = department(&json!({}));
    let answers = asking(
        &json!([{"attribute": "city", "question": "Where?"}]),
        &[
            json!({"do": "updateUser", "expect": "ok", "with": {"user": ANA, "city": "Lyon"}}),
            json!({"do": "createGroup", "with": {"displayName": "Files"}}),
            json!({"do": "addCatalogResource", "with": {"catalog": "Sales",
                "originSystem": "AadGroup", "originId": "Files"}}),
            json!({"do": "setResourceAttributes", "expect": "ok", "with": {"catalog": "Sales",
                "resource": "Files", "attributes": asked}}),
            json!({"do": "addResourceRole", "expect": "ok", "with": {"accessPackage": PACKAGE,
                "resource": "Files", "role": "Member"}}),
            submit(Some("Books"), "ok"),
            ends(),
            account(),
        ],
    );
    assert_eq!(shown(&answers[7]), "Books");
}

#[test]
fn what_the_account_has_stands_as_the_answer_and_is_not_taken_away_with_the_access() {
    let answers = asking(
        &department(&json!({})),
        &[
            has(&json!("Sales")),
            submit(None, "ok"),
            json!({"as": ANA, "list": "active"}),
            ends(),
            account(),
        ],
    );
    assert_eq!(answers[2]["rows"][0]["answers"][0]["value"], "Sales");
    assert_eq!(shown(&answers[4]), "Sales");
}

#[test]
fn a_value_that_may_not_be_edited_is_filled_once_only() {
    let fixed = department(&json!({"isEditable": false}));
    let answers = asking(
        &fixed,
        &[
            submit(Some("Books"), "ok"),
            ends(),
            has(&json!("Sales")),
            submit(Some("Books"), "AnswerNotEditable"),
            submit(Some("Sales"), "ok"),
            account(),
        ],
    );
    assert_eq!(shown(&answers[5]), "Sales");
}

#[test]
fn what_somebody_else_wrote_since_is_left_alone_when_access_ends() {
    let answers = asking(
        &department(&json!({})),
        &[
            submit(Some("Books"), "ok"),
            has(&json!("Legal")),
            ends(),
            account(),
        ],
    );
    assert_eq!(shown(&answers[3]), "Legal");
}

#[test]
fn two_packages_that_bring_the_same_value_take_it_away_with_the_last_of_them() {
    let second = json!({"do": "createAccessPackage", "expect": "ok", "with": {"catalog": "Sales",
        "displayName": "More", "description": "The same again",
        "resourceRoles": [{"resource": "Ledger", "role": "Reader"}],
        "policies": [{"displayName": "Members", "allowedTargetScope": "allMemberUsers",
            "isEnabled": true}]}});
    let answers = asking(
        &department(&json!({})),
        &[
            second,
            submit(Some("Books"), "ok"),
            json!({"as": ANA, "do": "submitRequest", "expect": "ok",
                "with": {"accessPackage": "Sales/More"}}),
            ends(),
            account(),
            json!({"do": "removeAssignment", "expect": "ok",
                "with": {"assignment": "Sales/More/ana@sandbox.onmicrosoft.com"}}),
            account(),
        ],
    );
    assert_eq!(shown(&answers[4]), "Books");
    assert_eq!(shown(&answers[6]), &Value::Null);
}

/// Makes a second package that asks for the same attribute, which stays when its access ends.
fn leaving_the_attribute_behind() -> Vec<Value> {
    let asked = department(&json!({"isPersistedOnAssignmentRemoval": true}));
    vec![
        json!({"do": "createCatalog", "with": {"displayName": "Lab", "description": "d"}}),
        json!({"do": "addCatalogResource", "with": {"catalog": "Lab",
            "originSystem": "AadApplication", "originId": "Ledger"}}),
        json!({"do": "setResourceAttributes", "expect": "ok", "with": {"catalog": "Lab",
            "resource": "Ledger", "attributes": asked}}),
        json!({"do": "createAccessPackage", "expect": "ok", "with": {"catalog": "Lab",
            "displayName": "Notes", "description": "To take notes",
            "resourceRoles": [{"resource": "Ledger", "role": "Reader"}],
            "policies": [{"displayName": "Members", "allowedTargetScope": "allMemberUsers",
                "isEnabled": true}]}}),
        submit(Some("Books"), "ok"),
        json!({"as": ANA, "do": "submitRequest", "expect": "ok",
            "with": {"accessPackage": "Lab/Notes"}}),
    ]
}

#[test]
fn a_value_that_is_to_stay_stays_whichever_access_of_one_instant_ends_first() {
    let other = json!({"do": "removeAssignment", "expect": "ok",
        "with": {"assignment": "Lab/Notes/ana@sandbox.onmicrosoft.com"}});
    for [first, second] in [[ends(), other.clone()], [other.clone(), ends()]] {
        let mut lines = leaving_the_attribute_behind();
        lines.extend([first, second, account()]);
        let answers = asking(&department(&json!({})), &lines);
        assert_eq!(shown(answers.last().unwrap()), "Books");
    }
    let mut lines = leaving_the_attribute_behind();
    let later = json!({"desk": "advanceClock", "with": {"by": "P1D"}});
    lines.extend([other, later, ends(), account()]);
    let answers = asking(&department(&json!({})), &lines);
    assert_eq!(shown(answers.last().unwrap()), &Value::Null);
}

#[test]
fn an_attribute_by_which_the_directory_was_extended_is_kept_under_its_own_name() {
    let extended = json!([{"attribute": "extension_costCenter", "question": QUESTION}]);
    let answers = asking(
        &extended,
        &[submit(Some("4711"), "ok"), account(), ends(), account()],
    );
    assert_eq!(answers[1]["row"]["extension_costCenter"], "4711");
    assert_eq!(answers[3]["row"]["extension_costCenter"], Value::Null);
}

#[test]
fn an_answer_that_changes_while_access_is_held_changes_the_attribute() {
    let change = json!({"as": ANA, "do": "changeAnswers", "expect": "ok", "with": {
        "assignment": HELD,
        "answers": [{"answeredQuestion": {"id": QUESTION}, "value": "Legal"}]}});
    let answers = asking(
        &department(&json!({})),
        &[
            submit(Some("Books"), "ok"),
            change,
            account(),
            ends(),
            account(),
        ],
    );
    assert_eq!(shown(&answers[2]), "Legal");
    assert_eq!(shown(&answers[4]), &Value::Null);
}

#[test]
fn undoing_a_delivery_takes_the_attribute_back_with_it() {
    let answers = asking(
        &department(&json!({})),
        &[
            has(&json!("Sales")),
            submit(Some("Books"), "ok"),
            account(),
            json!({"desk": "undo", "expect": "ok"}),
            account(),
        ],
    );
    assert_eq!(shown(&answers[2]), "Books");
    assert_eq!(shown(&answers[4]), "Sales");
}

#[test]
fn an_administrator_assigns_one_person_at_a_time_where_a_resource_asks() {
    let assign = |targets: &Value, expect: &str| {
        json!({"do": "assignDirectly", "expect": expect, "with": {"accessPackage": PACKAGE,
            "policy": "Sales/Books/Members", "targets": targets,
            "answers": [{"answeredQuestion": {"id": QUESTION}, "value": "Books"}]}})
    };
    let answers = asking(
        &department(&json!({})),
        &[
            assign(&json!([ANA, ADMINISTRATOR]), "OneUserAtATime"),
            assign(&json!([ANA]), "ok"),
            account(),
        ],
    );
    assert_eq!(shown(&answers[2]), "Books");
}

#[test]
fn asking_warns_of_a_rule_that_gives_the_resource_without_asking() {
    let rule = json!({"accessPackage": PACKAGE, "displayName": "By rule",
        "allowedTargetScope": "specificDirectoryUsers", "automaticRequestSettings": {},
        "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.attributeRuleMembers",
            "membershipRule": "user.city -eq \"Oslo\""}]});
    let asks = |question: &str| {
        json!({"do": "setResourceAttributes", "expect": "ok", "with": {"catalog": "Sales",
        "resource": "Ledger", "attributes": [{"attribute": "Department", "question": question}]}})
    };
    let answers = asking(
        &department(&json!({})),
        &[
            asks("Where?"),
            json!({"do": "createPolicy", "expect": "ok", "with": rule}),
            asks("Which one?"),
        ],
    );
    assert_eq!(answers[0]["warnings"], json!([]), "{}", answers[0]);
    let warning = &answers[2]["warnings"][0];
    assert_eq!(warning["code"], "AnswersNotAsked", "{}", answers[2]);
}
