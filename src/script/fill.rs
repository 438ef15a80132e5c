//! Fits a JSON value into a shape: every field known, every value of its type, every name resolved.
//!
//! The walk is the same whether names are looked up or only looked at; what becomes of the leaves
//! is up to [`Leaves`].

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::domain::command::Assignee;
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, Origin, PackageId, Person, ResourceId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::resource::{OriginSystem, ResourceRole};
use crate::domain::shape::{Member, Shape, TextCheck};
use crate::domain::time::{Span, Timestamp};
use crate::script::json::{Content, Entry, Malformed, Node};
use crate::script::near::near;

/// Why a value does not become what was wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The line itself is wrong; the run stops.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A rule refused it; the run goes on.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The objects beside a value, within which short names are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scope {
    /// The catalog named beside it.
    pub catalog: Option<CatalogId>,
    /// The package named beside it.
    pub package: Option<PackageId>,
    /// The resource named beside it.
    pub resource: Option<ResourceId>,
    /// The kind of system named beside it.
    pub system: Option<OriginSystem>,
    /// The object named beside it.
    pub origin: Option<Origin>,
}

/// Which end of a day a date without a time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Its first instant.
    Start,
    /// Its last one.
    End,
}

/// A text in a line and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'line> {
    /// The field that holds it.
    pub field: &'line str,
    /// The text.
    pub text: &'line str,
    /// The column in which it begins.
    pub column: usize,
}

