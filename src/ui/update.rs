//! Takes a message and says what is to be done; one short function per group of messages.
//!
//! A key goes to the text being edited first, then through the key tables of the top layer. What
//! it means is a [`Step`]; carrying steps out is in `steps`, modals in `modals`.

use crate::domain::refusal::{DeskRefusal, Refusal, Refused};
use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::ui::key::Key;
use crate::ui::keymap::{self, Resolved, resolve};
use crate::ui::layout::{Size, Split, around, detail_room};
use crate::ui::list::Motion;
use crate::ui::modal::{Chooser, Modal};
use crate::ui::model::{Prefix, Ui};
use crate::ui::msg::{Effect, Msg, Outcome};
use crate::ui::notice::NoticeKind;
use crate::ui::present::{body_size, page_of_rows};
use crate::ui::reversal;
use crate::ui::scene::Scene;
use crate::ui::screen::{Screen, affected, clock};
use crate::ui::step::Step;
use crate::ui::wording;

mod lists;
mod many;
mod modals;
mod mouse;
mod output;
mod steps;
mod visits;

impl Ui {
    /// Takes a message and returns what is to be done.
    pub fn update(&mut self, msg: Msg, scene: &Scene<'_>) -> Vec<Effect> {
        let asked_before = self.asked();
        let mut effects = match msg {
            Msg::Key(key) => self.key(key, scene),
            Msg::Pointer(act) => self.pointed(act, scene),
            Msg::Paste(text) => self.paste(&text, scene),
            Msg::Resize(size) => self.resize(size),
            Msg::Drawn => self.drawn(),
            Msg::Waited(milliseconds) => self.waited(milliseconds),
            Msg::Finished(outcome) => self.finished(outcome, scene),
            Msg::Reversible(turn, commits, all) => {
                let step = reversal::step(scene, turn, &commits, all);
                self.take(step, scene)
            }
            Msg::ClockAhead(command, to, counts) => {
                let step = clock::moved(scene, *command, to, &counts);
                self.take(step, scene)
            }
            Msg::Foreseen(foreseen) => {
                let asked = matches!(self.modals.last(), Some(Modal::Confirm(_)));
                let before = if asked {
                    affected::BEFORE_YES
                } else {
                    affected::BEFORE_SAVING
                };
                let lines = affected::lines(scene, &foreseen, before);
                self.take(Step::Read(affected::TITLE.into(), lines), scene)
            }
            Msg::WaysFound(reading, ways) => {
                self.read(reading.offering(ways));
                Vec::new()
            }
            Msg::Diagnosed(reading) => {
                self.read(*reading);
                Vec::new()
            }
            Msg::Next => self.next_of_many(scene),
            Msg::Reloaded => {
                self.reload(scene);
                self.look_again(scene);
                Vec::new()
            }
        };
        if self.asked() && !asked_before {
            effects.push(Effect::DropInput);
        }
        self.settle(scene);
        effects
    }

    /// Tells whether a question waits that nobody has seen yet.
    fn asked(&self) -> bool {
        matches!(self.modals.last(), Some(Modal::Confirm(confirm)) if !confirm.takes_keys())
    }

    fn key(&mut self, key: Key, scene: &Scene<'_>) -> Vec<Effect> {
        if self.asked() {
            return Vec::new();
        }
        if self.batch.is_some() {
            self.key_meanwhile(key);
            return Vec::new();
        }
        let layers = self.layers(scene);
        self.notices.key_pressed();
        let twice = self.leaving && key == Key::ctrl('c');
        self.leaving = key == Key::ctrl('c');
        if twice {
            return vec![Effect::Quit];
        }
        if self.type_into_text(key, scene) {
            return Vec::new();
        }
        let prefix = self.prefix.take().map(|prefix| prefix.key);
        let spot = self.spot(scene);
        match resolve(&layers, prefix, key, scene, &spot) {
            Resolved::Found(_, Ok(step)) => self.take(step, scene),
            Resolved::Found(row, Err(reason)) => {
                let text = format!("Not possible ({}): {}", row.label, reason.in_full());
                let walk = keymap::checks(row, scene, &spot);
                self.notices
                    .say_why(NoticeKind::Refused, text, walk, scene.calendar);
                self.lead_out(&reason, scene)
            }
            Resolved::Prefix => {
                self.prefix = Some(Prefix { key, waited: 0 });
                Vec::new()
            }
            Resolved::Nothing => {
                self.look_for_whom(scene, |list| list.press(key, scene));
                Vec::new()
            }
        }
    }

