//! A form while it is filled in: where the focus is, what was left, what is wrong.
//!
//! A field is judged when it is left and all of them on saving, never while somebody types in it
//! for the first time; a problem that is shown goes as soon as it is fixed.

use std::collections::BTreeSet;

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::form::FormTable;
use crate::ui::form::answers::{Answers, Pick, Value};
use crate::ui::form::check::check;
use crate::ui::form::field::{Amount, Field, FieldError, FieldKey, Kind, Step};
use crate::ui::form::finder::Finder;
use crate::ui::form::text_edit::{Breaks, TextEdit};
use crate::ui::key::Key;
use crate::ui::order::Order;
use crate::ui::scene::Scene;

/// What a key of the form layer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStep {
    /// Goes to the next field.
    NextField,
    /// Goes to the previous field.
    PreviousField,
    /// Goes to the next step of a wizard.
    NextStep,
    /// Goes to the previous step of a wizard.
    PreviousStep,
    /// Switches or chooses.
    Toggle,
    /// Chooses the value before.
    ChoiceBefore,
    /// Chooses the value after.
    ChoiceAfter,
    /// Opens a list, or goes on to the next field.
    Enter,
    /// Starts a new line in a long text.
    NewLine,
    /// Moves the group of fields with the focus before the one above it.
    Earlier,
    /// Moves the group of fields with the focus behind the one below it.
    Later,
    /// Goes to the field of another step that has a problem.
    There,
    /// Saves or submits.
    Save,
}

/// What a form wants after a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing; it took the key.
    Stay,
    /// What is offered for a field to be shown to choose from.
    Pick(FieldKey, Safe, Amount, Offer),
    /// The days of a month to be shown to choose one for a field.
    Day(FieldKey, Safe),
    /// Its command to be sent.
    Save(Box<Order>),
    /// To say how many problems keep it from being saved.
    Problems(usize),
}

/// What is offered for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// These rows.
    Rows(Vec<Pick>),
    /// Whatever is found for what is typed.
    Search(Finder),
}

/// A form while it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormState {
    /// Its table.
    pub table: &'static FormTable,
    /// What it edits or is about.
    pub about: Option<ObjectRef>,
    /// The other objects that the same answers are given for.
    pub others: Vec<ObjectRef>,
    /// What has been entered.
    pub answers: Answers,
    /// What was refused when it was last sent.
    pub banner: Option<Safe>,
    pub(super) steps: Vec<Step>,
    pub(super) at: usize,
    pub(super) focus: usize,
    pub(super) seen: BTreeSet<usize>,
    pub(super) errors: Vec<FieldError>,
    pub(super) order: Option<Order>,
    pub(super) notes: Vec<Safe>,
    pub(super) initial: Answers,
    /// Up to which commit whoever fills it in has seen what it is about.
    pub looked: u64,
    pub(super) left: BTreeSet<FieldKey>,
}

impl FormState {
    /// Opens a form with the answers to begin with.
    pub fn open(table: &'static FormTable, about: Option<ObjectRef>, scene: &Scene<'_>) -> Self {
        Self::open_for(table, about, Vec::new(), scene)
    }

    /// Opens a form whose answers are given for other objects too.
    pub fn open_for(
        table: &'static FormTable,
        about: Option<ObjectRef>,
        others: Vec<ObjectRef>,
        scene: &Scene<'_>,
    ) -> Self {
        let mut answers = (table.prefill)(scene, about);
        let steps = (table.steps)(scene, about, &answers);
        settle(&mut answers, &steps);
        let mut form = Self {
            table,
            about,
            others,
            initial: answers.clone(),
            answers,
            banner: None,
            steps: Vec::new(),
            at: 0,
            focus: 0,
            seen: BTreeSet::from([0]),
            errors: Vec::new(),
            order: None,
            notes: Vec::new(),
            left: BTreeSet::new(),
            looked: scene.desk.history.seq,
        };
        form.judge(scene);
        form
    }

