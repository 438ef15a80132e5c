//! Direct assignments to people of whom only the mail address is known.

use serde_json::{Value, json};

use crate::support::partners::{ADMINISTRATOR, PACKAGE, PARTNER, POLICY, Partners, STRANGER};

fn to(address: &str) -> Value {
    json!({"accessPackage": PACKAGE, "policy": POLICY, "targets": [address]})
}

fn code(story: &mut Partners, with: &Value) -> String {
    story.code(ADMINISTRATOR, "assignDirectly", with)
}

/// Lets anybody from outside ask, if somebody approves.
fn open_to_anybody(story: &mut Partners) {
    story.does(
        "createPolicy",
        &json!({"accessPackage": PACKAGE, "displayName": "Anybody",
            "allowedTargetScope": "allExternalUsers",
            "requestApprovalSettings": crate::support::partners::asking(
                &json!([{"@odata.type": "#microsoft.graph.internalSponsors"}]))}),
    );
}

#[test]
fn an_unknown_address_of_a_connected_directory_becomes_a_guest_with_access() {
    let mut story = Partners::new();
    let answer = story.does("assignDirectly", &to("mia@contoso.com"));
    let facts: Vec<&str> = answer["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert!(facts.contains(&"externalPersonAdded"), "{facts:?}");
    assert!(facts.contains(&"guestInvited"), "{facts:?}");
    let guest = story.guest();
    assert_eq!(guest["mail"], "mia@contoso.com");
    assert_eq!(guest["externalUserState"], "PendingAcceptance");
    assert_eq!(guest["lifecycle"], "governed");
    let members = story.list(ADMINISTRATOR, "groupMembers", &json!({"group": "Sales"}));
    let guests = members
        .iter()
        .filter(|row| row["principal"]["id"] == guest["id"]);
    assert_eq!(guests.count(), 1);
    story.desk("signIn", &json!({"persona": "mia@contoso.com"}));
    assert_eq!(story.guest()["externalUserState"], "Accepted");
    assert_eq!(story.list("mia@contoso.com", "active", &json!({})).len(), 1);
}

#[test]
fn an_address_that_somebody_signs_in_with_means_that_person() {
    let mut story = Partners::new();
    story.does("assignDirectly", &to(PARTNER));
    assert_eq!(code(&mut story, &to(PARTNER)), "AlreadyAssigned");
    let people = story.list(ADMINISTRATOR, "externalPersons", &json!({}));
    assert_eq!(people.len(), 2, "nobody was made");
    story.does("assignDirectly", &to("mia@contoso.com"));
    assert_eq!(code(&mut story, &to("Mia@Contoso.com")), "AlreadyAssigned");
}

#[test]
fn an_address_outside_the_policy_is_refused_and_leaves_nobody_behind() {
    let mut story = Partners::new();
    for address in ["eve@fabrikam.com", "nobody@sandbox.onmicrosoft.com"] {
        assert_eq!(code(&mut story, &to(address)), "EmailDomainNotInScope");
    }
    let people = story.list(ADMINISTRATOR, "externalPersons", &json!({}));
    assert_eq!(people.len(), 2);
    assert_eq!(code(&mut story, &to(STRANGER)), "TargetNotInPolicyScope");
    for text in ["mia@", "mia @contoso.com", "@contoso.com"] {
        assert_eq!(code(&mut story, &to(text)), "EmailInvalid", "{text}");
    }
    assert_eq!(code(&mut story, &to("mia")), "NotFound");
}

#[test]
fn policies_for_people_of_the_directory_take_no_unknown_address() {
    let mut story = Partners::new();
    for scope in ["allDirectoryUsers", "notSpecified"] {
        story.does(
            "createPolicy",
            &json!({"accessPackage": PACKAGE, "displayName": scope, "allowedTargetScope": scope}),
        );
        let with = json!({"accessPackage": PACKAGE, "policy": format!("{PACKAGE}/{scope}"),
            "targets": ["mia@contoso.com"]});
        assert_eq!(code(&mut story, &with), "EmailDomainNotInScope");
    }
}

#[test]
fn the_list_of_domains_stops_an_address_before_the_policy_is_asked() {
    let mut story = Partners::new();
    story.does(
        "updateOrganization",
        &json!({"b2b": {"mode": "deny", "domains": ["contoso.com"]}}),
    );
    assert_eq!(code(&mut story, &to("mia@contoso.com")), "DomainBlocked");
}

#[test]
fn an_address_of_nobody_connected_makes_a_proposed_organization_where_anybody_is_admitted() {
    let mut story = Partners::new();
    open_to_anybody(&mut story);
    let with = json!({"accessPackage": PACKAGE, "policy": format!("{PACKAGE}/Anybody"),
        "targets": ["eve@fabrikam.com"]});
    story.does("assignDirectly", &with);
    let proposed = story.list(
        ADMINISTRATOR,
        "connectedOrganizations",
        &json!({"state": "proposed"}),
    );
    assert_eq!(proposed.len(), 1);
    assert_eq!(proposed[0]["displayName"], "fabrikam.com");
}

#[test]
fn one_bad_address_among_several_gives_nobody_anything() {
    let mut story = Partners::new();
    let with = json!({"accessPackage": PACKAGE, "policy": POLICY,
        "targets": ["mia@contoso.com", "eve@fabrikam.com"]});
    assert_eq!(code(&mut story, &with), "EmailDomainNotInScope");
    let assigned = story.list(ADMINISTRATOR, "assignments", &json!({}));
    assert_eq!(assigned.len(), 0);
}
