//! What is said to whoever takes a guest's last package away, wherever that is done.

use serde_json::json;

use crate::domain::command::Command;
use crate::domain::id::{ObjectRef, Person, PolicyId};
use crate::domain::time::Span;
use crate::ui::screen::Screen;
use crate::ui::screen::admin::furnishing::Furnished;
use crate::ui::screen::directory::guest::contoso::{
    account, assign, contoso, said, with_ana, with_ana_twice,
};

#[test]
fn taking_the_last_package_of_a_guest_away_says_what_becomes_of_the_account() {
    let mut made = with_ana();
    made.desk
        .press("x")
        .expect("Ana Lima holds no other package: sign-in is");
    made.desk.expect("deleted after 30 days");
    made.desk
        .press("left enter")
        .expect("Ana Lima holds no package any more: sign-in is blocked");
    made.desk.expect_no("The account stays");
    let mut made = with_ana();
    let settings = json!({"do": "updateSettings",
        "with": {"externalUserLifecycleAction": "none"}});
    let settings: Command = serde_json::from_value(settings).unwrap();
    made.desk.execute(settings).unwrap();
    made.desk.press("x").expect_no("holds no other package");
    made.desk.press("left enter").expect("The account stays");
}

#[test]
fn of_packages_that_go_together_the_last_one_says_what_becomes_of_the_account() {
    let mut contoso = with_ana_twice();
    let made = &mut contoso.made;
    made.at(Screen::Assignments)
        .press("x")
        .expect_no("holds no other package");
    made.desk.press("esc * x");
    made.desk
        .expect("Remove 2?")
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .press("2 enter");
    made.desk
        .expect("The account stays.")
        .expect("Ana Lima holds no package any more: sign-in is blocked, and the account deleted");
}

#[test]
fn a_guest_who_gives_the_last_package_back_reads_what_becomes_of_the_account() {
    let mut contoso = with_ana_twice();
    contoso.made.desk.persona = account(&contoso);
    let made = &mut contoso.made;
    made.at(Screen::ActiveAccess)
        .press("x")
        .expect_no("You hold no other package");
    made.desk.press("left enter").expect_no("You hold no pack");
    made.desk
        .press("x")
        .expect("You hold no other package: sign-in is blocked")
        .press("left enter")
        .expect("You hold no package any more: sign-in is blocked");
}

#[test]
fn an_approver_who_revokes_a_guests_last_package_reads_what_becomes_of_the_account() {
    let mut contoso = contoso();
    let made = &mut contoso.made;
    let administrator = made.desk.persona;
    made.desk.persona = contoso.ana;
    let asks = json!({"do": "submitRequest", "with": {
        "accessPackage": contoso.package, "justification": "For work"}});
    let request = said(made, &asks);
    made.desk.persona = administrator;
    made.approve(request);
    made.desk.persona = Person::User(made.approver);
    made.at(Screen::DecidedApprovals).press("r");
    made.desk
        .expect("Ana Lima loses \"Kit\" at once")
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .type_text("Left")
        .press("Ctrl-S")
        .expect("Ana Lima holds no package any more: sign-in is blocked");
}

/// Lets Approver review each month what people hold by every policy for guests, and opens the first
/// round.
fn review(made: &mut Furnished) {
    let reviewer = json!({"@odata.type": "#microsoft.graph.singleUser",
        "userId": made.approver});
    let reviews = json!({"isEnabled": true, "isSelfReview": false,
        "isReviewerJustificationRequired": false, "primaryReviewers": [reviewer],
        "schedule": {"expiration": {"type": "afterDuration", "duration": "P10D"},
            "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}});
    let policies = made.desk.desk.tenant.policies.iter();
    let guests = policies.filter(|policy| policy.terms.display_name.as_str() == "Guests");
    let guests: Vec<PolicyId> = guests.map(|policy| policy.id).collect();
    for policy in guests {
        let with = json!({"policy": policy, "reviewSettings": reviews});
        said(made, &json!({"do": "updatePolicy", "with": with}));
    }
    made.desk.wait(Span::days(1));
}

#[test]
fn a_reviewer_who_denies_a_guests_last_package_reads_what_becomes_of_the_account() {
    let mut contoso = with_ana_twice();
    let made = &mut contoso.made;
    review(made);
    let administrator = made.desk.persona;
    made.desk.persona = Person::User(made.approver);
    made.at(Screen::OwnReviews)
        .press("x")
        .expect("loses")
        .expect_no("holds no other package");
    made.desk.press("Ctrl-S").expect("Denied: Ana Lima.");
    made.desk
        .press("down x")
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .press("esc a Ctrl-S")
        .press("e")
        .expect_no("holds no other package")
        .press("right")
        .expect("Ana Lima holds no other package")
        .press("left esc");
    made.desk.persona = administrator;
    made.at(Screen::Reviews)
        .press("x")
        .expect_no("holds no other package");
    made.desk.press("esc esc");
    made.desk.persona = Person::User(made.approver);
    made.at(Screen::OwnReviews).press("* x");
    made.desk
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .press("Ctrl-S")
        .expect("Denied");
}

#[test]
fn following_recommendations_says_what_becomes_of_guests_whose_last_package_is_to_go() {
    let mut contoso = contoso();
    let (package, policy) = (ObjectRef::from(contoso.package), contoso.policy);
    assign(&mut contoso.made, package, policy, contoso.ana);
    let ana = account(&contoso);
    let made = &mut contoso.made;
    made.desk.sign_in(ana);
    made.desk.wait(Span::days(40));
    review(made);
    made.desk.persona = Person::User(made.approver);
    made.at(Screen::OwnReviews)
        .press("r")
        .expect("- Ana Lima")
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .press("enter")
        .expect("Not reviewed");
}

#[test]
fn a_review_that_is_stopped_says_what_becomes_of_guests_whose_last_package_goes() {
    let mut contoso = contoso();
    let (package, policy) = (ObjectRef::from(contoso.package), contoso.policy);
    let made = &mut contoso.made;
    assign(made, package, policy, contoso.ana);
    review(made);
    made.at(Screen::Reviews)
        .press("x")
        .expect("lose their access by that: 1")
        .expect("Ana Lima holds no other package: sign-in is blocked")
        .press("y")
        .expect("Ana Lima holds no package any more");
}
