//! What happens in forms, questions and lists that lie over a screen.

use crate::domain::id::{ObjectRef, ReviewId};
use crate::domain::refusal::Refused;
use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::domain::walk::Walk;
use crate::ui::form::{Amount, FieldKey, FormState, FormStep, FormTable, Offer, Outcome, people};
use crate::ui::memory::Draft;
use crate::ui::modal::chooser::Does;
use crate::ui::modal::{Aim, Chooser, Confirm, DayStep, Modal, Month, Verdict};
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Execution};
use crate::ui::notice::NoticeKind;
use crate::ui::order::{Onward, Order};
use crate::ui::palette;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::removal;
use crate::ui::screen::my_access::reviews::recommended;
use crate::ui::step::{Answer, Step};
use crate::ui::update::in_words;
use crate::ui::view::Phrase;
use crate::ui::wording::guest::foretold_of;

impl Ui {
    /// Asks a question about things as they are now, and says what becomes of guests who lose the last
    /// package by yes.
    pub(super) fn ask(&mut self, mut confirm: Box<Confirm>, scene: &Scene<'_>) {
        confirm.looked = scene.desk.history.seq;
        if let Some(leaving) = foretold_of(scene, &confirm.commands()) {
            confirm.add(Phrase::plain(leaving));
        }
        if !self.preferences.confirm_heavy && !confirm.deletes() {
            confirm.lighten();
        }
        self.modals.push(Modal::Confirm(confirm));
    }

    /// Asks whether to follow every recommendation of a review.
    pub(super) fn ask_recommended(&mut self, review: ReviewId, scene: &Scene<'_>) {
        if let Some(question) = recommended::question(scene, review) {
            self.ask(Box::new(question), scene);
        }
    }

    /// Opens a form, and offers what was typed into it before.
    pub(super) fn open_form(
        &mut self,
        table: &'static FormTable,
        about: Option<ObjectRef>,
        scene: &Scene<'_>,
    ) {
        let form = FormState::open(table, about, scene);
        let draft = self.memory.take_draft(&form, scene.persona);
        self.modals.push(Modal::Form(Box::new(form)));
        if let Some(draft) = draft {
            let lines = vec![Phrase::plain("This form was left half filled.")];
            let then = Step::TakeUp(Box::new(draft));
            let title = "Go on with what was typed before?";
            self.ask(
                Box::new(Confirm::simple(title, lines, "Go on", then)),
                scene,
            );
        }
    }

