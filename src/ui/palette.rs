//! The command palette and help: the rows of the key tables, to be found by word and run.

use std::collections::BTreeSet;

use crate::domain::authority::visible;
use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::package::PackageLink;
use crate::ui::form::link;
use crate::ui::keymap::global::SCREENS;
use crate::ui::keymap::{Binding, Chord, Layer, Shown, Spot};
use crate::ui::modal::{Chooser, Row, RowFinder};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;
use crate::ui::search;

/// The fewest letters for which objects are looked up by their names.
const LETTERS: usize = 2;
/// The most objects that are listed by their names.
const OBJECTS: usize = 8;

/// Opens the palette: actions first, then screens, then the objects that what is typed finds.
pub fn palette(layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Chooser {
    let rows = layers.iter().flat_map(|layer| layer.bindings);
    let has_link = rows.clone().any(|row| row.action == link::BINDING.action);
    let commands = rows
        .clone()
        .filter(|row| row.shown != Shown::KeyOnly && led_to(row, scene).is_none())
        .map(|row| listed(row, scene, spot));
    let link = link::BINDING;
    let link = (!has_link).then(|| Row::step(link.label, "", link.answer(scene, spot)));
    let keyed: Vec<(Screen, &Binding)> = rows
        .filter_map(|row| Some((led_to(row, scene)?, row)))
        .collect();
    let others = keyed.iter().map(|(screen, _)| *screen);
    let others = others.filter(|screen| !Screen::ROOTS.contains(screen));
    let screens = Screen::ROOTS.iter().copied().chain(others).map(|screen| {
        let name = format!("{} (screen)", (screen.page().title)(scene, screen));
        match keyed.iter().find(|(led, _)| *led == screen) {
            Some((_, row)) => {
                Row::step(name, &keys(row, scene), row.answer(scene, spot)).found_by(row.label)
            }
            None => Row::step(name, "", screen.go(scene)),
        }
    });
    let rows = commands.chain(link).chain(screens).collect();
    Chooser::new("Commands", rows).with_also(RowFinder(|scene, _, typed| objects(scene, typed)))
}

/// Lists the objects that a text names: by a link or an identifier, or by the beginning of a name.
fn objects(scene: &Scene<'_>, typed: &str) -> Vec<Row> {
    let now = scene.calendar.now;
    let known = |object: ObjectRef| visible(scene.tenant(), scene.persona, object, now);
    let typed = typed.trim();
    if let Ok(link) = PackageLink::parse(typed) {
        return linked(scene, &link, known);
    }
    if typed.chars().count() < LETTERS {
        return Vec::new();
    }
    let found = search::in_passing(scene, typed, OBJECTS, known).into_iter();
    found.filter_map(|object| opened(scene, object)).collect()
}

/// Lists what a link or an identifier leads to: the form that asks for the package, where that may
/// be asked for, and the screen about it.
fn linked(scene: &Scene<'_>, link: &PackageLink, known: impl Fn(ObjectRef) -> bool) -> Vec<Row> {
    let all = ObjectKind::ALL.iter();
    let meant = all.map(|kind| ObjectRef::new(*kind, link.package.guid()));
    let meant: Vec<ObjectRef> = meant
        .filter(|object| scene.tenant().contains(*object) && known(*object))
        .collect();
    let open = meant.iter().filter_map(|object| opened(scene, *object));
    let follow = link::follow(scene, link);
    let may_ask = follow.is_ok();
    let ask = Row::step("Request the package", "", follow);
    if link::elsewhere(scene, link).is_some() {
        vec![ask]
    } else if may_ask {
        std::iter::once(ask).chain(open).collect()
    } else if meant.is_empty() || meant.contains(&link.package.into()) {
        open.chain([ask]).collect()
    } else {
        open.collect()
    }
}

/// Returns the row that opens an object, where it has a screen.
fn opened(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let screen = Screen::about(object)?;
    let name = format!("{} ({})", scene.name(object), object.kind().word());
    Some(Row::step(name, "", screen.go(scene)))
}

/// Opens help: every key that works here, by layer; a row whose keys all mean something else in a
/// layer above is left out.
pub fn help(layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Chooser {
    let mut above: BTreeSet<Chord> = BTreeSet::new();
    let mut rows = Vec::new();
    let tabs = (spot.screen.page().tabs)(scene, spot.screen);
    for (group, row) in layers.iter().flat_map(of_layer) {
        let before = above.len();
        above.extend(scene.keys.of(row));
        if above.len() == before {
            continue;
        }
        let mut row = listed(row, scene, spot).aside(group);
        if let Some((name, _)) = row
            .opens_tab()
            .and_then(|number| tabs.get(number.checked_sub(1)?))
        {
            row = row.called(format!("open {name}"));
        }
        rows.push(row);
    }
    Chooser::new("Keys of this screen", rows)
}

/// Lists the rows of a layer, each with the name of the group that they are.
fn of_layer(layer: &Layer) -> impl Iterator<Item = (&'static str, &'static Binding)> {
    let name = layer.name;
    layer.bindings.iter().map(move |row| (name, row))
}

fn listed(row: &Binding, scene: &Scene<'_>, spot: &Spot) -> Row {
    Row::step(row.says(spot), &keys(row, scene), row.answer(scene, spot))
}

/// Writes the keys of a row.
fn keys(row: &Binding, scene: &Scene<'_>) -> String {
    let keys = scene.keys.of(row).iter();
    let keys: Vec<String> = keys.map(ToString::to_string).collect();
    keys.join(", ")
}

/// Returns the screen that a row leads to, if it is one of those that have a key of their own.
fn led_to(row: &Binding, scene: &Scene<'_>) -> Option<Screen> {
    let mut screens = SCREENS.iter();
    let (_, led) = screens.find(|(action, _)| *action == row.action)?;
    Some(led(scene))
}

#[cfg(test)]
mod tests {
    use super::led_to;
    use crate::domain::id::{ObjectKind, Person};
    use crate::ui::keymap::global;
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;
    use crate::ui::step::Step;

    fn paste(desk: &mut Rehearsal, text: &str) {
        desk.tell(Msg::Paste(text.to_owned()));
    }

    #[test]
    fn a_link_or_an_identifier_opens_what_it_names_for_whoever_may_see_it() {
        let mut made = Furnished::new();
        let package = made.package().guid().to_string();
        let link = format!(
            "https://myaccess.microsoft.com/@woodgrovebank.onmicrosoft.com#/access-packages/{package}"
        );
        let tenant = &made.desk.desk.tenant;
        let group = tenant
            .named(ObjectKind::Group, "Test group")
            .next()
            .unwrap();
        let group = group.guid().to_string();
        paste(made.at(Screen::Users).press(":"), &link);
        made.desk.expect("Kit (access package)");
        made.desk.expect("Request the package").press("enter");
        made.desk.expect("Access packages > Kit");
        paste(made.desk.press(":"), &group);
        made.desk.expect("Test group (group)");
        made.desk.expect_no("Request the package").press("enter");
        made.desk.expect("Groups > Test group");
        made.desk.persona = Person::User(made.requestor);
        paste(made.at(Screen::Users).press(":"), &link);
        made.desk.press("enter").expect("Request \"Kit\"");
    }

    #[test]
    fn a_link_of_another_directory_or_to_nothing_says_so() {
        let mut made = Furnished::new();
        let package = made.package().guid().to_string();
        let link = |domain: &str, id: &str| {
            format!("https://myaccess.microsoft.com/@{domain}#/access-packages/{id}")
        };
        let elsewhere = link("fabrikam.example", &package);
        paste(made.at(Screen::Users).press(":"), &elsewhere);
        made.desk.expect_no("Kit (access package)").press("enter");
        made.desk.expect("leads to the portal of fabrikam.example");
        let nothing = "00000000-0000-0000-0000-000000000009";
        paste(made.desk.press("Ctrl-U"), nothing);
        made.desk.press("enter").expect("Not possible: ");
    }

    #[test]
    fn every_screen_is_listed_once_beside_the_key_that_leads_there() {
        let mut desk = Rehearsal::new(Screen::Clock);
        desk.press(":").type_text("assignments");
        let listed = desk.screen().matches("ssignments").count();
        // What was typed, and the row.
        assert_eq!(listed, 2, "{}", desk.screen());
        desk.expect("Assignments (screen)").expect("g a");
        desk.press("enter").expect("Assignments");
        desk.press(":").type_text("users and groups");
        desk.expect("Users (screen)").expect("g u");
        desk.press("ctrl-u").type_text("my access");
        desk.expect("My Access (screen)").expect("g m");
    }

    #[test]
    fn no_key_that_leads_to_a_screen_is_left_out_of_their_list() {
        let desk = Rehearsal::new(Screen::Clock);
        let (scene, layer) = (desk.scene(), global::LAYER);
        let spot = desk.ui.spot(&scene);
        for row in layer.bindings {
            let led = match row.answer(&scene, &spot) {
                Ok(Step::Go(screen)) => Some(screen),
                Ok(_) | Err(_) => None,
            };
            assert_eq!(led_to(row, &scene), led, "{}", row.label);
        }
    }

    #[test]
    fn objects_are_found_by_the_beginning_of_their_names() {
        let mut made = Furnished::new();
        made.package();
        made.at(Screen::Users).press(":").type_text("kit");
        made.desk.expect("Kit (access package)").press("enter");
        made.desk.expect("Access packages > Kit");
    }

    #[test]
    fn the_audit_log_is_greyed_for_whoever_may_read_nothing_there() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Users).press("g l");
        made.desk.expect("needs an administrator or reader role");
        made.desk
            .press(":")
            .type_text("audit log (screen")
            .press("enter");
        made.desk.expect("*Commands").expect("Not possible: ");
    }
}
