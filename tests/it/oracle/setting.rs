//! Tenants by chance, small and dense: few people and packages, and much that ties them together.

use serde_json::{Value, json};

use super::objects::{MICROSOFT_365, SITES, TEAMS};
use crate::support::random::Dice;

mod policies;

pub(super) use policies::{
    ANSWERS, RULES, WORKFLOWS, approval, attribute, automatic, automatic_terms, calls, expiration,
    listed_people, policy, proofs, proofs_wanted, questions, requestor_settings, reviews, stage,
};

pub(super) const HOME: &str = "woodgrovebank.onmicrosoft.com";
pub(super) const PACKAGES: &[&str] = &["Sales/A", "Sales/B", "Partners/C"];
pub(super) const MEMBERS: &[&str] = &["ana", "ben", "cleo", "dan", "lead", "boss"];
/// A guest and a stranger of the directory Contoso, and two of people with one-time passcodes.
pub(super) const EXTERNALS: &[&str] = &[
    "gina@contoso.com",
    "xena@contoso.com",
    "otto@fabrikam.com",
    "sam@fabrikam.com",
];
pub(super) const GROUPS: &[&str] = &["Staff", "Inner", "Deciders", "Ruled", "Files", "Mail"];
pub(super) const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// Returns how a member signs in.
pub(super) fn member(name: &str) -> String {
    format!("{name}@{HOME}")
}

/// Picks a member.
pub(super) fn some_member(dice: &mut Dice) -> String {
    member(dice.pick::<&str>(MEMBERS))
}

