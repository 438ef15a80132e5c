//! Who decides on a request: approvers are resolved when a stage opens and again whenever it matters.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::approval::ApprovalStage;
use crate::domain::id::{ConnectedOrganizationId, GroupId, Person, Principal, RequestId, UserId};
use crate::domain::index::Approver;
use crate::domain::organization::SponsorKind;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::subject::Unfit;
use crate::domain::subject_set::{ManagerLevel, SubjectSet};
use crate::domain::tenant::Tenant;

mod delegates;

pub use crate::domain::approval::StandIn;
pub use delegates::Delegate;

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
    if stage.is_escalation_enabled {
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
    let mut resolved = resolve(tenant, stage, Asker::of(request));
    if !request.progress.is_escalated() {
        resolved.alternates.clear();
        let people = &resolved.people;
        let decides = |delegate: &Delegate| people.contains(&delegate.approver);
        resolved.delegates.retain(decides);
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
    let groups = tenant.groups_of(user);
    let ways = as_oneself(tenant, user, &groups)
        .chain(groups.iter().copied().map(Approver::Group))
        .chain(in_the_place_of_others(tenant, user));
    let mut waiting: Vec<_> = ways
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

/// Lists the ways in which somebody decides by name, as a manager or as a sponsor.
fn as_oneself(
    tenant: &Tenant,
    user: UserId,
    groups: &BTreeSet<GroupId>,
) -> impl Iterator<Item = Approver> + use<> {
    std::iter::once(Approver::User(user))
        .chain(as_manager(tenant, user))
        .chain(as_sponsor(tenant, user, groups))
}

/// Lists the ways in which somebody decides for those who handed decisions over to them.
fn in_the_place_of_others(tenant: &Tenant, user: UserId) -> impl Iterator<Item = Approver> {
    let approvers = tenant.index.deciding_for.of(user);
    approvers.flat_map(|approver| as_oneself(tenant, *approver, &BTreeSet::new()))
}

/// Lists the ways in which somebody decides as a manager.
fn as_manager(tenant: &Tenant, user: UserId) -> Vec<Approver> {
    let reports: Vec<UserId> = tenant.index.reports_of.of(user).copied().collect();
    let second = reports
        .iter()
        .flat_map(|report| tenant.index.reports_of.of(*report))
        .map(|report| (*report, ManagerLevel::Second));
    let first = reports.iter().map(|report| (*report, ManagerLevel::First));
    first
        .chain(second)
        .flat_map(|(report, level)| {
            tenant
                .identities_of(Person::User(report))
                .map(move |identity| Approver::ManagerOf(identity, level))
        })
        .collect()
}

/// Lists the ways in which somebody decides as a sponsor, by name or through a group.
fn as_sponsor(tenant: &Tenant, user: UserId, groups: &BTreeSet<GroupId>) -> Vec<Approver> {
    let principals = groups.iter().copied().map(Principal::Group);
    let mut ways = Vec::new();
    for principal in principals.chain([Principal::User(user)]) {
        for organization in tenant.index.sponsored_organizations.of(principal) {
            let kinds = SponsorKind::ALL.iter();
            ways.extend(kinds.map(|kind| Approver::SponsorOf(*organization, *kind)));
        }
        for sponsored in tenant.index.sponsored_users.of(principal) {
            let identities = tenant.identities_of(Person::User(*sponsored));
            ways.extend(identities.map(Approver::SponsorOfUser));
        }
    }
    ways
}
