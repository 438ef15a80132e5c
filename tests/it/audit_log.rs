//! The audit log: what the service calls each activity, what an entry tells, and who reads it.

use std::collections::BTreeSet;

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const GOVERNOR: &str = "governor@sandbox.onmicrosoft.com";
const READER: &str = "reader@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const STORY: &str = include_str!("audit_log/story.jsonl");

/// The activities of the service, by category.
const ACTIVITIES: &[(&str, &[&str])] = &[
    (
        "EntitlementManagement",
        &[
            "Create access package catalog",
            "Update access package catalog",
            "Delete access package catalog",
            "Create resource environment",
            "Create resource request",
            "Create resource remove request",
            "Update access package catalog resource",
            "Create access package",
            "Update access package",
            "Delete access package",
            "Create access package assignment policy",
            "Update access package assignment policy",
            "Delete access package assignment policy",
            "Delete access package assignment policy for a deleted user",
            "Create incompatible access package",
            "Create incompatible group",
            "Delete incompatible access package",
            "Delete incompatible group",
            "Add Entitlement Management role assignment",
            "Remove Entitlement Management role assignment",
            "Create custom extension",
            "Update custom extension",
            "Delete custom extension",
            "Execute custom extension",
            "Create connected organization",
            "Update connected organization",
            "Delete connected organization",
            "Assign user as internal sponsor",
            "Assign user as external sponsor",
            "Remove user as internal sponsor",
            "Remove user as external sponsor",
            "Update tenant setting",
            "User requests access package assignment",
            "User requests to extend access package assignment",
            "User requests to remove access package assignment",
            "Administrator directly assigns user to access package",
            "Administrator directly removes user access package assignment",
            "Entitlement Management creates access package assignment request for user",
            "Entitlement Management removes access package assignment request for user",
            "Create access package assignment user update request",
            "Update request answers by approver",
            "Auto approve access package assignment request",
            "Approval stage completed for access package assignment request",
            "Approve access package assignment request",
            "Deny access package assignment request",
            "Access package assignment request timed out (no approver action taken)",
            "Schedule a future access package assignment",
            "Ready to fulfill access package assignment request",
            "Fulfill access package resource assignment",
            "Remove access package resource assignment",
            "Fulfill access package assignment request",
            "Partially fulfill access package assignment request",
            "Failed access package assignment request",
            "Extend access package assignment",
            "Cancel access package assignment request",
            "Update access package assignment request",
            "Delete access package assignment request",
            "Remove access package assignment",
        ],
    ),
    (
        "UserManagement",
        &[
            "Create request approval",
            "Add approver to request approval",
            "Invite external user",
            "Redeem external user invite",
            "Delete external user",
            "Add user",
            "Update user",
            "Delete user",
            "Disable account",
        ],
    ),
    (
        "GroupManagement",
        &[
            "Add member to group",
            "Remove member from group",
            "Add owner to group",
            "Remove owner from group",
        ],
    ),
    (
        "Policy",
        &[
            "Create access review",
            "Access review ended",
            "Approve decision",
            "Deny decision",
            "Don't know decision",
            "Reset decision",
            "Apply decision",
        ],
    ),
];

/// Runs lines on a new tenant and returns what the last one answers.
#[track_caller]
fn last(lines: &[Value]) -> Value {
    tell(Sample::Empty, ADMINISTRATOR, lines).pop().unwrap()
}

fn rows(answer: &Value) -> &[Value] {
    answer["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"))
}

fn activities(answer: &Value) -> BTreeSet<&str> {
    let rows = rows(answer).iter();
    rows.map(|row| row["activity"].as_str().unwrap()).collect()
}

fn user(name: &str) -> Value {
    let display_name = name.split('@').next().unwrap();
    json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": display_name}})
}