fn does(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

/// Writes the lines that make a tenant.
pub(super) fn lines(dice: &mut Dice) -> Vec<Value> {
    let mut lines = vec![
        json!({"desk": "foundTenant", "with": {"displayName": "Woodgrove Bank", "initialDomain": HOME,
            "administrator": {"userPrincipalName": ADMINISTRATOR, "displayName": "Administrator"}}}),
        json!({"desk": "addDirectory", "with": {"displayName": "Contoso",
            "initialDomain": "contoso.onmicrosoft.com", "verifiedDomains": ["contoso.com"]}}),
    ];
    people(dice, &mut lines);
    groups(dice, &mut lines);
    organizations(dice, &mut lines);
    things(dice, &mut lines);
    catalogs(dice, &mut lines);
    workflows(dice, &mut lines);
    for _ in 0..3 {
        let with = json!({"persona": some_member(dice)});
        lines.push(json!({"desk": "signIn", "with": with}));
    }
    packages(dice, &mut lines);
    for _ in 0..dice.below(3) {
        let (package, other) = (dice.below(3), 1 + dice.below(2));
        let other = PACKAGES[(package + other) % 3];
        let with = json!({"accessPackage": PACKAGES[package], "incompatible": other});
        let line = does("addIncompatibleAccessPackage", &with);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    delegations(dice, &mut lines);
    if dice.chance(20) {
        let with = json!({*dice.pick(&[SITES, MICROSOFT_365, TEAMS]): false});
        lines.push(does("updateOrganization", &with));
    }
    if dice.chance(20) {
        let with = json!({"showSpecificScopeToAllMembers": true});
        lines.push(does("updateSettings", &with));
    }
    for package in PACKAGES {
        for _ in 0..2 {
            let with = json!({"accessPackage": package, "policy": format!("{package}/P0"),
                "targets": [some_member(dice)]});
            lines.push(does("assignDirectly", &with));
        }
    }
    if dice.chance(40) {
        let with = json!({"accessPackage": PACKAGES[dice.below(3)], "group": *dice.pick(&["Inner", "Mail", "Ruled", "Staff"])});
        lines.push(does("addIncompatibleGroup", &with));
    }
    lines
}

fn groups(dice: &mut Dice, lines: &mut Vec<Value>) {
    let with = json!({"displayName": "Ruled", "groupTypes": ["DynamicMembership"],
        "membershipRule": *dice.pick(RULES)});
    lines.push(does("createGroup", &with));
    for (group, members) in [
        ("Inner", vec![member("ana"), member("cleo")]),
        (
            "Staff",
            vec![member("ben"), "Inner".to_owned(), "Ruled".to_owned()],
        ),
        ("Deciders", vec![member("dan"), member("boss")]),
        ("Files", vec![]),
        ("Mail", vec![member("dan")]),
    ] {
        let mut with = json!({"displayName": group, "members": members});
        if ["Files", "Mail"].contains(&group) && dice.chance(60) {
            with["groupTypes"] = json!(["Unified"]);
            with["isTeam"] = json!(group == "Files");
        }
        lines.push(does("createGroup", &with));
    }
}

fn packages(dice: &mut Dice, lines: &mut Vec<Value>) {
    let ledger = lines.iter().find(|line| line["do"] == "createApplication");
    let ledger = match ledger.unwrap()["with"]["appRoles"].as_array() {
        Some(roles) if roles.is_empty() => "Default Access",
        _ => "Reader",
    };
    let roles_of_things = [
        ("Ledger", ledger),
        ("Wiki", "Visitors"),
        ("Wiki", "Members"),
        (
            "Reports Reader",
            *dice.pick(&["Eligible Member", "Active Member"]),
        ),
        ("Global Reader", "Eligible Member"),
    ]
    .map(|(resource, role)| json!({"resource": resource, "role": role}));
    for package in PACKAGES {
        let with = a_package(dice, package, &roles_of_things);
        lines.push(does("createAccessPackage", &with));
    }
}

/// Lets some approvers hand their decisions over, where the settings let them.
fn delegations(dice: &mut Dice, lines: &mut Vec<Value>) {
    if dice.chance(60) {
        let with = json!({"approvalDelegation": true});
        lines.push(does("updateSettings", &with));
        let at = |day: usize| format!("2026-03-{day:02}T09:00:00Z");
        for approver in ["dan", "lead", "boss"] {
            let delegate = *dice.pick(&["cleo", "ben", "lead", "boss"]);
            if delegate == approver || dice.chance(50) {
                continue;
            }
            let (start, end) = (1 + dice.below(3), 5 + dice.below(15));
            let with = json!({"delegate": member(delegate), "startDateTime": at(start), "endDateTime": at(end)});
            lines.push(json!({"as": member(approver), "do": "delegateApprovals", "with": with}));
        }
    }
}

/// What catalogs hold, with the system that each lives in: groups, and an application and a site.
const OBJECTS: &[(&str, &str)] = &[
    ("AadGroup", "Files"),
    ("AadGroup", "Mail"),
    ("AadGroup", "Ruled"),
];
pub(super) const THINGS: &[(&str, &str)] =
    &[("AadApplication", "Ledger"), ("SharePointOnline", "Wiki")];
/// Roles over the directory that catalogs hold too, and whether they are privileged.
pub(super) const DIRECTORY_ROLES: &[(&str, bool)] =
    &[("Reports Reader", false), ("Global Reader", true)];

/// Draws what is asked of whoever wants something of a resource.
pub(super) fn attributes_wanted(dice: &mut Dice, catalog: &str, object: &str) -> Value {
    let mut wanted = Vec::new();
    for (attribute, question) in [("department", "Which department?"), ("city", "Which city?")] {
        if dice.chance(55) {
            wanted.push(json!({"attribute": attribute, "question": question,
                "isEditable": dice.chance(65), "isPersistedOnAssignmentRemoval": dice.chance(25)}));
        }
    }
    json!({"catalog": catalog, "resource": object, "attributes": wanted})
}

fn things(dice: &mut Dice, lines: &mut Vec<Value>) {
    let roles = if dice.chance(80) {
        json!([{"value": "reader", "displayName": "Reader"},
            {"value": "writer", "displayName": "Writer", "isEnabled": dice.chance(85)}])
    } else {
        json!([])
    };
    let with = json!({"displayName": "Ledger", "appRoles": roles});
    lines.push(does("createApplication", &with));
    let with = json!({"displayName": "Wiki", "url": "https://woodgrove.sharepoint.com/wiki",
        "roles": [{"originId": 4, "displayName": "Visitors"},
            {"originId": 5, "displayName": "Members"}]});
    lines.push(does("createSite", &with));
}

fn catalogs(dice: &mut Dice, lines: &mut Vec<Value>) {
    for catalog in ["Sales", "Partners"] {
        let state = if dice.chance(97) {
            "published"
        } else {
            "unpublished"
        };
        let with = json!({"displayName": catalog, "description": "d", "state": state,
            "isExternallyVisible": dice.chance(85)});
        lines.push(does("createCatalog", &with));
        let roles = DIRECTORY_ROLES.iter();
        let roles = roles.map(|(name, _)| ("DirectoryRole", *name));
        let objects = OBJECTS.iter().chain(THINGS).copied();
        for (system, object) in objects.chain(roles) {
            let with = json!({"catalog": catalog, "originSystem": system, "originId": object});
            lines.push(does("addCatalogResource", &with));
        }
        for (_, object) in THINGS {
            if dice.chance(50) {
                let with = attributes_wanted(dice, catalog, object);
                lines.push(does("setResourceAttributes", &with));
            }
        }
    }
}

fn workflows(dice: &mut Dice, lines: &mut Vec<Value>) {
    for (name, catalog, wait) in [
        ("Check", "Sales", Some("P1D")),
        ("Sign", "Sales", Some("PT12H")),
        ("Ticket", "Sales", None),
        ("Vet", "Partners", Some("P3D")),
        ("Log", "Partners", None),
        ("Warn", "Sales", None),
        ("Ring", "Partners", None),
    ] {
        let kind = if ["Warn", "Ring"].contains(&name) {
            ""
        } else {
            "Request"
        };
        let mut with = json!({"catalog": catalog, "displayName": name, "answer": *dice.pick(ANSWERS),
            "@odata.type": format!("#microsoft.graph.accessPackageAssignment{kind}WorkflowExtension")});
        if let Some(wait) = wait {
            with["callbackConfiguration"] = json!({"timeoutDuration": wait});
        }
        lines.push(does("createCustomExtension", &with));
    }
}

fn people(dice: &mut Dice, lines: &mut Vec<Value>) {
    for name in ["boss", "lead", "ana", "ben", "cleo", "dan"] {
        let manager = match name {
            "lead" => Some(member("boss")),
            "ana" | "ben" => Some(member("lead")),
            "dan" if dice.chance(50) => Some(member("ana")),
            _ => None,
        };
        let sponsors = if name != "boss" && dice.chance(30) {
            vec![member("boss")]
        } else {
            vec![]
        };
        let mut with =
            json!({"userPrincipalName": member(name), "displayName": name, "sponsors": sponsors});
        if let Some(manager) = manager {
            with["manager"] = json!(manager);
        }
        for _ in 0..3 {
            let (attribute, value) = attribute(dice);
            with[attribute] = value;
        }
        with["verifiedCredentials"] = proofs(dice);
        with.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        if dice.chance(20) {
            with["mail"] = Value::Null;
        }
        lines.push(does("createUser", &with));
    }
    for name in EXTERNALS {
        let mut with = json!({"userPrincipalName": name, "displayName": name,
            "verifiedCredentials": proofs(dice)});
        if name.ends_with("contoso.com") {
            with["directory"] = json!("Contoso");
        }
        lines.push(json!({"desk": "addExternalPerson", "with": with}));
        if name.starts_with(['g', 'o']) {
            let with = json!({"displayName": name, "userType": "Guest", "externalIdentity": name});
            lines.push(does("createUser", &with));
        }
    }
}

fn organizations(dice: &mut Dice, lines: &mut Vec<Value>) {
    let sources = [
        (
            "Contoso people",
            json!({"@odata.type": "#microsoft.graph.azureActiveDirectoryTenant", "tenantId": "Contoso"}),
        ),
        (
            "Fabrikam people",
            json!({"@odata.type": "#microsoft.graph.domainIdentitySource", "displayName": "Fabrikam", "domainName": "fabrikam.com"}),
        ),
    ];
    for (name, source) in sources {
        let internal = if dice.chance(60) {
            vec![member("lead")]
        } else {
            vec!["Deciders".to_owned()]
        };
        let external = if dice.chance(50) {
            vec!["otto@fabrikam.com"]
        } else {
            vec![]
        };
        let state = if dice.chance(70) {
            "configured"
        } else {
            "proposed"
        };
        let with = json!({"displayName": name, "state": state, "identitySources": [source],
            "internalSponsors": internal, "externalSponsors": external});
        lines.push(does("createConnectedOrganization", &with));
    }
}

pub(super) fn a_package(dice: &mut Dice, key: &str, roles_of_things: &[Value]) -> Value {
    let (catalog, name) = key.split_once('/').unwrap();
    let roles = [("Files", "Member"), ("Mail", "Member"), ("Mail", "Owner")];
    let roles: Vec<Value> = roles
        .iter()
        .filter(|_| dice.chance(60))
        .map(|(resource, role)| json!({"resource": resource, "role": role}))
        .collect();
    let mut roles = roles;
    for role in roles_of_things {
        if dice.chance(35) {
            roles.push(role.clone());
        }
    }
    let policies = (0..=dice.below(3)).map(|number| policy(dice, &format!("P{number}")));
    let mut policies: Vec<Value> = policies.collect();
    if dice.chance(22) {
        policies.push(automatic(dice, "Rule"));
    }
    for policy in &mut policies {
        if dice.chance(25) {
            policy["customExtensionStageSettings"] = calls(dice, key);
        }
    }
    json!({"catalog": catalog, "displayName": name, "description": "d", "isHidden": dice.chance(10),
        "resourceRoles": roles, "policies": policies})
}
