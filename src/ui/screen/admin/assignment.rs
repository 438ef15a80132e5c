//! What there is to know about an assignment: rows, lines and the question before it is removed.

use crate::domain::assignment::{Assignment, AssignmentState, GrantStatus, ResourceGrant};
use crate::domain::command::{AssignmentReference, Command, RemoveAssignment, RequestCommand};
use crate::domain::guest::SubjectLifecycle;
use crate::domain::id::{AssignmentId, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::Column;
use crate::ui::form::{assignment as form, held};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::timeline::life;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording::{self, brief};

/// An assignment as a row: what its cells need, looked up.
pub(in crate::ui::screen) struct Row {
    package: Safe,
    target: Safe,
    state: AssignmentState,
    lifecycle: SubjectLifecycle,
    start: Phrase,
    end: Phrase,
    address: Safe,
    policy: Safe,
}

/// The column of the package.
pub(in crate::ui::screen) const PACKAGE: Column<Row> = Column::name("Package", 22, |row: &Row| {
    Phrase::plain(row.package.clone())
})
.least(11)
.priority(1);
/// The column of whoever holds it.
pub(in crate::ui::screen) const PERSON: Column<Row> =
    Column::name("Person", 14, |row: &Row| Phrase::plain(row.target.clone()))
        .least(11)
        .priority(1);
/// The column of where the assignment stands.
pub(in crate::ui::screen) const STATE: Column<Row> = Column::state("State", 14, |row: &Row| {
    brief::state(tone(row.state), row.state.label())
})
.short(9);
/// The column of who looks after the account of whoever holds it; blank for members.
pub(in crate::ui::screen) const LIFECYCLE: Column<Row> =
    Column::words("Lifecycle", 10, |row: &Row| {
        Phrase::plain(row.lifecycle.label())
    })
    .priority(3);
/// The column of when access ends or ended.
pub(in crate::ui::screen) const END: Column<Row> =
    Column::instant("End", |row: &Row| row.end.clone()).priority(2);

/// The column of when access began.
pub(in crate::ui::screen) const START: Column<Row> =
    Column::instant("Start", |row: &Row| row.start.clone()).priority(5);
/// The column of the policy under which access was given.
pub(in crate::ui::screen) const POLICY: Column<Row> =
    Column::words("Policy", 18, |row: &Row| Phrase::plain(row.policy.clone())).priority(6);
/// The column of what whoever holds it signs in with.
pub(in crate::ui::screen) const ADDRESS: Column<Row> =
    Column::address("Signs in as", 24, |row: &Row| {
        Phrase::plain(row.address.clone())
    })
    .priority(7);

/// Looks up what the cells of an assignment need.
pub(in crate::ui::screen) fn row(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let assignment = find(scene, object)?;
    let progress = &assignment.progress;
    let end = progress.expired_date_time.or(progress.ends());
    Some(Row {
        package: scene.name(assignment.access_package),
        target: scene.name(assignment.target),
        state: progress.state,
        lifecycle: lifecycle(scene, assignment),
        start: scene.calendar.when(progress.start),
        address: Safe::line(
            scene
                .tenant()
                .sign_in_name(assignment.target)
                .unwrap_or_default(),
        ),
        policy: scene.name(assignment.policy),
        end: end.map_or_else(|| Phrase::plain("never"), |end| scene.calendar.when(end)),
    })
}

/// Says who looks after the account of whoever holds an assignment.
fn lifecycle(scene: &Scene<'_>, assignment: &Assignment) -> SubjectLifecycle {
    let account = scene.tenant().account_of(assignment.target);
    let user = account.and_then(|id| scene.tenant().find_user(id));
    user.map_or(SubjectLifecycle::NotDefined, |user| user.lifecycle)
}

/// Finds an assignment behind a reference.
pub(in crate::ui::screen) fn find<'a>(
    scene: &Scene<'a>,
    object: ObjectRef,
) -> Option<&'a Assignment> {
    if let ObjectRef::Assignment(id) = object {
        scene.tenant().find_assignment(id)
    } else {
        None
    }
}

/// Says where an assignment stands, readable without color.
pub(super) fn state(assignment: &Assignment) -> Phrase {
    let state = assignment.progress.state;
    brief::state(tone(state), state.label())
}

/// Returns what the state of an assignment means.
const fn tone(state: AssignmentState) -> Tone {
    match state {
        AssignmentState::Delivering => Tone::Pending,
        AssignmentState::Delivered => Tone::Good,
        AssignmentState::PartiallyDelivered => Tone::Warning,
        AssignmentState::DeliveryFailed => Tone::Danger,
        AssignmentState::Expired => Tone::Disabled,
    }
}

/// Asks before taking the selected assignment away.
fn remove(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let id = selected(spot)?;
    let command = removal(id);
    scene.allows(&command)?;
    let found = find(scene, id.into()).ok_or_else(|| Reason::new("the assignment is gone"))?;
    let (person, package) = (scene.name(found.target), scene.name(found.access_package));
    let lines = vec![
        Phrase::plain(format!("{person} loses \"{package}\" at once.")),
        Phrase::plain("Roles that another assignment gives too stay."),
    ];
    let then = Step::Execute(Box::new(command), removed(scene, found));
    let question = Confirm::simple("Remove assignment?", lines, "Remove", then);
    Ok(Step::Ask(Box::new(question.growing())))
}

