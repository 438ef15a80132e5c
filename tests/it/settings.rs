//! The settings of entitlement management, each by what it changes for somebody.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const BEN: &str = "ben@sandbox.onmicrosoft.com";
const LEE: &str = "lee@sandbox.onmicrosoft.com";
const GUEST: &str = "guest@sandbox.onmicrosoft.com";

fn person(name: &str, more: &Value) -> Value {
    let sign_in = format!("{}@sandbox.onmicrosoft.com", name.to_lowercase());
    let mut with = json!({"userPrincipalName": sign_in, "displayName": name});
    for (field, value) in more.as_object().unwrap() {
        with[field] = value.clone();
    }
    json!({"do": "createUser", "with": with})
}

fn package(name: &str, policy: &Value) -> Value {
    json!({"do": "createAccessPackage", "with": {"displayName": name, "description": "For the story",
        "catalog": "Sales", "resourceRoles": [{"resource": "Files", "role": "Member"}],
        "policies": [policy]}})
}

/// A policy for everybody on which Lee decides.
fn decided_by_lee(visibility: &str) -> Value {
    json!({"displayName": "Asked", "allowedTargetScope": "allDirectoryUsers",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "isRequestorJustificationRequired": false, "stages": [{
                "isApproverJustificationRequired": false,
                "approverInformationVisibility": visibility,
                "primaryApprovers": [{"@odata.type": "#microsoft.graph.singleUser", "userId": LEE}]}]}})
}

fn for_ana_only() -> Value {
    json!({"displayName": "Ana", "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.singleUser", "userId": ANA}]})
}

fn set(settings: &Value) -> Value {
    json!({"do": "updateSettings", "with": settings})
}

fn by(who: &str, mut line: Value) -> Value {
    line["as"] = json!(who);
    line
}

fn ask(who: &str, package: &str) -> Value {
    by(
        who,
        json!({"do": "submitRequest", "with": {"accessPackage": format!("Sales/{package}")}}),
    )
}

/// Lee manages Ana and Ben; a catalog with one resource.
#[track_caller]
fn story(lines: &[Value]) -> Vec<Value> {
    let mut all = vec![
        person("Lee", &json!({})),
        person("Ana", &json!({"manager": LEE})),
        person("Ben", &json!({"manager": LEE})),
        person("Guest", &json!({"userType": "Guest"})),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "Sales"}}),
        json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
    ];
    let setting = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(setting)
}

fn packages(answer: &Value) -> Vec<&str> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| row["accessPackage"]["displayName"].as_str().unwrap())
        .collect()
}

#[test]
fn what_a_package_gives_is_shown_to_those_whom_the_setting_names() {
    let open = json!({"displayName": "All", "allowedTargetScope": "allDirectoryUsers"});
    let look = [
        by(ANA, json!({"list": "available"})),
        by(GUEST, json!({"list": "available"})),
        by(ANA, json!({"list": "resources"})),
        by(GUEST, json!({"list": "resources"})),
    ];
    let mut lines = vec![package("Tools", &open)];
    for value in ["everyone", "members", "none"] {
        if value != "everyone" {
            lines.push(set(&json!({"resourceRoleVisibility": value})));
        }
        lines.extend_from_slice(&look);
    }
    lines.push(ask(ANA, "Tools"));
    lines.push(by(ANA, json!({"list": "active"})));
    lines.push(by(ADMINISTRATOR, json!({"list": "assignments"})));
    let answers = story(&lines);
    let shown = |answer: &Value| answer["rows"][0]["resourceRoles"].as_array().unwrap().len();
    let told = |place: usize| {
        let at = &answers[place..place + 4];
        let resources = |answer: &Value| answer["total"].as_u64().unwrap();
        (
            shown(&at[0]),
            shown(&at[1]),
            resources(&at[2]),
            resources(&at[3]),
        )
    };
    assert_eq!(told(1), (1, 1, 1, 1));
    assert_eq!(told(6), (1, 0, 1, 0));
    assert_eq!(told(11), (0, 0, 0, 0));
    let grants = |answer: &Value| answer["rows"][0]["grants"].as_array().unwrap().len();
    assert_eq!((grants(&answers[16]), grants(&answers[17])), (0, 1));
}

