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

use crate::domain::id::{AssignmentId, CatalogId, ObjectRef, Person, RequestId};
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::view::{DetailLine, Head, Phrase};

pub mod admin;
pub mod approvals;
pub mod clock;
#[cfg(test)]
pub(crate) mod fixture;
pub mod my_access;
pub mod timeline;
pub mod walk;

use admin::{catalog, catalogs};

/// Where we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// All catalogs.
    Catalogs,
    /// What there is to know about a catalog.
    Catalog(CatalogId),
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
    pub const ROOTS: &[Self] = &[Self::Catalogs, Self::Clock];

    /// Returns the screen on which a persona begins: My Access for who administers nothing.
    pub fn home(tenant: &Tenant, persona: Person) -> Self {
        let user = persona.user().and_then(|user| tenant.find_user(user));
        if user.is_some_and(|user| !user.directory_roles.is_empty()) {
            Self::Catalogs
        } else {
            my_access::front(persona)
        }
    }

    /// Returns what is on the screen.
    pub const fn page(self) -> &'static Page {
        match self {
            Self::Catalogs => &catalogs::PAGE,
            Self::Catalog(_) => &catalog::PAGE,
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
            Self::Catalog(id) => Some(id.into()),
            Self::OwnAccess(id) => Some(id.into()),
            Self::OwnRequest(id) | Self::Approval(id) => Some(id.into()),
            Self::Catalogs
            | Self::AvailablePackages
            | Self::ActiveAccess
            | Self::ExpiredAccess
            | Self::OwnRequests
            | Self::OwnPortal
            | Self::PendingApprovals
            | Self::DecidedApprovals
            | Self::Clock => None,
        }
    }

    /// Returns one screen of every kind, for tests of the tables.
    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        let guid = uuid::Uuid::nil();
        vec![
            Self::Catalogs,
            Self::Catalog(CatalogId::new(guid)),
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
