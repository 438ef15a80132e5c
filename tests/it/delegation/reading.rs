//! What roles show, and what is said about them.

use serde_json::json;

use super::*;

#[test]
fn reader_reads_the_catalog_and_nothing_of_others() {
    let assign = |package: &str| {
        json!({"do": "assignDirectly", "with": {"accessPackage": package,
            "policy": format!("{package}/Members"), "targets": [EVA]}})
    };
    let answers = story(vec![
        assign("Sales/Onboarding"),
        assign("Vault/Keys"),
        json!({"do": "updateAccessPackage", "with": {
            "accessPackage": "Vault/Keys", "isHidden": true}}),
        give("catalogReader", FINN, "Sales"),
        by(FINN, json!({"list": "catalogs"})),
        by(FINN, json!({"list": "accessPackages"})),
        by(FINN, json!({"list": "policies"})),
        by(FINN, json!({"list": "assignments"})),
        by(FINN, json!({"list": "requests"})),
        by(
            FINN,
            json!({"list": "additionalAccess", "where": {"accessPackage": "Sales/Onboarding"}}),
        ),
        by(FINN, json!({"show": "link", "of": "Sales/Onboarding"})),
        by(FINN, refused("UnAuthorized", package("Sales", "Tools"))),
    ]);
    let read = &answers[11..];
    assert_eq!(names(&read[0], "displayName"), ["Sales"]);
    assert_eq!(names(&read[1], "displayName"), ["Onboarding"]);
    assert_eq!(names(&read[2], "accessPackage"), ["Onboarding"]);
    assert_eq!(names(&read[3], "accessPackage"), ["Onboarding"]);
    assert_eq!(names(&read[4], "accessPackage"), ["Onboarding"]);
    assert_eq!(read[5]["total"], 0);
    assert!(read[6]["row"]["link"].is_string());
}

#[test]
fn members_read_the_directory_and_not_what_packages_gave_others_in_it() {
    let members = json!({"list": "groupMembers", "where": {"group": "Files"}});
    let packages = json!({"list": "accessPackages", "where": {"catalog": "Sales"}});
    let answers = story(vec![
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        json!({"do": "addResourceRole", "with": {
            "accessPackage": "Sales/Onboarding", "resource": "Files", "role": "Member"}}),
        json!({"do": "assignDirectly", "with": {"accessPackage": "Sales/Onboarding",
            "policy": "Sales/Onboarding/Members", "targets": [EVA]}}),
        give("catalogReader", FINN, "Sales"),
        by(DANA, members.clone()),
        by(EVA, members.clone()),
        by(FINN, members),
        by(DANA, packages.clone()),
        by(FINN, packages),
        by(DANA, json!({"list": "catalogs"})),
        by(DANA, json!({"show": "catalog", "of": "Sales"})),
    ]);
    let read = &answers[12..];
    let given = |answer: &Value| {
        assert_eq!(names(answer, "principal")[0], "Eva");
        answer["rows"][0]["assignments"].as_array().unwrap().len()
    };
    assert_eq!(
        (given(&read[0]), given(&read[1]), given(&read[2])),
        (0, 1, 1)
    );
    let active = |answer: &Value| answer["rows"][0]["activeAssignments"].clone();
    assert_eq!(
        (active(&read[3]), active(&read[4])),
        (json!(null), json!(1))
    );
    assert_eq!(read[5]["total"], 0);
    let catalog = &read[6]["row"];
    assert_eq!(catalog["displayName"], "Sales");
    assert_eq!(catalog["owners"], json!(null));
}

#[test]
fn packages_of_a_catalog_that_is_not_seen_do_not_exist() {
    let answers = story(vec![
        json!({"do": "updateCatalog", "with": {"catalog": "Vault", "state": "unpublished"}}),
        give("catalogOwner", DANA, "Sales"),
        json!({"show": "accessPackage", "of": "Vault/Keys"}),
    ]);
    let keys = answers.last().unwrap()["row"]["id"].clone();
    let mut lines = vec![
        json!({"do": "updateCatalog", "with": {"catalog": "Vault", "state": "unpublished"}}),
        give("catalogOwner", DANA, "Sales"),
    ];
    for known in [keys, json!("00000000-0000-4000-8000-000000000000")] {
        lines.push(by(
            DANA,
            refused(
                "NotFound",
                json!({"do": "addIncompatibleAccessPackage", "with": {
            "accessPackage": "Sales/Onboarding", "incompatible": known}}),
            ),
        ));
    }
    story(lines);
}

