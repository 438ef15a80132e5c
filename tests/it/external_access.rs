//! Which external people policies admit, and whom the directory keeps out.

use serde_json::{Value, json};

use crate::support::partners::{
    ADMINISTRATOR, APPROVER, PACKAGE, PARTNER, POLICY, Partners, STRANGER, asking,
};

fn scoped(scope: &str) -> Value {
    json!({"policy": POLICY, "allowedTargetScope": scope, "specificAllowedTargets": []})
}

fn b2b(mode: &str, domains: &[&str]) -> Value {
    json!({"b2b": {"mode": mode, "domains": domains}})
}

#[test]
fn a_policy_for_an_organization_admits_its_people_and_nobody_else() {
    let mut story = Partners::new();
    assert_eq!(story.asks(STRANGER), "NotInScope");
    assert_eq!(story.asks(APPROVER), "NotInScope");
    assert_eq!(story.asks(PARTNER), "ok");
    assert_eq!(story.asks(PARTNER), "OpenRequestExists");
    let history = story.list(PARTNER, "history", &json!({}));
    assert_eq!(history[0]["state"], "pendingApproval");
}

#[test]
fn a_mail_domain_matches_only_those_who_get_codes_there() {
    let mut story = Partners::new();
    story.desk("addExternalPerson", &json!({"userPrincipalName": "fay@fabrikam.com", "displayName": "Fay", "signInMethod": "externalDomainFederation"}));
    story.does(
        "createConnectedOrganization",
        &json!({"displayName": "Fabrikam", "identitySources": [
            {"@odata.type": "#microsoft.graph.domainIdentitySource", "domainName": "Fabrikam.com"}
        ]}),
    );
    story.does("updatePolicy", &json!({"policy": POLICY, "specificAllowedTargets": [
        {"@odata.type": "#microsoft.graph.connectedOrganizationMembers", "connectedOrganizationId": "Fabrikam"}
    ]}));
    assert_eq!(story.asks("fay@fabrikam.com"), "NotInScope");
    story.does(
        "updateOrganization",
        &json!({"emailOneTimePasscode": false}),
    );
    assert_eq!(story.asks(STRANGER), "SignInBlocked");
    story.does("updateOrganization", &json!({"emailOneTimePasscode": true}));
    assert_eq!(story.asks(STRANGER), "ok");
    assert_eq!(story.asks(PARTNER), "NotInScope");
}

#[test]
fn a_proposed_organization_is_admitted_by_name_but_not_among_the_configured_ones() {
    let mut story = Partners::new();
    let state = |state: &str| json!({"connectedOrganization": "Contoso", "state": state});
    story.does("updateConnectedOrganization", &state("proposed"));
    assert_eq!(story.list(PARTNER, "available", &json!({})).len(), 1);
    story.does(
        "updatePolicy",
        &scoped("allConfiguredConnectedOrganizationUsers"),
    );
    assert_eq!(story.asks(PARTNER), "NotInScope");
    story.does("updateConnectedOrganization", &state("configured"));
    assert_eq!(story.list(PARTNER, "available", &json!({})).len(), 1);
    assert_eq!(story.asks(PARTNER), "ok");
}

#[test]
fn whoever_is_unknown_brings_a_proposed_organization_under_a_policy_for_everybody() {
    let mut story = Partners::new();
    story.does("updatePolicy", &scoped("allExternalUsers"));
    assert_eq!(story.asks(STRANGER), "ok");
    assert_eq!(story.asks(APPROVER), "NotInScope");
    let proposed = story.list(
        ADMINISTRATOR,
        "connectedOrganizations",
        &json!({"state": "proposed"}),
    );
    assert_eq!(proposed.len(), 1);
    assert_eq!(proposed[0]["displayName"], "fabrikam.com");
    assert_eq!(
        proposed[0]["identitySources"][0]["domainName"],
        "fabrikam.com"
    );
    let history = story.list(STRANGER, "history", &json!({}));
    assert_eq!(
        history[0]["connectedOrganization"]["displayName"],
        "fabrikam.com"
    );
}

#[test]
fn a_policy_for_everybody_needs_approval_and_passcodes() {
    let mut story = Partners::new();
    let mut open = scoped("allExternalUsers");
    open["requestApprovalSettings"] = json!({"isApprovalRequiredForAdd": false, "stages": []});
    assert_eq!(
        story.code(ADMINISTRATOR, "updatePolicy", &open),
        "ApprovalRequiredForAnyUser"
    );
    story.does(
        "updateOrganization",
        &json!({"emailOneTimePasscode": false}),
    );
    assert_eq!(
        story.code(ADMINISTRATOR, "updatePolicy", &scoped("allExternalUsers")),
        "OtpRequiredForAnyUser"
    );
}

