//! What a key asks of the rules, and what it would send.

use std::cell::RefCell;

use accessdesk::domain::command::Command;
use accessdesk::domain::id::ObjectRef;
use accessdesk::ui::bulk::Batch;
use accessdesk::ui::form::FormTable;
use accessdesk::ui::keymap::{Binding, Spot};
use accessdesk::ui::layout::{Frames, Size};
use accessdesk::ui::list::Motion;
use accessdesk::ui::modal::{Chooser, Does};
use accessdesk::ui::msg::Effect;
use accessdesk::ui::order::Order;
use accessdesk::ui::scene::{Asked, Reason, Scene};
use accessdesk::ui::step::Step;

/// The most rows of a list that are followed.
const FOLLOWED: usize = 12;

/// What a key came to somewhere.
pub(super) struct Answer {
    /// Where, for messages.
    pub(super) place: String,
    /// What it does, or why it does nothing.
    pub(super) step: Result<Step, Reason>,
    /// What it asked of the rules.
    pub(super) asked: Asked,
}

/// A command with the codes of the warnings that were read before it is sent.
pub(super) type Sent = (Command, Vec<String>);

/// A form that opens, and what it is about.
pub(super) type Opened = (&'static FormTable, Option<ObjectRef>);

/// What follows from a step.
#[derive(Default)]
pub(super) struct Follows {
    /// The commands that are sent without anything being typed.
    pub(super) sent: Vec<Sent>,
    /// The forms that open.
    pub(super) forms: Vec<Opened>,
}

/// Asks a key what it does somewhere, and listens to what it asks.
pub(super) fn ask(scene: &Scene<'_>, row: &Binding, spot: &Spot) -> Answer {
    let listener = RefCell::new(Asked::default());
    let listening = Scene {
        listener: Some(&listener),
        ..scene.clone()
    };
    let step = (row.step)(&listening, spot);
    Answer {
        place: format!("{} on {:?} at {:?}", row.label, spot.screen, spot.selected),
        step,
        asked: listener.take(),
    }
}

impl Answer {
    /// Returns the command that the rules refuse, where that is why the key is greyed.
    pub(super) fn refused(&self) -> Option<&Command> {
        let (command, refusal) = self.asked.commands.last()?;
        refusal.as_ref().map(|_| command)
    }
}

impl Follows {
    /// Follows a step to what it sends, as if every question were answered with yes.
    pub(super) fn follow(&mut self, step: &Step, scene: &Scene<'_>) {
        if let Step::Execute(command, _) = step {
            self.sent.push(((**command).clone(), Vec::new()));
        } else if let Step::Acknowledge(command, read, _) = step {
            self.sent.push(((**command).clone(), read.clone()));
        } else if let Step::Ask(confirm) = step {
            self.follow(confirm.follows(), scene);
        } else if let Step::OpenForm(table, about) = step {
            self.forms.push((*table, *about));
        } else if let Step::Bulk(batch) = step {
            self.sent.extend(commands(batch, scene));
        } else if let Step::Offer(chooser) = step {
            for step in offered(chooser) {
                self.follow(&step, scene);
            }
        }
    }

    /// Takes up what a form orders.
    pub(super) fn ordered(order: Option<Order>, scene: &Scene<'_>) -> Self {
        let sent = match order {
            Some(Order::Persona(command)) => vec![(command, Vec::new())],
            Some(Order::Each(batch)) => commands(&batch, scene),
            Some(Order::Write(_) | Order::Operator(_) | Order::Open(_)) | None => Vec::new(),
        };
        Self {
            sent,
            forms: Vec::new(),
        }
    }
}

/// Lists the commands of a batch.
fn commands(batch: &Batch, scene: &Scene<'_>) -> Vec<Sent> {
    let mut batch = batch.clone();
    let mut sent = Vec::new();
    while let Some(effect) = batch.next(scene, |execution, _, _| execution) {
        if let Effect::Execute(execution) = effect {
            sent.push((execution.command, execution.acknowledge));
        }
        batch.finished(Ok(Vec::new()), scene);
    }
    sent
}

/// Lists what the rows of an open list do that are not greyed.
fn offered(chooser: &Chooser) -> Vec<Step> {
    let mut chooser = chooser.clone();
    let mut steps = Vec::new();
    for _ in 0..FOLLOWED {
        if let Some(Does::Step(step)) = chooser.does()
            && let Ok(step) = step.as_ref()
            && !steps.contains(step)
        {
            steps.push(step.clone());
        }
        chooser.step(Motion::Down, Size::USUAL, Frames::Boxes);
    }
    steps
}
