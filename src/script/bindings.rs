//! Names that a run has given to objects with `let`, and the newest object of each kind.

use std::collections::BTreeMap;

use crate::domain::commit::Binding;
use crate::domain::id::{ObjectKind, ObjectRef};

/// What `$name`, `$name.part` and `$last` mean.
#[derive(Debug, Clone, Default)]
pub struct Bindings {
    named: BTreeMap<String, Vec<Binding>>,
    newest: BTreeMap<ObjectKind, ObjectRef>,
}

impl Bindings {
    /// Takes note of what an accepted line bound, under its name if it has one.
    pub fn note(&mut self, name: Option<&str>, bound: &[Binding]) {
        for binding in bound.iter().rev() {
            self.newest.insert(binding.object.kind(), binding.object);
        }
        if let Some(name) = name {
            self.named.insert(name.to_owned(), bound.to_vec());
        }
    }

    /// Tells whether a name is bound.
    pub fn is_bound(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// Lists the names bound so far.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.keys().map(String::as_str)
    }

    /// Returns the newest object of one of these kinds.
    pub fn newest(&self, kinds: &[ObjectKind]) -> Option<ObjectRef> {
        kinds.iter().find_map(|kind| self.newest.get(kind)).copied()
    }

    /// Finds what `name`, `name.part` or `name.parts.0` means.
    pub fn find(&self, path: &str) -> Option<ObjectRef> {
        let mut words = path.split('.');
        let bound = self.named.get(words.next()?)?;
        let Some(part) = words.next() else {
            return bound.first().map(|binding| binding.object);
        };
        let index = match words.next() {
            Some(index) => index.parse().ok()?,
            None => 0,
        };
        let part = plural(part);
        bound
            .iter()
            .filter(|binding| plural(&binding.name) == part)
            .nth(index)
            .map(|binding| binding.object)
    }
}

/// Tells whether a name in a receipt stands for a list, such as `policies`.
pub fn is_plural(name: &str) -> bool {
    name.ends_with('s')
}

/// Returns the plural of a name in a receipt.
fn plural(name: &str) -> String {
    if is_plural(name) {
        return name.to_owned();
    }
    name.strip_suffix('y')
        .map_or_else(|| format!("{name}s"), |stem| format!("{stem}ies"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{PackageId, PolicyId};

    #[test]
    fn a_bound_name_leads_to_the_main_object_and_to_its_parts() {
        let package = ObjectRef::from(PackageId::new(uuid::Uuid::from_u128(1)));
        let policies = [2, 3].map(|id| ObjectRef::from(PolicyId::new(uuid::Uuid::from_u128(id))));
        let binding = |name: &str, object| Binding {
            name: name.to_owned(),
            object,
        };
        let mut bindings = Bindings::default();
        bindings.note(
            Some("sales"),
            &[
                binding("accessPackage", package),
                binding("policies", policies[0]),
                binding("policies", policies[1]),
            ],
        );
        assert_eq!(bindings.find("sales"), Some(package));
        assert_eq!(bindings.find("sales.policy"), Some(policies[0]));
        assert_eq!(bindings.find("sales.policies.1"), Some(policies[1]));
        assert_eq!(bindings.find("sales.policies.2"), None);
        assert_eq!(bindings.find("other"), None);
        assert_eq!(bindings.newest(&[ObjectKind::Policy]), Some(policies[0]));
    }
}