#[test]
fn requestors_see_who_decides_as_the_setting_says_and_the_stage_may_say_otherwise() {
    let mut lines = vec![
        package("Plain", &decided_by_lee("default")),
        package("Told", &decided_by_lee("visible")),
        package("Kept", &decided_by_lee("notVisible")),
    ];
    let all = ["Plain", "Told", "Kept"];
    lines.extend(all.map(|name| ask(ANA, name)));
    lines.push(by(ANA, json!({"list": "history"})));
    lines.push(set(&json!({"showApproverDetails": true})));
    lines.push(by(ANA, json!({"list": "history"})));
    lines.push(by(LEE, json!({"list": "approvals"})));
    lines.push(set(&json!({"showApproverDetails": false})));
    lines.push(by(
        LEE,
        json!({"do": "approveRequest", "with": {
        "request": format!("Sales/Kept/{ANA}")}}),
    ));
    lines.push(by(ANA, json!({"list": "history"})));
    let answers = story(&lines);
    let told = |answer: &Value| -> Vec<(String, usize)> {
        let rows = answer["rows"].as_array().unwrap().iter();
        let mut told: Vec<(String, usize)> = rows
            .map(|row| {
                let name = row["accessPackage"]["displayName"].as_str().unwrap();
                let approvers = row["stages"][0]["approvers"].as_array().unwrap();
                (name.to_owned(), approvers.len())
            })
            .collect();
        told.sort();
        told
    };
    let expected = |kept, plain, told| {
        vec![
            ("Kept".to_owned(), kept),
            ("Plain".to_owned(), plain),
            ("Told".to_owned(), told),
        ]
    };
    assert_eq!(told(&answers[6]), expected(0, 0, 1));
    assert_eq!(told(&answers[8]), expected(0, 1, 1));
    assert_eq!(told(&answers[9]), expected(1, 1, 1), "approvers know");
    assert_eq!(told(&answers[12]), expected(1, 0, 1), "decided");
}

