//! Reads lines as the program does, and gives them to an engine.

use accessdesk::domain::command::Command;
use accessdesk::domain::id::Person;
use accessdesk::domain::impact::Affected;
use accessdesk::engine::{Engine, Terms};
use accessdesk::script::bindings::Bindings;
use accessdesk::script::fill::Leaf;
use accessdesk::script::line::Verb;
use accessdesk::script::resolve::{Resolver, Viewer};
use accessdesk::script::{Line, Session, Trouble};
use accessdesk::store::fs::MemoryFs;

/// Reads a line of a persona's: who acts, the command, and the codes of the warnings read.
pub(super) fn understood(
    engine: &Engine<MemoryFs>,
    line: &Line,
) -> Result<Option<(Person, Command, Terms)>, Trouble> {
    let (Verb::Do(row), Some(actor)) = (line.verb, line.text("as")?) else {
        return Ok(None);
    };
    let leaf = Leaf {
        field: "as",
        text: actor,
        column: 1,
    };
    let bindings = Bindings::default();
    let resolver = |viewer| Resolver {
        tenant: engine.tenant(),
        history: &engine.desk().history,
        viewer,
        bindings: &bindings,
        now: engine.now(),
    };
    let actor = resolver(Viewer::Operator).person(leaf)?;
    let command = line.command(row.name, &mut resolver(Viewer::Person(actor)))?;
    let mut terms = Terms::default();
    if let Some(codes) = line.member("acknowledge") {
        for code in codes.items()? {
            terms.acknowledge.push(code.text()?.to_owned());
        }
    }
    Ok(Some((actor, command, terms)))
}

/// Says what a line of a persona's would come to; takes the short way, past the store.
pub(super) fn previewed(engine: &mut Engine<MemoryFs>, text: &str) -> Result<(), Trouble> {
    let line = Line::read(text)?;
    if let Some((actor, command, terms)) = understood(engine, &line)? {
        engine.preview(actor, &command, &terms)?;
    }
    Ok(())
}

/// Says whom a line of a persona's would touch, where it would be accepted.
pub(crate) fn foreseen(engine: &mut Engine<MemoryFs>, text: &str) -> Option<Affected> {
    let line = Line::read(text).ok()?;
    let (actor, command, terms) = understood(engine, &line).ok()??;
    let receipt = engine.preview(actor, &command, &terms).ok()?;
    Some(engine.foresee(&receipt))
}

/// Carries out a line.
pub(super) fn carry_out(engine: &mut Engine<MemoryFs>, text: &str) -> Result<String, Trouble> {
    let line = Line::read(text)?;
    Session::new(engine, None).perform(1, &line)
}

/// Returns the code of the rule that refused a line; `malformed` when it said nothing sensible.
pub(super) fn code(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Malformed(_) => "malformed".to_owned(),
        Trouble::Refused(refused) => refused.refusal.code().to_owned(),
        Trouble::Store(_) | Trouble::Append(_) => panic!("{trouble}"),
    }
}
