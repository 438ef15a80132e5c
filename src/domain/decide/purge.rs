//! Decides the end of what was deleted: for 30 days it can be restored, then it is purged.
//!
//! A purged account or group remains as the name behind what has happened; it is nobody's member,
//! owner or manager any more, and its sign-in name is free. A policy that admitted nobody but the
//! account goes with it; others may go on naming it, to no effect, as they may in the service.

use crate::domain::context::IdSource;
use crate::domain::decide::assignment;
use crate::domain::decide::delegation;
use crate::domain::decide::group::{disown, leave};
use crate::domain::decide::holding::release;
use crate::domain::decide::policy;
use crate::domain::decide::role;
use crate::domain::decide::user::cancel_open_requests;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::Group;
use crate::domain::id::{
    AssignmentId, ConnectedOrganizationId, GroupId, ObjectRef, Person, Principal, UserId,
};
use crate::domain::refusal::Refusal;
use crate::domain::subject::User;
use crate::domain::time::Timestamp;

/// Purges a deleted account: what it held is taken away, and every tie to it is cut.
pub fn user(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: UserId,
) -> Result<(), Refusal> {
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
    policy::orphan(draft, now, ids, id)?;
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
    let_go(draft, id)?;
    vouch_no_more(draft, Principal::User(id))?;
    role::dismiss_all(draft, Principal::User(id))?;
    delegation::end_of(draft, now, id)?;
    let old = draft.user(id)?.clone();
    let new = User {
        manager: None,
        external_identity: None,
        departure: None,
        directory_roles: std::collections::BTreeSet::new(),
        purged_date_time: Some(now),
        ..old.clone()
    };
    draft.emit(Fact::UserPurged, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Ends a user's roles on applications and sites, and their ownership of them.
fn let_go(draft: &mut Draft<'_>, id: UserId) -> Result<(), Refusal> {
    let held: Vec<_> = draft.index.holdings_of.of(id).copied().collect();
    for (object, role) in held {
        release(draft, object, role, id);
    }
    let owned: Vec<ObjectRef> = draft.index.owned_objects.of(id).copied().collect();
    for object in owned {
        if let ObjectRef::Application(application) = object {
            let old = draft.application(application)?.clone();
            let mut new = old.clone();
            new.owners.remove(&id);
            let change = Change::Application(Edit::changed(old, new));
            draft.emit(Fact::ApplicationUpdated, change);
        } else if let ObjectRef::Site(site) = object {
            let old = draft.site(site)?.clone();
            let mut new = old.clone();
            new.owners.remove(&id);
            draft.emit(Fact::SiteUpdated, Change::Site(Edit::changed(old, new)));
        }
    }
    Ok(())
}

/// Ends what an account vouches for: organizations and other accounts.
fn vouch_no_more(draft: &mut Draft<'_>, sponsor: Principal) -> Result<(), Refusal> {
    let index = &draft.index;
    let organizations = index.sponsored_organizations.of(sponsor);
    let organizations: Vec<ConnectedOrganizationId> = organizations.copied().collect();
    let users: Vec<UserId> = index.sponsored_users.of(sponsor).copied().collect();
    for id in organizations {
        let old = draft.organization(id)?.clone();
        let mut new = old.clone();
        new.internal_sponsors.remove(&sponsor);
        new.external_sponsors.remove(&sponsor);
        draft.emit(
            Fact::OrganizationUpdated,
            Change::Organization(Edit::changed(old, new)),
        );
    }
    for id in users {
        let old = draft.user(id)?.clone();
        let mut new = old.clone();
        new.sponsors.remove(&sponsor);
        draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
    }
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
    role::dismiss_all(draft, Principal::Group(id))?;
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
