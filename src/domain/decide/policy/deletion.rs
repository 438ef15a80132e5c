//! Deletes policies: by an administrator's command, or with the last user whom they admitted.

use crate::domain::context::{Context, IdSource};
use crate::domain::decide::{package, review};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{PolicyId, Principal, UserId};
use crate::domain::index::Admitted;
use crate::domain::refusal::Refusal;
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Deletes a policy; requests that run under it are canceled, and its reviews end.
pub(in crate::domain::decide) fn delete(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    policy: PolicyId,
) -> Result<(), Refusal> {
    let fact = Fact::PolicyDeleted;
    drop_record(draft, context.now, context.ids, fact, policy)
}

fn drop_record(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    fact: Fact,
    policy: PolicyId,
) -> Result<(), Refusal> {
    package::cancel_open_requests(draft, now, policy)?;
    review::forget(draft, now, ids, policy)?;
    let old = draft.policy(policy)?.clone();
    draft.emit(fact, Change::Policy(Edit::gone(old)));
    Ok(())
}

/// Deletes the policies that admit nobody any more once a user is purged, since they name that one
/// only; one under which somebody holds access stays.
pub(in crate::domain::decide) fn orphan(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    user: UserId,
) -> Result<(), Refusal> {
    let admitted = Admitted::Principal(Principal::User(user));
    let naming: Vec<PolicyId> = draft.index.policies_for.of(admitted).copied().collect();
    for policy in naming {
        let targets = &draft.policy(policy)?.terms.targets;
        let alone = targets.iter().all(|target| match target {
            SubjectSet::SingleUser { user_id } => *user_id == user || is_purged(draft, *user_id),
            SubjectSet::GroupMembers { .. }
            | SubjectSet::ConnectedOrganizationMembers { .. }
            | SubjectSet::RequestorManager { .. }
            | SubjectSet::TargetUserSponsors
            | SubjectSet::InternalSponsors
            | SubjectSet::ExternalSponsors => false,
        });
        if alone && draft.index.active_under.count(&policy) == 0 {
            drop_record(draft, now, ids, Fact::PolicyOrphaned, policy)?;
        }
    }
    Ok(())
}

fn is_purged(tenant: &Tenant, user: UserId) -> bool {
    tenant
        .find_user(user)
        .is_none_or(|user| user.purged_date_time.is_some())
}
