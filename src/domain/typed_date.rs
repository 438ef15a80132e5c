//! Dates as people type them: `2026-03-31`, `31 mar`, `tomorrow`, `+30d`, `-7d`, `fri`.
//!
//! Forms and scripts read dates through here. What a date means as an instant depends on a time
//! zone and is not decided here; neither is what day it is today.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::time::Span;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedDateError {
    /// The text has no form that dates have.
    #[error("is no date such as 2026-03-31, 31 mar, tomorrow, +30d or fri")]
    NotADate,
    /// The text looks like a date, but the calendar has no such day.
    #[error("is a day that the calendar does not have")]
    NoSuchDay,
    /// The date lies outside the years 1970 to 9999.
    #[error("lies outside the years 1970 to 9999")]
    OutOfRange,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Reads a typed date.
///
/// A day and month without a year mean the next such day, today included. A weekday means the next
/// one after today, because whoever types the name of today means the one in a week.
pub fn parse(text: &str, today: NaiveDate) -> Result<NaiveDate, TypedDateError> {
    let text = text.trim().to_lowercase();
    let date = match text.as_str() {
        "today" => Ok(today),
        "tomorrow" => later(today, 1),
        "yesterday" => today.pred_opt().ok_or(TypedDateError::OutOfRange),
        other => match (other.strip_prefix('+'), other.strip_prefix('-')) {
            (Some(span), _) => later(today, days(span)?),
            (_, Some(span)) => earlier(today, days(span)?),
            (None, None) => weekday(other, today).map_or_else(|| calendar_day(other, today), Ok),
        },
    }?;
    if (1970..=9999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(TypedDateError::OutOfRange)
    }
}

fn later(today: NaiveDate, days: u64) -> Result<NaiveDate, TypedDateError> {
    today
        .checked_add_days(Days::new(days))
        .ok_or(TypedDateError::OutOfRange)
}

fn earlier(today: NaiveDate, days: u64) -> Result<NaiveDate, TypedDateError> {
    today
        .checked_sub_days(Days::new(days))
        .ok_or(TypedDateError::OutOfRange)
}

/// Reads `30d`, `2w`, `30` or `p30d` as a number of days.
fn days(text: &str) -> Result<u64, TypedDateError> {
    if text.starts_with('p') {
        let span = Span::parse(&text.to_uppercase()).map_err(|_| TypedDateError::NotADate)?;
        return if span.is_whole_days() {
            Ok(span.whole_days())
        } else {
            Err(TypedDateError::NotADate)
        };
    }
    let (number, unit) = if let Some(number) = text.strip_suffix('w') {
        (number, 7)
    } else {
        (text.strip_suffix('d').unwrap_or(text), 1)
    };
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(TypedDateError::NotADate);
    }
    let count: u64 = number.parse().map_err(|_| TypedDateError::OutOfRange)?;
    count.checked_mul(unit).ok_or(TypedDateError::OutOfRange)
}

fn weekday(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (_, wanted) = WEEKDAYS.into_iter().find(|(name, _)| means(text, name))?;
    today
        .iter_days()
        .skip(1)
        .take(7)
        .find(|day| day.weekday() == wanted)
}

/// Tells whether a text is a name or a start of it that has three letters or more.
fn means(text: &str, name: &str) -> bool {
    text.len() >= 3 && name.starts_with(text)
}

fn calendar_day(text: &str, today: NaiveDate) -> Result<NaiveDate, TypedDateError> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '-' || c == '.')
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [year, month, day] if year.len() == 4 && is_number(year) => {
            civil(number(year)?, month_of(month)?, number(day)?)
        }
        [day, month, year] if year.len() == 4 && is_number(year) => {
            civil(number(year)?, named_month(month)?, number(day)?)
        }
        [day, month] if is_number(day) => next_such_day(named_month(month)?, number(day)?, today),
        [month, day] => next_such_day(named_month(month)?, number(day)?, today),
        _ => Err(TypedDateError::NotADate),
    }
}

/// Returns the first day of that month and number from today on; 29 February waits for its year.
fn next_such_day(month: u32, day: u32, today: NaiveDate) -> Result<NaiveDate, TypedDateError> {
    (0..=8)
        .filter_map(|ahead| NaiveDate::from_ymd_opt(today.year() + ahead, month, day))
        .find(|date| *date >= today)
        .ok_or(TypedDateError::NoSuchDay)
}

fn civil(year: u32, month: u32, day: u32) -> Result<NaiveDate, TypedDateError> {
    let year = i32::try_from(year).map_err(|_| TypedDateError::OutOfRange)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(TypedDateError::NoSuchDay)
}

fn month_of(text: &str) -> Result<u32, TypedDateError> {
    if is_number(text) {
        number(text)
    } else {
        named_month(text)
    }
}

fn named_month(text: &str) -> Result<u32, TypedDateError> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| means(text, name))
        .map(|(number, _)| number)
        .ok_or(TypedDateError::NotADate)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str) -> Result<u32, TypedDateError> {
    if is_number(text) {
        text.parse().map_err(|_| TypedDateError::NotADate)
    } else {
        Err(TypedDateError::NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Sunday.
    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();

    #[test]
    fn dates_are_read_as_people_type_them() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let date = parse(text, TODAY).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Ok(expected), "{text}");
        }
        case("today", "2026-03-01");
        case(" Tomorrow ", "2026-03-02");
        case("yesterday", "2026-02-28");
        case("+30d", "2026-03-31");
        case("+30", "2026-03-31");
        case("+2w", "2026-03-15");
        case("+P30D", "2026-03-31");
        case("-7d", "2026-02-22");
        case("2026-03-31", "2026-03-31");
        case("2026 mar 31", "2026-03-31");
        case("31 mar", "2026-03-31");
        case("march 31", "2026-03-31");
        case("31 mar 2027", "2027-03-31");
        case("1 mar", "2026-03-01");
        case("28 feb", "2027-02-28");
        case("29 feb", "2028-02-29");
        case("fri", "2026-03-06");
        case("sunday", "2026-03-08");
    }

    #[test]
    fn what_is_no_date_says_why() {
        #[track_caller]
        fn case(text: &str, expected: &TypedDateError) {
            assert_eq!(parse(text, TODAY).as_ref(), Err(expected), "{text}");
        }
        case("", &TypedDateError::NotADate);
        case("soon", &TypedDateError::NotADate);
        case("ma", &TypedDateError::NotADate);
        case("31", &TypedDateError::NotADate);
        case("3/4/2026", &TypedDateError::NotADate);
        case("+PT8H", &TypedDateError::NotADate);
        case("+-3", &TypedDateError::NotADate);
        case("2026-02-30", &TypedDateError::NoSuchDay);
        case("31 feb", &TypedDateError::NoSuchDay);
        case("1969-12-31", &TypedDateError::OutOfRange);
        case("+99999999999999999999d", &TypedDateError::OutOfRange);
        case("+9999999999d", &TypedDateError::OutOfRange);
    }
}
