//! A package that a rule gives, and what the stories about it do.

use std::collections::BTreeSet;

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
pub(crate) const SALES: &str = "user.department -eq \"Sales\"";

#[track_caller]
pub(crate) fn administering(lines: &[Value]) -> Vec<Value> {
    let mut all = vec![
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        json!({"do": "addCatalogResource", "with": {"catalog": "Sales", "originSystem": "AadGroup",
            "originId": "Entitlement test group"}}),
        package(
            "Desk",
            &json!([{"resource": "Entitlement test group", "role": "Member"}]),
        ),
        package("Other", &json!([])),
        user("ana", json!({"department": "Sales"})),
        user("ben", json!({"department": "Research"})),
    ];
    let prepared = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Prepared, ADMINISTRATOR, &all).split_off(prepared)
}

pub(crate) fn package(name: &str, roles: &Value) -> Value {
    json!({"do": "createAccessPackage", "with": {"catalog": "Sales", "displayName": name,
        "description": "d", "resourceRoles": roles}})
}

pub(crate) fn user(name: &str, with: Value) -> Value {
    let mut fields = json!({"userPrincipalName": upn(name), "displayName": name});
    let Value::Object(given) = with else {
        panic!("members of a user");
    };
    fields.as_object_mut().unwrap().extend(given);
    json!({"do": "createUser", "with": fields, "let": name})
}

pub(crate) fn upn(name: &str) -> String {
    format!("{name}@woodgrovebank.onmicrosoft.com")
}

pub(crate) fn moves(name: &str, department: &str) -> Value {
    json!({"do": "updateUser", "with": {"user": upn(name), "department": department}})
}

pub(crate) fn rule(text: &str) -> Value {
    json!([{"@odata.type": "#microsoft.graph.attributeRuleMembers", "membershipRule": text,
        "description": "Sellers"}])
}

pub(crate) fn policy(text: &str, settings: &Value) -> Value {
    json!({"do": "createPolicy", "with": {"accessPackage": "Sales/Desk", "displayName": "Sellers",
        "allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": rule(text),
        "automaticRequestSettings": settings}})
}

/// A policy for anybody who asks.
pub(crate) fn for_all(package: &str) -> Value {
    json!({"do": "createPolicy", "with": {"accessPackage": package, "displayName": "Staff",
        "allowedTargetScope": "allMemberUsers"}})
}

pub(crate) fn assign(package: &str, name: &str) -> Value {
    json!({"do": "assignDirectly", "with": {"accessPackage": package, "policy": format!("{package}/Staff"),
        "targets": [upn(name)]}})
}

pub(crate) fn advance(by: &str) -> Value {
    json!({"desk": "advanceClock", "with": {"by": by}})
}

pub(crate) fn members() -> Value {
    json!({"list": "groupMembers", "where": {"group": "Entitlement test group"}})
}

pub(crate) fn names(answer: &Value) -> BTreeSet<&str> {
    let rows = answer["rows"].as_array();
    let rows = rows.unwrap_or_else(|| panic!("no rows: {answer}")).iter();
    let rows = rows.filter(|row| row["role"] == "Member");
    rows.map(|row| row["principal"]["displayName"].as_str().unwrap())
        .collect()
}

pub(crate) fn requests() -> Value {
    json!({"list": "requests", "where": {"accessPackage": "Sales/Desk"}})
}

/// Lists types, targets and states of requests, oldest first.
pub(crate) fn told(answer: &Value) -> Vec<String> {
    let rows = answer["rows"].as_array();
    let rows = rows.unwrap_or_else(|| panic!("no rows: {answer}")).iter();
    let mut told: Vec<String> = rows
        .map(|row| {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            let who = word(&row["target"]["displayName"]);
            format!(
                "{} {who} {}",
                word(&row["requestType"]),
                word(&row["state"])
            )
        })
        .collect();
    told.sort();
    told
}

pub(crate) fn facts(answer: &Value) -> Vec<&str> {
    let events = answer["events"].as_array().unwrap().iter();
    events
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}
