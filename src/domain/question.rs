//! What a policy asks of its requestors, and what they answered.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::id::QuestionId;
use crate::domain::shape::{Member, Shape, Shaped, members};
use crate::domain::text::{AnswerPattern, AnswerText, Attribute, NameKey, QuestionText, TextError};

mod destination;
mod fault;
mod wants;

pub use destination::{Destination, question_about};
pub use fault::faults;
pub use wants::Wants;

/// The most questions that a policy may ask.
pub const QUESTIONS: usize = 20;
/// The most characters of an answer on one line.
pub const SHORT_ANSWER: usize = 200;
/// What stands between the values of an answer that chose several.
pub const SEPARATOR: char = ';';

members! {
    /// A text in another language.
    pub struct Localization {
        /// The language, such as `de` or `pt-BR`.
        language_code: Attribute,
        /// The text in it.
        text: QuestionText,
    }

    /// A value that can be chosen as an answer.
    pub struct Choice {
        /// What is stored.
        actual_value: AnswerText,
        /// What people read; the value itself where nothing is said.
        text: Option<QuestionText>,
        /// What people of other languages read.
        #[serde(default)]
        localizations: Vec<Localization>,
    }

    /// An answer as a command has it.
    pub struct GivenAnswer {
        /// Which question it answers.
        answered_question: AnsweredQuestion,
        /// The answer; without one an earlier answer goes.
        value: Option<AnswerText>,
    }

    /// The question that is answered.
    pub struct AnsweredQuestion {
        /// Its identifier, or its text.
        id: QuestionText,
    }
}

/// A question of a policy, in Graph's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Which question; the nil identifier until the policy is stored.
    #[serde(default = "unnumbered")]
    pub id: QuestionId,
    /// Where it stands among the others.
    #[serde(default)]
    pub sequence: u32,
    /// Whether a request needs an answer.
    #[serde(default)]
    pub is_required: bool,
    /// Whether the answer may be changed later, by whoever gave it and by approvers.
    #[serde(default)]
    pub is_answer_editable: bool,
    /// The question itself.
    pub text: QuestionText,
    /// The question in other languages.
    #[serde(default)]
    pub localizations: Vec<Localization>,
    /// What an answer looks like.
    #[serde(flatten)]
    pub kind: QuestionKind,
}

const fn unnumbered() -> QuestionId {
    QuestionId::MIN
}

/// What an answer to a question looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
pub enum QuestionKind {
    /// Text.
    #[serde(rename = "#microsoft.graph.accessPackageTextInputQuestion")]
    TextInput {
        /// Whether it is one line of at most 200 characters.
        #[serde(default)]
        is_single_line_question: bool,
        /// The pattern that the whole answer must match.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        regex_pattern: Option<AnswerPattern>,
    },
    /// One or several of a few values.
    #[serde(rename = "#microsoft.graph.accessPackageMultipleChoiceQuestion")]
    MultipleChoice {
        /// Whether several may be chosen.
        #[serde(default)]
        is_multiple_selection_allowed: bool,
        /// The values.
        choices: Vec<Choice>,
    },
}

/// A question that was put, and what was answered to it.
///
/// It keeps the question as it was then: later edits of the policy do not touch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskedQuestion {
    /// The question.
    pub question: Question,
    /// The answer, if one was given.
    pub answer: Option<AnswerText>,
    /// The attribute that the answer becomes; none where only people read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
}

/// Finds the text for readers of a language: exactly theirs, else that of the language at large,
/// else the one for everybody.
fn localized<'a>(
    localizations: &'a [Localization],
    language: Option<&str>,
    default: &'a str,
) -> &'a str {
    let find = |wanted: &str| {
        let mut found = localizations.iter();
        let same = |code: &Attribute| code.as_str().eq_ignore_ascii_case(wanted);
        found.find(|localization| same(&localization.language_code))
    };
    let large = |language: &str| language.split('-').next().and_then(find);
    language
        .and_then(|language| find(language).or_else(|| large(language)))
        .map_or(default, |localization| localization.text.as_str())
}

impl Choice {
    /// Returns the words that a reader of a language sees.
    pub fn label(&self, language: Option<&str>) -> &str {
        let text = self.text.as_ref();
        let default = text.map_or(self.actual_value.as_str(), QuestionText::as_str);
        localized(&self.localizations, language, default)
    }
}

impl Question {
    /// Returns the words that a reader of a language sees.
    pub fn label(&self, language: Option<&str>) -> &str {
        localized(&self.localizations, language, self.text.as_str())
    }

    /// Tells whether a command means this question: by its identifier or by its text.
    pub fn is_meant_by(&self, name: &QuestionText) -> bool {
        let guid = Uuid::parse_str(name.as_str());
        guid.is_ok_and(|guid| guid == self.id.guid()) || name.key() == self.text.key()
    }

    /// Says what an answer must be, if this one is not it.
    pub fn wants(&self, answer: &AnswerText) -> Option<Wants> {
        let text = answer.as_str();
        match &self.kind {
            QuestionKind::TextInput {
                is_single_line_question,
                regex_pattern,
            } => {
                let short = text.chars().count() <= SHORT_ANSWER && !text.contains('\n');
                if *is_single_line_question && !short {
                    return Some(Wants::OneLine);
                }
                let pattern = regex_pattern.as_ref();
                let unmatched = pattern.filter(|pattern| !pattern.is_matched_by(text));
                unmatched.map(|pattern| Wants::Pattern(pattern.clone()))
            }
            QuestionKind::MultipleChoice { choices, .. } => {
                let known = |value: &str| {
                    let key = NameKey::of(value);
                    choices
                        .iter()
                        .any(|choice| choice.actual_value.key() == key)
                };
                let values = self.values(answer);
                (values.is_empty() || !values.iter().all(|value| known(value)))
                    .then(|| Wants::Choice(choices.clone()))
            }
        }
    }