    /// Opens the list of people where nobody has signed in yet and something is typed that is for it.
    fn look_for_whom(&mut self, scene: &Scene<'_>, put_in: impl FnOnce(&mut Chooser) -> bool) {
        if self.here != Screen::SignIn || !self.modals.is_empty() {
            return;
        }
        self.ask_who(None, scene);
        if let Some(Modal::Chooser(list)) = self.modals.last_mut()
            && !put_in(list)
        {
            self.modals.pop();
        }
    }

    /// Offers a key to whatever text is being edited.
    fn type_into_text(&mut self, key: Key, scene: &Scene<'_>) -> bool {
        match self.modals.last_mut() {
            Some(Modal::Form(form)) => form.press(key, scene),
            Some(Modal::Confirm(confirm)) => confirm.press(key),
            Some(Modal::Chooser(chooser) | Modal::Picker(_, chooser)) => chooser.press(key, scene),
            Some(Modal::Month(month)) => month.press(key, scene),
            Some(Modal::Lines(..)) => false,
            None => self.type_filter(key, scene),
        }
    }

    /// Puts pasted text into whatever text is being edited, and nowhere else.
    fn paste(&mut self, text: &str, scene: &Scene<'_>) -> Vec<Effect> {
        match self.modals.last_mut() {
            Some(Modal::Form(form)) => form.paste(text, scene),
            Some(Modal::Chooser(chooser) | Modal::Picker(_, chooser)) => chooser.paste(text, scene),
            Some(Modal::Month(month)) => month.paste(text, scene),
            Some(Modal::Confirm(confirm)) => confirm.paste(text),
            Some(Modal::Lines(..)) => {}
            None if self.here == Screen::SignIn => self.look_for_whom(scene, |list| {
                list.paste(text, scene);
                true
            }),
            None => self.paste_filter(text, scene),
        }
        Vec::new()
    }

    fn resize(&mut self, size: Size) -> Vec<Effect> {
        self.size = size;
        Vec::new()
    }

    fn drawn(&mut self) -> Vec<Effect> {
        if let Some(Modal::Confirm(confirm)) = self.modals.last_mut() {
            confirm.was_drawn();
        }
        Vec::new()
    }

    fn waited(&mut self, milliseconds: u64) -> Vec<Effect> {
        self.notices.wait(milliseconds);
        if let Some(prefix) = &mut self.prefix {
            prefix.waited = prefix.waited.saturating_add(milliseconds);
        }
        Vec::new()
    }

    /// Takes the end of what was sent: a form closes only when its command was accepted.
    fn finished(&mut self, outcome: Outcome, scene: &Scene<'_>) -> Vec<Effect> {
        if self.batch.is_some() {
            return self.finished_one(outcome, scene);
        }
        let sent = self.sent.take();
        match outcome {
            Outcome::Done(made) => {
                if sent.as_ref().is_some_and(|sent| sent.from_form) {
                    self.modals.pop();
                }
                self.reload(scene);
                if let Some(object) = made.first() {
                    self.page_mut(scene).list.select(*object);
                }
                if let Some(sent) = sent {
                    let onward = sent.leads_to.map(Step::Go);
                    let effects = onward.map_or_else(Vec::new, |step| self.take(step, scene));
                    match wording::fell_through(scene, &made) {
                        None => self.say(sent.kind, sent.done, scene),
                        Some(why) => {
                            let text = format!("{} But {why}.", sent.done);
                            self.say(NoticeKind::Refused, text, scene);
                        }
                    }
                    return effects;
                }
            }
            Outcome::Refused(refused) => {
                let text = format!("Refused: {}", in_words(&refused, scene));
                self.refuse(NoticeKind::Refused, text.into(), refused.walk, scene);
                if matches!(
                    refused.refusal,
                    Refusal::Desk(DeskRefusal::RevisionConflict { .. })
                ) {
                    self.look_again(scene);
                    self.catch_up(scene);
                }
            }
            Outcome::Broken(text) => {
                self.refuse(NoticeKind::Broken, text, Walk::default(), scene);
            }
        }
        Vec::new()
    }

