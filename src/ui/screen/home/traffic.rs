//! How many requests came in on each of the last days.

use chrono::Days;

use crate::domain::index::{Hour, Index};
use crate::domain::time::Timestamp;
use crate::ui::scene::Scene;
use crate::ui::view::DetailLine;
use crate::ui::view::picture::Bars;

/// How many days are shown, today being the last.
const DAYS: u64 = 14;

/// Draws the requests of each day, and says how many there were.
pub(super) fn lines(scene: &Scene<'_>) -> Vec<DetailLine> {
    let calendar = scene.calendar;
    let today = calendar.today();
    let first = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
    let index = &scene.tenant().index;
    let mut days: Vec<usize> = Vec::new();
    let mut day = first;
    while day <= today {
        days.push(made(index, calendar.start_of(day), calendar.end_of(day)));
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    let total: usize = days.iter().sum();
    if total == 0 {
        return Vec::new();
    }
    let most = days.iter().copied().max().unwrap_or_default();
    vec![
        DetailLine::heading(format!("Requests in 14 days: {total}")),
        DetailLine::Bars(Bars {
            values: days,
            first: calendar.day(calendar.start_of(first)),
            last: "today".into(),
        }),
        DetailLine::fact("Most in a day", most.to_string()),
        DetailLine::Gap,
    ]
}

/// Counts the requests made between two instants, both included: by whole hours, so that a busy day
/// costs no more than a quiet one; only hours that a day begins or ends within are looked through.
fn made(index: &Index, from: Timestamp, until: Timestamp) -> usize {
    let mut hour = Hour::of(from);
    let mut count = 0;
    while hour <= Hour::of(until) {
        count += if hour.is_within(from, until) {
            index.requests_made.count(&hour)
        } else {
            let made = index.requests_made.of(hour);
            made.filter(|(at, _)| (from..=until).contains(at)).count()
        };
        hour = hour.next();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn requests_are_counted_to_the_second_where_a_day_begins_within_an_hour() {
        let mut made_here = Furnished::new();
        let package = made_here.package();
        made_here.request(package);
        let index = &made_here.desk.desk.tenant.index;
        let case = |from: &str, until: &str| {
            let [from, until] = [from, until].map(|at| Timestamp::parse(at).unwrap());
            made(index, from, until)
        };
        // It was made at 9 o'clock.
        assert_eq!(case("2026-02-28T18:30:00Z", "2026-03-01T18:29:59Z"), 1);
        assert_eq!(case("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"), 1);
        assert_eq!(case("2026-03-01T09:00:01Z", "2026-03-02T09:00:00Z"), 0);
        assert_eq!(case("2026-02-28T09:30:00Z", "2026-03-01T08:59:59Z"), 0);
    }
}
