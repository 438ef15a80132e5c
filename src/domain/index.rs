//! Ways into the tenant that cost no scan: who is in what, what belongs to what, what is due.
//!
//! `apply` keeps the index beside the records. Everything in it follows from one record at a time,
//! so it can always be computed again and compared.

use crate::domain::assignment::Assignment;
use crate::domain::catalog::{Catalog, CatalogType};
use crate::domain::delegation::{Delegation, DelegationState};
use crate::domain::entitlement_role::RoleAssignment;
use crate::domain::id::{
    AssignmentId, CalloutId, CalloutSubject, CatalogId, ConnectedOrganizationId, CustomExtensionId,
    DelegationId, ExternalPersonId, GroupId, ObjectKind, ObjectRef, PackageId, Person, PolicyId,
    Principal, RequestId, ResourceId, ResourceRequestId, ReviewId, RoleAssignmentId, SiteId,
    UserId,
};
use crate::domain::organization::{SourceKey, SponsorKind};
use crate::domain::package::AccessPackage;
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy};
use crate::domain::resource::{Origin, Resource, ResourceRole};
use crate::domain::resource_request::ResourceRequest;
use crate::domain::review::{AccessReview, ReviewItem, ReviewStatus};
use crate::domain::rule::Property;
use crate::domain::rule_turns::Ruled;
use crate::domain::subject::DirectoryRole;
use crate::domain::subject_set::ManagerLevel;
use crate::domain::text::NameKey;
use crate::domain::text::lookalike::Look;
use crate::domain::time::Timestamp;

mod due;
mod entries;
mod relation;

pub use relation::Relation;

use relation::Presence;

pub use due::DueKind;

/// What a relation leads to; the smallest value is where its range begins.
pub trait Least: Ord + Clone {
    /// Returns the smallest value.
    fn least() -> Self;
}

macro_rules! least {
    ($($name:ty = $value:expr;)*) => {$(
        impl Least for $name {
            fn least() -> Self {
                $value
            }
        }
    )*};
}

least! {
    UserId = Self::MIN;
    GroupId = Self::MIN;
    ConnectedOrganizationId = Self::MIN;
    CatalogId = Self::MIN;
    ResourceId = Self::MIN;
    ResourceRequestId = Self::MIN;
    RoleAssignmentId = Self::MIN;
    PackageId = Self::MIN;
    PolicyId = Self::MIN;
    RequestId = Self::MIN;
    AssignmentId = Self::MIN;
    ReviewId = Self::MIN;
    CustomExtensionId = Self::MIN;
    CalloutId = Self::MIN;
    DelegationId = Self::MIN;
    SiteId = Self::MIN;
    Origin = Self::MIN;
    ResourceRole = Self::MIN;
    ObjectRef = Self::MIN;
    Person = Self::User(UserId::MIN);
    NameKey = Self::of("");
    Look = Self::LEAST;
    Timestamp = Self::from_seconds(0);
    DueKind = Self::FIRST;
    Ruled = Self::Group(GroupId::MIN);
}

impl<A: Least, B: Least> Least for (A, B) {
    fn least() -> Self {
        (A::least(), B::least())
    }
}

