//! One key for many rows: what it would do to each marked row, asked once and done one by one.
//!
//! A row is asked exactly what its key asks when it alone is selected, so nothing is refused or
//! allowed here that would not be there. Commands go one at a time, each with a result of its own,
//! and whoever waits can stop between two of them.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use crate::domain::command::Command;
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::bulk::offering::none_of;
use crate::ui::bulk::question::Question;
use crate::ui::form::{Answers, FormTable};
use crate::ui::keymap::{Binding, Spot};
use crate::ui::modal::Confirm;
use crate::ui::msg::{Effect, Execution};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::Step;
use crate::ui::wording::guest::told;

pub mod offering;
mod question;
mod results;

/// What is to be done to one row, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    object: ObjectRef,
    name: Safe,
    work: Result<Work, Safe>,
}

/// A command with what it acknowledges and what is said once it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Work {
    order: Order,
    read: Vec<String>,
    said: Said,
}

/// What is said of a row once its command was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// This.
    Words(Safe),
    /// What became of the request that it made.
    WhatCameOfIt,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RowResult {
    object: ObjectRef,
    name: Safe,
    outcome: Result<Safe, Safe>,
}

/// Commands for many rows on their way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    label: Safe,
    /// The name of its commands, by which is said what was done.
    command: &'static str,
    left: VecDeque<Item>,
    sent: Option<Item>,
    results: Vec<RowResult>,
    /// Whether the form on top closes with it.
    pub from_form: bool,
    looked: u64,
    seq_when_sent: u64,
}

/// What a key comes to on the marked rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gathered {
    /// One form is filled in for all of them.
    Form(&'static FormTable, Vec<ObjectRef>),
    /// One question is answered for all of them.
    Ask(Box<Confirm>),
    /// They are done at once.
    Run(Box<Batch>),
}

/// Asks a key's row about each object.
pub fn gather(
    row: &Binding,
    objects: &[ObjectRef],
    scene: &Scene<'_>,
    spot: &Spot,
) -> Result<Gathered, Reason> {
    let asked: Vec<(ObjectRef, Result<Step, Reason>)> = objects
        .iter()
        .map(|object| (*object, (row.step)(scene, &spot.alone(*object))))
        .collect();
    if asked.iter().all(|(_, step)| step.is_err()) {
        let reasons = asked.into_iter();
        let reasons = reasons.filter_map(|(object, step)| Some((object, step.err()?)));
        let none = none_of(reasons.collect(), scene);
        return Err(none.unwrap_or_else(|| Reason::new("nothing is marked")));
    }
    if let Some(form) = one_form(&asked) {
        return form;
    }
    let questions = asked.iter().filter_map(|(_, step)| {
        if let Ok(Step::Ask(confirm)) = step {
            Some(confirm.as_ref())
        } else {
            None
        }
    });
    let question = Question::of(row.label, objects.len(), questions);
    let looked = scene.desk.history.seq;
    let items = asked
        .into_iter()
        .map(|(object, step)| item(scene, object, step));
    let batch = Batch::new(row.label, items.collect(), looked);
    Ok(match question {
        Some(question) => Gathered::Ask(Box::new(question.confirm(batch))),
        None => Gathered::Run(Box::new(batch)),
    })
}