    /// Works out the fields and what is wrong with the answers.
    pub(super) fn judge(&mut self, scene: &Scene<'_>) {
        self.steps = (self.table.steps)(scene, self.about, &self.answers);
        settle(&mut self.answers, &self.steps);
        self.notes = self.notes_of_all(scene);
        (self.errors, self.order) = self.judged(&self.answers, scene);
        self.stay_on_fields();
    }

    /// Returns what is wrong with some answers, and what they order when nothing is.
    pub(super) fn judged(
        &self,
        answers: &Answers,
        scene: &Scene<'_>,
    ) -> (Vec<FieldError>, Option<Order>) {
        let mut errors = check(&self.steps, answers, scene.calendar);
        let parsed = (self.table.parse)(scene, self.about, answers);
        match parsed {
            Ok(order) if errors.is_empty() => (errors, Some(order)),
            Ok(_) => (errors, None),
            Err(found) => {
                for error in found {
                    if errors.iter().all(|known| known.key != error.key) {
                        errors.push(error);
                    }
                }
                (errors, None)
            }
        }
    }

    /// Tells whether anything was entered that leaving would lose.
    pub fn is_changed(&self) -> bool {
        self.answers.differ_from(&self.initial)
    }

    /// Tells whether the form has steps.
    pub fn is_wizard(&self) -> bool {
        self.steps.len() > 1
    }

    /// Tells whether the review of a wizard is shown.
    pub fn is_review(&self) -> bool {
        self.is_wizard() && self.at == self.steps.len()
    }

    /// Returns the fields shown: those of the step, or all of them in the review.
    pub(in crate::ui) fn fields(&self) -> Vec<&Field> {
        if self.is_review() {
            self.steps.iter().flat_map(|step| &step.fields).collect()
        } else {
            self.steps
                .get(self.at)
                .map(|step| step.fields.iter().collect())
                .unwrap_or_default()
        }
    }

    /// Returns the field with the focus.
    pub fn focused(&self) -> Option<&Field> {
        self.fields().get(self.focus).copied()
    }

    /// Returns the field with the focus if it can be filled in now.
    pub fn editable(&self) -> Option<Field> {
        let field = self.focused().filter(|_| !self.is_review())?;
        field.off(&self.answers).is_none().then(|| field.clone())
    }

    /// Returns the problem of a field, if it is time to show it.
    pub(super) fn problem(&self, key: &FieldKey) -> Option<&Safe> {
        let error = self.errors.iter().find(|error| error.key == *key)?;
        self.left.contains(key).then_some(&error.text)
    }

    /// Returns how many problems are shown.
    pub fn problems(&self) -> usize {
        let shown = |error: &&FieldError| self.left.contains(&error.key);
        self.errors.iter().filter(shown).count()
    }

    /// Takes a key if the field with the focus edits text with it, and tells whether it did.
    pub fn press(&mut self, key: Key, scene: &Scene<'_>) -> bool {
        let taken = self.edit(|edit, _| edit.press(key));
        if taken {
            self.judge(scene);
        }
        taken
    }

    /// Puts pasted text into the field with the focus.
    pub fn paste(&mut self, text: &str, scene: &Scene<'_>) {
        let pasted = self.edit(|edit, breaks| {
            edit.paste(text, breaks);
            true
        });
        if pasted {
            self.judge(scene);
        }
    }

