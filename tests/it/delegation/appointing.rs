//! Who gives roles, who loses them, and what they allow.

use serde_json::json;

use super::*;

#[test]
fn catalog_creator_owns_what_they_make_and_sees_no_other_catalog() {
    let answers = story(vec![
        by(DANA, refused("UnAuthorized", catalog("Field"))),
        json!({"do": "assignRole", "with": {"principal": DANA, "role": "catalogCreator"}}),
        by(DANA, catalog("Field")),
        by(DANA, package("Field", "Tools")),
        by(DANA, give("catalogReader", EVA, "Field")),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "createAccessPackage", "with": {
                "displayName": "Elsewhere", "description": "In General"}}),
            ),
        ),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "assignRole", "with": {
            "principal": EVA, "role": "catalogCreator"}}),
            ),
        ),
        by(
            DANA,
            json!({"do": "updateAccessPackage", "with": {
            "accessPackage": "Sales/Onboarding", "isHidden": true}, "expect": "UnAuthorized"}),
        ),
        json!({"list": "roleAssignments", "where": {"principal": DANA}}),
        by(DANA, json!({"list": "roleAssignments"})),
        json!({"show": "catalog", "of": "Field"}),
    ]);
    let [.., given, seen, field] = answers.as_slice() else {
        panic!("{answers:?}");
    };
    assert_eq!(names(given, "role"), ["catalogCreator", "catalogOwner"]);
    assert_eq!(
        names(seen, "role"),
        ["catalogCreator", "catalogOwner", "catalogReader"]
    );
    assert_eq!(field["row"]["owners"][0]["displayName"], "Dana");
}

#[test]
fn administrator_who_makes_a_catalog_needs_no_role_in_it() {
    let answers = story(vec![json!({"list": "roleAssignments"})]);
    assert_eq!(answers.last().unwrap()["total"], 0);
}

#[test]
fn role_of_a_group_is_held_by_members_of_nested_groups_until_they_leave() {
    let hide = json!({"do": "updateAccessPackage", "with": {
        "accessPackage": "Sales/Onboarding", "isHidden": true}});
    story(vec![
        json!({"do": "createGroup", "with": {"displayName": "Inner", "members": [DANA]}}),
        json!({"do": "createGroup", "with": {"displayName": "Outer", "members": ["Inner"]}}),
        by(DANA, refused("UnAuthorized", hide.clone())),
        give("accessPackageManager", "Outer", "Sales"),
        by(DANA, hide.clone()),
        json!({"do": "removeGroupMember", "with": {"group": "Inner", "member": DANA}}),
        by(DANA, refused("NotFound", package("Sales", "Another"))),
    ]);
}

#[test]
fn package_manager_builds_packages_but_adds_no_resource_not_even_their_own() {
    story(vec![
        give("accessPackageManager", DANA, "Sales"),
        by(
            DANA,
            json!({"do": "createGroup", "with": {"displayName": "Mine"}}),
        ),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Mine"}}),
            ),
        ),
        by(DANA, package("Sales", "Tools")),
        by(
            DANA,
            json!({"do": "assignDirectly", "with": {"accessPackage": "Sales/Tools",
            "policy": "Sales/Tools/Members", "targets": [EVA]}}),
        ),
        by(
            DANA,
            refused("UnAuthorized", give("catalogReader", EVA, "Sales")),
        ),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "updateCatalog", "with": {
            "catalog": "Sales", "state": "unpublished"}}),
            ),
        ),
        give("catalogOwner", DANA, "Sales"),
        by(
            DANA,
            json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Mine"}}),
        ),
        json!({"do": "createGroup", "with": {"displayName": "Theirs"}}),
        by(
            DANA,
            refused(
                "CallerNotResourceOwner",
                json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Theirs"}}),
            ),
        ),
    ]);
}

