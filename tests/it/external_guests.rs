//! Guests that came through a package: invited, redeemed, looked after, and let go.

use serde_json::{Value, json};

use crate::support::partners::{
    ADMINISTRATOR, APPROVER, PACKAGE, PARTNER, POLICY, Partners, STRANGER, asking,
};

const SETTINGS: &str = "updateSettings";

#[test]
fn a_guest_acts_under_the_name_at_home_and_keeps_the_old_request() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    assert_eq!(story.asks(PARTNER), "AlreadyAssigned");
    let history = story.list(PARTNER, "history", &json!({}));
    assert_eq!(history.len(), 1);
    assert_eq!(history[0]["target"]["userPrincipalName"], PARTNER);
    let active = story.list(PARTNER, "active", &json!({}));
    assert_eq!(
        active[0]["target"]["userPrincipalName"],
        "ana_contoso.com#EXT#@sandbox.onmicrosoft.com"
    );
    let about = story.list(ADMINISTRATOR, "requests", &json!({"target": PARTNER}));
    assert_eq!(about.len(), 1);
}

#[test]
fn the_first_sign_in_accepts_the_invitation_once() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    assert_eq!(story.guest()["externalUserState"], "PendingAcceptance");
    let answer = story.desk("signIn", &json!({"persona": PARTNER}));
    assert!(answer.to_string().contains("invitationRedeemed"));
    assert_eq!(story.guest()["externalUserState"], "Accepted");
    assert_eq!(story.guest()["lastSignInDateTime"], "2026-03-01T09:00:00Z");
    let again = story.desk("signIn", &json!({"persona": PARTNER}));
    assert!(!again.to_string().contains("invitationRedeemed"));
    let elsewhere = story
        .line(&json!({"desk": "signIn", "with": {"persona": APPROVER, "directory": "Contoso"}}));
    assert_eq!(elsewhere["code"], "NotFound");
}

#[test]
fn undo_takes_an_accepted_invitation_back_before_the_approval() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.desk("signIn", &json!({"persona": PARTNER}));
    story.desk("undo", &json!({}));
    assert_eq!(story.guest()["externalUserState"], "PendingAcceptance");
    story.desk("undo", &json!({}));
    let rows = story.list(ADMINISTRATOR, "requests", &json!({}));
    assert_eq!(rows[0]["state"], "pendingApproval");
}

#[test]
fn a_guest_who_loses_the_last_package_is_blocked_and_deleted_30_days_later() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.takes_from(PARTNER);
    let guest = story.guest();
    assert_eq!(guest["accountEnabled"], false);
    assert_eq!(guest["deletionDateTime"], "2026-03-31T09:00:00Z");
    assert_eq!(story.asks(PARTNER), "SignInBlocked");
    let blocked = story.line(&json!({"desk": "signIn", "with": {"persona": PARTNER}}));
    assert_eq!(blocked["code"], "SignInBlocked");
    story.does(
        SETTINGS,
        &json!({"durationUntilExternalUserDeletedAfterBlocked": "P5D"}),
    );
    story.advance("P29D");
    assert_eq!(story.guest()["deleted"], false, "the date stays");
    let swept = story.advance("P1D");
    assert_eq!(swept["swept"][0]["command"], "guestDeletion");
    assert_eq!(story.guest()["deleted"], true);
    story.desk("undo", &json!({}));
    assert_eq!(story.guest()["deleted"], false);
}

#[test]
fn mails_to_a_guest_are_found_by_the_name_at_home_also_when_the_account_is_gone() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    let guest = story.guest()["userPrincipalName"].clone();
    let numbers = |story: &mut Partners, to: &Value| -> Vec<Value> {
        let rows = story.list(ADMINISTRATOR, "mails", &json!({"to": to}));
        rows.iter().map(|row| row["number"].clone()).collect()
    };
    let told = numbers(&mut story, &json!(PARTNER));
    assert!(!told.is_empty());
    story.does("deleteUser", &json!({"user": guest}));
    assert_eq!(numbers(&mut story, &json!(PARTNER)), told, "deleted");
    assert_eq!(numbers(&mut story, &guest), told, "by the name here");
    story.does("purgeUser", &json!({"user": guest}));
    let ever = numbers(&mut story, &json!(PARTNER));
    assert!(ever.starts_with(&told), "purged: {ever:?}");
    assert_eq!(numbers(&mut story, &json!(STRANGER)), [json!(null); 0]);
}

#[test]
fn expiry_lets_a_guest_go_as_removal_does() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.advance("P30D");
    assert_eq!(story.guest()["accountEnabled"], false);
}