macro_rules! relations {
    ($($(#[$doc:meta])* $field:ident, $entry:ident: $key:ty => $value:ty;)*) => {
        /// All relations of the tenant.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Index {
            $($(#[$doc])* pub $field: Relation<$key, $value>,)*
        }

        /// One pair of one relation.
        #[derive(PartialEq, Eq, PartialOrd, Ord)]
        enum Entry {
            $($entry($key, $value),)*
        }

        impl Index {
            fn set(&mut self, entry: Entry, presence: Presence) {
                match entry {
                    $(Entry::$entry(key, value) => self.$field.set(key, value, presence),)*
                }
            }
        }
    };
}

relations! {
    /// Objects of a kind by name; deleted users and groups are not among them.
    named, Named: ObjectKind => (NameKey, ObjectRef);
    /// People by the name they sign in with.
    sign_in_names, SignInName: NameKey => Person;
    /// People by what their names, and the names they sign in with, look like.
    look_alikes, LookAlike: Look => Person;
    /// Users by department; deleted ones are not among them.
    users_in, UserIn: NameKey => UserId;
    /// Deleted users and groups.
    deleted, Deleted: ObjectKind => ObjectRef;
    /// Groups that a user or group is a direct member of.
    groups_of, GroupOf: Principal => GroupId;
    /// Groups and policies whose rules read a property.
    rules_reading, RuleReading: Property => Ruled;
    /// Users about whom a rule is asked again as time passes.
    turns_under, TurnUnder: Ruled => UserId;
    /// Groups that a user owns.
    owned_groups, OwnedGroup: UserId => GroupId;
    /// Applications and sites that a user owns.
    owned_objects, OwnedObject: UserId => ObjectRef;
    /// Sites by their addresses.
    sites_by_url, SiteByUrl: NameKey => SiteId;
    /// Sites by the host at which they lie.
    sites_at, SiteAt: NameKey => SiteId;
    /// Roles that a user has on applications, sites and the directory by a record of its own.
    holdings_of, HoldingOf: UserId => (Origin, ResourceRole);
    /// Active users who hold a role over the directory.
    role_holders, RoleHolder: DirectoryRole => UserId;
    /// Users whose manager somebody is.
    reports_of, ReportOf: UserId => UserId;
    /// The guest of a person from elsewhere, a deleted one included.
    guests_of, GuestOf: ExternalPersonId => UserId;
    /// Guests who go with their last package; deleted ones are not among them.
    governed_guests, GovernedGuest: () => UserId;
    /// Users for whom a user or group vouches.
    sponsored_users, SponsoredUser: Principal => UserId;
    /// Organizations for whose people a user or group vouches.
    sponsored_organizations, SponsoredOrganization: Principal => ConnectedOrganizationId;
    /// The organization whose people are recognized by a source.
    organizations_by, OrganizationBy: SourceKey => ConnectedOrganizationId;
    /// Catalogs of a type.
    catalogs_of_type, CatalogOfType: CatalogType => CatalogId;
    /// Roles of entitlement management that are held in a catalog, or in the whole directory.
    appointed_in, AppointedIn: Option<CatalogId> => RoleAssignmentId;
    /// Roles of entitlement management of a user or group.
    appointments_of, AppointmentOf: Principal => RoleAssignmentId;
    /// Resources of a catalog.
    resources_of, ResourceOf: CatalogId => ResourceId;
    /// Requests about resources of a catalog.
    resource_requests_of, ResourceRequestOf: CatalogId => (Timestamp, ResourceRequestId);
    /// Catalogs' resources made from an object.
    resources_from, ResourceFrom: Origin => ResourceId;
    /// Packages of a catalog.
    packages_of, PackageOf: CatalogId => PackageId;
    /// Packages that give a role on a resource.
    packages_using, PackageUsing: ResourceId => PackageId;
    /// Packages that exclude the holders of a package.
    excluded_by_package, ExcludedByPackage: PackageId => PackageId;
    /// Packages that exclude the members of a group.
    excluded_by_group, ExcludedByGroup: GroupId => PackageId;
    /// Policies of a package.
    policies_of, PolicyOf: PackageId => PolicyId;
    /// Automatic policies that are switched on.
    policies_automatic, PolicyAutomatic: () => PolicyId;
    /// Policies that are switched off, by name.
    policies_off, PolicyOff: () => (NameKey, PolicyId);
    /// Policies that admit somebody.
    policies_for, PolicyFor: Admitted => PolicyId;
    /// Policies that name a user or group, as requestor, approver or reviewer.
    policies_naming, PolicyNaming: Principal => PolicyId;
    /// Requests by the time they were made.
    requests_of_kind, RequestOfKind: RequestPhase => (Timestamp, RequestId);
    /// Requests by the hour in which they were made, counted for the traffic of days in any zone.
    requests_made, RequestMade: Hour => (Timestamp, RequestId);
    /// Requests about somebody.
    requests_of, RequestOf: Person => (Timestamp, RequestId);
    /// Requests that somebody filed for those who report to them.
    filed_by, FiledBy: Person => (Timestamp, RequestId);
    /// Requests about others that somebody made as whoever manages assignments.
    ordered_by, OrderedBy: Person => (Timestamp, RequestId);
    /// Requests for a package.
    requests_for, RequestFor: PackageId => (Timestamp, RequestId);
    /// Open requests for a package under a policy.
    open_under, OpenUnder: PolicyId => RequestId;
    /// The open request for more time with an assignment.
    open_extensions, OpenExtension: AssignmentId => RequestId;
    /// The open request for new access of somebody to a package.
    open_adds, OpenAdd: (PackageId, Person) => RequestId;
    /// Requests that wait for somebody's decision.
    waiting_for, WaitingFor: Approver => (Timestamp, RequestId);
    /// Requests with a decided stage, by those who were asked or decided.
    decided_by, DecidedBy: UserId => (Timestamp, RequestId);
    /// Requests about whose open stage somebody was asked, who may have lost the say since.
    asked_about, AskedAbout: UserId => (Timestamp, RequestId);
    /// The removal by which an approver took the approval of a request back.
    revocations_of, RevocationOf: RequestId => RequestId;
    /// Delegations of an approver or to a delegate.
    delegations_of, DelegationOf: UserId => (Timestamp, DelegationId);
    /// The delegation of an approver that is not over.
    open_delegations, OpenDelegation: UserId => DelegationId;
    /// Who decides in an approver's place.
    delegates_of, DelegateOf: UserId => UserId;
    /// In whose place somebody decides.
    deciding_for, DecidingFor: UserId => UserId;
    /// Assignments of somebody.
    assignments_of, AssignmentOf: Person => (Timestamp, AssignmentId);
    /// Assignments of a package.
    assignments_to, AssignmentTo: PackageId => (Timestamp, AssignmentId);
    /// Active assignments of a package.
    active_to, ActiveTo: PackageId => AssignmentId;
    /// Active assignments under a policy.
    active_under, ActiveUnder: PolicyId => AssignmentId;
    /// The active assignment of somebody to a package.
    held, Held: (PackageId, Person) => AssignmentId;
    /// Reviews of a package, by the time they begin.
    reviews_of, ReviewOf: PackageId => (Timestamp, ReviewId);
    /// Reviews under a policy that have not begun, or that reviewers decide in.
    reviews_ahead, ReviewAhead: (PolicyId, ReviewStatus) => ReviewId;
    /// Open reviews that ask a user or group by name.
    reviews_asking, ReviewAsking: Principal => ReviewId;
    /// Reviews in which somebody was asked to decide, those that are over included.
    reviews_asked_of, ReviewAskedOf: UserId => ReviewId;
    /// Reviews in which somebody decided, with whose access that was about.
    reviews_decided_by, ReviewDecidedBy: UserId => (ReviewId, UserId);
    /// Reviews in the order in which they begin, those that are not over apart.
    reviews_by_start, ReviewByStart: ReviewPhase => (Timestamp, ReviewId);
    /// Reviews that an assignment went through.
    reviews_through, ReviewThrough: AssignmentId => ReviewId;
    /// Requests that are over by the time they ended; how long their records are kept is a setting.
    ended, Ended: () => (Timestamp, RequestId);
    /// Custom extensions of a catalog.
    extensions_of, ExtensionOf: CatalogId => CustomExtensionId;
    /// Policies that call a custom extension.
    policies_calling, PolicyCalling: CustomExtensionId => PolicyId;
    /// Calls about a request or an assignment, by the time they were made.
    callouts_about, CalloutAbout: CalloutSubject => (Timestamp, CalloutId);
    /// What time will do, in the order in which it will, but for what the settings decide.
    due, Due: () => (Timestamp, (DueKind, ObjectRef));
}

/// An hour of time, counted from the beginning of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(i64);

impl Hour {
    /// How many seconds it has.
    const SECONDS: i64 = 3_600;

    /// Returns the hour in which an instant lies.
    pub const fn of(at: Timestamp) -> Self {
        Self(at.seconds().div_euclid(Self::SECONDS))
    }

    /// Returns the hour after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Tells whether all of it lies between two instants, both included.
    pub const fn is_within(self, from: Timestamp, until: Timestamp) -> bool {
        let first = self.0.saturating_mul(Self::SECONDS);
        let last = first.saturating_add(Self::SECONDS - 1);
        from.seconds() <= first && last <= until.seconds()
    }
}

/// Whom a policy admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Admitted {
    /// A user by name, or the members of a group.
    Principal(Principal),
    /// Specific users and groups, whoever they are.
    Specific,
    /// Every member of the directory.
    AllMembers,
    /// Everybody in the directory.
    AllUsers,
    /// People of an organization.
    Organization(ConnectedOrganizationId),
    /// People of organizations that an administrator set up.
    ConfiguredOrganizations,
    /// Every external person.
    AllExternal,
}

/// Whether a request still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestPhase {
    /// Any request.
    Any,
    /// It waits for a decision.
    Pending,
    /// Something of its delivery failed.
    Failed,
}

/// Whether reviewers decide in a review now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewPhase {
    /// It is open.
    Open,
    /// It has not begun, or reviewers are done with it.
    Closed,
}

