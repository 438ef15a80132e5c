//! What policies ask of requestors, what they answer, and who may change that later.

use serde_json::{Value, json};

use super::world::{Request, Verdict, World, items, text};

/// Questions as they were put, each with its answer.
pub(super) type Answers = Vec<(Value, Option<String>)>;

/// Which answers may change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    Any,
    /// Those of questions that say so.
    Editable,
}

impl World {
    /// Gives questions numbers; one in the words of an earlier one keeps its number.
    pub(super) fn number_questions(&mut self, body: &mut Value, old: &Value) {
        let Some(questions) = body["questions"].as_array_mut() else {
            return;
        };
        for question in questions {
            let mut before = items(old, "questions").iter();
            let known = before.find(|it| it["text"] == question["text"]);
            question["number"] = known.map_or_else(
                || {
                    self.questions_asked += 1;
                    json!(self.questions_asked)
                },
                |known| known["number"].clone(),
            );
        }
    }

    /// Lays answers over earlier ones to what a policy asks now.
    pub(super) fn answered(
        &self,
        policy: &str,
        before: &Answers,
        given: &[Value],
        freedom: Freedom,
    ) -> Verdict<Answers> {
        let earlier = |question: &Value| {
            let mut before = before.iter();
            let known = before.find(|(asked, _)| asked["number"] == question["number"]);
            known.and_then(|(_, answer)| answer.clone())
        };
        let questions = items(&self.policies[policy].body, "questions").iter();
        let asked = questions.map(|question| (question.clone(), earlier(question)));
        laid_over(asked.collect(), given, freedom)
    }

    /// Lets a request that was just filed bring answers along.
    pub(super) fn bring(&mut self, number: usize, answers: Answers) {
        if let Some(assignment) = self.requests[number].assignment {
            self.assignments[assignment].answers.clone_from(&answers);
        }
        self.requests[number].answers = answers;
    }

    /// `changeAnswers`.
    pub(super) fn change_answers(&mut self, who: &str, held: usize, with: &Value) -> Verdict {
        let record = self.assignments[held].clone();
        let administers = self.administrators.contains(who) && record.target != who;
        if !administers {
            let switch = "enableOnBehalfRequestorsToUpdateAccess";
            self.holds_or_manages(who, held, switch)?;
        }
        if !record.is_active() {
            return Err("AssignmentNotActive");
        }
        if self.pending_extension(held).is_some() {
            return Err("ExtensionPending");
        }
        let (kind, freedom, stages) = if administers {
            ("adminUpdate", Freedom::Any, Vec::new())
        } else {
            let policy = &self.policies[&record.policy];
            let stages = policy.stages("isApprovalRequiredForUpdate");
            ("userUpdate", Freedom::Editable, stages)
        };
        let given = items(with, "answers");
        let answers = self.answered(&record.policy, &record.answers, given, freedom)?;
        if answers == record.answers {
            return Err("NothingToChange");
        }
        let end = record.end.map_or_else(
            || json!({"type": "noExpiration"}),
            |end| json!({"type": "afterDateTime", "endDateTime": super::world::written(end)}),
        );
        self.lengthen(kind, who, (held, answers), end, stages);
        Ok(())
    }

    /// `editRequestAnswers`.
    pub(super) fn edit_answers(&mut self, who: &str, number: usize, with: &Value) -> Verdict {
        self.decides_on(who, number)?;
        let present = self.requests[number].answers.clone();
        let given = items(with, "answers");
        let answers = laid_over(present.clone(), given, Freedom::Editable)?;
        if answers == present {
            return Err("NothingToChange");
        }
        self.requests[number].answers = answers;
        Ok(())
    }
}

impl Request {
    /// Tells whether a request is about answers, and leaves the end of access alone.
    pub(super) fn changes_answers(&self) -> bool {
        self.kind == "userUpdate" || self.kind == "adminUpdate" && !self.answers.is_empty()
    }

    /// Tells whether a request is about access that is there already.
    pub(super) fn is_about_held(&self) -> bool {
        ["userExtend", "userUpdate", "adminUpdate"].contains(&self.kind)
    }
}

/// Tells whether an open request wants to change access that somebody holds.
pub(super) fn wants_change(request: &Request, assignment: usize) -> bool {
    request.state.is_open() && request.is_about_held() && request.assignment == Some(assignment)
}

/// Revises what was asked: nothing that is needed may be missing, then each answer fits and may change.
fn laid_over(mut asked: Answers, given: &[Value], freedom: Freedom) -> Verdict<Answers> {
    let names = |answer: &Value| text(&answer["answeredQuestion"], "id").to_owned();
    for (question, present) in &asked {
        let newest = given
            .iter()
            .rev()
            .find(|it| names(it) == text(question, "text"));
        let there = newest.map_or(present.is_some(), |answer| answer["value"].is_string());
        if question["isRequired"] == true && !there {
            return Err("AnswerRequired");
        }
    }
    for answer in given {
        let value = answer["value"].as_str().map(ToOwned::to_owned);
        let found = asked
            .iter_mut()
            .find(|(question, _)| text(question, "text") == names(answer));
        let Some((question, present)) = found else {
            return Err("AnswerInvalid");
        };
        if value.as_ref().is_some_and(|value| !fits(question, value)) {
            return Err("AnswerInvalid");
        }
        let fixed = freedom == Freedom::Editable && question["isAnswerEditable"] != true;
        if fixed && present.is_some() && *present != value {
            return Err("AnswerNotEditable");
        }
        *present = value;
    }
    Ok(asked)
}

/// Tells whether an answer is what a question of these tenants takes.
fn fits(question: &Value, value: &str) -> bool {
    if question.get("choices").is_some() {
        let chosen: Vec<&str> = if question["isMultipleSelectionAllowed"] == true {
            value.split(';').collect()
        } else {
            vec![value]
        };
        let offered = items(question, "choices");
        let known = |value: &&str| offered.iter().any(|it| text(it, "actualValue") == *value);
        return chosen.iter().all(known);
    }
    let numbers = value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    question.get("regexPattern").is_none() || numbers
}

/// Writes answers down so that they can be compared.
pub(super) fn told(answers: &Answers) -> String {
    let pairs = answers
        .iter()
        .map(|(question, answer)| format!("{}={answer:?}", text(question, "text")));
    pairs.collect::<Vec<_>>().join(" ")
}