#[test]
fn the_settings_say_what_becomes_of_a_guest() {
    for (settings, enabled, deletes) in [
        (json!({"externalUserLifecycleAction": "none"}), true, false),
        (
            json!({"externalUserLifecycleAction": "blockSignIn"}),
            false,
            false,
        ),
        (json!({"deleteWithoutBlock": true}), true, true),
    ] {
        let mut story = Partners::new();
        story.does(SETTINGS, &settings);
        story.admits(PARTNER);
        story.takes_from(PARTNER);
        let guest = story.guest();
        assert_eq!(guest["accountEnabled"], enabled, "{settings}");
        assert_eq!(guest["deletionDateTime"].is_string(), deletes, "{settings}");
    }
}

#[test]
fn new_access_keeps_a_guest_who_was_to_be_deleted() {
    let mut story = Partners::new();
    story.does(SETTINGS, &json!({"deleteWithoutBlock": true}));
    story.admits(PARTNER);
    story.takes_from(PARTNER);
    story.advance("P10D");
    story.admits(PARTNER);
    assert_eq!(story.guest()["deletionDateTime"], Value::Null);
    story.advance("P25D");
    assert_eq!(story.guest()["deleted"], false);
}

#[test]
fn new_access_lets_a_guest_sign_in_again_whom_the_end_of_the_old_has_blocked() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.takes_from(PARTNER);
    assert_eq!(story.guest()["accountEnabled"], false);
    let assigned = json!({"accessPackage": PACKAGE, "policy": POLICY, "targets": [PARTNER]});
    story.does("assignDirectly", &assigned);
    let guest = story.guest();
    assert_eq!(guest["accountEnabled"], true);
    assert_eq!(guest["deletionDateTime"], Value::Null);
}

#[test]
fn a_guest_who_holds_another_package_stays_when_one_ends() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    let package = json!({"catalog": "Partners", "displayName": "Second", "description": "d",
        "policies": [{"displayName": "Given", "allowedTargetScope": "notSpecified",
            "isEnabled": true}]});
    story.does("createAccessPackage", &package);
    let second = json!({"accessPackage": "Partners/Second", "policy": "Partners/Second/Given",
        "targets": [PARTNER]});
    story.does("assignDirectly", &second);
    story.takes_from(PARTNER);
    let guest = story.guest();
    assert_eq!(guest["accountEnabled"], true);
    assert_eq!(guest["deletionDateTime"], Value::Null);
}

#[test]
fn a_deleted_guest_who_is_admitted_again_comes_back_as_the_same_account() {
    let mut story = Partners::new();
    story.does(
        SETTINGS,
        &json!({"durationUntilExternalUserDeletedAfterBlocked": "P0D"}),
    );
    story.admits(PARTNER);
    let first = story.guest()["id"].clone();
    story.takes_from(PARTNER);
    assert_eq!(story.guest()["deleted"], true);
    story.admits(PARTNER);
    let back = story.guest();
    assert_eq!(back["id"], first);
    assert_eq!(back["deleted"], false);
    assert_eq!(back["accountEnabled"], true);
    assert_eq!(back["externalUserState"], "PendingAcceptance");
}

#[test]
fn a_governed_guest_who_becomes_a_member_is_looked_after_no_longer() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    assert_eq!(story.guest()["lifecycle"], "governed");
    let account = story.guest()["id"].clone();
    story.does(
        "updateUser",
        &json!({"user": account, "userType": "Member"}),
    );
    let shown = json!({"as": ADMINISTRATOR, "show": "user", "of": account});
    assert_eq!(story.line(&shown)["row"]["lifecycle"], "notDefined");
    story.takes_from(PARTNER);
    assert_eq!(story.line(&shown)["row"]["accountEnabled"], true);
    story.does("updateUser", &json!({"user": account, "userType": "Guest"}));
    assert_eq!(story.guest()["lifecycle"], "notGoverned");
}

#[test]
fn a_guest_who_was_there_before_is_not_governed_and_stays() {
    let mut story = Partners::new();
    story.does(
        "createUser",
        &json!({"externalIdentity": PARTNER, "displayName": "Ana"}),
    );
    assert_eq!(story.guest()["lifecycle"], "notGoverned");
    story.admits(PARTNER);
    story.takes_from(PARTNER);
    assert_eq!(story.guest()["accountEnabled"], true);
}

#[test]
fn a_guest_who_asked_for_access_can_be_marked_as_governed_while_it_lasts() {
    let mut story = Partners::new();
    story.does(
        "createUser",
        &json!({"externalIdentity": PARTNER, "displayName": "Ana"}),
    );
    let mark = "markGuestGoverned";
    let ana = json!({"user": PARTNER});
    assert_eq!(story.code(ADMINISTRATOR, mark, &ana), "NotGovernable");
    let member = json!({"user": APPROVER});
    assert_eq!(story.code(ADMINISTRATOR, mark, &member), "NotGovernable");
    story.admits(PARTNER);
    assert_eq!(story.code(APPROVER, mark, &ana), "UnAuthorized");
    story.does(mark, &ana);
    assert_eq!(story.code(ADMINISTRATOR, mark, &ana), "NothingToChange");
    story.takes_from(PARTNER);
    assert_eq!(story.guest()["accountEnabled"], false);
}

