//! Decides the end of what was deleted: for 30 days it can be restored, then it is purged.
//!
//! A purged account or group remains as the name behind what has happened; it is nobody's member,
//! owner or manager any more, and its sign-in name is free. Policies may go on naming it, to no
//! effect, as they may in the service.

use crate::domain::context::IdSource;
use crate::domain::decide::assignment;
use crate::domain::decide::group::{disown, leave};
use crate::domain::decide::user::cancel_open_requests;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::Group;
use crate::domain::id::{AssignmentId, GroupId, Person, Principal, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::subject::{ExternalPerson, User};
use crate::domain::time::Timestamp;

/// Purges a deleted account: what it held is taken away, and every tie to it is cut.
pub fn user(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: UserId,
) -> Result<(), Refusal> {
    let old = draft.user(id)?.clone();
    cancel_open_requests(draft, now, id)?;
    let held: Vec<AssignmentId> = draft
        .assignments_about(Person::User(id))
        .into_iter()
        .map(|(_, assignment)| assignment)
        .filter(|assignment| {
            draft
                .find_assignment(*assignment)
                .is_some_and(|found| found.progress.state.is_active())
        })
        .collect();
    for assignment in held {
        assignment::expire(draft, now, ids, assignment)?;
    }
    leave_all(draft, Principal::User(id));
    let owned: Vec<GroupId> = draft.index.owned_groups.of(id).copied().collect();
    for group in owned {
        disown(draft, group, id);
    }
    let reports: Vec<UserId> = draft.index.reports_of.of(id).copied().collect();
    for report in reports {
        let old = draft.user(report)?.clone();
        let new = User {
            manager: None,
            ..old.clone()
        };
        draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
    }
    part_from_identity(draft, &old)?;
    let new = User {
        manager: None,
        external_identity: None,
        directory_roles: std::collections::BTreeSet::new(),
        purged_date_time: Some(now),
        ..old.clone()
    };
    draft.emit(Fact::UserPurged, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Lets somebody from elsewhere whose guest account goes be without one, so they can be invited anew.
fn part_from_identity(draft: &mut Draft<'_>, guest: &User) -> Result<(), Refusal> {
    let Some(identity) = guest.external_identity else {
        return Ok(());
    };
    let old = draft.external_person(identity)?.clone();
    let new = ExternalPerson {
        guest: None,
        ..old.clone()
    };
    draft.emit(
        Fact::ExternalPersonUpdated,
        Change::ExternalPerson(Edit::changed(old, new)),
    );
    Ok(())
}

/// Purges a deleted group: it loses its members and owners, and its place in other groups.
pub fn group(draft: &mut Draft<'_>, now: Timestamp, id: GroupId) -> Result<(), Refusal> {
    let old = draft.group(id)?.clone();
    let members: Vec<Principal> = draft.members(id).collect();
    for member in members {
        leave(draft, id, member);
    }
    let owners: Vec<UserId> = draft.owners(id).collect();
    for owner in owners {
        disown(draft, id, owner);
    }
    leave_all(draft, Principal::Group(id));
    let new = Group {
        purged_date_time: Some(now),
        ..old.clone()
    };
    draft.emit(Fact::GroupPurged, Change::Group(Edit::changed(old, new)));
    Ok(())
}

fn leave_all(draft: &mut Draft<'_>, member: Principal) {
    let groups: Vec<GroupId> = draft.index.groups_of.of(member).copied().collect();
    for group in groups {
        leave(draft, group, member);
    }
}
