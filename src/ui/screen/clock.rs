//! The clock: now, the next things that time will do, and the keys that move it.

use crate::domain::command::{AdvanceClock, DeskCommand};
use crate::domain::foreseeing::Counts;
use crate::domain::sweep::{self, Due};
use crate::domain::text::Safe;
use crate::domain::time::{Span, Timestamp};
use crate::domain::typed_moment::TypedMoment;
use crate::ui::action::Action;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::modal::{Aim, Confirm, Month, OnMoment};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Moment, Phrase};

mod happens;

use happens::happens;

/// How many of the coming things are listed.
pub const LISTED: usize = 10;
/// How many of the things on the way to another time are played through to be counted.
pub const PLAYED: usize = 500;

/// The clock.
pub const PAGE: Page = Page {
    name: "Clock",
    title: |_, _| "Clock".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::Detail(lines),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('+')],
        action: Action::ClockHour,
        label: "1 hour",
        shown: Shown::Footer,
        step: |scene, _| Ok(move_by(scene, Span::hours(1))),
    },
    Binding {
        keys: &[Chord::char('>')],
        action: Action::ClockDay,
        label: "1 day",
        shown: Shown::Footer,
        step: |scene, _| Ok(move_by(scene, Span::days(1))),
    },
    Binding {
        keys: &[Chord::char('.')],
        action: Action::ClockNext,
        label: "next event",
        shown: Shown::Footer,
        step: |scene, _| move_to_next(scene),
    },
    Binding {
        keys: &[Chord::char('@')],
        action: Action::ClockDate,
        label: "to a date",
        shown: Shown::Footer,
        step: |_, _| Ok(Step::ClockDates),
    },
];

fn move_by(scene: &Scene<'_>, by: Span) -> Step {
    let command = AdvanceClock {
        by: Some(by),
        to: None,
        to_next_event: None,
    };
    Step::MoveClock(Box::new(command), scene.calendar.now.plus(by))
}

fn move_to(to: Timestamp) -> Step {
    let command = AdvanceClock {
        by: None,
        to: Some(to),
        to_next_event: None,
    };
    Step::MoveClock(Box::new(command), to)
}

fn move_to_next(scene: &Scene<'_>) -> Result<Step, Reason> {
    let next = sweep::next_due(scene.tenant()).map(|due| due.at);
    let next = next.ok_or_else(|| Reason::new("time alone will do nothing"))?;
    let command = AdvanceClock {
        by: None,
        to: None,
        to_next_event: Some(true),
    };
    Ok(Step::MoveClock(Box::new(command), next))
}

/// Moves the clock; asks first when anything becomes due on the way, and gravely when somebody loses
/// access by it.
///
/// What does is counted when somebody wants to move it, not whenever the keys are shown.
pub fn moved(scene: &Scene<'_>, command: AdvanceClock, to: Timestamp, counts: &Counts) -> Step {
    let happens = happens(&counts.kinds);
    let when = scene.calendar.instant(to);
    let command = Box::new(DeskCommand::AdvanceClock(command));
    if happens.is_empty() {
        let done = format!("It is {when} now. Nothing had become due.");
        return Step::Operate(command, done.into());
    }
    let said = happens.join(", ");
    let then = Step::Operate(command, format!("It is {when} now: {said}.").into());
    let mut lines = vec![Phrase::plain(format!("It will be {when}."))];
    let title = "Move the clock?";
    let ask = if counts.taking == 0 {
        lines.push(Phrase::plain(format!("On the way: {said}.")));
        Confirm::simple(title, lines, "Move", then)
    } else {
        lines.push(Phrase::plain("On the way:"));
        lines.extend(
            happens
                .iter()
                .map(|part| Phrase::plain(format!("- {part}"))),
        );
        let ask = Confirm::simple(title, lines, "Move", then);
        ask.count(("how many of these take access away", counts.taking))
    };
    Step::Ask(Box::new(ask))
}

/// Shows the days to whose start, or to a time of which, the clock may be moved.
pub fn dates(scene: &Scene<'_>) -> Month {
    let aim = Aim::Act(OnMoment(to_moment));
    Month::open("Move the clock to", aim, None, scene)
}