#[test]
fn a_guest_made_by_hand_under_the_usual_name_is_the_person_who_asks() {
    let mut story = Partners::new();
    story.does(
        "createUser",
        &json!({"userPrincipalName": "ana_contoso.com#EXT#@sandbox.onmicrosoft.com", "displayName": "Ana", "userType": "Guest"}),
    );
    story.admits(PARTNER);
    let guest = story.guest();
    assert_eq!(guest["externalIdentity"]["userPrincipalName"], PARTNER);
    assert_eq!(guest["lifecycle"], "notGoverned");
}

#[test]
fn a_guest_decides_only_once_the_invitation_is_accepted() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    story.does(
        "addSponsor",
        &json!({"connectedOrganization": "Contoso", "kind": "external", "sponsor": PARTNER}),
    );
    let sets = json!([{"@odata.type": "#microsoft.graph.externalSponsors"}]);
    story.does(
        "updatePolicy",
        &json!({"policy": POLICY, "requestApprovalSettings": asking(&sets)}),
    );
    story.desk("addExternalPerson", &json!({"userPrincipalName": "bo@contoso.com", "displayName": "Bo", "directory": "Contoso"}));
    assert_eq!(story.asks("bo@contoso.com"), "ok");
    assert_eq!(story.list(APPROVER, "approvals", &json!({})).len(), 1);
    story.desk("signIn", &json!({"persona": PARTNER}));
    assert_eq!(story.list(APPROVER, "approvals", &json!({})).len(), 0);
    assert_eq!(story.approves(PARTNER, "bo@contoso.com"), "ok");
}

#[test]
fn a_guest_gives_access_back_and_goes() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    let own = json!({"assignment": format!("{PACKAGE}/{PARTNER}")});
    assert_ne!(story.code(STRANGER, "giveBackAssignment", &own), "ok");
    assert_eq!(story.code(PARTNER, "giveBackAssignment", &own), "ok");
    assert_eq!(story.guest()["accountEnabled"], false);
}

#[test]
fn inviting_stands_between_ready_and_fulfilled_in_the_audit_log() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    let rows = story.list(ADMINISTRATOR, "audit", &json!({}));
    let activities: Vec<&str> = rows
        .iter()
        .map(|row| row["activity"].as_str().unwrap())
        .collect();
    let at = |activity: &str| {
        activities
            .iter()
            .rposition(|found| *found == activity)
            .unwrap()
    };
    let invited = at("Invite external user");
    assert!(at("Ready to fulfill access package assignment request") < invited);
    assert!(invited < at("Fulfill access package resource assignment"));
}

#[test]
fn guests_get_what_the_directory_shares_and_the_rest_fails() {
    let mut story = Partners::new();
    let team = json!({"displayName": "Crew", "groupTypes": ["Unified"], "isTeam": true,
        "mailEnabled": true, "mailNickname": "crew"});
    story.does("createGroup", &team);
    let resource = json!({"catalog": "Partners", "originSystem": "AadGroup", "originId": "Crew"});
    story.does("addCatalogResource", &resource);
    story.does(
        "addResourceRole",
        &json!({"accessPackage": PACKAGE, "resource": "Crew", "role": "Member"}),
    );
    story.does("updateOrganization", &json!({"teamsGuests": false}));
    story.admits(PARTNER);
    let request = story
        .list(ADMINISTRATOR, "requests", &json!({}))
        .pop()
        .unwrap();
    assert_eq!(request["state"], "partiallyDelivered");
    let errors = request["deliveryErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["resource"]["displayName"], "Crew");
    assert_eq!(
        errors[0]["error"],
        "the directory does not share such resources with guests"
    );
    story.does("updateOrganization", &json!({"teamsGuests": true}));
    story.does("reprocessRequest", &json!({"request": request["id"]}));
    let request = story
        .list(ADMINISTRATOR, "requests", &json!({}))
        .pop()
        .unwrap();
    assert_eq!(request["state"], "delivered");
}

#[test]
fn a_guest_whom_an_administrator_blocked_stays_blocked_whatever_is_given_them() {
    let mut story = Partners::new();
    story.admits(PARTNER);
    let guest = story.guest()["id"].clone();
    story.does(
        "updateUser",
        &json!({"user": guest, "accountEnabled": false}),
    );
    story.takes_from(PARTNER);
    let given = json!({"accessPackage": story.package, "policy": POLICY, "targets": [guest]});
    story.does("assignDirectly", &given);
    assert_eq!(story.guest()["accountEnabled"], false);
}
