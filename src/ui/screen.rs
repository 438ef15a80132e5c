//! The screens, and the only place that tells them apart.
//!
//! A screen is a value of [`Screen`] (where we are) and a [`Page`] (what is there): tables and a
//! few short functions. To add one:
//!
//! 1. Write its file beside `admin/catalogs.rs`: a row struct with names looked up, `COLUMNS`,
//!    `BINDINGS`, the functions of [`ListPage`], and `pub const PAGE: Page`.
//! 2. Add a variant to [`Screen`], an arm to [`Screen::page`], and if people can go there from
//!    anywhere an entry in [`Screen::ROOTS`] and a row in `keymap/global.rs`.
//!
//! To add a key, add a row to the screen's `BINDINGS` (and a name to `action.rs` if it is a new
//! meaning). The row's `step` is asked for the footer and on the key alike: `Err` greys it.
//! To add a form, write its file beside `form/catalog.rs` and open it with `Step::OpenForm`.
//!
//! The tabs of an object are screens of their own that list one another in `tabs`.

use crate::domain::id::{
    AssignmentId, CatalogId, ConnectedOrganizationId, GroupId, ObjectRef, PackageId, RequestId,
    UserId,
};
use crate::domain::organization::SponsorKind;
use crate::domain::text::Safe;
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::view::{DetailLine, Head, Phrase};

pub mod admin;
pub mod approvals;
pub mod clock;
pub mod directory;
#[cfg(test)]
pub(crate) mod fixture;
pub mod home;
pub mod my_access;
pub mod sign_in;
pub mod timeline;
pub mod walk;
pub mod why;

use admin::{
    assignments, catalog, catalogs, organization, organizations, package, packages, request,
    requests,
};
use directory::{deleted, external_people, group, group_people, groups, properties, user, users};

/// Where we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// Before anybody has signed in.
    SignIn,
    /// All catalogs.
    Catalogs,
    /// What there is to know about a catalog.
    Catalog(CatalogId),
    /// All users.
    Users,
    /// What there is to know about a user.
    User(UserId),
    /// All groups.
    Groups,
    /// What there is to know about a group.
    Group(GroupId),
    /// The direct members of a group.
    GroupMembers(GroupId),
    /// The owners of a group.
    GroupOwners(GroupId),
    /// The resource directory itself.
    Properties,
    /// The people of other directories.
    ExternalPeople,
    /// Deleted users and groups.
    Deleted,
    /// What needs attention, for administrators.
    Home,
    /// The resources of a catalog.
    CatalogResources(CatalogId),
    /// The packages of a catalog.
    CatalogPackages(CatalogId),
    /// All access packages.
    Packages,
    /// What there is to know about a package.
    Package(PackageId),
    /// What a package gives.
    PackageRoles(PackageId),
    /// The policies of a package.
    PackagePolicies(PackageId),
    /// What excludes a package, and who has both.
    PackageSeparation(PackageId),
    /// The requests for a package.
    PackageRequests(PackageId),
    /// The assignments of a package.
    PackageAssignments(PackageId),
    /// All requests.
    Requests,
    /// What has become of a request, for administrators.
    Request(RequestId),
    /// All assignments.
    Assignments,
    /// All connected organizations.
    Organizations,
    /// What there is to know about a connected organization.
    Organization(ConnectedOrganizationId),
    /// Who vouches for an organization's people.
    OrganizationSponsors(ConnectedOrganizationId, SponsorKind),
    /// The packages that the persona may request.
    AvailablePackages,
    /// The access that the persona holds.
    ActiveAccess,
    /// The access that the persona held.
    ExpiredAccess,
    /// The requests about the persona.
    OwnRequests,
    /// Access that the persona holds or held.
    OwnAccess(AssignmentId),
    /// What has become of a request about the persona.
    OwnRequest(RequestId),
    /// What somebody without an account here sees in place of My Access.
    OwnPortal,
    /// The requests that wait for the persona's decision.
    PendingApprovals,
    /// The requests on which the persona was asked to decide.
    DecidedApprovals,
    /// A request as its approvers see it.
    Approval(RequestId),
    /// Now, and what time will do.
    Clock,
}