fn to_moment(scene: &Scene<'_>, moment: TypedMoment) -> Result<Step, Reason> {
    let to = match moment.time {
        Some(time) => scene.calendar.at(moment.day, time),
        None => Some(scene.calendar.start_of(moment.day)),
    };
    let to = to.ok_or_else(|| Reason::new("has no such time: the clocks go forward over it"))?;
    match moment.time {
        _ if to > scene.calendar.now => Ok(move_to(to)),
        Some(_) => Err(Reason::new("is over; the clock only moves forward")),
        None => Err(Reason::new("has begun; the clock only moves forward")),
    }
}

fn lines(scene: &Scene<'_>, _: Screen) -> Vec<DetailLine> {
    let tenant = scene.tenant();
    let calendar = scene.calendar;
    let ahead = match tenant.clock_ahead {
        Span::ZERO => "not moved".to_owned(),
        span => format!("{} ahead of this machine", span.in_words()),
    };
    let mut lines = vec![
        DetailLine::fact("Now", calendar.instant(calendar.now)),
        DetailLine::fact("Moved", ahead),
        DetailLine::Gap,
        DetailLine::heading("What time will do"),
    ];
    let (coming, more) = coming(scene);
    if coming.is_empty() {
        lines.push(DetailLine::text(
            "Nothing: no request waits, nothing is scheduled and no access has an end.",
        ));
    }
    lines.extend(coming);
    if more > 0 {
        lines.push(DetailLine::text(&format!("And {more} more after that.")));
    }
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::text(
        "The clock only moves forward; u takes a move back.",
    ));
    lines
}

/// Lists what time will do next, and says how much more there is: as it was foreseen, or as far as
/// it is due already.
fn coming(scene: &Scene<'_>) -> (Vec<DetailLine>, usize) {
    if let Some(ahead) = scene.ahead {
        let lines = ahead.first.iter().map(|coming| {
            let target = coming.target.as_ref();
            coming_line(scene, coming.due, &coming.name, target)
        });
        return (lines.collect(), ahead.more);
    }
    let tenant = scene.tenant();
    let first = sweep::upcoming(tenant).take(LISTED);
    let lines = first.map(|due| {
        let target = tenant
            .target_of(due.object)
            .map(|person| scene.name(person));
        coming_line(scene, due, &scene.name(due.object), target.as_ref())
    });
    (lines.collect(), sweep::count(tenant).saturating_sub(LISTED))
}

