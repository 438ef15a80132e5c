//! A run of lines: who acts, what has been bound, and how one line is carried out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::id::{CommandId, ObjectKind, ObjectRef, Person};
use crate::engine::{Engine, Receipt, Terms};
use crate::script::bindings::Bindings;
use crate::script::fill::{Leaf, Scope};
use crate::script::json::{Malformed, Node};
use crate::script::line::{Line, Verb};
use crate::script::output::to_line;
use crate::script::pin::Pin;
use crate::script::query::{self, Asked};
use crate::script::receipt::Accepted;
use crate::script::resolve::{Resolver, Viewer};
use crate::script::trouble::Trouble;
use crate::store::fs::Fs;

/// Every kind of object, for references that do not say which they want.
pub(crate) const ANY_KIND: &[ObjectKind] = &[
    ObjectKind::AccessPackage,
    ObjectKind::Policy,
    ObjectKind::Catalog,
    ObjectKind::Resource,
    ObjectKind::Group,
    ObjectKind::User,
    ObjectKind::ExternalPerson,
    ObjectKind::Directory,
    ObjectKind::Request,
    ObjectKind::Assignment,
];

/// A run of lines against one engine.
#[derive(Debug)]
pub struct Session<'engine, F: Fs> {
    engine: &'engine mut Engine<F>,
    bindings: Bindings,
    persona: Option<String>,
    lines: usize,
}

impl<'engine, F: Fs> Session<'engine, F> {
    /// Begins a run; `persona` acts on lines that do not say who does.
    pub fn new(engine: &'engine mut Engine<F>, persona: Option<String>) -> Self {
        Self {
            engine,
            bindings: Bindings::default(),
            persona,
            lines: 0,
        }
    }

    /// Returns the engine.
    pub const fn engine(&self) -> &Engine<F> {
        self.engine
    }

    /// Tells whether an earlier line has bound a name.
    pub fn is_bound(&self, name: &str) -> bool {
        self.bindings.is_bound(name)
    }

    /// Carries out a line and returns its answer as JSON on one line.
    pub fn perform(&mut self, number: usize, line: &Line) -> Result<String, Trouble> {
        line.check(&|name| self.is_bound(name))?;
        self.engine.catch_up()?;
        self.lines += 1;
        let answer = match line.verb {
            Verb::Do(row) => {
                let receipt = self.execute(row.name, line)?;
                to_line(&Accepted::of(number, &receipt))
            }
            Verb::Desk(row) => {
                let receipt = self.operate(row.name, line)?;
                to_line(&Accepted::of(number, &receipt))
            }
            Verb::Pin => to_line(&self.pin(number, line)?),
            Verb::List(row) => to_line(&query::list(row, line, &self.asked(line)?)?),
            Verb::Show(row) => to_line(&query::show(row, line, &self.asked(line)?)?),
            Verb::Why(row) if row.name == query::REFUSAL => to_line(&self.why_refused(line)?),
            Verb::Why(row) => to_line(&query::why(row, line, &self.asked(line)?)?),
        };
        answer.map_err(|error| Malformed::at(line.column(), error.to_string()).into())
    }

    fn execute(&mut self, name: &str, line: &Line) -> Result<Receipt, Trouble> {
        let actor = self.actor(line)?;
        let mut resolver = self.resolver(Viewer::Person(actor));
        let command = line.command(name, &mut resolver)?;
        let terms = self.terms(line, Viewer::Person(actor))?;
        let preview = line.member("preview").map(Node::boolean).transpose()?;
        if preview == Some(true) {
            return Ok(self.engine.preview(actor, &command, &terms)?);
        }
        let receipt = self.engine.execute(actor, &command, &terms)?;
        self.bindings.note(line.let_name()?, &receipt.bindings);
        Ok(receipt)
    }

    fn operate(&mut self, name: &str, line: &Line) -> Result<Receipt, Trouble> {
        let mut resolver = self.resolver(Viewer::Operator);
        let command = line.desk_command(name, &mut resolver)?;
        let terms = self.terms(line, Viewer::Operator)?;
        let receipt = self.engine.operate(&command, &terms)?;
        self.bindings.note(line.let_name()?, &receipt.bindings);
        Ok(receipt)
    }

