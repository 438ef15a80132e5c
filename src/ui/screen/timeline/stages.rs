//! The stages of approval as a chain: who answered, who is asked now, who comes after.

use crate::domain::approval::{StageOutcome, StageRecord, Verdict};
use crate::domain::id::Person;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::time::Timestamp;
use crate::ui::scene::Scene;
use crate::ui::screen::timeline::waiting;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// Draws the stages of a request that has any.
pub(super) fn chain(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    if request.stages.is_empty() {
        return Vec::new();
    }
    let is_open = request.progress.state.is_open();
    let mut links: Vec<Phrase> = (0..request.stages.len())
        .filter_map(|place| {
            let said = opened(scene, request, place);
            let ahead = || is_open.then(|| Phrase::muted(waiting(scene, request, place)));
            said.or_else(ahead)
        })
        .collect();
    links.push(outcome(request.progress.state));
    vec![DetailLine::chain(links), DetailLine::Gap]
}

/// Says what became of a stage that was opened, or who decides on it now.
fn opened(scene: &Scene<'_>, request: &AssignmentRequest, place: usize) -> Option<Phrase> {
    let record = request.progress.stages.get(place)?;
    Some(closed(scene, record).unwrap_or_else(|| {
        let waits = format!("{} to decide", waiting(scene, request, place));
        let steps_in = steps_in(request, place, record.opened);
        let steps_in = steps_in.filter(|_| record.escalated.is_none());
        Phrase::signed(
            Tone::Pending,
            &match steps_in {
                Some(at) => format!("{waits}, others from {}", scene.calendar.moment(at)),
                None => waits,
            },
        )
    }))
}

/// Says what became of a stage on which nobody can decide any more; `None` while it is open.
pub(in crate::ui::screen) fn closed(scene: &Scene<'_>, record: &StageRecord) -> Option<Phrase> {
    Some(match &record.outcome {
        StageOutcome::Open => return None,
        StageOutcome::Decided(decision) => {
            let tone = match decision.verdict {
                Verdict::Approve => Tone::Good,
                Verdict::Deny => Tone::Disabled,
            };
            let verdict = decision.verdict.label();
            let by = if scene.persona == Person::User(decision.by) {
                "you".into()
            } else {
                scene.name(decision.by)
            };
            Phrase::signed(tone, &format!("{by} {verdict}"))
        }
        StageOutcome::Expired => Phrase::signed(Tone::Disabled, "nobody decided"),
        StageOutcome::Withdrawn => Phrase::signed(Tone::Disabled, "not decided"),
    })
}

fn steps_in(request: &AssignmentRequest, place: usize, opened: Timestamp) -> Option<Timestamp> {
    request.stages.get(place)?.escalates_at(opened)
}

fn outcome(state: RequestState) -> Phrase {
    match state {
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::PendingApproval { .. } => Phrase::muted("access"),
        RequestState::Scheduled { .. } | RequestState::Delivering => {
            Phrase::signed(Tone::Pending, "access")
        }
        RequestState::Delivered => Phrase::signed(Tone::Good, "access"),
        RequestState::PartiallyDelivered => Phrase::signed(Tone::Warning, "access in part"),
        RequestState::DeliveryFailed(_) => Phrase::signed(Tone::Danger, "no access"),
        RequestState::Denied(_) | RequestState::Canceled => {
            // The sign would be taken for a part of the arrow before it.
            Phrase::muted("no access")
        }
    }
}
