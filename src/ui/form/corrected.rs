//! The form in which an approver corrects what a requestor answered, before deciding.

use crate::domain::command::{ApprovalCommand, Command, EditRequestAnswers};
use crate::domain::id::{ObjectRef, RequestId};
use crate::domain::question::{AskedQuestion, GivenAnswer};
use crate::domain::text::Safe;
use crate::ui::form::{Answers, FormTable, Parsed, Reader, Step, questions};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

/// Corrects the answers of the request that the form is about.
static EDIT: FormTable = FormTable {
    name: "edit-request-answers",
    title: |scene, about| {
        let found = about.and_then(|object| request(scene, object));
        found.map_or_else(Safe::default, |(target, _)| {
            format!("What {target} answered").into()
        })
    },
    verb: "save",
    steps: |scene, about, _| {
        let fields = questions::fields(scene, asked(scene, about));
        vec![Step::new("Answers", fields)]
    },
    prefill: |scene, about| questions::prefill(scene, Answers::default(), asked(scene, about)),
    parse,
    done: |_, _, _| "Saved. The request goes on with these answers; it still waits for you.".into(),
    notes: |_, _, _| Vec::new(),
};

/// Returns the form for a request, or why the persona corrects nothing in it.
pub fn form(scene: &Scene<'_>, id: RequestId) -> Result<&'static FormTable, Reason> {
    scene.allows(&edited(id, Vec::new()))?;
    let asked = asked(scene, Some(id.into()));
    if asked.is_empty() {
        return Err(Reason::new("nothing was asked"));
    }
    let free = |asked: &AskedQuestion| asked.question.is_answer_editable || asked.answer.is_none();
    if asked.iter().any(free) {
        Ok(&EDIT)
    } else {
        Err(Reason::new("the policy lets nobody change these answers"))
    }
}

fn edited(request: RequestId, answers: Vec<GivenAnswer>) -> Command {
    ApprovalCommand::EditRequestAnswers(EditRequestAnswers { request, answers }).into()
}

fn request<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<(Safe, &'a [AskedQuestion])> {
    let ObjectRef::Request(id) = object else {
        return None;
    };
    let found = scene.tenant().find_request(id)?;
    Some((scene.name(found.target), found.progress.answers.as_slice()))
}

fn asked<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> &'a [AskedQuestion] {
    let found = about.and_then(|object| request(scene, object));
    found.map_or(&[], |(_, asked)| asked)
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let given = questions::differing(&mut read, asked(scene, about));
    read.finish(|| {
        let ObjectRef::Request(id) = about? else {
            return None;
        };
        Some(edited(id, given))
    })
    .map(Order::persona)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    /// Requestor has answered both questions and waits for Approver.
    fn answered(editable: bool) -> Rehearsal {
        let mut desk = tutorial(|policy| {
            policy["questions"] = json!([
                {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 1,
                    "text": "Cost center?", "isRequired": true, "isSingleLineQuestion": true,
                    "regexPattern": "[0-9]{4}", "isAnswerEditable": editable},
                {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 2,
                    "text": "Which team?", "isRequired": true, "isSingleLineQuestion": true},
            ]);
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").type_text("For work").press("tab");
        desk.type_text("4711").press("tab").type_text("Blue");
        desk.press("Ctrl-S").expect("Requested \"Test package\"");
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk
    }

    #[test]
    fn an_approver_corrects_what_may_be_corrected_and_then_decides() {
        let mut desk = answered(true);
        desk.press("e").expect("What Requestor answered");
        desk.expect("it was answered, and the answer cannot be changed");
        desk.press("Ctrl-U").type_text("12").press("Ctrl-S");
        desk.expect("takes text that matches");
        desk.type_text("34").press("Ctrl-S").expect("Saved.");
        desk.press("enter").expect("Cost center? 1234");
        desk.press("a").expect("Approve?");
    }

    #[test]
    fn where_no_answer_may_change_the_key_says_so() {
        let mut desk = answered(false);
        desk.press("e").expect("lets nobody change these answers");
    }
}
