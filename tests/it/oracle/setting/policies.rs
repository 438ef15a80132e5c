//! Policies by chance: who asks and who decides, what is asked, what a rule gives, what is reviewed.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, some_member};
use crate::support::random::Dice;

/// Makes a policy by chance.
pub(in crate::oracle) fn policy(dice: &mut Dice, name: &str) -> Value {
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
    let mut targets = json!([]);
    if scope == "specificDirectoryUsers" {
        targets = listed_people(dice);
    } else if scope == "specificConnectedOrganizationUsers" {
        let organization = *dice.pick(&["Contoso people", "Fabrikam people"]);
        targets = json!([{"@odata.type": "#microsoft.graph.connectedOrganizationMembers",
            "connectedOrganizationId": organization}]);
    }
    let mut policy = json!({"displayName": name, "allowedTargetScope": scope,
        "specificAllowedTargets": targets, "isEnabled": dice.chance(88),
        "requestorSettings": requestor_settings(dice),
        "requestApprovalSettings": approval(dice, scope), "expiration": expiration(dice)});
    policy["notificationSettings"] = json!({"isAssignmentNotificationDisabled": dice.chance(15)});
    if dice.chance(30) {
        policy["questions"] = questions(dice);
    }
    if dice.chance(20) {
        policy["verifiedCredentialRequirements"] = proofs_wanted(dice);
    }
    if dice.chance(35) {
        policy["reviewSettings"] = reviews(dice, None);
    }
    policy
}

/// Draws what a policy wants proven.
pub(in crate::oracle) fn proofs_wanted(dice: &mut Dice) -> Value {
    let employee = json!({"issuer": "Contoso", "types": ["VerifiedEmployee"]});
    let learned = json!({"issuer": "Fabrikam", "types": ["Diploma", "Course"]});
    dice.pick(&[
        json!([employee]),
        json!([employee]),
        json!([{"issuer": "Fabrikam", "types": ["Diploma"]}]),
        json!([learned]),
        json!([employee, {"issuer": "Fabrikam", "types": ["Diploma"]}]),
        json!([]),
    ])
    .clone()
}

/// Draws what somebody can prove, written in one way or another.
pub(in crate::oracle) fn proofs(dice: &mut Dice) -> Value {
    let mut proofs = Vec::new();
    for (issuer, kind) in [
        ("contoso", "verifiedemployee"),
        ("Contoso", "Diploma"),
        ("Fabrikam", "Diploma"),
        ("FABRIKAM", "course"),
    ] {
        if dice.chance(45) {
            proofs.push(json!({"issuer": issuer, "type": kind}));
        }
    }
    json!(proofs)
}