/// Says that an assignment is gone.
pub(in crate::ui::screen) fn removed(scene: &Scene<'_>, assignment: &Assignment) -> Safe {
    let person = scene.name(assignment.target);
    let package = scene.name(assignment.access_package);
    format!("{person} no longer holds \"{package}\".").into()
}

/// Removes the selected assignment.
pub(in crate::ui::screen) const REMOVE: Binding = Binding {
    keys: &[Chord::char('x')],
    action: Action::Remove,
    label: "remove",
    shown: Shown::Footer,
    step: remove,
};

/// Corrects what was answered for the selected assignment.
pub(in crate::ui::screen) const ANSWERS: Binding = Binding {
    keys: &[Chord::char('e')],
    action: Action::Edit,
    label: "edit answers",
    shown: Shown::Help,
    step: |scene, spot| {
        let id = selected(spot)?;
        let form = held::answer_anew(scene, id)?;
        Ok(Step::OpenForm(form, Some(id.into())))
    },
};

/// Gives the selected assignment a later end.
pub(in crate::ui::screen) const EXTEND: Binding = Binding {
    keys: &[Chord::char('i')],
    action: Action::Extend,
    label: "extend",
    shown: Shown::Footer,
    step: |scene, spot| {
        let id = selected(spot)?;
        scene.allows(&form::extension(id, scene.calendar.now))?;
        Ok(Step::OpenForm(&form::EXTEND, Some(id.into())))
    },
};

/// Gives again what the selected assignment should give.
pub(in crate::ui::screen) const REPROCESS: Binding = Binding {
    keys: &[Chord::char('R')],
    action: Action::Reprocess,
    label: "reprocess",
    shown: Shown::Footer,
    step: |scene, spot| {
        let assignment = selected(spot)?;
        let command = RequestCommand::ReprocessAssignment(AssignmentReference { assignment });
        let command = Command::from(command);
        scene.allows(&command)?;
        let name = scene.name(assignment);
        let done = format!("\"{name}\" was given again: what was missing is there.");
        Ok(Step::Execute(Box::new(command), done.into()))
    },
};

fn selected(spot: &Spot) -> Result<AssignmentId, Reason> {
    if let Some(ObjectRef::Assignment(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("no assignment is selected"))
    }
}

/// Returns the command that takes an assignment away.
pub(in crate::ui::screen) fn removal(assignment: AssignmentId) -> Command {
    RequestCommand::RemoveAssignment(RemoveAssignment {
        assignment,
        justification: None,
    })
    .into()
}

/// Says what there is to know about an assignment.
pub(in crate::ui::screen) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(assignment) = find(scene, object) else {
        return vec![DetailLine::text("This assignment is gone.")];
    };
    let progress = &assignment.progress;
    let mut lines = vec![
        DetailLine::fact("Person", scene.name(assignment.target)),
        DetailLine::fact("Package", scene.name(assignment.access_package)),
        DetailLine::fact("Policy", scene.name(assignment.policy)),
        DetailLine::Fact("State".into(), state(assignment)),
        DetailLine::fact("Since", scene.calendar.instant(progress.start)),
    ];
    lines.push(match (progress.expired_date_time, progress.ends()) {
        (Some(ended), _) => DetailLine::fact("Ended", scene.calendar.instant(ended)),
        (None, Some(end)) => DetailLine::fact("Ends", scene.calendar.instant(end)),
        (None, None) => DetailLine::fact("Ends", "never by itself"),
    });
    if let Some(leaves) = progress.leaves.filter(|_| progress.state.is_active()) {
        let until = scene.calendar.instant(leaves);
        let says = format!("the policy's rule no longer admits the person; kept until {until}");
        lines.push(DetailLine::fact("Grace", says));
    }
    match lifecycle(scene, assignment) {
        SubjectLifecycle::NotDefined => {}
        known @ (SubjectLifecycle::NotGoverned | SubjectLifecycle::Governed) => {
            lines.push(DetailLine::fact("Lifecycle", known.label()));
        }
    }
    if let Some(notice) = progress.notice.filter(|_| progress.state.is_active()) {
        let told = format!("told that it {}", notice.label());
        lines.push(DetailLine::fact("Notice", told));
    }
    lines.push(DetailLine::fact("Id", assignment.id.guid().to_string()));
    lines.extend(wording::answers(scene, &progress.answers));
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Resource roles"));
    let grants = progress.grants.iter();
    lines.extend(grants.map(|grant| DetailLine::Bullet(grant_in_words(scene, grant))));
    lines.extend(life::of(scene, assignment));
    lines
}

fn grant_in_words(scene: &Scene<'_>, grant: &ResourceGrant) -> Phrase {
    let given = wording::role(scene, grant.resource, grant.role);
    match grant.status {
        GrantStatus::PendingFulfillment => Phrase::signed(
            Tone::Pending,
            &format!("{given}: waits until the guest accepts the invitation"),
        ),
        GrantStatus::Fulfilled => Phrase::signed(Tone::Good, &given),
        GrantStatus::Failed(error) => {
            Phrase::signed(Tone::Danger, &format!("{given}: {}", error.label()))
        }
        GrantStatus::Revoked => Phrase::signed(Tone::Disabled, &format!("{given}: taken away")),
    }
}