fn coming_line(scene: &Scene<'_>, due: Due, name: &Safe, target: Option<&Safe>) -> DetailLine {
    let note = match target {
        Some(person) => format!("{person}: {name}"),
        None => name.to_string(),
    };
    DetailLine::Moment {
        moment: Moment::Future,
        at: Some(due.at),
        when: scene.calendar.moment(due.at),
        what: due.kind.label().into(),
        note: Phrase::plain(note),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::msg::Effect;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::admin::furnishing::Furnished;
    use crate::ui::screen::fixture::{act_as, approved, requested, tutorial};

    fn advances(desk: &Rehearsal) -> Vec<&AdvanceClock> {
        let asked = desk.effects.iter();
        asked
            .filter_map(|effect| {
                if let Effect::Operate(DeskCommand::AdvanceClock(with)) = effect {
                    Some(with)
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn what_time_will_do_is_listed_and_asked_about() {
        let mut desk = approved();
        desk.press("T").expect("access ends").expect("2 Mar 23:59");
        desk.expect("1-day notice")
            .press(".")
            .expect("On the way: 1 one-day notice is given.")
            .press("y");
        assert_eq!(advances(&desk)[0].to_next_event, Some(true));
    }

    #[test]
    fn access_that_begins_and_ends_on_the_way_counts_twice() {
        let mut desk = tutorial(|policy| {
            policy["requestApprovalSettings"] = json!({});
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter tab space tab Ctrl-U")
            .type_text("+3d")
            .press("tab")
            .type_text("+5d")
            .press("Ctrl-S T @")
            .type_text("2026-03-10")
            .press("enter");
        desk.expect("- 1 access that was scheduled begins")
            .expect("- 1 assignment ends")
            .expect("Type how many of these take access away to go on: 1");
    }

    #[test]
    fn a_move_over_the_end_of_access_wants_its_number_typed_and_one_over_a_reminder_does_not() {
        let mut desk = approved();
        desk.press("T @").type_text("+5d").press("enter");
        desk.expect("Move the clock?")
            .expect("- 1 assignment ends")
            .expect("Type how many of these take access away to go on: 1");
        desk.press("y enter").expect("Nothing was done. Type 1");
        assert!(advances(&desk).is_empty());
        desk.press("ctrl-u").type_text("1").press("enter");
        assert_eq!(advances(&desk).len(), 1);
        let mut desk = approved();
        desk.press("T .").expect("y yes").expect_no("Type how many");
    }

    #[test]
    fn a_rule_that_takes_access_at_once_as_time_passes_counts_as_taking_it() {
        let hired_lately = |grace: &str| {
            let mut made = Furnished::new();
            let (package, requestor) = (made.package(), made.requestor);
            made.make(&json!({"do": "updateUser", "with": {
                "user": requestor, "employeeHireDate": "2026-02-20T00:00:00Z"}}));
            made.make(&json!({"do": "createPolicy", "with": {
                "accessPackage": package, "displayName": "Newcomers",
                "allowedTargetScope": "specificDirectoryUsers",
                "specificAllowedTargets": [{
                    "@odata.type": "#microsoft.graph.attributeRuleMembers",
                    "membershipRule": "user.employeeHireDate -ge system.now -minus P30D",
                    "description": "Newcomers"}],
                "automaticRequestSettings": {"gracePeriodBeforeAccessRemoval": grace}}}));
            made.desk
        };
        // On the last day and after it.
        let turn = "2 membership rules are asked about people again";
        let one = "Type how many of these take access away to go on: 1";
        let mut desk = hired_lately("PT0S");
        desk.press("T @").type_text("+60d").press("enter");
        desk.expect(turn).expect(one);
        let mut desk = hired_lately("P7D");
        desk.press("T @").type_text("2026-03-25").press("enter");
        desk.expect(turn).expect_no("Type how many").press("esc @");
        desk.type_text("+60d").press("enter");
        desk.expect(turn).expect(one);
    }

    #[test]
    fn who_switched_typing_off_is_asked_for_yes_or_no() {
        let mut desk = approved();
        std::rc::Rc::make_mut(&mut desk.ui.preferences).confirm_heavy = false;
        desk.press("T @").type_text("+5d").press("enter");
        desk.expect("- 1 assignment ends")
            .expect_no("Type how many")
            .press("y");
        assert_eq!(advances(&desk).len(), 1);
    }

    #[test]
    fn an_hour_in_which_nothing_is_due_passes_without_a_question() {
        let mut desk = requested();
        desk.press("T +");
        assert_eq!(advances(&desk)[0].by, Some(Span::hours(1)));
    }

    #[test]
    fn a_date_is_found_by_typing_it() {
        let mut desk = requested();
        desk.press("T @").type_text("2026-03-16").press("enter");
        desk.expect("1 request runs out undecided").press("y");
        let to = Timestamp::parse("2026-03-16T00:00:00Z").unwrap();
        assert_eq!(advances(&desk)[0].to, Some(to));
    }

    #[test]
    fn a_time_of_a_day_is_typed_and_the_zone_said_before_the_clock_moves() {
        let mut desk = requested();
        desk.press("T @")
            .expect("or type it: +30d, fri 9:00, 14:30");
        desk.expect("Mon 2026-03-02 00:00 UTC");
        desk.type_text("14:30").expect("Sun 2026-03-01 14:30 UTC");
        desk.press("enter");
        let to = Timestamp::parse("2026-03-01T14:30:00Z").unwrap();
        assert_eq!(advances(&desk)[0].to, Some(to));
        let mut desk = requested();
        desk.press("T @").type_text("today 8:00");
        desk.expect("is over; the clock only moves forward");
        desk.press("enter")
            .expect("Not possible: 2026-03-01 08:00 is over");
        desk.press("ctrl-u").type_text("fri 25:00").press("enter");
        desk.expect("Not possible: \"fri 25:00\" is a time that no day has");
        desk.press("ctrl-u")
            .type_text("tomorrow 9:05")
            .press("right");
        desk.expect("Tue 2026-03-03 00:00 UTC");
    }

    #[test]
    fn the_next_event_is_greyed_when_time_will_do_nothing() {
        let mut desk = Rehearsal::new(Screen::Clock);
        desk.expect("no request waits")
            .press(".")
            .expect("time alone will do nothing");
    }
}
