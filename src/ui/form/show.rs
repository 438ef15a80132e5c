//! Turns a form into what is drawn: labels, what was entered, help, problems, steps, the review.

use crate::domain::text::Safe;
use crate::domain::typed_span;
use crate::ui::form::answers::{Answers, Pick, Value};
use crate::ui::form::check;
use crate::ui::form::field::{Field, Kind, Need};
use crate::ui::form::state::FormState;
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{FieldView, FormView, InputView, Phrase, StepMark, StepView};

/// How many characters a day or an instant takes as it is mostly typed.
const DATE: usize = 16;

/// How many characters a length of time takes as it is mostly typed.
const LENGTH: usize = 6;

impl FormState {
    /// Returns what is drawn.
    pub fn view(&self, scene: &Scene<'_>) -> FormView {
        let fields = self.fields();
        let mut fields: Vec<FieldView> = fields
            .into_iter()
            .map(|field| {
                if self.is_review() {
                    self.review_line(field)
                } else {
                    self.field_view(field, scene)
                }
            })
            .collect();
        let focus = if self.is_on_line() {
            fields.len()
        } else {
            self.focus.min(fields.len().saturating_sub(1))
        };
        say_once(&mut fields, focus);
        FormView {
            title: (self.table.title)(scene, self.about),
            steps: self.step_views(),
            focus,
            fields,
            away: self.away_view(),
            notes: self.banner.iter().chain(&self.notes).cloned().collect(),
        }
    }

    fn step_views(&self) -> Vec<StepView> {
        if !self.is_wizard() {
            return Vec::new();
        }
        let mark = |at: usize, problem: bool| {
            if at == self.at {
                StepMark::Here
            } else if !self.seen.contains(&at) {
                StepMark::Unseen
            } else if problem {
                StepMark::Problem
            } else {
                StepMark::Done
            }
        };
        let mut views: Vec<StepView> = self
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| {
                let wrong = |field: &Field| self.problem(&field.key).is_some();
                StepView {
                    title: step.title.clone(),
                    mark: mark(at, step.fields.iter().any(wrong)),
                }
            })
            .collect();
        views.push(StepView {
            title: "Review".into(),
            mark: mark(self.steps.len(), false),
        });
        views
    }

    fn field_view(&self, field: &Field, scene: &Scene<'_>) -> FieldView {
        FieldView {
            label: field.label.clone(),
            need: field.need,
            input: self.input(field),
            help: check::help(field, &self.answers, scene.calendar),
            problem: self.sentence(field),
            off: field.off(&self.answers).cloned(),
        }
    }

    /// Returns the problem of a field as a sentence that begins with its label.
    pub(super) fn sentence(&self, field: &Field) -> Option<Safe> {
        let problem = self.problem(&field.key)?;
        Some(format!("{} {problem}.", field.label).into())
    }

    fn input(&self, field: &Field) -> InputView {
        let labels = |picks: &[Pick]| picks.iter().map(|pick| pick.label.clone()).collect();
        match &field.kind {
            Kind::Text(cap) | Kind::Long(cap) => self.text_input(field, *cap),
            Kind::Date | Kind::Number(..) | Kind::Length(..) => self.text_input(field, usize::MAX),
            Kind::Toggle => InputView::Toggle(self.answers.toggle(&field.key) == Some(true)),
            Kind::Decision => {
                let decided = self.answers.toggle(&field.key);
                let decisions = [true, false];
                let at = decisions
                    .iter()
                    .position(|decision| Some(*decision) == decided);
                InputView::Choices(decisions.map(word).map(Phrase::plain).to_vec(), at)
            }
            Kind::Choice(picks) if field.kind.opens_a_list() => {
                InputView::Chosen(labels(&self.answers.chosen(&field.key, picks)))
            }
            Kind::Choice(picks) => {
                let chosen = self.answers.choice(&field.key);
                let at = picks
                    .iter()
                    .position(|pick| Some(pick.value.as_str()) == chosen);
                InputView::Choices(picks.iter().map(choice).collect(), at)
            }
            Kind::Several(_) | Kind::Picker(..) | Kind::Search(..) => {
                InputView::Chosen(labels(self.answers.picked(&field.key)))
            }
        }
    }

    fn text_input(&self, field: &Field, cap: usize) -> InputView {
        let value = self.answers.value(&field.key);
        let before = match value {
            Some(Value::Text(edit)) => edit.before_cursor(),
            Some(_) | None => String::new(),
        };
        let text = self.answers.text(&field.key);
        let length = text.chars().count();
        let close = length >= cap - cap / 5;
        InputView::Text {
            text: Safe::lines(text),
            before: Safe::lines(&before),
            counter: close.then(|| format!("{length}/{cap}").into()),
            expects: self.expected(field),
        }
    }

    /// Returns how many characters are likely typed into a field; none while it does not count.
    fn expected(&self, field: &Field) -> usize {
        match &field.kind {
            _ if field.off(&self.answers).is_some() => 0,
            Kind::Date => DATE,
            Kind::Text(cap) | Kind::Long(cap) => *cap,
            Kind::Number(_, most) => most.to_string().len(),
            Kind::Length(..) => LENGTH,
            Kind::Toggle
            | Kind::Decision
            | Kind::Choice(_)
            | Kind::Several(_)
            | Kind::Picker(..)
            | Kind::Search(..) => 0,
        }
    }

    fn review_line(&self, field: &Field) -> FieldView {
        FieldView {
            label: field.label.clone(),
            need: Need::Optional,
            input: InputView::Review(in_words(field, &self.answers)),
            help: Safe::default(),
            problem: self.sentence(field),
            off: field.off(&self.answers).cloned(),
        }
    }
}

