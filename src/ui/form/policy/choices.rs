//! The fields of the values that can be chosen as the answer to a question.

use crate::domain::question::Choice;
use crate::domain::text::{AnswerText, QuestionText};
use crate::ui::form::policy::languages;
use crate::ui::form::{Answers, Field, FieldKey, Kind, Reader, repeated};

pub(super) const VALUE: FieldKey = FieldKey::new("choices.actualValue");
pub(super) const WORDS: FieldKey = FieldKey::new("choices.text");
pub(super) const LANGUAGES: FieldKey = FieldKey::new("choices.localizations");

/// Returns the fields of every value of a question, and room for one more.
pub(super) fn fields(answers: &Answers, question: usize) -> Vec<Field> {
    let slots = repeated::slots(answers, &VALUE.of(question)).into_iter();
    let fields = slots.flat_map(|slot| {
        let number = slot.number;
        let label = |words: &str| format!("{question}, choice {number}: {words}");
        let value = Kind::Text(AnswerText::CAP);
        let value = Field::new(VALUE.of(question).of(number), label("value"), value);
        let value = if number == 1 { value.required() } else { value };
        let words = Kind::Text(QuestionText::CAP);
        let details = [
            Field::new(WORDS.of(question).of(number), label("shown as"), words)
                .help("What people read; the value unless entered."),
            languages::field(LANGUAGES.of(question).of(number), label("languages")),
        ];
        let details = slot.named.then_some(details).into_iter().flatten();
        std::iter::once(value).chain(details)
    });
    fields.collect()
}

/// Adds the answers that say which values there are.
pub(super) fn prefill(answers: Answers, question: usize, choices: &[Choice]) -> Answers {
    let numbered = (1_usize..).zip(choices);
    numbered.fold(answers, |answers, (number, choice)| {
        let words = choice.text.as_ref().map_or("", QuestionText::as_str);
        let key = LANGUAGES.of(question).of(number);
        let answers = answers
            .with_text(VALUE.of(question).of(number), choice.actual_value.as_str())
            .with_text(WORDS.of(question).of(number), words);
        languages::prefill(answers, key, &choice.localizations)
    })
}

/// Reads the values that were entered.
pub(super) fn read(read: &mut Reader<'_>, question: usize, old: &[Choice]) -> Vec<Choice> {
    let numbers = repeated::named(read.answers(), &VALUE.of(question)).into_iter();
    let choices = numbers.filter_map(|number| {
        let value = read.text(&VALUE.of(question).of(number), AnswerText::parse);
        let words = read.optional_text(&WORDS.of(question).of(number), QuestionText::parse);
        let old = old.get(number - 1).map(|old| old.localizations.as_slice());
        let localizations = languages::read(read, &LANGUAGES.of(question).of(number), old);
        Some(Choice {
            actual_value: value?,
            text: words,
            localizations,
        })
    });
    choices.collect()
}
