//! The key by which whoever runs the desk calls back for a workflow that a request waits for.

use crate::domain::callout::{Callout, CalloutAnswer};
use crate::domain::command::{AnswerCallout, DeskCommand};
use crate::domain::id::CalloutSubject;
use crate::ui::action::Action;
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
        answers.map(|answer| row(scene, callout, *answer))
    });
    let package = scene.name(request);
    let title = format!("Call back about \"{package}\": what does the workflow say?");
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
            .press("e pagedown pagedown pagedown enter tab enter ctrl-s");
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
    fn the_desk_denies_a_request_and_takes_that_back() {
        let mut made = waiting();
        made.at(Screen::Requests).press("enter b down enter");
        made.desk.expect("denied the request.").expect("Denied");
        made.desk.press("u y").expect("workflow \"Ask HR\"");
    }
}
