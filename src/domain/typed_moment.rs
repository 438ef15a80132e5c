//! Moments as people type them: a day, a day with a time, or a time alone.
//!
//! `2026-03-01 09:30`, `tomorrow 9:00`, `fri 14:00`, `14:00`, `+7d`. What a moment means as an instant
//! depends on a time zone and is not decided here.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::typed_date::{self, TypedDateError};

/// A day, and the time of it if one was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedMoment {
    /// The day.
    pub day: NaiveDate,
    /// The time of the day; none where only a day was typed.
    pub time: Option<NaiveTime>,
}

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedMomentError {
    /// It has no form that moments have.
    #[error("is no day or time such as 2026-03-31, fri 9:00 or 14:30")]
    NotAMoment,
    /// The day of it is none.
    #[error(transparent)]
    Day(TypedDateError),
    /// The time of it is none.
    #[error("is a time that no day has")]
    NoSuchTime,
}

/// Reads a typed moment.
///
/// A time alone means the next such time, as a day and month without a year mean the next such day.
pub fn parse(text: &str, now: NaiveDateTime) -> Result<TypedMoment, TypedMomentError> {
    let text = text.trim();
    let (day, time) = parted(text);
    let time = time.map(time_of_day).transpose()?;
    let day = day
        .map(|day| typed_date::parse(day, now.date()))
        .transpose();
    let day = day.map_err(|error| match error {
        TypedDateError::NotADate => TypedMomentError::NotAMoment,
        TypedDateError::NoSuchDay | TypedDateError::OutOfRange => TypedMomentError::Day(error),
    })?;
    let next = |time: NaiveTime| {
        let later = time > now.time();
        let day = if later {
            Some(now.date())
        } else {
            now.date().succ_opt()
        };
        day.ok_or(TypedMomentError::Day(TypedDateError::OutOfRange))
    };
    match (day, time) {
        (Some(day), time) => Ok(TypedMoment { day, time }),
        (None, Some(at)) => Ok(TypedMoment {
            day: next(at)?,
            time,
        }),
        (None, None) => Err(TypedMomentError::NotAMoment),
    }
}

/// Parts a text into its day and its time, which has a colon.
fn parted(text: &str) -> (Option<&str>, Option<&str>) {
    let Some(colon) = text.find(':') else {
        return (Some(text), None);
    };
    let before = text.get(..colon).unwrap_or_default();
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let (day, time) = text.split_at(number.len());
    // `T` stands between the two in the form that machines write.
    let joined = day.ends_with(['T', 't']) && day.ends_with(|c: char| !c.is_whitespace());
    let machine = joined
        .then(|| day.get(..day.len().saturating_sub(1)))
        .flatten();
    let machine = machine.filter(|day| day.ends_with(|c: char| c.is_ascii_digit()));
    let day = machine.unwrap_or(day).trim();
    ((!day.is_empty()).then_some(day), Some(time))
}

fn time_of_day(text: &str) -> Result<NaiveTime, TypedMomentError> {
    let parts: Vec<&str> = text.split(':').collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| number(part)).collect();
    let (hour, minute, second) = match numbers.as_deref() {
        Some([hour, minute]) => (*hour, *minute, 0),
        Some([hour, minute, second]) => (*hour, *minute, *second),
        Some(_) | None => return Err(TypedMomentError::NotAMoment),
    };
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(TypedMomentError::NoSuchTime)
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Sunday at noon.
    fn noon() -> NaiveDateTime {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        day.and_hms_opt(12, 0, 0).unwrap()
    }

    #[test]
    fn moments_are_read_as_people_type_them() {
        #[track_caller]
        fn case(text: &str, day: &str, time: Option<&str>) {
            let moment = parse(text, noon()).unwrap();
            assert_eq!(moment.day.to_string(), day, "{text}");
            let read = moment.time.map(|time| time.to_string());
            assert_eq!(read.as_deref(), time, "{text}");
        }
        case("2026-03-31", "2026-03-31", None);
        case("fri", "2026-03-06", None);
        case("2026-03-01 09:30", "2026-03-01", Some("09:30:00"));
        case("2026-03-01T09:30:15", "2026-03-01", Some("09:30:15"));
        case("tomorrow 9:00", "2026-03-02", Some("09:00:00"));
        case(" 31 mar  23:59 ", "2026-03-31", Some("23:59:00"));
        case("+7d 8:05", "2026-03-08", Some("08:05:00"));
        case("14:00", "2026-03-01", Some("14:00:00"));
        case("12:00", "2026-03-02", Some("12:00:00"));
        case("9:00", "2026-03-02", Some("09:00:00"));
    }

    #[test]
    fn what_is_no_moment_says_why() {
        #[track_caller]
        fn case(text: &str, expected: &TypedMomentError) {
            assert_eq!(parse(text, noon()).as_ref(), Err(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "9",
            "soon 9:00",
            "9:",
            ":30",
            "9:0:0:0",
            "9:00 fri",
            "9:xx",
        ] {
            case(text, &TypedMomentError::NotAMoment);
        }
        case("24:00", &TypedMomentError::NoSuchTime);
        case("fri 9:60", &TypedMomentError::NoSuchTime);
        let no_day = TypedMomentError::Day(TypedDateError::NoSuchDay);
        case("31 feb 9:00", &no_day);
    }
}
