//! Finds objects by what somebody types of their names, in windows over the index.
//!
//! A directory may hold 100,000 people, so a list of them is never made whole. What begins as it
//! was typed comes first and costs as much as the window; only when that does not fill the window
//! are the names looked through for the words, which makes no text and fits into a frame.

use uuid::Uuid;

use crate::domain::attribute::UserAttribute;
use crate::domain::id::{GroupId, ObjectKind, ObjectRef, Person, UserId};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;
use crate::ui::scene::Scene;

/// The most rows that a search shows.
pub const WINDOW: usize = 40;

/// Lists objects of some kinds by what was typed of their names or of the names people sign in
/// with; only those that `keep` lets pass, and no more than fit into the window.
///
/// Without any text the objects come kind by kind in the order of their names.
pub fn by_text(
    scene: &Scene<'_>,
    kinds: &[ObjectKind],
    typed: &str,
    keep: impl Fn(ObjectRef) -> bool,
) -> Vec<ObjectRef> {
    let mut found: Vec<ObjectRef> = Vec::new();
    let candidates = beginning(scene, kinds, typed)
        .chain(identified(scene, kinds, typed))
        .chain(holding(scene, kinds, typed))
        .chain(of_department(scene, kinds, typed))
        .chain(strewn(scene, kinds, typed));
    for object in candidates {
        if found.len() == WINDOW {
            break;
        }
        if !found.contains(&object) && keep(object) {
            found.push(object);
        }
    }
    found
}

/// Lists at most so many objects whose name, or name to sign in with, begins as typed, and
/// packages and catalogs that have all its words in their names; only those that `keep` lets pass.
///
/// People are too many to be looked through for every key that somebody types in passing.
pub fn in_passing(
    scene: &Scene<'_>,
    typed: &str,
    most: usize,
    keep: impl Fn(ObjectRef) -> bool,
) -> Vec<ObjectRef> {
    const GOVERNED: &[ObjectKind] = &[ObjectKind::AccessPackage, ObjectKind::Catalog];
    const BEGINNING: &[ObjectKind] = &[
        ObjectKind::AccessPackage,
        ObjectKind::Catalog,
        ObjectKind::ConnectedOrganization,
        ObjectKind::Group,
        ObjectKind::User,
        ObjectKind::Application,
        ObjectKind::Site,
    ];
    let begin = BEGINNING.iter().flat_map(|kind| {
        let only = std::slice::from_ref(kind);
        beginning(scene, only, typed).take(WINDOW)
    });
    let hold = holding(scene, GOVERNED, typed).take(WINDOW);
    let mut found: Vec<ObjectRef> = Vec::new();
    for object in begin.chain(hold) {
        if found.len() == most {
            break;
        }
        if !found.contains(&object) && keep(object) {
            found.push(object);
        }
    }
    found
}

/// Lists what begins as typed: by name, then by sign-in name.
fn beginning<'a>(
    scene: &Scene<'a>,
    kinds: &'a [ObjectKind],
    typed: &str,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let index = &scene.tenant().index;
    let (key, start) = (NameKey::of(typed), NameKey::of(typed));
    let names = kinds.iter().flat_map(move |kind| {
        let end = key.clone();
        let from = index.named.of_from(*kind, (key.clone(), ObjectRef::MIN));
        from.take_while(move |(name, _)| name.as_str().starts_with(end.as_str()))
            .map(|(_, object)| *object)
    });
    let signed = index.sign_in_names.from(start.clone());
    let signed = signed.take_while(move |(name, _)| name.as_str().starts_with(start.as_str()));
    names.chain(people(scene.tenant(), kinds, signed))
}

/// Lists what has every word somewhere in its name, or in its sign-in name.
fn holding<'a>(
    scene: &Scene<'a>,
    kinds: &'a [ObjectKind],
    typed: &str,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let index = &scene.tenant().index;
    let words: Vec<NameKey> = typed.split_whitespace().map(NameKey::of).collect();
    let wanted = words.clone();
    let names = kinds
        .iter()
        .flat_map(|kind| index.named.of(*kind))
        .filter(move |(name, _)| has_all(name, &wanted))
        .map(|(_, object)| *object);
    let signed = index.sign_in_names.iter();
    let signed = signed.filter(move |(name, _)| has_all(name, &words));
    names.chain(people(scene.tenant(), kinds, signed))
}

/// The fewest digits by which an identifier is looked for.
const DIGITS: usize = 4;