#[test]
fn the_better_rank_hides_a_policy_for_everybody() {
    let mut story = Partners::new();
    story.does("createPolicy", &json!({
        "accessPackage": PACKAGE, "displayName": "Everybody", "allowedTargetScope": "allExternalUsers",
        "requestApprovalSettings": asking(&json!([{"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER}])),
    }));
    let offered = story.list(PARTNER, "available", &json!({}));
    assert_eq!(offered[0]["policies"].as_array().unwrap().len(), 1);
    assert_eq!(offered[0]["policies"][0]["displayName"], "Contoso");
    let offered = story.list(STRANGER, "available", &json!({}));
    assert_eq!(offered[0]["policies"][0]["displayName"], "Everybody");
}

#[test]
fn the_list_of_domains_beats_every_policy_also_for_a_guest() {
    let mut story = Partners::new();
    story.does("updateOrganization", &b2b("deny", &["contoso.com"]));
    assert_eq!(story.asks(PARTNER), "DomainBlocked");
    story.does("updateOrganization", &b2b("allow", &["Contoso.com"]));
    story.admits(PARTNER);
    story.does(
        "updateSettings",
        &json!({"externalUserLifecycleAction": "none"}),
    );
    story.takes_from(PARTNER);
    story.does("updateOrganization", &b2b("allow", &["fabrikam.com"]));
    assert_eq!(story.asks(PARTNER), "DomainBlocked");
}

#[test]
fn nobody_finds_a_package_that_the_list_of_domains_keeps_from_them() {
    let mut story = Partners::new();
    let found = |story: &mut Partners| story.list(PARTNER, "available", &json!({})).len();
    assert_eq!(found(&mut story), 1);
    story.does("updateOrganization", &b2b("deny", &["contoso.com"]));
    assert_eq!(found(&mut story), 0);
    let about = json!({"person": PARTNER, "accessPackage": PACKAGE});
    let line = json!({"as": ADMINISTRATOR, "why": "canSee", "with": about});
    let told = story.line(&line);
    assert_eq!(told["code"], "DomainBlocked");
    let walk = told["walk"].as_array().unwrap();
    assert_eq!(walk.last().unwrap()["check"], "domainAllowed");
    story.does("updateOrganization", &b2b("none", &[]));
    assert_eq!(found(&mut story), 1);
}

#[test]
fn a_domain_that_is_blocked_meanwhile_fails_the_delivery_and_makes_no_guest() {
    let mut story = Partners::new();
    assert_eq!(story.asks(PARTNER), "ok");
    story.does("updateOrganization", &b2b("deny", &["contoso.com"]));
    assert_eq!(story.approves(APPROVER, PARTNER), "ok");
    assert_eq!(
        story.list(ADMINISTRATOR, "users", &json!({"userType": "Guest"})),
        Vec::<Value>::new()
    );
    let held = story.list(ADMINISTRATOR, "assignments", &json!({}));
    assert_eq!(held[0]["state"], "deliveryFailed");
    assert_eq!(held[0]["target"]["userPrincipalName"], PARTNER);
    assert_eq!(
        held[0]["grants"][0]["error"],
        "the directory does not let the person's domain in"
    );
    let history = story.list(PARTNER, "history", &json!({}));
    assert_eq!(history[0]["state"], "deliveryFailed");
}

#[test]
fn an_external_person_cancels_their_own_request_and_nobody_elses() {
    let mut story = Partners::new();
    assert_eq!(story.asks(PARTNER), "ok");
    let request = json!({"request": format!("{PACKAGE}/{PARTNER}")});
    assert_ne!(story.code(STRANGER, "cancelRequest", &request), "ok");
    assert_eq!(story.code(PARTNER, "cancelRequest", &request), "ok");
    assert_eq!(story.asks(PARTNER), "ok");
}

#[test]
fn removing_a_person_from_elsewhere_ends_what_they_asked_for() {
    let mut story = Partners::new();
    assert_eq!(story.asks(PARTNER), "ok");
    story.desk("removeExternalPerson", &json!({"person": PARTNER}));
    let requests = story.list(ADMINISTRATOR, "requests", &json!({}));
    assert_eq!(requests[0]["state"], "canceled");
}
