//! The screens, and the only place that tells them apart.
//!
//! A screen is a value of [`Screen`] (where we are) and a [`Page`] (what is there): tables and a
//! few short functions. To add one:
//!
//! 1. Write its file beside `admin/catalogs.rs`: a row struct with names looked up, `COLUMNS`,
//!    `BINDINGS`, the functions of [`ListPage`], and `pub const PAGE: Page`.
//! 2. Add a row to the table of screens, and if people can go there from anywhere an entry in
//!    [`Screen::ROOTS`] and a row in `keymap/global.rs`.
//!
//! To add a key, add a row to the screen's `BINDINGS` (and a name to `action.rs` if it is a new
//! meaning). The row's `step` is asked for the footer and on the key alike: `Err` greys it.
//! To add a form, write its file beside `form/catalog.rs` and open it with `Step::OpenForm`.
//!
//! The tabs of an object are screens of their own that list one another in `tabs`.

use crate::domain::id::{
    ApplicationId, AssignmentId, CatalogId, ConnectedOrganizationId, DirectoryRoleId, GroupId,
    ObjectRef, PackageId, RequestId, ReviewId, SiteId, UserId,
};
use crate::domain::text::Safe;
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::view::{DetailLine, Head, Phrase};

pub mod admin;
pub mod affected;
pub mod approvals;
pub mod clock;
pub mod directory;
pub mod extent;
#[cfg(test)]
pub(crate) mod fixture;
pub mod home;
pub mod matrix;
pub mod my_access;
pub mod sign_in;
pub mod stacked;
pub mod timeline;
pub mod walk;
mod whereabouts;
pub mod why;

pub use matrix::MatrixPage;
pub use stacked::StackedPage;

use admin::{
    assignments, catalog, catalogs, organization, organizations, package, packages, reports,
    request, requests, review, settings, who_has_what,
};
use directory::{
    application, applications, deleted, external_people, group, group_people, groups, properties,
    role, roles, site, sites, user, users,
};

