//! What remains of a deleted object: the name that it had last.

use crate::domain::event::{Change, Edit, Event};
use crate::domain::former_name::FormerName;
use crate::domain::id::{CatalogId, ObjectRef};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::tenant::Tenant;
use crate::domain::text::DisplayName;

impl Tenant {
    /// Returns the name of an object that an event is about: the one that it goes by, or else the one
    /// in the record of the event.
    pub fn name_in<'name>(
        &'name self,
        event: &'name Event,
        object: ObjectRef,
    ) -> Option<&'name str> {
        self.name_of(object).or_else(|| event.recorded_name(object))
    }

    /// Remembers the name of what an event is about to delete, and forgets the name of what it is
    /// about to bring back.
    ///
    /// What ceases to be because its making is undone has never been, so nothing is remembered.
    pub(super) fn remember_names(&mut self, event: &Event) {
        match passing(&event.change) {
            Some(Passing::Comes(object)) => self.former_names.remove(object),
            Some(Passing::Goes(object)) if !event.undone => {
                let name = self.name_of(object).map(DisplayName::parse);
                if let Some(Ok(display_name)) = name {
                    self.former_names.insert(FormerName {
                        object,
                        display_name,
                        catalog: catalog_of(&event.change),
                        roles: self.roles_of(&event.change),
                    });
                }
            }
            Some(Passing::Goes(_)) | None => {}
        }
    }

    /// Lists the roles of an application or a site that a change deletes.
    fn roles_of(&self, change: &Change) -> Vec<(ResourceRole, String)> {
        let origin = if let Change::Application(edit) = change {
            edit.latest().map(|record| Origin::Application(record.id))
        } else if let Change::Site(edit) = change {
            edit.latest().map(|record| Origin::Site(record.id))
        } else {
            None
        };
        let offered = origin.map(|origin| self.roles_offered(origin));
        let offered = offered.into_iter().flatten();
        offered.map(|role| (role.role, role.name)).collect()
    }
}

/// Returns the catalog of a package that a change deletes.
fn catalog_of(change: &Change) -> Option<CatalogId> {
    if let Change::Package(edit) = change {
        edit.latest().map(|record| record.catalog)
    } else {
        None
    }
}

/// An object that an event makes or deletes.
enum Passing {
    Comes(ObjectRef),
    Goes(ObjectRef),
}

/// Says what comes or goes by a change, of what other records and the log refer to by name.
///
/// Accounts and groups are kept after they are purged, and requests, assignments, reviews and calls
/// bear the names of others.
fn passing(change: &Change) -> Option<Passing> {
    fn of<T, I: Into<ObjectRef>>(edit: &Edit<T>, id: impl Fn(&T) -> I) -> Option<Passing> {
        match (edit.old.as_deref(), edit.new.as_deref()) {
            (None, Some(new)) => Some(Passing::Comes(id(new).into())),
            (Some(old), None) => Some(Passing::Goes(id(old).into())),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }
    match change {
        Change::ExternalPerson(edit) => of(edit, |record| record.id),
        Change::Application(edit) => of(edit, |record| record.id),
        Change::Site(edit) => of(edit, |record| record.id),
        Change::Organization(edit) => of(edit, |record| record.id),
        Change::Catalog(edit) => of(edit, |record| record.id),
        Change::RoleAssignment(edit) => of(edit, |record| record.id),
        Change::Resource(edit) => of(edit, |record| record.id),
        Change::ResourceRequest(edit) => of(edit, |record| record.id),
        Change::Package(edit) => of(edit, |record| record.id),
        Change::Policy(edit) => of(edit, |record| record.id),
        Change::CustomExtension(edit) => of(edit, |record| record.id),
        Change::Directory(_)
        | Change::User(_)
        | Change::Group(_)
        | Change::Membership(_)
        | Change::Ownership(_)
        | Change::RuleTurns(_)
        | Change::RoleHolding(_)
        | Change::Request(_)
        | Change::RequestProgress(..)
        | Change::Assignment(_)
        | Change::AssignmentProgress(..)
        | Change::Review(_)
        | Change::ReviewItem(_)
        | Change::Callout(_)
        | Change::Delegation(_)
        | Change::Settings(_)
        | Change::Clock(_)
        | Change::Persona(_)
        | Change::Refusal(_) => None,
    }
}
