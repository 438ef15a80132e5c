//! Which objects can be resources, and who may put them into catalogs.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const IDA: &str = "ida@sandbox.onmicrosoft.com";

fn objects() -> Vec<Value> {
    vec![
        json!({"do": "createUser", "with": {"userPrincipalName": IDA, "displayName": "Ida"}}),
        json!({"do": "assignDirectoryRole", "with": {"user": IDA, "role": "identityGovernanceAdministrator"}}),
        json!({"do": "createGroup", "with": {"displayName": "Plain"}}),
        json!({"do": "createGroup", "with": {"displayName": "Unified", "groupTypes": ["Unified"]}}),
        json!({"do": "createGroup", "with": {"displayName": "Keys", "isAssignableToRole": true}}),
        json!({"do": "createApplication", "with": {"displayName": "Ledger"}}),
        json!({"do": "createSite", "with": {"displayName": "Intranet",
            "url": "https://sandbox.sharepoint.com/sites/intranet"}}),
    ]
}

const ROWS: [(&str, &str); 6] = [
    ("AadGroup", "Plain"),
    ("AadGroup", "Unified"),
    ("AadApplication", "Ledger"),
    ("SharePointOnline", "Intranet"),
    ("DirectoryRole", "Reports Reader"),
    ("AadGroup", "Keys"),
];

fn add(system: &str, object: &str, code: &str) -> Value {
    json!({"do": "addCatalogResource", "expect": code, "with":
        {"catalog": "General", "originSystem": system, "originId": object}})
}

/// Checks what somebody who governs access may add once they hold one more role.
#[track_caller]
fn may_add(role: Option<&str>, allowed: [bool; 6]) {
    let mut lines = objects();
    if let Some(role) = role {
        lines.push(json!({"do": "assignDirectoryRole", "with": {"user": IDA, "role": role}}));
    }
    for ((system, object), allowed) in ROWS.into_iter().zip(allowed) {
        let code = if allowed {
            "ok"
        } else {
            "CallerNotResourceOwner"
        };
        let mut line = add(system, object, code);
        line["as"] = json!(IDA);
        lines.push(line);
    }
    tell(Sample::Empty, ADMINISTRATOR, &lines);
}

#[test]
fn governing_access_gives_a_right_over_applications_only() {
    may_add(None, [false, false, true, false, false, false]);
}

#[test]
fn each_administrator_adds_the_objects_that_they_manage() {
    may_add(
        Some("userAdministrator"),
        [true, true, true, false, false, false],
    );
    may_add(
        Some("groupsAdministrator"),
        [true, true, true, false, false, false],
    );
    may_add(
        Some("exchangeAdministrator"),
        [false, true, true, false, false, false],
    );
    may_add(
        Some("sharePointAdministrator"),
        [false, true, true, true, false, false],
    );
    may_add(
        Some("privilegedRoleAdministrator"),
        [false, false, true, false, true, true],
    );
    may_add(Some("globalAdministrator"), [true; 6]);
}

#[test]
fn owners_add_what_they_own_but_never_what_roles_can_be_given_to() {
    let mut lines = objects();
    for group in ["Plain", "Keys"] {
        lines.push(json!({"do": "addGroupOwner", "with": {"group": group, "owner": IDA}}));
    }
    lines.push(json!({"do": "updateSite", "with": {"site": "Intranet", "owners": [IDA]}}));
    for (system, object, code) in [
        ("AadGroup", "Plain", "ok"),
        ("SharePointOnline", "Intranet", "ok"),
        ("AadGroup", "Keys", "CallerNotResourceOwner"),
    ] {
        let mut line = add(system, object, code);
        line["as"] = json!(IDA);
        lines.push(line);
    }
    tell(Sample::Empty, ADMINISTRATOR, &lines);
}

#[test]
fn a_resource_whose_object_is_gone_can_be_taken_out_by_whoever_governs_the_catalog() {
    let mut lines = objects();
    lines.extend([
        add("SharePointOnline", "Intranet", "ok"),
        json!({"as": IDA, "do": "removeCatalogResource", "expect": "CallerNotResourceOwner",
            "with": {"catalog": "General", "resource": "Intranet"}}),
        json!({"do": "deleteSite", "with": {"site": "Intranet"}}),
        json!({"as": IDA, "do": "removeCatalogResource",
            "with": {"catalog": "General", "resource": "Intranet"}}),
    ]);
    tell(Sample::Empty, ADMINISTRATOR, &lines);
}

