//! What was made in the same second is listed in the order in which it was made, whatever the
//! identifiers drawn for it.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

fn named(list: &Value, field: &str) -> Vec<String> {
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let value = &row[field];
        let name = value.as_str().or_else(|| value["displayName"].as_str());
        name.unwrap().to_owned()
    })
    .collect()
}

fn user(name: &str) -> Value {
    json!({"do": "createUser", "with": {
        "userPrincipalName": format!("{name}@sandbox.onmicrosoft.com"), "displayName": name,
    }})
}

/// Makes a package of General that a user asks for and an approver decides on.
fn package(name: &str, approval: bool) -> Value {
    let approver = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": "boss@sandbox.onmicrosoft.com"});
    let approval = if approval {
        json!({"isApprovalRequiredForAdd": true, "isRequestorJustificationRequired": false,
            "stages": [{"primaryApprovers": [approver], "isApproverJustificationRequired": false}]})
    } else {
        json!({})
    };
    json!({"do": "createAccessPackage", "with": {
        "displayName": name, "description": "d",
        "policies": [{"displayName": "all", "allowedTargetScope": "allMemberUsers",
            "requestApprovalSettings": approval}],
    }})
}

fn ann(line: &Value) -> Value {
    let mut line = line.clone();
    line["as"] = json!("ann@sandbox.onmicrosoft.com");
    line
}

#[test]
fn groups_packages_and_policies_made_in_one_second_are_listed_as_they_were_made() {
    let names = ["f", "e", "d", "c", "b", "a"];
    let mut lines: Vec<Value> = names
        .iter()
        .map(|name| json!({"do": "createGroup", "with": {"displayName": name}}))
        .collect();
    lines.extend(names.iter().map(|name| package(name, false)));
    lines.extend(names.iter().map(|name| {
        json!({"do": "createPolicy", "with": {"accessPackage": "General/f", "displayName": name,
            "allowedTargetScope": "allMemberUsers"}})
    }));
    lines.extend([
        json!({"list": "groups"}),
        json!({"list": "groups", "sort": "-createdDateTime"}),
        json!({"list": "accessPackages"}),
        json!({"list": "policies", "where": {"accessPackage": "General/f"}}),
        json!({"list": "available"}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let lists = &answers[answers.len() - 5..];
    let newest_first: Vec<&str> = names.iter().rev().copied().collect();
    assert_eq!(named(&lists[0], "displayName"), names);
    assert_eq!(named(&lists[1], "displayName"), newest_first);
    assert_eq!(named(&lists[2], "displayName"), names);
    assert_eq!(named(&lists[3], "displayName")[1..], names);
    assert_eq!(named(&lists[4], "accessPackage"), names);
    let offered = lists[4]["rows"][0]["policies"].as_array().unwrap();
    let offered: Vec<&Value> = offered.iter().map(|it| &it["displayName"]).collect();
    assert_eq!(offered[1..], names);
}

#[test]
fn a_wizard_lists_its_policies_as_they_were_given() {
    let names = ["z", "y", "x", "w", "v"];
    let policies: Vec<Value> = names
        .iter()
        .map(|name| json!({"displayName": name, "allowedTargetScope": "notSpecified"}))
        .collect();
    let lines = [
        json!({"do": "createAccessPackage", "with": {
            "displayName": "p", "description": "d", "policies": policies}}),
        json!({"list": "policies"}),
    ];
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    assert_eq!(named(&answers[1], "displayName"), names);
}

#[test]
fn requests_and_assignments_of_one_second_are_listed_as_they_were_made() {
    let names = ["e", "d", "c", "b", "a"];
    let mut lines = vec![user("ann")];
    lines.extend(names.iter().map(|name| package(name, false)));
    lines.extend(names.iter().map(|name| {
        ann(&json!({"do": "submitRequest", "with": {"accessPackage": format!("General/{name}")}}))
    }));
    lines.extend([
        ann(&json!({"list": "history"})),
        ann(&json!({"list": "active"})),
        json!({"list": "requests"}),
        json!({"list": "assignments"}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    for list in &answers[answers.len() - 4..] {
        assert_eq!(named(list, "accessPackage"), names, "{list}");
    }
}

#[test]
fn members_and_people_of_a_review_are_listed_as_they_were_made() {
    let names = ["f", "e", "d", "c", "b", "a"];
    let mut lines: Vec<Value> = names.iter().map(|name| user(name)).collect();
    let members: Vec<String> = names
        .iter()
        .rev()
        .map(|name| format!("{name}@sandbox.onmicrosoft.com"))
        .collect();
    let review = json!({"isEnabled": true, "primaryReviewers": [{
        "@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR}],
        "schedule": {"startDateTime": "+P1D"}});
    lines.push(json!({"do": "createGroup", "with": {"displayName": "team", "members": members}}));
    for package in ["q", "p"] {
        lines.push(json!({"do": "createAccessPackage", "with": {
            "displayName": package, "description": "d",
            "policies": [{"displayName": "all", "allowedTargetScope": "allMemberUsers",
                "reviewSettings": review}]}}));
        lines.push(json!({"do": "assignDirectly", "with": {
            "accessPackage": format!("General/{package}"),
            "policy": format!("General/{package}/all"), "targets": members}}));
    }
    lines.extend([
        json!({"desk": "advanceClock", "with": {"by": "P2D"}}),
        json!({"list": "groupMembers", "where": {"group": "team"}}),
        json!({"list": "reviews", "where": {"status": "InProgress"}}),
        json!({"list": "reviewItems"}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let [.., listed, reviews, items] = answers.as_slice() else {
        panic!("{answers:?}");
    };
    let mut with_owner = names.to_vec();
    with_owner.push("Global Administrator");
    assert_eq!(named(listed, "principal"), with_owner);
    assert_eq!(named(reviews, "accessPackage"), ["q", "p"]);
    assert_eq!(named(items, "principal"), [names, names].concat());
    assert_eq!(named(items, "resource")[..6], ["q"; 6]);
}

#[test]
fn the_path_of_a_request_means_the_last_one_though_all_were_made_in_one_second() {
    let request = ann(&json!({"do": "submitRequest", "with": {"accessPackage": "General/p"}}));
    let path = "General/p/ann@sandbox.onmicrosoft.com";
    let mut deny = json!({"do": "denyRequest", "with": {"request": path}});
    deny["as"] = json!("boss@sandbox.onmicrosoft.com");
    let mut lines = vec![user("ann"), user("boss"), package("p", true)];
    // Each is denied, so by their states they are all the same.
    for _ in 0..6 {
        lines.extend([request.clone(), deny.clone()]);
    }
    lines.extend([
        json!({"list": "requests"}),
        json!({"show": "request", "of": path}),
    ]);
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let [.., list, shown] = answers.as_slice() else {
        panic!("{answers:?}");
    };
    let newest = list["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(newest["id"], shown["row"]["id"], "{shown}");
}
