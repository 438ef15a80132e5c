//! Reads the answers to a form into typed values and gathers what is wrong.
//!
//! A form's `parse` reads every field first and finishes once, so that all problems show together:
//!
//! ```text
//! let mut read = Reader::new(answers, scene.calendar);
//! let name = read.text(&NAME, DisplayName::parse);
//! let ends = read.date(&ENDS);
//! read.finish(|| Some(Command::from(Create { name: name?, ends })))
//! ```

use std::fmt::Display;

use chrono::NaiveDate;

use crate::domain::typed_date;
use crate::domain::typed_span::{self, TypedSpanError, Unit};
use crate::ui::calendar::Calendar;
use crate::ui::form::answers::Answers;
use crate::ui::form::field::{FieldError, FieldKey};

/// Reads answers and gathers problems.
#[derive(Debug)]
pub struct Reader<'a> {
    answers: &'a Answers,
    calendar: Calendar,
    errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    /// Starts reading.
    pub const fn new(answers: &'a Answers, calendar: Calendar) -> Self {
        Self {
            answers,
            calendar,
            errors: Vec::new(),
        }
    }

    /// Returns the answers, for those that decide which others are read.
    pub const fn answers(&self) -> &'a Answers {
        self.answers
    }

    /// Notes a problem with a field.
    pub fn refuse(&mut self, key: &FieldKey, text: &str) {
        self.errors.push(FieldError::new(key, text));
    }

    fn keep<T, E: Display>(&mut self, key: &FieldKey, read: Result<T, E>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(key, &error.to_string());
                None
            }
        }
    }

    /// Reads a text by the rules of its type.
    pub fn text<T, E: Display>(
        &mut self,
        key: &FieldKey,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let read = parse(self.answers.text(key));
        self.keep(key, read)
    }

    /// Reads a text by the rules of its type; an empty one is nothing.
    pub fn optional_text<T, E: Display>(
        &mut self,
        key: &FieldKey,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.answers.text(key).trim().is_empty() {
            None
        } else {
            self.text(key, parse)
        }
    }

    /// Reads a day; an empty field is nothing.
    pub fn date(&mut self, key: &FieldKey) -> Option<NaiveDate> {
        let today = self.calendar.today();
        self.optional_text(key, |text| typed_date::parse(text, today))
    }

    /// Reads a whole number; an empty field is nothing.
    pub fn number(&mut self, key: &FieldKey) -> Option<u32> {
        self.optional_text(key, |text| {
            text.trim().parse().map_err(|_| "is no whole number")
        })
    }

    /// Reads a length of time as so many of a unit; an empty field is nothing.
    pub fn length(&mut self, key: &FieldKey, unit: Unit) -> Option<u32> {
        let count = self.optional_text(key, |text| typed_span::parse(text, unit))?;
        let held = u32::try_from(count).map_err(|_| TypedSpanError::TooLong);
        self.keep(key, held)
    }

    /// Reads words parted by commas, semicolons or spaces, each by the rules of its type.
    pub fn words<T, E: Display>(
        &mut self,
        key: &FieldKey,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Vec<T> {
        let typed = self.answers.text(key).split([',', ';', ' ', '\n']);
        let words: Vec<&str> = typed.filter(|word| !word.is_empty()).collect();
        let read = words.into_iter().map(|word| (word, parse(word)));
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for (word, read) in read {
            match read {
                Ok(value) => found.push(value),
                Err(error) => wrong.push(format!("has \"{word}\", which {error}")),
            }
        }
        for text in wrong {
            self.refuse(key, &text);
        }
        found
    }

    /// Reads a toggle; an undecided one is off, and the check of its field complains.
    pub fn toggle(&self, key: &FieldKey) -> bool {
        self.answers.toggle(key).unwrap_or_default()
    }

    /// Reads a choice by the JSON form of its values.
    pub fn choice<T>(&mut self, key: &FieldKey, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = self.answers.choice(key)?;
        let found = find(chosen);
        if found.is_none() {
            self.refuse(key, "is no longer possible; choose another value");
        }
        found
    }

    /// Reads picked rows by the JSON form of their values.
    pub fn picks<T>(&mut self, key: &FieldKey, find: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let rows = self.answers.picked(key);
        let found: Vec<T> = rows.iter().filter_map(|row| find(&row.value)).collect();
        if found.len() < rows.len() {
            self.refuse(key, "holds a row that no longer exists; choose again");
        }
        found
    }

    /// Returns what was made of the values, or everything that is wrong.
    pub fn finish<T>(self, make: impl FnOnce() -> Option<T>) -> Result<T, Vec<FieldError>> {
        match make() {
            Some(value) if self.errors.is_empty() => Ok(value),
            Some(_) | None => Err(self.errors),
        }
    }
}
