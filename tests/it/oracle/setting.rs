//! Tenants by chance, small and dense: few people and packages, and much that ties them together.

use serde_json::{Value, json};

use crate::support::random::Dice;

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
pub(super) const GROUPS: &[&str] = &["Staff", "Inner", "Deciders", "Files", "Mail"];
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
    for (group, members) in [
        ("Inner", vec![member("ana"), member("cleo")]),
        ("Staff", vec![member("ben"), "Inner".to_owned()]),
        ("Deciders", vec![member("dan"), member("boss")]),
        ("Files", vec![]),
        ("Mail", vec![member("dan")]),
    ] {
        let with = json!({"displayName": group, "members": members});
        lines.push(does("createGroup", &with));
    }
    organizations(dice, &mut lines);
    for catalog in ["Sales", "Partners"] {
        let state = if dice.chance(97) {
            "published"
        } else {
            "unpublished"
        };
        let with = json!({"displayName": catalog, "description": "d", "state": state,
            "isExternallyVisible": dice.chance(85)});
        lines.push(does("createCatalog", &with));
        for group in ["Files", "Mail"] {
            let with = json!({"catalog": catalog, "originSystem": "AadGroup", "originId": group});
            lines.push(does("addCatalogResource", &with));
        }
    }
    for package in PACKAGES {
        lines.push(does("createAccessPackage", &a_package(dice, package)));
    }
    for _ in 0..dice.below(3) {
        let (package, other) = (dice.below(3), 1 + dice.below(2));
        let other = PACKAGES[(package + other) % 3];
        let with = json!({"accessPackage": PACKAGES[package], "incompatible": other});
        let line = does("addIncompatibleAccessPackage", &with);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if dice.chance(25) {
        let with = json!({"accessPackage": PACKAGES[dice.below(3)], "group": *dice.pick(&["Inner", "Mail"])});
        lines.push(does("addIncompatibleGroup", &with));
    }
    lines
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
        lines.push(does("createUser", &with));
    }
    for name in EXTERNALS {
        let mut with = json!({"userPrincipalName": name, "displayName": name});
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

pub(super) fn a_package(dice: &mut Dice, key: &str) -> Value {
    let (catalog, name) = key.split_once('/').unwrap();
    let roles = [("Files", "Member"), ("Mail", "Member"), ("Mail", "Owner")];
    let roles: Vec<Value> = roles
        .iter()
        .filter(|_| dice.chance(60))
        .map(|(resource, role)| json!({"resource": resource, "role": role}))
        .collect();
    let policies: Vec<Value> = (0..=dice.below(3))
        .map(|number| policy(dice, &format!("P{number}")))
        .collect();
    json!({"catalog": catalog, "displayName": name, "description": "d", "isHidden": dice.chance(10),
        "resourceRoles": roles, "policies": policies})
}

/// Makes a policy by chance.
pub(super) fn policy(dice: &mut Dice, name: &str) -> Value {
    let scope = *dice.pick(&[
        "specificDirectoryUsers",
        "specificDirectoryUsers",
        "allMemberUsers",
        "allDirectoryUsers",
        "notSpecified",
        "specificConnectedOrganizationUsers",
        "allConfiguredConnectedOrganizationUsers",
        "allExternalUsers",
    ]);
    let mut targets = Vec::new();
    if scope == "specificDirectoryUsers" {
        if dice.chance(85) {
            let group = *dice.pick(&["Staff", "Inner", "Deciders"]);
            targets.push(json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": group}));
        }
        let user = some_member(dice);
        targets.push(json!({"@odata.type": "#microsoft.graph.singleUser", "userId": user}));
    } else if scope == "specificConnectedOrganizationUsers" {
        let organization = *dice.pick(&["Contoso people", "Fabrikam people"]);
        targets.push(
            json!({"@odata.type": "#microsoft.graph.connectedOrganizationMembers",
            "connectedOrganizationId": organization}),
        );
    }
    let mut policy = json!({"displayName": name, "allowedTargetScope": scope,
        "specificAllowedTargets": targets, "isEnabled": dice.chance(88),
        "requestorSettings": requestor_settings(dice),
        "requestApprovalSettings": approval(dice, scope), "expiration": expiration(dice)});
    if dice.chance(30) {
        policy["questions"] = questions(dice);
    }
    policy
}

/// Makes questions by chance: a number, a choice, and a free text.
pub(super) fn questions(dice: &mut Dice) -> Value {
    let pool = [
        json!({"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 1,
            "text": "Cost center?", "isSingleLineQuestion": true, "regexPattern": "[0-9]{4}"}),
        json!({"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion", "sequence": 2,
            "text": "Which plants?", "isMultipleSelectionAllowed": dice.chance(50),
            "choices": [{"actualValue": "BER"}, {"actualValue": "PAR"}]}),
        json!({"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 3,
            "text": "Anything else?"}),
    ];
    let mut questions = Vec::new();
    for mut question in pool {
        if dice.chance(60) {
            question["isRequired"] = json!(dice.chance(60));
            question["isAnswerEditable"] = json!(dice.chance(50));
            questions.push(question);
        }
    }
    json!(questions)
}

pub(super) fn requestor_settings(dice: &mut Dice) -> Value {
    json!({
        "enableTargetsToSelfUpdateAccess": dice.chance(75),
        "enableTargetsToSelfRemoveAccess": dice.chance(85),
        "allowCustomAssignmentSchedule": dice.chance(80),
        "enableOnBehalfRequestorsToAddAccess": dice.chance(60),
        "enableOnBehalfRequestorsToUpdateAccess": dice.chance(50),
        "enableOnBehalfRequestorsToRemoveAccess": dice.chance(50),
    })
}

/// Makes an expiration by chance, often a short one.
pub(super) fn expiration(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => json!({"type": "noExpiration"}),
        1 => json!({"type": "afterDateTime", "endDateTime": "2026-03-20T12:00:00Z"}),
        2 => json!({"type": "afterDuration", "duration": "PT8H"}),
        _ => json!({"type": "afterDuration", "duration": *dice.pick(&["P2D", "P10D", "P30D"])}),
    }
}

/// Makes approval settings by chance; strangers need approval.
pub(super) fn approval(dice: &mut Dice, scope: &str) -> Value {
    let adds = scope == "allExternalUsers" || dice.chance(65);
    let updates = dice.chance(35);
    let mut settings =
        json!({"isApprovalRequiredForAdd": adds, "isApprovalRequiredForUpdate": updates});
    if dice.chance(40) {
        settings["isRequestorJustificationRequired"] = json!(dice.chance(50));
    }
    if adds || updates {
        let mut special = vec![
            "requestorManager",
            "internalSponsors",
            "externalSponsors",
            "targetUserSponsors",
        ];
        let stages = *dice.pick(&[1, 1, 2, 2, 3]);
        let stages: Vec<Value> = (0..stages).map(|_| stage(dice, &mut special)).collect();
        settings["stages"] = json!(stages);
    }
    settings
}

fn somebody(dice: &mut Dice) -> Value {
    if dice.chance(40) {
        return json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": *dice.pick(&["Deciders", "Staff"])});
    }
    let user = if dice.chance(15) {
        "otto@fabrikam.com".to_owned()
    } else if dice.chance(10) {
        ADMINISTRATOR.to_owned()
    } else {
        some_member(dice)
    };
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": user})
}

fn stage(dice: &mut Dice, special: &mut Vec<&str>) -> Value {
    let days = *dice.pick(&[1, 2, 4, 5, 14]);
    let mut stage = json!({
        "durationBeforeAutomaticDenial": format!("P{days}D"),
        "isApproverJustificationRequired": dice.chance(30),
        "primaryApprovers": [somebody(dice)],
    });
    if dice.chance(50) && !special.is_empty() {
        let kind = special.remove(dice.below(special.len()));
        let mut set = json!({"@odata.type": format!("#microsoft.graph.{kind}")});
        if kind == "requestorManager" {
            set["managerLevel"] = json!(1 + dice.below(2));
        }
        stage["primaryApprovers"] = json!([set]);
        stage["fallbackPrimaryApprovers"] = json!([somebody(dice)]);
    }
    if days >= 4 && dice.chance(60) {
        stage["isEscalationEnabled"] = json!(true);
        stage["durationBeforeEscalation"] = json!(format!("P{}D", 1 + dice.below(2)));
        stage["escalationApprovers"] = json!([somebody(dice)]);
        stage["fallbackEscalationApprovers"] = json!([somebody(dice)]);
    }
    stage
}
