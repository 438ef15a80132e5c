//! Carries several commands out, one after the other, and says what has become of each.

use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::ui::modal::batch::Origin;
use crate::ui::modal::{Batch, Modal};
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Execution, Outcome};
use crate::ui::notice::NoticeKind;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::removal;
use crate::ui::update::in_full;
use crate::ui::update::steps::{looked_at, take};

impl Ui {
    /// Sends the next row of the batch on top, once the screen shows how far it is.
    pub(super) fn send_next(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(Modal::Batch(batch)) = self.modals.last_mut() else {
            return Vec::new();
        };
        let next = batch.send_next().into_iter();
        next.map(|command| {
            let execution = Execution::new(command);
            Effect::Execute(looked_at(scene, execution, None, None))
        })
        .collect()
    }

    /// Takes the end of the row that was sent; whatever cannot be kept ends the batch.
    pub(super) fn row_finished(&mut self, outcome: Outcome, scene: &Scene<'_>) {
        let Some(Modal::Batch(batch)) = self.modals.last_mut() else {
            return;
        };
        match outcome {
            Outcome::Done(_) => batch.record(Ok(())),
            Outcome::Refused(refusal, _) => {
                batch.record(Err(Safe::from(in_full(&refusal, scene))));
            }
            Outcome::Broken(text) => {
                batch.record(Err(text));
                batch.stop();
            }
        }
        self.reload(scene);
        self.conclude(scene);
    }

    /// Shows what has become of every row once nothing is sent any more.
    pub(super) fn conclude(&mut self, scene: &Scene<'_>) {
        match self.modals.pop() {
            Some(Modal::Batch(batch)) if batch.is_over() => self.show_results(&batch, scene),
            Some(other) => self.modals.push(other),
            None => {}
        }
    }

    fn show_results(&mut self, batch: &Batch, scene: &Scene<'_>) {
        match (batch.origin, batch.done(), batch.first_refusal()) {
            (Origin::Form, 0, Some(reason)) => {
                let text = format!("Refused: {reason}");
                self.refuse(NoticeKind::Refused, text.into(), Walk::default(), scene);
            }
            (Origin::Form, 1.., _) => {
                self.modals.pop();
            }
            (Origin::Form, 0, None) | (Origin::Question, ..) => {}
        }
        let kind = if batch.all_done() {
            NoticeKind::Done
        } else {
            NoticeKind::Refused
        };
        self.say(kind, batch.summary(), scene);
        let lines = Modal::Lines(batch.title(), batch.lines(), 0);
        self.modals.push(lines);
    }

    /// Opens the list of what uses the object of a greyed key, where its use is what greys it.
    pub(super) fn lead_out(&mut self, reason: &Reason, scene: &Scene<'_>) -> Vec<Effect> {
        let object = reason.in_use();
        let step = object.and_then(|object| removal::way_out(scene, object));
        step.map_or_else(Vec::new, |step| take(self, step, scene))
    }
}
