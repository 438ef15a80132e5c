//! What keeps questions from being asked: two that cannot be told apart, one that nobody can answer.

use std::collections::BTreeSet;

use crate::domain::id::QuestionId;
use crate::domain::question::{Question, QuestionKind, SEPARATOR};

/// Lists what is wrong with the questions of a policy: which of them, counted from 1, and what, as
/// the rest of a sentence that begins with it.
pub fn faults(questions: &[Question]) -> impl Iterator<Item = (usize, &'static str)> {
    let (mut ids, mut texts) = (BTreeSet::new(), BTreeSet::new());
    let faults = questions.iter().map(move |question| {
        let new = question.id == QuestionId::MIN || ids.insert(question.id);
        if texts.insert(question.text.key()) && new {
            unanswerable(question)
        } else {
            Some("is asked twice")
        }
    });
    (1..)
        .zip(faults)
        .filter_map(|(at, fault)| Some((at, fault?)))
}

fn unanswerable(question: &Question) -> Option<&'static str> {
    let QuestionKind::MultipleChoice { choices, .. } = &question.kind else {
        return None;
    };
    let mut values = BTreeSet::new();
    if choices.is_empty() {
        Some("offers nothing to choose")
    } else if choices
        .iter()
        .any(|choice| choice.actual_value.as_str().contains(SEPARATOR))
    {
        Some("offers a value with `;` in it, which stands between several values")
    } else if !choices
        .iter()
        .all(|choice| values.insert(choice.actual_value.key()))
    {
        Some("offers a value twice")
    } else {
        None
    }
}
