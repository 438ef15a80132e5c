//! Reports: what somebody may request and has, where reviews stand, the story of a request, and
//! every list as a table for spreadsheets.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::script::query::{COLUMNS, LISTS};
use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::program::{exec, prepare, run, text};
use crate::support::random::RandomDesk;
use crate::support::script::{run_lines, tell};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const BEN: &str = "ben@sandbox.onmicrosoft.com";
const CARA: &str = "cara@sandbox.onmicrosoft.com";

fn user(name: &str) -> Value {
    let display_name = name.split('@').next().unwrap();
    json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": display_name}})
}

fn package(name: &str, is_hidden: bool, policy: &Value) -> Value {
    json!({"do": "createAccessPackage", "with": {
        "catalog": "Sales", "displayName": name, "description": "d", "isHidden": is_hidden,
        "resourceRoles": [{"resource": "Files", "role": "Member"}], "policies": [policy]}})
}

/// Binds what a line makes to a name.
fn named(mut line: Value, name: &str) -> Value {
    line["let"] = json!(name);
    line
}

fn policy(name: &str, more: &Value) -> Value {
    let mut policy = json!({"displayName": name, "allowedTargetScope": "allMemberUsers"});
    policy
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    policy
}

/// Lines that make an open, a hidden and a decided package with one group behind all three.
fn furnished() -> Vec<Value> {
    let by_ben = json!({"requestApprovalSettings": {
        "isApprovalRequiredForAdd": true, "isRequestorJustificationRequired": true,
        "stages": [{"primaryApprovers":
            [{"@odata.type": "#microsoft.graph.singleUser", "userId": BEN}]}]}});
    vec![
        user(ANA),
        user(BEN),
        user(CARA),
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        json!({"do": "addCatalogResource", "with":
            {"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
        package("Open", false, &policy("All", &json!({}))),
        named(
            package("Hidden", true, &policy("By link", &json!({}))),
            "hidden",
        ),
        package("Decided", false, &policy("By Ben", &by_ben)),
    ]
}

/// Runs lines after the packages are there, and returns their answers.
#[track_caller]
fn story(lines: &[Value]) -> Vec<Value> {
    let mut all = furnished();
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(before)
}

fn asks(who: &str, package: &str) -> Value {
    json!({"as": who, "do": "submitRequest", "with":
        {"accessPackage": format!("Sales/{package}"), "justification": "For work"}})
}

fn report(kind: &str, field: &str, about: &str) -> Value {
    json!({"list": kind, "where": {field: about}})
}

/// Returns one field of every row: of what is referred to, the name.
fn told(answer: &Value, field: &str) -> Vec<String> {
    let rows = answer["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    let word = |row: &Value| {
        let value = row[field].get("displayName").unwrap_or(&row[field]);
        value.as_str().unwrap_or_default().to_owned()
    };
    rows.iter().map(word).collect()
}

#[test]
fn the_report_on_a_person_lists_what_they_could_ask_for_hidden_packages_included() {
    let answers = story(&[
        report("canRequestOf", "user", ANA),
        asks(ANA, "Open"),
        report("canRequestOf", "user", ANA),
        json!({"do": "updateUser", "with": {"user": CARA, "accountEnabled": false}}),
        report("canRequestOf", "user", CARA),
    ]);
    let named = |place: usize| -> BTreeSet<String> {
        told(&answers[place], "accessPackage").into_iter().collect()
    };
    let all = ["Decided", "Hidden", "Open"].map(ToOwned::to_owned);
    assert_eq!(named(0), all.into());
    assert_eq!(
        named(2),
        ["Decided", "Hidden"].map(ToOwned::to_owned).into()
    );
    assert_eq!(named(4), BTreeSet::new());
    let policies = answers[0]["rows"].as_array().unwrap();
    assert!(
        policies
            .iter()
            .all(|row| row["policies"][0]["id"].is_string())
    );
}

#[test]
fn what_somebody_has_is_told_by_resource_with_a_row_for_each_package_that_gives_it() {
    let answers = story(&[
        asks(ANA, "Open"),
        json!({"as": ANA, "do": "submitRequest", "with": {"accessPackage": "$hidden"}}),
        asks(ANA, "Decided"),
        report("resourceAssignmentsOf", "user", ANA),
        json!({"as": ANA, "do": "giveBackAssignment", "with":
            {"assignment": format!("Sales/Open/{ANA}")}}),
        report("resourceAssignmentsOf", "user", ANA),
    ]);
    assert_eq!(told(&answers[3], "resource"), ["Files", "Files"]);
    assert_eq!(told(&answers[3], "role"), ["Member", "Member"]);
    assert_eq!(told(&answers[3], "accessPackage"), ["Hidden", "Open"]);
    assert_eq!(told(&answers[3], "assignmentPolicy"), ["By link", "All"]);
    assert_eq!(told(&answers[5], "accessPackage"), ["Hidden"]);
}

#[test]
fn reports_on_a_person_are_for_administrators_of_governance_only() {
    let governor = json!({"do": "assignDirectoryRole", "with":
        {"user": BEN, "role": "identityGovernanceAdministrator"}});
    let owner = json!({"do": "assignRole", "with":
        {"principal": CARA, "role": "catalogOwner", "catalog": "Sales"}});
    let by = |who: &str, kind: &str, expected: &str| {
        let mut line = report(kind, "user", ANA);
        line["as"] = json!(who);
        line["expect"] = json!(expected);
        line
    };
    let answers = story(&[
        governor,
        owner,
        by(BEN, "canRequestOf", "ok"),
        by(BEN, "resourceAssignmentsOf", "ok"),
        by(CARA, "canRequestOf", "UnAuthorized"),
        by(CARA, "resourceAssignmentsOf", "UnAuthorized"),
        by(ANA, "canRequestOf", "UnAuthorized"),
    ]);
    assert_eq!(answers[2]["total"], 3);
    assert_eq!(answers[3]["total"], 0);
}

#[test]
fn the_history_of_a_request_tells_every_step_with_actor_and_reason() {
    let request = format!("Sales/Decided/{ANA}");
    let decide = json!({"as": BEN, "do": "approveRequest", "with":
        {"request": request, "justification": "Known"}});
    let history = |who: &str, expected: &str| {
        let mut line = report("requestHistory", "request", "$asked");
        line["as"] = json!(who);
        line["expect"] = json!(expected);
        line
    };
    let answers = story(&[
        named(asks(ANA, "Decided"), "asked"),
        json!({"desk": "advanceClock", "with": {"by": "P8D"}}),
        decide,
        history(ADMINISTRATOR, "ok"),
        history(ANA, "ok"),
        history(CARA, "NotFound"),
    ]);
    let steps = [
        "submitted",
        "approversAsked",
        "approversReminded",
        "decided",
        "deliveryStarted",
        "completed",
    ];
    assert_eq!(told(&answers[3], "step"), steps);
    assert_eq!(told(&answers[3], "actor"), ["ana", "", "", "ben", "", ""]);
    assert_eq!(
        told(&answers[3], "justification"),
        ["For work", "", "", "Known", "", ""]
    );
    assert_eq!(told(&answers[3], "decision")[3], "approve");
    assert_eq!(answers[3]["rows"][5]["detail"], json!(["Delivered"]));
    assert_eq!(told(&answers[4], "step"), steps);
}

#[test]
fn review_status_has_a_row_for_each_policy_with_reviews() {
    let reviewed = json!({"do": "updatePolicy", "with": {"policy": "Sales/Open/All",
        "reviewSettings": {"isEnabled": true, "isSelfReview": true, "schedule": {
            "expiration": {"type": "afterDuration", "duration": "P10D"},
            "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}}}});
    let status = json!({"list": "reviewStatus"});
    let answers = story(&[
        asks(ANA, "Open"),
        reviewed,
        status.clone(),
        json!({"desk": "advanceClock", "with": {"by": "P12D"}}),
        status,
        json!({"as": CARA, "list": "reviewStatus"}),
    ]);
    assert_eq!(told(&answers[2], "status"), ["InProgress"]);
    assert_eq!(answers[2]["rows"][0]["notReviewed"], 1);
    assert_eq!(told(&answers[4], "assignmentPolicy"), ["All"]);
    assert_eq!(told(&answers[4], "status"), ["Completed"]);
    assert_eq!(answers[5]["total"], 0);
}

/// Lists everything, as an administrator.
fn every_list(desk: &mut RandomDesk) -> Vec<(&'static str, Vec<Value>)> {
    let administrator = desk.administrators()[0].object().guid().to_string();
    let objects: Vec<(&str, Vec<String>)> = {
        let tenant = desk.tenant();
        let ids = |ids: Vec<uuid::Uuid>| ids.iter().map(ToString::to_string).collect();
        vec![
            (
                "group",
                ids(tenant.groups.iter().map(|it| it.id.guid()).collect()),
            ),
            (
                "accessPackage",
                ids(tenant.packages.iter().map(|it| it.id.guid()).collect()),
            ),
            (
                "user",
                ids(tenant.users.iter().map(|it| it.id.guid()).collect()),
            ),
            (
                "request",
                ids(tenant.requests.iter().map(|it| it.id.guid()).collect()),
            ),
        ]
    };
    let mut lists = Vec::new();
    for list in LISTS {
        let needs = list.filters.iter().find(|filter| filter.required);
        let wanted = needs.map(|needs| {
            let known = objects.iter().find(|(name, _)| *name == needs.name);
            let (_, known) = known.unwrap_or_else(|| panic!("{} needs {}", list.name, needs.name));
            (needs.name, known)
        });
        let mut lines: Vec<Value> = vec![json!({"as": administrator, "list": list.name})];
        if let Some((name, known)) = wanted {
            lines = known
                .iter()
                .map(|id| json!({"as": administrator, "list": list.name, "where": {name: id}}))
                .collect();
        }
        let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
        let (ending, answers) = run_lines(&mut desk.engine, &lines.join("\n"));
        assert_eq!(ending, Ending::Met, "{answers:?}");
        let rows = answers
            .iter()
            .flat_map(|answer| answer["rows"].as_array().unwrap());
        lists.push((list.name, rows.cloned().collect()));
    }
    lists
}

#[test]
fn every_column_of_a_table_is_a_field_of_its_rows() {
    // A field that is left out where it says nothing may be missing from all rows of one desk.
    let mut told: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for seed in 3..6 {
        let mut desk = RandomDesk::furnished(seed);
        desk.begin_what_time_ends();
        for _ in 0..2 {
            for (name, rows) in every_list(&mut desk) {
                told.entry(name).or_default().extend(rows);
            }
            for _ in 0..200 {
                desk.step();
            }
        }
    }
    let mut empty = Vec::new();
    for (name, rows) in told {
        let (_, columns) = COLUMNS
            .iter()
            .find(|(names, _)| names.contains(&name))
            .unwrap();
        if rows.is_empty() {
            empty.push(name);
        }
        for column in *columns {
            for path in column.path.trim_start_matches('#').split('|') {
                let field = path.split('.').next().unwrap();
                let known = rows.iter().any(|row| row.get(field).is_some());
                assert!(
                    rows.is_empty() || known,
                    "{name}: nothing is called {field}"
                );
            }
        }
    }
    assert!(empty.len() < LISTS.len() / 2, "{empty:?}");
}

#[test]
fn assignments_requests_and_the_audit_log_are_printed_as_tables() {
    let home = tempfile::tempdir().unwrap();
    prepare(home.path());
    let administrator = "administrator@woodgrovebank.onmicrosoft.com";
    let requestor = "internal.requestor@woodgrovebank.onmicrosoft.com";
    let request = json!({"as": requestor, "do": "submitRequest", "with": {
        "accessPackage": "Entitlement test catalog/Entitlement test package",
        "justification": "=1+1, \"quoted\""}});
    assert_eq!(exec(home.path(), &request.to_string())["ok"], true);
    let table = |arguments: &[&str]| {
        let mut all = vec!["list", "-p", administrator, "--csv"];
        all.extend(arguments);
        let output = run(home.path(), &all);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let requests = table(&["requests"]);
    let (header, rows) = requests.split_once("\r\n").unwrap();
    assert_eq!(
        header.replace('"', ""),
        "requestId,requestType,state,status,requestorName,requestorPrincipalName,accessPackageName,policyName,createdDateTime,completedDateTime,justification,deliveryErrors"
    );
    assert_eq!(rows.matches("\r\n").count(), 1);
    let tail = "\"\",\"'=1+1, \"\"quoted\"\"\",\"0\"\r\n";
    assert!(rows.ends_with(tail), "{rows}");
    assert_eq!(
        table(&["assignments", "--where", "state=delivered"]).replace('"', ""),
        "assignmentId,accessPackageId,accessPackageName,catalogName,policyName,targetObjectId,targetDisplayName,targetPrincipalName,targetEmail,state,status,startDateTime,endDateTime,expiredDateTime,lifecycle\r\n"
    );
    let audit = table(&["audit"]);
    assert!(audit.replace('"', "").starts_with(
        "activityDateTime,category,activityDisplayName,result,resultReason,initiatedBy,targetType,targetName,targetId,correlationId,details\r\n"
    ));
    assert!(
        audit.contains("User requests access package assignment"),
        "{audit}"
    );
}

#[test]
fn a_table_and_json_at_once_are_not_printed() {
    let home = tempfile::tempdir().unwrap();
    prepare(home.path());
    let administrator = "administrator@woodgrovebank.onmicrosoft.com";
    let output = run(
        home.path(),
        &["list", "users", "-p", administrator, "--csv", "--json"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--csv and --json"));
}
