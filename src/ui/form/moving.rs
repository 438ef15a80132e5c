//! Moves the focus through the fields and steps of a form, and groups of fields past each other.

use crate::ui::form::text_edit::Breaks;
use crate::ui::form::{Field, FieldKey, FormState};
use crate::ui::scene::Scene;

impl FormState {
    fn leave(&mut self) {
        if let Some(key) = self.focused().map(|field| field.key.clone()) {
            self.left.insert(key);
        }
    }

    pub(super) fn move_field(&mut self, down: bool) {
        let within = self.edit(|edit, breaks| {
            breaks == Breaks::Kept && edit.has_breaks() && edit.move_line(down)
        });
        if within {
            return;
        }
        if !self.is_review() {
            self.leave();
        }
        self.focus = self.next_that_counts(down);
    }

    /// Returns the place of the next field, or the one before, past those that do not count now:
    /// they say on the screen what would switch them on.
    fn next_that_counts(&self, down: bool) -> usize {
        let fields = self.fields();
        let count = self.stops();
        let counts = |field: &&Field| self.is_review() || field.off(&self.answers).is_none();
        let line = fields.len()..self.stops();
        let step = if down { 1 } else { count.saturating_sub(1) };
        let places = (1..=count).map(|times| (self.focus + step * times) % count);
        let mut places =
            places.filter(|place| line.contains(place) || fields.get(*place).is_some_and(counts));
        places.next().unwrap_or(self.focus)
    }

    pub(super) fn go_to_step(&mut self, step: usize) {
        let last = if self.is_wizard() {
            self.steps.len()
        } else {
            0
        };
        let keys: Vec<FieldKey> = self
            .fields()
            .iter()
            .map(|field| field.key.clone())
            .collect();
        self.left.extend(keys);
        self.at = step.min(last);
        self.focus = 0;
        self.seen.insert(self.at);
    }

    pub(super) fn go_to_field(&mut self, key: &FieldKey) {
        let place = self.steps.iter().enumerate().find_map(|(at, step)| {
            let focus = step.fields.iter().position(|field| field.key == *key)?;
            Some((at, focus))
        });
        if let Some((at, focus)) = place {
            (self.at, self.focus) = (at, focus);
            self.seen.insert(at);
        }
    }

    /// Exchanges the group of fields with the focus for the one behind or before it; the focus goes
    /// along.
    pub(super) fn move_group(&mut self, later: bool, scene: &Scene<'_>) {
        let Some(field) = self.editable() else {
            return;
        };
        let Some(group) = field.group.filter(|group| group.can_move(later)) else {
            return;
        };
        let other = if later {
            group.number + 1
        } else {
            group.number - 1
        };
        self.answers.exchange(group.names, group.number, other);
        let key = group.key_in(&field.key, other);
        self.left.clear();
        self.judge(scene);
        self.go_to_field(&key);
    }
}
