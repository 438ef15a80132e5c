//! The moments of a life on one axis: past, now, and the future as it will go if nobody acts.

use crate::domain::time::Timestamp;
use crate::ui::calendar::Calendar;
use crate::ui::view::picture::{Axis, AxisMark};
use crate::ui::view::{DetailLine, Moment};

/// Draws the moments whose instants are known; nothing when they are all one.
pub(in crate::ui::screen) fn of(calendar: Calendar, moments: &[DetailLine]) -> Vec<DetailLine> {
    let known = moments.iter().filter_map(|line| {
        if let DetailLine::Moment {
            moment,
            at: Some(at),
            what,
            ..
        } = line
        {
            // What is waited for began in the past; only now is the present on an axis.
            let moment = match moment {
                Moment::Failed | Moment::Partly | Moment::Denied => *moment,
                Moment::Past | Moment::Present | Moment::Future | Moment::Aside => {
                    around(calendar.now, *at)
                }
            };
            Some(AxisMark {
                at: *at,
                moment,
                what: what.clone(),
                when: calendar.moment(*at),
            })
        } else {
            None
        }
    });
    let mut marks: Vec<AxisMark> = known.collect();
    marks.sort_by_key(|mark| mark.at);
    let place = marks.partition_point(|mark| mark.at <= calendar.now);
    let now = AxisMark {
        at: calendar.now,
        moment: Moment::Present,
        what: "now".into(),
        when: calendar.moment(calendar.now),
    };
    marks.insert(place, now);
    let instants = marks.iter().map(|mark| mark.at);
    if instants.clone().min() == instants.max() {
        return Vec::new();
    }
    vec![DetailLine::Gap, DetailLine::Axis(Axis { marks })]
}

fn around(now: Timestamp, at: Timestamp) -> Moment {
    if at <= now {
        Moment::Past
    } else {
        Moment::Future
    }
}
