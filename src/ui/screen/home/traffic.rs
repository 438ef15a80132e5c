//! How many requests came in on each of the last days.

use chrono::Days;

use crate::domain::id::RequestId;
use crate::domain::index::RequestPhase;
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
    let from = (calendar.start_of(first), RequestId::MIN);
    let all = &scene.tenant().index.requests_of_kind;
    let mut days: Vec<usize> = Vec::new();
    let mut day = first;
    let mut made = all.of_from(RequestPhase::Any, from).peekable();
    while day <= today {
        let end = calendar.end_of(day);
        let mut count = 0;
        while made.next_if(|(at, _)| *at <= end).is_some() {
            count += 1;
        }
        days.push(count);
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
            first: calendar.day(from.0),
            last: "today".into(),
        }),
        DetailLine::fact("Most in a day", most.to_string()),
        DetailLine::Gap,
    ]
}
