//! The custom extensions of a catalog: the workflows that its policies may call.

use crate::domain::custom_extension::CustomExtension;
use crate::domain::id::{CustomExtensionId, ObjectRef};
use crate::domain::text::{Attribute, Safe};
use crate::ui::column::{self, Column};
use crate::ui::form::custom_extension as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::catalog::{of, shown, tabs, title};
use crate::ui::screen::admin::seen;
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// The custom extensions of a catalog.
pub const PAGE: Page = Page {
    name: "Custom extensions",
    title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "No custom extension{ that you may know of} yet.",
            "A policy can call one when a request is made, approved or delivered, \
             and before access ends.",
            "`n` makes a custom extension.",
        ],
    }),
};

/// An extension as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: &'static str,
    wait: String,
    policies: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 24, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Called for", 19, |row: &Row| Phrase::plain(row.kind)).priority(1),
    Column::words("Waits", 8, |row: &Row| Phrase::plain(row.wait.clone())).priority(2),
    Column::number("Policies", 8, |row: &Row| {
        Phrase::plain(row.policies.to_string())
    }),
];

const BINDINGS: &[Binding] = &[
    object::new(|scene, spot| {
        let catalog = shown(spot)?;
        scene.allows(&form::blank(catalog)?)?;
        Ok(Step::OpenForm(&form::CREATE, Some(catalog.into())))
    }),
    object::edit(|scene, spot| {
        let extension = selected(spot)?;
        scene.allows(&form::untouched(extension))?;
        Ok(Step::OpenForm(&form::EDIT, Some(extension.into())))
    }),
    object::delete(|scene, spot| delete(scene, selected(spot)?)),
];

fn selected(spot: &Spot) -> Result<CustomExtensionId, Reason> {
    if let Some(ObjectRef::CustomExtension(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("no extension is selected"))
    }
}

