//! Guests who have been invited and have not come yet, and people who cannot come at all.

use serde_json::{Value, json};

use crate::support::partners::{
    ADMINISTRATOR, APPROVER, PACKAGE, PARTNER, POLICY, Partners, STRANGER,
};

/// A package that gives a site besides its group, asked for by a partner and approved.
fn with_a_site() -> Partners {
    let mut story = Partners::new();
    story.does(
        "createSite",
        &json!({"displayName": "Room", "url": "https://sandbox.sharepoint.com/sites/room"}),
    );
    story.does(
        "addCatalogResource",
        &json!({"catalog": "Partners", "originSystem": "SharePointOnline", "originId": "Room"}),
    );
    story.does("addResourceRole", &role("Visitors"));
    story.admits(PARTNER);
    story
}

fn role(role: &str) -> Value {
    json!({"accessPackage": PACKAGE, "resource": "Room", "role": role})
}

/// Returns the state of the request and of the assignment, and that of each role.
fn standing(story: &mut Partners) -> (String, String, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let request = story.list(
        ADMINISTRATOR,
        "requests",
        &json!({"requestType": "userAdd"}),
    );
    let assignment = story.list(ADMINISTRATOR, "assignments", &json!({}));
    let grants = assignment[0]["grants"].as_array().unwrap().iter();
    let grants = grants.map(|grant| text(&grant["status"])).collect();
    let state = |row: &Value| text(&row["state"]);
    (state(&request[0]), state(&assignment[0]), grants)
}

fn all(request: &str, assignment: &str, grants: &[&str]) -> (String, String, Vec<String>) {
    let grants = grants.iter().map(|&grant| grant.to_owned()).collect();
    (request.to_owned(), assignment.to_owned(), grants)
}

#[test]
fn a_site_waits_for_its_guest_to_accept_the_invitation_and_everything_else_does_not() {
    let mut story = with_a_site();
    let waiting = all(
        "delivering",
        "delivering",
        &["Fulfilled", "PendingFulfillment"],
    );
    assert_eq!(standing(&mut story), waiting);
    let members = story.list(ADMINISTRATOR, "groupMembers", &json!({"group": "Sales"}));
    assert!(members.iter().any(|row| row["role"] == "Member"));
    let again = json!({"assignment": format!("{PACKAGE}/{PARTNER}")});
    let repaired = story.code(ADMINISTRATOR, "reprocessAssignment", &again);
    assert_eq!(repaired, "NothingToChange");
    assert_eq!(story.asks(PARTNER), "AlreadyAssigned");
    story.desk("signIn", &json!({"persona": PARTNER}));
    let whole = all("delivered", "delivered", &["Fulfilled", "Fulfilled"]);
    assert_eq!(standing(&mut story), whole);
    let sites = story.list(ADMINISTRATOR, "sites", &json!({}));
    let holders = sites[0]["roles"].to_string() + &sites[0]["assignments"].to_string();
    assert!(holders.contains("Ana"), "{holders}");
}

#[test]
fn a_delivery_that_waits_is_over_once_the_site_leaves_the_package() {
    let mut story = with_a_site();
    story.does("removeResourceRole", &role("Visitors"));
    let whole = all("delivered", "delivered", &["Fulfilled"]);
    assert_eq!(standing(&mut story), whole);
}

#[test]
fn access_that_ends_before_the_guest_came_ends_its_delivery_too() {
    let mut story = with_a_site();
    story.takes_from(PARTNER);
    let (request, assignment, _) = standing(&mut story);
    assert_eq!((&*request, &*assignment), ("partiallyDelivered", "expired"));
}

#[test]
fn a_site_that_is_not_shared_any_more_when_the_guest_comes_is_not_given() {
    let mut story = with_a_site();
    story.does(
        "updateOrganization",
        &json!({"sharePointExternalSharing": false}),
    );
    story.desk("signIn", &json!({"persona": PARTNER}));
    let partly = all(
        "partiallyDelivered",
        "partiallyDelivered",
        &["Fulfilled", "Failed"],
    );
    assert_eq!(standing(&mut story), partly);
    let extends = json!({"assignment": format!("{PACKAGE}/{PARTNER}")});
    let answer =
        story.line(&json!({"as": PARTNER, "do": "requestExtension", "with": extends.clone()}));
    assert_eq!(answer["code"], "AssignmentNotActive");
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("not been delivered in full"), "{message}");
    story.does("removeResourceRole", &role("Visitors"));
    let (_, assignment, grants) = standing(&mut story);
    assert_eq!((&*assignment, grants.len()), ("delivered", 1));
    story.advance("P1D");
    assert_eq!(story.code(PARTNER, "requestExtension", &extends), "ok");
}

