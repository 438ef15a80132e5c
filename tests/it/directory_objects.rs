//! The objects of the directory: accounts with all that rules read, and groups of every kind.

use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// Runs lines as the administrator of the tutorial; every line without an `expect` must pass.
#[track_caller]
fn administering(lines: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let mut line = line.clone();
            let fields = line.as_object_mut().unwrap();
            fields.entry("as").or_insert(json!(ADMINISTRATOR));
            if fields.contains_key("do") {
                fields.entry("expect").or_insert(json!("ok"));
            }
            line.to_string()
        })
        .collect();
    let (ending, answers) = run_lines(&mut engine(Sample::Prepared), &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{:#?}", answers.last());
    answers
}

#[test]
fn accounts_keep_every_attribute_that_rules_read_and_are_found_by_it() {
    let answers = administering(&[
        json!({"do": "createUser", "with": {"userPrincipalName": "ana@woodgrovebank.onmicrosoft.com",
            "displayName": "Ana", "givenName": "Ana", "city": "Porto", "department": "Sales",
            "usageLocation": "PT", "otherMails": ["ana@example.com"],
            "proxyAddresses": ["SMTP:ana@woodgrovebank.com"], "employeeHireDate": "2025-01-01",
            "onPremisesSyncEnabled": true,
            "verifiedCredentials": [{"issuer": "Contoso", "type": "VerifiedEmployee"}]}, "let": "ana"}),
        json!({"do": "updateUser", "with": {"user": "$ana", "city": null, "surname": "Lima",
            "department": "Research"}}),
        json!({"list": "users", "where": {"department": "Research", "onPremisesSyncEnabled": true}}),
        json!({"list": "users", "where": {"city": "Porto"}}),
    ]);
    let row = &answers[2]["rows"][0];
    assert_eq!(answers[2]["total"], 1);
    assert_eq!(row["givenName"], "Ana");
    assert_eq!(row["surname"], "Lima");
    assert_eq!(row["city"], Value::Null);
    assert_eq!(row["otherMails"], json!(["ana@example.com"]));
    assert_eq!(row["employeeHireDate"], "2025-01-01T00:00:00Z");
    assert_eq!(row["verifiedCredentials"][0]["type"], "VerifiedEmployee");
    assert_eq!(answers[3]["total"], 0);
}
