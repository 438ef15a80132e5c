//! The step that says what requestors are asked: every question, and room for one more.

use crate::domain::id::QuestionId;
use crate::domain::policy::PolicyTerms;
use crate::domain::question::{QUESTIONS, Question, QuestionKind, faults};
use crate::domain::text::{AnswerPattern, QuestionText};
use crate::ui::form::policy::{choices, languages};
use crate::ui::form::{Answers, Field, FieldKey, Group, Kind, Pick, Reader, Step, repeated};

const TEXT: FieldKey = FieldKey::new("questions.text");
const LANGUAGES: FieldKey = FieldKey::new("questions.localizations");
const FORMAT: FieldKey = FieldKey::new("questions.format");
const PATTERN: FieldKey = FieldKey::new("questions.regexPattern");
const NEEDED: FieldKey = FieldKey::new("questions.isRequired");
const EDITABLE: FieldKey = FieldKey::new("questions.isAnswerEditable");

/// The place that a question had before, which goes along when it is moved.
const PLACE: FieldKey = FieldKey::new("questions.place");

/// What the names of a question's fields begin with.
static NAMES: [FieldKey; 10] = [
    TEXT,
    LANGUAGES,
    FORMAT,
    PATTERN,
    NEEDED,
    EDITABLE,
    PLACE,
    choices::VALUE,
    choices::WORDS,
    choices::LANGUAGES,
];

/// One line of text.
const SHORT: &str = "short";
/// Text of several lines.
const LONG: &str = "long";
/// One of a few values.
const ONE: &str = "one";
/// Any of a few values.
const SEVERAL: &str = "several";

const FORMATS: [(&str, &str); 4] = [
    (SHORT, "short text"),
    (LONG, "long text"),
    (ONE, "one choice"),
    (SEVERAL, "several choices"),
];

/// Returns the step for the answers given so far.
pub(super) fn step(answers: &Answers) -> Step {
    let slots = repeated::slots(answers, &TEXT).into_iter();
    let slots = slots.filter(|slot| slot.number <= QUESTIONS);
    let count = repeated::named(answers, &TEXT).last().copied();
    let fields = slots.flat_map(|slot| {
        let number = slot.number;
        let kind = Kind::Long(QuestionText::CAP);
        let text = Field::new(TEXT.of(number), format!("Question {number}"), kind);
        let text = if slot.named {
            text
        } else {
            text.help("Requestors answer it in their request; leave it empty to ask nothing more.")
        };
        let details = slot.named.then(|| details(answers, number));
        let group = slot.named.then_some(Group {
            names: &NAMES,
            number,
            count: count.unwrap_or_default(),
        });
        let fields = std::iter::once(text).chain(details.into_iter().flatten());
        fields.map(move |field| match group {
            Some(group) => field.within(group),
            None => field,
        })
    });
    Step::new("Requestor information", fields.collect())
}

fn details(answers: &Answers, number: usize) -> Vec<Field> {
    let label = |words: &str| format!("{number}: {words}");
    let formats = FORMATS.map(|(value, words)| Pick::new(value, words));
    let formats = Kind::Choice(formats.to_vec());
    let mut fields = vec![
        languages::field(LANGUAGES.of(number), label("other languages")),
        Field::new(FORMAT.of(number), label("answer is"), formats).required(),
    ];
    if is_chosen(answers, number) {
        fields.extend(choices::fields(answers, number));
    } else {
        let pattern = Kind::Text(AnswerPattern::CAP);
        fields.push(
            Field::new(PATTERN.of(number), label("pattern"), pattern)
                .help("The whole answer must match it, such as [0-9]{4}; anything unless entered."),
        );
    }
    fields.push(Field::new(
        NEEDED.of(number),
        label("required"),
        Kind::Toggle,
    ));
    fields.push(
        Field::new(EDITABLE.of(number), label("editable"), Kind::Toggle)
            .help("Approvers may change the answer while they decide, its holder later."),
    );
    fields
}

fn is_chosen(answers: &Answers, number: usize) -> bool {
    matches!(answers.choice(&FORMAT.of(number)), Some(ONE | SEVERAL))
}

/// Adds the answers with which new questions begin.
pub(super) fn first(answers: Answers) -> Answers {
    (1..=QUESTIONS).fold(answers, |answers, number| {
        answers.with_choice(FORMAT.of(number), SHORT)
    })
}

