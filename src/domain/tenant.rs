//! The tenant: every record, and lookups that refuse when something is not there.

use serde::{Deserialize, Serialize};

use crate::domain::application::Application;
use crate::domain::assignment::Assignment;
use crate::domain::callout::Callout;
use crate::domain::catalog::{Catalog, CatalogType};
use crate::domain::collection::Collection;
use crate::domain::custom_extension::CustomExtension;
use crate::domain::delegation::Delegation;
use crate::domain::entitlement_role::RoleAssignment;
use crate::domain::former_name::FormerName;
use crate::domain::group::{Group, Membership, Ownership};
use crate::domain::holding::RoleHolding;
use crate::domain::id::{
    ApplicationId, AssignmentId, CalloutId, CalloutSubject, CatalogId, ConnectedOrganizationId,
    CustomExtensionId, DelegationId, DirectoryId, ExternalPersonId, GroupId, ObjectKind, ObjectRef,
    PackageId, Person, PolicyId, Principal, RequestId, ResourceId, ResourceRequestId, ReviewId,
    RoleAssignmentId, SiteId, UserId,
};
use crate::domain::index::Index;
use crate::domain::organization::ConnectedOrganization;
use crate::domain::package::AccessPackage;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::request::AssignmentRequest;
use crate::domain::resource::{Origin, Resource, ResourceRole};
use crate::domain::resource_request::ResourceRequest;
use crate::domain::review::{AccessReview, ReviewItem};
use crate::domain::rule_turns::RuleTurns;
use crate::domain::settings::Settings;
use crate::domain::site::Site;
use crate::domain::subject::{Directory, DirectoryRole, ExternalPerson, TimeZone, User};
use crate::domain::time::Span;

/// All that is governed, and all that governs it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// The directories known here; one of them owns the resources.
    pub directories: Collection<Directory>,
    /// People without an account in the resource directory.
    pub external_persons: Collection<ExternalPerson>,
    /// Accounts, deleted ones included.
    pub users: Collection<User>,
    /// Organizations whose people may be let in.
    pub connected_organizations: Collection<ConnectedOrganization>,
    /// Groups, deleted ones included.
    pub groups: Collection<Group>,
    /// Who is in which group.
    pub memberships: Collection<Membership>,
    /// Who owns which group.
    pub ownerships: Collection<Ownership>,
    /// When rules are asked about users again.
    #[serde(default)]
    pub rule_turns: Collection<RuleTurns>,
    /// Applications.
    #[serde(default)]
    pub applications: Collection<Application>,
    /// Sites.
    #[serde(default)]
    pub sites: Collection<Site>,
    /// Who has which role on what, as far as groups and accounts do not say so.
    #[serde(default)]
    pub role_holdings: Collection<RoleHolding>,
    /// Catalogs.
    pub catalogs: Collection<Catalog>,
    /// Who has which role of entitlement management.
    #[serde(default)]
    pub role_assignments: Collection<RoleAssignment>,
    /// Resources of catalogs.
    pub resources: Collection<Resource>,
    /// Requests about resources.
    #[serde(default)]
    pub resource_requests: Collection<ResourceRequest>,
    /// Access packages.
    pub packages: Collection<AccessPackage>,
    /// Assignment policies.
    pub policies: Collection<AssignmentPolicy>,
    /// Assignment requests.
    pub requests: Collection<AssignmentRequest>,
    /// Assignments, ended ones included.
    pub assignments: Collection<Assignment>,
    /// Rounds of access reviews, past, present and next.
    #[serde(default)]
    pub reviews: Collection<AccessReview>,
    /// What was decided in them about whom.
    #[serde(default)]
    pub review_items: Collection<ReviewItem>,
    /// Custom extensions of catalogs.
    #[serde(default)]
    pub custom_extensions: Collection<CustomExtension>,
    /// Their calls.
    #[serde(default)]
    pub callouts: Collection<Callout>,
    /// What approvers handed over to whom, and when.
    #[serde(default)]
    pub delegations: Collection<Delegation>,
    /// The names that what was deleted had last; what is told of the past goes by them.
    #[serde(default)]
    pub former_names: Collection<FormerName>,
    /// The settings of entitlement management.
    pub settings: Settings,
    /// How far desk time has been moved forward.
    pub clock_ahead: Span,
    /// Ways in that cost no scan; follows from the records.
    #[serde(skip)]
    pub index: Index,
}

