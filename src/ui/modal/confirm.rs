//! Questions: what is asked, how gravely, and what follows from yes.

use std::rc::Rc;

use ratatui::layout::Rect;

use crate::domain::command::Command;
use crate::domain::impact;
use crate::domain::text::{NameKey, Safe};
use crate::ui::form::text_edit::{Breaks, TextEdit};
use crate::ui::key::Key;
use crate::ui::keymap::{self, Layer};
use crate::ui::layout::Frames;
use crate::ui::memory::Draft;
use crate::ui::step::{Answer, Step};
use crate::ui::view::{DialogView, InputView, Phrase};
use crate::ui::widget::dialog;

/// How gravely is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grade {
    /// Yes or no.
    Simple,
    /// Yes or no; where several are asked in one question, how many they are has to be typed.
    Growing,
    /// The name has to be typed.
    Heavy(Safe),
}

/// Whether the question has been seen; keys typed before that are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// It has been on the screen.
    Yes,
    /// It has only just been asked.
    No,
}

/// What an answer comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The question stays open.
    Open,
    /// It stays open, since this name is the one to type.
    Misnamed(Safe),
    /// It is closed, and nothing follows.
    No,
    /// It is closed, and the step is to be taken.
    Yes(Step),
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    title: Safe,
    lines: Vec<Phrase>,
    grade: Grade,
    yes: Safe,
    then: Step,
    /// The commands that follow from yes, taken out once: the keys ask for them at every stroke.
    sends: Option<Rc<[Command]>>,
    drawn: Drawn,
    on_yes: bool,
    typed: TextEdit,
    /// How many of the lines are above those in view.
    pub scroll: usize,
    /// Up to which commit whoever is asked had looked when the question came up.
    pub looked: u64,
}

impl Confirm {
    /// Asks a question that yes or no answers.
    ///
    /// `lines` name the object, the person and the consequence; `then` follows from yes.
    pub fn simple(title: impl Into<Safe>, lines: Vec<Phrase>, yes: &str, then: Step) -> Self {
        Self {
            title: title.into(),
            lines,
            grade: Grade::Simple,
            yes: yes.into(),
            sends: sends(&then),
            then,
            drawn: Drawn::No,
            on_yes: false,
            typed: TextEdit::default(),
            scroll: 0,
            looked: 0,
        }
    }

    /// Asks a question, a title with the word for yes, before a command is sent; `done` is said once
    /// it was accepted.
    pub fn before(
        command: impl Into<Command>,
        (title, yes): (&str, &str),
        lines: Vec<Phrase>,
        done: impl Into<Safe>,
    ) -> Step {
        let then = Step::Execute(Box::new(command.into()), done.into());
        Step::Ask(Box::new(Self::simple(title, lines, yes, then)))
    }

    /// Asks whether an object, what it is and its name, is to be deleted; only typing the name says
    /// yes, from which `then` follows.
    pub fn deletion((kind, name): (&str, Safe), lines: Vec<Phrase>, then: Step) -> Step {
        let title = format!("Delete {kind}?");
        let question = Self::simple(title, lines, "Delete", then);
        Step::Ask(Box::new(question.heavy(name)))
    }

    /// Asks a question that only typing a name answers with yes.
    #[must_use]
    pub fn heavy(mut self, name: impl Into<Safe>) -> Self {
        let name = name.into();
        let text = format!("Type the name to go on: {name}");
        self.lines.push(Phrase::muted(text));
        self.grade = Grade::Heavy(name);
        self
    }

    /// Asks a question of which several in one are answered with yes only by typing how many.
    #[must_use]
    pub fn growing(self) -> Self {
        Self {
            grade: Grade::Growing,
            ..self
        }
    }

    /// Asks a question about many things, said in words, that only typing how many answers with yes.
    #[must_use]
    pub fn count(mut self, (things, how_many): (&str, usize)) -> Self {
        let text = format!("Type {things} to go on: {how_many}");
        self.lines.push(Phrase::muted(text));
        self.grade = Grade::Heavy(how_many.to_string().into());
        self
    }

    /// Adds something that follows from yes; what is to be typed stays below it.
    pub fn add(&mut self, line: Phrase) {
        let below = usize::from(self.is_heavy());
        let place = self.lines.len().saturating_sub(below);
        self.lines.insert(place, line);
    }

    /// Tells whether yes deletes something.
    pub fn deletes(&self) -> bool {
        if let Step::Execute(command, _) | Step::Acknowledge(command, ..) = &self.then {
            command.name().starts_with("delete")
        } else {
            self.yes.as_str() == "Delete"
        }
    }

    /// Asks for yes or no in place of a name.
    pub fn lighten(&mut self) {
        if self.is_heavy() {
            self.lines.pop();
            self.grade = Grade::Simple;
        }
    }

    /// Returns what follows from yes.
    pub const fn follows(&self) -> &Step {
        &self.then
    }

    /// Returns the draft of a form that yes would take up.
    pub const fn offers(&self) -> Option<&Draft> {
        if let Step::TakeUp(draft) = &self.then {
            Some(draft)
        } else {
            None
        }
    }

