//! Groups that a rule fills: who is in follows the attributes, and the clock.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";

#[track_caller]
fn administering(lines: &[Value]) -> Vec<Value> {
    tell(Sample::Prepared, ADMINISTRATOR, lines)
}

fn group(name: &str, rule: &str) -> Value {
    json!({"do": "createGroup", "with": {"displayName": name, "membershipRule": rule,
        "groupTypes": ["DynamicMembership"]}})
}

fn edit(person: &str, attribute: &str, value: &Value) -> Value {
    json!({"do": "updateUser", "with": {"user": person, attribute: value}})
}

fn is_in(person: &str, group: &str) -> Value {
    json!({"why": "membership", "with": {"person": person, "group": group}})
}

fn verdicts(answers: &[Value]) -> Vec<bool> {
    let verdicts = answers.iter().map(|answer| answer["verdict"].as_bool());
    verdicts.flatten().collect()
}

#[test]
fn members_follow_the_attributes_that_the_rule_reads() {
    let answers = administering(&[
        edit(REQUESTOR, "department", &json!("sales")),
        group("Sales", "user.department -eq \"Sales\""),
        is_in(REQUESTOR, "Sales"),
        is_in(APPROVER, "Sales"),
        edit(APPROVER, "department", &json!("Sales")),
        is_in(APPROVER, "Sales"),
        edit(APPROVER, "department", &Value::Null),
        is_in(APPROVER, "Sales"),
        json!({"do": "createUser", "with": {"displayName": "Ana", "department": "Sales",
            "userPrincipalName": "ana@woodgrovebank.onmicrosoft.com"}}),
        is_in("ana@woodgrovebank.onmicrosoft.com", "Sales"),
    ]);
    assert_eq!(verdicts(&answers), [true, false, true, false, true]);
}

#[test]
fn an_edited_rule_judges_everybody_and_one_that_is_dropped_leaves_them_in() {
    let answers = administering(&[
        edit(REQUESTOR, "department", &json!("Sales")),
        edit(APPROVER, "department", &json!("Finance")),
        group("Team", "user.department -eq \"Sales\""),
        json!({"do": "updateGroup", "with": {"group": "Team",
            "membershipRule": "user.department -eq \"Finance\""}}),
        is_in(REQUESTOR, "Team"),
        is_in(APPROVER, "Team"),
        json!({"do": "updateGroup", "with": {"group": "Team", "groupTypes": []}}),
        edit(APPROVER, "department", &Value::Null),
        is_in(APPROVER, "Team"),
    ]);
    assert_eq!(verdicts(&answers), [false, true, true]);
}

#[test]
fn whoever_is_deleted_leaves_and_comes_back_with_the_account() {
    let answers = administering(&[
        edit(REQUESTOR, "department", &json!("Sales")),
        group("Sales", "user.department -eq \"Sales\""),
        json!({"do": "deleteUser", "with": {"user": REQUESTOR}, "let": "gone"}),
        json!({"show": "group", "of": "Sales"}),
        json!({"do": "restoreUser", "with": {"user": "$gone"}}),
        json!({"show": "group", "of": "Sales"}),
    ]);
    assert_eq!(answers[3]["row"]["memberCount"], 0);
    assert_eq!(answers[5]["row"]["memberCount"], 1);
}

#[test]
fn a_rule_about_the_present_lets_people_go_when_their_time_has_come() {
    let newcomers = "user.employeeHireDate -ge system.now -minus P30D";
    let answers = administering(&[
        json!({"desk": "advanceClock", "with": {"to": "2090-03-10T09:00:00Z"}}),
        edit(REQUESTOR, "employeeHireDate", &json!("2090-03-01")),
        group("Newcomers", newcomers),
        is_in(REQUESTOR, "Newcomers"),
        json!({"desk": "advanceClock", "with": {"to": "2090-03-31T00:00:00Z"}}),
        is_in(REQUESTOR, "Newcomers"),
        json!({"desk": "advanceClock", "with": {"by": "PT1H"}}),
        is_in(REQUESTOR, "Newcomers"),
        edit(REQUESTOR, "employeeHireDate", &json!("2090-03-20")),
        is_in(REQUESTOR, "Newcomers"),
    ]);
    assert_eq!(verdicts(&answers), [true, true, false, true]);
}

#[test]
fn a_rule_that_cannot_be_read_is_refused_with_the_place_and_what_belongs_there() {
    let mut misspelled = group("Sales", "user.department \"Sales\"");
    misspelled["expect"] = json!("RuleInvalid");
    let answers = administering(&[misspelled]);
    let message = answers[0]["message"].as_str().unwrap();
    assert!(message.contains("character 17"), "{message}");
    assert!(message.contains("an operator such as -eq"), "{message}");
    assert_eq!(
        answers[0]["walk"].as_array().unwrap().last().unwrap()["check"],
        "ruleReadable"
    );
}

#[test]
fn why_somebody_is_not_in_is_told_clause_by_clause() {
    let rule = "user.department -eq \"Sales\" -and user.city -eq \"Oslo\"";
    let answers = administering(&[
        edit(REQUESTOR, "department", &json!("Sales")),
        edit(REQUESTOR, "city", &json!("Bergen")),
        group("Sellers of Oslo", rule),
        is_in(REQUESTOR, "Sellers of Oslo"),
        edit(REQUESTOR, "city", &json!("oslo")),
        is_in(REQUESTOR, "Sellers of Oslo"),
    ]);
    let told = &answers[3];
    assert_eq!(told["verdict"], false);
    assert_eq!(told["rule"], rule);
    assert_eq!(
        told["clauses"],
        json!([
            {"clause": "user.department -eq \"Sales\"", "property": "user.department",
                "found": "Sales", "holds": true},
            {"clause": "user.city -eq \"Oslo\"", "property": "user.city",
                "found": "Bergen", "holds": false},
        ])
    );
    assert_eq!(answers[5]["ways"], json!([{"by": "rule"}]));
}