#[test]
fn libraries_and_documents_are_no_resources_but_the_site_that_holds_them_is() {
    let site = |name: &str, path: &str| {
        let url = format!("https://sandbox.sharepoint.com/sites/plans{path}");
        json!({"do": "createSite", "with": {"displayName": name, "url": url}})
    };
    let lines = [
        site("Library", "/Shared%20Documents"),
        site("Plan", "/Shared%20Documents/plan.docx"),
        site("Plans", ""),
        site("North", "/north"),
        add("SharePointOnline", "Library", "ResourceNotEligible"),
        add("SharePointOnline", "Plan", "ResourceNotEligible"),
        add("SharePointOnline", "Plans", "ok"),
        add("SharePointOnline", "North", "ok"),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let message = "\"Library\" cannot be a resource: a library lies inside a site, and only the whole site is one";
    assert_eq!(answers[4]["message"], message);
}

#[test]
fn objects_that_are_mastered_elsewhere_are_no_resources() {
    let mut lines = objects();
    lines.extend([
        json!({"do": "updateGroup", "with": {"group": "Plain", "onPremisesSyncEnabled": true}}),
        add("AadGroup", "Plain", "ResourceNotEligible"),
        json!({"do": "createGroup", "with": {"displayName": "News", "securityEnabled": false, "mailEnabled": true}}),
        add("AadGroup", "News", "ResourceNotEligible"),
        json!({"do": "createApplication", "with": {"displayName": "Mail", "wellKnown": "exchangeOnline"}}),
        add("AadApplication", "Mail", "ResourceNotEligible"),
        json!({"do": "createApplication", "with": {"displayName": "Game", "signInAudience": "PersonalMicrosoftAccount"}}),
        add("AadApplication", "Game", "ResourceNotEligible"),
        add("AadApplication", "Ledger", "ok"),
        add("AadApplication", "Ledger", "DuplicateResource"),
        add("AadGroup", "Ledger", "NotFound"),
    ]);
    tell(Sample::Empty, ADMINISTRATOR, &lines);
}

#[test]
fn a_crowded_catalog_is_warned_of_and_not_refused() {
    let mut lines = Vec::new();
    for number in 0..51 {
        let name = format!("Group {number}");
        lines.push(json!({"do": "createGroup", "with": {"displayName": name}}));
        lines.push(add("AadGroup", &name, "ok"));
    }
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let last = answers.last().unwrap();
    assert_eq!(last["warnings"][0]["code"], "LimitAdvised");
    assert_eq!(answers[answers.len() - 3]["warnings"], json!([]));
}

/// Makes a package of General with roles on objects that may be no resources yet.
fn package_with(who: &str, name: &str, objects: &[(&str, &str, &str)], code: &str) -> Value {
    let role = |(system, object, role): &(&str, &str, &str)| json!({"originSystem": system, "originId": object, "role": role});
    let roles: Vec<Value> = objects.iter().map(role).collect();
    json!({"as": who, "do": "createAccessPackage", "expect": code, "with":
        {"displayName": name, "description": "d", "addedResourceRoles": roles}})
}

#[test]
fn a_package_adds_what_it_gives_to_its_catalog_in_passing_and_only_once() {
    let both = [
        ("AadGroup", "Plain", "Member"),
        ("AadGroup", "Plain", "Owner"),
    ];
    let answers = tell(
        Sample::Empty,
        ADMINISTRATOR,
        &[
            objects(),
            vec![
                package_with(ADMINISTRATOR, "Kit", &both, "ok"),
                package_with(ADMINISTRATOR, "Again", &both[..1], "ok"),
                json!({"list": "resources", "where": {"catalog": "General"}}),
                json!({"show": "accessPackage", "of": "General/Kit"}),
                json!({"list": "audit", "where": {"activity": "Create resource request"}}),
            ],
        ]
        .concat(),
    );
    let [.., resources, roles, audit] = answers.as_slice() else {
        panic!("{answers:?}")
    };
    assert_eq!(resources["total"], 1, "{resources}");
    let roles = roles["row"]["resourceRoleScopes"].as_array().unwrap();
    assert_eq!(roles.len(), 2, "{roles:?}");
    assert_eq!(audit["total"], 1, "{audit}");
}

#[test]
fn adding_in_passing_takes_the_rights_and_the_kinds_that_adding_takes() {
    const LEAD: &str = "lead@sandbox.onmicrosoft.com";
    let group = |name: &'static str| [("AadGroup", name, "Member")];
    let mut lines = objects();
    lines.extend([
        json!({"do": "createUser", "with": {"userPrincipalName": LEAD, "displayName": "Lead"}}),
        json!({"do": "assignRole", "with": {"principal": LEAD, "catalog": "General",
            "role": "accessPackageManager"}}),
        // Whoever manages packages may add nothing to the catalog, whoever governs not any group.
        package_with(LEAD, "Kit", &group("Plain"), "UnAuthorized"),
        package_with(IDA, "Kit", &group("Plain"), "CallerNotResourceOwner"),
        package_with(
            IDA,
            "Kit",
            &[("AadApplication", "Ledger", "Default Access")],
            "ok",
        ),
        json!({"do": "updateGroup", "with": {"group": "Plain", "onPremisesSyncEnabled": true}}),
        package_with(ADMINISTRATOR, "Bag", &group("Plain"), "ResourceNotEligible"),
        // A role that the object does not have keeps the object out of the catalog as well.
        package_with(
            ADMINISTRATOR,
            "Bag",
            &[(
                "AadGroup",
                "Unified",
                "7f0fa089-cffe-43c4-8483-3d8330bd1f8b",
            )],
            "RoleNotEligible",
        ),
        add("AadGroup", "Unified", "ok"),
        // What is in the catalog already takes no right over it.
        package_with(LEAD, "Box", &group("Unified"), "ok"),
    ]);
    tell(Sample::Empty, ADMINISTRATOR, &lines);
}

/// Gives a role on an object that may be no resource of General yet to a package there.
fn give(who: &str, object: &str, code: &str) -> Value {
    json!({"as": who, "do": "addObjectRole", "expect": code, "with": {
        "accessPackage": "General/Kit", "originSystem": "AadGroup", "originId": object,
        "role": "Member"}})
}

#[test]
fn a_role_on_an_object_outside_the_catalog_comes_into_a_package_with_its_resource_in_one_commit() {
    const LEAD: &str = "lead@sandbox.onmicrosoft.com";
    let mut lines = objects();
    lines.extend([
        json!({"do": "createUser", "with": {"userPrincipalName": LEAD, "displayName": "Lead"}}),
        json!({"do": "assignRole", "with": {"principal": LEAD, "catalog": "General",
            "role": "accessPackageManager"}}),
        package_with(ADMINISTRATOR, "Kit", &[], "ok"),
        // Whoever manages packages may add nothing to the catalog, whoever governs not any group.
        give(LEAD, "Plain", "UnAuthorized"),
        give(IDA, "Plain", "CallerNotResourceOwner"),
        give(ADMINISTRATOR, "Plain", "ok"),
        give(ADMINISTRATOR, "Plain", "DuplicateResourceRole"),
        json!({"desk": "undo"}),
        json!({"list": "resources", "where": {"catalog": "General"}}),
        add("AadGroup", "Plain", "ok"),
        // What is in the catalog already takes no right over it, and is not added again.
        give(LEAD, "Plain", "ok"),
        json!({"list": "resources", "where": {"catalog": "General"}}),
        json!({"show": "accessPackage", "of": "General/Kit"}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let [.., undone, _, _, added, package] = answers.as_slice() else {
        panic!("{answers:?}")
    };
    assert_eq!((&undone["total"], &added["total"]), (&json!(0), &json!(1)));
    let roles = package["row"]["resourceRoleScopes"].as_array().unwrap();
    assert_eq!(roles.len(), 1, "{package}");
}
