//! The question before a reviewer follows every recommendation of a review at once.

use std::collections::BTreeSet;

use crate::domain::command::{Command, ReviewCommand, ReviewReference};
use crate::domain::id::{AssignmentId, ReviewId};
use crate::domain::review::AccessReview;
use crate::domain::reviewers::{self, Following};
use crate::ui::form::review::ending;
use crate::ui::keymap::Spot;
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::review::by_name;
use crate::ui::screen::my_access::reviews::chosen;
use crate::ui::step::Step;
use crate::ui::view::Phrase;
use crate::ui::wording::guest::foretold;

/// The most people that the question names.
const NAMED: usize = 5;

/// Leads to the question, unless there is no recommendation to follow.
pub(super) fn accept(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let (_, review, _) = chosen(scene, spot)?;
    scene.allows(&command(review))?;
    let user = scene.persona.user();
    let left = user.and_then(|user| reviewers::recommended(scene.tenant(), review, user).next());
    if left.is_none() {
        return Err(Reason::new(
            "nothing undecided has a recommendation to follow",
        ));
    }
    Ok(Step::AskRecommended(review.id))
}

/// Returns the command that follows every recommendation of a review.
fn command(review: &AccessReview) -> Command {
    let with = ReviewReference { review: review.id };
    ReviewCommand::AcceptRecommendations(with).into()
}

/// Asks whether to follow every recommendation of a review, and says what comes of that.
///
/// Where that ends the access of several people, the name of the package has to be typed. Everybody
/// under review is counted, so it is made once the key is pressed and not for each frame.
pub fn question(scene: &Scene<'_>, review: ReviewId) -> Option<Confirm> {
    let review = scene.tenant().find_review(review)?;
    let following = reviewers::following(scene.tenant(), review, scene.persona.user()?);
    let lines = lines(scene, review, &following);
    let done = "Decided as recommended wherever nothing was decided yet.";
    let then = Step::Execute(Box::new(command(review)), done.into());
    let ask = Confirm::simple("Decide as recommended?", lines, "Decide", then);
    Some(if following.ends.len() > 1 {
        ask.heavy(scene.name(review.access_package))
    } else {
        ask
    })
}

/// Says how much stays and how much goes, who loses access by that, and from when it counts.
fn lines(scene: &Scene<'_>, review: &AccessReview, following: &Following<'_>) -> Vec<Phrase> {
    let package = scene.name(review.access_package);
    let end = scene.calendar.instant(review.end_date_time);
    let mut lines = vec![
        Phrase::plain(format!("What was recommended about \"{package}\":")),
        Phrase::plain(format!("Access kept: {}", following.kept.len())),
        Phrase::plain(format!("Access ends: {}", following.ends.len())),
    ];
    let losing = by_name(scene, following.ends.iter().copied()).into_iter();
    lines.extend(
        losing
            .take(NAMED)
            .map(|item| Phrase::plain(format!("- {}", scene.name(item.principal)))),
    );
    let more = following.ends.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(Phrase::plain(format!("- and {more} more")));
    }
    lines.push(Phrase::plain(format!("Left as is: {}", left(following))));
    let ends = following.ends.iter();
    let ending: BTreeSet<AssignmentId> = ends
        .flat_map(|item| ending(scene, item.assignment.into()))
        .collect();
    lines.extend(foretold(scene, &ending).map(Phrase::plain));
    let counts = "Counts when the review closes";
    lines.push(Phrase::plain(format!(
        "{counts}, {end}; until then each can be changed."
    )));
    lines
}

/// Says how much stays as it is, and why.
fn left(following: &Following<'_>) -> String {
    match (following.decided, following.undecided) {
        (0, 0) => "0".to_owned(),
        (decided, 0) => format!("{decided}, decided already"),
        (0, undecided) => format!("{undecided}, nothing recommended"),
        (decided, undecided) => {
            let all = decided + undecided;
            format!("{all} ({decided} decided already, {undecided} with nothing recommended)")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::{ObjectRef, Person, UserId};
    use crate::domain::time::Span;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Lets Approver review what people hold; those named first have signed in long ago, those named
    /// second lately, and Requestor never.
    fn under_review(gone: &[&str], lately: &[&str]) -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let reviewer = json!({
            "@odata.type": "#microsoft.graph.singleUser", "userId": made.approver});
        let policy = made.make(&json!({"do": "createPolicy", "with": {
            "accessPackage": package, "displayName": "Everybody",
            "allowedTargetScope": "allMemberUsers",
            "reviewSettings": {
                "isEnabled": true, "isSelfReview": false,
                "isReviewerJustificationRequired": false, "primaryReviewers": [reviewer],
                "schedule": {
                    "startDateTime": "2026-05-01T09:00:00Z",
                    "expiration": {"type": "afterDuration", "duration": "P10D"},
                    "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}}}}));
        let gone: Vec<UserId> = gone.iter().map(|name| user(&mut made, name)).collect();
        let lately: Vec<UserId> = lately.iter().map(|name| user(&mut made, name)).collect();
        let people = gone.iter().chain(&lately).copied().chain([made.requestor]);
        let targets: Vec<Person> = people.map(Person::User).collect();
        made.make(&json!({"do": "assignDirectly", "with": {
            "accessPackage": package, "policy": policy.guid(), "bypassApproval": true,
            "targets": targets}}));
        for user in gone {
            made.desk.sign_in(Person::User(user));
        }
        made.desk.wait(Span::days(55));
        for user in lately {
            made.desk.sign_in(Person::User(user));
        }
        made.desk.wait(Span::days(10));
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::OwnReviews);
        made
    }

    fn user(made: &mut Furnished, name: &str) -> UserId {
        let address = format!("{}@woodgrovebank.onmicrosoft.com", name.to_lowercase());
        let made: ObjectRef = made.make(&json!({"do": "createUser", "with": {
            "displayName": name, "userPrincipalName": address}}));
        UserId::new(made.guid())
    }

    #[test]
    fn following_recommendations_asks_with_counts_and_names_and_no_keeps_everything_open() {
        let mut made = under_review(&["Ada"], &["Bo", "Cy"]);
        made.desk
            .press("r")
            .expect("Decide as recommended?")
            .expect("Access kept: 2")
            .expect("Access ends: 1")
            .expect("- Ada")
            .expect("Left as is: 1, nothing recommended")
            .press("enter")
            .expect_no("Decided as recommended")
            .expect_no("- Denied");
        made.desk.press("r y").expect("Decided as recommended");
        made.desk.expect("- Denied").expect("ok Approved");
    }

    #[test]
    fn ending_the_access_of_several_wants_the_name_of_the_package() {
        let people = ["Ada", "Bea", "Cleo", "Dora", "Eve", "Fay", "Gil"];
        let mut made = under_review(&people, &[]);
        made.desk.press("x Ctrl-S r");
        made.desk
            .expect("Access ends: 6")
            .expect("- Fay")
            .expect("- and 1 more")
            .expect("Left as is: 2 (1 decided already, 1 with nothing recommended)")
            .expect("Type the name to go on: Kit");
        made.desk.press("y enter").expect_no("Decided as");
        made.desk.press("Ctrl-U").type_text("kit").press("enter");
        made.desk.expect("Decided as recommended");
    }
}
