//! Instants, spans and what bounds an assignment in time.
//!
//! Nothing here reads a clock. Instants have a resolution of one second, are kept in UTC and lie
//! between the years 1970 and 9999, so that arithmetic on them is checked and never panics.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::text::counting::counted;

mod expiration;
mod zone;

pub use expiration::{Expiration, Schedule};
pub use zone::{Zone, ZoneOffset};

/// Seconds of one day; a day in a duration always has 24 hours.
const DAY: u64 = 86_400;
/// The last instant that can be written with a year of four digits.
const LATEST: i64 = 253_402_300_799;

/// Why a text is no instant or no span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not an ISO 8601 instant with an offset.
    #[error("is not an instant such as 2026-03-01T09:00:00Z")]
    NotAnInstant,
    /// Before 1970 or after 9999.
    #[error("lies outside the years 1970 to 9999")]
    OutOfRange,
    /// Not an ISO 8601 duration of days and smaller units.
    #[error("is not a duration such as P30D or PT8H")]
    NotASpan,
    /// The members do not fit the type of expiration.
    #[error("needs exactly the member that belongs to its type")]
    NotAnExpiration,
}

/// An instant in UTC, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// Makes an instant from seconds since 1970, moved into the range that can be written.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(0, LATEST))
    }

    /// Reads an ISO 8601 instant; an offset is turned into UTC, fractions of a second are dropped.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let instant = DateTime::parse_from_rfc3339(text).map_err(|_| TimeError::NotAnInstant)?;
        match instant.timestamp() {
            seconds @ 0..=LATEST => Ok(Self(seconds)),
            _ => Err(TimeError::OutOfRange),
        }
    }

    /// Returns the seconds since 1970.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Returns the instant as a calendar value for formatting in a time zone.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }

    /// Returns the instant `span` later, at most the end of the year 9999.
    #[must_use]
    pub fn plus(self, span: Span) -> Self {
        Self::from_seconds(
            self.0
                .saturating_add(i64::try_from(span.0).unwrap_or(i64::MAX)),
        )
    }

    /// Returns the instant `span` earlier, at least the start of 1970.
    #[must_use]
    pub fn minus(self, span: Span) -> Self {
        Self::from_seconds(
            self.0
                .saturating_sub(i64::try_from(span.0).unwrap_or(i64::MAX)),
        )
    }

    /// Returns how long after `earlier` this instant lies; nothing when it does not.
    pub fn since(self, earlier: Self) -> Span {
        Span(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        Self::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(instant: Timestamp) -> Self {
        instant.to_string()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
        f.write_str(&text)
    }
}

/// A length of time in whole seconds, written as an ISO 8601 duration of days or smaller units.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Span(u64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// Makes a span of whole days.
    pub const fn days(days: u32) -> Self {
        Self(days as u64 * DAY)
    }

    /// Makes a span of whole hours.
    pub const fn hours(hours: u32) -> Self {
        Self(hours as u64 * 3_600)
    }

    /// Makes a span of seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    /// Reads `P30D`, `P2W`, `PT8H` or `P1DT12H`; years and months have no fixed length.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let rest = text.strip_prefix('P').ok_or(TimeError::NotASpan)?;
        let (date, time) = rest
            .split_once('T')
            .map_or((rest, None), |(date, time)| (date, Some(time)));
        if rest.is_empty() || time == Some("") {
            return Err(TimeError::NotASpan);
        }
        let days = parts(date, &[('W', 7 * DAY), ('D', DAY)])?;
        let clock = parts(
            time.unwrap_or_default(),
            &[('H', 3_600), ('M', 60), ('S', 1)],
        )?;
        let seconds = days.checked_add(clock).ok_or(TimeError::OutOfRange)?;
        if i64::try_from(seconds).is_ok_and(|seconds| seconds <= LATEST) {
            Ok(Self(seconds))
        } else {
            Err(TimeError::OutOfRange)
        }
    }

    /// Returns both lengths together, at most the longest there is.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Returns the length in seconds.
    pub const fn as_seconds(self) -> u64 {
        self.0
    }

    /// Returns the whole days in the span.
    pub const fn whole_days(self) -> u64 {
        self.0 / DAY
    }

    /// Tells whether the span is made of whole days.
    pub const fn is_whole_days(self) -> bool {
        self.0.is_multiple_of(DAY)
    }

    /// Says the span in words, such as `30 days` or `1 day 12 hours`.
    pub fn in_words(self) -> String {
        let units = [("day", DAY), ("hour", 3_600), ("minute", 60), ("second", 1)];
        let mut left = self.0;
        let mut words = Vec::new();
        for (unit, length) in units {
            let count = left / length;
            left %= length;
            if count > 0 {
                words.push(counted(count, unit));
            }
        }
        if words.is_empty() {
            "no time".to_owned()
        } else {
            words.join(" ")
        }
    }
}

fn parts(text: &str, units: &[(char, u64)]) -> Result<u64, TimeError> {
    let mut total = 0_u64;
    let mut rest = text;
    for &(letter, length) in units {
        let Some((number, after)) = rest.split_once(letter) else {
            continue;
        };
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TimeError::NotASpan);
        }
        let count: u64 = number.parse().map_err(|_| TimeError::OutOfRange)?;
        total = count
            .checked_mul(length)
            .and_then(|seconds| total.checked_add(seconds))
            .ok_or(TimeError::OutOfRange)?;
        rest = after;
    }
    if rest.is_empty() {
        Ok(total)
    } else {
        Err(TimeError::NotASpan)
    }
}

impl TryFrom<String> for Span {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        Self::parse(&text)
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("PT0S");
        }
        if self.is_whole_days() {
            return write!(f, "P{}D", self.whole_days());
        }
        f.write_str("PT")?;
        for (letter, count) in [
            ('H', self.0 / 3_600),
            ('M', self.0 / 60 % 60),
            ('S', self.0 % 60),
        ] {
            if count > 0 {
                write!(f, "{count}{letter}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written_in_their_shortest_form() {
        #[track_caller]
        fn case(text: &str, written: &str) {
            assert_eq!(Span::parse(text).unwrap().to_string(), written);
        }
        case("P30D", "P30D");
        case("P2W", "P14D");
        case("PT24H", "P1D");
        case("P1DT12H", "PT36H");
        case("PT0S", "PT0S");
        case("PT90M", "PT1H30M");
    }

    #[test]
    fn spans_without_a_fixed_or_sensible_length_are_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1Y",
            "P1M",
            "30D",
            "P-1D",
            "P1.5D",
            "P1000000000000000000D",
            "P1DT",
        ] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn instants_are_read_with_any_offset_and_written_in_utc() {
        let instant = Timestamp::parse("2026-03-01T10:00:00.25+01:00").unwrap();
        assert_eq!(instant.to_string(), "2026-03-01T09:00:00Z");
        for text in [
            "2026-03-01",
            "2026-02-30T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "now",
        ] {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn instants_stay_in_range_whatever_is_added() {
        let latest = Timestamp::from_seconds(i64::MAX);
        assert_eq!(latest.plus(Span::days(1)), latest);
        assert_eq!(Timestamp::from_seconds(0).minus(Span::days(1)).seconds(), 0);
    }
}