/// Adds the answers that say what is asked.
pub(super) fn prefill(answers: Answers, terms: &PolicyTerms) -> Answers {
    let numbered = (1_usize..).zip(&terms.questions);
    numbered.fold(answers, |answers, (number, question)| {
        let answers = answers
            .with_text(TEXT.of(number), question.text.as_str())
            .with_text(PLACE.of(number), &number.to_string())
            .with_choice(FORMAT.of(number), format(&question.kind))
            .with_toggle(NEEDED.of(number), question.is_required)
            .with_toggle(EDITABLE.of(number), question.is_answer_editable);
        let key = LANGUAGES.of(number);
        let answers = languages::prefill(answers, key, &question.localizations);
        match &question.kind {
            QuestionKind::TextInput { regex_pattern, .. } => {
                let pattern = regex_pattern.as_ref().map_or("", AnswerPattern::as_str);
                answers.with_text(PATTERN.of(number), pattern)
            }
            QuestionKind::MultipleChoice { choices, .. } => {
                choices::prefill(answers, number, choices)
            }
        }
    })
}

const fn format(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::TextInput {
            is_single_line_question: true,
            ..
        } => SHORT,
        QuestionKind::TextInput { .. } => LONG,
        QuestionKind::MultipleChoice {
            is_multiple_selection_allowed: true,
            ..
        } => SEVERAL,
        QuestionKind::MultipleChoice { .. } => ONE,
    }
}

/// Reads what is asked; a question that was asked before stays the same one in other words, so
/// that what was answered to it still counts.
pub(super) fn read(read: &mut Reader<'_>, old: Option<&PolicyTerms>) -> Vec<Question> {
    let old = old.map_or(&[][..], |old| old.questions.as_slice());
    let named = repeated::named(read.answers(), &TEXT).into_iter();
    let mut sequence = 0_u32;
    let mut places = Vec::new();
    let questions = named.filter_map(|number| {
        let place = place(read.answers(), number);
        places.push(place.unwrap_or(usize::MAX));
        let old = place.and_then(|place| old.get(place));
        let text = read.text(&TEXT.of(number), QuestionText::parse);
        let before = old.map(|old| old.localizations.as_slice());
        let localizations = languages::read(read, &LANGUAGES.of(number), before);
        let kind = kind(read, number, old.map(|old| &old.kind));
        sequence = old.map_or_else(|| sequence.saturating_add(1), |old| old.sequence);
        let question = Question {
            id: old.map_or(QuestionId::MIN, |old| old.id),
            sequence,
            is_required: read.toggle(&NEEDED.of(number)),
            is_answer_editable: read.toggle(&EDITABLE.of(number)),
            text: text?,
            localizations,
            kind,
        };
        Some((number, question))
    });
    let (numbers, mut questions): (Vec<usize>, Vec<Question>) = questions.unzip();
    if !places.is_sorted() {
        for (question, sequence) in questions.iter_mut().zip(1..) {
            question.sequence = sequence;
        }
    }
    for (at, fault) in faults(&questions) {
        if let Some(number) = numbers.get(at - 1) {
            read.refuse(&TEXT.of(number), fault);
        }
    }
    questions
}

/// Returns the place, counted from 0, that a question had before.
fn place(answers: &Answers, number: usize) -> Option<usize> {
    let place: Option<usize> = answers.text(&PLACE.of(number)).parse().ok();
    place.and_then(|place| place.checked_sub(1))
}

