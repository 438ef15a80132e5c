//! Keys that settings have moved: which actions can be moved, and to what.

use std::collections::{BTreeMap, BTreeSet};

use crate::ui::action::Action;
use crate::ui::keymap::{
    Binding, Chord, Layer, bulk, choice, dialog, form, global, list, month, notice, output,
    signed_out,
};
use crate::ui::screen::Screen;

/// The keys of actions that settings have moved; all others stay as the tables say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys(BTreeMap<Action, Vec<Chord>>);

/// The keys as the tables say.
pub static STANDARD: Keys = Keys(BTreeMap::new());

/// Why a key cannot be moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// Dialogs and lists to choose from rely on the key.
    #[error("the keys of `{0}` are the same in every dialog and stay as they are")]
    Fixed(&'static str),
    /// Two actions would have the same key on one screen.
    #[error("`{chord}` would mean both `{one}` and `{other}` on the screen \"{screen}\"")]
    Twice {
        /// The key.
        chord: Chord,
        /// The action that was moved.
        one: &'static str,
        /// The action that has the key there.
        other: &'static str,
        /// The screen.
        screen: &'static str,
    },
}

impl Keys {
    /// Moves an action to other keys.
    pub fn set(&mut self, action: Action, chords: Vec<Chord>) -> Result<(), MoveError> {
        let fixed = over_screens().iter().any(|layer| has(layer, action));
        if fixed || chords.is_empty() {
            return Err(MoveError::Fixed(action.name()));
        }
        self.0.insert(action, chords);
        Ok(())
    }

    /// Returns the keys of a row.
    pub fn of(&self, row: &Binding) -> &[Chord] {
        self.0.get(&row.action).map_or(row.keys, Vec::as_slice)
    }

    /// Returns the first key of a row as it is written.
    pub fn text(&self, row: &Binding) -> String {
        let first = self.of(row).first();
        first.map(ToString::to_string).unwrap_or_default()
    }

    /// Lists the actions that were moved, with their keys.
    pub fn all(&self) -> impl Iterator<Item = (&Action, &[Chord])> {
        let all = self.0.iter();
        all.map(|(action, chords)| (action, chords.as_slice()))
    }

    /// Returns the key of an action as it is written, `usual` where it was not moved.
    pub fn name_of(&self, action: Action, usual: &str) -> String {
        let moved = self.0.get(&action).and_then(|chords| chords.first());
        moved.map_or_else(|| usual.to_owned(), ToString::to_string)
    }

    /// Checks that no moved key means two things on any screen.
    pub fn check(&self) -> Result<(), MoveError> {
        for screen in every_screen() {
            for row in rows(&screen).filter(|row| self.0.contains_key(&row.action)) {
                for chord in self.of(row) {
                    let other = rows(&screen).find(|other| {
                        let meets = |key: &Chord| overlaps(*key, *chord);
                        other.action != row.action && self.of(other).iter().any(meets)
                    });
                    if let Some(other) = other {
                        return Err(MoveError::Twice {
                            chord: *chord,
                            one: row.action.name(),
                            other: other.action.name(),
                            screen: screen.first().map_or("", |layer| layer.name),
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Tells whether two chords cannot both be keys: the same, or one the prefix of the other.
fn overlaps(one: Chord, other: Chord) -> bool {
    match (one, other) {
        (Chord::One(key), Chord::Two(prefix, _)) | (Chord::Two(prefix, _), Chord::One(key)) => {
            key == prefix
        }
        (Chord::One(_), Chord::One(_)) | (Chord::Two(..), Chord::Two(..)) => one == other,
    }
}

fn has(layer: &Layer, action: Action) -> bool {
    layer.bindings.iter().any(|row| row.action == action)
}

fn rows(layers: &[Layer]) -> impl Iterator<Item = &'static Binding> {
    layers.iter().flat_map(|layer| layer.bindings)
}

/// The tables of what lies over screens, in which most keys are typed text.
fn over_screens() -> [Layer; 24] {
    [
        list::FILTERING,
        form::LAYER,
        form::WIZARD,
        form::PICKER,
        form::DATE,
        form::TOGGLE,
        form::CHOICE,
        form::LINES,
        form::REVIEW,
        form::AWAY,
        form::AFFECTING,
        form::EARLIER,
        form::LATER,
        dialog::LAYER,
        choice::LAYER,
        choice::MARKING,
        choice::UNMARKING,
        choice::MARKED,
        choice::KINDS,
        choice::GROUP,
        month::LAYER,
        choice::ENDS,
        notice::LAYER,
        bulk::LAYER,
    ]
}

/// The tables of each kind of screen, its own first.
fn every_screen() -> Vec<Vec<Layer>> {
    let below = [
        list::LISTING,
        list::TABS,
        output::LAYER,
        list::LAYER,
        global::LAYER,
    ];
    let screens = Screen::samples().into_iter().map(|screen| {
        let page = screen.page();
        let own = Layer {
            name: page.name,
            bindings: page.bindings,
        };
        std::iter::once(own).chain(below).collect()
    });
    screens.collect()
}

/// Returns every table of keys once, in the order of the guide to keys.
pub fn every_layer() -> Vec<Layer> {
    let mut seen = BTreeSet::new();
    let screens = every_screen().into_iter().flatten();
    let screens = screens.filter(|layer| layer.name != global::LAYER.name);
    let all = [global::LAYER].into_iter().chain(screens);
    let all = all
        .chain(over_screens())
        .chain([signed_out::LAYER, choice::CHOOSING]);
    all.filter(|layer| !layer.bindings.is_empty() && seen.insert(layer.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::key::Key;

    fn moved(action: Action, key: char) -> Keys {
        let mut keys = Keys::default();
        keys.set(action, vec![Chord::One(Key::char(key))]).unwrap();
        keys
    }

    #[test]
    fn a_free_key_can_be_taken_and_a_taken_one_cannot() {
        assert_eq!(moved(Action::Undo, 'U').check(), Ok(()));
        let refused = moved(Action::Undo, 'n').check().unwrap_err().to_string();
        assert!(refused.contains("both `undo` and `new`"), "{refused}");
        let prefix = moved(Action::Undo, 'g').check();
        assert!(matches!(prefix, Err(MoveError::Twice { .. })));
    }

    #[test]
    fn keys_of_dialogs_stay() {
        let refused = Keys::default().set(Action::Back, vec![Chord::char('b')]);
        assert_eq!(refused, Err(MoveError::Fixed("back")));
    }

    #[test]
    fn the_standard_keys_are_sound() {
        assert_eq!(STANDARD.check(), Ok(()));
    }
}
