//! The answers of requestors, as queries show them.

use serde_json::{Value, json};

use crate::domain::question::AskedQuestion;
use crate::script::query::Asked;

/// Lists answers in Graph's form, with what the asker reads in their language.
pub(super) fn answers(asked: &Asked<'_>, questions: &[AskedQuestion]) -> Vec<Value> {
    let language = asked.tenant.language_of(asked.viewer);
    let answered = questions.iter().filter_map(|asked| {
        let (question, answer) = (&asked.question, asked.answer.as_ref()?);
        Some(json!({
            "@odata.type": "#microsoft.graph.accessPackageAnswerString",
            "value": answer,
            "displayValue": question.display(answer, language),
            "answeredQuestion": {
                "id": question.id,
                "text": question.label(language),
                "isRequired": question.is_required,
                "isAnswerEditable": question.is_answer_editable,
            },
        }))
    });
    answered.collect()
}