/// Writes a value of a choice; why it cannot be chosen stands behind it.
fn choice(pick: &Pick) -> Phrase {
    match &pick.off {
        Some(why) => Phrase::new(Tone::Disabled, format!("{} ({why})", pick.label)),
        None => Phrase::plain(pick.label.clone()),
    }
}

/// Says what switches greyed fields on only beside the first of those that lie together, and beside
/// the one with the focus.
fn say_once(fields: &mut [FieldView], focus: usize) {
    let mut said: Option<Safe> = None;
    for (place, field) in fields.iter_mut().enumerate() {
        let again = field.off.is_some() && field.off == said;
        said.clone_from(&field.off);
        if again && place != focus {
            field.off = Some(Safe::default());
        }
    }
}

/// Says what was decided.
const fn word(decision: bool) -> &'static str {
    if decision { "yes" } else { "no" }
}

/// Says the answer to a field in words, and that nothing was said where that is so.
pub(super) fn in_words(field: &Field, answers: &Answers) -> Safe {
    let words = match &field.kind {
        Kind::Text(_) | Kind::Long(_) | Kind::Date | Kind::Number(..) => {
            answers.text(&field.key).trim().to_owned()
        }
        Kind::Length(unit, ..) => {
            let typed = answers.text(&field.key).trim();
            let count = typed_span::parse(typed, *unit);
            count.map_or_else(|_| typed.to_owned(), |count| unit.in_words(count))
        }
        Kind::Toggle | Kind::Decision => {
            let decided = answers.toggle(&field.key);
            decided.map(word).unwrap_or_default().to_owned()
        }
        Kind::Choice(picks) => names(&answers.chosen(&field.key, picks)),
        Kind::Several(_) | Kind::Picker(..) | Kind::Search(..) => names(answers.picked(&field.key)),
    };
    if words.is_empty() {
        "(none)".into()
    } else {
        Safe::line(&words)
    }
}

fn names(picks: &[Pick]) -> String {
    let names: Vec<&str> = picks.iter().map(|pick| pick.label.as_str()).collect();
    names.join(", ")
}
