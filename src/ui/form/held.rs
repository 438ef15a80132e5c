//! The forms of those who hold access: they ask for more time with it, or answer anew what they were
//! asked for it.

use crate::domain::command::{ChangeAnswers, Command, NewEnd, RequestCommand, RequestExtension};
use crate::domain::decide::answers;
use crate::domain::id::{AssignmentId, ObjectRef};
use crate::domain::inquiry;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::{AskedQuestion, GivenAnswer};
use crate::domain::text::Justification;
use crate::domain::time::Expiration;
use crate::ui::form::assignment::{assignment, governing, new_end, titled};
use crate::ui::form::request::{self, ENDS, JUSTIFICATION};
use crate::ui::form::{Answers, Field, FormTable, Kind, Order, Parsed, Reader, Step, questions};
use crate::ui::scene::{Reason, Scene};
use crate::ui::wording;

/// Asks for more time with the assignment that the form is about.
pub static ASK: FormTable = FormTable {
    name: "request-extension",
    title: |scene, about| titled("Extend", scene, about),
    verb: "submit",
    steps: |scene, about, _| ask_steps(scene, about),
    prefill: |scene, about| questions::prefill(scene, Answers::default(), &asked(scene, about)),
    parse: |scene, about, answers| {
        let mut read = Reader::new(answers, scene.calendar);
        let justification = read.optional_text(&JUSTIFICATION, Justification::parse);
        let end = new_end(scene, about, &mut read);
        let assignment = assignment(about);
        let answers = questions::differing(&mut read, &asked(scene, about));
        read.finish(|| {
            Some(RequestCommand::RequestExtension(RequestExtension {
                assignment: assignment?,
                justification,
                schedule: end.map(|end| NewEnd {
                    expiration: Expiration::At(end),
                }),
                answers,
            }))
        })
        .map(Command::from)
        .map(Order::persona)
    },
    done: |scene, about, _| {
        let name = about.map(|held| scene.name(held)).unwrap_or_default();
        let decided = governing(scene, about).is_some_and(needs_approval_to_extend);
        if decided {
            format!("Asked for more time with \"{name}\"; approvers decide.").into()
        } else {
            format!("\"{name}\" was extended.").into()
        }
    },
    notes: |_, _, _| Vec::new(),
};

/// Answers anew what was asked for the assignment that the form is about.
pub static ANSWERS: FormTable = FormTable {
    name: "change-answers",
    title: |scene, about| titled("Answers for", scene, about),
    verb: "submit",
    steps: |scene, about, _| {
        let fields = questions::fields(scene, &asked(scene, about));
        vec![Step::new("Answers", fields)]
    },
    prefill: |scene, about| questions::prefill(scene, Answers::default(), &asked(scene, about)),
    parse: change,
    done: |scene, about, _| {
        let decided = governing(scene, about).is_some_and(needs_approval_to_extend);
        if decided && !administers(scene, about) {
            "The new answers wait for approval.".into()
        } else {
            "The answers were changed.".into()
        }
    },
    notes: |_, _, _| Vec::new(),
};

/// Returns the request for more time that says nothing, to ask whether the persona may ask at all.
pub fn blank_request(assignment: AssignmentId) -> Command {
    RequestCommand::RequestExtension(RequestExtension {
        assignment,
        justification: None,
        schedule: None,
        answers: Vec::new(),
    })
    .into()
}

/// Returns the form for new answers, unless nothing was asked.
pub fn answer_anew(
    scene: &Scene<'_>,
    assignment: AssignmentId,
) -> Result<&'static FormTable, Reason> {
    scene.allows(&changed(assignment, Vec::new()))?;
    if asked(scene, Some(assignment.into())).is_empty() {
        return Err(Reason::new("nothing is asked for it"));
    }
    Ok(&ANSWERS)
}

fn changed(assignment: AssignmentId, answers: Vec<GivenAnswer>) -> Command {
    RequestCommand::ChangeAnswers(ChangeAnswers {
        assignment,
        answers,
    })
    .into()
}

fn change(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let given = questions::differing(&mut read, &asked(scene, about));
    read.finish(|| Some(changed(assignment(about)?, given)))
        .map(Order::persona)
}

