//! What policies ask of requestors, what they answer, and who may change that later.

use serde_json::{Value, json};

use super::objects::Sort;
use super::world::{Kind, Request, Verdict, World, items, text};

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

    /// Lists what is asked of somebody who wants a package under a policy: after the policy's own
    /// questions, each attribute that what the package gives asks for once, with what the account has.
    pub(super) fn asked_of(&self, policy: &str, target: &str) -> Answers {
        let policy = &self.policies[policy];
        let own = items(&policy.body, "questions").iter();
        let mut asked: Answers = own.map(|question| (question.clone(), None)).collect();
        let package = &self.packages[&policy.package];
        let person = self.person(target);
        for (object, _) in &package.roles {
            let key = (package.catalog.clone(), object.clone());
            let things = self.things.get(object);
            let app = things.is_some_and(|it| it.sort == Sort::Application);
            for wanted in self.asks.get(&key).into_iter().flatten() {
                let attribute = text(wanted, "attribute");
                if asked.iter().any(|(it, _)| it["number"] == attribute) {
                    continue;
                }
                let present = person.attributes.get(attribute).and_then(Value::as_str);
                let present = present.filter(|_| person.kind != Kind::Outsider);
                let persists = wanted["isPersistedOnAssignmentRemoval"] == true;
                let question = json!({"number": attribute, "text": wanted["question"],
                    "isRequired": true, "isAnswerEditable": wanted["isEditable"] != false,
                    "of": object, "stays": persists || !app, "brought": false});
                asked.push((question, present.map(ToOwned::to_owned)));
            }
        }
        asked
    }

    /// Lays answers over earlier ones to what is asked now.
    pub(super) fn answered(
        &self,
        (policy, target): (&str, &str),
        before: &Answers,
        given: &[Value],
        freedom: Freedom,
    ) -> Verdict<Answers> {
        let mut asked = self.asked_of(policy, target);
        for (question, present) in &mut asked {
            let mut before = before.iter();
            let known = before.find(|(asked, _)| asked["number"] == question["number"]);
            if let Some((earlier, answer)) = known {
                present.clone_from(answer);
                if question["brought"] == false {
                    question["brought"].clone_from(&earlier["brought"]);
                }
            }
        }
        laid_over(asked, given, freedom)
    }

    /// Writes answers onto the account of whoever gets access, as far as they are about attributes
    /// and were not in force before; returns them with what came by them.
    pub(super) fn furnish(
        &mut self,
        assignment: usize,
        mut answers: Answers,
        before: &Answers,
    ) -> Answers {
        let target = self.assignments[assignment].target.clone();
        if !self.is_active(&target) {
            return answers;
        }
        let person = self.person(&target).clone();
        for (question, answer) in &mut answers {
            let (Some(value), Some(attribute)) = (answer.as_ref(), question["number"].as_str())
            else {
                continue;
            };
            let mut known = before.iter();
            if known.any(|(it, old)| it["number"] == attribute && old.as_ref() == Some(value)) {
                continue;
            }
            let differs = person.attributes.get(attribute) != Some(&json!(value));
            let shared = self.brought_by_others(assignment, attribute, value, false);
            if differs {
                self.note("an answer becomes an attribute");
                let person = self.people.get_mut(&target).unwrap();
                person.attributes.insert(attribute.to_owned(), json!(value));
            }
            if differs || shared {
                question["brought"] = json!(true);
            }
        }
        answers
    }

    /// Takes attributes off the account that access brought which ends.
    pub(super) fn strip(&mut self, assignment: usize) {
        let record = self.assignments[assignment].clone();
        for (question, answer) in &record.answers {
            let (Some(value), Some(attribute)) = (answer, question["number"].as_str()) else {
                continue;
            };
            if question["brought"] != true {
                continue;
            }
            let present = self.person(&record.target).attributes.get(attribute);
            if question["stays"] == true {
                self.note("an attribute stays when access ends");
            } else if present != Some(&json!(value)) {
                self.note("an attribute was changed before access ends");
            } else if self.brought_by_others(assignment, attribute, value, false) {
                self.note("an attribute stays for other access");
            } else if self.brought_by_others(assignment, attribute, value, true) {
                self.note("an attribute stays for access that ends in the same instant");
            } else {
                self.note("an attribute goes when access ends");
                let person = self.people.get_mut(&record.target).unwrap();
                person.attributes.remove(attribute);
            }
        }
    }

    /// Tells whether other access that the same person holds brought an attribute too, or left it
    /// behind when it ended in this very instant.
    fn brought_by_others(
        &self,
        assignment: usize,
        attribute: &str,
        value: &str,
        ended: bool,
    ) -> bool {
        let target = &self.assignments[assignment].target;
        let mut others = self.assignments.iter().enumerate();
        others.any(|(other, held)| {
            let mut answers = held.answers.iter();
            let just_ended = ended && held.expired == Some(self.now);
            other != assignment
                && held.target == *target
                && answers.any(|(question, answer)| {
                    let counts = held.is_active() || just_ended && question["stays"] == true;
                    question["number"] == attribute
                        && question["brought"] == true
                        && counts
                        && answer.as_deref() == Some(value)
                })
        })
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
        let about = (record.policy.as_str(), record.target.as_str());
        let answers = self.answered(about, &record.answers, given, freedom)?;
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
        // What an account says already is nobody's to change in passing.
        let bound = freedom == Freedom::Editable || question["number"].is_string();
        let fixed = bound && question["isAnswerEditable"] != true;
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
