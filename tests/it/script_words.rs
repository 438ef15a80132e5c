//! What lines are made of: words in any case, fields that fit together, names that lead elsewhere.

use accessdesk::script::{Ending, Sample};
use serde_json::json;

use crate::script_lines::{by_administrator, malformed};
use crate::support::script::{engine, run_lines, tell};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

#[test]
fn words_of_the_trade_are_read_in_any_case_and_kept_as_graph_writes_them() {
    let none = json!({});
    let mut engine = engine(Sample::Prepared);
    let lines = [
        by_administrator(
            "createCatalog",
            &json!({"displayName": "C", "description": "d", "state": "Published"}),
            &none,
        ),
        by_administrator(
            "addCatalogResource",
            &json!({"catalog": "C", "originSystem": "aadGroup", "originId": "Entitlement test group"}),
            &none,
        ),
        by_administrator(
            "createAccessPackage",
            &json!({"catalog": "C", "displayName": "P", "description": "d",
                "resourceRoles": [{"resource": "Entitlement test group", "role": "member"}],
                "policies": [{"displayName": "p", "allowedTargetScope": "AllMemberUsers",
                    "expiration": {"type": "AfterDuration", "duration": "P30D"}}]}),
            &none,
        ),
        json!({"as": ADMINISTRATOR, "list": "policies", "where": {"allowedTargetScope": "ALLMEMBERUSERS"}})
            .to_string(),
        json!({"as": ADMINISTRATOR, "list": "audit", "where": {"category": "entitlementmanagement"}})
            .to_string(),
        json!({"as": ADMINISTRATOR, "list": "users", "where": {"userType": "member"}}).to_string(),
    ];
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    let policy = &answers[3]["rows"][0];
    assert_eq!(policy["allowedTargetScope"], "allMemberUsers");
    assert_eq!(policy["expiration"]["type"], "afterDuration");
    assert!(answers[4]["total"].as_u64().unwrap() > 0);
    assert!(answers[5]["total"].as_u64().unwrap() > 0);
}

/// Requires that a command of the administrator is malformed where a text begins.
#[track_caller]
fn unfit(command: &str, with: &str, begins: &str, error: &str) {
    let line = format!(r#"{{"as":"{ADMINISTRATOR}","do":"{command}","with":{with}}}"#);
    let column = line.find(begins).unwrap() + 1;
    malformed(&line, column, error, &[]);
}

#[test]
fn fields_that_do_not_fit_together_are_told_by_name_and_column() {
    unfit(
        "requestExtension",
        r#"{"assignment":"$a","schedule":{"expiration":{"type":"afterDateTime"}}}"#,
        r#""$a""#,
        "\"$a\" is bound to nothing",
    );
    unfit(
        "createAccessPackage",
        r#"{"displayName":"a","description":"b","policies":[{"displayName":"p","allowedTargetScope":"allMemberUsers","expiration":{"type":"afterDateTime"}}]}"#,
        r#"{"type""#,
        "\"policies.0.expiration\": needs exactly the member that belongs to its type",
    );
}

#[test]
fn a_role_of_a_resource_of_another_catalog_is_told_from_one_that_nobody_has() {
    let catalog = |name: &str| json!({"do": "createCatalog", "with": {"displayName": name, "description": "d"}});
    let resource = |catalog: &str, group: &str| {
        json!({"do": "addCatalogResource", "with":
            {"catalog": catalog, "originSystem": "AadGroup", "originId": group}})
    };
    let role = |command: &str, resource: &str, role: &str, expect: &str| {
        json!({"do": command, "expect": expect, "with":
            {"accessPackage": "C/P", "resource": resource, "role": role}})
    };
    let lines = [
        catalog("C"),
        catalog("D"),
        resource("D", "Entitlement test group"),
        resource("C", "Internal requestor"),
        json!({"do": "createAccessPackage", "with":
            {"catalog": "C", "displayName": "P", "description": "d"}}),
        role(
            "addResourceRole",
            "Entitlement test group",
            "Member",
            "ResourceNotInCatalog",
        ),
        role("addResourceRole", "Nothing", "Member", "NotFound"),
        role("addResourceRole", "Internal requestor", "Member", "ok"),
        role(
            "removeResourceRole",
            "Internal requestor",
            "Owner",
            "NotFound",
        ),
    ];
    let answers = tell(Sample::Prepared, ADMINISTRATOR, &lines);
    assert_eq!(
        answers[8]["message"],
        "\"P\" does not give Owner of \"Internal requestor\""
    );
}
