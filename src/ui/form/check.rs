//! What can be said of an answer without knowing the form: required, too long, no date, no number.

use crate::domain::text::Safe;
use crate::domain::typed_date;
use crate::domain::typed_span::{self, Unit};
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
            (
                Need::Required,
                Kind::Text(_) | Kind::Long(_) | Kind::Date | Kind::Number(..) | Kind::Length(..),
            ) => Some("is empty".into()),
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
        Kind::Length(unit, least, most) => match typed_span::parse(&raw, *unit) {
            Ok(count) if (u64::from(*least)..=u64::from(*most)).contains(&count) => None,
            Ok(count) => {
                let bounds = bounds(*unit, *least, *most);
                Some(format!("is {}; possible are {bounds}", unit.in_words(count)).into())
            }
            Err(error) => Some(error.to_string().into()),
        },
        Kind::Choice(rows) => {
            let chosen = rows.iter().find(|row| row.value == raw)?;
            let why = chosen.off.as_ref()?;
            Some(format!("cannot be \"{}\": {why}", chosen.label).into())
        }
        Kind::Toggle | Kind::Decision | Kind::Several(_) | Kind::Picker(..) | Kind::Search(..) => {
            None
        }
    }
}

/// Says which lengths of time are possible.
fn bounds(unit: Unit, least: u32, most: u32) -> String {
    match most {
        u32::MAX => format!("{least} {} or more", unit.name()),
        _ => format!("{least} to {most} {}", unit.name()),
    }
}

/// Returns what is said beside a length of time: what was typed in words, then the field's own help
/// or its bounds.
fn length_help(field: &Field, typed: &str, (unit, least, most): (Unit, u32, u32)) -> Safe {
    let bounds = bounds(unit, least, most);
    let words = typed_span::parse(typed, unit).map(|count| unit.in_words(count));
    match (words, field.help.as_str()) {
        (Ok(words), "") => format!("{words} ({bounds})").into(),
        (Ok(words), help) => format!("{words}. {help}").into(),
        (Err(_), "") => bounds.into(),
        (Err(_), help) => help.into(),
    }
}

/// Returns what is said beside a field: the echo of a date, or its own help.
pub fn help(field: &Field, answers: &Answers, calendar: Calendar) -> Safe {
    let typed = answers.text(&field.key);
    match &field.kind {
        Kind::Date => {
            let read = typed_date::parse(typed, calendar.today());
            let said = read.map_or_else(|_| field.help.clone(), |date| calendar.echo(date));
            match (said.as_str(), field.limit.as_str()) {
                (_, "") => said,
                ("", _) => field.limit.clone(),
                (said, limit) => format!("{said}; {limit}").into(),
            }
        }
        Kind::Length(unit, least, most) => length_help(field, typed, (*unit, *least, *most)),
        Kind::Number(least, most) if field.help == Safe::default() => {
            format!("{least} to {most}").into()
        }
        Kind::Text(_)
        | Kind::Long(_)
        | Kind::Toggle
        | Kind::Decision
        | Kind::Choice(_)
        | Kind::Number(..)
        | Kind::Several(_)
        | Kind::Picker(..)
        | Kind::Search(..) => field.help.clone(),
    }
}
