//! Finds what would let somebody see and request a package, as scripts are told it.

use serde_json::{Value, json};

use crate::app::output::ask;
use crate::domain::id::{PackageId, Person};
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::engine::{Engine, Terms};
use crate::script::{Line, Session};
use crate::store::fs::Fs;
use crate::ui::modal::Way;

/// The questions, and what is so once they are answered with yes.
const QUESTIONS: [(&str, &str); 2] = [
    ("canSee", "finds it by browsing"),
    ("canRequest", "may request it"),
];

/// Returns the smallest changes that would turn the answers which are "no", as far as single
/// commands do; with the command where the persona may give it.
pub(super) fn find<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    package: PackageId,
    person: Person,
) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for (question, then) in QUESTIONS {
        let Some(mut way) = way(engine, persona, question, package, person) else {
            continue;
        };
        if let Some(earlier) = ways.iter_mut().find(|earlier| earlier.text == way.text) {
            earlier.then = Safe::line(&format!("{} and {then}", earlier.then));
        } else {
            way.then = Safe::line(&format!("{} {then}", way.then));
            ways.push(way);
        }
    }
    ways
}

/// Returns the change that would turn the answer to a question about a person, named in `then`.
fn way<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    question: &str,
    package: PackageId,
    person: Person,
) -> Option<Way> {
    let about = json!({
        "person": person.object().guid().to_string(),
        "accessPackage": package.guid().to_string(),
    });
    let answer = ask(engine, persona, &json!({"why": question, "with": about}))?;
    let change = answer.get("change")?;
    let text = change.get("text").and_then(Value::as_str)?;
    let name = engine.tenant().name_of(person.object()).unwrap_or_default();
    let then = Safe::line(name);
    let line = Line::read(&change.get("line")?.to_string()).ok()?;
    let command = Session::new(engine, None).command(persona, &line);
    let may = |command: &_| {
        // A warning is put to whoever gives the command; it does not mean that they may not.
        let terms = Terms {
            acknowledge: Refusal::WARNINGS.iter().map(ToString::to_string).collect(),
            ..Terms::default()
        };
        let preview = engine.preview(persona, command, &terms);
        preview.is_ok()
    };
    Some(Way {
        then,
        text: Safe::line(text),
        command: command.filter(may).map(Box::new),
    })
}
