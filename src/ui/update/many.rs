//! What happens when a key acts on many rows.

use crate::ui::action::Action;
use crate::ui::bulk::{Batch, Gathered, gather};
use crate::ui::form::FormState;
use crate::ui::key::{Key, KeyCode};
use crate::ui::modal::{Modal, Reading};
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Outcome};
use crate::ui::notice::NoticeKind;
use crate::ui::scene::Scene;
use crate::ui::update::in_words;
use crate::ui::update::steps::looked_at;

impl Ui {
    /// Does to all marked rows what a key of the screen does to one.
    pub(super) fn act_on_marks(&mut self, action: Action, scene: &Scene<'_>) -> Vec<Effect> {
        let mut bindings = self.here.page().bindings.iter();
        let Some(row) = bindings.find(|row| row.action == action) else {
            return Vec::new();
        };
        let marked = self.page_mut(scene).list.marked();
        match gather(row, &marked, scene, &self.spot(scene)) {
            Err(reason) => {
                let count = marked.len();
                let text = format!(
                    "Not possible ({}) for any of {count} marked: {}",
                    row.label,
                    reason.in_full()
                );
                self.say(NoticeKind::Refused, text, scene);
                Vec::new()
            }
            Ok(Gathered::Form(table, objects)) => {
                let mut objects = objects.into_iter();
                let first = objects.next();
                let form = FormState::open_for(table, first, objects.collect(), scene);
                self.modals.push(Modal::Form(Box::new(form)));
                Vec::new()
            }
            Ok(Gathered::Ask(confirm)) => {
                self.ask(confirm, scene);
                Vec::new()
            }
            Ok(Gathered::Run(batch)) => self.run_batch(batch, scene),
        }
    }

    /// Sends the answers of the form on top for everything it is about.
    pub(super) fn save_for_many(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(Modal::Form(form)) = self.modals.last() else {
            return Vec::new();
        };
        let about = form.about.iter().chain(&form.others);
        let objects: Vec<_> = about.copied().collect();
        let batch = Batch::of_form(form.table, &objects, &form.answers, form.looked, scene);
        self.run_batch(Box::new(batch), scene)
    }

    /// Begins to carry out what was gathered.
    pub(super) fn run_batch(&mut self, batch: Box<Batch>, scene: &Scene<'_>) -> Vec<Effect> {
        if self.sent.is_some() {
            let text = "The command before is still under way.";
            self.say(NoticeKind::Refused, text, scene);
            return Vec::new();
        }
        self.batch = Some(batch);
        self.next_of_many(scene)
    }

    /// Sends the next command, or tells what became of all of them.
    pub(super) fn next_of_many(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(batch) = &mut self.batch else {
            return Vec::new();
        };
        let next = batch.next(scene, |execution, object, looked| {
            looked_at(scene, execution, Some(object), Some(looked))
        });
        if let Some(effect) = next {
            return vec![effect];
        }
        if let Some(batch) = self.batch.take() {
            self.conclude(&batch, scene);
        }
        Vec::new()
    }

    /// Takes the end of one command; the screen is drawn before the next one.
    pub(super) fn finished_one(&mut self, outcome: Outcome, scene: &Scene<'_>) -> Vec<Effect> {
        let ended = match outcome {
            Outcome::Done(bound) => Ok(bound),
            Outcome::Refused(refused) => Err(in_words(&refused, scene).into()),
            Outcome::Broken(text) => Err(text),
        };
        if let Some(batch) = &mut self.batch {
            batch.finished(ended, scene);
        }
        vec![Effect::Pause]
    }

    /// Takes a key while commands are on their way: only stopping is possible.
    pub(super) fn key_meanwhile(&mut self, key: Key) {
        let stops = key == Key::plain(KeyCode::Escape) || key == Key::ctrl('c');
        if let (true, Some(batch)) = (stops, &mut self.batch) {
            batch.stop();
        }
    }

    fn conclude(&mut self, batch: &Batch, scene: &Scene<'_>) {
        if batch.from_form && batch.done() > 0 {
            self.modals.pop();
        }
        self.reload(scene);
        let list = &mut self.page_mut(scene).list;
        for object in batch.objects_done() {
            list.unmark(object);
        }
        let kind = if batch.done() > 0 {
            NoticeKind::Done
        } else {
            NoticeKind::Refused
        };
        self.say(kind, batch.summary(), scene);
        self.read(Reading::new("Result of each row", batch.lines()));
    }
}
