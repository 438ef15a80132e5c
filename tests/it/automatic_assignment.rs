//! A rule gives a package and takes it away: who gets it and when it goes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::automatic::{
    SALES, administering, advance, facts, for_all, members, moves, names, policy, requests, rule,
    told, upn, user,
};

#[test]
fn a_rule_gives_its_package_at_once_and_takes_it_when_it_admits_somebody_no_longer() {
    let answers = administering(&[
        policy(SALES, &json!({})),
        members(),
        moves("ben", "sales"),
        user("cleo", json!({"department": "Sales"})),
        moves("ana", "Research"),
        members(),
        requests(),
        json!({"list": "mails", "where": {"to": upn("ana")}}),
        json!({"desk": "undo"}),
        members(),
    ]);
    assert_eq!(names(&answers[1]), BTreeSet::from(["ana"]));
    assert_eq!(names(&answers[5]), BTreeSet::from(["ben", "cleo"]));
    assert_eq!(
        told(&answers[6]),
        [
            "systemAdd ana delivered",
            "systemAdd ben delivered",
            "systemAdd cleo delivered",
            "systemRemove ana delivered",
        ]
    );
    let mails = answers[7]["rows"].as_array().unwrap().iter();
    let sent = mails.filter(|mail| mail["state"] == "sent");
    let numbers: Vec<_> = sent.map(|mail| mail["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [20], "nobody asked, so only the end is told of");
    assert_eq!(names(&answers[9]), BTreeSet::from(["ana", "ben", "cleo"]));
}

#[test]
fn a_preview_of_a_rule_says_who_gets_the_package_and_cannot_ask_for_it_any_more() {
    let mut foreseen = policy(SALES, &json!({}));
    foreseen["preview"] = json!(true);
    let answers = administering(&[for_all("Sales/Desk"), foreseen]);
    let told = |what: &str| -> Vec<&Value> {
        let people = answers[1]["affected"][what].as_array().unwrap().iter();
        people.map(|person| &person["displayName"]).collect()
    };
    assert_eq!(told("gainAccess"), ["ana"]);
    assert_eq!(told("loseRequest"), ["ana"]);
    assert_eq!(told("gainRequest"), [] as [&str; 0]);
}

#[test]
fn what_a_rule_gives_has_no_end_no_approval_and_no_requestor() {
    let answers = administering(&[
        policy(SALES, &json!({})),
        requests(),
        json!({"list": "assignments", "where": {"accessPackage": "Sales/Desk"}}),
        json!({"list": "audit", "where": {"activity":
            "Entitlement Management creates access package assignment request for user"}}),
        json!({"show": "policy", "of": "Sales/Desk/Sellers"}),
    ]);
    let request = &answers[1]["rows"][0];
    assert_eq!(request["requestor"], Value::Null);
    assert_eq!(request["stages"], json!([]));
    let held = &answers[2]["rows"][0];
    assert_eq!(held["state"], "delivered");
    assert_eq!(held["endDateTime"], Value::Null);
    assert_eq!(answers[3]["rows"].as_array().unwrap().len(), 1);
    let shown = &answers[4]["row"];
    let shown = if shown.is_null() { &answers[4] } else { shown };
    let shown = shown.to_string();
    assert!(
        shown.contains("\"gracePeriodBeforeAccessRemoval\":\"PT0S\""),
        "{shown}"
    );
    assert!(shown.contains("\"description\":\"Sellers\""), "{shown}");
    assert!(
        shown.contains("\"enableTargetsToSelfAddAccess\":false"),
        "{shown}"
    );
}

#[test]
fn a_grace_period_delays_the_end_and_coming_back_within_it_keeps_access() {
    let grace = json!({"gracePeriodBeforeAccessRemoval": "P7D"});
    let answers = administering(&[
        policy(SALES, &grace),
        moves("ana", "Research"),
        json!({"list": "upcoming"}),
        advance("P6D"),
        members(),
        moves("ana", "Sales"),
        advance("P30D"),
        members(),
        moves("ana", "Research"),
        advance("P3D"),
        advance("P4D"),
        members(),
    ]);
    assert!(facts(&answers[1]).contains(&"graceBegun"));
    let due = answers[2]["rows"].as_array().unwrap();
    let due = due.iter().find(|row| row["kind"] == "graceEnd").unwrap();
    assert_eq!(due["at"], "2026-03-08T09:00:00Z");
    assert_eq!(names(&answers[4]), BTreeSet::from(["ana"]));
    assert!(facts(&answers[5]).contains(&"graceEnded"));
    assert_eq!(names(&answers[7]), BTreeSet::from(["ana"]));
    assert_eq!(names(&answers[11]), BTreeSet::new());
}

#[test]
fn a_grace_period_goes_on_whatever_else_is_edited_meanwhile() {
    let grace = json!({"gracePeriodBeforeAccessRemoval": "P7D"});
    let answers = administering(&[
        policy(SALES, &grace),
        moves("ana", "Research"),
        advance("P6D"),
        moves("ana", "Development"),
        advance("P1D"),
        members(),
    ]);
    assert!(!facts(&answers[3]).contains(&"graceBegun"));
    assert_eq!(names(&answers[5]), BTreeSet::new());
}

#[test]
fn time_alone_turns_a_rule_and_two_moves_of_the_clock_come_to_the_same_as_one() {
    let recent = "user.employeeHireDate -ge system.now -minus P30D";
    let hired = json!({"do": "updateUser", "with": {"user": upn("ben"), "employeeHireDate": "2026-03-05T00:00:00Z"}});
    let late = "user.employeeHireDate -le system.now -minus P10D";
    let story = |rule: &str, steps: &[&str]| {
        let grace = json!({"gracePeriodBeforeAccessRemoval": "P2D"});
        let mut lines = vec![hired.clone(), policy(rule, &grace), members()];
        lines.extend(steps.iter().map(|by| advance(by)));
        lines.push(members());
        lines.push(requests());
        let answers = administering(&lines);
        let held = names(&answers[2]).len();
        let last = answers.len();
        let dates: Vec<Value> = answers[last - 1]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["createdDateTime"].clone())
            .collect();
        (
            held,
            names(&answers[last - 2]).len(),
            told(&answers[last - 1]),
            dates,
        )
    };
    let once = story(recent, &["P40D"]);
    assert_eq!((once.0, once.1), (1, 0));
    assert_eq!(
        once.2,
        ["systemAdd ben delivered", "systemRemove ben delivered"]
    );
    assert_eq!(once, story(recent, &["P33D", "P1D", "P6D"]));
    let once = story(late, &["P40D"]);
    assert_eq!((once.0, once.1), (0, 1));
    assert_eq!(once, story(late, &["P1D", "P39D"]));
}

#[test]
fn what_an_administrator_takes_from_somebody_whom_the_rule_admits_comes_back() {
    let remove = json!({"do": "removeAssignment", "with": {"assignment": format!("Sales/Desk/{}", upn("ana"))}});
    let answers = administering(&[
        policy(SALES, &json!({})),
        advance("PT1H"),
        remove.clone(),
        advance("PT1S"),
        members(),
        requests(),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers", "isEnabled": false}}),
        remove,
        advance("P1D"),
        members(),
        json!({"do": "deletePolicy", "with": {"policy": "Sales/Desk/Sellers"}}),
    ]);
    assert!(facts(&answers[2]).contains(&"assignmentEnded"));
    assert_eq!(names(&answers[4]), BTreeSet::from(["ana"]));
    assert_eq!(
        told(&answers[5]),
        [
            "adminRemove ana delivered",
            "systemAdd ana delivered",
            "systemAdd ana delivered",
        ]
    );
    assert_eq!(names(&answers[9]), BTreeSet::new());
}

#[test]
fn nobody_hands_back_what_a_rule_gives_unless_the_policy_says_so() {
    let give_back = |expect: &str| {
        json!({"as": upn("ana"), "do": "giveBackAssignment", "expect": expect,
            "with": {"assignment": format!("Sales/Desk/{}", upn("ana"))}})
    };
    let answers = administering(&[
        policy(SALES, &json!({})),
        give_back("SelfRemoveNotAllowed"),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers",
            "requestorSettings": {"enableTargetsToSelfRemoveAccess": true}}}),
        give_back("ok"),
        json!({"do": "updateUser", "with": {"user": upn("ben"), "city": "Oslo"}}),
        members(),
    ]);
    assert_eq!(names(&answers[5]), BTreeSet::from(["ana"]));
}