/// Declares the screens: their names, what they are about, and what is on them.
macro_rules! screens {
    (@object) => { None };
    (@object $field:ident) => { Some($field.into()) };
    ($($(#[$doc:meta])* $name:ident $(($field:ident: $id:ident))? => $page:expr;)*) => {
        /// Where we are.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Screen {
            $($(#[$doc])* $name $(($id))?,)*
        }

        impl Screen {
            /// Returns what is on the screen.
            pub const fn page(self) -> &'static Page {
                match self { $(Self::$name { .. } => &$page,)* }
            }

            /// Returns the object that the whole screen is about.
            pub fn object(self) -> Option<ObjectRef> {
                match self { $(Self::$name $(($field))? => screens!(@object $($field)?),)* }
            }

            /// Returns one screen of every kind, for what is true of all, such as their keys.
            pub fn samples() -> Vec<Self> {
                vec![$(Self::$name $(($id::new(uuid::Uuid::nil())))?,)*]
            }
        }
    };
}

screens! {
    /// Before anybody has signed in.
    SignIn => sign_in::PAGE;
    /// All catalogs.
    Catalogs => catalogs::PAGE;
    /// What there is to know about a catalog.
    Catalog(catalog: CatalogId) => catalog::PAGE;
    /// All users.
    Users => users::PAGE;
    /// What there is to know about a user.
    User(user: UserId) => user::PAGE;
    /// The packages that a user holds or held.
    UserAccess(user: UserId) => user::access::PAGE;
    /// What a user has through packages.
    UserResources(user: UserId) => user::resources::PAGE;
    /// The packages that a user can request.
    UserRequestable(user: UserId) => user::requestable::PAGE;
    /// All groups.
    Groups => groups::PAGE;
    /// What there is to know about a group.
    Group(group: GroupId) => group::PAGE;
    /// The direct members of a group.
    GroupMembers(group: GroupId) => group_people::MEMBERS;
    /// The owners of a group.
    GroupOwners(group: GroupId) => group_people::OWNERS;
    /// All applications.
    Applications => applications::PAGE;
    /// What there is to know about an application.
    Application(application: ApplicationId) => application::PAGE;
    /// All sites.
    Sites => sites::PAGE;
    /// What there is to know about a site.
    Site(site: SiteId) => site::PAGE;
    /// All roles over the directory.
    DirectoryRoles => roles::PAGE;
    /// Who holds a role over the directory.
    DirectoryRole(role: DirectoryRoleId) => role::PAGE;
    /// The resource directory itself.
    Properties => properties::PAGE;
    /// The people of other directories.
    ExternalPeople => external_people::PAGE;
    /// Deleted users and groups.
    Deleted => deleted::PAGE;
    /// What needs attention, for administrators.
    Home => home::PAGE;
    /// The resources of a catalog.
    CatalogResources(catalog: CatalogId) => catalog::resources::PAGE;
    /// The packages of a catalog.
    CatalogPackages(catalog: CatalogId) => catalog::packages::PAGE;
    /// Who has roles over a catalog.
    CatalogDelegates(catalog: CatalogId) => admin::delegates::OF_CATALOG;
    /// The custom extensions of a catalog.
    CatalogExtensions(catalog: CatalogId) => catalog::extensions::PAGE;
    /// All access packages.
    Packages => packages::PAGE;
    /// What there is to know about a package.
    Package(package: PackageId) => package::PAGE;
    /// What a package gives.
    PackageRoles(package: PackageId) => package::roles::PAGE;
    /// The policies of a package.
    PackagePolicies(package: PackageId) => package::policies::PAGE;
    /// What excludes a package, and who has both.
    PackageSeparation(package: PackageId) => package::separation::PAGE;
    /// The requests for a package.
    PackageRequests(package: PackageId) => package::requests::PAGE;
    /// The assignments of a package.
    PackageAssignments(package: PackageId) => package::assignments::PAGE;
    /// The rounds of a package's access reviews.
    PackageReviews(package: PackageId) => package::reviews::PAGE;
    /// The policies of all packages.
    Policies => admin::policies::PAGE;
    /// All requests.
    Requests => requests::PAGE;
    /// What has become of a request, for administrators.
    Request(request: RequestId) => request::PAGE;
    /// All assignments.
    Assignments => assignments::PAGE;
    /// All connected organizations.
    Organizations => organizations::PAGE;
    /// What there is to know about a connected organization.
    Organization(organization: ConnectedOrganizationId) => organization::PAGE;
    /// Who of this directory vouches for an organization's people.
    InternalSponsors(organization: ConnectedOrganizationId) => organization::sponsors::INTERNAL;
    /// Who of an organization vouches for its people.
    ExternalSponsors(organization: ConnectedOrganizationId) => organization::sponsors::EXTERNAL;
    /// All rounds of access reviews.
    Reviews => admin::reviews::PAGE;
    /// What there is to know about a round of a review.
    Review(review: ReviewId) => review::PAGE;
    /// The reports, with what each answers.
    Reports => reports::PAGE;
    /// Who holds a package and something that excludes it.
    AdditionalAccess => reports::additional_access::PAGE;
    /// Where the reviews of each policy stand.
    ReviewStatus => reports::review_status::PAGE;
    /// People and packages, and how they meet.
    WhoHasWhat => who_has_what::PAGE;
    /// People and the packages of a catalog, and how they meet.
    CatalogHolders(catalog: CatalogId) => who_has_what::OF_CATALOG;
    /// Who did what, and what was refused.
    AuditLog => admin::audit::PAGE;
    /// What the audit log says of a request.
    RequestEntries(request: RequestId) => admin::audit::OF_REQUEST;
    /// Who was told what.
    Outbox => admin::outbox::PAGE;
    /// The settings of entitlement management.
    Settings => settings::PAGE;
    /// Who may make catalogs.
    CatalogCreators => admin::delegates::CREATORS;
    /// The packages that the persona may request.
    AvailablePackages => my_access::available::PAGE;
    /// The packages that are suggested to the persona.
    SuggestedPackages => my_access::suggested::PAGE;
    /// The access that the persona holds.
    ActiveAccess => my_access::held::ACTIVE;
    /// The access that the persona held.
    ExpiredAccess => my_access::held::EXPIRED;
    /// The requests about the persona.
    OwnRequests => my_access::requests::PAGE;
    /// Access that the persona holds or held.
    OwnAccess(assignment: AssignmentId) => my_access::access::PAGE;
    /// What has become of a request about the persona.
    OwnRequest(request: RequestId) => my_access::request::PAGE;
    /// What somebody without an account here sees in place of My Access.
    OwnPortal => my_access::portal::PAGE;
    /// The requests that wait for the persona's decision.
    PendingApprovals => approvals::pending::PAGE;
    /// The requests on which the persona was asked to decide.
    DecidedApprovals => approvals::decided::PAGE;
    /// To whom approvals were handed over, by the persona or in their favor.
    Delegations => approvals::delegations::PAGE;
    /// The access about which the persona is asked in a review.
    OwnReviews => my_access::reviews::PAGE;
    /// A request as its approvers see it.
    Approval(request: RequestId) => approvals::request::PAGE;
    /// Now, and what time will do.
    Clock => clock::PAGE;
}

impl Screen {
    /// The screens that can be reached from anywhere, in the order in which the palette lists them.
    pub const ROOTS: &[Self] = &[
        Self::Home,
        Self::Catalogs,
        Self::Users,
        Self::Groups,
        Self::ExternalPeople,
        Self::Applications,
        Self::Sites,
        Self::DirectoryRoles,
        Self::Properties,
        Self::Deleted,
        Self::Packages,
        Self::Requests,
        Self::Assignments,
        Self::Organizations,
        Self::Reviews,
        Self::Reports,
        Self::AdditionalAccess,
        Self::ReviewStatus,
        Self::WhoHasWhat,
        Self::Policies,
        Self::AuditLog,
        Self::Outbox,
        Self::Settings,
        Self::Clock,
    ];

    /// Returns the filter that a list has until somebody changes it.
    pub const fn first_filter(self) -> &'static str {
        if let Self::PackageAssignments(_) = self {
            // Who holds the package is asked far more often than who held it.
            "state:=\"Delivered\""
        } else {
            ""
        }
    }
}

/// The faces of an object: their titles and where they are.
pub type Tabs = Vec<(Safe, Screen)>;

/// Returns the title of a face without the count at its end.
pub fn without_count(title: &Safe) -> Safe {
    let counted = |c: char| c.is_ascii_digit() || c == ' ';
    title.as_str().trim_end_matches(counted).into()
}

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

/// Writes the lines about the object of a screen.
pub type Lines = fn(&Scene<'_>, Screen) -> Vec<DetailLine>;

/// What fills a screen.
#[derive(Clone, Copy)]
pub enum Body {
    /// A list, with the detail of its selected row beside it.
    List(ListPage),
    /// A list that needs the whole width, with the detail of its selected row below it.
    Stacked(StackedPage),
    /// A list whose rows meet columns that are objects, too.
    Matrix(MatrixPage),
    /// Lines about the screen's object.
    Detail(Lines),
}

impl Body {
    /// Returns the list: that of the rows where it is a matrix.
    pub const fn list(&self) -> Option<&ListPage> {
        match self {
            Self::List(list)
            | Self::Stacked(StackedPage { list, .. })
            | Self::Matrix(MatrixPage { list, .. }) => Some(list),
            Self::Detail(_) => None,
        }
    }
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
    /// Returns the row that says how much there is, and so does not count itself; `None` where every row
    /// counts.
    pub overview: Option<fn(&Scene<'_>) -> Option<ObjectRef>>,
    /// Says what would be here, why it is not, and which key helps; what stands in braces is said only
    /// to those who do not see everything that could be here, and what stands in backticks is a key
    /// as the tables have it.
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
            Self::Stacked(_) => "Stacked",
            Self::Matrix(_) => "Matrix",
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
