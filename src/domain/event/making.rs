//! Which object an event brings into being: nothing is told of it before.

use crate::domain::event::{Change, Edit, Event};
use crate::domain::id::ObjectRef;

impl Event {
    /// Returns the object that comes into being by this event; `None` where one that was there
    /// comes back, or nothing does.
    pub fn made(&self) -> Option<ObjectRef> {
        fn one<T>(edit: &Edit<T>, object: impl Fn(&T) -> ObjectRef) -> Option<ObjectRef> {
            let new = edit.new.as_deref().filter(|_| edit.old.is_none());
            new.map(object)
        }
        if self.undone {
            return None;
        }
        match &self.change {
            Change::Directory(edit) => one(edit, |record| record.id.into()),
            Change::ExternalPerson(edit) => one(edit, |record| record.id.into()),
            Change::User(edit) => one(edit, |record| record.id.into()),
            Change::Group(edit) => one(edit, |record| record.id.into()),
            Change::Application(edit) => one(edit, |record| record.id.into()),
            Change::Site(edit) => one(edit, |record| record.id.into()),
            Change::Organization(edit) => one(edit, |record| record.id.into()),
            Change::Catalog(edit) => one(edit, |record| record.id.into()),
            Change::RoleAssignment(edit) => one(edit, |record| record.id.into()),
            Change::Resource(edit) => one(edit, |record| record.id.into()),
            Change::ResourceRequest(edit) => one(edit, |record| record.id.into()),
            Change::Package(edit) => one(edit, |record| record.id.into()),
            Change::Policy(edit) => one(edit, |record| record.id.into()),
            Change::Request(edit) => one(edit, |record| record.id.into()),
            Change::Assignment(edit) => one(edit, |record| record.id.into()),
            Change::Review(edit) => one(edit, |record| record.id.into()),
            Change::CustomExtension(edit) => one(edit, |record| record.id.into()),
            Change::Callout(edit) => one(edit, |record| record.id.into()),
            Change::Delegation(edit) => one(edit, |record| record.id.into()),
            // These belong to an object that was there before.
            Change::Membership(_)
            | Change::Ownership(_)
            | Change::RoleHolding(_)
            | Change::RuleTurns(_)
            | Change::RequestProgress(..)
            | Change::AssignmentProgress(..)
            | Change::ReviewItem(_)
            | Change::Settings(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => None,
        }
    }
}