/// What becomes of the texts in a line.
pub trait Leaves {
    /// Takes a text that people wrote.
    fn text(&mut self, leaf: Leaf<'_>, check: TextCheck) -> Result<(), Fault>;

    /// Finds the object that a reference means.
    fn reference(
        &mut self,
        leaf: Leaf<'_>,
        kinds: &[ObjectKind],
        scope: Scope,
    ) -> Result<ObjectRef, Fault>;

    /// Finds the role on the resource named beside it.
    fn role(&mut self, leaf: Leaf<'_>, scope: Scope) -> Result<ResourceRole, Fault>;

    /// Reads an instant or a date.
    fn instant(&mut self, leaf: Leaf<'_>, edge: Edge) -> Result<Timestamp, Fault>;
}

/// Fits the members of an object; `node` is the object, or the line when it has none.
pub fn fill_object(
    leaves: &mut dyn Leaves,
    node: &Node,
    members: &[Member],
    scope: Scope,
) -> Result<Map<String, Value>, Fault> {
    let entries = node.entries()?;
    known_and_complete(node, entries, members)?;
    let mut scope = scope;
    let mut filled = Map::new();
    for (rank, entry) in RANKS
        .into_iter()
        .flat_map(|rank| entries.iter().map(move |entry| (rank, entry)))
    {
        let Some(member) = find(members, &entry.name) else {
            continue;
        };
        if rank_of(&entry.name) != rank {
            continue;
        }
        let Some(value) = fill_member(leaves, entry, &member, &mut scope)? else {
            continue;
        };
        filled.insert(entry.name.clone(), value);
    }
    Ok(filled)
}

/// When a field is looked at: what short names elsewhere depend on comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Names in the whole object depend on it.
    Place,
    /// It depends on the place, and roles depend on it.
    Resource,
    /// Nothing depends on it.
    Rest,
}

const RANKS: [Rank; 3] = [Rank::Place, Rank::Resource, Rank::Rest];

fn rank_of(name: &str) -> Rank {
    match name {
        "catalog" | "accessPackage" | "originSystem" => Rank::Place,
        "resource" | "originId" => Rank::Resource,
        _ => Rank::Rest,
    }
}

fn known_and_complete(node: &Node, entries: &[Entry], members: &[Member]) -> Result<(), Malformed> {
    let names = names(members);
    for entry in entries {
        if !names.contains(&entry.name) && entry.name != "@odata.type" {
            let near = near(&entry.name, names.iter().map(String::as_str));
            let error = format!("unknown field {:?}", entry.name);
            return Err(Malformed::at(entry.column, error).meaning(near));
        }
    }
    match missing(entries, members) {
        Some(name) => Err(Malformed::at(
            node.column,
            format!("field {name:?} is missing"),
        )),
        None => Ok(()),
    }
}

/// Finds a member that must be there and is not.
fn missing(entries: &[Entry], members: &[Member]) -> Option<String> {
    members.iter().find_map(|member| {
        if let Some(inner) = beside(member) {
            return missing(entries, inner);
        }
        let name = member.json_name();
        let absent = member.required && !entries.iter().any(|entry| entry.name == name);
        absent.then_some(name)
    })
}

/// Lists the names that an object may have, those of members beside it included.
pub fn names(members: &[Member]) -> Vec<String> {
    let mut names = Vec::new();
    for member in members {
        match beside(member) {
            Some(inner) => names.extend(self::names(inner)),
            None => names.push(member.json_name()),
        }
    }
    names
}

/// Returns the members that stand beside the others in place of this one.
const fn beside(member: &Member) -> Option<&'static [Member]> {
    if let (Shape::Object(inner), true) = (member.shape, member.flattened) {
        Some(inner)
    } else {
        None
    }
}

/// Finds a member by its name, among those beside it too.
pub fn find(members: &[Member], name: &str) -> Option<Member> {
    members.iter().find_map(|member| match beside(member) {
        Some(inner) => find(inner, name),
        None => (member.json_name() == name).then_some(*member),
    })
}

fn fill_member(
    leaves: &mut dyn Leaves,
    entry: &Entry,
    member: &Member,
    scope: &mut Scope,
) -> Result<Option<Value>, Fault> {
    let is_null = entry.value.content == Content::Null;
    if is_null && !member.required {
        let stands_for_absent = matches!(member.shape, Shape::List(_));
        return Ok((!stands_for_absent).then_some(Value::Null));
    }
    let gives_scope = rank_of(&entry.name) != Rank::Rest;
    if let (Shape::Reference(kinds), true) = (&member.shape, gives_scope) {
        let leaf = leaf(&entry.name, &entry.value)?;
        let object = leaves.reference(leaf, kinds, *scope)?;
        match object {
            ObjectRef::Catalog(id) => scope.catalog = Some(id),
            ObjectRef::AccessPackage(id) => scope.package = Some(id),
            ObjectRef::Resource(id) => scope.resource = Some(id),
            ObjectRef::Directory(_)
            | ObjectRef::ExternalPerson(_)
            | ObjectRef::User(_)
            | ObjectRef::Group(_)
            | ObjectRef::Application(_)
            | ObjectRef::Site(_)
            | ObjectRef::DirectoryRole(_)
            | ObjectRef::ConnectedOrganization(_)
            | ObjectRef::RoleAssignment(_)
            | ObjectRef::ResourceRequest(_)
            | ObjectRef::Policy(_)
            | ObjectRef::Request(_)
            | ObjectRef::Assignment(_)
            | ObjectRef::CustomExtension(_)
            | ObjectRef::Callout(_)
            | ObjectRef::Delegation(_)
            | ObjectRef::Review(_)
            | ObjectRef::Entry(_)
            | ObjectRef::Mail(_) => {}
        }
        return Ok(Some(Value::String(object.guid().to_string())));
    }
    let filled = fill(leaves, &entry.name, &entry.value, &member.shape, *scope)?;
    if let Some(text) = filled.as_str().filter(|_| gives_scope) {
        scope.system = OriginSystem::of_json(text).or(scope.system);
        scope.origin = Origin::try_from(text.to_owned()).ok();
    }
    Ok(Some(filled))
}

fn leaf<'line>(field: &'line str, node: &'line Node) -> Result<Leaf<'line>, Malformed> {
    Ok(Leaf {
        field,
        text: node.text()?,
        column: node.column,
    })
}

/// Fits a number within a range.
fn within(field: &str, node: &Node, range: RangeInclusive<u64>) -> Result<Value, Fault> {
    let number = node.number()?;
    if range.contains(&number) {
        return Ok(Value::from(number));
    }
    let (from, to) = range.into_inner();
    let error = format!("{field} is {number}, not within {from} to {to}");
    Err(Malformed::at(node.column, error).into())
}

/// Fits one value.
pub fn fill(
    leaves: &mut dyn Leaves,
    field: &str,
    node: &Node,
    shape: &Shape,
    scope: Scope,
) -> Result<Value, Fault> {
    match shape {
        Shape::Boolean => Ok(Value::Bool(node.boolean()?)),
        Shape::Number => Ok(Value::from(node.number()?)),
        Shape::Within(from, to) => within(field, node, u64::from(*from)..=u64::from(*to)),
        Shape::Text(check) => {
            let leaf = leaf(field, node)?;
            leaves.text(leaf, *check)?;
            Ok(Value::from(leaf.text))
        }
        Shape::Span => {
            let text = node.text()?;
            Span::parse(text)
                .map_err(|error| Malformed::at(node.column, format!("{field:?} {error}")))?;
            Ok(Value::from(text))
        }
        Shape::Instant => {
            let edge = edge(field);
            let instant = leaves.instant(leaf(field, node)?, edge)?;
            Ok(Value::String(instant.to_string()))
        }
        Shape::Choice(words) => choice(field, node, words),
        Shape::Reference(kinds) => {
            let object = leaves.reference(leaf(field, node)?, kinds, scope)?;
            Ok(Value::String(object.guid().to_string()))
        }
        Shape::Role => {
            let role = leaves.role(leaf(field, node)?, scope)?;
            Ok(Value::String(role.json()))
        }
        Shape::AnyOf(kinds) => {
            let system = scope.system.map(|system| [system.kind()]);
            let wanted = system.iter().flatten().find(|kind| kinds.contains(kind));
            let kinds = wanted.map_or(*kinds, std::slice::from_ref);
            let object = leaves.reference(leaf(field, node)?, kinds, scope)?;
            Ok(Value::String(tagged(object)))
        }
        Shape::PersonOrMail => addressee(leaves, leaf(field, node)?, scope),
        Shape::List(item) => {
            let filled: Result<Vec<Value>, Fault> = node
                .items()?
                .iter()
                .map(|node| fill(leaves, field, node, item, scope))
                .collect();
            filled.map(Value::Array)
        }
        Shape::Object(members) => fill_object(leaves, node, members, scope).map(Value::Object),
        Shape::Tagged(variants) => fill_tagged(leaves, node, variants, scope),
    }
}

/// Finds a person; a mail address that leads to nobody stands for whoever reads mail there.
fn addressee(leaves: &mut dyn Leaves, leaf: Leaf<'_>, scope: Scope) -> Result<Value, Fault> {
    match leaves.reference(leaf, Person::KINDS, scope) {
        Ok(object) => Ok(Value::String(tagged(object))),
        Err(Fault::Refused(Refusal::Desk(DeskRefusal::NameNotFound { .. })))
            if leaf.text.contains('@') =>
        {
            let address = Assignee::Mail(leaf.text.to_owned());
            Ok(Value::String(address.into()))
        }
        Err(fault) => Err(fault),
    }
}

/// Returns the end of the day that a date means in a field.
fn edge(field: &str) -> Edge {
    if field.starts_with("end") {
        Edge::End
    } else {
        Edge::Start
    }
}

fn choice(field: &str, node: &Node, words: &[&str]) -> Result<Value, Fault> {
    let text = node.text()?;
    // Other writers of the same words begin them with a capital.
    if let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(text)) {
        return Ok(Value::from(*word));
    }
    let mut near = near(text, words.iter().copied());
    if near.is_empty() {
        // Whoever writes other words altogether, as of another version, sees those there are.
        near.extend(words.iter().map(|word| (*word).to_owned()));
    }
    let error = format!("{text:?} is no value of {field:?}");
    Err(Malformed::at(node.column, error).meaning(near).into())
}