    /// Lists the values that an answer chose, or the answer itself where nothing is chosen.
    pub fn values<'a>(&self, answer: &'a AnswerText) -> Vec<&'a str> {
        let text = answer.as_str();
        if matches!(
            self.kind,
            QuestionKind::MultipleChoice {
                is_multiple_selection_allowed: true,
                ..
            }
        ) {
            let values = text.split(SEPARATOR).map(str::trim);
            values.filter(|value| !value.is_empty()).collect()
        } else {
            vec![text]
        }
    }

    /// Returns an answer as a reader of a language sees it.
    pub fn display(&self, answer: &AnswerText, language: Option<&str>) -> String {
        let label = |value: &str| {
            let QuestionKind::MultipleChoice { choices, .. } = &self.kind else {
                return value.to_owned();
            };
            let key = NameKey::of(value);
            let mut found = choices.iter();
            found
                .find(|choice| choice.actual_value.key() == key)
                .map_or(value, |choice| choice.label(language))
                .to_owned()
        };
        let labels: Vec<String> = self.values(answer).into_iter().map(label).collect();
        labels.join("; ")
    }
}

const LOCALIZATIONS: Member = Member::new("localizations", <Vec<Localization>>::SHAPE, false);

const fn id(raw: &str) -> Result<(), TextError> {
    match Uuid::try_parse_ascii(raw.as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => Err(TextError::Malformed("a GUID")),
    }
}

/// Describes a kind of question: its own members, after those that every question has.
macro_rules! question_members {
    ($($own:expr),*) => {
        &[
            Member::new("id", Shape::Text(id), false),
            Member::new("sequence", Shape::Number, false),
            Member::new("isRequired", Shape::Boolean, false),
            Member::new("isAnswerEditable", Shape::Boolean, false),
            Member::new("text", QuestionText::SHAPE, true),
            LOCALIZATIONS,
            $($own,)*
        ]
    };
}

impl Shaped for Question {
    const SHAPE: Shape = Shape::Tagged(&[
        (
            "#microsoft.graph.accessPackageTextInputQuestion",
            question_members!(
                Member::new("isSingleLineQuestion", Shape::Boolean, false),
                Member::new("regexPattern", AnswerPattern::SHAPE, false)
            ),
        ),
        (
            "#microsoft.graph.accessPackageMultipleChoiceQuestion",
            question_members!(
                Member::new("isMultipleSelectionAllowed", Shape::Boolean, false),
                Member::new("choices", <Vec<Choice>>::SHAPE, true)
            ),
        ),
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> QuestionText {
        QuestionText::parse(raw).unwrap()
    }

    fn answer(raw: &str) -> AnswerText {
        AnswerText::parse(raw).unwrap()
    }

    fn question(kind: QuestionKind) -> Question {
        Question {
            id: QuestionId::MIN,
            sequence: 0,
            is_required: true,
            is_answer_editable: false,
            text: text("Which plant?"),
            localizations: vec![Localization {
                language_code: Attribute::parse("de").unwrap(),
                text: text("Welches Werk?"),
            }],
            kind,
        }
    }

    fn choosing(is_multiple_selection_allowed: bool) -> Question {
        let choices = [("BER", "Berlin"), ("PAR", "Paris")];
        let choices = choices.map(|(value, label)| Choice {
            actual_value: answer(value),
            text: Some(text(label)),
            localizations: Vec::new(),
        });
        question(QuestionKind::MultipleChoice {
            is_multiple_selection_allowed,
            choices: choices.to_vec(),
        })
    }

    #[test]
    fn a_reader_sees_the_question_in_their_language_or_in_the_common_one() {
        let asked = choosing(false);
        assert_eq!(asked.label(Some("de-AT")), "Welches Werk?");
        assert_eq!(asked.label(Some("fr")), "Which plant?");
        assert_eq!(asked.label(None), "Which plant?");
    }

    #[test]
    fn a_pattern_has_to_match_the_whole_answer() {
        let asked = question(QuestionKind::TextInput {
            is_single_line_question: true,
            regex_pattern: Some(AnswerPattern::parse("[0-9]{4}|none").unwrap()),
        });
        assert_eq!(asked.wants(&answer("1234")), None);
        assert!(asked.wants(&answer("12345")).is_some());
        assert!(asked.wants(&answer("no 1234")).is_some());
    }

    #[test]
    fn a_short_answer_is_one_line_of_at_most_200_characters() {
        let asked = question(QuestionKind::TextInput {
            is_single_line_question: true,
            regex_pattern: None,
        });
        assert_eq!(asked.wants(&answer(&"x".repeat(200))), None);
        assert_eq!(asked.wants(&answer(&"x".repeat(201))), Some(Wants::OneLine));
        assert_eq!(asked.wants(&answer("a\nb")), Some(Wants::OneLine));
    }

    #[test]
    fn several_values_are_taken_only_where_several_may_be_chosen() {
        assert_eq!(choosing(true).wants(&answer("BER;PAR")), None);
        assert!(choosing(false).wants(&answer("BER;PAR")).is_some());
        assert!(choosing(true).wants(&answer("BER;ROM")).is_some());
        assert_eq!(
            choosing(true).display(&answer("BER;PAR"), None),
            "Berlin; Paris"
        );
    }
}
