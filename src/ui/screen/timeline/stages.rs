//! The stages of approval as a chain: who answered, who is asked now, who comes after.

use crate::domain::approval::{StageOutcome, Verdict};
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

/// Says what became of a stage that was opened.
fn opened(scene: &Scene<'_>, request: &AssignmentRequest, place: usize) -> Option<Phrase> {
    let record = request.progress.stages.get(place)?;
    Some(match &record.outcome {
        StageOutcome::Open => {
            let asked = waiting(scene, request, place);
            let waits = format!("{asked} to decide");
            let steps_in = steps_in(request, place, record.opened);
            let steps_in = steps_in.filter(|_| record.escalated.is_none());
            Phrase::signed(
                Tone::Pending,
                &match steps_in {
                    Some(at) => {
                        format!("{waits}, others from {}", scene.calendar.moment(at))
                    }
                    None => waits,
                },
            )
        }
        StageOutcome::Decided(decision) => {
            let tone = match decision.verdict {
                Verdict::Approve => Tone::Good,
                Verdict::Deny => Tone::Danger,
            };
            let verdict = decision.verdict.label();
            let by = if scene.persona == Person::User(decision.by) {
                "you".into()
            } else {
                scene.name(decision.by)
            };
            Phrase::signed(tone, &format!("{by} {verdict}"))
        }
        StageOutcome::Expired => Phrase::signed(Tone::Danger, "nobody decided"),
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
        RequestState::DeliveryFailed(_) | RequestState::Denied(_) => {
            Phrase::signed(Tone::Danger, "no access")
        }
        RequestState::Canceled => Phrase::signed(Tone::Disabled, "no access"),
    }
}
