//! One field for what readers of other languages see: `de: Welches Werk? | fr: Quelle usine ?`.

use crate::domain::question::Localization;
use crate::domain::text::{Attribute, QuestionText};
use crate::ui::form::{Answers, Field, FieldKey, Kind, Reader};

/// What stands between two languages.
const BETWEEN: char = '|';
/// The longest that all languages of one text may be together.
const CAP: usize = 5_000;

/// Returns the field.
pub(super) fn field(key: FieldKey, label: String) -> Field {
    Field::new(key, label, Kind::Text(CAP)).help("Such as de: Welches Werk? | fr: Quelle usine ?")
}

/// Returns what the field says of texts in other languages.
fn written(localizations: &[Localization]) -> String {
    let texts = localizations.iter().map(|it| {
        let text = it.text.as_str().replace('\n', " ");
        format!("{}: {text}", it.language_code.as_str())
    });
    let texts: Vec<String> = texts.collect();
    texts.join(" | ")
}

/// Adds the answer that says what there is in other languages.
pub(super) fn prefill(answers: Answers, key: FieldKey, there: &[Localization]) -> Answers {
    answers.with_text(key, &written(there))
}

/// Reads the field; texts that it cannot show whole stay as they are until it is edited.
pub(super) fn read(
    read: &mut Reader<'_>,
    key: &FieldKey,
    old: Option<&[Localization]>,
) -> Vec<Localization> {
    let typed = read.answers().text(key).trim();
    if let Some(old) = old
        && written(old).trim() == typed
    {
        return old.to_vec();
    }
    let parts = typed.split(BETWEEN).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    for part in parts {
        match localization(part) {
            Some(text) => found.push(text),
            None => read.refuse(key, &format!("has \"{part}\", which names no language")),
        }
    }
    found
}

fn localization(part: &str) -> Option<Localization> {
    let (code, text) = part.split_once(':')?;
    let is_code = |code: &str| code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let code = code.trim();
    Some(Localization {
        language_code: Attribute::parse(code).ok().filter(|_| is_code(code))?,
        text: QuestionText::parse(text).ok()?,
    })
}
