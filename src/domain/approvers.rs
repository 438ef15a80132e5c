//! Who decides on a request: approvers are resolved when a stage opens and again whenever it matters.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::approval::{ApprovalStage, StandIn};
use crate::domain::id::{ConnectedOrganizationId, Person, Principal, UserId};
use crate::domain::organization::SponsorKind;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::subject::Unfit;
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;

mod delegates;
mod waiting;

pub use delegates::Delegate;
pub use waiting::{each_waiting_for, waiting_for};

/// Why somebody whom a stage names cannot decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Dropped {
    /// Nobody decides on their own access.
    Oneself,
    /// The account is disabled or deleted.
    AccountUnavailable,
    /// The guest has not accepted the invitation yet.
    InvitationPending,
}

impl Dropped {
    /// Returns the words that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Oneself => "nobody decides on their own access",
            Self::AccountUnavailable => "the account is disabled or deleted",
            Self::InvitationPending => "the guest has not accepted the invitation",
        }
    }
}

/// On whose request a stage decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// Who asks; nobody when the system does.
    pub requestor: Option<Person>,
    /// Who would get access.
    pub target: Person,
    /// The organization that the target belongs to.
    pub organization: Option<ConnectedOrganizationId>,
}

impl Asker {
    /// Says on whose request it is: sponsors are those of the organization at that time.
    pub const fn of(request: &AssignmentRequest) -> Self {
        Self {
            requestor: request.requestor,
            target: request.target,
            organization: request.connected_organization,
        }
    }

    /// Says on whose request it would be if somebody asked for themselves now.
    pub fn by(tenant: &Tenant, person: Person) -> Self {
        Self {
            requestor: Some(person),
            target: person,
            organization: tenant.organization_of(person),
        }
    }
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
    /// Those who decide in the place of one of them.
    pub delegates: Vec<Delegate>,
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
        } else if self.alternates.contains(&user) {
            Some(StandIn::Alternate)
        } else {
            self.represented_by(user).map(|_| StandIn::Delegate)
        }
    }

    /// Returns in whose place a user decides, if it is not in their own right.
    pub fn represented_by(&self, user: UserId) -> Option<UserId> {
        if self.people.contains(&user) || self.alternates.contains(&user) {
            return None;
        }
        let mut delegates = self.delegates.iter();
        let found = delegates.find(|delegate| delegate.user == user)?;
        Some(found.approver)
    }
}

/// Resolves the approvers of a stage for somebody's request.
///
/// Requestor and target are dropped, and so are accounts that cannot sign in. When nobody is left
/// the fallback approvers step in, with the same filter; when nobody is left there either, the
/// stage waits and times out. It never approves itself. Alternates are resolved the same way.
pub fn resolve(tenant: &Tenant, stage: &ApprovalStage, asker: Asker) -> Resolved {
    let asks = if stage.is_escalation_enabled {
        Asks::AlternatesToo
    } else {
        Asks::ThoseItBeginsWith
    };
    resolve_as_far(tenant, stage, asker, asks)
}

/// Whom a stage asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Its approvers, as long as it is not forwarded.
    ThoseItBeginsWith,
    /// Its alternates as well.
    AlternatesToo,
}

/// Resolves those whom a stage asks by now, and those who decide in the place of one of them.
fn resolve_as_far(tenant: &Tenant, stage: &ApprovalStage, asker: Asker, asks: Asks) -> Resolved {
    let mut resolved = first_of(
        tenant,
        &stage.primary_approvers,
        &stage.fallback_primary_approvers,
        asker,
    );
    let mut naming = match resolved.stand_in {
        StandIn::Fallback => stage.fallback_primary_approvers.clone(),
        StandIn::Primary | StandIn::Alternate | StandIn::Delegate => {
            stage.primary_approvers.clone()
        }
    };
    if asks == Asks::AlternatesToo {
        let others = first_of(
            tenant,
            &stage.escalation_approvers,
            &stage.fallback_escalation_approvers,
            asker,
        );
        naming.extend(match others.stand_in {
            StandIn::Fallback => &stage.fallback_escalation_approvers,
            StandIn::Primary | StandIn::Alternate | StandIn::Delegate => {
                &stage.escalation_approvers
            }
        });
        resolved.alternates = others.people;
        resolved.dropped.extend(others.dropped);
    }
    if !tenant.index.delegates_of.is_empty() {
        // Whoever is named in a fallback that is not needed is not asked by that.
        let themselves = naming
            .iter()
            .flat_map(|set| expand(tenant, *set, asker))
            .filter(|(_, way)| *way == Way::AsThemselves)
            .map(|(user, _)| user)
            .collect();
        delegates::add(tenant, asker, &themselves, &mut resolved);
    }
    delegates::tidy(&mut resolved.dropped);
    resolved
}