    /// Edits the text with the focus, if there is one.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut TextEdit, Breaks) -> bool) -> bool {
        let Some(field) = self.editable() else {
            return false;
        };
        let breaks = match field.kind {
            Kind::Text(_) | Kind::Date | Kind::Number(..) | Kind::Length(..) => Breaks::Refused,
            Kind::Long(_) => Breaks::Kept,
            Kind::Toggle
            | Kind::Decision
            | Kind::Choice(_)
            | Kind::Several(_)
            | Kind::Picker(..)
            | Kind::Search(..) => return false,
        };
        self.answers
            .edit(&field.key)
            .is_some_and(|edit| change(edit, breaks))
    }

    /// Does what a key of the form layer says.
    pub fn step(&mut self, step: FormStep, scene: &Scene<'_>) -> Outcome {
        match step {
            FormStep::NextField => self.move_field(true),
            FormStep::PreviousField => self.move_field(false),
            FormStep::NextStep => self.go_to_step(self.at.saturating_add(1)),
            FormStep::PreviousStep => self.go_to_step(self.at.saturating_sub(1)),
            FormStep::ChoiceBefore => self.choose(-1),
            FormStep::Toggle | FormStep::ChoiceAfter => self.choose(1),
            FormStep::NewLine => {
                self.edit(|edit, breaks| {
                    if breaks == Breaks::Kept {
                        edit.break_line();
                    }
                    true
                });
            }
            FormStep::Earlier => self.move_group(false, scene),
            FormStep::Later => self.move_group(true, scene),
            FormStep::There => self.go_away(),
            FormStep::Enter => return self.enter(scene),
            FormStep::Save => return self.save(scene),
        }
        self.judge(scene);
        Outcome::Stay
    }

    fn enter(&mut self, scene: &Scene<'_>) -> Outcome {
        if self.is_review() {
            if let Some(key) = self.focused().map(|field| field.key.clone()) {
                self.go_to_field(&key);
            }
            return Outcome::Stay;
        }
        let Some(field) = self.editable() else {
            let step = if self.is_on_line() {
                FormStep::There
            } else {
                FormStep::NextField
            };
            return self.step(step, scene);
        };
        match field.kind {
            Kind::Picker(amount, source) => {
                let rows = (source.0)(scene, self.about, &self.answers);
                Outcome::Pick(field.key, field.label, amount, Offer::Rows(rows))
            }
            Kind::Several(rows) => {
                Outcome::Pick(field.key, field.label, Amount::Many, Offer::Rows(rows))
            }
            Kind::Search(amount, finder) => {
                Outcome::Pick(field.key, field.label, amount, Offer::Search(finder))
            }
            Kind::Choice(ref rows) if field.kind.opens_a_list() => Outcome::Pick(
                field.key,
                field.label,
                Amount::One,
                Offer::Rows(rows.clone()),
            ),
            Kind::Date => Outcome::Day(field.key, field.label),
            Kind::Text(_)
            | Kind::Long(_)
            | Kind::Toggle
            | Kind::Decision
            | Kind::Choice(_)
            | Kind::Number(..)
            | Kind::Length(..) => self.step(FormStep::NextField, scene),
        }
    }

    /// Judges everything; without a problem the command goes, else the focus goes to the first one.
    fn save(&mut self, scene: &Scene<'_>) -> Outcome {
        self.judge(scene);
        if let Some(order) = &self.order {
            return Outcome::Save(Box::new(order.clone()));
        }
        let fields = self.steps.iter().flat_map(|step| &step.fields);
        let keys: Vec<FieldKey> = fields.map(|field| field.key.clone()).collect();
        let first = keys
            .iter()
            .find(|key| self.errors.iter().any(|error| error.key == **key))
            .cloned();
        self.left.extend(keys);
        if let Some(key) = first {
            self.go_to_field(&key);
        }
        Outcome::Problems(self.errors.len())
    }
}

/// Gives every field that has no answer yet an empty one of its kind; a plain toggle begins off.
pub(super) fn settle(answers: &mut Answers, steps: &[Step]) {
    for field in steps.iter().flat_map(|step| &step.fields) {
        if answers.value(&field.key).is_some() {
            continue;
        }
        let value = match field.kind {
            Kind::Text(_) | Kind::Long(_) | Kind::Date | Kind::Number(..) | Kind::Length(..) => {
                Value::Text(TextEdit::default())
            }
            Kind::Toggle => Value::Toggle(Some(false)),
            Kind::Decision => Value::Toggle(None),
            Kind::Choice(_) => Value::Choice(None),
            Kind::Several(_) | Kind::Picker(..) | Kind::Search(..) => Value::Picked(Vec::new()),
        };
        answers.set(field.key.clone(), value);
    }
}