    /// Returns the commands that follow from yes, where one can affect people whom it does not name.
    pub fn sends(&self) -> Option<Rc<[Command]>> {
        self.sends.clone()
    }

    /// Returns every command that follows from yes.
    pub fn commands(&self) -> Rc<[Command]> {
        commands(&self.then)
    }

    /// Returns what is asked.
    pub fn lines(&self) -> &[Phrase] {
        &self.lines
    }

    /// Returns how gravely is asked.
    pub const fn grade(&self) -> &Grade {
        &self.grade
    }

    /// Returns the word of the button that goes on.
    pub const fn yes(&self) -> &Safe {
        &self.yes
    }

    /// Notes that the question is on the screen.
    pub const fn was_drawn(&mut self) {
        self.drawn = Drawn::Yes;
    }

    /// Tells whether keys count yet.
    pub fn takes_keys(&self) -> bool {
        self.drawn == Drawn::Yes
    }

    /// Takes a key if a name is being typed, and tells whether it did.
    pub fn press(&mut self, key: Key) -> bool {
        match self.grade {
            Grade::Simple | Grade::Growing => false,
            Grade::Heavy(_) => self.typed.press(key),
        }
    }

    /// Puts pasted text into the name being typed.
    pub fn paste(&mut self, text: &str) {
        if self.is_heavy() && self.takes_keys() {
            self.typed.paste(text, Breaks::Refused);
        }
    }

    /// Takes an answer and says what follows from it.
    pub fn answer(&mut self, answer: Answer) -> Verdict {
        match answer {
            Answer::Other => {
                self.on_yes = !self.on_yes;
                Verdict::Open
            }
            Answer::Yes => self.confirmed(),
            Answer::Focused if self.on_yes || self.is_heavy() => self.confirmed(),
            Answer::Focused | Answer::No => Verdict::No,
        }
    }

    /// Tells whether a name has to be typed.
    pub const fn is_heavy(&self) -> bool {
        matches!(self.grade, Grade::Heavy(_))
    }

    fn confirmed(&self) -> Verdict {
        match &self.grade {
            Grade::Heavy(name) if NameKey::of(self.typed.text()) != NameKey::of(name.as_str()) => {
                Verdict::Misnamed(name.clone())
            }
            Grade::Simple | Grade::Growing | Grade::Heavy(_) => Verdict::Yes(self.then.clone()),
        }
    }

    /// Returns how many lines there are more than a body has room for.
    pub fn beyond(&self, body: Rect, frames: Frames) -> usize {
        dialog::beyond(&self.view(), body, frames)
    }

    /// Returns the key tables that act, the top one first: none of them moves where all lines are in
    /// view.
    pub(super) fn layers(&self, body: Rect, frames: Frames) -> Vec<Layer> {
        let own = if self.is_heavy() {
            keymap::dialog::TYPED
        } else {
            keymap::dialog::LAYER
        };
        let affecting = self.sends().map(|_| keymap::form::AFFECTING);
        let moving = (self.beyond(body, frames) > 0).then_some(keymap::choice::GOING_THROUGH);
        [own].into_iter().chain(affecting).chain(moving).collect()
    }

    /// Returns what is drawn.
    pub fn view(&self) -> DialogView {
        let input = self.is_heavy().then(|| InputView::Text {
            text: Safe::line(self.typed.text()),
            before: Safe::line(&self.typed.before_cursor()),
            counter: None,
            expects: 0,
        });
        let mut lines = self.lines.clone();
        let wants = if self.is_heavy() { lines.pop() } else { None };
        DialogView {
            title: self.title.clone(),
            lines,
            scroll: self.scroll,
            wants,
            input,
            buttons: ["No".into(), self.yes.clone()],
            focus: usize::from(self.on_yes),
        }
    }
}

/// Takes out the commands that a step carries out, where one can affect people whom it does not name.
fn sends(then: &Step) -> Option<Rc<[Command]>> {
    Some(commands(then)).filter(|commands| commands.iter().any(impact::affects))
}

/// Takes out the commands that a step carries out.
fn commands(then: &Step) -> Rc<[Command]> {
    if let Step::Execute(command, _) | Step::Acknowledge(command, ..) = then {
        Rc::from([command.as_ref().clone()])
    } else if let Step::Bulk(batch) = then {
        batch.commands()
    } else {
        Rc::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> Confirm {
        Confirm::simple("Leave?", Vec::new(), "Leave", Step::Leave)
    }

    #[test]
    fn enter_means_no_until_the_focus_is_moved() {
        let mut confirm = question();
        assert_eq!(confirm.answer(Answer::Focused), Verdict::No);
        assert_eq!(confirm.answer(Answer::Other), Verdict::Open);
        assert_eq!(confirm.answer(Answer::Focused), Verdict::Yes(Step::Leave));
    }

    #[test]
    fn a_heavy_question_needs_the_name() {
        let mut confirm = question().heavy("Sales");
        let misnamed = Verdict::Misnamed("Sales".into());
        assert_eq!(confirm.answer(Answer::Focused), misnamed);
        for letter in "sales".chars() {
            assert!(confirm.press(Key::char(letter)));
        }
        assert_eq!(confirm.answer(Answer::Focused), Verdict::Yes(Step::Leave));
    }
}
