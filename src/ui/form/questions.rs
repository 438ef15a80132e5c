//! The fields in which a policy's questions are answered, one for each question.

use crate::domain::question::{
    AnsweredQuestion, AskedQuestion, GivenAnswer, Question, QuestionKind, SEPARATOR, SHORT_ANSWER,
};
use crate::domain::text::{AnswerText, QuestionText};
use crate::ui::form::request::NEVER;
use crate::ui::form::{Answers, Field, FieldKey, Kind, Pick, Reader};
use crate::ui::scene::Scene;

const ANSWER: FieldKey = FieldKey::new("answers");

fn key(question: &Question) -> FieldKey {
    ANSWER.of(question.id.guid())
}

/// Returns a field for each question, in the words of the persona's language.
///
/// What the account has already need not be entered; where it may not be changed, it cannot be.
pub(super) fn fields(scene: &Scene<'_>, asked: &[AskedQuestion]) -> Vec<Field> {
    let language = scene.tenant().language_of(scene.persona);
    let field = |asked: &AskedQuestion| {
        let question = &asked.question;
        let field = Field::new(
            key(question),
            question.label(language),
            kind(question, language),
        );
        let field = match &question.kind {
            QuestionKind::TextInput {
                regex_pattern: Some(pattern),
                ..
            } => field.help(format!("must match {pattern}")),
            QuestionKind::TextInput { .. } | QuestionKind::MultipleChoice { .. } => field,
        };
        match &asked.answer {
            Some(_) if !question.is_answer_editable => field.only_if(
                NEVER,
                &["yes"],
                match asked.destination {
                    Some(_) => "the account has it, and it cannot be changed here",
                    None => "it was answered, and the answer cannot be changed",
                },
            ),
            Some(value) => field.help(format!("now {value}; stays unless another is entered")),
            None if question.is_required => field.required(),
            None => field,
        }
    };
    asked.iter().map(field).collect()
}

fn kind(question: &Question, language: Option<&str>) -> Kind {
    match &question.kind {
        QuestionKind::TextInput {
            is_single_line_question: true,
            ..
        } => Kind::Text(SHORT_ANSWER),
        QuestionKind::TextInput { .. } => Kind::Long(AnswerText::CAP),
        QuestionKind::MultipleChoice {
            is_multiple_selection_allowed,
            choices,
        } => {
            let picks = choices.iter().map(|choice| {
                let value = choice.actual_value.as_str();
                Pick::new(value, choice.label(language))
            });
            if *is_multiple_selection_allowed {
                Kind::Several(picks.collect())
            } else {
                Kind::Choice(picks.collect())
            }
        }
    }
}

/// Begins with what was answered before.
pub(super) fn prefill(scene: &Scene<'_>, answers: Answers, asked: &[AskedQuestion]) -> Answers {
    let language = scene.tenant().language_of(scene.persona);
    asked.iter().fold(answers, |answers, asked| {
        let question = &asked.question;
        let Some(answer) = &asked.answer else {
            return answers;
        };
        match kind(question, language) {
            Kind::Several(picks) => {
                let values = question.values(answer);
                let chosen = picks.into_iter();
                let chosen = chosen.filter(|pick| values.contains(&pick.value.as_str()));
                answers.with_picked(key(question), chosen.collect())
            }
            Kind::Choice(_) => answers.with_choice(key(question), answer.as_str()),
            Kind::Text(_)
            | Kind::Long(_)
            | Kind::Toggle
            | Kind::Decision
            | Kind::Date
            | Kind::Number(..)
            | Kind::Length(..)
            | Kind::Picker(..)
            | Kind::Search(..) => answers.with_text(key(question), answer.as_str()),
        }
    })
}

/// Reads what was answered; questions left out are not spoken of.
pub(super) fn read(read: &mut Reader<'_>, asked: &[AskedQuestion]) -> Vec<GivenAnswer> {
    let answered = asked.iter().filter_map(|asked| {
        let question = &asked.question;
        let key = key(question);
        let raw = match question.kind {
            QuestionKind::TextInput { .. } => read.answers().text(&key).to_owned(),
            QuestionKind::MultipleChoice { .. } => chosen(read.answers(), &key),
        };
        if raw.trim().is_empty() {
            return None;
        }
        let value = match AnswerText::parse(&raw) {
            Ok(value) => value,
            Err(error) => {
                read.refuse(&key, &error.to_string());
                return None;
            }
        };
        if let Some(wants) = question.wants(&value) {
            read.refuse(&key, &wants.to_string());
        }
        let id = QuestionText::parse(&question.id.guid().to_string()).ok()?;
        Some(GivenAnswer {
            answered_question: AnsweredQuestion { id },
            value: Some(value),
        })
    });
    answered.collect()
}