/// Resolves those who decide about somebody's access, or those who do in their place when nobody
/// of them can.
pub fn first_of(
    tenant: &Tenant,
    sets: &[SubjectSet],
    instead: &[SubjectSet],
    asker: Asker,
) -> Resolved {
    let mut dropped = Vec::new();
    let mut fit = |sets: &[SubjectSet]| -> Vec<UserId> {
        let mut people = BTreeSet::new();
        for set in sets {
            people.extend(expand(tenant, *set, asker).map(|(user, _)| user));
        }
        people.retain(|user| match unfit(tenant, *user, asker) {
            Some(reason) => {
                dropped.push((*user, reason));
                false
            }
            None => true,
        });
        people.into_iter().collect()
    };
    let mut people = fit(sets);
    let mut stand_in = StandIn::Primary;
    if people.is_empty() {
        people = fit(instead);
        stand_in = StandIn::Fallback;
    }
    delegates::tidy(&mut dropped);
    Resolved {
        people,
        stand_in,
        alternates: Vec::new(),
        delegates: Vec::new(),
        dropped,
    }
}

/// How somebody comes to be among those whom a stage names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By name, as a manager or as a sponsor.
    AsThemselves,
    /// As one of a group.
    InAGroup,
}

fn expand(
    tenant: &Tenant,
    set: SubjectSet,
    asker: Asker,
) -> impl Iterator<Item = (UserId, Way)> + use<> {
    let principals: Vec<Principal> = match set {
        SubjectSet::SingleUser { user_id } => vec![Principal::User(user_id)],
        SubjectSet::GroupMembers { group_id } => vec![Principal::Group(group_id)],
        SubjectSet::RequestorManager { manager_level } => tenant
            .account_of(asker.target)
            .and_then(|account| tenant.manager_of(account, manager_level.steps()))
            .map(Principal::User)
            .into_iter()
            .collect(),
        SubjectSet::InternalSponsors => sponsors(tenant, asker, SponsorKind::Internal),
        SubjectSet::ExternalSponsors => sponsors(tenant, asker, SponsorKind::External),
        SubjectSet::TargetUserSponsors => tenant
            .account_of(asker.target)
            .and_then(|account| tenant.find_user(account))
            .map(|user| user.sponsors.iter().copied().collect())
            .unwrap_or_default(),
        SubjectSet::ConnectedOrganizationMembers { .. } => Vec::new(),
    };
    everybody(tenant, &principals).into_iter()
}

fn sponsors(tenant: &Tenant, asker: Asker, kind: SponsorKind) -> Vec<Principal> {
    asker
        .organization
        .and_then(|organization| tenant.find_organization(organization))
        .map(|organization| organization.sponsors(kind).iter().copied().collect())
        .unwrap_or_default()
}

fn everybody(tenant: &Tenant, principals: &[Principal]) -> Vec<(UserId, Way)> {
    let mut people = Vec::new();
    for principal in principals {
        match principal {
            Principal::User(user) => people.push((*user, Way::AsThemselves)),
            Principal::Group(group) => {
                let members = tenant.users_in(*group).into_iter();
                people.extend(members.map(|user| (user, Way::InAGroup)));
            }
        }
    }
    people
}

fn unfit(tenant: &Tenant, user: UserId, asker: Asker) -> Option<Dropped> {
    let oneself = |person| tenant.is_same_person(Person::User(user), person);
    if oneself(asker.target) || asker.requestor.is_some_and(oneself) {
        return Some(Dropped::Oneself);
    }
    let Some(account) = tenant.find_user(user) else {
        return Some(Dropped::AccountUnavailable);
    };
    account.unfit_to_decide().map(|unfit| match unfit {
        Unfit::Deleted | Unfit::Disabled => Dropped::AccountUnavailable,
        Unfit::InvitationPending => Dropped::InvitationPending,
    })
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
    let asks = if request.progress.is_escalated() {
        Asks::AlternatesToo
    } else {
        Asks::ThoseItBeginsWith
    };
    Some(resolve_as_far(tenant, stage, Asker::of(request), asks))
}

/// Says as what a user may decide on a request's open stage; `None` when they may not.
pub fn stand_in(tenant: &Tenant, request: &AssignmentRequest, user: UserId) -> Option<StandIn> {
    deciding(tenant, request)?.standing_of(user)
}
