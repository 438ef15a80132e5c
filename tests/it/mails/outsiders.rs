//! Mails to people from elsewhere, and how approvers are told who asks.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, PACKAGE, Story, plain, short, upn};

const EVA: &str = "eva@contoso.onmicrosoft.com";

/// Returns the first line of what an approver reads of the newest request.
#[track_caller]
fn asked(story: &mut Story) -> String {
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 2}));
    let body = rows.last().unwrap()["body"].as_str().unwrap();
    body.lines().next().unwrap().to_owned()
}

/// Makes Eva of Contoso known, and lets her have the package without approval.
fn with_eva() -> Story {
    let mut story = Story::new(&[], &json!({}));
    for line in [
        json!({"desk": "addDirectory", "with": {"displayName": "Contoso", "initialDomain": "contoso.onmicrosoft.com"}}),
        json!({"desk": "addExternalPerson", "with": {"userPrincipalName": EVA, "displayName": "Eva", "directory": "Contoso", "mail": EVA}}),
    ] {
        let answer = story.answer(&line);
        assert_eq!(answer["ok"], true, "{answer}");
    }
    let tenant = json!({"@odata.type": "#microsoft.graph.azureActiveDirectoryTenant", "tenantId": "Contoso"});
    let with = json!({"displayName": "Contoso", "identitySources": [tenant]});
    story.does("createConnectedOrganization", &with);
    let of = json!({"@odata.type": "#microsoft.graph.connectedOrganizationMembers", "connectedOrganizationId": "Contoso"});
    let policy = json!({
        "accessPackage": PACKAGE, "displayName": "Partners",
        "allowedTargetScope": "specificConnectedOrganizationUsers", "specificAllowedTargets": [of],
        "expiration": {"type": "afterDuration", "duration": "P30D"},
    });
    story.does("createPolicy", &policy);
    story.by(EVA, "submitRequest", &json!({"accessPackage": PACKAGE}));
    story
}

/// Lists the mails about ends of access.
fn farewells(story: &mut Story) -> Vec<String> {
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 20}));
    rows.iter().map(short).collect()
}

#[test]
fn a_guest_who_can_no_longer_sign_in_is_told_that_access_ended_before() {
    let mut story = with_eva();
    let held = json!({"assignment": format!("{PACKAGE}/{EVA}")});
    story.does("removeAssignment", &held);
    assert_eq!(farewells(&mut story), ["20 Eva"]);
    let users = json!({"as": ADMINISTRATOR, "list": "users", "where": {"userType": "Guest"}});
    let guest = story.answer(&users)["rows"][0].clone();
    assert_eq!(guest["accountEnabled"], false);
    let why = json!({"assignment": held["assignment"], "number": 20});
    assert_eq!(story.why(&why)["verdict"], true);
}

#[test]
fn a_guest_who_is_deleted_at_once_is_told_too_and_one_who_was_blocked_before_is_not() {
    let mut story = with_eva();
    let at_once = json!({"durationUntilExternalUserDeletedAfterBlocked": "P0D"});
    story.does("updateSettings", &at_once);
    story.waits(30);
    assert_eq!(farewells(&mut story), ["20 Eva"]);
    let mut story = with_eva();
    let users = json!({"as": ADMINISTRATOR, "list": "users", "where": {"userType": "Guest"}});
    let guest: Value = story.answer(&users)["rows"][0]["id"].clone();
    let blocked = json!({"user": guest, "accountEnabled": false});
    story.does("updateUser", &blocked);
    story.waits(30);
    assert_eq!(farewells(&mut story), ["20 Eva accountUnavailable"]);
}

#[test]
fn approvers_are_told_which_manager_asks_for_whom() {
    let on_behalf = json!({"requestorSettings": {"enableOnBehalfRequestorsToAddAccess": true}});
    let mut story = Story::new(&[plain("one")], &on_behalf);
    let with = json!({"accessPackage": PACKAGE, "target": upn("ana"), "justification": "New job"});
    story.by(&upn("boss"), "submitRequest", &with);
    let told = "boss (Sandbox) asks for Tools for ana (Sandbox)";
    assert_eq!(asked(&mut story), told);
}

#[test]
fn approvers_are_told_the_domain_of_a_guest_whom_no_organization_vouches_for() {
    let all = json!({"allowedTargetScope": "allDirectoryUsers", "specificAllowedTargets": []});
    let mut story = Story::new(&[plain("one")], &all);
    let with = json!({
        "userPrincipalName": upn("gus"), "displayName": "Gus", "userType": "Guest",
        "mail": "gus@fabrikam.com",
    });
    story.does("createUser", &with);
    let with = json!({"accessPackage": PACKAGE, "justification": "Project"});
    story.by(&upn("gus"), "submitRequest", &with);
    assert_eq!(asked(&mut story), "Gus (fabrikam.com) asks for Tools");
}
