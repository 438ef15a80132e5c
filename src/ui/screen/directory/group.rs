//! One group: what there is to know about it, and the faces it has.

use crate::domain::decide::group::uses;
use crate::domain::group::{Group, GroupTrait};
use crate::domain::id::{CatalogId, GroupId, ObjectRef, Principal};
use crate::domain::resource::Origin;
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::directory::{gone, groups, some_names};
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::view::DetailLine;
use crate::ui::wording;

/// What there is to know about a group.
pub const PAGE: Page = Page {
    name: "Group",
    title,
    parent: |_, _| Some(Screen::Groups),
    bindings: groups::OBJECT_BINDINGS,
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Names the group that a screen is about.
pub(super) fn title(scene: &Scene<'_>, screen: Screen) -> Safe {
    screen
        .object()
        .map(|object| scene.name(object))
        .unwrap_or_default()
}

/// Lists the faces of a group.
pub(super) fn tabs(scene: &Scene<'_>, screen: Screen) -> Tabs {
    let Some(ObjectRef::Group(id)) = screen.object() else {
        return Tabs::new();
    };
    let members = format!("Members {}", scene.tenant().members(id).count());
    let owners = format!("Owners {}", scene.tenant().owners(id).count());
    vec![
        (members.into(), Screen::GroupMembers(id)),
        (owners.into(), Screen::GroupOwners(id)),
        ("Overview".into(), Screen::Group(id)),
    ]
}

/// Finds a group behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Group> {
    if let ObjectRef::Group(id) = object {
        scene.tenant().find_group(id)
    } else {
        None
    }
}

/// Lists the catalogs that hold a group.
pub(super) fn catalogs<'a>(
    scene: &Scene<'a>,
    group: GroupId,
) -> impl Iterator<Item = CatalogId> + 'a {
    let tenant = scene.tenant();
    let resources = tenant.index.resources_from.of(Origin::Group(group));
    resources.filter_map(|id| tenant.find_resource(*id).map(|resource| resource.catalog))
}

/// Says what there is to know about a group.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(group) = find(scene, object) else {
        return vec![DetailLine::text("This group is no longer known.")];
    };
    let tenant = scene.tenant();
    let mut lines = Vec::new();
    if let Some(deleted) = group.deleted_date_time {
        lines.push(gone(scene, deleted, group.purge_due()));
    }
    if !group.description.is_empty() {
        lines.push(DetailLine::text(group.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    let inside = tenant.index.groups_of.of(Principal::Group(group.id));
    let members = tenant.members(group.id).map(|member| scene.name(member));
    let owners = tenant.owners(group.id).map(|owner| scene.name(owner));
    let nickname = group.mail_nickname.as_ref();
    lines.extend([
        DetailLine::fact("Kind", kind(group)),
        DetailLine::fact("Members", some_names(members)),
        DetailLine::fact("People", people(scene, group)),
        DetailLine::fact("Owners", some_names(owners)),
        DetailLine::fact("Inside of", some_names(inside.map(|id| scene.name(*id)))),
        DetailLine::fact(
            "Mail nickname",
            nickname.map_or_else(|| "none".into(), |text| Safe::line(text.as_str())),
        ),
    ]);
    lines.extend(features(group));
    lines.extend(usage(scene, group));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Created", scene.calendar.instant(group.created_date_time)),
        DetailLine::fact("Id", group.id.guid().to_string()),
    ]);
    lines
}

/// Names the kind of a group; one that a rule fills says so.
pub(super) fn kind(group: &Group) -> Safe {
    let kind = group.kind().label();
    if group.is_dynamic() {
        format!("{kind}, dynamic").into()
    } else {
        kind.into()
    }
}

/// Says what is true of a group beside its kind.
fn features(group: &Group) -> Vec<DetailLine> {
    let shown = [GroupTrait::OnPremises, GroupTrait::RoleAssignable];
    let mut lines: Vec<DetailLine> = shown
        .into_iter()
        .filter(|feature| group.is(*feature))
        .map(|feature| DetailLine::text(&format!("{}.", feature.label())))
        .collect();
    if let Some(rule) = &group.membership_rule {
        lines.push(DetailLine::heading("Membership rule"));
        lines.push(DetailLine::text(rule.as_str()));
    }
    lines
}

/// Counts the people in a group, those of groups inside included.
fn people(scene: &Scene<'_>, group: &Group) -> String {
    let count = scene.tenant().users_in(group.id).len();
    format!("{count}, those of groups inside included")
}

fn usage(scene: &Scene<'_>, group: &Group) -> Vec<DetailLine> {
    let used_by = uses(scene.tenant(), group.id);
    if used_by.is_empty() {
        return vec![DetailLine::fact("Used by", "no catalog and no policy")];
    }
    let bullets = used_by.iter().map(|object| {
        let kind = object.kind().word();
        DetailLine::bullet(if let ObjectRef::Policy(id) = object {
            format!("{kind} {}", wording::policy_of(scene, *id))
        } else {
            format!("{kind} \"{}\"", scene.name(*object))
        })
    });
    std::iter::once(DetailLine::heading("Used by"))
        .chain(bullets)
        .collect()
}