    /// Takes up in the form on top what was typed into it before.
    pub(super) fn take_up(&mut self, draft: Draft, scene: &Scene<'_>) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.take_up(draft, scene);
        }
    }

    /// Does in the open form what a key says.
    pub(super) fn step_form(&mut self, step: FormStep, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(Modal::Form(form)) = self.modals.last_mut() else {
            return Vec::new();
        };
        match form.step(step, scene) {
            Outcome::Stay => Vec::new(),
            Outcome::Save(_) if !form.others.is_empty() => self.save_for_many(scene),
            Outcome::Save(order) => {
                let done = (form.table.done)(scene, form.about, &form.answers);
                match *order {
                    Order::Persona(command) => {
                        let effect = Effect::Execute(Execution::new(command));
                        self.send(effect, done, scene)
                    }
                    Order::Operator(command) => self.send(Effect::Operate(command), done, scene),
                    Order::Write(wanted) => {
                        let effect = Effect::Write(Box::new(self.writing(wanted, scene)));
                        self.send(effect, done, scene)
                    }
                    Order::Open(onward) => {
                        self.go_on(&onward, scene);
                        Vec::new()
                    }
                    Order::Each(mut batch) => {
                        batch.from_form = true;
                        self.run_batch(batch, scene)
                    }
                }
            }
            Outcome::Problems(count) => {
                let text = format!("Not saved: {}.", counted(count, "problem"));
                self.say(NoticeKind::Refused, text, scene);
                Vec::new()
            }
            Outcome::Day(key, title) => {
                let day = form.day(&key, scene);
                let aim = Aim::Field(key, form.clone());
                let month = Month::open(title, aim, day, scene);
                self.modals.push(Modal::Month(Box::new(month)));
                Vec::new()
            }
            Outcome::Pick(key, title, amount, offer) => {
                let chooser = picker(form, &key, (title, amount), offer, scene);
                self.modals.push(Modal::Picker(key, Box::new(chooser)));
                Vec::new()
            }
        }
    }

    /// Opens another form in the place of the one on top, unless what it would send is refused.
    fn go_on(&mut self, onward: &Onward, scene: &Scene<'_>) {
        let mut walk = Walk::default();
        match scene.judged(&onward.asks, &mut walk) {
            Ok(()) => {
                self.modals.pop();
                self.go(onward.over, scene);
                self.open_form(onward.form, Some(onward.about), scene);
            }
            Err(refusal) => {
                let refused = Refused::new(refusal, walk);
                let text = format!("Refused: {}", in_words(&refused, scene));
                self.refuse(NoticeKind::Refused, text.into(), refused.walk, scene);
            }
        }
    }

    /// Takes an answer to the question on top.
    pub(super) fn answer(&mut self, answer: Answer, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(Modal::Confirm(confirm)) = self.modals.last_mut() else {
            return Vec::new();
        };
        match confirm.answer(answer) {
            Verdict::Open => Vec::new(),
            Verdict::Misnamed(name) => {
                let text = format!("Nothing was done. Type {name} and press Enter, or Esc.");
                self.say(NoticeKind::Refused, text, scene);
                Vec::new()
            }
            Verdict::No => {
                self.modals.pop();
                Vec::new()
            }
            Verdict::Yes(step) => {
                self.looked = Some(confirm.looked);
                self.modals.pop();
                let effects = self.take(step, scene);
                self.looked = None;
                effects
            }
        }
    }

    /// Does what the selected row of the list on top does, and closes the list.
    ///
    /// Where nothing fits what was typed, the list stays and says so: whoever typed wanted something.
    pub(super) fn choose(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        if let Some(Modal::Chooser(chooser) | Modal::Picker(_, chooser)) = self.modals.last()
            && let Some(typed) = chooser.typed_in_vain()
        {
            let text = format!("No match for \"{typed}\". Esc clears it.");
            self.say(NoticeKind::Refused, text, scene);
            return Vec::new();
        }
        if let Some(Modal::Picker(_, chooser)) = self.modals.last()
            && let Some(why) = chooser.takes_none_for()
        {
            self.say(NoticeKind::Refused, format!("Not possible: {why}."), scene);
            return Vec::new();
        }
        match self.modals.pop() {
            Some(Modal::Picker(key, mut chooser)) => {
                if let Some(Modal::Form(form)) = self.modals.last_mut() {
                    form.picked(&key, chooser.done(), scene);
                }
                Vec::new()
            }
            Some(Modal::Month(month)) => self.choose_day(month, scene),
            Some(Modal::Chooser(chooser)) => self.run(chooser, scene),
            Some(Modal::Lines(reading)) => match reading.mend() {
                Some(step) => self.take(step, scene),
                None => Vec::new(),
            },
            None => Vec::new(),
            Some(other @ (Modal::Form(_) | Modal::Confirm(_))) => {
                self.modals.push(other);
                Vec::new()
            }
        }
    }

    /// Does with the selected day of a month what it is for; one that is greyed says why and the
    /// month stays.
    fn choose_day(&mut self, month: Box<Month>, scene: &Scene<'_>) -> Vec<Effect> {
        let moment = match month.chosen(scene) {
            Ok(moment) => moment,
            Err(why) => {
                self.say(NoticeKind::Refused, format!("Not possible: {why}."), scene);
                self.modals.push(Modal::Month(month));
                return Vec::new();
            }
        };
        match month.into_aim() {
            Aim::Field(key, _) => {
                if let Some(Modal::Form(form)) = self.modals.last_mut() {
                    form.day_chosen(&key, moment.day, scene);
                }
                Vec::new()
            }
            Aim::Act(act) => match (act.0)(scene, moment) {
                Ok(step) => self.take(step, scene),
                Err(_) => Vec::new(),
            },
        }
    }

    /// Shows who is in the group that is the selected row of the list on top.
    pub(super) fn read_members(&mut self, scene: &Scene<'_>) {
        let Some(Modal::Picker(_, chooser)) = self.modals.last() else {
            return;
        };
        if let Some(group) = chooser.group() {
            self.read(people::in_group(scene, group));
        }
    }

    /// Moves through the days of the open month.
    pub(super) fn step_day(&mut self, step: DayStep, scene: &Scene<'_>) {
        if let Some(Modal::Month(month)) = self.modals.last_mut() {
            month.step(step, scene);
        }
    }

    /// Takes the step of a row; a greyed one says why and the list stays.
    fn run(&mut self, chooser: Box<Chooser>, scene: &Scene<'_>) -> Vec<Effect> {
        let step = match chooser.does() {
            Some(Does::Step(step)) => step.as_ref().clone(),
            Some(Does::Pick(_)) | None => return Vec::new(),
        };
        match step {
            Ok(step) => self.take(step, scene),
            Err(reason) => {
                let text = format!("Not possible: {}", reason.in_full());
                self.say(NoticeKind::Refused, text, scene);
                self.modals.push(Modal::Chooser(chooser));
                self.lead_out(&reason, scene)
            }
        }
    }

    /// Opens the list of what uses the object of a greyed key, where its use is what greys it.
    pub(super) fn lead_out(&mut self, reason: &Reason, scene: &Scene<'_>) -> Vec<Effect> {
        let object = reason.in_use();
        let step = object.and_then(|object| removal::way_out(scene, object));
        step.map_or_else(Vec::new, |step| self.take(step, scene))
    }

    /// Marks the selected row of a picker.
    pub(super) fn mark(&mut self) {
        if let Some(Modal::Picker(_, chooser)) = self.modals.last_mut() {
            chooser.mark();
        }
    }

    /// Shows users, groups or both in the picker on top.
    pub(super) fn show_next_kind(&mut self, scene: &Scene<'_>) {
        if let Some(Modal::Picker(_, chooser)) = self.modals.last_mut() {
            chooser.show_next(scene);
        }
    }

    pub(super) fn open_help(&mut self, scene: &Scene<'_>) {
        let help = palette::help(&self.layers(scene), scene, &self.spot(scene));
        self.modals.push(Modal::Chooser(Box::new(help)));
    }

    pub(super) fn open_palette(&mut self, scene: &Scene<'_>) {
        let palette = palette::palette(&self.screen_layers(scene), scene, &self.spot(scene));
        self.modals.push(Modal::Chooser(Box::new(palette)));
    }
}

/// Makes the list from which a field of a form is chosen.
fn picker(
    form: &FormState,
    key: &FieldKey,
    (title, amount): (Safe, Amount),
    offer: Offer,
    scene: &Scene<'_>,
) -> Chooser {
    let mut fields = form.fields().into_iter();
    let nothing = fields.find(|field| field.key == *key);
    let nothing = nothing.and_then(|field| field.nothing.clone());
    let chooser = match offer {
        Offer::Rows(rows) => {
            let chosen = form.answers.chosen(key, &rows);
            Chooser::pick(title, amount, rows, chosen)
        }
        Offer::Search(finder) => {
            let chosen = form.answers.chosen(key, &[]);
            let search = (finder, form.about);
            Chooser::search_picks(title, amount, search, chosen, scene)
        }
    };
    match nothing {
        Some(nothing) => chooser.or_nothing(nothing),
        None => chooser,
    }
}
