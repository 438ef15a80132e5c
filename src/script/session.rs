//! A run of lines: who acts, what has been bound, and how one line is carried out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::authority::{signed_in, visible};
use crate::domain::command::Command;
use crate::domain::commit::Actor;
use crate::domain::id::{CommandId, ObjectKind, ObjectRef, Person};
use crate::domain::sweep::Due;
use crate::domain::walk::Walk;
use crate::engine::{Engine, Receipt, Terms};
use crate::script::bindings::Bindings;
use crate::script::fill::{Leaf, Scope};
use crate::script::json::{Malformed, Node};
use crate::script::line::{Line, Verb};
use crate::script::output::to_line;
use crate::script::pin::{self, Pin};
use crate::script::query::{self, Asked};
use crate::script::receipt::{Accepted, named};
use crate::script::resolve::{Resolver, Viewer};
use crate::script::trouble::Trouble;
use crate::store::fs::Fs;

mod explaining;

/// Every kind of object, for references that do not say which they want.
pub(crate) const ANY_KIND: &[ObjectKind] = &[
    ObjectKind::AccessPackage,
    ObjectKind::Policy,
    ObjectKind::Catalog,
    ObjectKind::Resource,
    ObjectKind::Group,
    ObjectKind::Application,
    ObjectKind::Site,
    ObjectKind::DirectoryRole,
    ObjectKind::User,
    ObjectKind::ExternalPerson,
    ObjectKind::Directory,
    ObjectKind::Request,
    ObjectKind::Assignment,
    ObjectKind::RoleAssignment,
    ObjectKind::ResourceRequest,
    ObjectKind::Review,
    ObjectKind::CustomExtension,
    ObjectKind::Callout,
    ObjectKind::Delegation,
];

/// What a line orders, with every name looked up.
struct Order {
    actor: Person,
    command: Command,
    terms: Terms,
}

/// Reads the identifier by which a command is recognized when it comes again.
fn command_id(line: &Line) -> Result<Option<CommandId>, Malformed> {
    let Some(node) = line.member("id") else {
        return Ok(None);
    };
    let guid = uuid::Uuid::parse_str(node.text()?)
        .map_err(|_| Malformed::at(node.column, "\"id\" is not a GUID"))?;
    Ok(Some(CommandId::new(guid)))
}

/// A run of lines against one engine.
#[derive(Debug)]
pub struct Session<'engine, F: Fs> {
    engine: &'engine mut Engine<F>,
    bindings: Bindings,
    persona: Option<String>,
    lines: usize,
    /// Whether the first line let the clock stand still.
    pinned: bool,
}

