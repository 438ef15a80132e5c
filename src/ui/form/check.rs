//! What can be said of an answer without knowing the form: required, too long, no date, no number.

use crate::domain::text::Safe;
use crate::domain::typed_date;
use crate::ui::calendar::Calendar;
use crate::ui::form::answers::Answers;
use crate::ui::form::field::{Field, FieldError, Kind, Need, Step};

/// Returns the first problem of every field that counts.
pub fn check(steps: &[Step], answers: &Answers, calendar: Calendar) -> Vec<FieldError> {
    steps
        .iter()
        .flat_map(|step| &step.fields)
        .filter(|field| field.off(answers).is_none())
        .filter_map(|field| {
            let text = problem(field, answers, calendar)?;
            Some(FieldError::new(&field.key, text))
        })
        .collect()
}

fn problem(field: &Field, answers: &Answers, calendar: Calendar) -> Option<Safe> {
    let raw = answers.raw(&field.key);
    if raw.is_empty() {
        return match (field.need, &field.kind) {
            (Need::Optional, _) => None,
            (Need::Required, Kind::Text(_) | Kind::Long(_) | Kind::Date | Kind::Number(..)) => {
                Some("is empty".into())
            }
            (
                Need::Required,
                Kind::Toggle
                | Kind::Decision
                | Kind::Choice(_)
                | Kind::Several(_)
                | Kind::Picker(..)
                | Kind::Search(..),
            ) => Some("needs a choice".into()),
        };
    }
    match &field.kind {
        Kind::Text(cap) | Kind::Long(cap) => {
            let length = raw.chars().count();
            (length > *cap)
                .then(|| format!("has {length} characters, at most {cap} are allowed").into())
        }
        Kind::Date => typed_date::parse(&raw, calendar.today())
            .err()
            .map(|error| error.to_string().into()),
        Kind::Number(least, most) => raw
            .parse::<u32>()
            .ok()
            .is_none_or(|number| !(*least..=*most).contains(&number))
            .then(|| format!("is no whole number from {least} to {most}").into()),
        Kind::Toggle
        | Kind::Decision
        | Kind::Choice(_)
        | Kind::Several(_)
        | Kind::Picker(..)
        | Kind::Search(..) => None,
    }
}

/// Returns what is said beside a field: the echo of a date, or its own help.
pub fn help(field: &Field, answers: &Answers, calendar: Calendar) -> Safe {
    let typed = answers.text(&field.key);
    match &field.kind {
        Kind::Date if !typed.trim().is_empty() => typed_date::parse(typed, calendar.today())
            .map_or_else(|_| field.help.clone(), |date| calendar.echo(date)),
        Kind::Number(least, most) if field.help == Safe::default() => {
            format!("{least} to {most}").into()
        }
        Kind::Text(_)
        | Kind::Long(_)
        | Kind::Toggle
        | Kind::Decision
        | Kind::Choice(_)
        | Kind::Date
        | Kind::Number(..)
        | Kind::Several(_)
        | Kind::Picker(..)
        | Kind::Search(..) => field.help.clone(),
    }
}
