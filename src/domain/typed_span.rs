//! Lengths of time as people type them: `30`, `30d`, `8h`, `2w`, `1d 12h`, `8 hours`, `P30D`.
//!
//! What is typed is for something that counts in one unit and holds nothing between two of them; a
//! bare number counts in that unit. Which numbers are possible is not decided here.

use crate::domain::text::counting::counted;
use crate::domain::time::Span;

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
}

impl Unit {
    /// Returns its length in milliseconds.
    const fn length(self) -> u64 {
        match self {
            Self::Milliseconds => 1,
            Self::Hours => HOUR,
            Self::Days => DAY,
        }
    }

    /// Returns its name for many.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "milliseconds",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// Returns a length as it may be typed.
    const fn example(self) -> &'static str {
        match self {
            Self::Milliseconds => "500, 500ms, 30s or PT30S",
            Self::Hours => "8, 8h, 2d or PT8H",
            Self::Days => "30, 30d, 2w or P30D",
        }
    }

    /// Says so many of it in words, such as `30 days` or `1 day 12 hours`.
    pub fn in_words(self, count: u64) -> String {
        in_words(count.saturating_mul(self.length()))
    }
}

/// Why a text is no length of time that can be held.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedSpanError {
    /// The text has no form that lengths of time have.
    #[error("is no length of time such as {}", .0.example())]
    NotASpan(Unit),
    /// The length lies between two that can be held.
    #[error("is {typed}; only whole {} are possible", .unit.name())]
    NotWhole {
        /// The length in words.
        typed: String,
        /// What is counted in.
        unit: Unit,
    },
    /// The length is beyond all numbers.
    #[error("is longer than anything lasts")]
    TooLong,
}

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The words for units and their milliseconds; months and years have no fixed length.
const WORDS: &[(&[&str], u64)] = &[
    (&["ms", "millisecond", "milliseconds"], 1),
    (&["s", "sec", "second", "seconds"], SECOND),
    (&["m", "min", "minute", "minutes"], MINUTE),
    (&["h", "hr", "hour", "hours"], HOUR),
    (&["d", "day", "days"], DAY),
    (&["w", "week", "weeks"], 7 * DAY),
];

/// Reads a typed length of time as so many of a unit.
pub fn parse(text: &str, unit: Unit) -> Result<u64, TypedSpanError> {
    let length = milliseconds(text, unit)?;
    if length.is_multiple_of(unit.length()) {
        Ok(length / unit.length())
    } else {
        Err(TypedSpanError::NotWhole {
            typed: in_words(length),
            unit,
        })
    }
}

fn milliseconds(text: &str, unit: Unit) -> Result<u64, TypedSpanError> {
    let text = text.trim().to_lowercase();
    if text.starts_with('p') {
        let span = Span::parse(&text.to_uppercase());
        let span = span.map_err(|_| TypedSpanError::NotASpan(unit))?;
        return Ok(span.as_seconds().saturating_mul(SECOND));
    }
    let mut total = 0_u64;
    let mut rest = text.as_str();
    let mut largest_left = u64::MAX;
    if rest.is_empty() {
        return Err(TypedSpanError::NotASpan(unit));
    }
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit());
        let (word, after) = split(after.trim_start(), char::is_alphabetic);
        let bare = word.is_empty() && number.len() == text.len();
        let length = if bare {
            Some(unit.length())
        } else {
            let known = WORDS.iter().find(|(words, _)| words.contains(&word));
            known.map(|(_, length)| *length)
        };
        // Larger units come first and each comes once: anything else is a slip.
        let length = length.filter(|length| *length < largest_left && !number.is_empty());
        let length = length.ok_or(TypedSpanError::NotASpan(unit))?;
        let count: u64 = number.parse().map_err(|_| TypedSpanError::TooLong)?;
        let part = count.checked_mul(length);
        let sum = part.and_then(|part| total.checked_add(part));
        total = sum.ok_or(TypedSpanError::TooLong)?;
        largest_left = length;
        rest = after.trim_start();
    }
    Ok(total)
}

/// Cuts a text behind the characters at its start of which something is true.
fn split(text: &str, is: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    text.split_at(end)
}

fn in_words(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / SECOND, milliseconds % SECOND);
    let fraction = counted(rest, "millisecond");
    match (seconds, rest) {
        (seconds, 0) => Span::seconds(seconds).in_words(),
        (0, _) => fraction,
        (seconds, _) => format!("{} {fraction}", Span::seconds(seconds).in_words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_type_them() {
        #[track_caller]
        fn case(text: &str, unit: Unit, count: u64, words: &str) {
            assert_eq!(parse(text, unit), Ok(count), "{text}");
            assert_eq!(unit.in_words(count), words, "{text}");
        }
        case("30", Unit::Days, 30, "30 days");
        case(" 30d ", Unit::Days, 30, "30 days");
        case("1 day", Unit::Days, 1, "1 day");
        case("2w", Unit::Days, 14, "14 days");
        case("1w 3d", Unit::Days, 10, "10 days");
        case("48h", Unit::Days, 2, "2 days");
        case("P30D", Unit::Days, 30, "30 days");
        case("0", Unit::Days, 0, "no time");
        case("8", Unit::Hours, 8, "8 hours");
        case("8 Hours", Unit::Hours, 8, "8 hours");
        case("1d12h", Unit::Hours, 36, "1 day 12 hours");
        case("pt8h", Unit::Hours, 8, "8 hours");
        case("120min", Unit::Hours, 2, "2 hours");
        case("500", Unit::Milliseconds, 500, "500 milliseconds");
        case(
            "1s 1ms",
            Unit::Milliseconds,
            1_001,
            "1 second 1 millisecond",
        );
        case("30s", Unit::Milliseconds, 30_000, "30 seconds");
    }

    #[test]
    fn what_is_no_length_or_lies_between_two_says_why() {
        #[track_caller]
        fn case(text: &str, unit: Unit, expected: &str) {
            let refused = parse(text, unit).map_err(|error| error.to_string());
            assert_eq!(refused, Err(expected.to_owned()), "{text}");
        }
        let no_days = "is no length of time such as 30, 30d, 2w or P30D";
        for text in [
            "", "soon", "d", "-3", "30 x", "3 months", "1y", "P1M", "30 d d", "12h 1d", "1,5d",
            "1.5", "30 40", "30d 8",
        ] {
            case(text, Unit::Days, no_days);
        }
        case("8h", Unit::Days, "is 8 hours; only whole days are possible");
        let between = "is 1 hour 30 minutes; only whole hours are possible";
        case("90m", Unit::Hours, between);
        let long = "is longer than anything lasts";
        case("99999999999999999999", Unit::Days, long);
        case("999999999999999999w", Unit::Days, long);
    }
}