macro_rules! lookups {
    ($($find:ident $refuse:ident $field:ident($id:ident) -> $record:ident;)*) => {
        impl Tenant {$(
            #[doc = concat!("Finds one of the ", stringify!($field), ".")]
            pub fn $find(&self, id: $id) -> Option<&$record> {
                self.$field.find(id)
            }

            #[doc = concat!("Looks one of the ", stringify!($field), " up; refuses with `NotFound`.")]
            pub fn $refuse(&self, id: $id) -> Result<&$record, Refusal> {
                self.$field.find(id).ok_or_else(|| DeskRefusal::NotFound { object: id.into() }.into())
            }
        )*}
    };
}

lookups! {
    find_directory directory directories(DirectoryId) -> Directory;
    find_external_person external_person external_persons(ExternalPersonId) -> ExternalPerson;
    find_user user users(UserId) -> User;
    find_group group groups(GroupId) -> Group;
    find_application application applications(ApplicationId) -> Application;
    find_site site sites(SiteId) -> Site;
    find_organization organization connected_organizations(ConnectedOrganizationId) -> ConnectedOrganization;
    find_catalog catalog catalogs(CatalogId) -> Catalog;
    find_role_assignment role_assignment role_assignments(RoleAssignmentId) -> RoleAssignment;
    find_resource resource resources(ResourceId) -> Resource;
    find_resource_request resource_request resource_requests(ResourceRequestId) -> ResourceRequest;
    find_package package packages(PackageId) -> AccessPackage;
    find_policy policy policies(PolicyId) -> AssignmentPolicy;
    find_request request requests(RequestId) -> AssignmentRequest;
    find_assignment assignment assignments(AssignmentId) -> Assignment;
    find_custom_extension custom_extension custom_extensions(CustomExtensionId) -> CustomExtension;
    find_callout callout callouts(CalloutId) -> Callout;
    find_review review reviews(ReviewId) -> AccessReview;
    find_delegation delegation delegations(DelegationId) -> Delegation;
}

impl Tenant {
    /// Returns the directory that owns the resources, once the tenant is founded.
    pub fn resource_directory(&self) -> Option<&Directory> {
        self.directories
            .iter()
            .find(|directory| directory.is_resource_directory)
    }

    /// Returns the built-in catalog, once the tenant is founded.
    pub fn general_catalog(&self) -> Option<CatalogId> {
        let built_in = self.index.catalogs_of_type.of(CatalogType::ServiceDefault);
        built_in.copied().next()
    }

    /// Returns the zone in which dates without a time are read.
    pub fn time_zone(&self) -> TimeZone {
        self.resource_directory()
            .map_or(TimeZone::UTC, |directory| directory.time_zone)
    }

    /// Looks a user up who has not been deleted.
    pub fn live_user(&self, id: UserId) -> Result<&User, Refusal> {
        let user = self.user(id)?;
        if user.deleted_date_time.is_some() {
            return Err(DeskRefusal::NotFound { object: id.into() }.into());
        }
        Ok(user)
    }

    /// Looks a group up that has not been deleted.
    pub fn live_group(&self, id: GroupId) -> Result<&Group, Refusal> {
        let group = self.group(id)?;
        if group.deleted_date_time.is_some() {
            return Err(DeskRefusal::NotFound { object: id.into() }.into());
        }
        Ok(group)
    }

    /// Finds the group when it exists and has not been deleted.
    pub fn find_live_group(&self, id: GroupId) -> Option<&Group> {
        self.live_group(id).ok()
    }

