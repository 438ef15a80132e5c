//! What packages give on resources of every kind, who gets it, who loses it, and what fails.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const BEN: &str = "ben@sandbox.onmicrosoft.com";

/// Prepares two people, an application, a site and two groups, all of them resources of Tools.
fn furnished() -> Vec<Value> {
    let mut lines = vec![
        json!({"do": "createUser", "with": {"userPrincipalName": ANA, "displayName": "Ana"}}),
        json!({"do": "createUser", "with": {"userPrincipalName": BEN, "displayName": "Ben"}}),
        json!({"do": "createApplication", "with": {"displayName": "Ledger", "appRoles": [
            {"value": "read", "displayName": "Reader"},
            {"value": "write", "displayName": "Writer"},
            {"value": "old", "displayName": "Auditor", "isEnabled": false}]}}),
        json!({"do": "createSite", "with": {"displayName": "Intranet",
            "url": "https://sandbox.sharepoint.com/sites/intranet"}}),
        json!({"do": "createGroup", "with": {"displayName": "Staff"}}),
        json!({"do": "createGroup", "with": {"displayName": "Guards"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Tools", "description": "Tools"}}),
    ];
    for (system, object) in [
        ("AadApplication", "Ledger"),
        (
            "SharePointOnline",
            "https://sandbox.sharepoint.com/sites/intranet",
        ),
        ("AadGroup", "Staff"),
        ("AadGroup", "Guards"),
        ("DirectoryRole", "Groups Administrator"),
        ("DirectoryRole", "globalReader"),
    ] {
        lines.push(json!({"do": "addCatalogResource", "with":
            {"catalog": "Tools", "originSystem": system, "originId": object}}));
    }
    lines
}

/// Makes a package of Tools that every member gets at once.
fn package(name: &str, roles: &Value) -> Value {
    json!({"do": "createAccessPackage", "with": {"catalog": "Tools", "displayName": name,
        "description": "For the story", "resourceRoles": roles,
        "policies": [{"displayName": "Everybody", "allowedTargetScope": "allMemberUsers"}]}})
}

fn request(who: &str, package: &str) -> Value {
    json!({"as": who, "do": "submitRequest", "with": {"accessPackage": format!("Tools/{package}")}})
}

fn end(who: &str, package: &str) -> Value {
    json!({"do": "removeAssignment", "with": {"assignment": format!("Tools/{package}/{who}")}})
}

/// Tells the story after the furnishing and returns its own answers.
#[track_caller]
fn told(story: &[Value]) -> Vec<Value> {
    let mut lines = furnished();
    let before = lines.len();
    lines.extend(story.iter().cloned());
    tell(Sample::Empty, ADMINISTRATOR, &lines).split_off(before)
}

/// Returns who has which role on an object, by name.
fn held(row: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = row["assignments"].as_array().unwrap().iter();
    let mut held: Vec<_> = list
        .map(|held| (text(&held["principal"]["displayName"]), text(&held["role"])))
        .collect();
    held.sort();
    held
}

fn pair(name: &str, role: &str) -> (String, String) {
    (name.to_owned(), role.to_owned())
}

#[test]
fn a_package_gives_roles_of_applications_and_sites_by_name_or_number() {
    let answers = told(&[
        package(
            "Kit",
            &json!([{"resource": "Ledger", "role": "reader"},
            {"resource": "Intranet", "role": "5"}, {"resource": "Intranet", "role": "Visitors"}]),
        ),
        request(ANA, "Kit"),
        json!({"show": "application", "of": "Ledger"}),
        json!({"show": "site", "of": "Intranet"}),
        end(ANA, "Kit"),
        json!({"show": "application", "of": "Ledger"}),
        json!({"show": "site", "of": "Intranet"}),
    ]);
    assert_eq!(held(&answers[2]["row"]), [pair("Ana", "Reader")]);
    let given_by = &answers[2]["row"]["assignments"][0]["assignments"];
    assert_eq!(given_by.as_array().unwrap().len(), 1);
    let on_site = held(&answers[3]["row"]);
    assert_eq!(on_site, [pair("Ana", "Members"), pair("Ana", "Visitors")]);
    assert!(held(&answers[5]["row"]).is_empty() && held(&answers[6]["row"]).is_empty());
}

#[test]
fn an_application_without_roles_gives_its_default_access() {
    let answers = told(&[
        json!({"do": "createApplication", "with": {"displayName": "Wiki"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Tools", "originSystem": "AadApplication", "originId": "Wiki"}}),
        package(
            "Kit",
            &json!([{"resource": "Wiki", "role": "Default Access"}]),
        ),
        request(ANA, "Kit"),
        json!({"show": "application", "of": "Wiki"}),
    ]);
    assert_eq!(held(&answers[4]["row"]), [pair("Ana", "Default Access")]);
}

#[test]
fn a_privileged_role_is_given_as_eligible_only_and_another_one_for_good() {
    let role = |resource: &str, role: &str| json!([{"resource": resource, "role": role}]);
    let mut refused = package("No", &role("Global Reader", "Active Member"));
    refused["expect"] = json!("RoleNotEligible");
    let answers = told(&[
        refused,
        package("Reading", &role("Global Reader", "Eligible Member")),
        package("Grouping", &role("Groups Administrator", "Active Member")),
        request(ANA, "Reading"),
        request(ANA, "Grouping"),
        json!({"show": "user", "of": ANA}),
        json!({"show": "directoryRole", "of": "Global Reader"}),
        json!({"as": ANA, "do": "addGroupMember", "with": {"group": "Staff", "member": BEN}}),
        end(ANA, "Grouping"),
        json!({"show": "user", "of": ANA}),
    ]);
    assert_eq!(
        answers[5]["row"]["directoryRoles"],
        json!(["groupsAdministrator"])
    );
    assert_eq!(held(&answers[6]["row"]), [pair("Ana", "Eligible Member")]);
    assert_eq!(answers[9]["row"]["directoryRoles"], json!([]));
}

#[test]
fn roles_that_the_object_does_not_give_are_refused() {
    let add = |resource: &str, role: &str, code: &str| {
        json!({"do": "addResourceRole", "expect": code, "with":
            {"accessPackage": "Tools/Kit", "resource": resource, "role": role}})
    };
    told(&[
        package("Kit", &json!([])),
        add("Ledger", "Auditor", "RoleNotEligible"),
        add("Ledger", "Member", "RoleNotEligible"),
        json!({"do": "updateGroup", "with": {"group": "Staff", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.city -eq \"Oslo\""}}),
        add("Staff", "Member", "RoleNotEligible"),
        add("Staff", "Owner", "ok"),
        add("Staff", "Owner", "DuplicateResourceRole"),
        json!({"do": "deleteGroup", "acknowledge": ["GroupInUse"], "with": {"group": "Staff"}}),
        add("Staff", "Owner", "RoleNotEligible"),
    ]);
}

#[test]
fn changing_what_a_package_gives_reaches_everybody_who_holds_it() {
    let change = |verb: &str, resource: &str| {
        json!({"do": verb, "with":
            {"accessPackage": "Tools/Kit", "resource": resource, "role": "Member"}})
    };
    let members =
        |group: &str| json!({"list": "groupMembers", "where": {"group": group, "role": "Member"}});
    let answers = told(&[
        package("Kit", &json!([{"resource": "Staff", "role": "Member"}])),
        package("Other", &json!([{"resource": "Staff", "role": "Member"}])),
        request(ANA, "Kit"),
        request(BEN, "Kit"),
        request(BEN, "Other"),
        change("addResourceRole", "Guards"),
        members("Guards"),
        change("removeResourceRole", "Guards"),
        members("Guards"),
        json!({"do": "replaceResourceRole", "with": {"accessPackage": "Tools/Kit",
            "resource": "Staff", "role": "Member", "by": {"resource": "Ledger", "role": "Writer"}}}),
        members("Staff"),
        json!({"show": "application", "of": "Ledger"}),
        json!({"list": "assignments", "where": {"accessPackage": "Tools/Kit", "state": "delivered"}}),
    ]);
    assert_eq!(answers[6]["total"], 2);
    assert_eq!(answers[8]["total"], 0);
    assert_eq!(
        answers[10]["total"], 1,
        "Ben holds Staff through another package"
    );
    assert_eq!(answers[10]["rows"][0]["principal"]["displayName"], "Ben");
    assert_eq!(
        held(&answers[11]["row"]),
        [pair("Ana", "Writer"), pair("Ben", "Writer")]
    );
    assert_eq!(answers[12]["total"], 2);
}

#[test]
fn deleting_an_application_fails_its_grants_and_leaves_the_assignments() {
    let answers = told(&[
        package(
            "Kit",
            &json!([{"resource": "Ledger", "role": "Reader"},
            {"resource": "Staff", "role": "Member"}]),
        ),
        request(ANA, "Kit"),
        json!({"do": "deleteApplication", "with": {"application": "Ledger"}}),
        json!({"list": "assignments"}),
        json!({"do": "removeResourceRole", "with":
            {"accessPackage": "Tools/Kit", "resource": "Ledger", "role": "Reader"}}),
        json!({"list": "resources", "where": {"originSystem": "AadApplication"}}),
        json!({"list": "accessPackages"}),
        json!({"desk": "undo"}),
        json!({"desk": "undo"}),
        json!({"list": "assignments"}),
        json!({"show": "application", "of": "Ledger"}),
    ]);
    assert_eq!(answers[2]["warnings"][0]["code"], "StillUsed");
    let grants = &answers[3]["rows"][0]["grants"];
    assert_eq!(answers[3]["rows"][0]["state"], "delivered");
    assert_eq!(
        grants[0]["error"],
        "the resource was deleted in the directory"
    );
    assert_eq!(grants[0]["role"], "Reader", "it keeps its name");
    assert_eq!(answers[5]["rows"][0]["displayName"], "Ledger");
    let given = answers[6]["rows"][0]["resourceRoleScopes"].as_array();
    assert_eq!(given.unwrap().len(), 1, "the dead resource is cleaned out");
    assert_eq!(answers[9]["rows"][0]["grants"][0]["status"], "Fulfilled");
    assert_eq!(held(&answers[10]["row"]), [pair("Ana", "Reader")]);
}

#[test]
fn what_cannot_be_given_any_more_fails_with_its_reason() {
    let answers = told(&[
        package(
            "Kit",
            &json!([{"resource": "Ledger", "role": "Reader"},
            {"resource": "Staff", "role": "Member"}, {"resource": "Guards", "role": "Member"}]),
        ),
        json!({"do": "updateApplication", "with": {"application": "Ledger", "appRoles": [
            {"value": "read", "displayName": "Reader", "isEnabled": false}]}}),
        json!({"do": "updateGroup", "with": {"group": "Staff", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.city -eq \"Oslo\""}}),
        json!({"do": "updateGroup", "with": {"group": "Guards", "onPremisesSyncEnabled": true}}),
        request(ANA, "Kit"),
        json!({"list": "assignments"}),
    ]);
    let row = &answers[5]["rows"][0];
    let errors: Vec<&str> = row["grants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|grant| grant["error"].as_str().unwrap())
        .collect();
    assert_eq!(row["state"], "deliveryFailed");
    assert_eq!(
        errors,
        [
            "the role of the application is disabled",
            "a rule decides who is in the group now",
            "the group is synchronized from on premises now",
        ]
    );
}

#[test]
fn an_app_role_keeps_its_holders_while_its_value_stays_and_drops_them_with_it() {
    let roles = |name: &str, value: &str| {
        json!({"do": "updateApplication", "with": {"application": "Ledger", "appRoles": [
            {"value": value, "displayName": name}]}})
    };
    let answers = told(&[
        package("Kit", &json!([{"resource": "Ledger", "role": "Reader"}])),
        request(ANA, "Kit"),
        roles("Viewer", "read"),
        json!({"show": "application", "of": "Ledger"}),
        roles("Viewer", "view"),
        json!({"show": "application", "of": "Ledger"}),
        json!({"list": "assignments"}),
    ]);
    assert_eq!(held(&answers[3]["row"]), [pair("Ana", "Viewer")]);
    assert!(held(&answers[5]["row"]).is_empty());
    let error = &answers[6]["rows"][0]["grants"][0]["error"];
    assert_eq!(error, "the resource offers the role no longer");
}

#[test]
fn what_is_asked_for_a_resource_is_kept_and_shown() {
    let ask = |attribute: &str, code: &str| {
        json!({"do": "setResourceAttributes", "expect": code, "with": {"catalog": "Tools",
            "resource": "Ledger", "attributes": [{"attribute": attribute, "question": "Which office?"}]}})
    };
    let answers = told(&[
        ask("shoeSize", "TextInvalid"),
        ask("physicalDeliveryOfficeName", "ok"),
        ask("physicalDeliveryOfficeName", "NothingToChange"),
        json!({"list": "resources", "where": {"catalog": "Tools", "originSystem": "AadApplication"}}),
    ]);
    let row = &answers[3]["rows"][0];
    assert_eq!(row["attributes"][0]["question"], "Which office?");
    assert_eq!(row["attributes"][0]["isEditable"], true);
    assert_eq!(row["scopes"][0]["isRootScope"], true);
    let parts = row["roles"].as_array().unwrap().iter();
    let parts = parts.chain([&row["scopes"][0]]);
    let ids: std::collections::BTreeSet<&str> =
        parts.map(|part| part["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4, "each has an identifier of its own");
    assert_eq!(
        row["roles"][2]["notEligible"],
        "the role of the application is disabled"
    );
}

#[test]
fn a_group_deleted_while_access_ends_gives_nothing_when_it_is_restored() {
    let answers = told(&[
        package("Kit", &json!([{"resource": "Staff", "role": "Member"}])),
        request(ANA, "Kit"),
        json!({"do": "deleteGroup", "with": {"group": "Staff"}, "acknowledge": ["GroupInUse"]}),
        end(ANA, "Kit"),
        json!({"do": "restoreGroup", "with": {"group": "Staff"}}),
        json!({"list": "groupMembers", "where": {"group": "Staff", "role": "Member"}}),
    ]);
    assert_eq!(answers[5]["total"], 0);
}

#[test]
fn who_holds_a_role_keeps_it_when_it_is_switched_off_and_loses_it_with_the_access() {
    let roles = json!([{"value": "read", "displayName": "Reader", "isEnabled": false},
        {"value": "write", "displayName": "Writer"}]);
    let answers = told(&[
        package("Kit", &json!([{"resource": "Ledger", "role": "Reader"}])),
        request(ANA, "Kit"),
        json!({"do": "updateApplication", "expect": "ok", "with": {
            "application": "Ledger", "appRoles": roles}}),
        json!({"do": "reprocessAssignment", "expect": "NothingToChange", "with": {
            "assignment": format!("Tools/Kit/{ANA}")}}),
        json!({"show": "application", "of": "Ledger"}),
        end(ANA, "Kit"),
        json!({"show": "application", "of": "Ledger"}),
    ]);
    assert_eq!(held(&answers[4]["row"]), [pair("Ana", "Reader")]);
    assert!(held(&answers[6]["row"]).is_empty(), "{}", answers[6]);
}

#[test]
fn a_package_says_since_when_it_gives_a_role_and_an_undo_makes_none_younger() {
    let since = |answer: &Value| -> Vec<String> {
        let given = answer["row"]["resourceRoleScopes"].as_array().unwrap();
        let times = given.iter().map(|scope| &scope["createdDateTime"]);
        times.map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let show = json!({"show": "accessPackage", "of": "Tools/Kit"});
    let next_day = json!({"desk": "advanceClock", "with": {"by": "P1D"}});
    let reader = |verb: &str| {
        json!({"do": verb, "with":
            {"accessPackage": "Tools/Kit", "resource": "Ledger", "role": "Reader"}})
    };
    let answers = told(&[
        package("Kit", &json!([{"resource": "Staff", "role": "Member"}])),
        show.clone(),
        next_day.clone(),
        reader("addResourceRole"),
        show.clone(),
        next_day,
        reader("removeResourceRole"),
        json!({"desk": "undo"}),
        show,
    ]);
    let (first, added, given_back) = (since(&answers[1]), since(&answers[4]), since(&answers[8]));
    let made = &answers[1]["row"]["createdDateTime"];
    assert_eq!(json!(first[0]), *made, "the first came with the package");
    let edited = &answers[4]["row"]["modifiedDateTime"];
    assert_eq!(json!(added[1]), *edited, "the second a day later");
    assert_ne!(added[0], added[1]);
    assert_eq!(given_back, added);
}
