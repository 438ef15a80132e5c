//! Names in the place of the identifiers that stand in what an entry changed.

use uuid::Uuid;

use crate::domain::event::Event;
use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::scene::Scene;

/// How many characters an identifier has.
const LENGTH: usize = 36;
/// How much of a value is looked through, in characters; what is beyond is not shown.
const MOST: usize = 2_000;

/// Names what an entry is about; what is known nowhere else goes by the name in the entry itself.
pub(super) fn of(scene: &Scene<'_>, event: &Event, target: ObjectRef) -> Safe {
    match scene.tenant().name_in(event, target) {
        Some(name) => Safe::line(name),
        None => scene.name(target),
    }
}

/// Puts names in the place of the identifiers of objects that have one.
pub(super) fn put_in(scene: &Scene<'_>, value: &str) -> String {
    let end = value
        .char_indices()
        .nth(MOST)
        .map_or(value.len(), |(at, _)| at);
    let mut rest = value.get(..end).unwrap_or(value);
    let mut text = String::new();
    while let Some(next) = rest.chars().next() {
        let named = rest.get(..LENGTH).and_then(|id| name(scene, id));
        let taken = if let Some(name) = &named {
            // Where the kind stands in front of the identifier, its name does not say it again.
            let kind = name.split(' ').next().unwrap_or_default();
            let before = text.strip_suffix(':').map(|said| said.ends_with(kind));
            let said = if before == Some(true) {
                name.strip_prefix(kind).unwrap_or(name)
            } else {
                name
            };
            text.push_str(said);
            LENGTH
        } else {
            text.push(next);
            next.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    text
}

/// Returns the name of the object with an identifier, whatever kind of object it is.
fn name(scene: &Scene<'_>, id: &str) -> Option<String> {
    if !id.starts_with(|c: char| c.is_ascii_hexdigit()) || id.as_bytes().get(8) != Some(&b'-') {
        return None;
    }
    let guid = Uuid::try_parse(id).ok()?;
    let tenant = scene.tenant();
    ObjectKind::ALL.iter().find_map(|kind| {
        let known = tenant.name_of(ObjectRef::new(*kind, guid))?;
        // These bear the name of something else.
        let borrowed = [
            ObjectKind::Request,
            ObjectKind::Assignment,
            ObjectKind::Review,
            ObjectKind::RoleAssignment,
            ObjectKind::Delegation,
        ];
        Some(if borrowed.contains(kind) {
            format!("{} {known}", kind.word())
        } else {
            known.to_owned()
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::admin::audit::names::put_in;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn names_stand_in_the_place_of_known_identifiers_and_of_no_others() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        let scene = made.desk.scene();
        let unknown = "11111111-2222-3333-4444-555555555555";
        let value = format!("[\"{}\",\"{unknown}\"] é{}", package.guid(), request.guid());
        let told = put_in(&scene, &value);
        assert_eq!(told, format!("[\"Kit\",\"{unknown}\"] érequest Kit"));
    }
}