    fn pin(&mut self, number: usize, line: &Line) -> Result<Value, Trouble> {
        if self.lines > 1 {
            let error = "pinSession stands on the first line only";
            return Err(Malformed::at(line.column(), error).into());
        }
        let filled = line.fill_with(&mut self.resolver(Viewer::Operator))?;
        let pin: Pin = serde_json::from_value(Value::Object(filled))
            .map_err(|error| Malformed::at(line.column(), error.to_string()))?;
        self.engine.pin(pin.surroundings());
        Ok(json!({"ok": true, "line": number}))
    }

    /// Answers why a line would be refused, by previewing it.
    fn why_refused(&mut self, line: &Line) -> Result<Value, Trouble> {
        let inner = query::refused_line(line)?;
        let Verb::Do(row) = inner.verb else {
            let error = "only a line with \"do\" can be explained";
            return Err(Malformed::at(inner.column(), error).into());
        };
        let asker = self.actor(line)?;
        let actor = match inner.member("as") {
            Some(_) => self.actor(&inner)?,
            None => asker,
        };
        query::may_ask_about(self.engine.tenant(), asker, actor)?;
        let command = inner.command(row.name, &mut self.resolver(Viewer::Person(actor)));
        let previewed = match command {
            Ok(command) => {
                let terms = self.terms(&inner, Viewer::Person(actor))?;
                self.engine
                    .preview(actor, &command, &terms)
                    .map_err(Trouble::from)
            }
            Err(fault) => Err(fault.into()),
        };
        let tenant = self.engine.tenant();
        match previewed {
            Ok(_) => Ok(query::verdict(tenant, Ok(()), &[])),
            Err(Trouble::Refused(refused)) => {
                let walk = refused.walk.0.clone();
                Ok(query::verdict(tenant, Err(refused.refusal), &walk))
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn asked(&self, line: &Line) -> Result<Asked<'_>, Trouble> {
        let viewer = self.actor(line)?;
        Ok(Asked {
            tenant: self.engine.tenant(),
            history: &self.engine.desk().history,
            viewer,
            now: self.engine.now(),
            resolver: self.resolver(Viewer::Person(viewer)),
            head: self.engine.store().head(),
            commit: Box::new(|seq| self.engine.store().commit_at(seq)),
            filters: BTreeMap::new(),
        })
    }

    fn resolver(&self, viewer: Viewer) -> Resolver<'_> {
        Resolver {
            tenant: self.engine.tenant(),
            viewer,
            bindings: &self.bindings,
            now: self.engine.now(),
        }
    }

    /// Finds out who acts on a line.
    fn actor(&self, line: &Line) -> Result<Person, Trouble> {
        let named = line.member("as");
        let text = match named {
            Some(node) => node.text()?,
            None => self.persona.as_deref().ok_or_else(|| {
                let error = "nobody acts: give \"as\", or --persona for all lines";
                Malformed::at(line.column(), error)
            })?,
        };
        let leaf = Leaf {
            field: "as",
            text,
            column: named.map_or(line.column(), |node| node.column),
        };
        let person = self.resolver(Viewer::Operator).person(leaf)?;
        Ok(self.engine.tenant().acting_as(person))
    }

    fn terms(&self, line: &Line, viewer: Viewer) -> Result<Terms, Trouble> {
        let mut terms = Terms::default();
        if let Some(node) = line.member("id") {
            let guid = uuid::Uuid::parse_str(node.text()?)
                .map_err(|_| Malformed::at(node.column, "\"id\" is not a GUID"))?;
            terms.id = Some(CommandId::new(guid));
        }
        if let Some(node) = line.member("acknowledge") {
            for code in node.items()? {
                terms.acknowledge.push(code.text()?.to_owned());
            }
        }
        if let Some(node) = line.member("revisions") {
            for entry in node.entries()? {
                let leaf = Leaf {
                    field: "revisions",
                    text: &entry.name,
                    column: entry.column,
                };
                let object: ObjectRef =
                    self.resolver(viewer)
                        .find(leaf, ANY_KIND, Scope::default())?;
                terms.revisions.push((object, entry.value.number()?));
            }
        }
        Ok(terms)
    }
}
