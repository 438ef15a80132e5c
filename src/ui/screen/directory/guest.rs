//! What is true of guests only: how they came in, who looks after them, and when they go.

use crate::domain::authority::visible;
use crate::domain::command::{Command, DirectoryCommand, UserReference};
use crate::domain::guest::{InvitationState, SubjectLifecycle};
use crate::domain::id::{ObjectRef, Person};
use crate::domain::subject::{User, UserType};
use crate::ui::action::Action;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

#[cfg(test)]
mod contoso;
#[cfg(test)]
mod leaving;

/// Brings the guest who is selected or shown under the care of entitlement management.
pub(super) const MARK_GOVERNED: Binding = Binding {
    keys: &[Chord::char('m')],
    action: Action::MarkGoverned,
    label: "mark governed",
    shown: Shown::Help,
    step: |scene, spot| {
        let ObjectRef::User(user) = spot.object()? else {
            return Err(Reason::new("no user is selected"));
        };
        let command = DirectoryCommand::MarkGuestGoverned(UserReference { user });
        let command = Command::from(command);
        scene.allows(&command)?;
        let name = scene.name(user);
        let done = format!("{name} is governed now and goes with the last package.");
        Ok(Step::Execute(Box::new(command), done.into()))
    },
};

/// Says what there is to know about a guest as one; nothing about members.
pub(super) fn lines(scene: &Scene<'_>, user: &User) -> Vec<DetailLine> {
    if user.user_type == UserType::Member {
        return Vec::new();
    }
    let mut lines = vec![
        DetailLine::Gap,
        DetailLine::heading("Guest"),
        DetailLine::fact("Lifecycle", in_words(user.lifecycle)),
    ];
    lines.extend(came_in(scene, user).map(|came| DetailLine::fact("Came in", came)));
    if let Some(state) = user.external_user_state {
        lines.push(DetailLine::Fact("Invitation".into(), invitation(state)));
    }
    if let Some(person) = user.external_identity {
        lines.push(DetailLine::fact("Home account", scene.name(person)));
    }
    if let Some(organization) = scene.tenant().organization_of(Person::User(user.id)) {
        lines.push(DetailLine::fact("Organization", scene.name(organization)));
    }
    lines.extend(departure(scene, user));
    lines
}

/// Says how a guest came in, as far as the persona may know what the guest holds; nothing is said of
/// members.
pub(super) fn came_in(scene: &Scene<'_>, user: &User) -> Option<String> {
    if user.user_type == UserType::Member {
        return None;
    }
    let Some(brought) = scene.tenant().brought_by(user) else {
        return Some("another way than a package".to_owned());
    };
    let now = scene.calendar.now;
    let is_known = visible(scene.tenant(), scene.persona, brought.id.into(), now);
    is_known.then(|| format!("through \"{}\"", scene.name(brought.access_package)))
}

/// Says who looks after an account; nothing is said of members.
const fn in_words(lifecycle: SubjectLifecycle) -> &'static str {
    match lifecycle {
        SubjectLifecycle::NotDefined => "not defined",
        SubjectLifecycle::NotGoverned => "Ungoverned, stays whatever it holds",
        SubjectLifecycle::Governed => "Governed, goes with the last package",
    }
}

fn invitation(state: InvitationState) -> Phrase {
    match state {
        InvitationState::PendingAcceptance => Phrase::signed(Tone::Pending, state.label()),
        InvitationState::Accepted => Phrase::plain(state.label()),
    }
}

/// Says what will happen to a guest who has lost the last package.
fn departure(scene: &Scene<'_>, user: &User) -> Vec<DetailLine> {
    let Some(departure) = user.departure else {
        return Vec::new();
    };
    let blocked = departure.blocked.then(|| {
        let text = "sign-in is blocked since the last package was lost";
        DetailLine::Text(Phrase::signed(Tone::Warning, text))
    });
    let deleted = departure.delete_at.map(|at| {
        let text = format!(
            "will be deleted {} unless a package is given",
            scene.calendar.near(at)
        );
        DetailLine::Text(Phrase::signed(Tone::Warning, &text))
    });
    blocked.into_iter().chain(deleted).collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;
    use crate::ui::screen::directory::guest::contoso::with_ana;

    #[test]
    fn a_guest_says_which_package_brought_them_in_and_that_they_go_with_it() {
        let mut made = with_ana();
        made.desk.expect("Governed");
        made.at(Screen::Users).press("down");
        made.desk.expect(">Ana Lima").press("enter");
        made.desk
            .expect("through \"Kit\"")
            .expect("Governed, goes with the last package")
            .expect("Pending acceptance");
        made.desk.press("m").expect("Not possible (mark governed)");
    }

    #[test]
    fn who_may_not_know_what_a_guest_holds_is_not_told_what_brought_them() {
        let mut made = with_ana();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Users).press("down enter");
        made.desk.expect("Governed").expect_no("Came in");
    }

    #[test]
    fn a_guest_made_by_hand_came_another_way_and_cannot_be_marked_without_a_package() {
        let mut made = Furnished::new();
        made.at(Screen::Users).press("n");
        made.desk
            .type_text("gus_fabrikam.com#EXT#@woodgrovebank.onmicrosoft.com");
        made.desk
            .press("tab")
            .type_text("Gus")
            .press("tab right tab tab tab");
        made.desk
            .type_text("gus@fabrikam.com")
            .press("Ctrl-S enter");
        made.desk
            .expect("Ungoverned")
            .expect("another way than a package")
            .press("m")
            .expect("no package that it requested itself");
    }

    #[test]
    fn a_member_is_no_guest() {
        let mut made = Furnished::new();
        let approver = made.approver;
        made.at(Screen::User(approver)).expect_no("Lifecycle");
        made.desk.press("m").expect("is a member, not a guest");
        made.desk.press("r").expect("it has not been deleted");
    }
}