    /// Tells whether there is a record of an object, deleted or not.
    pub fn contains(&self, object: ObjectRef) -> bool {
        match object {
            ObjectRef::Directory(id) => self.find_directory(id).is_some(),
            ObjectRef::ExternalPerson(id) => self.find_external_person(id).is_some(),
            ObjectRef::User(id) => self.find_user(id).is_some(),
            ObjectRef::Group(id) => self.find_group(id).is_some(),
            ObjectRef::Application(id) => self.find_application(id).is_some(),
            ObjectRef::Site(id) => self.find_site(id).is_some(),
            ObjectRef::DirectoryRole(id) => DirectoryRole::of(id).is_some(),
            ObjectRef::ConnectedOrganization(id) => self.find_organization(id).is_some(),
            ObjectRef::Catalog(id) => self.find_catalog(id).is_some(),
            ObjectRef::RoleAssignment(id) => self.find_role_assignment(id).is_some(),
            ObjectRef::ResourceRequest(id) => self.find_resource_request(id).is_some(),
            ObjectRef::Resource(id) => self.find_resource(id).is_some(),
            ObjectRef::AccessPackage(id) => self.find_package(id).is_some(),
            ObjectRef::Policy(id) => self.find_policy(id).is_some(),
            ObjectRef::Request(id) => self.find_request(id).is_some(),
            ObjectRef::Assignment(id) => self.find_assignment(id).is_some(),
            ObjectRef::CustomExtension(id) => self.find_custom_extension(id).is_some(),
            ObjectRef::Callout(id) => self.find_callout(id).is_some(),
            ObjectRef::Review(id) => self.find_review(id).is_some(),
            // The journal keeps these, not the tenant.
            ObjectRef::Entry(_) | ObjectRef::Mail(_) => false,
            ObjectRef::Delegation(id) => self.find_delegation(id).is_some(),
        }
    }

    /// Returns the name that an object goes by, or went by until it was deleted; `None` when it is
    /// unknown.
    ///
    /// A name says nothing of whether the object is there still: `contains` does.
    pub fn name_of(&self, object: ObjectRef) -> Option<&str> {
        self.present_name(object).or_else(|| {
            let former = self.former_names.find(object)?;
            Some(former.display_name.as_str())
        })
    }

    /// Returns the catalog that a package is in, or was in until it was deleted.
    pub fn catalog_of(&self, package: PackageId) -> Option<CatalogId> {
        let present = self.find_package(package).map(|package| package.catalog);
        present.or_else(|| self.former_names.find(package.into())?.catalog)
    }

    fn present_name(&self, object: ObjectRef) -> Option<&str> {
        Some(match object {
            ObjectRef::Directory(id) => self.find_directory(id)?.display_name.as_str(),
            ObjectRef::ExternalPerson(id) => self.find_external_person(id)?.display_name.as_str(),
            ObjectRef::User(id) => self.find_user(id)?.display_name.as_str(),
            ObjectRef::Group(id) => self.find_group(id)?.display_name.as_str(),
            ObjectRef::Application(id) => self.find_application(id)?.display_name.as_str(),
            ObjectRef::Site(id) => self.find_site(id)?.display_name.as_str(),
            ObjectRef::DirectoryRole(id) => DirectoryRole::of(id)?.label(),
            ObjectRef::ConnectedOrganization(id) => {
                self.find_organization(id)?.display_name.as_str()
            }
            ObjectRef::Catalog(id) => self.find_catalog(id)?.display_name.as_str(),
            ObjectRef::RoleAssignment(id) => self.find_role_assignment(id)?.role.label(),
            ObjectRef::ResourceRequest(id) => self.find_resource_request(id)?.display_name.as_str(),
            ObjectRef::Resource(id) => {
                let resource = self.find_resource(id)?;
                self.name_of(resource.origin.object())
                    .unwrap_or(resource.display_name.as_str())
            }
            ObjectRef::AccessPackage(id) => self.find_package(id)?.display_name.as_str(),
            ObjectRef::Policy(id) => self.find_policy(id)?.terms.display_name.as_str(),
            ObjectRef::Request(id) => self.name_of(self.find_request(id)?.access_package.into())?,
            ObjectRef::Assignment(id) => {
                self.name_of(self.find_assignment(id)?.access_package.into())?
            }
            ObjectRef::CustomExtension(id) => self.find_custom_extension(id)?.display_name.as_str(),
            ObjectRef::Callout(id) => self.find_callout(id)?.display_name.as_str(),
            ObjectRef::Review(id) => self.name_of(self.find_review(id)?.access_package.into())?,
            ObjectRef::Entry(_) | ObjectRef::Mail(_) => return None,
            ObjectRef::Delegation(id) => self.name_of(self.find_delegation(id)?.delegate.into())?,
        })
    }

