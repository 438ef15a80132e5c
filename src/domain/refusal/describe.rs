//! How a refusal is put to people: what is wrong, and the way out.

use crate::domain::id::{ObjectKind, ObjectRef, Person, PolicyId, ResourceId};
use crate::domain::refusal::Refusal;
use crate::domain::resource::ResourceRole;
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;

/// What people read of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What is wrong: lower case, no period.
    pub message: Safe,
    /// The way out: begins with a verb; empty where there is none.
    pub hint: Safe,
}

/// Puts names to identifiers.
pub(in crate::domain) struct Names<'tenant> {
    tenant: &'tenant Tenant,
}

impl Refusal {
    /// Says what is wrong and what to do next, with names in place of identifiers.
    pub fn describe(&self, tenant: &Tenant) -> Description {
        let (message, hint) = self.sentences(&Names::of(tenant));
        Description {
            message: Safe::line(&message),
            hint: Safe::line(hint),
        }
    }
}

impl<'tenant> Names<'tenant> {
    /// Takes names from a tenant.
    pub(in crate::domain) const fn of(tenant: &'tenant Tenant) -> Self {
        Self { tenant }
    }

    /// Returns an object's name in quotes.
    pub(in crate::domain) fn quoted(&self, object: impl Into<ObjectRef>) -> String {
        let object = object.into();
        self.name(object)
            .unwrap_or_else(|| format!("{} {}", object.kind().word(), short(object)))
    }

    /// Returns an object's kind with its name in quotes, or with a part of its identifier if it has
    /// been deleted: whoever asks for what is not there does not learn what was.
    pub(super) fn present(&self, object: impl Into<ObjectRef>) -> String {
        let object = object.into();
        let name = self.name_of_present(object);
        let name = name.unwrap_or_else(|| short(object));
        format!("{} {name}", object.kind().word())
    }

    /// Returns the name in quotes of an object that has not been deleted.
    pub(super) fn name_of_present(&self, object: impl Into<ObjectRef>) -> Option<String> {
        let object = object.into();
        let there = self.tenant.contains(object);
        self.name(object).filter(|_| there)
    }

    /// Returns an object's name in quotes, where it has one.
    pub(super) fn name(&self, object: impl Into<ObjectRef>) -> Option<String> {
        let name = self.tenant.name_of(object.into())?;
        Some(format!("\"{name}\""))
    }

    /// Returns the name of a role on a resource.
    pub(super) fn role(&self, resource: ResourceId, role: ResourceRole) -> String {
        self.tenant.role_name(resource, role)
    }

    /// Returns a person's name without quotes.
    pub(super) fn person(&self, person: impl Into<ObjectRef>) -> String {
        let object = person.into();
        self.tenant
            .name_of(object)
            .map_or_else(|| self.quoted(object), ToOwned::to_owned)
    }

    /// Returns the names of several objects, at most three of them.
    pub(in crate::domain) fn several<T: Copy + Into<ObjectRef>>(&self, objects: &[T]) -> String {
        let mut names: Vec<String> = objects
            .iter()
            .take(3)
            .map(|object| self.quoted(*object))
            .collect();
        if objects.len() > 3 {
            names.push(format!("{} more", objects.len() - 3));
        }
        names.join(", ")
    }

    /// Returns the names of several policies with the packages they belong to, at most three of them:
    /// policies of many packages have one name.
    pub(super) fn policies(&self, policies: &[PolicyId]) -> String {
        let first = policies.iter().take(3).map(|policy| {
            let name = self.quoted(*policy);
            match self.tenant.find_policy(*policy) {
                Some(found) => format!("{name} of {}", self.quoted(found.access_package)),
                None => name,
            }
        });
        let mut names: Vec<String> = first.collect();
        if policies.len() > 3 {
            names.push(format!("{} more", policies.len() - 3));
        }
        names.join(", ")
    }

    /// Returns an instant in the directory's time zone.
    pub(in crate::domain) fn when(&self, instant: Timestamp) -> String {
        let zone = self.tenant.time_zone().0;
        instant
            .to_utc()
            .with_timezone(&zone)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// Returns the name of the package behind a request or an assignment, and of its holder.
    pub(super) fn holder(&self, object: ObjectRef) -> String {
        let target = self.tenant.target_of(object);
        target.map_or_else(String::new, |user| self.person(user))
    }

    /// Says what somebody holds or belongs to, in words that go on with what that excludes.
    pub(super) fn conflict(&self, person: Person, conflict: ObjectRef) -> String {
        let person = self.person(person);
        let name = self.quoted(conflict);
        if conflict.kind() == ObjectKind::Group {
            format!("{person} is a member of group {name}")
        } else {
            format!("{person} holds {name}")
        }
    }

    /// Returns when an assignment ends, in words that follow "already holds it", also when it does
    /// not end.
    pub(super) fn as_long_as(&self, assignment: crate::domain::id::AssignmentId) -> String {
        let until = self.until(assignment);
        if until.is_empty() {
            " without an end".to_owned()
        } else {
            until
        }
    }

    /// Returns when an assignment ends, in words that follow "already holds it".
    pub(super) fn until(&self, assignment: crate::domain::id::AssignmentId) -> String {
        let end = self
            .tenant
            .find_assignment(assignment)
            .and_then(|assignment| assignment.progress.end);
        end.map_or_else(String::new, |end| format!(" until {}", self.when(end)))
    }
}

fn short(object: ObjectRef) -> String {
    object.guid().to_string().chars().take(8).collect()
}
