//! The form by which whoever runs the desk calls back for a workflow and adds an approval stage.

use crate::domain::callout::{Callout, CalloutAnswer};
use crate::domain::command::{AnswerCallout, DeskCommand};
use crate::domain::id::{CalloutSubject, ObjectRef};
use crate::domain::request::AssignmentRequest;
use crate::ui::form::policy::stage;
use crate::ui::form::{Answers, FormTable, Parsed, Reader, Step};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

/// Lets a request go on that passes one more stage.
pub static WITH_STAGE: FormTable = FormTable {
    name: "call-back-with-stage",
    title: |scene, about| match about.and_then(|about| request(scene, about)) {
        Some((_, request)) => {
            let package = scene.name(request.access_package);
            format!("Call back about \"{package}\" with another stage").into()
        }
        None => "Call back with another stage".into(),
    },
    verb: "call back",
    steps: |scene, about, _| {
        let fields = stage::fields(number(scene, about));
        vec![Step::new("Stage", fields)]
    },
    prefill: |scene, about| stage::first(Answers::default(), number(scene, about)),
    parse,
    done: |scene, about, _| {
        let workflow = about.map(|about| scene.name(about)).unwrap_or_default();
        format!("Workflow \"{workflow}\" let the request go on, with another stage.").into()
    },
    notes: |_, _, _| {
        let text = "The stage comes after those of the policy, for this request alone.";
        vec![text.into()]
    },
};

/// Finds the call and the request that waits for it.
fn request<'a>(
    scene: &Scene<'a>,
    about: ObjectRef,
) -> Option<(&'a Callout, &'a AssignmentRequest)> {
    let ObjectRef::Callout(id) = about else {
        return None;
    };
    let callout = scene.tenant().find_callout(id)?;
    let CalloutSubject::Request(request) = callout.subject else {
        return None;
    };
    let request = scene.tenant().find_request(request)?;
    Some((callout, request))
}

/// Returns which stage of the request it is, counted from 1.
fn number(scene: &Scene<'_>, about: Option<ObjectRef>) -> usize {
    let found = about.and_then(|about| request(scene, about));
    found.map_or(1, |(_, request)| request.stages.len() + 1)
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let stage = stage::read(scene, &mut read, number(scene, about), None);
    read.finish(|| {
        let (callout, _) = about.and_then(|about| request(scene, about))?;
        Some(DeskCommand::AnswerCallout(AnswerCallout {
            callout: Some(callout.id),
            request: None,
            answer: CalloutAnswer::Continue,
            stage: Some(Box::new(stage)),
        }))
    })
    .map(Order::from)
}