#[test]
fn every_activity_of_the_service_is_brought_about_by_some_command() {
    let mut lines: Vec<Value> = STORY
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines.push(json!({"list": "audit"}));
    let log = last(&lines);
    let told: BTreeSet<(&str, &str)> = rows(&log)
        .iter()
        .map(|row| [&row["category"], &row["activity"]].map(|text| text.as_str().unwrap()))
        .map(|[category, activity]| (category, activity))
        .collect();
    let wanted = ACTIVITIES.iter();
    let wanted = wanted.flat_map(|(category, all)| all.iter().map(move |one| (*category, *one)));
    let missing: Vec<_> = wanted.filter(|entry| !told.contains(entry)).collect();
    assert!(missing.is_empty(), "never written: {missing:#?}");
}

#[test]
fn the_first_site_of_a_geographic_environment_in_any_catalog_makes_it_known() {
    let site = |name: &str, host: &str| {
        let url = format!("https://{host}/sites/{name}");
        json!({"do": "createSite", "with": {"displayName": name, "url": url}})
    };
    let add = |catalog: &str, name: &str| {
        json!({"do": "addCatalogResource", "with":
            {"catalog": catalog, "originSystem": "SharePointOnline", "originId": name}})
    };
    let lines = [
        site("one", "contoso.sharepoint.com"),
        site("two", "Contoso.sharepoint.com"),
        site("three", "contosoeur.sharepoint.com"),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "Sells"}}),
        add("General", "one"),
        add("Sales", "two"),
        add("Sales", "three"),
        json!({"do": "updateSite", "with":
            {"site": "two", "url": "https://contosoapc.sharepoint.com/sites/two"}}),
        json!({"list": "resources", "sort": "displayName"}),
        json!({"list": "audit", "where": {"activity": "Create resource environment"}}),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let [resources, log] = answers.last_chunk().unwrap();
    let environments: Vec<&Value> = rows(resources)
        .iter()
        .map(|row| &row["environment"]["displayName"])
        .collect();
    let [central, europe, pacific] = ["contoso", "contosoeur", "contosoapc"]
        .map(|tenant| json!(format!("{tenant}.sharepoint.com")));
    assert_eq!(environments, [&central, &europe, &pacific]);
    let told = |row: &Value| {
        assert_eq!(row["operationType"], "Add");
        let property = &row["modifiedProperties"][0];
        assert_eq!(property["displayName"], "environment");
        assert_eq!(property["oldValue"], json!(null));
        (
            row["target"][0]["displayName"].clone(),
            property["newValue"].clone(),
        )
    };
    let told: Vec<(Value, Value)> = rows(log).iter().map(told).collect();
    let wanted = [("one", central), ("three", europe), ("two", pacific)];
    assert_eq!(told, wanted.map(|(site, host)| (json!(site), host)));
}

#[test]
fn an_entry_tells_the_kind_of_operation_and_the_old_and_the_new_value() {
    let entry = |activity: &str| {
        let mut lines = vec![
            user(ANA),
            json!({"do": "updateUser", "with": {"user": ANA, "department": "Sales"}}),
            json!({"do": "updateUser", "with": {"user": ANA, "department": "Finance"}}),
            json!({"do": "updateSettings", "with": {"showApproverDetails": true}}),
            json!({"do": "createGroup", "with": {"displayName": "Files", "members": [ANA]}}),
            json!({"do": "deleteUser", "with": {"user": ANA}}),
        ];
        lines.push(json!({"list": "audit", "where": {"activity": activity}}));
        rows(&last(&lines)).last().unwrap().clone()
    };
    let updated = entry("Update user");
    assert_eq!(updated["operationType"], "Update");
    assert_eq!(
        updated["modifiedProperties"],
        json!([{"displayName": "department", "oldValue": "Sales", "newValue": "Finance"}])
    );
    let saved = entry("Update tenant setting");
    assert_eq!(
        saved["modifiedProperties"],
        json!([{"displayName": "showApproverDetails", "oldValue": false, "newValue": true}])
    );
    let made = entry("Add group");
    assert_eq!(made["operationType"], "Add");
    let properties = made["modifiedProperties"].as_array().unwrap();
    let name = json!({"displayName": "displayName", "oldValue": null, "newValue": "Files"});
    assert!(properties.contains(&name), "{properties:?}");
    assert_eq!(entry("Add member to group")["operationType"], "Assign");
    let deleted = entry("Delete user");
    assert_eq!(deleted["operationType"], "Delete");
    assert_eq!(
        deleted["modifiedProperties"][0]["displayName"],
        "deletedDateTime"
    );
}