impl Screen {
    /// The screens that can be reached from anywhere, in the order in which the palette lists them.
    pub const ROOTS: &[Self] = &[
        Self::Home,
        Self::Catalogs,
        Self::Users,
        Self::Groups,
        Self::ExternalPeople,
        Self::Properties,
        Self::Deleted,
        Self::Packages,
        Self::Requests,
        Self::Assignments,
        Self::Organizations,
        Self::Clock,
    ];

    /// Returns what is on the screen.
    pub const fn page(self) -> &'static Page {
        match self {
            Self::SignIn => &sign_in::PAGE,
            Self::Catalogs => &catalogs::PAGE,
            Self::Catalog(_) => &catalog::PAGE,
            Self::Users => &users::PAGE,
            Self::User(_) => &user::PAGE,
            Self::Groups => &groups::PAGE,
            Self::Group(_) => &group::PAGE,
            Self::GroupMembers(_) => &group_people::MEMBERS,
            Self::GroupOwners(_) => &group_people::OWNERS,
            Self::Properties => &properties::PAGE,
            Self::ExternalPeople => &external_people::PAGE,
            Self::Deleted => &deleted::PAGE,
            Self::Home => &home::PAGE,
            Self::CatalogResources(_) => &catalog::resources::PAGE,
            Self::CatalogPackages(_) => &catalog::packages::PAGE,
            Self::Packages => &packages::PAGE,
            Self::Package(_) => &package::PAGE,
            Self::PackageRoles(_) => &package::roles::PAGE,
            Self::PackagePolicies(_) => &package::policies::PAGE,
            Self::PackageSeparation(_) => &package::separation::PAGE,
            Self::PackageRequests(_) => &package::requests::PAGE,
            Self::PackageAssignments(_) => &package::assignments::PAGE,
            Self::Requests => &requests::PAGE,
            Self::Request(_) => &request::PAGE,
            Self::Assignments => &assignments::PAGE,
            Self::Organizations => &organizations::PAGE,
            Self::Organization(_) => &organization::PAGE,
            Self::OrganizationSponsors(_, SponsorKind::Internal) => {
                &organization::sponsors::INTERNAL
            }
            Self::OrganizationSponsors(_, SponsorKind::External) => {
                &organization::sponsors::EXTERNAL
            }
            Self::AvailablePackages => &my_access::available::PAGE,
            Self::ActiveAccess => &my_access::held::ACTIVE,
            Self::ExpiredAccess => &my_access::held::EXPIRED,
            Self::OwnRequests => &my_access::requests::PAGE,
            Self::OwnAccess(_) => &my_access::access::PAGE,
            Self::OwnRequest(_) => &my_access::request::PAGE,
            Self::OwnPortal => &my_access::portal::PAGE,
            Self::PendingApprovals => &approvals::pending::PAGE,
            Self::DecidedApprovals => &approvals::decided::PAGE,
            Self::Approval(_) => &approvals::request::PAGE,
            Self::Clock => &clock::PAGE,
        }
    }

    /// Returns the object that the whole screen is about.
    pub fn object(self) -> Option<ObjectRef> {
        match self {
            Self::SignIn
            | Self::Home
            | Self::Catalogs
            | Self::Users
            | Self::Groups
            | Self::Properties
            | Self::ExternalPeople
            | Self::Deleted
            | Self::Packages
            | Self::Requests
            | Self::Assignments
            | Self::Organizations
            | Self::AvailablePackages
            | Self::ActiveAccess
            | Self::ExpiredAccess
            | Self::OwnRequests
            | Self::OwnPortal
            | Self::PendingApprovals
            | Self::DecidedApprovals
            | Self::Clock => None,
            Self::User(id) => Some(id.into()),
            Self::Group(id) | Self::GroupMembers(id) | Self::GroupOwners(id) => Some(id.into()),
            Self::Catalog(id) | Self::CatalogResources(id) | Self::CatalogPackages(id) => {
                Some(id.into())
            }
            Self::Package(id)
            | Self::PackageRoles(id)
            | Self::PackagePolicies(id)
            | Self::PackageSeparation(id)
            | Self::PackageRequests(id)
            | Self::PackageAssignments(id) => Some(id.into()),
            Self::Organization(id) | Self::OrganizationSponsors(id, _) => Some(id.into()),
            Self::OwnAccess(id) => Some(id.into()),
            Self::Request(id) | Self::OwnRequest(id) | Self::Approval(id) => Some(id.into()),
        }
    }

    /// Returns one screen of every kind, for tests of the tables.
    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        let guid = uuid::Uuid::nil();
        let (catalog, package) = (CatalogId::new(guid), PackageId::new(guid));
        vec![
            Self::SignIn,
            Self::Catalogs,
            Self::Users,
            Self::User(UserId::new(guid)),
            Self::Groups,
            Self::Group(GroupId::new(guid)),
            Self::GroupMembers(GroupId::new(guid)),
            Self::GroupOwners(GroupId::new(guid)),
            Self::Properties,
            Self::ExternalPeople,
            Self::Deleted,
            Self::Home,
            Self::Catalog(catalog),
            Self::CatalogResources(catalog),
            Self::CatalogPackages(catalog),
            Self::Packages,
            Self::Package(package),
            Self::PackageRoles(package),
            Self::PackagePolicies(package),
            Self::PackageSeparation(package),
            Self::PackageRequests(package),
            Self::PackageAssignments(package),
            Self::Requests,
            Self::Request(RequestId::new(guid)),
            Self::Assignments,
            Self::Organizations,
            Self::Organization(ConnectedOrganizationId::new(guid)),
            Self::OrganizationSponsors(ConnectedOrganizationId::new(guid), SponsorKind::Internal),
            Self::OrganizationSponsors(ConnectedOrganizationId::new(guid), SponsorKind::External),
            Self::AvailablePackages,
            Self::ActiveAccess,
            Self::ExpiredAccess,
            Self::OwnRequests,
            Self::OwnAccess(AssignmentId::new(guid)),
            Self::OwnRequest(RequestId::new(guid)),
            Self::OwnPortal,
            Self::PendingApprovals,
            Self::DecidedApprovals,
            Self::Approval(RequestId::new(guid)),
            Self::Clock,
        ]
    }
}