    /// Returns the name a person signs in with.
    pub fn sign_in_name(&self, person: Person) -> Option<&str> {
        match person {
            Person::User(id) => self
                .find_user(id)
                .map(|user| user.user_principal_name.as_str()),
            Person::ExternalPerson(id) => self
                .find_external_person(id)
                .map(|person| person.user_principal_name.as_str()),
        }
    }

    /// Lists the direct members of a group.
    pub fn members(&self, group: GroupId) -> impl Iterator<Item = Principal> {
        self.memberships
            .from((group, Principal::User(UserId::MIN)))
            .take_while(move |membership| membership.group == group)
            .map(|membership| membership.member)
    }

    /// Lists the owners of a group.
    pub fn owners(&self, group: GroupId) -> impl Iterator<Item = UserId> {
        self.ownerships
            .from((group, UserId::MIN))
            .take_while(move |ownership| ownership.group == group)
            .map(|ownership| ownership.owner)
    }

    /// Lists who has which role on an application, a site or the directory by a record of its own.
    pub fn holdings_on(&self, object: Origin) -> impl Iterator<Item = &RoleHolding> {
        self.role_holdings
            .from((object, ResourceRole::MIN, UserId::MIN))
            .take_while(move |holding| holding.object == object)
    }

    /// Lists the items of a review.
    pub fn items_of(&self, review: ReviewId) -> impl Iterator<Item = &ReviewItem> {
        self.review_items
            .from((review, UserId::MIN))
            .take_while(move |item| item.review == review)
    }

    /// Lists the calls of custom extensions about a request or an assignment, the oldest first.
    pub fn callouts_about(&self, subject: CalloutSubject) -> impl Iterator<Item = &Callout> {
        let made = self.index.callouts_about.of(subject);
        made.filter_map(|(_, id)| self.find_callout(*id))
    }

    /// Lists live objects of a kind whose name begins a range of equal names.
    pub fn named(&self, kind: ObjectKind, name: &str) -> impl Iterator<Item = ObjectRef> {
        let key = crate::domain::text::NameKey::of(name);
        let end = key.clone();
        self.index
            .named
            .of_from(kind, (key, ObjectRef::MIN))
            .take_while(move |(found, _)| *found == end)
            .map(|(_, object)| *object)
    }

    /// Computes the index again from the records.
    pub fn rebuild_index(&mut self) {
        self.index = self.computed_index();
    }

    /// Computes what the index must be.
    pub fn computed_index(&self) -> Index {
        let mut index = Index::default();
        macro_rules! learn {
            ($($collection:ident)*) => {
                $(self.$collection.iter().for_each(|record| index.learn(record));)*
            };
        }
        learn! {
            directories
            external_persons
            users
            groups
            memberships
            ownerships
            applications
            sites
            rule_turns
            role_holdings
            connected_organizations
            catalogs
            role_assignments
            resources
            resource_requests
            packages
            policies
            requests
            assignments
            custom_extensions
            callouts
            delegations
            reviews
            review_items
        }
        index
    }
}