#[test]
fn the_smallest_role_that_would_do_is_named() {
    let ask = |command: &str, on: &str| json!({"why": "mayDo", "with": {"person": DANA, "command": command, "on": on}});
    let answers = story(vec![
        ask("assignDirectly", "Sales/Onboarding"),
        ask("updateAccessPackage", "Sales/Onboarding"),
        ask("updateCatalog", "Sales"),
        json!({"why": "mayDo", "with": {"person": DANA, "command": "createCatalog"}}),
        give("catalogOwner", DANA, "Sales"),
        ask("updateCatalog", "Sales"),
        by(
            DANA,
            json!({"why": "mayDo", "with": {
            "person": EVA, "command": "assignDirectly", "on": "Sales/Onboarding"}}),
        ),
    ]);
    let text = |answer: &Value| answer["change"]["text"].as_str().unwrap().to_owned();
    let asked = &answers[7..];
    assert_eq!(
        text(&asked[0]),
        "make Dana Access package assignment manager in \"Sales\""
    );
    assert_eq!(asked[0]["change"]["line"]["do"], "assignRole");
    assert_eq!(
        text(&asked[1]),
        "make Dana Access package manager in \"Sales\""
    );
    assert_eq!(text(&asked[2]), "make Dana Catalog owner in \"Sales\"");
    assert_eq!(text(&asked[3]), "make Dana Catalog creator");
    assert_eq!(asked[5]["verdict"], true);
    assert_eq!(
        text(&asked[6]),
        "make Eva Access package assignment manager in \"Sales\""
    );
}

#[test]
fn whoever_makes_policies_picks_organizations_by_name() {
    let answers = story(vec![
        json!({"do": "createConnectedOrganization", "with": {"displayName": "Partner",
            "identitySources": [{"@odata.type": "#microsoft.graph.domainIdentitySource",
                "displayName": "Partner", "domainName": "partner.example"}]}}),
        give("accessPackageManager", DANA, "Sales"),
        give("accessPackageAssignmentManager", EVA, "Sales"),
        by(DANA, json!({"list": "connectedOrganizations"})),
        by(EVA, json!({"list": "connectedOrganizations"})),
        by(
            DANA,
            json!({"do": "createPolicy", "with": {"accessPackage": "Sales/Onboarding",
            "displayName": "Partners", "allowedTargetScope": "specificConnectedOrganizationUsers",
            "specificAllowedTargets": [{
                "@odata.type": "#microsoft.graph.connectedOrganizationMembers",
                "connectedOrganizationId": "Partner"}]}}),
        ),
    ]);
    let (dana, eva) = (&answers[10], &answers[11]);
    assert_eq!(names(dana, "displayName"), ["Partner"]);
    assert_eq!(dana["rows"][0].get("identitySources"), None);
    assert_eq!(eva["total"], 0);
}

#[test]
fn giving_and_taking_a_role_is_in_the_audit_log() {
    let answers = story(vec![
        give("catalogReader", DANA, "Sales"),
        take("catalogReader", DANA, "Sales"),
        json!({"list": "audit", "where": {"category": "EntitlementManagement"}}),
    ]);
    let rows = answers.last().unwrap()["rows"].as_array().unwrap();
    let activities: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["activity"].as_str())
        .collect();
    let [.., given, taken] = activities.as_slice() else {
        panic!("{activities:?}");
    };
    assert_eq!(*given, "Add Entitlement Management role assignment");
    assert_eq!(*taken, "Remove Entitlement Management role assignment");
}

#[test]
fn more_than_ten_delegates_of_a_catalog_are_warned_of() {
    let mut lines = Vec::new();
    for number in 1..=11 {
        let name = format!("helper{number}");
        lines.push(person(&name));
        let to = format!("{name}@sandbox.onmicrosoft.com");
        lines.push(give("catalogReader", &to, "Sales"));
    }
    let answers = story(lines);
    let warned: Vec<bool> = answers
        .iter()
        .filter(|answer| answer["ids"].get("roleAssignment").is_some())
        .map(|answer| {
            answer["warnings"]
                .as_array()
                .is_some_and(|all| !all.is_empty())
        })
        .collect();
    assert_eq!(warned.iter().filter(|warned| **warned).count(), 1);
    assert_eq!(warned.last(), Some(&true));
}
