//! Delegation: administrators hand on catalogs, packages and assignments without handing on the
//! directory.

mod appointing;
mod reading;

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const DANA: &str = "dana@sandbox.onmicrosoft.com";
const EVA: &str = "eva@sandbox.onmicrosoft.com";
const FINN: &str = "finn@sandbox.onmicrosoft.com";

fn person(name: &str) -> Value {
    let sign_in = format!("{}@sandbox.onmicrosoft.com", name.to_lowercase());
    json!({"do": "createUser", "with": {"userPrincipalName": sign_in, "displayName": name}})
}

fn catalog(name: &str) -> Value {
    json!({"do": "createCatalog", "with": {"displayName": name, "description": "For the story"}})
}

fn give(role: &str, to: &str, catalog: &str) -> Value {
    json!({"do": "assignRole", "with": {"principal": to, "role": role, "catalog": catalog}})
}

fn take(role: &str, from: &str, catalog: &str) -> Value {
    json!({"do": "removeRole", "with": {"principal": from, "role": role, "catalog": catalog}})
}

fn by(who: &str, mut line: Value) -> Value {
    line["as"] = json!(who);
    line
}

fn refused(code: &str, mut line: Value) -> Value {
    line["expect"] = json!(code);
    line
}

fn package(catalog: &str, name: &str) -> Value {
    json!({"do": "createAccessPackage", "with": {"catalog": catalog, "displayName": name,
        "description": "For the story", "policies": [
            {"displayName": "Members", "allowedTargetScope": "allMemberUsers"}]}})
}

/// Dana, Eva and Finn, two catalogs, and a package in each.
fn setting() -> Vec<Value> {
    vec![
        person("Dana"),
        person("Eva"),
        person("Finn"),
        catalog("Sales"),
        catalog("Vault"),
        package("Sales", "Onboarding"),
        package("Vault", "Keys"),
    ]
}

#[track_caller]
fn story(lines: Vec<Value>) -> Vec<Value> {
    let all: Vec<Value> = setting().into_iter().chain(lines).collect();
    tell(Sample::Empty, ADMINISTRATOR, &all)
}

fn names(answer: &Value, field: &str) -> Vec<String> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let found = &row[field];
        let name = found.get("displayName").unwrap_or(found);
        name.as_str().unwrap().to_owned()
    })
    .collect()
}
