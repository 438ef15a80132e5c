//! What managers see of those who report to them, what approvers see of what they decided, and what
//! the portal of another directory shows.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANN: &str = "ann@sandbox.onmicrosoft.com";
const BOSS: &str = "boss@sandbox.onmicrosoft.com";

fn package(name: &str, on_behalf: bool, stages: &[&str]) -> Value {
    let stages: Vec<Value> = stages
        .iter()
        .map(|user| {
            json!({"isApproverJustificationRequired": false, "primaryApprovers": [
            {"@odata.type": "#microsoft.graph.singleUser", "userId": user}]})
        })
        .collect();
    let mut approval = json!({"isRequestorJustificationRequired": false});
    if !stages.is_empty() {
        approval["isApprovalRequiredForAdd"] = json!(true);
        approval["stages"] = json!(stages);
    }
    json!({"do": "createAccessPackage", "with": {
        "displayName": name, "description": "d", "policies": [{
            "displayName": "all", "allowedTargetScope": "allMemberUsers",
            "requestApprovalSettings": approval,
            "requestorSettings": {"enableOnBehalfRequestorsToAddAccess": on_behalf}}]}})
}

fn people() -> Vec<Value> {
    let user = |name: &str, manager: Value| {
        json!({"do": "createUser", "with": {"userPrincipalName": name,
            "displayName": name.split('@').next(), "manager": manager}})
    };
    vec![user(BOSS, Value::Null), user(ANN, json!(BOSS))]
}

fn asks(who: &str, package: &str) -> Value {
    json!({"as": who, "do": "submitRequest", "with": {"accessPackage": package}})
}

fn named(list: &Value) -> Vec<&str> {
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| row["accessPackage"]["displayName"].as_str().unwrap())
        .collect()
}

#[test]
fn whoever_may_not_sign_in_opens_nothing_of_my_access() {
    let lists = [
        "available",
        "suggested",
        "active",
        "expired",
        "history",
        "approvals",
    ];
    let mut lines = people();
    lines.extend([package("Shared", false, &[]), asks(ANN, "General/Shared")]);
    lines.push(json!({"do": "updateUser", "with": {"user": ANN, "accountEnabled": false}}));
    lines.extend(lists.map(|list| json!({"as": ANN, "list": list, "expect": "SignInBlocked"})));
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    for answer in answers.last_chunk::<6>().unwrap() {
        assert_eq!(answer["code"], "SignInBlocked", "{answer}");
        assert_eq!(answer["walk"][0]["check"], "signInEnabled", "{answer}");
    }
}

