//! Lets governed guests go once they have lost their last assignment, and foretells it.

use std::collections::BTreeSet;

use crate::domain::command::{ApprovalCommand, Command, RequestCommand, ReviewCommand};
use crate::domain::decide::approval;
use crate::domain::decide::guest::delete;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::guest::{Departure, Farewell, SubjectLifecycle};
use crate::domain::id::{AssignmentId, Person, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::reviewers;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// The guests who hold nothing more once some assignments have ended, and what becomes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Who; at least one.
    pub guests: BTreeSet<UserId>,
    /// What the settings do with each of them.
    pub farewell: Farewell,
}

/// Does what the settings say with a governed guest who has just lost the last assignment.
///
/// Guests who came another way stay as they are. The date of a deletion is fixed here, so that
/// later changes of the settings do not move it.
pub(in crate::domain::decide) fn bid(
    draft: &mut Draft<'_>,
    now: Timestamp,
    person: Person,
) -> Result<(), Refusal> {
    let leaver = leaver(draft, person, |_| true).cloned();
    let (Some(old), Some(farewell)) = (leaver, draft.settings.farewell()) else {
        return Ok(());
    };
    let blocks = farewell.blocks;
    let delete_at = farewell.deletes_after.map(|wait| now.plus(wait));
    let user = old.id;
    let new = User {
        account_enabled: old.account_enabled && !blocks,
        departure: Some(Departure {
            blocked: old.account_enabled && blocks,
            delete_at,
        }),
        ..old.clone()
    };
    let fact = if blocks {
        Fact::GuestBlocked
    } else {
        Fact::GuestDeletionScheduled
    };
    draft.emit(fact, Change::User(Edit::changed(old, new)));
    if delete_at == Some(now) {
        delete(draft, now, user)?;
    }
    Ok(())
}

/// Returns who goes once all of some assignments have ended, each before or after the others; `None`
/// where every account stays, since something else is held or nobody looks after it.
pub fn leaving(tenant: &Tenant, ending: &BTreeSet<AssignmentId>) -> Option<Leaving> {
    let farewell = tenant.settings.farewell()?;
    let held = ending.iter().filter_map(|id| tenant.find_assignment(*id));
    let guests: BTreeSet<UserId> = held
        .filter(|assignment| assignment.progress.state.is_active())
        .filter_map(|assignment| leaver(tenant, assignment.target, |id| !ending.contains(&id)))
        .map(|guest| guest.id)
        .collect();
    (!guests.is_empty()).then_some(Leaving { guests, farewell })
}

/// Returns the assignments that a command of a persona ends at once.
pub fn ended_by(tenant: &Tenant, command: &Command) -> BTreeSet<AssignmentId> {
    match command {
        Command::Request(command) => ended_by_request(command).into_iter().collect(),
        Command::Approval(command) => ended_by_approver(tenant, command).into_iter().collect(),
        Command::Review(ReviewCommand::StopReview(with)) => {
            let losing = reviewers::losing(tenant, with.review);
            losing.map(|item| item.assignment).collect()
        }
        Command::Review(
            ReviewCommand::DecideReview(_) | ReviewCommand::AcceptRecommendations(_),
        )
        | Command::Directory(_)
        | Command::Object(_)
        | Command::Organization(_)
        | Command::Catalog(_)
        | Command::Extension(_)
        | Command::Role(_)
        | Command::Package(_)
        | Command::Delegation(_) => BTreeSet::new(),
    }
}

const fn ended_by_request(command: &RequestCommand) -> Option<AssignmentId> {
    match command {
        RequestCommand::RemoveAssignment(with) => Some(with.assignment),
        RequestCommand::GiveBackAssignment(with) => Some(with.assignment),
        RequestCommand::SubmitRequest(_)
        | RequestCommand::CancelRequest(_)
        | RequestCommand::RequestExtension(_)
        | RequestCommand::AssignDirectly(_)
        | RequestCommand::ExtendAssignment(_)
        | RequestCommand::ChangeAnswers(_)
        | RequestCommand::ReprocessAssignment(_)
        | RequestCommand::ReprocessRequest(_)
        | RequestCommand::DeleteRequest(_) => None,
    }
}

fn ended_by_approver(tenant: &Tenant, command: &ApprovalCommand) -> Option<AssignmentId> {
    match command {
        ApprovalCommand::RevokeApproval(with) => approval::led_to(tenant, with.request),
        ApprovalCommand::ApproveRequest(_)
        | ApprovalCommand::DenyRequest(_)
        | ApprovalCommand::EditRequestAnswers(_) => None,
    }
}

/// Returns the governed guest behind a person who holds nothing of what counts.
fn leaver(tenant: &Tenant, person: Person, counts: impl Fn(AssignmentId) -> bool) -> Option<&User> {
    let guest = tenant.find_user(tenant.account_of(person)?)?;
    let governed = guest.lifecycle == SubjectLifecycle::Governed
        && guest.deleted_date_time.is_none()
        && guest.departure.is_none();
    let holds_anything = tenant.assignments_about(person).iter().any(|(_, id)| {
        let held = tenant.find_assignment(*id).filter(|_| counts(*id));
        held.is_some_and(|held| held.progress.state.is_active())
    });
    (governed && !holds_anything).then_some(guest)
}
