//! The name that an object has in the record that an event made, changed or deleted.

use crate::domain::event::{Change, Edit, Event};
use crate::domain::id::ObjectRef;
use crate::domain::text::DisplayName;

impl Event {
    /// Returns the name that an object had in the record of the event.
    ///
    /// What was made and taken back has no other trace: nobody else ever spoke of it.
    pub fn recorded_name(&self, object: ObjectRef) -> Option<&str> {
        fn of<'event, T, I: Into<ObjectRef>>(
            edit: &'event Edit<T>,
            record: impl Fn(&'event T) -> (I, &'event DisplayName),
        ) -> Option<(ObjectRef, &'event DisplayName)> {
            let (id, name) = record(edit.latest()?);
            Some((id.into(), name))
        }
        let (known, name) = match &self.change {
            Change::Directory(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::ExternalPerson(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::User(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Group(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Application(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Site(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Organization(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Catalog(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Resource(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::ResourceRequest(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Package(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Policy(edit) => of(edit, |it| (it.id, &it.terms.display_name)),
            Change::CustomExtension(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Callout(edit) => of(edit, |it| (it.id, &it.display_name)),
            Change::Membership(_)
            | Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::RoleHolding(_)
            | Change::RoleAssignment(_)
            | Change::Request(_)
            | Change::RequestProgress(..)
            | Change::Assignment(_)
            | Change::AssignmentProgress(..)
            | Change::Review(_)
            | Change::ReviewItem(_)
            | Change::Delegation(_)
            | Change::Settings(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => None,
        }?;
        (known == object).then_some(name.as_str())
    }
}
