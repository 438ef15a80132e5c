//! The life of an assignment on an axis, from its request to its end.

use crate::domain::assignment::{Assignment, ExpiryNotice};
use crate::domain::time::{Span, Timestamp};
use crate::ui::scene::Scene;
use crate::ui::screen::timeline::axis;
use crate::ui::view::{DetailLine, Moment, Phrase};

/// Draws the life of an assignment: what has been, and what comes if nobody acts.
pub(in crate::ui::screen) fn of(scene: &Scene<'_>, held: &Assignment) -> Vec<DetailLine> {
    let progress = &held.progress;
    let request = scene.tenant().find_request(held.request);
    let mut points: Vec<(Timestamp, &str)> = Vec::new();
    points.extend(request.map(|request| (request.created_date_time, "requested")));
    points.push((progress.start, "given"));
    if let Some(ended) = progress.expired_date_time {
        points.push((ended, "ended"));
    } else if let Some(end) = progress.ends() {
        points.extend(announcements(held, end, scene.calendar.now));
        points.push((end, "ends"));
    }
    let moments: Vec<DetailLine> = points
        .into_iter()
        .map(|(at, what)| DetailLine::Moment {
            moment: Moment::Aside,
            at: Some(at),
            when: scene.calendar.moment(at),
            what: what.into(),
            note: Phrase::default(),
        })
        .collect();
    axis::of(scene.calendar, &moments)
}

/// Lists when its holder will be told that the end comes near.
fn announcements(
    held: &Assignment,
    end: Timestamp,
    now: Timestamp,
) -> impl Iterator<Item = (Timestamp, &'static str)> {
    let told = held.progress.notice;
    let ahead = [
        (ExpiryNotice::FourteenDays, Span::days(14)),
        (ExpiryNotice::OneDay, Span::days(1)),
    ];
    let set = held.progress.end_set_date_time;
    ahead
        .into_iter()
        .filter(move |(notice, _)| told.is_none_or(|told| told < *notice))
        .map(move |(_, before)| (end.minus(before), "reminder"))
        .filter(move |(at, _)| *at > now && *at > set)
}