#[test]
fn a_manager_lists_what_a_report_holds_where_the_policy_lets_managers_act() {
    let of_ann = |list: &str, who: &str| json!({"as": who, "list": list, "where": {"target": ANN}});
    let mut lines = people();
    lines.extend([
        package("Shared", true, &[]),
        package("Private", false, &[]),
        asks(ANN, "General/Shared"),
        asks(ANN, "General/Private"),
        of_ann("active", BOSS),
        of_ann("active", ADMINISTRATOR),
        of_ann("active", ANN),
        json!({"do": "removeAssignment", "with": {"assignment": format!("General/Shared/{ANN}")}}),
        of_ann("expired", BOSS),
        json!({"do": "updateSettings", "with": {"suggestedPackages": true}}),
        of_ann("suggested", BOSS),
        json!({"as": BOSS, "do": "submitRequest", "with": {
            "accessPackage": "General/Shared", "target": ANN}}),
        asks(BOSS, "General/Private"),
        of_ann("history", BOSS),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let list = |line: usize| named(&answers[line]);
    assert_eq!(list(6), ["Shared"]);
    assert!(list(7).is_empty(), "{}", answers[7]);
    assert_eq!(list(8), ["Shared", "Private"]);
    assert_eq!(list(10), ["Shared"]);
    assert_eq!(list(12), ["Shared"]);
    assert_eq!(list(15), ["Shared"], "not the own request");
}

#[test]
fn an_approver_lists_the_stage_that_was_put_to_them_and_what_was_decided() {
    let second = "second@sandbox.onmicrosoft.com";
    let mut lines = people();
    lines.extend([
        json!({"do": "createUser", "with": {"userPrincipalName": second, "displayName": "second"}}),
        package("P", false, &[BOSS, second]),
        asks(ANN, "General/P"),
        json!({"as": BOSS, "list": "approvals"}),
        json!({"as": BOSS, "do": "approveRequest", "with": {"request": "$last"}}),
        json!({"as": second, "do": "denyRequest", "with": {"request": "$last"}}),
        json!({"as": BOSS, "list": "approvals", "where": {"status": "decided"}}),
        json!({"as": second, "list": "approvals", "where": {"status": "decided"}}),
        json!({"as": second, "list": "mails", "where": {"number": 11}}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let row = |line: usize| &answers[line]["rows"][0];
    assert_eq!(row(5)["stage"], 1);
    assert_eq!(row(5)["decision"], Value::Null);
    assert_eq!(row(8)["stage"], 1);
    assert_eq!(row(8)["decision"], "Approve");
    assert_eq!(row(8)["reviewedBy"]["userPrincipalName"], BOSS);
    assert_eq!(row(9)["stage"], 2);
    assert_eq!(row(9)["decision"], "Deny");
    assert_eq!(row(9)["reviewedBy"]["userPrincipalName"], second);
    assert_eq!(
        row(10)["stage"],
        2,
        "the mail counts stages as the list does"
    );
}

#[test]
fn the_portal_of_another_directory_shows_no_package_of_this_one() {
    let sees = |directory: &str| {
        json!({"why": "canSee", "with": {
            "person": ANN, "accessPackage": "General/P", "directory": directory}})
    };
    let mut lines = people();
    lines.extend([
        package("P", false, &[]),
        json!({"desk": "addDirectory", "with": {
            "displayName": "Contoso", "initialDomain": "contoso.onmicrosoft.com"}}),
        sees("Sandbox"),
        sees("contoso.onmicrosoft.com"),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    assert_eq!(answers[4]["verdict"], true);
    assert_eq!(answers[5]["verdict"], false);
    assert_eq!(answers[5]["code"], "PackageNotFound");
    assert_eq!(answers[5]["walk"][0]["check"], "portalOfPackage");
}

#[test]
fn rows_have_what_the_directory_knows() {
    let lines = [
        json!({"desk": "addDirectory", "with": {"displayName": "Contoso",
            "initialDomain": "contoso.onmicrosoft.com", "verifiedDomains": ["contoso.com"]}}),
        json!({"do": "createUser", "with": {"userType": "Guest", "displayName": "Gus",
            "userPrincipalName": "gus_contoso.com#EXT#@sandbox.onmicrosoft.com"}}),
        json!({"list": "directories"}),
        json!({"list": "users"}),
        json!({"show": "clock"}),
    ];
    let mut pinned = vec![json!({"desk": "pinSession", "with": {
        "clock": "2026-03-01T09:00:00Z", "seed": 7}})];
    pinned.push(json!({"show": "clock"}));
    let pinned = tell(Sample::Empty, ADMINISTRATOR, &pinned);
    assert_eq!(pinned[1]["row"]["pinned"], true);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let domains = &answers[2]["rows"][1]["verifiedDomains"];
    let expected = json!([
        {"name": "contoso.onmicrosoft.com", "isInitial": true, "isDefault": true},
        {"name": "contoso.com", "isInitial": false, "isDefault": false},
    ]);
    assert_eq!(*domains, expected);
    let created = |row: usize| &answers[3]["rows"][row]["creationType"];
    assert_eq!(*created(0), Value::Null);
    assert_eq!(*created(1), "Invitation");
    assert_eq!(answers[4]["row"]["pinned"], false);
}

#[test]
fn policies_of_a_package_stand_in_one_order_beside_it_in_the_form_and_in_what_explains_it() {
    let names = ["Zurich", "berlin", "Madrid"];
    let policies = names.map(|name| {
        json!({"displayName": name, "allowedTargetScope": "allMemberUsers",
            "requestApprovalSettings": {"isRequestorJustificationRequired": false}})
    });
    let mut lines = people();
    lines.push(json!({"do": "createAccessPackage", "with": {
        "displayName": "Offices", "description": "d", "policies": policies}}));
    let lines = lines.into_iter().map(|mut line| {
        line["as"] = json!(ADMINISTRATOR);
        line.to_string()
    });
    let lines: Vec<String> = lines.collect();
    let mut desk = Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ANN);
    desk.resize(120, 60);
    for (keys, before) in [
        ("g m", "Policy \""),
        ("g m enter", "( ) "),
        ("esc w", "Who decides under \""),
    ] {
        let screen = desk.press(keys).screen();
        let place = |name| screen.find(&format!("{before}{name}"));
        let places = ["berlin", "Madrid", "Zurich"].map(place);
        assert!(places.iter().all(Option::is_some), "{keys}:\n{screen}");
        assert!(places.is_sorted(), "{keys}:\n{screen}");
    }
}