#[test]
fn policies_name_who_decides_to_those_who_may_know() {
    let policies = json!({"list": "policies"});
    let answers = story(&[
        package("Plain", &decided_by_lee("default")),
        package("Told", &decided_by_lee("visible")),
        package("Kept", &decided_by_lee("notVisible")),
        by(ANA, policies.clone()),
        by(ANA, json!({"show": "policy", "of": "Sales/Plain/Asked"})),
        by(ADMINISTRATOR, policies.clone()),
        set(&json!({"showApproverDetails": true})),
        by(ANA, policies),
    ]);
    let named = |row: &Value| {
        let stage = &row["requestApprovalSettings"]["stages"][0];
        let sets = stage["primaryApprovers"].as_array().unwrap().len();
        assert_eq!(row["approver"].as_array().unwrap().len(), sets);
        assert_eq!(stage["durationBeforeAutomaticDenial"], "P14D");
        sets > 0
    };
    let told = |answer: &Value| -> Vec<String> {
        let rows = answer["rows"].as_array().unwrap().iter();
        let rows = rows.filter(|row| named(row));
        let mut told: Vec<String> = rows
            .map(|row| {
                row["accessPackage"]["displayName"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        told.sort();
        told
    };
    assert_eq!(told(&answers[3]), ["Told"]);
    assert!(!named(&answers[4]["row"]));
    assert_eq!(told(&answers[5]), ["Kept", "Plain", "Told"]);
    assert_eq!(told(&answers[7]), ["Plain", "Told"]);
}

#[test]
fn who_would_decide_is_not_told_by_asking_why() {
    let why = json!({"why": "approvers", "with": {
        "policy": "Sales/Plain/Asked", "person": ANA}});
    let answers = story(&[
        package("Plain", &decided_by_lee("default")),
        by(ANA, why.clone()),
        by(ADMINISTRATOR, why),
    ]);
    assert_eq!(answers[1]["stages"][0]["hidden"], true);
    assert_eq!(answers[1]["stages"][0].get("approvers"), None);
    assert_eq!(
        answers[2]["stages"][0]["approvers"][0]["displayName"],
        "Lee"
    );
}

#[test]
fn members_find_what_specific_users_may_request_when_the_setting_shows_it() {
    let see = |who: &str| by(who, json!({"list": "available"}));
    let answers = story(&[
        package("Tools", &for_ana_only()),
        see(BEN),
        set(&json!({"showSpecificScopeToAllMembers": true})),
        see(BEN),
        see(GUEST),
        see(ANA),
        by(
            BEN,
            json!({"why": "canSee", "with": {"person": BEN, "accessPackage": "Sales/Tools"}}),
        ),
        by(
            BEN,
            json!({"do": "submitRequest", "with": {"accessPackage": "Sales/Tools"},
            "expect": "NotInScope"}),
        ),
    ]);
    assert_eq!(packages(&answers[1]), Vec::<&str>::new());
    assert_eq!(packages(&answers[3]), ["Tools"]);
    assert_eq!(answers[3]["rows"][0]["policies"], json!([]));
    assert_eq!(packages(&answers[4]), Vec::<&str>::new());
    assert_eq!(packages(&answers[5]), ["Tools"]);
    let walk = answers[6]["walk"].as_array().unwrap();
    assert_eq!(walk.last().unwrap()["check"], "shownToMembers");
}

#[test]
fn packages_of_people_close_to_one_are_suggested_when_the_setting_says_so() {
    let open = json!({"displayName": "All", "allowedTargetScope": "allMemberUsers"});
    let suggested = |who: &str| by(who, json!({"list": "suggested"}));
    let answers = story(&[
        package("Tools", &open),
        package("Keys", &open),
        package("Unknown", &open),
        package("Closed", &for_ana_only()),
        ask(ANA, "Tools"),
        ask(ANA, "Closed"),
        ask(BEN, "Keys"),
        suggested(BEN),
        set(&json!({"suggestedPackages": true})),
        suggested(BEN),
        suggested(LEE),
        by(
            BEN,
            json!({"do": "giveBackAssignment", "with": {
            "assignment": format!("Sales/Keys/{BEN}")}}),
        ),
        suggested(BEN),
    ]);
    assert_eq!(packages(&answers[7]), Vec::<&str>::new());
    assert_eq!(packages(&answers[9]), ["Tools"]);
    assert_eq!(answers[9]["rows"][0]["reason"], "peer");
    let mut of_lee = packages(&answers[10]);
    of_lee.sort_unstable();
    assert_eq!(of_lee, ["Keys", "Tools"]);
    assert_eq!(answers[10]["rows"][0]["reason"], "report");
    let rows = answers[12]["rows"].as_array().unwrap();
    let keys = rows
        .iter()
        .find(|row| row["accessPackage"]["displayName"] == "Keys");
    assert_eq!(keys.unwrap()["reason"], "heldBefore");
}

#[test]
fn records_of_requests_are_kept_as_long_as_the_setting_says() {
    let open = json!({"displayName": "All", "allowedTargetScope": "allMemberUsers"});
    let answers = story(&[
        package("Tools", &open),
        ask(ANA, "Tools"),
        json!({"desk": "advanceClock", "with": {"by": "P10D"}}),
        json!({"list": "upcoming"}),
        set(&json!({"requestRetentionDays": 20})),
        json!({"list": "upcoming"}),
        json!({"desk": "advanceClock", "with": {"by": "P9D"}}),
        json!({"list": "requests"}),
        json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
        json!({"list": "requests"}),
        ask(BEN, "Tools"),
        json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
        set(&json!({"requestRetentionDays": 1})),
        set(&json!({"suggestedPackages": true})),
        json!({"list": "requests"}),
        json!({"desk": "undo"}),
        json!({"desk": "undo"}),
        json!({"list": "requests"}),
    ]);
    let purge = |answer: &Value| -> String {
        let rows = answer["rows"].as_array().unwrap().iter();
        let due = rows.filter(|row| row["kind"] == "requestPurge");
        due.map(|row| row["at"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(purge(&answers[3]), "2026-05-30T09:00:00Z");
    assert_eq!(purge(&answers[5]), "2026-03-21T09:00:00Z");
    assert_eq!(answers[7]["total"], 1);
    assert_eq!(answers[9]["total"], 0);
    let shorter = "a shorter time holds for what is over already";
    assert_eq!(answers[14]["total"], 0, "{shorter}");
    assert_eq!(answers[17]["total"], 1, "and is taken back with its work");
}

#[test]
fn entries_of_the_audit_log_are_shown_as_long_as_the_setting_says() {
    let log = json!({"list": "audit", "where": {"activity": "Create access package catalog"}});
    let answers = story(&[
        json!({"desk": "advanceClock", "with": {"by": "P20D"}}),
        log.clone(),
        set(&json!({"auditRetentionDays": 7})),
        log.clone(),
        set(&json!({"auditRetentionDays": 60})),
        json!({"desk": "advanceClock", "with": {"by": "P20D"}}),
        log,
    ]);
    assert_eq!(answers[1]["total"], 2, "General and Sales");
    assert_eq!(answers[3]["total"], 0);
    assert_eq!(answers[6]["total"], 2, "nothing was lost");
}
