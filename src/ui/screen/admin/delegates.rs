//! Who has roles of entitlement management: over one catalog, or to make catalogs at all.
//!
//! Both lists have the same rows and keys; they differ in the screens beside them.

use crate::domain::command::HeldRole;
use crate::domain::entitlement_role::RoleAssignment;
use crate::domain::id::{CatalogId, ObjectRef, Principal};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::delegate as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{catalog, seen, settings};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Phrase};

/// Who has roles over a catalog.
pub const OF_CATALOG: Page = Page {
    name: "Roles and administrators",
    title: catalog::title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: BINDINGS,
    tabs: catalog::tabs,
    body: list(&[
        "Nobody has a role over this catalog.",
        "Administrators manage it; others can do so, or read it, or assign people.",
        "a gives somebody a role.",
    ]),
};

/// Who may make catalogs.
pub const CREATORS: Page = Page {
    name: "Catalog creators",
    title: |_, _| "Catalog creators".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: settings::tabs,
    body: list(&[
        "Nobody but administrators makes catalogs.",
        "A catalog creator owns the catalogs that they make, and no others.",
        "a lets somebody make catalogs.",
    ]),
};

const fn list(empty: &'static [&'static str]) -> Body {
    Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty,
    })
}

/// A role that somebody has as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: &'static str,
    role: &'static str,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 22, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Kind", 6, |row: &Row| Phrase::plain(row.kind)).priority(2),
    Column::words("Role", 32, |row: &Row| Phrase::plain(row.role)).priority(1),
];

const BINDINGS: &[Binding] = &[
    object::open(|scene, spot| match selected(scene, spot)?.principal {
        Principal::User(id) => Ok(Step::Go(Screen::User(id))),
        Principal::Group(id) => Ok(Step::Go(Screen::GroupMembers(id))),
    }),
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "give role",
        shown: Shown::Footer,
        step: |scene, spot| {
            let catalog = catalog::of(spot.screen);
            scene.allows(&form::blank(scene, catalog))?;
            Ok(Step::OpenForm(&form::ASSIGN, catalog.map(ObjectRef::from)))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "take role away",
        shown: Shown::Footer,
        step: remove,
    },
];

fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a RoleAssignment> {
    if let ObjectRef::RoleAssignment(id) = object {
        scene.tenant().find_role_assignment(id)
    } else {
        None
    }
}

fn selected<'a>(scene: &Scene<'a>, spot: &Spot) -> Result<&'a RoleAssignment, Reason> {
    let found = spot.selected.and_then(|object| find(scene, object));
    found.ok_or_else(|| Reason::new("nobody is selected"))
}

/// Asks before taking a role away.
fn remove(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let held = selected(scene, spot)?;
    let command = form::removal(HeldRole {
        principal: held.principal,
        role: held.role,
        catalog: held.catalog,
    });
    scene.allows(&command)?;
    let (name, label) = (scene.name(held.principal.object()), held.role.label());
    let over = form::over(scene, held.catalog);
    let loses = format!("{name} no longer has the role {label} over {over}.");
    let mut lines = vec![Phrase::plain(loses.clone())];
    if let Principal::Group(_) = held.principal {
        lines.push(Phrase::plain("Its members lose the role with it."));
    }
    lines.push(Phrase::plain("What was done with the role stays."));
    let then = Step::Execute(Box::new(command), loses.into());
    let ask = Confirm::simple("Take role away?", lines, "Take away", then);
    Ok(Step::Ask(Box::new(ask)))
}

/// Lists the roles in their order, and who has each by name.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let given = given(scene, catalog::of(screen));
    let mut objects = seen(scene, given);
    objects.sort_by_cached_key(|object| {
        let held = find(scene, *object);
        held.map(|held| (held.role, scene.name(held.principal.object())))
    });
    objects
}

fn given<'a>(
    scene: &Scene<'a>,
    catalog: Option<CatalogId>,
) -> impl Iterator<Item = ObjectRef> + use<'a> {
    let given = scene.tenant().index.appointed_in.of(catalog);
    given.map(|id| (*id).into())
}

/// Counts the roles that are given over a catalog, or of those who make catalogs.
pub(super) fn count(scene: &Scene<'_>, catalog: Option<CatalogId>) -> usize {
    scene.tenant().index.appointed_in.count(&catalog)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(held) = find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: scene.name(held.principal.object()),
        kind: kind(held.principal),
        role: held.role.label(),
    };
    column::cells(COLUMNS, &row)
}

const fn kind(principal: Principal) -> &'static str {
    match principal {
        Principal::User(_) => "user",
        Principal::Group(_) => "group",
    }
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(held) = find(scene, object) else {
        return vec![DetailLine::text("This role has been taken away.")];
    };
    let mut lines = vec![
        DetailLine::fact("Name", scene.name(held.principal.object())),
        DetailLine::fact("Kind", kind(held.principal)),
    ];
    if let Principal::Group(group) = held.principal {
        let members = scene.tenant().members(group).count();
        lines.push(DetailLine::fact("Members", members.to_string()));
    }
    lines.extend([
        DetailLine::fact("Role", held.role.label()),
        DetailLine::text(form::means(held.role)),
        DetailLine::Gap,
        DetailLine::fact("Since", scene.calendar.instant(held.created_date_time)),
        DetailLine::fact("Id", held.id.guid().to_string()),
    ]);
    lines
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_role_over_a_catalog_is_given_says_what_it_means_and_is_taken_away() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogDelegates(made.catalog))
            .expect("Nobody has a role over this catalog.")
            .press("a space space");
        made.desk.expect("changes nothing").press("tab enter");
        made.desk.type_text("approver").press("tab enter Ctrl-S");
        made.desk
            .expect("Approver has the role Catalog reader now.")
            .expect("Catalog reader");
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::CatalogDelegates(made.catalog))
            .expect(">Approver")
            .press("a");
        made.desk.expect("Not possible (give role)");
        made.desk.persona = made.administrator();
        made.at(Screen::CatalogDelegates(made.catalog)).press("x y");
        made.desk.expect("no longer has the role Catalog reader");
        made.desk.expect("Nobody has a role over this catalog.");
    }

    #[test]
    fn several_get_a_role_at_once_with_a_result_for_each() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogDelegates(made.catalog))
            .press("a space");
        made.desk
            .press("tab enter")
            .type_text("re")
            .press("Alt-Enter");
        made.desk.press("Ctrl-U").type_text("test gr");
        made.desk
            .press("Alt-Enter enter")
            .expect("Whoever is in the group");
        made.desk.press("Ctrl-S").expect("Result of each row");
        made.desk.press("esc").expect("Catalog owner");
        made.desk.expect("[4 Roles 2]");
    }

    #[test]
    fn a_catalog_creator_is_named_under_the_settings_and_makes_catalogs_from_then_on() {
        let mut made = Furnished::new();
        made.at(Screen::Settings).press("2");
        made.desk
            .expect("Nobody but administrators")
            .press("a enter");
        made.desk.type_text("requestor").press("tab enter Ctrl-S");
        made.desk.expect(">Requestor").expect("Catalog creator");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Catalogs).press("n");
        made.desk.expect("New catalog");
    }
}