/// Through what somebody is an approver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Approver {
    /// By name.
    User(UserId),
    /// As a member of a group.
    Group(GroupId),
    /// As the manager of the target, so many levels up.
    ManagerOf(Person, ManagerLevel),
    /// As a sponsor of the target's organization.
    SponsorOf(ConnectedOrganizationId, SponsorKind),
    /// As a sponsor of the target.
    SponsorOfUser(Person),
}

/// A record with entries in the index.
pub(super) trait Indexed {
    /// Calls `add` with each entry of the record.
    fn entries(&self, add: &mut dyn FnMut(IndexEntry));
}

/// An entry, opaque outside this module.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct IndexEntry(Entry);

/// Lists a record's entries; none where there is no record.
pub(super) fn entries<T: Indexed>(record: Option<&T>) -> Vec<IndexEntry> {
    let mut entries = Vec::new();
    if let Some(record) = record {
        record.entries(&mut |entry| entries.push(entry));
    }
    entries
}

impl Index {
    /// Adds a record's entries.
    pub(super) fn learn(&mut self, record: &dyn Indexed) {
        record.entries(&mut |entry| self.set(entry.0, Presence::There));
    }

    /// Takes the entries that a record has now for those it had; what is in both is left alone,
    /// which at most edits is all of them.
    pub(super) fn exchange(&mut self, mut had: Vec<IndexEntry>, mut has: Vec<IndexEntry>) {
        // In order, each is found among the others without going through all of them.
        had.sort_unstable();
        has.sort_unstable();
        has.dedup();
        let mut kept = vec![false; has.len()];
        for entry in had {
            match has.binary_search(&entry) {
                Ok(place) => kept
                    .iter_mut()
                    .skip(place)
                    .take(1)
                    .for_each(|it| *it = true),
                Err(_) => self.set(entry.0, Presence::Gone),
            }
        }
        for (come, kept) in has.into_iter().zip(kept) {
            if !kept {
                self.set(come.0, Presence::There);
            }
        }
    }
}
