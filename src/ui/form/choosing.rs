//! Choosing values in a form: toggles, choices shown in full, rows of a list that opened.

use chrono::NaiveDate;

use crate::domain::text::Safe;
use crate::domain::typed_date;
use crate::ui::form::answers::{Pick, Value};
use crate::ui::form::field::{FieldKey, Kind};
use crate::ui::form::state::FormState;
use crate::ui::form::text_edit::TextEdit;
use crate::ui::scene::Scene;

impl FormState {
    /// Switches a toggle or moves on among the values of a choice.
    pub(super) fn choose(&mut self, by: isize) {
        let Some(field) = self.editable() else {
            return;
        };
        let value = match &field.kind {
            Kind::Toggle | Kind::Decision => {
                let on = self.answers.toggle(&field.key);
                Value::Toggle(Some(!on.unwrap_or_default()))
            }
            Kind::Choice(picks) => {
                let chosen = self.answers.choice(&field.key);
                let picks: Vec<&Pick> = picks.iter().filter(|pick| pick.off.is_none()).collect();
                let at = picks
                    .iter()
                    .position(|pick| Some(pick.value.as_str()) == chosen);
                let next = match at {
                    Some(at) => (at + picks.len()).saturating_add_signed(by) % picks.len().max(1),
                    None => 0,
                };
                Value::Choice(picks.get(next).map(|pick| pick.value.clone()))
            }
            Kind::Text(_)
            | Kind::Long(_)
            | Kind::Date
            | Kind::Number(..)
            | Kind::Length(..)
            | Kind::Several(_)
            | Kind::Picker(..)
            | Kind::Search(..) => return,
        };
        self.answers.set(field.key, value);
    }

    /// Takes the rows chosen in a list for a field.
    pub fn picked(&mut self, key: &FieldKey, rows: Vec<Pick>, scene: &Scene<'_>) {
        let fields = self.steps.iter().flat_map(|step| &step.fields);
        let kind = fields
            .filter(|field| field.key == *key)
            .map(|field| field.kind.clone())
            .next();
        let value = match kind {
            Some(Kind::Choice(_)) => Value::Choice(rows.into_iter().next().map(|row| row.value)),
            Some(
                Kind::Several(_)
                | Kind::Picker(..)
                | Kind::Search(..)
                | Kind::Text(_)
                | Kind::Long(_)
                | Kind::Toggle
                | Kind::Decision
                | Kind::Date
                | Kind::Number(..)
                | Kind::Length(..),
            )
            | None => Value::Picked(rows),
        };
        self.answers.set(key.clone(), value);
        self.left.insert(key.clone());
        self.judge(scene);
    }

    /// Returns the day that was typed into a field.
    pub fn day(&self, key: &FieldKey, scene: &Scene<'_>) -> Option<NaiveDate> {
        typed_date::parse(self.answers.text(key), scene.calendar.today()).ok()
    }

    /// Says what would be wrong with a field if it held a day.
    pub fn fault_of_day(&self, key: &FieldKey, day: NaiveDate, scene: &Scene<'_>) -> Option<Safe> {
        let answers = self.answers.clone();
        let answers = answers.with_text(key.clone(), &day.to_string());
        let (errors, _) = self.judged(&answers, scene);
        let error = errors.into_iter().find(|error| error.key == *key)?;
        Some(error.text)
    }

    /// Takes the day chosen for a field.
    pub fn day_chosen(&mut self, key: &FieldKey, day: NaiveDate, scene: &Scene<'_>) {
        let text = TextEdit::new(&day.to_string());
        self.answers.set(key.clone(), Value::Text(text));
        self.left.insert(key.clone());
        self.judge(scene);
    }
}
