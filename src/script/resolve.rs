//! Finds the objects that a line speaks of: identifiers, bound names, links and names of the trade.
//!
//! A name leads only to what the actor may see; for everybody else the thing does not exist.
//! Identifiers and bound names are handed on as they are, since the door rules on those itself.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::authority::{visible, within_sight};
use crate::domain::history::History;
use crate::domain::id::{ObjectKind, ObjectRef, Person};
use crate::domain::package::PackageLink;
use crate::domain::portal::ForeignPortal;
use crate::domain::refusal::DeskRefusal;
use crate::domain::resource::ResourceRole;
use crate::domain::shape::TextCheck;
use crate::domain::tenant::Tenant;
use crate::domain::text::TextError;
use crate::domain::time::Timestamp;
use crate::script::bindings::Bindings;
use crate::script::dates;
use crate::script::fill::{Edge, Fault, Leaf, Leaves, Scope};
use crate::script::json::Malformed;
use crate::script::near::near;

mod names;
mod path;

pub use path::Path;

/// Who looks things up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// A persona, who sees what they may see.
    Person(Person),
    /// The operator of the desk, who sees everything.
    Operator,
}

/// Looks up what a line speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Resolver<'desk> {
    /// Where things are.
    pub tenant: &'desk Tenant,
    /// What was made when.
    pub history: &'desk History,
    /// Who asks.
    pub viewer: Viewer,
    /// What the run has bound so far.
    pub bindings: &'desk Bindings,
    /// Desk time.
    pub now: Timestamp,
}

/// Looks at a line without looking anything up.
#[derive(Clone, Copy)]
pub struct Unresolved<'names> {
    /// The names that earlier lines have bound.
    pub names: &'names dyn Fn(&str) -> bool,
}

impl std::fmt::Debug for Unresolved<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unresolved")
    }
}

impl Leaves for Unresolved<'_> {
    fn text(&mut self, _: Leaf<'_>, _: TextCheck) -> Result<(), Fault> {
        Ok(())
    }

    fn reference(
        &mut self,
        leaf: Leaf<'_>,
        kinds: &[ObjectKind],
        _: Scope,
    ) -> Result<ObjectRef, Fault> {
        if let Some(name) = leaf.text.strip_prefix('$') {
            let head = name.split('.').next().unwrap_or_default();
            if head != "last" && !(self.names)(head) {
                return Err(unbound(leaf, []).into());
            }
        }
        Ok(ObjectRef::new(first(kinds), Uuid::nil()))
    }

    fn role(&mut self, _: Leaf<'_>, _: Scope) -> Result<ResourceRole, Fault> {
        Ok(ResourceRole::Member)
    }

    fn instant(&mut self, leaf: Leaf<'_>, edge: Edge) -> Result<Timestamp, Fault> {
        let now = Timestamp::from_seconds(0);
        read_date(leaf, now, crate::domain::subject::TimeZone::UTC, edge)
    }
}

impl Leaves for Resolver<'_> {
    fn text(&mut self, leaf: Leaf<'_>, check: TextCheck) -> Result<(), Fault> {
        let field = leaf.field.to_owned();
        let refusal = match check(leaf.text) {
            Ok(()) => return Ok(()),
            Err(TextError::Empty) if leaf.field == "description" => {
                DeskRefusal::DescriptionRequired {}
            }
            Err(TextError::Empty) => DeskRefusal::NameRequired { field },
            Err(error @ TextError::TooLong { .. }) => DeskRefusal::NameTooLong {
                field,
                problem: error.to_string(),
            },
            Err(error @ (TextError::Forbidden(_) | TextError::Malformed(_))) => {
                DeskRefusal::TextInvalid {
                    field,
                    problem: error.to_string(),
                }
            }
        };
        Err(Fault::Refused(refusal.into()))
    }

    fn reference(
        &mut self,
        leaf: Leaf<'_>,
        kinds: &[ObjectKind],
        scope: Scope,
    ) -> Result<ObjectRef, Fault> {
        self.find(leaf, kinds, scope)
    }

    fn role(&mut self, leaf: Leaf<'_>, scope: Scope) -> Result<ResourceRole, Fault> {
        let resource = scope.resource.and_then(|id| self.tenant.find_resource(id));
        let origin = resource.map(|found| found.origin).or(scope.origin);
        origin
            .and_then(|origin| self.tenant.find_role(origin, leaf.text))
            .or_else(|| ResourceRole::parse(leaf.text))
            .ok_or_else(|| {
                let name = leaf.text.to_owned();
                Fault::Refused(DeskRefusal::NameNotFound { kind: "role", name }.into())
            })
    }

    fn instant(&mut self, leaf: Leaf<'_>, edge: Edge) -> Result<Timestamp, Fault> {
        read_date(leaf, self.now, self.tenant.time_zone(), edge)
    }
}

fn read_date(
    leaf: Leaf<'_>,
    now: Timestamp,
    zone: crate::domain::subject::TimeZone,
    edge: Edge,
) -> Result<Timestamp, Fault> {
    dates::read(leaf.text, now, zone, edge).map_err(|error| {
        let error = format!("{:?} {error}", leaf.field);
        Malformed::at(leaf.column, error).into()
    })
}