/// Asks before deleting an extension.
fn delete(scene: &Scene<'_>, extension: CustomExtensionId) -> Result<Step, Reason> {
    let command = form::deletion(extension);
    scene.allows(&command)?;
    let name = scene.name(extension);
    let lines = vec![
        Phrase::plain(format!("Custom extension \"{name}\" will be deleted.")),
        Phrase::plain("Calls that it was launched for stay on record; nothing calls it again."),
    ];
    let done = format!("Custom extension \"{name}\" was deleted.");
    Ok(Confirm::before(
        command,
        ("Delete extension?", "Delete"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(catalog) = of(screen) else {
        return Vec::new();
    };
    let made = scene.tenant().index.extensions_of.of(catalog);
    let mut objects = seen(scene, made.map(|extension| (*extension).into()));
    objects.sort_by_cached_key(|object| scene.name(*object));
    objects
}

fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a CustomExtension> {
    if let ObjectRef::CustomExtension(id) = object {
        scene.tenant().find_custom_extension(id)
    } else {
        None
    }
}

fn wait(extension: &CustomExtension) -> String {
    let callback = extension.callback_configuration.as_ref();
    callback.map_or_else(
        || "no".to_owned(),
        |callback| callback.timeout_duration.in_words(),
    )
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(extension) = find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: scene.name(extension.id),
        kind: extension.kind.label(),
        wait: wait(extension),
        policies: scene.tenant().index.policies_calling.count(&extension.id),
    };
    column::cells(COLUMNS, &row)
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(extension) = find(scene, object) else {
        return vec![DetailLine::text("This extension has been deleted.")];
    };
    let mut lines = Vec::new();
    if !extension.description.is_empty() {
        lines.push(DetailLine::text(extension.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    lines.extend([
        DetailLine::fact("Called for", extension.kind.label()),
        DetailLine::fact("Waits", wait(extension)),
        DetailLine::fact("At this desk", extension.answer.label()),
    ]);
    lines.extend(workflow(extension));
    lines.push(DetailLine::Gap);
    let calling = scene.tenant().index.policies_calling.of(extension.id);
    let names = calling.map(|policy| {
        let policy = wording::policy_of(scene, *policy);
        DetailLine::bullet(format!("policy {policy}"))
    });
    let names: Vec<DetailLine> = names.collect();
    if names.is_empty() {
        lines.push(DetailLine::text("No policy calls it."));
    } else {
        lines.push(DetailLine::heading("Called by"));
        lines.extend(names);
    }
    let made = scene.calendar.instant(extension.created_date_time);
    let edited = scene.calendar.instant(extension.last_modified_date_time);
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Created", made),
        DetailLine::fact("Edited", edited),
        DetailLine::fact("Id", extension.id.guid().to_string()),
    ]);
    lines
}

/// Says which workflow is called and how, as far as it is known.
fn workflow(extension: &CustomExtension) -> Vec<DetailLine> {
    let endpoint = extension.endpoint_configuration.as_ref();
    let authentication = extension.authentication_configuration.as_ref();
    let client = extension.client_configuration;
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let text = |text: Option<&Attribute>| text.map(|text| text.as_str().to_owned());
    let facts = [
        (
            "Logic App",
            text(endpoint.and_then(|it| it.logic_app_workflow_name.as_ref())),
        ),
        (
            "Resource group",
            text(endpoint.and_then(|it| it.resource_group_name.as_ref())),
        ),
        (
            "Subscription",
            text(endpoint.and_then(|it| it.subscription_id.as_ref())),
        ),
        ("Address", text(endpoint.and_then(|it| it.url.as_ref()))),
        (
            "Known by",
            authentication.map(|it| it.kind.label().to_owned()),
        ),
        (
            "Token is for",
            text(authentication.and_then(|it| it.resource_id.as_ref())),
        ),
        (
            "Retries",
            number(client.and_then(|client| client.maximum_retries)),
        ),
        (
            "Call in ms",
            number(client.and_then(|client| client.timeout_in_milliseconds)),
        ),
    ];
    let known = facts
        .into_iter()
        .filter_map(|(label, value)| Some(DetailLine::fact(label, Safe::line(&value?))));
    known.collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::custom_extension::{ExtensionKind, StubAnswer};
    use crate::domain::id::Person;
    use crate::domain::time::Span;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn an_extension_that_requests_wait_for_is_made_and_listed() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogExtensions(made.catalog))
            .expect("No custom extension yet.")
            .press("n");
        made.desk.type_text("Ask HR").press("tab tab tab space");
        made.desk.press("tab Ctrl-U").type_text("48");
        made.desk.press("tab enter").type_text("asks whoever");
        made.desk.press("enter pagedown").type_text("hr-check");
        made.desk.press("Ctrl-S").expect("No policy calls it yet.");
        made.desk.expect(">Ask HR").expect("2 days");
        made.desk.press("tab").expect("hr-check");
        let mut extensions = made.desk.desk.tenant.custom_extensions.iter();
        let extension = extensions.next().unwrap();
        let wait = extension.callback_configuration.unwrap();
        assert_eq!(wait.timeout_duration, Span::hours(48));
        assert_eq!(extension.kind, ExtensionKind::Request);
        assert_eq!(extension.answer, StubAnswer::Ask);
        assert_eq!(extension.authentication_configuration, None);
    }

    #[test]
    fn an_extension_for_ends_of_assignments_is_not_asked_whether_anything_waits() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogExtensions(made.catalog)).press("n");
        made.desk.expect("Hours to wait").press("tab tab space");
        made.desk.expect_no("Hours to wait");
        made.desk.press("Ctrl-S").expect("create (1 problem)");
        made.desk.type_text("Remind").press("Ctrl-S");
        made.desk.expect(">Remind").expect("ends of assignments");
    }

    #[test]
    fn an_edit_sends_only_what_differs_and_a_wait_too_long_is_refused() {
        let mut made = Furnished::new();
        made.extension("Ask HR");
        made.at(Screen::CatalogExtensions(made.catalog)).press("e");
        made.desk.press("Ctrl-S").expect("NothingToChange");
        made.desk.press("tab tab space tab Ctrl-U").type_text("337");
        made.desk.press("Ctrl-S").expect("WaitTooLong");
        made.desk.press("Ctrl-U").type_text("336").press("Ctrl-S");
        made.desk.expect("Saved.").expect("14 days");
    }

    #[test]
    fn an_extension_that_a_policy_calls_is_not_deleted_and_one_that_none_calls_is() {
        let mut made = Furnished::new();
        let package = made.package();
        made.extension("Ask HR");
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown pagedown enter space enter Ctrl-S");
        made.automate(package);
        made.at(Screen::CatalogExtensions(made.catalog))
            .press("tab");
        made.desk.expect("Called by").press("tab d");
        made.desk
            .expect("Not possible (delete)")
            .expect("\"Ask HR\" is in use")
            .press("enter");
        made.desk
            .expect("Access packages > Kit")
            .expect(" A rule")
            .expect(">Initial policy")
            .press("e pagedown pagedown pagedown enter space enter Ctrl-S");
        made.at(Screen::CatalogExtensions(made.catalog))
            .press("d y");
        made.desk.expect("No custom extension yet.");
    }

    #[test]
    fn who_has_no_part_in_the_catalog_makes_none() {
        let mut made = Furnished::new();
        made.extension("Ask HR");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::CatalogExtensions(made.catalog)).press("n");
        made.desk.expect("Not possible (new)").expect_no("Ask HR");
    }
}