/// Lists users and groups whose identifier begins as typed.
fn identified<'a>(
    scene: &Scene<'a>,
    kinds: &'a [ObjectKind],
    typed: &str,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let digits: String = typed.trim().chars().filter(|c| *c != '-').collect();
    let is_hex = digits.len() >= DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = digits.to_lowercase();
    let first = is_hex.then(|| format!("{digits:0<32}"));
    let first = first.and_then(|first| Uuid::try_parse(&first).ok());
    let begins = move |id: Uuid| id.simple().to_string().starts_with(&digits);
    let tenant = scene.tenant();
    let objects = first.into_iter().flat_map(move |first| {
        let users = tenant
            .users
            .from(UserId::new(first))
            .map(|user| user.id.into());
        let groups = tenant
            .groups
            .from(GroupId::new(first))
            .map(|group| group.id.into());
        let of = |kind| kinds.contains(&kind);
        let users = of(ObjectKind::User).then_some(users).into_iter().flatten();
        let groups = of(ObjectKind::Group)
            .then_some(groups)
            .into_iter()
            .flatten();
        let begins = begins.clone();
        let begins_too = begins.clone();
        let users = users.take_while(move |object: &ObjectRef| begins(object.guid()));
        users.chain(groups.take_while(move |object: &ObjectRef| begins_too(object.guid())))
    });
    objects.filter(move |object| is_listed(tenant, *object))
}

/// Returns the department of an account, where one is entered.
pub fn department(user: &User) -> Option<&str> {
    user.attribute(UserAttribute::Department)
}

/// Tells whether a text has every word that was typed.
pub fn has_words(text: &str, typed: &str) -> bool {
    let words: Vec<NameKey> = typed.split_whitespace().map(NameKey::of).collect();
    has_all(&NameKey::of(text), &words)
}

/// Lists users whose department has every word, department by department.
fn of_department<'a>(
    scene: &Scene<'a>,
    kinds: &'a [ObjectKind],
    typed: &str,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let departments = &scene.tenant().index.users_in;
    let words: Vec<NameKey> = typed.split_whitespace().map(NameKey::of).collect();
    let wanted = kinds.contains(&ObjectKind::User) && !words.is_empty();
    let meant = departments
        .keys()
        .filter(move |name| wanted && has_all(name, &words));
    let users = meant.flat_map(|department| departments.of(department.clone()));
    users.map(|user| ObjectRef::from(*user))
}

/// Lists what has the letters in their order somewhere in its name. Addresses are too long for that:
/// nearly every one has nearly every short word's letters somewhere.
fn strewn<'a>(
    scene: &Scene<'a>,
    kinds: &'a [ObjectKind],
    typed: &str,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let index = &scene.tenant().index;
    let letters: String = typed.split_whitespace().collect();
    let letters = NameKey::of(&letters);
    let names = kinds.iter().flat_map(|kind| index.named.of(*kind));
    names
        .filter(move |(name, _)| has_strewn(name, &letters))
        .map(|(_, object)| *object)
}

/// Tells whether a name has letters in their order.
fn has_strewn(name: &NameKey, letters: &NameKey) -> bool {
    let mut left = name.as_str().chars();
    letters
        .as_str()
        .chars()
        .all(|letter| left.any(|c| c == letter))
}

/// Tells whether lists show an object, which those that were deleted are not in.
fn is_listed(tenant: &Tenant, object: ObjectRef) -> bool {
    let name = tenant.name_of(object).map(NameKey::of);
    name.is_some_and(|name| tenant.index.named.contains(object.kind(), (name, object)))
}

/// Keeps people of the kinds wanted whom lists show, which deleted users are not.
fn people<'a>(
    tenant: &'a Tenant,
    kinds: &'a [ObjectKind],
    signed: impl Iterator<Item = &'a (NameKey, Person)>,
) -> impl Iterator<Item = ObjectRef> {
    let objects = signed.map(|(_, person)| person.object());
    objects.filter(move |object| kinds.contains(&object.kind()) && is_listed(tenant, *object))
}

fn has_all(name: &NameKey, words: &[NameKey]) -> bool {
    words
        .iter()
        .all(|word| name.as_str().contains(word.as_str()))
}

/// Returns whom an object stands for, if it can act at the desk.
pub const fn person(object: ObjectRef) -> Option<Person> {
    if let ObjectRef::User(id) = object {
        Some(Person::User(id))
    } else if let ObjectRef::ExternalPerson(id) = object {
        Some(Person::ExternalPerson(id))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[track_caller]
    fn case(typed: &str, expected: &[&str]) {
        let furnished = Furnished::new();
        let scene = furnished.desk.scene();
        let kinds = [ObjectKind::User, ObjectKind::Group];
        let found = by_text(&scene, &kinds, typed, |_| true);
        let names: Vec<String> = found
            .iter()
            .map(|object| scene.name(*object).to_string())
            .collect();
        assert_eq!(names, expected, "{typed}");
    }

    #[test]
    fn people_and_groups_are_found_by_any_part_of_a_name_and_by_sign_in_name() {
        case(
            "",
            &["Administrator", "Approver", "Requestor", "Test group"],
        );
        case("APP", &["Approver"]);
        case("req", &["Requestor"]);
        case("group", &["Test group"]);
        case("group te", &["Test group"]);
        case("approver@wood", &["Approver"]);
        case("nobody", &[]);
    }

    #[test]
    fn what_begins_as_typed_comes_before_what_only_holds_it() {
        case(
            "r",
            &["Requestor", "Administrator", "Approver", "Test group"],
        );
    }
}
