//! The desk's time in the directory's zone: what day it is, and how instants read.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};

use crate::domain::text::Safe;
use crate::domain::time::{Span, Timestamp, Zone};
use crate::ui::view::Phrase;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// How lists show instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// In words within a week, as dates beyond.
    #[default]
    Relative,
    /// As dates.
    Absolute,
}

impl DateStyle {
    /// Every style with the name that settings use.
    pub const ALL: &[(&str, Self)] = &[("relative", Self::Relative), ("absolute", Self::Absolute)];

    /// Returns the name that settings use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relative => "relative",
            Self::Absolute => "absolute",
        }
    }
}

/// Now, and the zone in which dates are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The desk's time.
    pub now: Timestamp,
    /// The directory's zone.
    pub zone: Zone,
    /// How lists show instants.
    pub style: DateStyle,
}

impl Calendar {
    /// Returns today's date.
    pub fn today(self) -> NaiveDate {
        self.local(self.now).date_naive()
    }

    /// Returns the date and the time of day that clocks show now.
    pub fn clock(self) -> NaiveDateTime {
        self.local(self.now).naive_local()
    }

    fn local(self, instant: Timestamp) -> chrono::DateTime<Zone> {
        instant.to_utc().with_timezone(&self.zone)
    }

    /// Returns the instant at which a day begins; in zones that skip midnight, the first one of it.
    pub fn start_of(self, date: NaiveDate) -> Timestamp {
        let midnight = date.and_time(NaiveTime::MIN);
        let begins = (0..=3).find_map(|hours| {
            let local = midnight + chrono::TimeDelta::hours(hours);
            self.zone.from_local_datetime(&local).earliest()
        });
        let seconds = begins.map_or_else(|| midnight.and_utc().timestamp(), |at| at.timestamp());
        Timestamp::from_seconds(seconds)
    }

    /// Returns the instant at which clocks show a time of a day, the first one where they show it
    /// twice; nothing where they skip it.
    pub fn at(self, date: NaiveDate, time: NaiveTime) -> Option<Timestamp> {
        let local = self.zone.from_local_datetime(&date.and_time(time));
        local
            .earliest()
            .map(|at| Timestamp::from_seconds(at.timestamp()))
    }

    /// Returns the last instant of a day.
    pub fn end_of(self, date: NaiveDate) -> Timestamp {
        let next = self.start_of(date.succ_opt().unwrap_or(date));
        next.minus(Span::seconds(1))
    }

    /// Writes an instant in twelve cells: with its time in this year, with its year in others.
    pub fn moment(self, instant: Timestamp) -> Safe {
        let local = self.local(instant);
        let format = if local.year() == self.today().year() {
            "%-d %b %H:%M"
        } else {
            "%-d %b %Y"
        };
        Safe::from(local.format(format).to_string())
    }

    /// Writes the date of an instant.
    pub fn day(self, instant: Timestamp) -> Safe {
        Safe::from(self.local(instant).format("%Y-%m-%d").to_string())
    }

    /// Writes an instant with its zone.
    pub fn instant(self, instant: Timestamp) -> Safe {
        Safe::from(self.local(instant).format("%Y-%m-%d %H:%M %Z").to_string())
    }

    /// Writes an instant in eight cells: as lists do, without what goes without saying.
    fn brief(self, instant: Timestamp) -> Safe {
        let local = self.local(instant);
        let near = self.near(instant);
        if near != self.day(instant) {
            let closed = [" min", " h", " d"]
                .iter()
                .fold(near.to_string(), |text, unit| {
                    text.replace(unit, unit.trim_start())
                });
            return Safe::from(closed.replace("min", "m"));
        }
        let format = if local.year() == self.today().year() {
            "%-d %b"
        } else {
            "%b %Y"
        };
        Safe::from(local.format(format).to_string())
    }

    /// Writes an instant as lists do: in words within seven days, as a date beyond.
    pub fn near(self, instant: Timestamp) -> Safe {
        let ahead = instant.seconds().saturating_sub(self.now.seconds());
        let distance = ahead.abs();
        if distance >= 7 * DAY || self.style == DateStyle::Absolute {
            return self.day(instant);
        }
        let length = match distance {
            0..60 => return Safe::from("now"),
            60..3_600 => format!("{} min", distance / 60),
            3_600..DAY => format!("{} h", distance / 3_600),
            _ => format!("{} d", distance / DAY),
        };
        Safe::from(if ahead < 0 {
            format!("{length} ago")
        } else {
            format!("in {length}")
        })
    }

    /// Writes an instant as [`Self::near`] does and means it in full, so that lists compare it.
    pub fn when(self, instant: Timestamp) -> Phrase {
        let near = Phrase::plain(self.near(instant)).in_short(self.brief(instant));
        near.meaning(self.instant(instant))
    }

    /// Writes an instant with its weekday and zone, as the echo of what was typed.
    pub fn echo_instant(self, instant: Timestamp) -> Safe {
        let local = self.local(instant);
        Safe::from(local.format("%a %Y-%m-%d %H:%M %Z").to_string())
    }

    /// Writes a date with its weekday and zone, as the echo of what was typed.
    pub fn echo(self, date: NaiveDate) -> Safe {
        Safe::from(format!("{}, {}", date.format("%a %Y-%m-%d"), self.zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: Zone) -> Calendar {
        Calendar {
            now: Timestamp::parse("2026-03-01T23:30:00Z").unwrap(),
            zone,
            style: DateStyle::Relative,
        }
    }

    fn zone(name: &str) -> Zone {
        Zone::find(name).unwrap()
    }

    #[test]
    fn the_date_is_that_of_the_directorys_zone() {
        assert_eq!(calendar(Zone::UTC).today().to_string(), "2026-03-01");
        assert_eq!(
            calendar(zone("Europe/Berlin")).today().to_string(),
            "2026-03-02"
        );
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let start = calendar(zone("Europe/Berlin")).start_of(day);
        assert_eq!(start.to_string(), "2026-06-30T22:00:00Z");
    }

    #[test]
    fn a_day_without_midnight_begins_at_its_first_hour() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let start = calendar(zone("Africa/Cairo")).start_of(day);
        assert_eq!(start.to_string(), "2026-04-23T22:00:00Z");
    }

    #[test]
    fn instants_are_relative_within_a_week() {
        let calendar = calendar(Zone::UTC);
        let near = |span| calendar.near(calendar.now.plus(span)).to_string();
        assert_eq!(near(Span::ZERO), "now");
        assert_eq!(near(Span::hours(5)), "in 5 h");
        assert_eq!(near(Span::days(2)), "in 2 d");
        assert_eq!(near(Span::days(8)), "2026-03-09");
        let ago = calendar.near(calendar.now.minus(Span::hours(30)));
        assert_eq!(ago.to_string(), "1 d ago");
        let brief = |span| calendar.brief(calendar.now.plus(span)).to_string();
        assert_eq!(brief(Span::hours(5)), "in 5h");
        assert_eq!(brief(Span::days(8)), "9 Mar");
        assert_eq!(brief(Span::days(400)), "Apr 2027");
    }

    #[test]
    fn a_moment_has_its_time_in_this_year_and_its_year_in_others() {
        let calendar = calendar(Zone::UTC);
        let moment = |span| calendar.moment(calendar.now.plus(span)).to_string();
        assert_eq!(moment(Span::days(8)), "9 Mar 23:30");
        assert_eq!(moment(Span::days(400)), "5 Apr 2027");
    }
}
