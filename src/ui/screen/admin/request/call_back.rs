//! The key by which whoever runs the desk calls back for a workflow that a request waits for.

use crate::domain::callout::{Callout, CalloutAnswer};
use crate::domain::command::{AnswerCallout, DeskCommand};
use crate::domain::decide::callout::takes_stage;
use crate::domain::id::CalloutSubject;
use crate::domain::walk::Silent;
use crate::ui::action::Action;
use crate::ui::form::call_back::WITH_STAGE;
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::chooser::{Chooser, Row};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::my_access::chosen_request;
use crate::ui::step::Step;

/// Offers what the workflow may say of the selected or open request.
pub(in crate::ui::screen::admin) const BINDING: Binding = Binding {
    keys: &[Chord::char('b')],
    action: Action::CallBack,
    label: "call back",
    shown: Shown::Footer,
    step: offer,
};

fn offer(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let request = chosen_request(spot)?;
    let called = scene
        .tenant()
        .callouts_about(CalloutSubject::Request(request));
    let waited: Vec<&Callout> = called.filter(|callout| callout.is_open()).collect();
    if waited.is_empty() {
        return Err(Reason::new("the request waits for no workflow"));
    }
    let rows = waited.into_iter().flat_map(|callout| {
        let answers = CalloutAnswer::ALL.iter();
        let rows = answers.map(|answer| row(scene, callout, *answer));
        rows.chain([with_stage(scene, callout)])
    });
    let package = scene.name(request);
    let title = format!("What does the workflow of \"{package}\" say?");
    Ok(Step::Offer(Box::new(Chooser::new(title, rows.collect()))))
}

fn row(scene: &Scene<'_>, callout: &Callout, answer: CalloutAnswer) -> Row {
    let workflow = scene.name(callout.id);
    let (says, said) = in_words(answer);
    let text = format!("\"{workflow}\" {says}");
    let done = format!("Workflow \"{workflow}\" {said}.");
    let command = DeskCommand::AnswerCallout(AnswerCallout {
        callout: Some(callout.id),
        stage: None,
        request: None,
        answer,
    });
    Row::step(text, "", Ok(Step::Operate(Box::new(command), done.into())))
}

/// Offers to let the request go on with one more stage, where there may be one.
fn with_stage(scene: &Scene<'_>, callout: &Callout) -> Row {
    let workflow = scene.name(callout.id);
    let text = format!("\"{workflow}\" adds an approval stage...");
    let takes = takes_stage(scene.tenant(), callout, &mut Silent);
    let step = takes.map_err(|refusal| scene.reason(&refusal));
    let form = |_| Step::OpenForm(&WITH_STAGE, Some(callout.id.into()));
    Row::step(text, "", step.map(form))
}

/// Says what an answer does, and what it did.
const fn in_words(answer: CalloutAnswer) -> (&'static str, &'static str) {
    match answer {
        CalloutAnswer::Continue => ("lets the request go on", "let the request go on"),
        CalloutAnswer::Deny => ("denies the request", "denied the request"),
        CalloutAnswer::Fail => ("breaks down", "broke down"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// A request that waits for a workflow whose answer the desk gives.
    fn waiting() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let extension = made.extension("Ask HR");
        made.make(&json!({"do": "updateCustomExtension", "with": {
            "customExtension": extension, "answer": "ask",
            "callbackConfiguration": {"timeoutDuration": "PT24H"}}}));
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown pagedown enter tab enter Ctrl-S");
        made.request(package);
        made
    }

    #[test]
    fn the_desk_lets_a_request_go_on_that_waits_for_a_workflow() {
        let mut made = waiting();
        made.at(Screen::Requests).press("b");
        made.desk.expect("lets the request go on").press("enter");
        made.desk
            .expect("Workflow \"Ask HR\" let the request go on.")
            .expect("Pending approval");
        made.desk.press("b");
        made.desk.expect("the request waits for no workflow");
    }

    #[test]
    fn the_desk_lets_a_request_go_on_that_passes_one_more_stage() {
        let mut made = waiting();
        made.at(Screen::Requests).press("b down down down");
        made.desk.expect("adds an approval stage").press("enter");
        made.desk.expect("Stage 2: approvers").press("enter");
        made.desk.type_text("administrator").press("tab enter");
        made.desk.press("Ctrl-S").expect("with another stage.");
        made.desk.press("enter").expect("Stage 1 of 2");
        let request = made.desk.desk.tenant.requests.iter().next().unwrap();
        assert_eq!(request.stages.len(), 2);
    }

    #[test]
    fn the_desk_denies_a_request_and_takes_that_back() {
        let mut made = waiting();
        made.at(Screen::Requests).press("enter b down enter");
        made.desk.expect("denied the request.").expect("Denied");
        made.desk.press("u y").expect("workflow \"Ask HR\"");
    }
}