#[test]
fn the_log_is_cut_by_time_activity_actor_target_and_result() {
    let names = |filter: Value| -> Vec<String> {
        let answer = last(&[
            user(ANA),
            json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
            json!({"do": "createGroup", "with": {"displayName": "Files"}}),
            json!({"as": ANA, "do": "createCatalog", "with": {"displayName": "x", "description": "d"}, "expect": "UnAuthorized"}),
            json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
            json!({"do": "updateUser", "with": {"user": ANA, "department": "Sales"}}),
            json!({"list": "audit", "where": filter}),
        ]);
        let rows = rows(&answer).iter();
        rows.map(|row| row["activity"].as_str().unwrap().to_owned())
            .collect()
    };
    let second = json!({"from": "2026-03-02T00:00:00Z", "until": "2026-03-04T00:00:00Z"});
    let told = [
        "Add group",
        "Add owner to group",
        "Create access package catalog",
        "Move clock",
    ];
    assert_eq!(names(second), told);
    assert_eq!(
        names(json!({"from": "2026-03-05T00:00:00Z"})),
        ["Update user"]
    );
    assert_eq!(names(json!({"until": "2026-02-01T00:00:00Z"})), [""; 0]);
    assert_eq!(
        names(json!({"operationType": "Assign"})),
        ["Add owner to group"]
    );
    let refused = ["Create access package catalog"];
    assert_eq!(names(json!({"actor": ANA})), refused);
    assert_eq!(names(json!({"target": ANA})), ["Add user", "Update user"]);
    assert_eq!(names(json!({"result": "failure"})), refused);
}

#[test]
fn administrators_of_governance_read_entitlement_management_and_what_it_did_only() {
    let by = |who: &str| {
        let mut line = json!({"list": "audit"});
        line["as"] = json!(who);
        last(&[
            user(GOVERNOR),
            user(READER),
            user(ANA),
            json!({"do": "assignDirectoryRole", "with": {"user": GOVERNOR, "role": "identityGovernanceAdministrator"}}),
            json!({"do": "assignDirectoryRole", "with": {"user": READER, "role": "reportsReader"}}),
            json!({"do": "createGroup", "with": {"displayName": "Files"}}),
            json!({"do": "addGroupMember", "with": {"group": "Files", "member": READER}}),
            json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
            json!({"do": "addCatalogResource", "with": {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
            json!({"do": "createAccessPackage", "with": {"catalog": "Sales", "displayName": "Desk", "description": "d",
                "resourceRoles": [{"resource": "Files", "role": "Member"}],
                "policies": [{"displayName": "All", "allowedTargetScope": "allMemberUsers"}]}}),
            json!({"as": ANA, "do": "submitRequest", "with": {"accessPackage": "Sales/Desk"}}),
            json!({"as": ANA, "do": "createUser", "with": {"userPrincipalName": "x@sandbox.onmicrosoft.com", "displayName": "x"}, "expect": "UnAuthorized"}),
            json!({"as": ANA, "do": "createCatalog", "with": {"displayName": "x", "description": "d"}, "expect": "UnAuthorized"}),
            line,
        ])
    };
    let (whole, part, read) = (by(ADMINISTRATOR), by(GOVERNOR), by(READER));
    assert_eq!(rows(&whole).len(), rows(&read).len());
    assert!(activities(&whole).contains("Add user"));
    let seen = activities(&part);
    assert!(!seen.contains("Add user") && !seen.contains("Add member to role"));
    assert!(seen.contains("User requests access package assignment"));
    let joined: Vec<&Value> = rows(&part)
        .iter()
        .filter(|row| row["activity"] == "Add member to group")
        .collect();
    assert_eq!(joined.len(), 1, "{joined:?}");
    assert_eq!(joined[0]["command"], "submitRequest");
    let refused: Vec<&Value> = rows(&part)
        .iter()
        .filter(|row| row["result"] == "failure")
        .collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
}
