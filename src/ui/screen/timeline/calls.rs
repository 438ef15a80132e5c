//! What became of the custom extensions that were called about a request.

use crate::domain::callout::{Callout, CalloutAnswer, CalloutStatus};
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::CalloutSubject;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::timeline::Teller;
use crate::ui::view::{DetailLine, Moment};

/// Says which workflow a request waits for, and until when.
pub(super) fn waits_for(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let RequestState::WaitingForCallback { stage } = request.progress.state else {
        return Vec::new();
    };
    let open = scene
        .tenant()
        .callouts_about(CalloutSubject::Request(request.id))
        .find(|callout| callout.stage == stage && callout.is_open());
    let Some(callout) = open else {
        return Vec::new();
    };
    let mut lines = vec![DetailLine::fact("Waits for", named(callout))];
    if let Some(due) = callout.due {
        lines.push(DetailLine::fact("Until", scene.calendar.instant(due)));
    }
    lines
}

fn named(callout: &Callout) -> String {
    let name = Safe::line(callout.display_name.as_str());
    format!("workflow \"{name}\"")
}

impl Teller<'_> {
    /// Tells of the workflows that were called once everything was given or taken.
    pub(super) fn calls_afterwards(&self) -> Vec<DetailLine> {
        let mut lines = self.calls(ExtensionStage::RequestGranted);
        lines.extend(self.calls(ExtensionStage::RequestRemoved));
        lines
    }

    /// Tells of the workflows that were called at a step.
    pub(super) fn calls(&self, stage: ExtensionStage) -> Vec<DetailLine> {
        let subject = CalloutSubject::Request(self.request.id);
        self.scene
            .tenant()
            .callouts_about(subject)
            .filter(|callout| callout.stage == stage)
            .flat_map(|callout| self.call(callout))
            .collect()
    }

    fn call(&self, callout: &Callout) -> Vec<DetailLine> {
        let workflow = named(callout);
        let (moment, says) = match (callout.status, callout.answer) {
            (CalloutStatus::CalloutSent, _) => (Moment::Past, "was launched"),
            (CalloutStatus::CallbackReceived, Some(CalloutAnswer::Deny)) => {
                (Moment::Denied, "denied it")
            }
            (CalloutStatus::CallbackReceived, _) => (Moment::Past, "let it go on"),
            (CalloutStatus::CalloutFailed, _) => (Moment::Failed, "failed"),
            (CalloutStatus::CallbackTimedOut, _) => (Moment::Failed, "did not call back in time"),
            (CalloutStatus::WaitingForCallback, _) => (Moment::Present, "is to call back"),
        };
        let sent = Some(callout.sent_date_time);
        let at = callout.settled_date_time.or(sent);
        let note = format!("{workflow} {says}");
        let mut lines = vec![self.line(moment, at, "Workflow", &note)];
        if let Some(due) = callout.due.filter(|_| callout.is_open()) {
            lines.push(self.line(
                Moment::Aside,
                Some(due),
                "given up",
                "if it does not call back",
            ));
        }
        lines
    }
}
