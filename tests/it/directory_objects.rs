//! The objects of the directory: accounts with all that rules read, and groups of every kind.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

#[track_caller]
fn administering(lines: &[Value]) -> Vec<Value> {
    tell(Sample::Prepared, ADMINISTRATOR, lines)
}

#[test]
fn accounts_keep_every_attribute_that_rules_read_and_are_found_by_it() {
    let answers = administering(&[
        json!({"do": "createUser", "with": {"userPrincipalName": "ana@woodgrovebank.onmicrosoft.com",
            "displayName": "Ana", "givenName": "Ana", "city": "Porto", "department": "Sales",
            "usageLocation": "PT", "otherMails": ["ana@example.com"],
            "proxyAddresses": ["SMTP:ana@woodgrovebank.com"], "employeeHireDate": "2025-01-01",
            "onPremisesSyncEnabled": true,
            "verifiedCredentials": [{"issuer": "Contoso", "type": "VerifiedEmployee"}]}, "let": "ana"}),
        json!({"do": "updateUser", "with": {"user": "$ana", "city": null, "surname": "Lima",
            "department": "Research"}}),
        json!({"list": "users", "where": {"department": "Research", "onPremisesSyncEnabled": true}}),
        json!({"list": "users", "where": {"city": "Porto"}}),
    ]);
    let row = &answers[2]["rows"][0];
    assert_eq!(answers[2]["total"], 1);
    assert_eq!(row["givenName"], "Ana");
    assert_eq!(row["surname"], "Lima");
    assert_eq!(row["city"], Value::Null);
    assert_eq!(row["otherMails"], json!(["ana@example.com"]));
    assert_eq!(row["employeeHireDate"], "2025-01-01T00:00:00Z");
    assert_eq!(row["verifiedCredentials"][0]["type"], "VerifiedEmployee");
    assert_eq!(answers[3]["total"], 0);
}

#[test]
fn a_group_is_of_the_kind_that_its_members_in_json_make_it() {
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Plain"}}),
        json!({"do": "createGroup", "with": {"displayName": "Unified", "groupTypes": ["Unified"],
            "mailNickname": "unified"}}),
        json!({"do": "createGroup", "with": {"displayName": "Crew", "groupTypes": ["Unified"], "isTeam": true}}),
        json!({"do": "createGroup", "with": {"displayName": "News", "securityEnabled": false, "mailEnabled": true}}),
        json!({"do": "createGroup", "with": {"displayName": "Nothing", "securityEnabled": false},
            "expect": "GroupTypeInvalid"}),
        json!({"do": "createGroup", "with": {"displayName": "Crew 2", "isTeam": true},
            "expect": "GroupTypeInvalid"}),
        json!({"list": "groups", "where": {"kind": ["microsoft365", "team", "distribution"]}, "sort": "displayName"}),
    ]);
    let kinds: Vec<&str> = answers[6]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["team", "distribution", "microsoft365"]);
    let unified = &answers[6]["rows"][2];
    assert_eq!(unified["groupTypes"], json!(["Unified"]));
    assert_eq!(unified["mail"], "unified@woodgrovebank.onmicrosoft.com");
}

#[test]
fn nobody_edits_by_hand_who_is_in_a_dynamic_group() {
    let requestor = "internal.requestor@woodgrovebank.onmicrosoft.com";
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Sales", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.department -eq \"Sales\""}}),
        json!({"do": "addGroupMember", "with": {"group": "Sales", "member": requestor},
            "expect": "DynamicGroupMembership"}),
        json!({"do": "createGroup", "with": {"displayName": "No rule", "groupTypes": ["DynamicMembership"]},
            "expect": "GroupTypeInvalid"}),
        json!({"do": "updateGroup", "with": {"group": "Sales", "membershipRule": "x".repeat(3_073)},
            "expect": "RuleTooLong"}),
        json!({"do": "updateGroup", "with": {"group": "Sales", "groupTypes": []}}),
        json!({"do": "addGroupMember", "with": {"group": "Sales", "member": requestor}}),
        json!({"show": "group", "of": "Sales"}),
    ]);
    assert_eq!(answers[6]["row"]["membershipRule"], Value::Null);
    assert_eq!(answers[6]["row"]["memberCount"], 1);
}

#[test]
fn a_second_group_of_a_name_is_made_with_a_warning() {
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Staff"}}),
        json!({"do": "createGroup", "with": {"displayName": "staff"}}),
    ]);
    assert_eq!(answers[0]["warnings"], json!([]));
    assert_eq!(answers[1]["warnings"][0]["code"], "DuplicateGroupName");
}

#[test]
fn members_make_plain_security_groups_and_no_others() {
    let requestor = "internal.requestor@woodgrovebank.onmicrosoft.com";
    administering(&[
        json!({"as": requestor, "do": "createGroup", "with": {"displayName": "Mine"}}),
        json!({"as": requestor, "do": "createGroup", "with": {"displayName": "Crew", "groupTypes": ["Unified"]},
            "expect": "UnAuthorized"}),
        json!({"do": "createGroup", "with": {"displayName": "Keys", "isAssignableToRole": true},
            "expect": "UnAuthorized"}),
    ]);
}

#[test]
fn a_microsoft_365_group_has_at_most_a_hundred_owners() {
    let mut lines = vec![
        json!({"do": "createGroup", "with": {"displayName": "Crowd", "groupTypes": ["Unified"]}}),
    ];
    for number in 0..100 {
        let name = format!("owner{number}@woodgrovebank.onmicrosoft.com");
        lines.push(
            json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": name}}),
        );
        let expected = if number < 99 { "ok" } else { "LimitReached" };
        lines.push(json!({"do": "addGroupOwner", "with": {"group": "Crowd", "owner": name}, "expect": expected}));
    }
    administering(&lines);
}

#[test]
fn chain_of_managers_closes_no_circle_however_long_it_is() {
    let person = |number: usize| format!("link{number}@woodgrovebank.onmicrosoft.com");
    let mut lines: Vec<Value> = (0..15)
        .map(|number| {
            let mut with = json!({"userPrincipalName": person(number), "displayName": "Link"});
            if number > 0 {
                with["manager"] = json!(person(number - 1));
            }
            json!({"do": "createUser", "with": with})
        })
        .collect();
    lines.push(
        json!({"do": "updateUser", "expect": "ManagerCycle", "with": {
        "user": person(0), "manager": person(14)}}),
    );
    administering(&lines);
}