/// Finds the form that all rows open, each about an object of its own.
fn one_form(asked: &[(ObjectRef, Result<Step, Reason>)]) -> Option<Result<Gathered, Reason>> {
    let opened: Vec<(&'static FormTable, ObjectRef)> = asked
        .iter()
        .filter_map(|(_, step)| {
            if let Ok(Step::OpenForm(table, Some(about))) = step {
                Some((*table, *about))
            } else {
                None
            }
        })
        .collect();
    let (table, _) = *opened.first()?;
    let about: BTreeSet<ObjectRef> = opened.iter().map(|(_, about)| *about).collect();
    let same = opened.iter().all(|(other, _)| *other == table);
    if !same || about.len() < opened.len() {
        return Some(Err(Reason::new("this is done to one row at a time")));
    }
    let objects = opened.into_iter().map(|(_, about)| about).collect();
    Some(Ok(Gathered::Form(table, objects)))
}

/// Finds the command behind a step, however often it would have been asked.
fn item(scene: &Scene<'_>, object: ObjectRef, step: Result<Step, Reason>) -> Item {
    let work = step
        .map_err(|reason| Safe::from(reason.in_full()))
        .and_then(|step| work(step).ok_or_else(|| "this is done to one row at a time".into()));
    Item {
        object,
        name: scene.name(object),
        work,
    }
}

fn work(step: Step) -> Option<Work> {
    let (order, read, done) = if let Step::Ask(confirm) = step {
        return work(confirm.follows().clone());
    } else if let Step::Execute(command, done) = step {
        ((*command).into(), Vec::new(), done)
    } else if let Step::Acknowledge(command, read, done) = step {
        ((*command).into(), read, done)
    } else {
        return None;
    };
    let said = Said::Words(done);
    Some(Work { order, read, said })
}

impl Work {
    /// Says also what becomes of the account, now that what came before it is done.
    fn tell(&mut self, scene: &Scene<'_>) {
        if let (Order::Persona(command), Said::Words(done)) = (&self.order, &mut self.said) {
            *done = told(scene, command, done);
        }
    }
}

impl Batch {
    fn new(label: impl Into<Safe>, items: VecDeque<Item>, looked: u64) -> Self {
        let mut works = items.iter().filter_map(|item| item.work.as_ref().ok());
        let command = works.find_map(|work| match &work.order {
            Order::Persona(command) => Some(command.name()),
            Order::Operator(_) | Order::Write(_) | Order::Open(_) | Order::Each(_) => None,
        });
        Self {
            label: label.into(),
            command: command.unwrap_or_default(),
            left: items,
            sent: None,
            results: Vec::new(),
            from_form: false,
            looked,
            seq_when_sent: 0,
        }
    }

    /// Makes a batch of commands about objects, each with what is said once it is done.
    pub fn each(
        label: &str,
        rows: impl IntoIterator<Item = (ObjectRef, Safe, Command, Said)>,
        scene: &Scene<'_>,
    ) -> Self {
        let items = rows.into_iter().map(|(object, name, command, said)| Item {
            object,
            name,
            work: Ok(Work {
                order: command.into(),
                read: Vec::new(),
                said,
            }),
        });
        Self::new(label, items.collect(), scene.desk.history.seq)
    }

    /// Makes a batch of one form's answers, given for several objects.
    pub fn of_form(
        table: &FormTable,
        objects: &[ObjectRef],
        answers: &Answers,
        looked: u64,
        scene: &Scene<'_>,
    ) -> Self {
        let items = objects.iter().map(|object| {
            let about = Some(*object);
            let said = || Said::Words((table.done)(scene, about, answers));
            let parsed = (table.parse)(scene, about, answers);
            let work = parsed.map(|order| Work {
                order,
                read: Vec::new(),
                said: said(),
            });
            Item {
                object: *object,
                name: scene.name(*object),
                work: work.map_err(|errors| {
                    let texts = errors.into_iter().map(|error| error.text.to_string());
                    texts.collect::<Vec<_>>().join(" ").into()
                }),
            }
        });
        Self {
            from_form: true,
            ..Self::new(table.verb, items.collect(), looked)
        }
    }

    /// Lists the commands of personas that are not sent yet.
    pub fn commands(&self) -> Rc<[Command]> {
        let works = self.left.iter().filter_map(|item| item.work.as_ref().ok());
        works
            .filter_map(|work| {
                if let Order::Persona(command) = &work.order {
                    Some(command.clone())
                } else {
                    None
                }
            })
            .collect()
    }

    /// Returns what is to be sent next; rows that cannot be done get their result at once.
    ///
    /// `as_seen` adds the revisions of what was looked at.
    pub fn next(
        &mut self,
        scene: &Scene<'_>,
        as_seen: impl Fn(Execution, ObjectRef, u64) -> Execution,
    ) -> Option<Effect> {
        while let Some(mut item) = self.left.pop_front() {
            let work = match &mut item.work {
                Ok(work) => {
                    work.tell(scene);
                    work.clone()
                }
                Err(reason) => {
                    let outcome = Err(reason.clone());
                    self.keep(item, outcome);
                    continue;
                }
            };
            self.seq_when_sent = scene.desk.history.seq;
            let effect = match work.order {
                Order::Persona(command) => {
                    let execution = Execution {
                        acknowledge: work.read,
                        ..Execution::new(command)
                    };
                    Effect::Execute(as_seen(execution, item.object, self.looked))
                }
                Order::Operator(command) => Effect::Operate(command),
                Order::Each(_) => {
                    self.keep(item, Err("this is done to one row at a time".into()));
                    continue;
                }
                // Files are asked for one at a time, for all rows together; forms open one by one.
                Order::Write(_) | Order::Open(_) => continue,
            };
            self.sent = Some(item);
            return Some(effect);
        }
        None
    }

    fn keep(&mut self, item: Item, outcome: Result<Safe, Safe>) {
        self.results.push(RowResult {
            object: item.object,
            name: item.name,
            outcome,
        });
    }

    /// Leaves out what has not been sent yet.
    pub fn stop(&mut self) {
        for item in std::mem::take(&mut self.left) {
            self.keep(item, Err("stopped before its turn".into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::{PackageId, Person};
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    fn with_catalogs() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        for name in ["Sales", "Tools", "Travel"] {
            desk.press("n").type_text(name).press("tab");
            desk.type_text("For the field").press("Ctrl-S");
        }
        desk
    }

    #[test]
    fn marked_rows_are_deleted_after_one_question_with_a_result_each() {
        let mut desk = with_catalogs();
        desk.press("*").expect("4 marked").expect("d delete (4)");
        desk.press("d").expect("Delete 3?");
        desk.expect("Left out, because it is not possible: 1");
        desk.type_text("3").press("enter");
        desk.expect("Catalog \"Sales\" was deleted.")
            .expect("Catalog \"Travel\" was deleted.")
            .expect("General: catalog \"General\" is built in");
        desk.press("esc").expect("Deleted 3 catalogs, 1 not.");
        desk.expect("1 marked").expect_no("Sales");
    }

    #[test]
    fn marks_are_taken_back_with_space_and_all_of_them_with_escape() {
        let mut desk = with_catalogs();
        desk.press("space k space")
            .expect("2 marked")
            .press("space");
        desk.expect("1 marked").press("esc").expect_no("marked");
    }

    #[test]
    fn what_is_possible_for_no_marked_row_says_why() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("space d")
            .expect("is built in")
            .expect_no("Delete 1?");
    }

    #[test]
    fn the_question_of_many_rows_says_what_all_of_them_do_together() {
        let mut made = Furnished::new();
        let kit = made.package();
        let request = made.request(kit);
        made.approve(request);
        let bag = made.make(&json!({"do": "createAccessPackage", "with": {
            "displayName": "Bag", "description": "More", "catalog": made.catalog,
            "resourceRoles": [{"resource": made.resource, "role": "Member"}],
            "policies": [{"displayName": "All", "allowedTargetScope": "allMemberUsers"}]}}));
        let requestor = Person::User(made.requestor);
        let policies = &made.desk.desk.tenant.index.policies_of;
        let policy = *policies.of(PackageId::new(bag.guid())).next().unwrap();
        made.make(&json!({"do": "assignDirectly", "with": {
            "accessPackage": bag.guid(), "policy": policy, "targets": [requestor]}}));
        // Each of the two gives the role that the other one gives.
        made.at(Screen::Assignments).press("x Alt-A");
        made.desk.expect_no("Lose access").press("esc n * x Alt-A");
        made.desk.expect("Lose access: 1").press("esc");
        made.desk.expect("Remove 2?").press("y enter");
        made.desk.expect("Remove 2?").press("backspace 2 enter");
        made.desk.expect("Removed 2 assignments.");
    }
}