fn fill_tagged(
    leaves: &mut dyn Leaves,
    node: &Node,
    variants: &[(&str, &[Member])],
    scope: Scope,
) -> Result<Value, Fault> {
    let tag = node
        .entries()?
        .iter()
        .find(|entry| entry.name == "@odata.type")
        .ok_or_else(|| Malformed::at(node.column, "field \"@odata.type\" is missing"))?;
    let name = tag.value.text()?;
    let Some((_, members)) = variants.iter().find(|(known, _)| *known == name) else {
        let near = near(name, variants.iter().map(|(known, _)| *known));
        let error = format!("{name:?} is no type that fits here");
        return Err(Malformed::at(tag.value.column, error).meaning(near).into());
    };
    let mut filled = fill_object(leaves, node, members, scope)?;
    filled.insert(tag.name.clone(), Value::from(name));
    Ok(Value::Object(filled))
}

/// Writes a reference that keeps its kind, as principals and persons have it in JSON.
pub(super) fn tagged(object: ObjectRef) -> String {
    format!("{}:{}", tag(object.kind()), object.guid())
}

/// Returns the word for a kind in a reference that keeps it.
pub(super) const fn tag(kind: ObjectKind) -> &'static str {
    if matches!(kind, ObjectKind::ExternalPerson) {
        "person"
    } else if matches!(kind, ObjectKind::DirectoryRole) {
        "directoryRole"
    } else if matches!(kind, ObjectKind::RoleAssignment) {
        "roleAssignment"
    } else if matches!(kind, ObjectKind::ResourceRequest) {
        "resourceRequest"
    } else if matches!(kind, ObjectKind::CustomExtension) {
        "customExtension"
    } else {
        kind.word()
    }
}
