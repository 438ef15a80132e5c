//! What the table of a form is made of.

use std::borrow::Cow;
use std::fmt::Display;

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::domain::typed_span::Unit;
use crate::ui::form::answers::{Answers, Pick};
use crate::ui::form::finder::Finder;
use crate::ui::scene::Scene;

pub use crate::ui::view::Need;

/// Names a field within its form; by convention the name of the member in JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey(Cow<'static, str>);

impl FieldKey {
    /// Names a field that stands once in its form.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Names a field that was kept by its name.
    pub const fn kept(name: String) -> Self {
        Self(Cow::Owned(name))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Names a field of a group that repeats, such as the approvers of stage 2 or the answer to a
    /// question.
    #[must_use]
    pub fn of(&self, part: impl Display) -> Self {
        Self(Cow::Owned(format!("{}.{part}", self.0)))
    }
}

impl FieldKey {
    /// Returns the name in another group of a field whose name in one begins so.
    pub fn moved(&self, name: &Self, from: usize, to: usize) -> Option<Self> {
        let rest = self.as_str().strip_prefix(name.as_str())?;
        let rest = rest.strip_prefix(&format!(".{from}"))?;
        let ends = rest.is_empty() || rest.starts_with('.');
        ends.then(|| Self(Cow::Owned(format!("{}.{to}{rest}", name.0))))
    }
}

/// How many rows may be picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Picking another one replaces it.
    One,
    /// Any number.
    Many,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text with at most so many characters.
    Text(usize),
    /// Several lines of text with at most so many characters.
    Long(usize),
    /// Yes or no, with a value from the start.
    Toggle,
    /// Yes or no, which has to be decided.
    Decision,
    /// One of a few values, all of them shown; more than four open a list.
    Choice(Vec<Pick>),
    /// Any of a few values, in a list that opens.
    Several(Vec<Pick>),
    /// A day, as people type it.
    Date,
    /// A whole number within bounds.
    Number(u32, u32),
    /// A length of time within bounds, counted in a unit.
    Length(Unit, u32, u32),
    /// Rows of a list that opens.
    Picker(Amount, Source),
    /// Rows of a list that opens and is too long to be shown whole.
    Search(Amount, Finder),
}

/// Choices with more values than this open a list.
const MOST_SHOWN: usize = 4;

impl Kind {
    /// Tells whether its values are in a list that opens.
    pub const fn opens_a_list(&self) -> bool {
        match self {
            Self::Picker(..) | Self::Search(..) | Self::Several(_) => true,
            Self::Choice(rows) => rows.len() > MOST_SHOWN,
            Self::Text(_)
            | Self::Long(_)
            | Self::Toggle
            | Self::Decision
            | Self::Date
            | Self::Number(..)
            | Self::Length(..) => false,
        }
    }
}

/// Lists all rows of a picker; asked only when it opens.
#[derive(Clone, Copy)]
pub struct Source(pub fn(&Scene<'_>, Option<ObjectRef>, &Answers) -> Vec<Pick>);

/// Lets a function stand in a table that is compared and printed.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl PartialEq for $name {
            /// Tells nothing apart: what holds it is compared by what else it is.
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }

        impl Eq for $name {}
    )*};
}

pub(crate) use opaque;

opaque! { Source Finder }

/// What must be answered elsewhere before a field counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    key: FieldKey,
    values: Vec<String>,
    says: Safe,
}

/// A row of the table of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub key: FieldKey,
    /// Its label.
    pub label: Safe,
    /// What helps filling it.
    pub help: Safe,
    /// How far what it takes may go, which is said beside the echo of what was typed, too.
    pub limit: Safe,
    /// Whether it must be filled.
    pub need: Need,
    /// What it takes.
    pub kind: Kind,
    /// What is said instead of its list where that has no rows, if more than that can be said.
    pub nothing: Option<Safe>,
    /// What switches it on, if it is not always on.
    pub only: Option<Only>,
    /// The group that it belongs to, where groups can be put in another order.
    pub group: Option<Group>,
}

