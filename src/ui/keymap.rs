//! Keys as tables: one row has the keys, the label, and the expression that both greys the key and
//! does what it says.
//!
//! The same rows feed the resolver, the footer, help and the palette, so they cannot disagree.
//! Layers are searched from the top; the first row with the key decides.

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::command::Command;
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::ui::action::Action;
use crate::ui::bulk::offering::possible;
use crate::ui::key::{Key, KeyCode};
use crate::ui::scene::{Asked, Reason, Scene};
use crate::ui::screen::matrix::Cell;
use crate::ui::screen::{Body, Screen};
use crate::ui::step::Step;
use crate::ui::view::Hint;

pub mod bulk;
pub mod choice;
pub mod dialog;
pub mod form;
pub mod global;
pub mod list;
pub mod matrix;
pub mod month;
pub mod moved;
pub mod notice;
pub mod object;
pub mod output;
pub mod signed_out;

/// The longest label in cells.
pub const LABEL_CELLS: usize = 18;

/// One key, or a prefix and the key after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chord {
    /// A single key.
    One(Key),
    /// A prefix and a key.
    Two(Key, Key),
}

impl Chord {
    /// Makes the chord of a character.
    pub const fn char(c: char) -> Self {
        Self::One(Key::char(c))
    }

    /// Makes the chord of a key pressed by itself.
    pub const fn plain(code: KeyCode) -> Self {
        Self::One(Key::plain(code))
    }

    /// Makes the chord of a character pressed with control.
    pub const fn ctrl(c: char) -> Self {
        Self::One(Key::ctrl(c))
    }

    /// Makes the chord of a character after a prefix.
    pub const fn after(prefix: char, c: char) -> Self {
        Self::Two(Key::char(prefix), Key::char(c))
    }
}

impl std::fmt::Display for Chord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(key) => write!(f, "{key}"),
            Self::Two(prefix, key) => write!(f, "{prefix} {key}"),
        }
    }
}

/// Where a row is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// In the footer, help and the palette.
    Footer,
    /// In help and the palette.
    Help,
    /// At the end of the footer, whatever its width; in help.
    Fixed,
    /// In help alone: it makes no sense as a command.
    KeyOnly,
}

/// Where the focus is: what a row's expression may look at besides the scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The screen.
    pub screen: Screen,
    /// The selected row of its list.
    pub selected: Option<ObjectRef>,
    /// The selected cell of its matrix.
    pub cell: Option<Cell>,
    /// How many rows of its list are marked.
    pub marks: usize,
    /// The first of them, as many as keys are asked about before they are pressed.
    pub first_marked: Vec<ObjectRef>,
    /// Whether the last notice was a refusal whose checks are known.
    pub explains: bool,
    /// Whether a screen was visited before this one.
    pub has_past: bool,
    /// Whether somebody went back from a screen.
    pub has_ahead: bool,
    /// What the form on top would send, or why nothing is known of it yet; `None` without such a form.
    pub sends: Option<Result<Rc<[Command]>, Reason>>,
}

impl Spot {
    /// Returns the selected object, or the reason that greys what needs one.
    pub fn object(&self) -> Result<ObjectRef, Reason> {
        self.selected
            .or_else(|| self.screen.object())
            .ok_or_else(|| {
                Reason::new(match self.screen.page().body {
                    Body::Detail(_) => "this screen is about no object",
                    Body::List(_) | Body::Matrix(_) | Body::Stacked(_) => "nothing is selected",
                })
            })
    }
}

/// Says what a key does here and now, or why it does nothing.
pub type Answerable = fn(&Scene<'_>, &Spot) -> Result<Step, Reason>;

/// A row of a key table.
#[derive(Clone, Copy)]
pub struct Binding {
    /// The keys; the first one is shown.
    pub keys: &'static [Chord],
    /// The stable name.
    pub action: Action,
    /// What it does, in at most 18 cells.
    pub label: &'static str,
    /// Where it is listed.
    pub shown: Shown,
    /// What it does here and now, or why it does nothing.
    pub step: Answerable,
}

impl std::fmt::Debug for Binding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Binding")
            .field("keys", &self.keys)
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

impl Binding {
    /// Makes a row.
    pub const fn new(
        keys: &'static [Chord],
        action: Action,
        label: &'static str,
        shown: Shown,
        step: Answerable,
    ) -> Self {
        Self {
            keys,
            action,
            label,
            shown,
            step,
        }
    }

    /// Says what the row does here and now: to the marked rows where it takes them.
    pub fn answer(&self, scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
        let step = if self.acts_on_marks(spot) {
            possible(self, scene, spot).map(|()| Step::OnMarks(self.action))?
        } else {
            (self.step)(scene, spot)?
        };
        scene.open_to(step)
    }

    /// Returns what it does, and to how many rows where several are marked.
    pub fn says(&self, spot: &Spot) -> Safe {
        if self.acts_on_marks(spot) {
            format!("{} ({})", self.label, spot.marks).into()
        } else {
            self.label.into()
        }
    }

    const fn acts_on_marks(&self, spot: &Spot) -> bool {
        spot.marks > 0 && self.action.takes_marks()
    }

    /// Returns the hint of the row, greyed when it does nothing here.
    pub fn hint(&self, scene: &Scene<'_>, spot: &Spot) -> Hint {
        Hint {
            key: scene.keys.text(self).into(),
            label: self.says(spot),
            reason: self.answer(scene, spot).err().map(|reason| reason.0),
        }
    }
}

/// Rows that belong together; the name is the heading in help.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// The heading.
    pub name: &'static str,
    /// The rows.
    pub bindings: &'static [Binding],
}

