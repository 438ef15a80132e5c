//! Who decides on a request: approvers are resolved when a stage opens and again whenever it matters.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::approval::ApprovalStage;
use crate::domain::id::{Person, RequestId, UserId};
use crate::domain::index::Approver;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;

/// As what somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StandIn {
    /// As one of those the stage asks.
    Primary,
    /// In place of those, since nobody of them can decide.
    Fallback,
    /// Beside those, since they have let too much time pass.
    Alternate,
}

/// Why somebody whom a stage names cannot decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Dropped {
    /// Nobody decides on their own access.
    Oneself,
    /// The account is disabled or deleted.
    AccountUnavailable,
}

/// Who decides on a stage, and who would but for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Those who may decide; nobody when the request can only time out.
    pub people: Vec<UserId>,
    /// As what they decide.
    pub stand_in: StandIn,
    /// Those who may decide besides, once the stage is escalated.
    pub alternates: Vec<UserId>,
    /// Those who were dropped.
    pub dropped: Vec<(UserId, Dropped)>,
}

impl Resolved {
    /// Tells whether nobody can decide.
    pub const fn is_empty(&self) -> bool {
        self.people.is_empty() && self.alternates.is_empty()
    }

    /// Says as what a user decides, if they do.
    pub fn standing_of(&self, user: UserId) -> Option<StandIn> {
        if self.people.contains(&user) {
            Some(self.stand_in)
        } else {
            self.alternates
                .contains(&user)
                .then_some(StandIn::Alternate)
        }
    }
}

/// Resolves the approvers of a stage for somebody's request.
///
/// Requestor and target are dropped, and so are accounts that cannot sign in. When nobody is left
/// the fallback approvers step in, with the same filter; when nobody is left there either, the
/// stage waits and times out. It never approves itself. Alternates are resolved the same way.
pub fn resolve(
    tenant: &Tenant,
    stage: &ApprovalStage,
    requestor: Option<Person>,
    target: Person,
) -> Resolved {
    let mut dropped = Vec::new();
    let mut fit = |sets: &[SubjectSet]| -> Vec<UserId> {
        let mut people = BTreeSet::new();
        for set in sets {
            people.extend(expand(tenant, *set, target));
        }
        people.retain(|user| match unfit(tenant, *user, requestor, target) {
            Some(reason) => {
                dropped.push((*user, reason));
                false
            }
            None => true,
        });
        people.into_iter().collect()
    };
    let mut first_of = |sets: &[SubjectSet], instead: &[SubjectSet]| {
        let people = fit(sets);
        if people.is_empty() {
            (fit(instead), StandIn::Fallback)
        } else {
            (people, StandIn::Primary)
        }
    };
    let (people, stand_in) = first_of(&stage.primary_approvers, &stage.fallback_primary_approvers);
    let (alternates, _) = if stage.is_escalation_enabled {
        first_of(
            &stage.escalation_approvers,
            &stage.fallback_escalation_approvers,
        )
    } else {
        (Vec::new(), StandIn::Alternate)
    };
    dropped.sort_unstable();
    dropped.dedup();
    Resolved {
        people,
        stand_in,
        alternates,
        dropped,
    }
}

fn expand(tenant: &Tenant, set: SubjectSet, target: Person) -> BTreeSet<UserId> {
    match set {
        SubjectSet::SingleUser { user_id } => BTreeSet::from([user_id]),
        SubjectSet::GroupMembers { group_id } => tenant.users_in(group_id),
        SubjectSet::RequestorManager { manager_level } => tenant
            .account_of(target)
            .and_then(|account| tenant.manager_of(account, manager_level))
            .into_iter()
            .collect(),
    }
}

fn unfit(
    tenant: &Tenant,
    user: UserId,
    requestor: Option<Person>,
    target: Person,
) -> Option<Dropped> {
    let oneself = |person| tenant.is_same_person(Person::User(user), person);
    if oneself(target) || requestor.is_some_and(oneself) {
        return Some(Dropped::Oneself);
    }
    let active = tenant
        .find_user(user)
        .is_some_and(crate::domain::subject::User::is_active);
    (!active).then_some(Dropped::AccountUnavailable)
}

/// Returns the stage of a request that waits for a decision.
pub fn open_stage(request: &AssignmentRequest) -> Option<(usize, &ApprovalStage)> {
    let RequestState::PendingApproval { stage, .. } = request.progress.state else {
        return None;
    };
    request.stages.get(stage).map(|settings| (stage, settings))
}

/// Resolves those who may decide on a request's open stage now: alternates only once it is escalated.
pub fn deciding(tenant: &Tenant, request: &AssignmentRequest) -> Option<Resolved> {
    let (_, stage) = open_stage(request)?;
    let mut resolved = resolve(tenant, stage, request.requestor, request.target);
    if !request.progress.is_escalated() {
        resolved.alternates.clear();
    }
    Some(resolved)
}

/// Says as what a user may decide on a request's open stage; `None` when they may not.
pub fn stand_in(tenant: &Tenant, request: &AssignmentRequest, user: UserId) -> Option<StandIn> {
    deciding(tenant, request)?.standing_of(user)
}

/// Lists the requests that wait for a user's decision, oldest first.
///
/// Reads what waits for the user, for their groups and for them as a manager, never all requests.
pub fn waiting_for(tenant: &Tenant, user: UserId) -> Vec<RequestId> {
    each_waiting_for(tenant, user).collect()
}

/// Goes through the requests that wait for a user's decision, oldest first; whoever stops early
/// does not pay for resolving the approvers of the rest.
pub fn each_waiting_for(tenant: &Tenant, user: UserId) -> impl Iterator<Item = RequestId> {
    let groups = tenant.groups_of(user).into_iter().map(Approver::Group);
    let reports: Vec<UserId> = tenant.index.reports_of.of(user).copied().collect();
    let first = reports.iter().map(|report| (*report, 1));
    let second = reports
        .iter()
        .flat_map(|report| tenant.index.reports_of.of(*report))
        .map(|report| (*report, 2));
    let managed = first.chain(second).flat_map(|(report, level)| {
        tenant
            .identities_of(Person::User(report))
            .map(move |identity| Approver::ManagerOf(identity, level))
    });
    let mut waiting: Vec<_> = std::iter::once(Approver::User(user))
        .chain(groups)
        .chain(managed)
        .flat_map(|way| tenant.index.waiting_for.of(way))
        .copied()
        .collect();
    waiting.sort_unstable();
    waiting.dedup();
    waiting.into_iter().map(|(_, id)| id).filter(move |id| {
        tenant
            .find_request(*id)
            .is_some_and(|request| stand_in(tenant, request, user).is_some())
    })
}
