//! Who a request or an assignment is for.

use crate::domain::id::{ObjectRef, Person};
use crate::domain::tenant::Tenant;

impl Tenant {
    /// Returns who gets what an object gives: the target of a request or of an assignment; nobody for
    /// objects of other kinds and for those that are gone.
    pub fn target_of(&self, object: ObjectRef) -> Option<Person> {
        match object {
            ObjectRef::Request(id) => self.find_request(id).map(|request| request.target),
            ObjectRef::Assignment(id) => self.find_assignment(id).map(|held| held.target),
            ObjectRef::Directory(_)
            | ObjectRef::ExternalPerson(_)
            | ObjectRef::User(_)
            | ObjectRef::Group(_)
            | ObjectRef::Application(_)
            | ObjectRef::Site(_)
            | ObjectRef::DirectoryRole(_)
            | ObjectRef::ConnectedOrganization(_)
            | ObjectRef::Catalog(_)
            | ObjectRef::RoleAssignment(_)
            | ObjectRef::Resource(_)
            | ObjectRef::ResourceRequest(_)
            | ObjectRef::AccessPackage(_)
            | ObjectRef::Policy(_)
            | ObjectRef::CustomExtension(_)
            | ObjectRef::Callout(_)
            | ObjectRef::Review(_)
            | ObjectRef::Delegation(_)
            | ObjectRef::Entry(_)
            | ObjectRef::Mail(_) => None,
        }
    }
}