/// Lists what is asked of the holder, with what they answered before.
fn asked(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<AskedQuestion> {
    let held = assignment(about).and_then(|id| scene.tenant().find_assignment(id));
    let (Some(held), Some(policy)) = (held, governing(scene, about)) else {
        return Vec::new();
    };
    let mut asked =
        inquiry::asked_again(scene.tenant(), policy, held.target, &held.progress.answers);
    if administers(scene, about) {
        for asked in &mut asked {
            asked.question.is_answer_editable = true;
        }
    }
    asked
}

/// Tells whether the persona changes what somebody else answered, who is not asked about it.
fn administers(scene: &Scene<'_>, about: Option<ObjectRef>) -> bool {
    let held = assignment(about);
    held.is_some_and(|held| answers::administers(scene.tenant(), scene.persona, held))
}

fn needs_approval_to_extend(policy: &AssignmentPolicy) -> bool {
    !policy.terms.approval.stages_for_extension().is_empty()
}

fn ask_steps(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<Step> {
    let policy = governing(scene, about);
    let why = Field::new(
        JUSTIFICATION,
        "Business justification",
        Kind::Long(Justification::CAP),
    );
    let wanted = policy.is_some_and(|policy| {
        needs_approval_to_extend(policy) && policy.terms.justification_required
    });
    let why = if wanted {
        why.required().help("Approvers read it.")
    } else {
        why
    };
    let default = policy.map(|policy| {
        let lasts = wording::lasts(scene, policy.terms.expiration);
        format!("{lasts} unless you say otherwise")
    });
    let end = Field::new(ENDS, "New end", Kind::Date).help(default.unwrap_or_default());
    let says = "the policy does not let requestors choose the period";
    let end = match policy {
        Some(policy) if !policy.terms.requestor.may_schedule => {
            end.only_if(request::NEVER, &["yes"], says)
        }
        Some(_) | None => end,
    };
    let mut fields = vec![why];
    fields.extend(questions::fields(scene, &asked(scene, about)));
    fields.push(end);
    vec![Step::new("Extension", fields)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    /// The requestor holds the package and has said for which plant.
    fn holding(approval: bool, questions: bool) -> Rehearsal {
        let mut desk = tutorial(|policy| {
            let stages = policy["requestApprovalSettings"]["stages"].clone();
            policy["requestApprovalSettings"] = json!({"isApprovalRequiredForAdd": false,
                "isApprovalRequiredForUpdate": approval,
                "isRequestorJustificationRequired": false,
                "stages": if approval { stages } else { json!([]) }});
            if questions {
                policy["questions"] = json!([
                    {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
                        "sequence": 1, "text": "Which plant?", "isRequired": true,
                        "isSingleLineQuestion": true, "isAnswerEditable": true},
                    {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
                        "sequence": 2, "text": "Badge?", "isRequired": true,
                        "isSingleLineQuestion": true, "isAnswerEditable": false},
                ]);
            }
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter tab");
        if questions {
            desk.type_text("Berlin").press("tab").type_text("4711");
        }
        desk.press("Ctrl-S").expect("Requested \"Test package\"");
        act_as(&mut desk, "Requestor", Screen::ActiveAccess);
        desk
    }

    #[test]
    fn whoever_asks_for_more_time_may_answer_anew_and_the_approver_reads_it() {
        let mut desk = holding(true, true);
        desk.wait(crate::domain::time::Span::days(2));
        desk.press("i").expect("Berlin").expect("it was answered");
        desk.press("tab Ctrl-U").type_text("Paris").press("Ctrl-S");
        desk.expect("approvers decide");
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("enter").expect("Which plant? Paris");
    }

    #[test]
    fn a_holder_changes_an_answer_that_may_change() {
        let mut desk = holding(false, true);
        desk.press("e Ctrl-U").type_text("Paris").press("Ctrl-S");
        desk.expect("The answers were changed.");
        desk.press("e").expect("Paris").expect("4711");
    }

    #[test]
    fn nothing_asked_means_nothing_to_answer() {
        let mut desk = holding(false, false);
        desk.press("e").expect("nothing is asked for it");
    }
}
