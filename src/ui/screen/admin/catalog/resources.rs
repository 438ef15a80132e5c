//! The resources of a catalog: the objects that its packages may give roles on.

use crate::domain::id::{ObjectRef, Origin, ResourceId};
use crate::domain::resource::Resource;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::{resource as form, resource_attributes};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::catalog::{of, shown, tabs, title};
use crate::ui::screen::admin::seen;
use crate::ui::screen::directory;
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// The resources of a catalog.
pub const PAGE: Page = Page {
    name: "Catalog resources",
    title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail,
        overview: None,
        empty: &[
            "No resources{ that you may know of} yet.",
            "Packages of this catalog can give roles on its resources only.",
            "`a` adds a group, application, site or role.",
        ],
    }),
};

/// A resource as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: Safe,
    packages: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 30, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Kind", 14, |row: &Row| Phrase::plain(row.kind.clone())).priority(2),
    Column::number("Packages", 8, |row: &Row| {
        Phrase::plain(row.packages.to_string())
    }),
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add",
        shown: Shown::Footer,
        step: |scene, spot| {
            let catalog = shown(spot)?;
            form::addable(scene, catalog)?;
            Ok(Step::OpenForm(&form::ADD, Some(catalog.into())))
        },
    },
    Binding {
        keys: &[Chord::char('e')],
        action: Action::Edit,
        label: "what it asks",
        shown: Shown::Footer,
        step: |scene, spot| {
            let resource = selected(spot)?;
            scene.allows(&resource_attributes::untouched(shown(spot)?, resource))?;
            let form = &resource_attributes::EDIT;
            Ok(Step::OpenForm(form, Some(resource.into())))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "remove",
        shown: Shown::Footer,
        step: |scene, spot| remove(scene, spot, selected(spot)?),
    },
];

fn selected(spot: &Spot) -> Result<ResourceId, Reason> {
    if let Some(ObjectRef::Resource(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("no resource is selected"))
    }
}