    /// Says why something was not done, in the open form too, whose text is all kept.
    fn refuse(&mut self, kind: NoticeKind, text: Safe, walk: Walk, scene: &Scene<'_>) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.banner = Some(text.clone());
        }
        self.notices.say_why(kind, text, walk, scene.calendar);
    }

    /// Takes note that the form on top has been told of every change, so that saving goes ahead.
    fn catch_up(&mut self, scene: &Scene<'_>) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.looked = scene.desk.history.seq;
        }
    }

    /// Shows in open forms what has changed elsewhere since they were opened.
    fn look_again(&mut self, scene: &Scene<'_>) {
        for modal in &mut self.modals {
            if let Modal::Form(form) = modal {
                form.look_again(scene);
            }
        }
    }

    fn say(&mut self, kind: NoticeKind, text: impl Into<Safe>, scene: &Scene<'_>) {
        self.notices.say(kind, text, scene.calendar);
    }

    /// Moves through whatever is on top.
    fn move_through(&mut self, motion: Motion, scene: &Scene<'_>) {
        let page = page_of_rows(self, scene);
        let body = body_size(self, scene);
        let room = detail_room(self.size, self.extra(scene), Split::One);
        let frames = self.preferences.frames;
        match self.modals.last_mut() {
            Some(Modal::Chooser(chooser) | Modal::Picker(_, chooser)) => {
                chooser.step(motion, body, frames);
            }
            Some(Modal::Lines(reading)) => {
                let last = reading.beyond(room, frames);
                let page = usize::from(room.height).max(1);
                reading.scroll = motion.from(reading.scroll.min(last), last + 1, page);
            }
            Some(Modal::Confirm(confirm)) => {
                let last = confirm.beyond(around(room), frames);
                let page = usize::from(room.height / 2).max(1);
                confirm.scroll = motion.from(confirm.scroll.min(last), last + 1, page);
            }
            Some(Modal::Form(_) | Modal::Month(_)) => {}
            None => self.move_in_page(motion, page, scene),
        }
    }

    fn take(&mut self, step: Step, scene: &Scene<'_>) -> Vec<Effect> {
        steps::take(self, step, scene)
    }
}

/// Says why a rule refused, the way out and the code.
fn in_words(refused: &Refused, scene: &Scene<'_>) -> String {
    let description = refused.describe(scene.tenant());
    let (message, hint) = (description.message, description.hint);
    format!("{message}. {hint}  [{}]", refused.refusal.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn desk() -> Rehearsal {
        Rehearsal::new(Screen::Catalogs)
    }

    #[test]
    fn a_prefix_pressed_slowly_shows_what_can_follow() {
        let mut desk = desk();
        desk.press("g").expect_no("g then");
        assert_eq!(desk.ui.next_wake(), Some(300));
        desk.tell(Msg::Waited(300));
        desk.expect("g then").expect("catalogs");
        desk.press("c").expect_no("g then").expect(">General");
    }

    #[test]
    fn keys_typed_before_a_question_was_drawn_are_dropped() {
        let mut desk = desk();
        desk.press("n").type_text("Sales");
        let mut ui = desk.ui.clone();
        let scene = desk.scene();
        let effects = ui.update(Msg::Key(Key::ctrl('c')), &scene);
        assert_eq!(effects, [Effect::DropInput]);
        assert_eq!(ui.update(Msg::Key(Key::char('y')), &scene), []);
        assert_eq!(ui.modals.len(), 2);
        ui.update(Msg::Drawn, &scene);
        let effects = ui.update(Msg::Key(Key::char('y')), &scene);
        assert_eq!(effects, [Effect::Quit]);
    }

    #[test]
    fn quitting_asks_only_when_a_form_has_changes_and_twice_leaves_at_once() {
        let mut clean = desk();
        clean.press("q");
        assert_eq!(clean.effects, [Effect::Quit]);
        let mut changed = desk();
        changed.press("n").type_text("Sales").press("Ctrl-C");
        changed.expect("Leave the program?").press("Ctrl-C");
        assert_eq!(changed.effects, [Effect::Quit]);
    }

    #[test]
    fn the_palette_finds_an_action_by_word_and_runs_it() {
        desk()
            .press(":")
            .type_text("new")
            .press("enter")
            .expect("New catalog");
    }

    #[test]
    fn help_lists_greyed_keys_with_their_reason() {
        desk()
            .press("?")
            .expect("Keys of this screen")
            .type_text("undo")
            .expect("no command is left");
    }

    #[test]
    fn a_refusal_stays_until_the_next_key_and_is_kept_in_the_history() {
        let mut desk = desk();
        desk.press("d").expect("Not possible");
        desk.tell(Msg::Waited(60_000));
        desk.expect("Not possible")
            .press("j")
            .expect_no("Not possible");
        desk.expect("!1").press("!").expect("Not possible");
    }

    #[test]
    fn visited_screens_are_gone_through_back_and_forth() {
        let mut desk = desk();
        desk.press("enter").expect("Catalogs > General");
        desk.press("[").expect_no("Catalogs > General");
        desk.press("]").expect("Catalogs > General");
        desk.press("esc").expect_no("Catalogs > General");
    }

    #[test]
    fn a_narrow_screen_opens_the_detail_in_place_of_the_list() {
        let mut desk = desk();
        desk.tell(Msg::Resize(Size::LEAST));
        desk.expect_no("Built-in catalog").press("tab");
        desk.expect("Built-in catalog")
            .press("esc")
            .expect(">General");
    }
}