/// Reads what was answered otherwise than before.
pub(super) fn differing(reader: &mut Reader<'_>, asked: &[AskedQuestion]) -> Vec<GivenAnswer> {
    let mut given = read(reader, asked);
    given.retain(|given| {
        let mut asked = asked.iter();
        let before = asked.find(|asked| asked.question.is_meant_by(&given.answered_question.id));
        before.is_none_or(|before| before.answer != given.value)
    });
    given
}

fn chosen(answers: &Answers, key: &FieldKey) -> String {
    let rows = answers.picked(key).iter().map(|row| row.value.as_str());
    let rows: Vec<&str> = rows.collect();
    match answers.choice(key) {
        Some(value) => value.to_owned(),
        None => rows.join(&SEPARATOR.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    fn asking() -> Rehearsal {
        tutorial(|policy| {
            policy["questions"] = json!([
                {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 1,
                    "text": "Cost center?", "isRequired": true, "isSingleLineQuestion": true,
                    "regexPattern": "[0-9]{4}"},
                {"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion",
                    "sequence": 2, "text": "Which plant?", "isRequired": true,
                    "choices": [{"actualValue": "BER", "text": "Berlin"},
                        {"actualValue": "PAR", "text": "Paris"}]},
                {"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion",
                    "sequence": 3, "text": "Which tools?", "isMultipleSelectionAllowed": true,
                    "choices": [{"actualValue": "S", "text": "Saw"},
                        {"actualValue": "D", "text": "Drill"}]},
            ]);
        })
    }

    /// The tutorial with a group that wants to know a department.
    fn asking_for_the_department(editable: bool, present: Option<&str>) -> Rehearsal {
        let mut desk = tutorial(|_| {});
        let tenant = &desk.desk.tenant;
        let resource = tenant.resources.iter().next().unwrap();
        let users = &tenant.users;
        let requestor = users
            .iter()
            .find(|user| user.display_name.as_str() == "Requestor");
        let asks = json!({"do": "setResourceAttributes", "with": {
            "catalog": resource.catalog, "resource": resource.id, "attributes": [{
                "attribute": "department", "question": "Which department?",
                "isEditable": editable}]}});
        let has = present.map(|value| {
            json!({"do": "updateUser", "with": {
                "user": requestor.unwrap().id, "department": value}})
        });
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        for line in [asks].into_iter().chain(has) {
            let command: Command = serde_json::from_value(line).unwrap();
            desk.execute(command).unwrap();
        }
        desk
    }

    #[test]
    fn a_requestor_is_asked_for_the_attribute_that_a_resource_wants() {
        let mut desk = asking_for_the_department(true, None);
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.expect("Asks").expect("Which department?");
        desk.press("enter").type_text("New here").press("Ctrl-S");
        desk.expect("Which department? is empty.");
        desk.type_text("Books").press("Ctrl-S");
        desk.expect("Requested \"Test package\"");
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("enter").expect("Which department? Books");
    }

    #[test]
    fn what_the_account_has_stands_in_the_form_and_goes_along() {
        let mut desk = asking_for_the_department(true, Some("Sales"));
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").expect("Sales").type_text("New here");
        desk.press("Ctrl-S").expect("Requested \"Test package\"");
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("enter").expect("Which department? Sales");
    }

    #[test]
    fn a_value_that_may_not_be_edited_is_shown_and_cannot_be_typed_over() {
        let mut desk = asking_for_the_department(false, Some("Sales"));
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").expect("Sales").type_text("New here");
        desk.press("tab").type_text("Legal").expect_no("Legal");
        desk.press("Ctrl-S").expect("Requested \"Test package\"");
    }

    #[test]
    fn a_requestor_answers_the_questions_and_the_approver_reads_the_answers() {
        let mut desk = asking();
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").type_text("New here").press("tab");
        desk.type_text("4711").press("tab right tab enter");
        desk.expect("Saw").press("space down space enter");
        desk.press("Ctrl-S").expect("Requested \"Test package\"");
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("enter")
            .expect("Cost center? 4711")
            .expect("Which plant? Berlin")
            .expect("Which tools? Saw; Drill");
    }

    #[test]
    fn an_answer_in_the_wrong_form_and_one_left_out_are_named_before_anything_is_sent() {
        let mut desk = asking();
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").type_text("New here").press("tab");
        desk.type_text("47").press("Ctrl-S");
        desk.expect("takes text that matches [0-9]{4}.")
            .expect("Which plant? needs a choice.");
    }
}
