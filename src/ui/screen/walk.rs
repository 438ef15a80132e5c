//! Why, as lines to read: a walk of checks, and who is asked to decide.

use crate::domain::approval::{ApprovalStage, StageRecord, StandIn};
use crate::domain::approvers::Asker;
use crate::domain::authority::visible;
use crate::domain::id::ObjectRef;
use crate::domain::request::AssignmentRequest;
use crate::domain::walk::{Step, Walk};
use crate::ui::scene::Scene;
use crate::ui::screen::timeline::stages;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// Writes each check of a walk as a line, with the objects that the persona may know of.
pub fn checks(scene: &Scene<'_>, walk: &Walk) -> Vec<DetailLine> {
    let last = walk.0.len().saturating_sub(1);
    let steps = walk.0.iter().enumerate();
    steps
        .map(|(place, step)| check(scene, step, tone(step, place == last)))
        .collect()
}

/// Tells a check that decided the verdict from one that only ruled out one of several ways.
const fn tone(step: &Step, is_last: bool) -> Tone {
    match (step.passed, is_last) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Danger,
        (false, false) => Tone::Disabled,
    }
}

/// Writes a check as a line, with the objects that the persona may know of.
pub fn check(scene: &Scene<'_>, step: &Step, tone: Tone) -> DetailLine {
    let names: Vec<String> = step
        .objects
        .iter()
        .filter_map(|object| known(scene, *object))
        .collect();
    let sentence = step.check.sentence();
    let text = if names.is_empty() {
        sentence.to_owned()
    } else {
        format!("{sentence} ({})", names.join(", "))
    };
    DetailLine::Bullet(Phrase::signed(tone, &text))
}

fn known(scene: &Scene<'_>, object: ObjectRef) -> Option<String> {
    let now = scene.calendar.now;
    visible(scene.tenant(), scene.persona, object, now)
        .then(|| format!("{} \"{}\"", object.kind().word(), scene.name(object)))
}

/// How far stages have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run<'a> {
    /// Nothing was requested yet.
    Ahead,
    /// Those with a record were opened, and the others will be.
    Open(&'a [StageRecord]),
    /// Those with a record were opened, and the others never will be.
    Over(&'a [StageRecord]),
}

impl<'a> Run<'a> {
    /// Returns how far the stages of a request have come.
    pub const fn of(request: &'a AssignmentRequest) -> Self {
        let records = request.progress.stages.as_slice();
        if request.progress.state.is_open() {
            Self::Open(records)
        } else {
            Self::Over(records)
        }
    }

    const fn records(self) -> &'a [StageRecord] {
        match self {
            Self::Ahead => &[],
            Self::Open(records) | Self::Over(records) => records,
        }
    }
}

/// Says who decides on each of some stages, and who would but for a reason; of stages whose
/// approvers the persona may not know, only that somebody does. What has become of those that were
/// opened is taken from their records, in the same order.
pub fn asked(
    scene: &Scene<'_>,
    stages: &[ApprovalStage],
    run: Run<'_>,
    asker: Asker,
    is_told: impl Fn(usize, &ApprovalStage) -> bool,
) -> Vec<DetailLine> {
    if stages.is_empty() {
        return vec![DetailLine::text("Nobody has to approve it.")];
    }
    let count = stages.len();
    let numbered = stages.iter().enumerate();
    numbered
        .flat_map(|(place, stage)| {
            let record = run.records().get(place);
            let closed = record.and_then(|record| stages::closed(scene, record));
            let number = format!("Stage {} of {count}", place + 1);
            let time = stage.duration_before_automatic_denial.in_words();
            let head = match (&closed, record) {
                (Some(_), _) => number,
                (None, Some(open)) => {
                    format!("{number}, open until {}", scene.calendar.instant(open.due))
                }
                (None, None) => format!("{number}, {time} to decide"),
            };
            let mut lines = vec![DetailLine::Gap, DetailLine::heading(head)];
            if let Some(closed) = closed {
                lines.push(DetailLine::Bullet(closed));
            } else if matches!(run, Run::Over(_)) {
                let text = "nobody was asked, since the request was over before";
                lines.push(DetailLine::Bullet(Phrase::signed(Tone::Disabled, text)));
            } else if is_told(place, stage) {
                lines.extend(deciders(scene, stage, asker, record));
            } else {
                let text = "The directory does not show who they are.";
                lines.push(DetailLine::text(text));
            }
            lines
        })
        .collect()
}

fn deciders(
    scene: &Scene<'_>,
    stage: &ApprovalStage,
    asker: Asker,
    opened: Option<&StageRecord>,
) -> Vec<DetailLine> {
    let resolved = wording::deciders(scene, stage, asker);
    let verb = if opened.is_some() {
        "is asked"
    } else {
        "will be asked"
    };
    let role = match resolved.stand_in {
        StandIn::Primary => verb.to_owned(),
        StandIn::Fallback | StandIn::Alternate | StandIn::Delegate => {
            format!("{verb} as fallback")
        }
    };
    let escalated = opened.and_then(|record| record.escalated.as_ref());
    let mut lines: Vec<DetailLine> = resolved
        .people
        .iter()
        .map(|user| DetailLine::bullet(format!("{} {role}", scene.name(*user))))
        .collect();
    let too = if let Some(escalated) = escalated {
        let since = scene.calendar.instant(escalated.at);
        format!("is asked too since {since}")
    } else {
        let after = stage.duration_before_escalation.in_words();
        format!("will be asked too after {after}")
    };
    lines.extend(
        resolved
            .alternates
            .iter()
            .map(|user| DetailLine::bullet(format!("{} {too}", scene.name(*user)))),
    );
    lines.extend(resolved.delegates.iter().map(|delegate| {
        let (user, approver) = (scene.name(delegate.user), scene.name(delegate.approver));
        DetailLine::bullet(format!("{user} may decide in the place of {approver}"))
    }));
    if lines.is_empty() {
        let text = "Nobody can decide: the stage waits until its time runs out.";
        lines.push(DetailLine::Text(Phrase::signed(Tone::Warning, text)));
    }
    lines.extend(resolved.dropped.iter().map(|(user, reason)| {
        let text = format!("{}: {}", scene.name(*user), wording::dropped(*reason));
        DetailLine::Bullet(Phrase::signed(Tone::Disabled, &text))
    }));
    lines
}
