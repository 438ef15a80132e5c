//! What remains of a deleted object: the name that it had last.

use crate::domain::event::{Change, Edit, Event};
use crate::domain::former_name::FormerName;
use crate::domain::id::ObjectRef;
use crate::domain::tenant::Tenant;
use crate::domain::text::DisplayName;

impl Tenant {
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
                    });
                }
            }
            Some(Passing::Goes(_)) | None => {}
        }
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