impl Resolver<'_> {
    /// Finds the object of one of these kinds that a text means.
    pub fn find(
        &self,
        leaf: Leaf<'_>,
        kinds: &[ObjectKind],
        scope: Scope,
    ) -> Result<ObjectRef, Fault> {
        if let Some(guid) = guid(leaf.text) {
            return Ok(self.of_guid(guid, kinds));
        }
        if let Some(name) = leaf.text.strip_prefix('$') {
            return self.of_binding(leaf, name, kinds);
        }
        if kinds.contains(&ObjectKind::AccessPackage)
            && let Ok(link) = PackageLink::parse(leaf.text)
        {
            return match ForeignPortal::of(self.tenant, &link) {
                None => Ok(link.package.into()),
                Some(portal) => {
                    let portal = portal.name(self.tenant).to_owned();
                    Err(Fault::Refused(DeskRefusal::LinkElsewhere { portal }.into()))
                }
            };
        }
        let path = Path::of(leaf.text);
        let mut candidates: Vec<ObjectRef> = kinds
            .iter()
            .flat_map(|kind| names::named((self.tenant, self.history), *kind, &path, scope))
            .filter(|object| self.sees(*object))
            .collect();
        let found = candidates.clone();
        candidates.retain(|object| !self.is_found_as_guest(*object, &found));
        if candidates.is_empty() && kinds == [ObjectKind::Resource] {
            // The command says of one from another catalog that it is of no use here.
            let mut others = names::elsewhere(self.tenant, &path);
            candidates.extend(others.find(|object| self.sees(*object)));
        }
        match (candidates.pop(), candidates.as_slice()) {
            (Some(only), []) => Ok(only),
            (Some(last), others) => Err(Fault::Refused(
                DeskRefusal::AmbiguousName {
                    name: leaf.text.to_owned(),
                    candidates: others.iter().copied().chain([last]).collect(),
                }
                .into(),
            )),
            (None, _) => Err(Fault::Refused(
                DeskRefusal::NameNotFound {
                    kind: first(kinds).word(),
                    name: leaf.text.to_owned(),
                }
                .into(),
            )),
        }
    }

    /// Tells whether somebody from elsewhere is among those found as the guest that they are here.
    fn is_found_as_guest(&self, object: ObjectRef, found: &[ObjectRef]) -> bool {
        let ObjectRef::ExternalPerson(id) = object else {
            return false;
        };
        let person = Person::ExternalPerson(id);
        let account = self.tenant.account_of(person);
        account.is_some_and(|account| found.contains(&account.into()))
    }

    /// Finds the person that a text means; everybody is found by the name they sign in with.
    pub fn person(&self, leaf: Leaf<'_>) -> Result<Person, Fault> {
        let everybody = Self {
            viewer: Viewer::Operator,
            ..*self
        };
        let object = everybody.find(leaf, Person::KINDS, Scope::default())?;
        Person::of(object).ok_or_else(|| wrong_kind(leaf, object.kind(), Person::KINDS).into())
    }

    /// Lists the objects of a kind among which are all that the asker may see; `None` where that
    /// may be any.
    pub fn within_sight(&self, kind: ObjectKind) -> Option<BTreeSet<ObjectRef>> {
        match self.viewer {
            Viewer::Operator => None,
            Viewer::Person(person) => within_sight(self.tenant, person, kind),
        }
    }

    /// Tells whether the viewer may know of an object.
    pub fn sees(&self, object: ObjectRef) -> bool {
        match self.viewer {
            Viewer::Operator => true,
            Viewer::Person(person) => visible(self.tenant, person, object, self.now),
        }
    }

    fn of_guid(&self, guid: Uuid, kinds: &[ObjectKind]) -> ObjectRef {
        kinds
            .iter()
            .map(|kind| ObjectRef::new(*kind, guid))
            .find(|object| self.tenant.contains(*object))
            .unwrap_or_else(|| ObjectRef::new(first(kinds), guid))
    }

    fn of_binding(
        &self,
        leaf: Leaf<'_>,
        name: &str,
        kinds: &[ObjectKind],
    ) -> Result<ObjectRef, Fault> {
        if name == "last" {
            return self.bindings.newest(kinds).ok_or_else(|| {
                let error = format!("no {} was made in this run yet", first(kinds).word());
                Malformed::at(leaf.column, error).into()
            });
        }
        let Some(object) = self.bindings.find(name) else {
            return Err(unbound(leaf, self.bindings.names()).into());
        };
        if kinds.contains(&object.kind()) {
            return Ok(object);
        }
        match behind(self.tenant, object).filter(|behind| kinds.contains(&behind.kind())) {
            Some(behind) => Ok(behind),
            None => Err(wrong_kind(leaf, object.kind(), kinds).into()),
        }
    }
}

/// Returns the object behind a resource, which a script may name by the resource.
fn behind(tenant: &Tenant, object: ObjectRef) -> Option<ObjectRef> {
    if let ObjectRef::Resource(id) = object {
        Some(tenant.find_resource(id)?.origin.object())
    } else {
        None
    }
}

fn unbound<'names>(leaf: Leaf<'_>, names: impl IntoIterator<Item = &'names str>) -> Malformed {
    let wanted = leaf.text.trim_start_matches('$');
    let near = near(wanted, names)
        .into_iter()
        .map(|name| format!("${name}"))
        .collect();
    let error = format!("{:?} is bound to nothing", leaf.text);
    Malformed::at(leaf.column, error).meaning(near)
}

fn wrong_kind(leaf: Leaf<'_>, found: ObjectKind, wanted: &[ObjectKind]) -> Malformed {
    let wanted: Vec<&str> = wanted.iter().map(|kind| kind.word()).collect();
    let error = format!(
        "{:?} names a {} where {:?} wants a {}",
        leaf.text,
        found.word(),
        leaf.field,
        wanted.join(" or ")
    );
    Malformed::at(leaf.column, error)
}

/// Reads a GUID in its usual form.
fn guid(text: &str) -> Option<Uuid> {
    (text.len() == 36).then(|| Uuid::parse_str(text).ok())?
}

/// Returns the kind that a reference means before all others.
fn first(kinds: &[ObjectKind]) -> ObjectKind {
    kinds.first().copied().unwrap_or(ObjectKind::Directory)
}
