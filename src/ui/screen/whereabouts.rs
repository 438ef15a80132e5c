//! Where the screens of objects are, and which screens there is nothing to read on.

use crate::domain::id::ObjectRef;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::extent::Extent;
use crate::ui::screen::{Lines, ListPage, Screen, Tabs, without_count};
use crate::ui::step::Step;
use crate::ui::view::DetailLine;

impl Screen {
    /// Returns the screen about an object as administrators see it, where it has one of its own.
    pub const fn about(object: ObjectRef) -> Option<Self> {
        match object {
            ObjectRef::Catalog(id) => Some(Self::Catalog(id)),
            ObjectRef::User(id) => Some(Self::User(id)),
            ObjectRef::Group(id) => Some(Self::Group(id)),
            ObjectRef::Application(id) => Some(Self::Application(id)),
            ObjectRef::Site(id) => Some(Self::Site(id)),
            ObjectRef::DirectoryRole(id) => Some(Self::DirectoryRole(id)),
            ObjectRef::AccessPackage(id) => Some(Self::Package(id)),
            ObjectRef::Request(id) => Some(Self::Request(id)),
            ObjectRef::ConnectedOrganization(id) => Some(Self::Organization(id)),
            ObjectRef::Review(id) => Some(Self::Review(id)),
            ObjectRef::Directory(_)
            | ObjectRef::ExternalPerson(_)
            | ObjectRef::Policy(_)
            | ObjectRef::Resource(_)
            | ObjectRef::ResourceRequest(_)
            | ObjectRef::RoleAssignment(_)
            | ObjectRef::Assignment(_)
            | ObjectRef::CustomExtension(_)
            | ObjectRef::Callout(_)
            | ObjectRef::Delegation(_)
            | ObjectRef::Entry(_)
            | ObjectRef::Mail(_) => None,
        }
    }

    /// Lists the faces of the object that the screen is about; of what the persona may not see at all
    /// it does not say how much there is.
    pub fn faces(self, scene: &Scene<'_>) -> Tabs {
        let faces = (self.page().tabs)(scene, self).into_iter();
        let faces = faces.map(|(title, screen)| match screen.extent(scene) {
            Extent::All | Extent::Part => (title, screen),
            Extent::Nothing(_) => (without_count(&title), screen),
        });
        faces.collect()
    }

    /// Lists the rows of its list, as far as the persona may see any.
    pub fn rows(self, list: &ListPage, scene: &Scene<'_>) -> Vec<ObjectRef> {
        match self.extent(scene) {
            Extent::All | Extent::Part => (list.objects)(scene, self),
            Extent::Nothing(_) => Vec::new(),
        }
    }

    /// Returns the lines that fill it, or why the persona sees none of them.
    pub fn lines(self, lines: Lines, scene: &Scene<'_>) -> Vec<DetailLine> {
        match self.extent(scene) {
            Extent::All | Extent::Part => lines(scene, self),
            Extent::Nothing(reason) => vec![DetailLine::text(&reason.not_shown())],
        }
    }

    /// Goes there, unless the rule that fills it leaves the persona nothing to see.
    pub fn go(self, scene: &Scene<'_>) -> Result<Step, Reason> {
        match self.extent(scene) {
            Extent::All | Extent::Part => Ok(Step::Go(self)),
            Extent::Nothing(reason) => Err(reason),
        }
    }
}