impl<'engine, F: Fs> Session<'engine, F> {
    /// Begins a run; `persona` acts on lines that do not say who does.
    pub fn new(engine: &'engine mut Engine<F>, persona: Option<String>) -> Self {
        Self {
            engine,
            bindings: Bindings::default(),
            persona,
            lines: 0,
            pinned: false,
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
                let is_preview = receipt.seq == 0;
                let affected = is_preview.then(|| self.engine.affected(&receipt)).flatten();
                let tenant = self.engine.tenant();
                let accepted = Accepted::of(number, &receipt);
                to_line(&accepted.touching(tenant, affected.as_ref()))
            }
            Verb::Desk(row) => {
                let receipt = self.operate(row.name, line)?;
                to_line(&Accepted::of(number, &receipt))
            }
            Verb::Pin => to_line(&self.pin(number, line)?),
            Verb::List(row) => {
                let coming = self.coming(line)?;
                let asked = Asked {
                    coming,
                    ..self.asked(line)?
                };
                query::list(row, line, &asked)?.into_line()
            }
            Verb::Show(row) => to_line(&query::show(row, line, &self.asked(line)?)?),
            Verb::Why(row) if row.name == query::REFUSAL => to_line(&self.why_refused(line)?),
            Verb::Why(row) => to_line(&self.explain(row, line)?),
        };
        answer.map_err(|error| Malformed::at(line.column(), error.to_string()).into())
    }

    fn execute(&mut self, name: &str, line: &Line) -> Result<Receipt, Trouble> {
        let preview = line.member("preview").map(Node::boolean).transpose()?;
        if preview == Some(true) {
            let order = self.order(name, line)?;
            return Ok(self
                .engine
                .preview(order.actor, &order.command, &order.terms)?);
        }
        let receipt = if let Some(receipt) = self.engine.receipt_of(command_id(line)?)? {
            receipt
        } else {
            let order = self.order(name, line);
            let Order {
                actor,
                command,
                terms,
            } = order.map_err(|trouble| self.turned_away(line, name, trouble))?;
            self.engine.execute(actor, &command, &terms)?
        };
        self.bindings.note(line.let_name()?, &receipt.bindings);
        Ok(receipt)
    }

    /// Reads who orders what, with every name looked up.
    fn order(&self, name: &str, line: &Line) -> Result<Order, Trouble> {
        self.order_of(self.actor(line)?, name, line)
    }

    /// Reads the command of a line as somebody would give it; nothing that they could not name.
    pub fn command(&self, actor: Person, line: &Line) -> Option<Command> {
        let Verb::Do(row) = line.verb else {
            return None;
        };
        let order = self.order_of(actor, row.name, line).ok()?;
        Some(order.command)
    }

    fn order_of(&self, actor: Person, name: &str, line: &Line) -> Result<Order, Trouble> {
        let mut walk = Walk::default();
        if let Err(refusal) = signed_in(self.engine.tenant(), actor, &mut walk) {
            return Err(Trouble::refused(refusal, walk));
        }
        let viewer = Viewer::Person(actor);
        match line.command(name, &mut self.resolver(viewer)) {
            Ok(command) => Ok(Order {
                actor,
                command,
                terms: self.terms(line, viewer)?,
            }),
            Err(fault) => Err(Trouble::of_fault(fault, walk)),
        }
    }

    /// Writes a refusal down that was met before the door; other trouble stays what it is.
    ///
    /// Where nobody is known by the name that acts, it is the operator who is refused.
    fn turned_away(&mut self, line: &Line, name: &str, trouble: Trouble) -> Trouble {
        let Trouble::Refused(refused) = trouble else {
            return trouble;
        };
        let who = match (line.verb, self.actor(line)) {
            (Verb::Do(_), Ok(actor)) => Actor::Person(actor),
            (_, Ok(_) | Err(_)) => Actor::Operator,
        };
        self.engine.turn_away(who, name, *refused).into()
    }

    fn operate(&mut self, name: &str, line: &Line) -> Result<Receipt, Trouble> {
        let receipt = if let Some(receipt) = self.engine.receipt_of(command_id(line)?)? {
            receipt
        } else {
            let terms = self.terms(line, Viewer::Operator)?;
            let command = line.desk_command(name, &mut self.resolver(Viewer::Operator));
            let command = command.map_err(|fault| self.turned_away(line, name, fault.into()))?;
            self.engine.operate(&command, &terms)?
        };
        self.bindings.note(line.let_name()?, &receipt.bindings);
        Ok(receipt)
    }

    fn pin(&mut self, number: usize, line: &Line) -> Result<Value, Trouble> {
        if self.lines > 1 {
            return Err(pin::misplaced(line).into());
        }
        let filled = line.fill_with(&mut self.resolver(Viewer::Operator))?;
        let pin: Pin = serde_json::from_value(Value::Object(filled))
            .map_err(|error| Malformed::at(line.column(), error.to_string()))?;
        let machine = self.engine.machine_time(pin.clock);
        self.engine.pin(pin.surroundings(machine));
        self.pinned = true;
        Ok(json!({"ok": true, "line": number}))
    }

    fn asked(&self, line: &Line) -> Result<Asked<'_>, Trouble> {
        let viewer = self.actor(line)?;
        Ok(Asked {
            tenant: self.engine.tenant(),
            history: &self.engine.desk().history,
            viewer,
            now: self.engine.now(),
            pinned: self.pinned,
            resolver: self.resolver(Viewer::Person(viewer)),
            head: self.engine.store().head(),
            commits: Box::new(|wanted, each| self.engine.store().commits(wanted, each)),
            filters: BTreeMap::new(),
            coming: Vec::new(),
        })
    }

    /// Looks ahead for a line that asks what time will do; for every other one there is nothing to
    /// see.
    fn coming(&mut self, line: &Line) -> Result<Vec<(Due, Value)>, Trouble> {
        let viewer = self.actor(line)?;
        let resolver = self.resolver(Viewer::Person(viewer));
        let Some(until) = query::horizon(line, resolver)? else {
            return Ok(Vec::new());
        };
        let now = self.engine.now();
        let mut coming = Vec::new();
        self.engine.look_ahead(until, |tenant, due| {
            if visible(tenant, viewer, due.object, now) {
                coming.push((due, named(tenant, due.object)));
            }
        });
        Ok(coming)
    }

    fn resolver(&self, viewer: Viewer) -> Resolver<'_> {
        Resolver {
            tenant: self.engine.tenant(),
            history: &self.engine.desk().history,
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
            None => self.persona.as_deref().ok_or_else(|| line.nobody_acts())?,
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
        let mut terms = Terms {
            id: command_id(line)?,
            ..Terms::default()
        };
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