fn kind(read: &mut Reader<'_>, number: usize, old: Option<&QuestionKind>) -> QuestionKind {
    if is_chosen(read.answers(), number) {
        let old = match old {
            Some(QuestionKind::MultipleChoice { choices, .. }) => choices.as_slice(),
            Some(QuestionKind::TextInput { .. }) | None => &[],
        };
        return QuestionKind::MultipleChoice {
            is_multiple_selection_allowed: read.answers().choice(&FORMAT.of(number))
                == Some(SEVERAL),
            choices: choices::read(read, number, old),
        };
    }
    QuestionKind::TextInput {
        is_single_line_question: read.answers().choice(&FORMAT.of(number)) != Some(LONG),
        regex_pattern: read.optional_text(&PATTERN.of(number), AnswerPattern::parse),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Opens the questions of the one policy of a package.
    fn at_questions(made: &mut Furnished) -> &mut Rehearsal {
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown");
        &mut made.desk
    }

    fn stored(desk: &Rehearsal) -> Value {
        let policy = desk.desk.tenant.policies.iter().next().unwrap();
        let mut questions = serde_json::to_value(&policy.terms.questions).unwrap();
        for question in questions.as_array_mut().unwrap() {
            question.as_object_mut().unwrap().remove("id");
        }
        questions
    }

    #[test]
    fn a_text_and_a_choice_are_asked_in_two_languages() {
        let mut made = Furnished::new();
        let desk = at_questions(&mut made);
        desk.type_text("Cost center?").press("tab");
        desk.type_text("de: Kostenstelle?").press("tab tab");
        desk.type_text("[0-9]{4}").press("tab space tab tab");
        desk.type_text("Which plant?").press("tab tab space space");
        desk.press("tab").type_text("BER").press("tab");
        desk.type_text("Berlin").press("tab");
        desk.type_text("fr: Berlin (DE)").press("tab");
        desk.type_text("PAR").press("tab tab tab tab tab space");
        desk.press("Ctrl-S").expect("Saved.");
        let asked = json!([
            {"@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", "sequence": 1,
                "isRequired": true, "isAnswerEditable": false, "text": "Cost center?",
                "localizations": [{"languageCode": "de", "text": "Kostenstelle?"}],
                "isSingleLineQuestion": true, "regexPattern": "[0-9]{4}"},
            {"@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion", "sequence": 2,
                "isRequired": false, "isAnswerEditable": true, "text": "Which plant?",
                "localizations": [], "isMultipleSelectionAllowed": false, "choices": [
                    {"actualValue": "BER", "text": "Berlin", "localizations": [
                        {"languageCode": "fr", "text": "Berlin (DE)"}]},
                    {"actualValue": "PAR", "text": null, "localizations": []}]},
        ]);
        assert_eq!(stored(desk), asked);
    }

    #[test]
    fn a_question_in_new_words_is_the_same_question_and_one_without_words_goes() {
        let mut made = Furnished::new();
        let desk = at_questions(&mut made);
        desk.type_text("Cost center?")
            .press("tab tab tab tab tab tab");
        desk.type_text("Room?").press("Ctrl-S").expect("Saved.");
        let ids = |desk: &Rehearsal| -> Vec<_> {
            let policy = desk.desk.tenant.policies.iter().next().unwrap();
            let questions = policy.terms.questions.iter();
            questions.map(|question| question.id).collect()
        };
        let before = ids(desk);
        desk.press("e pagedown Ctrl-U Ctrl-S").expect("Saved.");
        assert_eq!(ids(desk), before[1..]);
        desk.press("e pagedown Ctrl-U").type_text("Which room?");
        desk.press("Ctrl-S").expect("Saved.");
        assert_eq!(ids(desk), before[1..]);
        assert_eq!(stored(desk)[0]["text"], "Which room?");
    }

    #[test]
    fn a_question_is_moved_before_another_with_all_that_belongs_to_it() {
        let mut made = Furnished::new();
        let desk = at_questions(&mut made);
        desk.type_text("Cost center?").press("tab");
        desk.type_text("de: Kostenstelle?").press("tab tab");
        desk.type_text("[0-9]{4}").press("tab tab tab");
        desk.type_text("Which plant?").press("tab tab space space");
        desk.press("tab").type_text("BER").press("tab");
        desk.type_text("Berlin").press("Ctrl-S").expect("Saved.");
        let ids = |desk: &Rehearsal| -> Vec<_> {
            let policy = desk.desk.tenant.policies.iter().next().unwrap();
            let questions = policy.terms.questions.iter();
            questions.map(|question| question.id).collect()
        };
        let before = ids(desk);
        desk.press("e pagedown").expect_no("Alt-Up");
        desk.expect("Alt-Down move down").press("Alt-Down");
        desk.expect("* Question 2").expect("Alt-Up move up");
        desk.press("Ctrl-S").expect("Saved.");
        assert_eq!(ids(desk), [before[1], before[0]]);
        let asked = stored(desk);
        assert_eq!(
            (&asked[0]["text"], &asked[0]["sequence"]),
            (&json!("Which plant?"), &json!(1))
        );
        assert_eq!(asked[0]["choices"][0]["actualValue"], "BER");
        assert_eq!(
            (&asked[1]["text"], &asked[1]["sequence"]),
            (&json!("Cost center?"), &json!(2))
        );
        assert_eq!(asked[1]["localizations"][0]["text"], "Kostenstelle?");
        assert_eq!(asked[1]["regexPattern"], "[0-9]{4}");
    }

    #[test]
    fn all_that_is_wrong_with_questions_is_said_beside_them_at_once() {
        let mut made = Furnished::new();
        let desk = at_questions(&mut made);
        desk.type_text("Cost center?").press("tab");
        desk.type_text("Kostenstelle").press("tab tab");
        desk.type_text("[0-9").press("tab tab tab");
        desk.type_text("Which plant?")
            .press("tab tab space space space tab");
        desk.type_text("BER;PAR").press("Ctrl-S");
        desk.expect("save (3 problems)");
        desk.expect("is not a regular expression");
        desk.expect("names no language");
        desk.press("tab tab tab tab tab")
            .expect("offers a value with `;` in it");
    }

    #[test]
    fn an_edit_of_something_else_leaves_questions_as_they_are() {
        let mut made = Furnished::new();
        let desk = at_questions(&mut made);
        desk.type_text("Where?").press("tab").type_text("de: Wo?");
        desk.press("Ctrl-S").expect("Saved.");
        desk.press("e Ctrl-S").expect("NothingToChange");
    }
}