#[test]
fn a_guest_whose_domain_was_blocked_meanwhile_is_given_nothing() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.desk("signIn", &json!({"persona": PARTNER}));
    story.takes_from(PARTNER);
    story.does(
        "updateSettings",
        &json!({"externalUserLifecycleAction": "none"}),
    );
    let guest = story.guest()["id"].clone();
    story.does(
        "updateUser",
        &json!({"user": guest, "accountEnabled": true}),
    );
    assert_eq!(story.asks(PARTNER), "ok");
    let list = json!({"b2b": {"mode": "deny", "domains": ["contoso.com"]}});
    story.does("updateOrganization", &list);
    assert_eq!(story.approves(APPROVER, PARTNER), "ok");
    let requests = story.list(
        ADMINISTRATOR,
        "requests",
        &json!({"requestType": "userAdd"}),
    );
    let newest = requests.last().unwrap();
    assert_eq!(newest["state"], "deliveryFailed");
    let error = &newest["deliveryErrors"][0]["error"];
    assert_eq!(error, "the directory does not let the person's domain in");
}

#[test]
fn a_blocked_address_is_named_as_it_was_given() {
    let mut story = Partners::new();
    let list = json!({"b2b": {"mode": "deny", "domains": ["fabrikam.com"]}});
    story.does("updateOrganization", &list);
    let with = json!({"accessPackage": PACKAGE, "policy": POLICY, "targets": ["new@fabrikam.com"]});
    let answer = story.line(&json!({"as": ADMINISTRATOR, "do": "assignDirectly", "with": with}));
    assert_eq!(answer["code"], "DomainBlocked");
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("let new@fabrikam.com in"), "{message}");
    let nowhere = json!({"accessPackage": "00000000-0000-4000-8000-000000000000"});
    let answer = story.line(&json!({"as": PARTNER, "do": "submitRequest", "with": nowhere}));
    assert_eq!(answer["code"], "PackageNotFound");
    assert_eq!(answer["message"], "there is no such package to ask for");
}

#[test]
fn switching_passcodes_off_warns_of_whoever_signs_in_with_them_and_keeps_them_out() {
    let mut story = Partners::new();
    let source = json!({"@odata.type": "#microsoft.graph.domainIdentitySource",
        "domainName": "fabrikam.com"});
    let organization = json!({"displayName": "Fabrikam", "identitySources": [source]});
    story.does("createConnectedOrganization", &organization);
    story.does(
        "updatePolicy",
        &json!({"policy": POLICY, "allowedTargetScope": "allExternalUsers",
            "specificAllowedTargets": []}),
    );
    let off = json!({"emailOneTimePasscode": false});
    let answer = story.does("updateOrganization", &off);
    let warning = &answer["warnings"][0];
    assert_eq!(warning["code"], "PasscodesOff", "{answer}");
    let message = warning["message"].as_str().unwrap();
    assert!(message.contains("Fabrikam"), "{message}");
    assert!(message.contains("\"Contoso\""), "the policy: {message}");
    assert_eq!(story.asks(STRANGER), "SignInBlocked");
    let why = json!({"as": ADMINISTRATOR, "why": "canRequest",
        "with": {"person": STRANGER, "accessPackage": PACKAGE}});
    let answer = story.line(&why);
    assert_eq!(
        answer["change"]["line"]["do"], "updateOrganization",
        "{answer}"
    );
    let source = json!({"@odata.type": "#microsoft.graph.domainIdentitySource",
        "domainName": "litware.com"});
    let organization = json!({"displayName": "Litware", "identitySources": [source]});
    let mut preview =
        json!({"as": ADMINISTRATOR, "do": "createConnectedOrganization", "with": organization});
    preview["preview"] = json!(true);
    let foreseen = story.line(&preview);
    let made = story.does("createConnectedOrganization", &organization);
    assert_eq!(made["warnings"][0]["code"], "PasscodesOff");
    let message = made["warnings"][0]["message"].as_str().unwrap();
    assert!(message.contains("\"Litware\""), "{message}");
    assert_eq!(foreseen["warnings"], made["warnings"], "named before it is");
    story.does("updateOrganization", &json!({"emailOneTimePasscode": true}));
    assert_eq!(story.asks(STRANGER), "ok");
}
