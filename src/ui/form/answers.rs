//! What has been entered into a form, raw: texts, toggles, choices and picked rows.

use std::collections::BTreeMap;

use crate::domain::text::Safe;
use crate::ui::form::field::FieldKey;
use crate::ui::form::text_edit::TextEdit;

/// A value that can be chosen: how it is written in JSON, and what people read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pick {
    /// The value as JSON writes it.
    pub value: String,
    /// What people read.
    pub label: Safe,
    /// What tells it apart from others of that name, such as an address.
    pub aside: Safe,
    /// What stands at the right: its kind.
    pub note: Safe,
    /// Why it cannot serve.
    pub unfit: Option<Safe>,
    /// Why it cannot be chosen, if that is so.
    pub off: Option<Safe>,
}

impl Pick {
    /// Makes a value that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<Safe>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            aside: Safe::default(),
            note: Safe::default(),
            unfit: None,
            off: None,
        }
    }

    /// Sets what tells it apart from others of that name.
    #[must_use]
    pub fn aside(self, aside: impl Into<Safe>) -> Self {
        Self {
            aside: aside.into(),
            ..self
        }
    }

    /// Says why it cannot serve.
    #[must_use]
    pub fn unfit(self, why: impl Into<Safe>) -> Self {
        Self {
            unfit: Some(why.into()),
            ..self
        }
    }

    /// Says why it cannot be chosen; it is greyed.
    #[must_use]
    pub fn off(self, why: impl Into<Safe>) -> Self {
        Self {
            off: Some(why.into()),
            ..self
        }
    }

    /// Sets what stands at the right.
    #[must_use]
    pub fn note(self, note: impl Into<Safe>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }
}

/// The answer to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Typed text.
    Text(TextEdit),
    /// On, off, or not decided.
    Toggle(Option<bool>),
    /// The chosen value.
    Choice(Option<String>),
    /// The picked rows.
    Picked(Vec<Pick>),
}

/// The answers to all fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<FieldKey, Value>);

impl Answers {
    /// Adds a text.
    #[must_use]
    pub fn with_text(mut self, key: FieldKey, text: &str) -> Self {
        self.set(key, Value::Text(TextEdit::new(text)));
        self
    }

    /// Adds a decided toggle.
    #[must_use]
    pub fn with_toggle(mut self, key: FieldKey, on: bool) -> Self {
        self.set(key, Value::Toggle(Some(on)));
        self
    }

    /// Adds a chosen value.
    #[must_use]
    pub fn with_choice(mut self, key: FieldKey, value: &str) -> Self {
        self.set(key, Value::Choice(Some(value.to_owned())));
        self
    }

    /// Adds picked rows.
    #[must_use]
    pub fn with_picked(mut self, key: FieldKey, rows: Vec<Pick>) -> Self {
        self.set(key, Value::Picked(rows));
        self
    }

    /// Sets the answer to a field.
    pub fn set(&mut self, key: FieldKey, value: Value) {
        self.0.insert(key, value);
    }

    /// Exchanges the answers of two groups of fields, whose names begin so before their number.
    pub fn exchange(&mut self, names: &[FieldKey], one: usize, other: usize) {
        let answers = std::mem::take(&mut self.0).into_iter();
        let moved = answers.map(|(key, value)| {
            let mut names = names.iter();
            let elsewhere = names.find_map(|name| {
                let there = key.moved(name, one, other);
                there.or_else(|| key.moved(name, other, one))
            });
            (elsewhere.unwrap_or(key), value)
        });
        self.0 = moved.collect();
    }

    /// Returns all answers with the names of their fields.
    pub fn all(&self) -> impl Iterator<Item = (&FieldKey, &Value)> {
        self.0.iter()
    }

    /// Returns the answer to a field.
    pub fn value(&self, key: &FieldKey) -> Option<&Value> {
        self.0.get(key)
    }

    /// Returns the text of a field that is being edited, beginning with an empty one.
    pub fn edit(&mut self, key: &FieldKey) -> Option<&mut TextEdit> {
        let value = self
            .0
            .entry(key.clone())
            .or_insert_with(|| Value::Text(TextEdit::default()));
        match value {
            Value::Text(edit) => Some(edit),
            Value::Toggle(_) | Value::Choice(_) | Value::Picked(_) => None,
        }
    }

    /// Returns what was typed.
    pub fn text(&self, key: &FieldKey) -> &str {
        match self.value(key) {
            Some(Value::Text(edit)) => edit.text(),
            Some(Value::Toggle(_) | Value::Choice(_) | Value::Picked(_)) | None => "",
        }
    }

    /// Returns whether a toggle is on, if it has been decided.
    pub fn toggle(&self, key: &FieldKey) -> Option<bool> {
        match self.value(key) {
            Some(Value::Toggle(state)) => *state,
            Some(Value::Text(_) | Value::Choice(_) | Value::Picked(_)) | None => None,
        }
    }

    /// Returns the chosen value.
    pub fn choice(&self, key: &FieldKey) -> Option<&str> {
        match self.value(key) {
            Some(Value::Choice(chosen)) => chosen.as_deref(),
            Some(Value::Text(_) | Value::Toggle(_) | Value::Picked(_)) | None => None,
        }
    }

    /// Returns the picked rows.
    pub fn picked(&self, key: &FieldKey) -> &[Pick] {
        match self.value(key) {
            Some(Value::Picked(rows)) => rows,
            Some(Value::Text(_) | Value::Toggle(_) | Value::Choice(_)) | None => &[],
        }
    }

    /// Returns the rows that are chosen for a field, those of a choice from among `rows`.
    pub fn chosen(&self, key: &FieldKey, rows: &[Pick]) -> Vec<Pick> {
        match self.value(key) {
            Some(Value::Picked(chosen)) => chosen.clone(),
            Some(Value::Choice(Some(value))) => {
                let chosen = rows.iter().filter(|row| row.value == *value);
                chosen.cloned().collect()
            }
            Some(Value::Choice(None) | Value::Text(_) | Value::Toggle(_)) | None => Vec::new(),
        }
    }

    /// Returns an answer as one text, by which other fields depend on it.
    pub fn raw(&self, key: &FieldKey) -> String {
        match self.value(key) {
            Some(Value::Text(edit)) => edit.text().trim().to_owned(),
            Some(Value::Toggle(Some(true))) => "yes".to_owned(),
            Some(Value::Toggle(Some(false))) => "no".to_owned(),
            Some(Value::Choice(Some(chosen))) => chosen.clone(),
            Some(Value::Picked(rows)) => rows
                .iter()
                .map(|row| row.value.as_str())
                .collect::<Vec<_>>()
                .join(","),
            Some(Value::Toggle(None) | Value::Choice(None)) | None => String::new(),
        }
    }

    /// Tells whether any field has another answer than in `other`.
    pub fn differ_from(&self, other: &Self) -> bool {
        self.0
            .keys()
            .chain(other.0.keys())
            .any(|key| self.raw(key) != other.raw(key))
    }
}