/// Asks before taking a resource out of the catalog.
fn remove(scene: &Scene<'_>, spot: &Spot, resource: ResourceId) -> Result<Step, Reason> {
    let catalog = shown(spot)?;
    let command = form::removal(catalog, resource);
    scene.allows(&command)?;
    let (name, from) = (scene.name(resource), scene.name(catalog));
    let lines = vec![
        Phrase::plain(format!("\"{name}\" leaves catalog \"{from}\".")),
        Phrase::plain("The object itself stays as it is, and so does who has it."),
    ];
    let done = format!("\"{name}\" is no longer a resource of \"{from}\".");
    Ok(Confirm::before(
        command,
        ("Remove resource?", "Remove"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(catalog) = of(screen) else {
        return Vec::new();
    };
    let resources = scene.tenant().index.resources_of.of(catalog);
    let mut objects = seen(scene, resources.map(|resource| (*resource).into()));
    objects.sort_by_cached_key(|object| scene.name(*object));
    objects
}

fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Resource> {
    if let ObjectRef::Resource(id) = object {
        scene.tenant().find_resource(id)
    } else {
        None
    }
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(resource) = find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: scene.name(resource.id),
        kind: form::kind(scene, resource.origin),
        packages: scene.tenant().index.packages_using.count(&resource.id),
    };
    column::cells(COLUMNS, &row)
}

fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(resource) = find(scene, object) else {
        return vec![DetailLine::text("This resource has been removed.")];
    };
    let tenant = scene.tenant();
    let mut lines = vec![
        DetailLine::fact("Name", scene.name(resource.id)),
        DetailLine::fact("Kind", form::kind(scene, resource.origin)),
        DetailLine::fact("Origin", Safe::from(tenant.origin_id(resource.origin))),
        DetailLine::fact("Added", scene.calendar.instant(resource.created_date_time)),
        DetailLine::fact("Id", resource.id.guid().to_string()),
    ];
    if let Origin::Site(site) = resource.origin {
        let environment = tenant.find_site(site).map(directory::site::environment);
        lines.splice(3..3, environment);
    }
    if !tenant.is_there(resource.origin) {
        lines.insert(
            0,
            DetailLine::Text(Phrase::signed(Tone::Warning, "deleted in the directory")),
        );
    }
    lines.extend(directory::offered(scene, resource.origin));
    lines.extend(asked(resource));
    lines.push(DetailLine::Gap);
    let using = scene.tenant().index.packages_using.of(resource.id);
    let names: Vec<Safe> = using.map(|package| scene.name(*package)).collect();
    if names.is_empty() {
        lines.push(DetailLine::text("No package gives a role on it."));
    } else {
        lines.push(DetailLine::heading("Given by"));
        lines.extend(names.into_iter().map(DetailLine::bullet));
    }
    lines
}

/// Lists what is asked of whoever wants access.
fn asked(resource: &Resource) -> Vec<DetailLine> {
    let bullets = resource.attributes.iter().map(|asked| {
        let stays = if asked.is_persisted_on_assignment_removal {
            ", kept when access ends"
        } else {
            ""
        };
        DetailLine::bullet(format!("{}: {}{stays}", asked.attribute, asked.question))
    });
    let mut lines: Vec<DetailLine> = bullets.collect();
    if !lines.is_empty() {
        lines.insert(0, DetailLine::heading("Asked of requestors"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn an_empty_catalog_teaches_how_a_group_is_added() {
        let mut made = Furnished::new();
        made.at(Screen::Catalogs).press("up").press("enter 2");
        made.desk
            .expect("No resources yet.")
            .expect("a adds a group, application, site or role.");
    }

    #[test]
    fn a_group_is_added_through_a_picker() {
        let mut made = Furnished::new();
        made.at(Screen::Catalogs).press("up enter 2 a enter");
        made.desk.type_text("test").press("enter Ctrl-S");
        made.desk
            .expect("is a resource of \"General\" now")
            .expect(">Test group");
    }

    #[test]
    fn the_list_of_objects_is_shortened_to_one_kind() {
        let mut made = Furnished::new();
        made.at(Screen::Catalogs).press("up enter 2 a");
        made.desk.press("tab enter").type_text("directory role");
        made.desk.press("enter Shift-Tab enter");
        made.desk
            .expect("Global Administrator")
            .expect_no("Test group");
    }

    #[test]
    fn a_site_says_in_which_environment_it_lies_in_the_directory_and_in_a_catalog() {
        let mut made = Furnished::new();
        let url = "https://contosoeur.sharepoint.com/sites/sales";
        let site = made.make(&json!({"do": "createSite",
            "with": {"displayName": "Sales site", "url": url}}));
        made.make(
            &json!({"do": "addCatalogResource", "with": {"catalog": made.catalog,
            "originSystem": "SharePointOnline", "originId": format!("site:{}", site.guid())}}),
        );
        let environment = "Environment  contosoeur.sharepoint.com";
        made.desk.tell(Msg::Resize(Size {
            width: 120,
            height: 40,
        }));
        made.at(Screen::Sites).expect(environment);
        made.at(Screen::CatalogResources(made.catalog))
            .press("home");
        made.desk.expect(">Sales site").expect(environment);
    }

    #[test]
    fn removing_asks_and_says_that_the_group_stays() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogResources(made.catalog)).press("x");
        made.desk.expect("The object itself stays as it is");
        made.desk.press("y").expect("no longer a resource");
        made.desk.expect("No resources yet.");
    }

    #[test]
    fn a_resource_in_use_greys_its_removal_with_the_reason() {
        let mut made = Furnished::new();
        made.package();
        made.at(Screen::CatalogResources(made.catalog)).press("x");
        made.desk
            .expect("Not possible (remove)")
            .expect_no("Remove resource?");
    }
}