#[test]
fn assignment_manager_looks_after_assignments_and_edits_nothing() {
    let answers = story(vec![
        give("accessPackageAssignmentManager", DANA, "Sales"),
        by(
            DANA,
            json!({"do": "assignDirectly", "with": {"accessPackage": "Sales/Onboarding",
            "policy": "Sales/Onboarding/Members", "targets": [EVA]}}),
        ),
        by(DANA, json!({"list": "assignments"})),
        by(DANA, json!({"list": "requests"})),
        by(
            DANA,
            json!({"do": "removeAssignment", "with": {
            "assignment": "Sales/Onboarding/eva@sandbox.onmicrosoft.com"}}),
        ),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "updatePolicy", "with": {
            "policy": "Sales/Onboarding/Members", "isEnabled": false}}),
            ),
        ),
        by(
            DANA,
            refused(
                "UnAuthorized",
                json!({"do": "assignDirectly", "with": {
            "accessPackage": "Vault/Keys", "policy": "Vault/Keys/Members", "targets": [EVA]}}),
            ),
        ),
    ]);
    assert_eq!(names(&answers[9], "target"), ["Eva"]);
    assert_eq!(names(&answers[10], "target"), ["Eva"]);
}

#[test]
fn last_owner_is_removed_by_administrators_only() {
    story(vec![
        give("catalogOwner", DANA, "Sales"),
        by(
            DANA,
            refused("LastCatalogOwner", take("catalogOwner", DANA, "Sales")),
        ),
        by(DANA, give("catalogOwner", EVA, "Sales")),
        by(DANA, take("catalogOwner", DANA, "Sales")),
        by(
            DANA,
            refused("UnAuthorized", take("catalogOwner", EVA, "Sales")),
        ),
        by(
            EVA,
            refused("LastCatalogOwner", take("catalogOwner", EVA, "Sales")),
        ),
        take("catalogOwner", EVA, "Sales"),
        refused("NothingToChange", take("catalogOwner", EVA, "Sales")),
    ]);
}

#[test]
fn role_is_given_once_to_somebody_who_exists_where_it_belongs() {
    let nobody = "00000000-0000-4000-8000-000000000000";
    story(vec![
        give("catalogReader", DANA, "Sales"),
        refused(
            "DuplicateRoleAssignment",
            give("catalogReader", DANA, "Sales"),
        ),
        give("catalogReader", DANA, "Vault"),
        refused("PrincipalNotFound", give("catalogReader", nobody, "Sales")),
        json!({"do": "deleteUser", "with": {"user": FINN}}),
        refused("PrincipalNotFound", give("catalogReader", FINN, "Sales")),
        refused(
            "NameRequired",
            json!({"do": "assignRole", "with": {
            "principal": EVA, "role": "catalogReader"}}),
        ),
        refused("TextInvalid", give("catalogCreator", EVA, "Sales")),
    ]);
}

#[test]
fn roles_go_with_the_catalog_and_with_whoever_is_purged() {
    let answers = story(vec![
        json!({"do": "createGroup", "with": {"displayName": "Crew"}}),
        give("catalogReader", "Crew", "Sales"),
        give("catalogReader", DANA, "Sales"),
        catalog("Brief"),
        give("catalogOwner", EVA, "Brief"),
        json!({"do": "deleteCatalog", "with": {"catalog": "Brief"}}),
        json!({"do": "deleteUser", "with": {"user": DANA}}),
        json!({"do": "purgeUser", "with": {"user": DANA}}),
        refused(
            "GroupInUse",
            json!({"do": "deleteGroup", "with": {"group": "Crew"}}),
        ),
        json!({"list": "roleAssignments"}),
        json!({"do": "deleteGroup", "with": {"group": "Crew"}, "acknowledge": ["GroupInUse"]}),
        json!({"desk": "advanceClock", "with": {"by": "P31D"}}),
        json!({"list": "roleAssignments"}),
    ]);
    let (before, after) = (&answers[answers.len() - 4], answers.last().unwrap());
    assert_eq!(names(before, "principal"), ["Crew"]);
    assert_eq!(after["total"], 0);
}