/// The faces of an object: their titles and where they are.
pub type Tabs = Vec<(Safe, Screen)>;

/// What is on a screen.
#[derive(Clone, Copy)]
pub struct Page {
    /// Its stable name, which heads its keys in help.
    pub name: &'static str,
    /// Its name in the path of screens.
    pub title: fn(&Scene<'_>, Screen) -> Safe,
    /// The screen one level up.
    pub parent: fn(&Scene<'_>, Screen) -> Option<Screen>,
    /// Its keys.
    pub bindings: &'static [Binding],
    /// The faces of the same object, this one among them; empty when there is one.
    pub tabs: fn(&Scene<'_>, Screen) -> Tabs,
    /// What fills it.
    pub body: Body,
}

/// What fills a screen.
#[derive(Clone, Copy)]
pub enum Body {
    /// A list, with the detail of its selected row beside it.
    List(ListPage),
    /// Lines about the screen's object.
    Detail(fn(&Scene<'_>, Screen) -> Vec<DetailLine>),
}

/// A list.
#[derive(Clone, Copy)]
pub struct ListPage {
    /// Lists its objects in order; asked when something changed, not for every key.
    pub objects: fn(&Scene<'_>, Screen) -> Vec<ObjectRef>,
    /// Returns the heads of its columns.
    pub heads: fn() -> Vec<Head>,
    /// Returns the cells of an object's row; asked for rows in view.
    pub cells: fn(&Scene<'_>, ObjectRef) -> Vec<Phrase>,
    /// Returns what is said about the selected object.
    pub detail: fn(&Scene<'_>, ObjectRef) -> Vec<DetailLine>,
    /// Says what would be here, why it is not, and which key helps.
    pub empty: &'static [&'static str],
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Page").field(&self.name).finish()
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::List(_) => "List",
            Self::Detail(_) => "Detail",
        })
    }
}

impl std::fmt::Debug for ListPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListPage")
            .field("empty", &self.empty)
            .finish_non_exhaustive()
    }
}

/// Returns no faces, for pages whose object has one.
pub fn no_tabs(_: &Scene<'_>, _: Screen) -> Tabs {
    Vec::new()
}