#[test]
fn a_deleted_user_keeps_access_until_the_purge_and_a_restored_one_is_judged_anew() {
    let answers = administering(&[
        policy(SALES, &json!({})),
        json!({"do": "deleteUser", "with": {"user": "$ana"}, "expect": "ok"}),
        json!({"do": "deletePolicy", "with": {"policy": "Sales/Desk/Sellers"}, "expect": "PolicyHasAssignments"}),
        json!({"do": "restoreUser", "with": {"user": "$ana"}}),
        members(),
        json!({"do": "deleteUser", "with": {"user": "$ana"}}),
        advance("P31D"),
        json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers",
            "automaticRequestSettings": {"requestAccessForAllowedTargets": false}}}),
        moves("ben", "Sales"),
        requests(),
    ]);
    assert_eq!(names(&answers[4]), BTreeSet::from(["ana"]));
    assert_eq!(
        told(&answers[9]),
        ["systemAdd ana delivered", "systemRemove ana delivered"],
        "a rule that gives nothing gives nothing to ben"
    );
}

#[test]
fn a_rule_that_takes_nothing_leaves_access_and_an_edit_of_it_moves_everybody() {
    let edit = |with: Value| {
        let mut all = json!({"policy": "Sales/Desk/Sellers"});
        let Value::Object(with) = with else {
            panic!("members of a policy");
        };
        all.as_object_mut().unwrap().extend(with);
        json!({"do": "updatePolicy", "with": all})
    };
    let research = "user.department -eq \"Research\"";
    let answers = administering(&[
        policy(
            SALES,
            &json!({"removeAccessWhenTargetLeavesAllowedTargets": false}),
        ),
        edit(json!({"specificAllowedTargets": rule(research)})),
        members(),
        edit(json!({"automaticRequestSettings": {"gracePeriodBeforeAccessRemoval": "PT0S"}})),
        members(),
    ]);
    assert_eq!(names(&answers[2]), BTreeSet::from(["ana", "ben"]));
    assert_eq!(names(&answers[4]), BTreeSet::from(["ben"]));
}
