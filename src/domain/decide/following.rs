//! Lets rules follow what a draft has done: groups that a rule fills, automatic policies, and access
//! that ends when its holder leaves the scope of its policy.
//!
//! What a rule gives may be what another one waits for, so the events of what follows are looked at
//! in their turn, until there are no new ones. The index leads from an edit to the rules that it
//! concerns; only a rule that is new itself is asked about everybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::context::IdSource;
use crate::domain::decide::{automatic, dynamic};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit};
use crate::domain::group::Group;
use crate::domain::id::{AssignmentId, GroupId, PackageId, PolicyId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::rule::{Attributes, Property};
use crate::domain::rule_turns::{RuleTurns, Ruled};
use crate::domain::subject::{Directory, User, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

mod exclusions;
mod scope;

/// What a rule has to be asked again.
pub(super) type Judgment = (Ruled, UserId);

/// Policies under which somebody was given access in vain, which is not tried twice at a time.
pub(super) type Attempts = BTreeSet<(PolicyId, UserId)>;

/// What events have come to for rules.
#[derive(Default)]
pub(super) struct Concerned {
    /// What is asked at once.
    judgments: BTreeSet<Judgment>,
    /// Groups that a rule has begun to fill.
    ruled: BTreeSet<GroupId>,
    /// Whoever lost a package that an automatic policy may give again.
    lost: BTreeSet<(PolicyId, UserId)>,
    /// What may be held by somebody who has left the scope of its policy.
    outside: BTreeSet<AssignmentId>,
    /// How many ceased to hold something under each policy.
    freed: BTreeMap<PolicyId, usize>,
}

/// Follows what a draft has done so far: whoever a rule admits now joins or gets access, whoever it
/// no longer admits leaves or loses it.
pub fn follow(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
) -> Result<(), Refusal> {
    let mut attempts = Attempts::new();
    let mut seen = 0;
    while seen < draft.events().len() {
        let mut concerned = Concerned::default();
        for event in draft.events().iter().skip(seen) {
            concerned.look(draft, &event.change);
        }
        for (policy, freed) in std::mem::take(&mut concerned.freed) {
            let waiting = automatic::waiting_for_room(draft, policy, freed);
            concerned.judgments.extend(waiting);
        }
        seen = draft.events().len();
        for group in concerned.ruled {
            dynamic::admit_no_groups(draft, group);
        }
        for (ruled, user) in concerned.judgments {
            judge(draft, now, ids, ruled, user, &mut attempts)?;
        }
        for held in concerned.outside {
            scope::leave(draft, now, ids, held)?;
        }
        for (policy, user) in concerned.lost {
            automatic::ask_soon(draft, now, policy, user);
        }
    }
    Ok(())
}

/// Asks the rules again whose judgment of somebody turns by now.
pub fn turn(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    user: UserId,
) -> Result<(), Refusal> {
    let turns = draft.rule_turns.find(user).cloned();
    let mut attempts = Attempts::new();
    for (ruled, at) in turns.iter().flat_map(RuleTurns::iter) {
        if at <= now {
            judge(draft, now, ids, ruled, user, &mut attempts)?;
        }
    }
    Ok(())
}

fn judge(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    ruled: Ruled,
    user: UserId,
    attempts: &mut Attempts,
) -> Result<(), Refusal> {
    match ruled {
        Ruled::Group(group) => {
            dynamic::judge(draft, group, user, now);
            Ok(())
        }
        Ruled::Policy(policy) => automatic::judge(draft, now, ids, (policy, user), attempts),
    }
}

impl Concerned {
    fn look(&mut self, tenant: &Tenant, change: &Change) {
        match change {
            Change::User(edit) => self.judgments.extend(about_user(tenant, edit)),
            Change::Group(edit) => self.group(tenant, edit),
            Change::Membership(edit) => {
                // Whose group was deleted has left it already.
                let gone = edit.old.as_ref().filter(|_| edit.new.is_none());
                if let Some(gone) = gone.filter(|it| tenant.find_live_group(it.group).is_some()) {
                    self.left(tenant, gone.group, || tenant.users_behind(gone.member));
                }
            }
            Change::Package(edit) => self.judgments.extend(exclusions::of_package(tenant, edit)),
            Change::Policy(edit) => {
                self.judgments.extend(automatic::about_policy(tenant, edit));
                self.outside.extend(scope::of_policy(tenant, edit));
            }
            Change::Directory(edit) => self.judgments.extend(about_guests(tenant, edit)),
            Change::Request(edit) => self.judgments.extend(automatic::forgotten(tenant, edit)),
            Change::RequestProgress(id, edit) => {
                let ended = automatic::waited_for(tenant, *id, edit);
                self.judgments.extend(ended);
            }
            Change::AssignmentProgress(id, edit) => {
                self.outside.extend(scope::given(*id, edit));
                self.ended(tenant, automatic::ended(tenant, *id, edit));
                if let Some(policy) = automatic::left(tenant, *id, edit) {
                    *self.freed.entry(policy).or_default() += 1;
                }
            }
            Change::ExternalPerson(_)
            | Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::Application(_)
            | Change::Site(_)
            | Change::RoleHolding(_)
            | Change::Organization(_)
            | Change::Settings(_)
            | Change::Catalog(_)
            | Change::RoleAssignment(_)
            | Change::Resource(_)
            | Change::ResourceRequest(_)
            | Change::Assignment(_)
            | Change::Review(_)
            | Change::ReviewItem(_)
            | Change::Delegation(_)
            | Change::CustomExtension(_)
            | Change::Callout(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => {}
        }
    }
}

impl Concerned {
    /// Takes note of a group that a rule fills otherwise than before, or that is gone.
    fn group(&mut self, tenant: &Tenant, edit: &Edit<Group>) {
        let (rules, filled) = dynamic::about_group(tenant, edit);
        self.judgments.extend(rules);
        self.ruled.extend(filled);
        let is_live = |group: &Group| group.deleted_date_time.is_none();
        let was = edit.old.as_deref().is_some_and(is_live);
        if let Some(group) = edit.new.as_deref().filter(|new| was && !is_live(new)) {
            self.left(tenant, group.id, || tenant.users_of_members(group.id));
        }
    }

    /// Takes note of some who left a group, or of whose group is gone.
    fn left(&mut self, tenant: &Tenant, group: GroupId, users: impl Fn() -> BTreeSet<UserId>) {
        let judged = exclusions::of_leaving(tenant, group, &users);
        self.judgments.extend(judged);
        self.outside
            .extend(scope::of_leaving(tenant, group, &users));
    }

    /// Takes note of somebody who ceased to hold a package.
    fn ended(&mut self, tenant: &Tenant, ended: Option<(PackageId, UserId)>) {
        let Some((package, user)) = ended else {
            return;
        };
        let others = exclusions::of_holder(tenant, package, user);
        self.judgments.extend(others);
        let policy = assigning(tenant, package);
        self.lost.extend(policy.map(|policy| (policy, user)));
    }
}

/// Finds the policy that assigns a package automatically.
pub(super) fn assigning(tenant: &Tenant, package: PackageId) -> Option<PolicyId> {
    let policies = tenant.index.policies_of.of(package).copied();
    let mut policies = policies.filter_map(|id| tenant.find_policy(id));
    policies
        .find(|policy| policy.terms.assigning().is_some())
        .map(|policy| policy.id)
}

/// Lists the rules that see another person than before, and the automatic policies that can give
/// something to somebody who may sign in again.
fn about_user(tenant: &Tenant, edit: &Edit<User>) -> BTreeSet<Judgment> {
    let live = |user: &&User| user.deleted_date_time.is_none();
    let old = edit.old.as_deref().filter(live);
    let new = edit.new.as_deref().filter(live);
    let Some(user) = edit.latest().map(|user| user.id) else {
        return BTreeSet::new();
    };
    let reading = &tenant.index.rules_reading;
    let mut found: BTreeSet<Judgment> = Property::ALL
        .iter()
        .filter(|property| match (old, new) {
            (Some(old), Some(new)) => old.value(**property) != new.value(**property),
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        })
        .flat_map(|property| reading.of(*property))
        .map(|ruled| (*ruled, user))
        .collect();
    if old.map(User::is_active) != new.map(User::is_active) {
        let policies = tenant.index.policies_automatic.of(());
        found.extend(policies.map(|policy| (Ruled::Policy(*policy), user)));
    }
    found
}

/// Lists every guest under every automatic policy when other domains are let in than before.
fn about_guests(tenant: &Tenant, edit: &Edit<Directory>) -> Vec<Judgment> {
    let listed = |record: Option<&Directory>| record.map(|it| it.sharing.b2b.clone());
    let policies = || tenant.index.policies_automatic.of(()).copied();
    let same = listed(edit.old.as_deref()) == listed(edit.new.as_deref());
    if same || policies().next().is_none() {
        return Vec::new();
    }
    let guests = tenant.users.iter();
    guests
        .filter(|user| user.user_type == UserType::Guest)
        .flat_map(|user| policies().map(|policy| (Ruled::Policy(policy), user.id)))
        .collect()
}