/// One of several groups of fields whose order means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// What the names of its fields begin with, before the number of the group.
    pub names: &'static [FieldKey],
    /// Its number, counted from 1.
    pub number: usize,
    /// How many groups there are.
    pub count: usize,
}

impl Group {
    /// Tells whether there is a group behind it, or before it.
    pub const fn can_move(self, later: bool) -> bool {
        if later {
            self.number < self.count
        } else {
            self.number > 1
        }
    }

    /// Returns the name that a field of the group has in another one.
    pub fn key_in(self, key: &FieldKey, number: usize) -> FieldKey {
        let names = self.names.iter();
        let mut moved = names.filter_map(|name| key.moved(name, self.number, number));
        moved.next().unwrap_or_else(|| key.clone())
    }
}

impl Field {
    /// Makes a field that may stay empty.
    pub fn new(key: FieldKey, label: impl Into<Safe>, kind: Kind) -> Self {
        let need = match kind {
            Kind::Decision => Need::Required,
            Kind::Text(_)
            | Kind::Long(_)
            | Kind::Toggle
            | Kind::Choice(_)
            | Kind::Date
            | Kind::Number(..)
            | Kind::Length(..)
            | Kind::Several(_)
            | Kind::Picker(..)
            | Kind::Search(..) => Need::Optional,
        };
        Self {
            key,
            label: label.into(),
            help: Safe::default(),
            limit: Safe::default(),
            need,
            kind,
            nothing: None,
            only: None,
            group: None,
        }
    }

    /// Makes the field one of a group that can be moved before and behind others.
    #[must_use]
    pub fn within(self, group: Group) -> Self {
        Self {
            group: Some(group),
            ..self
        }
    }

    /// Makes the field one that must be filled.
    #[must_use]
    pub fn required(self) -> Self {
        Self {
            need: Need::Required,
            ..self
        }
    }

    /// Sets what helps filling the field.
    #[must_use]
    pub fn help(self, help: impl Into<Safe>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    /// Sets what is said where its list has no rows: why, and what makes some.
    #[must_use]
    pub fn or_nothing(self, nothing: impl Into<Safe>) -> Self {
        Self {
            nothing: Some(nothing.into()),
            ..self
        }
    }

    /// Sets how far what the field takes may go.
    #[must_use]
    pub fn limit(self, limit: impl Into<Safe>) -> Self {
        Self {
            limit: limit.into(),
            ..self
        }
    }

    /// Lets the field count only while another has one of some values; `says` tells how to get there.
    ///
    /// A toggle has the values `yes` and `no`; a text or number has what was typed.
    #[must_use]
    pub fn only_if(self, key: FieldKey, values: &[&str], says: impl Into<Safe>) -> Self {
        let only = Only {
            key,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            says: says.into(),
        };
        Self {
            only: Some(only),
            ..self
        }
    }

    /// Returns what would switch the field on, when it is off.
    pub fn off(&self, answers: &Answers) -> Option<&Safe> {
        let only = self.only.as_ref()?;
        let value = answers.raw(&only.key);
        (!only.values.contains(&value)).then_some(&only.says)
    }
}

/// A step of a form; a form that is no wizard has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name in the bar of steps.
    pub title: Safe,
    /// Its fields in reading order.
    pub fields: Vec<Field>,
}

impl Step {
    /// Makes a step.
    pub fn new(title: impl Into<Safe>, fields: Vec<Field>) -> Self {
        Self {
            title: title.into(),
            fields,
        }
    }
}

/// What is wrong with a field, as the rest of a sentence that begins with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub key: FieldKey,
    /// The rest of the sentence: `is empty`.
    pub text: Safe,
}

impl FieldError {
    /// Says what is wrong with a field.
    pub fn new(key: &FieldKey, text: impl Into<Safe>) -> Self {
        Self {
            key: key.clone(),
            text: text.into(),
        }
    }
}
