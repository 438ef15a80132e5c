//! The command palette and help: the rows of the key tables, to be found by word and run.

use std::collections::BTreeSet;

use crate::ui::form::link;
use crate::ui::keymap::{Binding, Chord, Layer, Shown, Spot};
use crate::ui::modal::{Chooser, Row};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;
use crate::ui::step::Step;

/// Opens the palette: actions first, then screens.
pub fn palette(layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Chooser {
    let rows = layers.iter().flat_map(|layer| layer.bindings);
    let has_link = rows.clone().any(|row| row.action == link::BINDING.action);
    let commands = rows
        .filter(|row| row.shown != Shown::KeyOnly)
        .map(|row| listed(row, scene, spot));
    let link = link::BINDING;
    let link = (!has_link).then(|| Row::step(link.label, "", link.answer(scene, spot)));
    let screens = Screen::ROOTS.iter().map(|screen| {
        let name = format!("{} (screen)", (screen.page().title)(scene, *screen));
        Row::step(name, "", Ok(Step::Go(*screen)))
    });
    Chooser::new("Commands", commands.chain(link).chain(screens).collect())
}

/// Opens help: every key that works here, by layer; a row whose keys all mean something else in a
/// layer above is left out.
pub fn help(layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Chooser {
    let mut above: BTreeSet<Chord> = BTreeSet::new();
    let mut rows = Vec::new();
    for row in layers.iter().flat_map(|layer| layer.bindings) {
        let before = above.len();
        above.extend(scene.keys.of(row));
        if above.len() > before {
            rows.push(listed(row, scene, spot));
        }
    }
    Chooser::new("Keys of this screen", rows)
}

fn listed(row: &Binding, scene: &Scene<'_>, spot: &Spot) -> Row {
    let keys = scene.keys.of(row).iter();
    let keys: Vec<String> = keys.map(ToString::to_string).collect();
    Row::step(row.says(spot), &keys.join(", "), row.answer(scene, spot))
}