/// What the layers make of a key.
#[derive(Debug)]
pub enum Resolved {
    /// A row has the key: what it does, or why it does nothing.
    Found(&'static Binding, Result<Step, Reason>),
    /// Another key has to follow.
    Prefix,
    /// No row has the key.
    Nothing,
}

/// Finds what a key means, after a prefix when one was pressed.
pub fn resolve(
    layers: &[Layer],
    prefix: Option<Key>,
    key: Key,
    scene: &Scene<'_>,
    spot: &Spot,
) -> Resolved {
    let wanted = prefix.map_or(Chord::One(key), |prefix| Chord::Two(prefix, key));
    for layer in layers {
        if let Some(row) = find(layer, wanted, scene) {
            return Resolved::Found(row, row.answer(scene, spot));
        }
        if prefix.is_none() && starts(layer, key, scene) {
            return Resolved::Prefix;
        }
    }
    Resolved::Nothing
}

/// Returns the name of what a key means, whether or not it does anything here.
pub fn action_of(
    layers: &[Layer],
    prefix: Option<Key>,
    key: Key,
    scene: &Scene<'_>,
) -> Option<Action> {
    let wanted = prefix.map_or(Chord::One(key), |prefix| Chord::Two(prefix, key));
    let mut rows = layers.iter().filter_map(|layer| find(layer, wanted, scene));
    rows.next().map(|row| row.action)
}

fn find(layer: &Layer, wanted: Chord, scene: &Scene<'_>) -> Option<&'static Binding> {
    let mut rows = layer.bindings.iter();
    rows.find(|row| scene.keys.of(row).contains(&wanted))
}

fn starts(layer: &Layer, key: Key, scene: &Scene<'_>) -> bool {
    layer
        .bindings
        .iter()
        .flat_map(|row| scene.keys.of(row))
        .any(|chord| matches!(chord, Chord::Two(prefix, _) if *prefix == key))
}

/// Asks a greyed row once more, now writing down the checks that grey it.
pub fn checks(row: &Binding, scene: &Scene<'_>, spot: &Spot) -> Walk {
    let asked = RefCell::new(Asked::default());
    let listening = Scene {
        listener: Some(&asked),
        ..scene.clone()
    };
    // Of several rows the first one is spoken of.
    let first = spot
        .first_marked
        .first()
        .filter(|_| row.acts_on_marks(spot));
    let spoken_of = first.map_or_else(|| spot.clone(), |object| spot.alone(*object));
    let refused = (row.step)(&listening, &spoken_of).is_err();
    let walk = asked.take().walk;
    // What a key asked before it met its reason was allowed and explains nothing.
    let decides = walk.0.last().is_some_and(|check| !check.passed);
    if refused && decides {
        walk
    } else {
        Walk::default()
    }
}

/// Lists the rows that can follow a prefix.
pub fn after(layers: &[Layer], prefix: Key, scene: &Scene<'_>) -> Vec<(Key, &'static Binding)> {
    let rows = layers.iter().flat_map(|layer| layer.bindings);
    rows.flat_map(|row| {
        scene
            .keys
            .of(row)
            .iter()
            .filter_map(move |chord| match chord {
                Chord::Two(first, key) if *first == prefix => Some((*key, row)),
                Chord::Two(..) | Chord::One(_) => None,
            })
    })
    .collect()
}

/// The hints of the footer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    /// Those of the screen or of what lies over it.
    pub own: Vec<Hint>,
    /// Those that lead elsewhere from any screen.
    pub elsewhere: Vec<Hint>,
    /// Those that are shown whatever the width.
    pub fixed: Vec<Hint>,
}

/// Returns the hints of the footer; the prefix of the keys that go to a screen comes before the
/// other keys that lead elsewhere.
pub fn footer(layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Footer {
    let of = |layer: &Layer, shown: Shown| -> Vec<Hint> {
        let rows = layer.bindings.iter().filter(|row| row.shown == shown);
        rows.map(|row| row.hint(scene, spot)).collect()
    };
    let mut footer = Footer::default();
    for layer in layers {
        if layer.name == global::LAYER.name {
            let (prefix, label) = global::GO_TO;
            let go_to = Hint::new(Key::char(prefix).to_string(), label);
            footer.elsewhere.push(go_to);
            footer.elsewhere.extend(of(layer, Shown::Footer));
        } else {
            footer.own.extend(of(layer, Shown::Footer));
        }
        footer.fixed.extend(of(layer, Shown::Fixed));
    }
    footer
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::moved::every_layer;
    use super::*;
    use crate::ui::width;

    #[test]
    fn no_key_means_two_things_in_a_layer() {
        for layer in every_layer() {
            let mut seen = BTreeSet::new();
            let chords = layer.bindings.iter().flat_map(|row| row.keys);
            for chord in chords {
                assert!(seen.insert(*chord), "{chord} twice in {}", layer.name);
                if let Chord::Two(prefix, _) = chord {
                    assert!(
                        !seen.contains(&Chord::One(*prefix)),
                        "{prefix} in {}",
                        layer.name
                    );
                }
            }
        }
    }

    #[test]
    fn labels_fit_the_footer() {
        for row in every_layer().iter().flat_map(|layer| layer.bindings) {
            assert!(width::width(row.label) <= LABEL_CELLS, "{}", row.label);
            assert!(!row.keys.is_empty(), "{}", row.label);
        }
    }

    #[test]
    fn screens_never_change_a_key_that_works_everywhere() {
        let everywhere: BTreeSet<Chord> = global::LAYER
            .bindings
            .iter()
            .flat_map(|row| row.keys)
            .copied()
            .collect();
        for screen in Screen::samples() {
            for chord in screen.page().bindings.iter().flat_map(|row| row.keys) {
                assert!(
                    !everywhere.contains(chord),
                    "{chord} in {}",
                    screen.page().name
                );
            }
        }
    }
}
