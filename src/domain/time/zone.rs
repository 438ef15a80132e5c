//! What clocks show in a place, by the rules of the IANA database that are compiled in.
//!
//! The rules are plain numbers without addresses in them, so that starting the program does not pay
//! for zones that nobody asks about.

use std::fmt;

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use tz::TimeZoneRef;

/// Further from UTC, in seconds, than the clocks of any place have ever been.
const FURTHEST: i64 = 16 * 3_600;

/// A time zone of the IANA database.
#[derive(Clone, Copy)]
pub struct Zone {
    name: &'static str,
    rules: &'static TimeZoneRef<'static>,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self {
        name: "UTC",
        rules: &tzdb_data::time_zone::UTC,
    };

    /// Finds a zone by its exact name, such as `Europe/Berlin`.
    pub fn find(name: &str) -> Option<Self> {
        let name = tzdb_data::TZ_NAMES.iter().find(|known| **known == name)?;
        Self::named(name)
    }

    /// Lists all zones.
    pub fn all() -> impl Iterator<Item = Self> {
        let names = tzdb_data::TZ_NAMES.iter();
        names.filter_map(|name| Self::named(name))
    }

    fn named(name: &'static str) -> Option<Self> {
        let rules = tzdb_data::find_tz(name.as_bytes())?;
        Some(Self { name, rules })
    }

    /// Returns the zone's name.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns how far clocks are from UTC at an instant, in seconds since 1970.
    fn offset_at(self, seconds: i64) -> ZoneOffset {
        let rule = self.rules.find_local_time_type(seconds).ok();
        let east = rule.and_then(|rule| FixedOffset::east_opt(rule.ut_offset()));
        ZoneOffset {
            zone: self,
            east: east.unwrap_or_else(|| Utc.fix()),
            abbreviation: rule.map_or("UTC", |rule| rule.time_zone_designation()),
        }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// How far the clocks of a zone are from UTC at some instant; displays as their abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    east: FixedOffset,
    abbreviation: &'static str,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.east
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbreviation)
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&(*local).into())
    }

    /// A time that clocks show twice has two answers, one that they skip has none.
    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let shown = local.and_utc().timestamp();
        let holds = |offset: &ZoneOffset| {
            let instant = shown - i64::from(offset.east.local_minus_utc());
            self.offset_at(instant).east == offset.east
        };
        let before = Some(self.offset_at(shown - FURTHEST)).filter(holds);
        let after = Some(self.offset_at(shown + FURTHEST)).filter(holds);
        match (before, after) {
            (Some(before), Some(after)) if before.east != after.east => {
                MappedLocalTime::Ambiguous(before, after)
            }
            (Some(offset), _) | (None, Some(offset)) => MappedLocalTime::Single(offset),
            (None, None) => MappedLocalTime::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&(*utc).into())
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset_at(utc.and_utc().timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        Zone::find("Europe/Berlin").unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn zones_are_found_by_their_exact_names() {
        assert_eq!(Zone::find("UTC"), Some(Zone::UTC));
        assert_eq!(Zone::find("europe/berlin"), None);
        assert_eq!(Zone::find("Mars/Olympus"), None);
        assert!(Zone::all().all(|zone| Zone::find(zone.name()) == Some(zone)));
    }

    #[test]
    fn clocks_follow_the_rules_of_the_season_also_in_years_far_ahead() {
        let shown = |instant: &str| {
            let instant = local(instant).and_utc().with_timezone(&berlin());
            instant.format("%H:%M %Z").to_string()
        };
        assert_eq!(shown("2026-01-01T12:00:00"), "13:00 CET");
        assert_eq!(shown("2026-07-01T12:00:00"), "14:00 CEST");
        assert_eq!(shown("9999-07-01T12:00:00"), "14:00 CEST");
    }

    #[test]
    fn an_hour_is_shown_twice_in_autumn_and_skipped_in_spring() {
        let twice = berlin().from_local_datetime(&local("2026-10-25T02:30:00"));
        let instants = [twice.earliest(), twice.latest()].map(|at| at.unwrap().timestamp());
        let expected = ["2026-10-25T00:30:00", "2026-10-25T01:30:00"];
        assert_eq!(instants, expected.map(|at| local(at).and_utc().timestamp()));
        let skipped = berlin().from_local_datetime(&local("2026-03-29T02:30:00"));
        assert_eq!(skipped.earliest(), None);
        let usual = berlin().from_local_datetime(&local("2026-03-29T03:00:00"));
        assert_eq!(usual.single().unwrap().offset().to_string(), "CEST");
    }
}