/// Draws the people that a policy lists.
pub(in crate::oracle) fn listed_people(dice: &mut Dice) -> Value {
    let mut targets = Vec::new();
    if dice.chance(85) {
        let group = *dice.pick(&["Staff", "Inner", "Deciders", "Ruled"]);
        targets.push(json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": group}));
    }
    let user = some_member(dice);
    targets.push(json!({"@odata.type": "#microsoft.graph.singleUser", "userId": user}));
    json!(targets)
}

/// Makes settings of reviews by chance, which begin when they did so far.
pub(in crate::oracle) fn reviews(dice: &mut Dice, start: Option<&str>) -> Value {
    let start = start.unwrap_or(*dice.pick(&[
        "2026-02-10T09:00:00Z",
        "2026-03-01T09:00:00Z",
        "2026-03-02T10:00:00Z",
        "2026-03-04T00:00:00Z",
    ]));
    let (rhythm, days) = *dice.pick(&[
        ("weekly", 2),
        ("weekly", 5),
        ("absoluteMonthly", 10),
        ("absoluteMonthly", 25),
    ]);
    let mut settings = json!({"isEnabled": dice.chance(88), "isSelfReview": dice.chance(30),
        "isRecommendationEnabled": dice.chance(75),
        "isReviewerJustificationRequired": dice.chance(40),
        "expirationBehavior": *dice.pick(&["keepAccess", "removeAccess", "acceptAccessRecommendation"]),
        "primaryReviewers": [], "fallbackReviewers": [],
        "schedule": {"startDateTime": start,
            "expiration": {"type": "afterDuration", "duration": format!("P{days}D")},
            "recurrence": {"pattern": {"type": rhythm, "interval": 1}}}});
    if settings["isSelfReview"] == false {
        settings["primaryReviewers"] = json!([somebody(dice)]);
        if dice.chance(45) {
            settings["fallbackReviewers"] = json!([somebody(dice)]);
        }
        if dice.chance(35) {
            let level = 1 + dice.below(2);
            settings["primaryReviewers"] = json!([{
                "@odata.type": "#microsoft.graph.requestorManager", "managerLevel": level}]);
            settings["fallbackReviewers"] = json!([somebody(dice)]);
        }
    }
    settings
}

/// The workflows there are: in each catalog some that are waited for, and one that is only launched.
pub(in crate::oracle) const WORKFLOWS: &[&str] =
    &["Check", "Sign", "Ticket", "Vet", "Log", "Warn", "Ring"];

/// What workflows are told to answer.
pub(in crate::oracle) const ANSWERS: &[&str] = &[
    "continue", "continue", "continue", "deny", "fail", "never", "ask", "ask", "ask",
];

/// Draws what a policy of a package has called.
pub(in crate::oracle) fn calls(dice: &mut Dice, package: &str) -> Value {
    let of_sales = package.starts_with("Sales/");
    let pool: &[&str] = if of_sales {
        &["Check", "Check", "Sign", "Sign", "Ticket"]
    } else {
        &["Vet", "Vet", "Log"]
    };
    let mut calls: Vec<Value> = Vec::new();
    if dice.chance(35) {
        let ahead = *dice.pick(&["FourteenDays", "OneDay"]);
        let name = if of_sales { "Warn" } else { "Ring" };
        calls.push(
            json!({"stage": format!("assignment{ahead}BeforeExpiration"),
            "customExtension": {"id": name}}),
        );
    }
    for _ in 0..=dice.below(2) {
        let step = *dice.pick(&[
            "Created", "Created", "Approved", "Approved", "Granted", "Removed",
        ]);
        let call = json!({"stage": format!("assignmentRequest{step}"),
            "customExtension": {"id": *dice.pick(pool)}});
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    json!(calls)
}

/// Rules that divide these people, several of them only for a time.
pub(in crate::oracle) const RULES: &[&str] = &[
    "user.department -eq \"Sales\"",
    "user.department -ne \"sales\" -and user.userType -eq \"Member\"",
    "(user.department -in [\"Sales\",\"it\"]) -and -not (user.jobTitle -startsWith \"Lead\")",
    "user.jobTitle -contains \"er\" -or user.userType -eq \"Guest\"",
    "user.userType -eq \"guest\" -or user.department -eq \"IT\"",
    "user.employeeHireDate -ge system.now -minus P10D",
    "user.employeeHireDate -ge system.now -minus P3D -or user.department -eq \"IT\"",
    "user.employeeHireDate -le system.now -minus P2D -and user.department -ne null",
    "-not (user.employeeHireDate -le system.now -plus PT12H)",
    "user.otherMails -any (_ -endsWith \"@old.example\")",
    "user.otherMails -all (_ -notContains \"old\") -and user.jobTitle -notMatch \"^L\"",
    "user.accountEnabled -eq true -and user.department -notIn [\"IT\"]",
    "user.department eq \"it\" or user.jobTitle match \"ell\" and not user.department ne null",
];

/// Draws what rules may read of somebody; null for nothing.
pub(in crate::oracle) fn attribute(dice: &mut Dice) -> (&'static str, Value) {
    match dice.below(7) {
        0..3 => (
            "department",
            json!(*dice.pick(&[Some("Sales"), Some("IT"), Some("sales"), None])),
        ),
        3..5 => (
            "jobTitle",
            json!(*dice.pick(&[Some("Lead"), Some("Seller"), Some("Engineer"), None])),
        ),
        5 => (
            "employeeHireDate",
            json!(*dice.pick(&[
                Some("2026-02-20T09:00:00Z"),
                Some("2026-02-27T09:00:00Z"),
                Some("2026-03-02T12:00:00Z"),
                None
            ])),
        ),
        _ => (
            "otherMails",
            dice.pick(&[
                json!([]),
                json!(["a@old.example"]),
                json!(["a@old.example", "a@new.example"]),
            ])
            .clone(),
        ),
    }
}

fn targets_by_rule(dice: &mut Dice) -> Value {
    json!([{"@odata.type": "#microsoft.graph.attributeRuleMembers",
        "membershipRule": *dice.pick(RULES), "description": "r"}])
}

fn automatic_settings(dice: &mut Dice) -> Value {
    json!({"requestAccessForAllowedTargets": dice.chance(90),
        "removeAccessWhenTargetLeavesAllowedTargets": dice.chance(85),
        "gracePeriodBeforeAccessRemoval": *dice.pick(&["PT0S", "PT0S", "PT8H", "P2D", "P7D"])})
}

fn settings_of_the_assigned(dice: &mut Dice) -> Value {
    let mut settings = requestor_settings(dice);
    for (name, value) in settings.as_object_mut().unwrap() {
        if name.contains("OnBehalf") {
            *value = json!(false);
        }
    }
    settings
}

/// Makes a policy by chance whose rule gives the package.
pub(in crate::oracle) fn automatic(dice: &mut Dice, name: &str) -> Value {
    json!({"displayName": name, "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": targets_by_rule(dice), "isEnabled": dice.chance(92),
        "requestorSettings": settings_of_the_assigned(dice),
        "automaticRequestSettings": automatic_settings(dice),
        "expiration": {"type": "noExpiration"}})
}

/// Draws other terms for a policy whose rule gives the package, seldom some that it cannot have.
pub(in crate::oracle) fn automatic_terms(dice: &mut Dice) -> (&'static str, Value) {
    match dice.below(9) {
        0..2 => ("isEnabled", json!(dice.chance(60))),
        2..5 => ("specificAllowedTargets", targets_by_rule(dice)),
        5..7 => ("automaticRequestSettings", automatic_settings(dice)),
        7 => ("requestorSettings", settings_of_the_assigned(dice)),
        _ => (
            "expiration",
            json!({"type": "afterDuration", "duration": "P30D"}),
        ),
    }
}

/// Makes questions by chance: a number, a choice, and a free text.
pub(in crate::oracle) fn questions(dice: &mut Dice) -> Value {
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

pub(in crate::oracle) fn requestor_settings(dice: &mut Dice) -> Value {
    json!({
        "enableTargetsToSelfUpdateAccess": dice.chance(75),
        "enableTargetsToSelfRemoveAccess": dice.chance(85),
        "allowCustomAssignmentSchedule": dice.chance(80),
        "removeAccessWhenTargetLeavesAllowedTargets": dice.chance(40),
        "enableOnBehalfRequestorsToAddAccess": dice.chance(60),
        "enableOnBehalfRequestorsToUpdateAccess": dice.chance(50),
        "enableOnBehalfRequestorsToRemoveAccess": dice.chance(50),
    })
}

/// Makes an expiration by chance, often a short one.
pub(in crate::oracle) fn expiration(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => json!({"type": "noExpiration"}),
        1 => json!({"type": "afterDateTime", "endDateTime": "2026-03-20T12:00:00Z"}),
        2 => json!({"type": "afterDuration", "duration": "PT8H"}),
        _ => json!({"type": "afterDuration", "duration": *dice.pick(&["P2D", "P10D", "P30D"])}),
    }
}

/// Makes approval settings by chance; strangers need approval.
pub(in crate::oracle) fn approval(dice: &mut Dice, scope: &str) -> Value {
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
        return json!({"@odata.type": "#microsoft.graph.groupMembers", "groupId": *dice.pick(&["Deciders", "Staff", "Deciders", "Ruled"])});
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

pub(in crate::oracle) fn stage(dice: &mut Dice, special: &mut Vec<&str>) -> Value {
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
