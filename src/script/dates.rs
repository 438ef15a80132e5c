//! Instants in lines: exact ones, dates of the directory's zone, and words such as `tomorrow`.

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone as _};

use crate::domain::subject::TimeZone;
use crate::domain::time::{Timestamp, Zone};
use crate::domain::typed_date;
use crate::script::fill::Edge;

/// Reads an instant, or a date in the directory's zone; today as a start means now.
pub(super) fn read(
    text: &str,
    now: Timestamp,
    zone: TimeZone,
    edge: Edge,
) -> Result<Timestamp, String> {
    if let Ok(instant) = Timestamp::parse(text) {
        return Ok(instant);
    }
    let today = now.to_utc().with_timezone(&zone.0).date_naive();
    let date = typed_date::parse(text, today).map_err(|error| error.to_string())?;
    Ok(match edge {
        Edge::Start if date == today => now,
        Edge::Start => first_instant(date, zone.0),
        Edge::End => last_instant(date, zone.0),
    })
}

/// Returns the first instant of a day, also in zones that skip midnight.
fn first_instant(date: NaiveDate, zone: Zone) -> Timestamp {
    let midnight = date.and_time(NaiveTime::MIN);
    let begins = (0..=3).find_map(|hours| {
        let local = midnight + TimeDelta::hours(hours);
        zone.from_local_datetime(&local).earliest()
    });
    Timestamp::from_seconds(
        begins.map_or_else(|| midnight.and_utc().timestamp(), |at| at.timestamp()),
    )
}

/// Returns the last second of a day.
fn last_instant(date: NaiveDate, zone: Zone) -> Timestamp {
    let next = date.succ_opt().unwrap_or(date);
    Timestamp::from_seconds(first_instant(next, zone).seconds() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_mean_days_of_the_directorys_zone() {
        #[track_caller]
        fn case(text: &str, edge: Edge, now: Timestamp, zone: TimeZone, expected: &str) {
            assert_eq!(
                read(text, now, zone, edge).unwrap().to_string(),
                expected,
                "{text}"
            );
        }
        let now = Timestamp::parse("2026-03-27T23:30:00Z").unwrap();
        let berlin = TimeZone::parse("Europe/Berlin").unwrap();
        case(
            "2026-03-01T10:00:00+01:00",
            Edge::Start,
            now,
            berlin,
            "2026-03-01T09:00:00Z",
        );
        case("today", Edge::Start, now, berlin, "2026-03-27T23:30:00Z");
        case("today", Edge::End, now, berlin, "2026-03-28T22:59:59Z");
        case("tomorrow", Edge::Start, now, berlin, "2026-03-28T23:00:00Z");
        case("tomorrow", Edge::End, now, berlin, "2026-03-29T21:59:59Z");
        case(
            "+P30D",
            Edge::Start,
            now,
            TimeZone::UTC,
            "2026-04-26T00:00:00Z",
        );
        assert!(read("soon", now, berlin, Edge::Start).is_err());
    }
}
