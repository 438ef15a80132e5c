//! One line of a script: its verb, who acts, and what comes with it.
//!
//! Reading a line looks nothing up; [`Line::check`] finds every mistake that can be found that way.

use serde_json::{Map, Value, json};

use crate::domain::command::{Command, CommandRow, DeskCommand};
use crate::domain::id::{ObjectKind, Principal};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::shape::Member;
use crate::script::fill::{self, Fault, Leaves, Scope};
use crate::script::json::{Content, Entry, Malformed, Node, read};
use crate::script::near::near;
use crate::script::pin;
use crate::script::query;

mod culprit;

/// What a line asks for.
#[derive(Debug, Clone, Copy)]
pub enum Verb {
    /// A command of a persona.
    Do(&'static CommandRow),
    /// A command of the operator.
    Desk(&'static CommandRow),
    /// Makes the run repeatable; the first line only.
    Pin,
    /// Rows of a list.
    List(&'static query::ListRow),
    /// One object.
    Show(&'static query::ShowRow),
    /// An explanation.
    Why(&'static query::WhyRow),
}

/// The names of the verbs.
const VERBS: &[&str] = &["do", "desk", "list", "show", "why"];
/// What may stand beside a command.
const BESIDE_COMMANDS: &[&str] = &[
    "as",
    "with",
    "let",
    "expect",
    "preview",
    "revisions",
    "acknowledge",
    "id",
];

/// A line that was read.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it asks for.
    pub verb: Verb,
    node: Node,
}

impl Line {
    /// Reads a line.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        Self::of(read(text)?)
    }

    /// Makes a line of a value that was read.
    pub fn of(node: Node) -> Result<Self, Malformed> {
        let verb = verb(&node)?;
        let line = Self { verb, node };
        line.known_members()?;
        Ok(line)
    }

    /// Returns what stands behind a name on the line.
    pub fn member(&self, name: &str) -> Option<&Node> {
        let entries = self.node.entries().ok()?;
        let entry = entries.iter().find(|entry| entry.name == name)?;
        Some(&entry.value)
    }

    /// Returns a text that may stand on the line.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Malformed> {
        self.member(name).map(Node::text).transpose()
    }

    /// Returns the column in which the line begins.
    pub const fn column(&self) -> usize {
        self.node.column
    }

    /// Returns the name that the line gives to what it makes.
    pub fn let_name(&self) -> Result<Option<&str>, Malformed> {
        let Some(node) = self.member("let") else {
            return Ok(None);
        };
        let name = node.text()?;
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
        if begins && name.chars().all(|c| c.is_ascii_alphanumeric()) && name != "last" {
            return Ok(Some(name));
        }
        let error = format!("{name:?} is no name such as \"sales\" or \"package2\"");
        Err(Malformed::at(node.column, error))
    }

    /// Returns the outcome that the line expects: `ok`, or the code of a refusal.
    pub fn expected(&self) -> Result<Option<&str>, Malformed> {
        let Some(node) = self.member("expect") else {
            return Ok(None);
        };
        let outcome = node.text()?;
        let known = || {
            let codes = Refusal::CODES.iter().copied().flatten().copied();
            std::iter::once("ok").chain(codes)
        };
        if known().any(|known| known == outcome) {
            return Ok(Some(outcome));
        }
        let error = format!("{outcome:?} is neither \"ok\" nor the code of a refusal");
        Err(Malformed::at(node.column, error).meaning(near(outcome, known())))
    }

    /// Tells whether somebody must act on the line, by `as` or by a persona for the whole run.
    pub fn needs_actor(&self) -> bool {
        match self.verb {
            Verb::Do(_) | Verb::List(_) | Verb::Show(_) | Verb::Why(_) => {
                self.member("as").is_none()
            }
            Verb::Desk(_) | Verb::Pin => false,
        }
    }

    /// Says that nobody acts on the line.
    pub fn nobody_acts(&self) -> Malformed {
        let error = "nobody acts: give \"as\", or --persona for all lines";
        Malformed::at(self.column(), error)
    }

    /// Finds all mistakes that need nobody's data; `is_bound` knows the names of earlier lines.
    pub fn check(&self, is_bound: &dyn Fn(&str) -> bool) -> Result<(), Malformed> {
        let mut leaves = crate::script::resolve::Unresolved { names: is_bound };
        self.let_name()?;
        self.expected()?;
        self.text("as")?;
        if let Some(preview) = self.member("preview") {
            preview.boolean()?;
        }
        let filled = match self.verb {
            Verb::Why(row) if row.name == query::REFUSAL => {
                match query::explained(self)? {
                    query::Explained::Line(line) => line.check(is_bound)?,
                    query::Explained::Audit(_) => {}
                }
                Ok(())
            }
            Verb::Do(_) | Verb::Desk(_) | Verb::Pin | Verb::Why(_) => {
                self.fill_with(&mut leaves).map(|_| ())
            }
            Verb::List(row) => row.check(self, is_bound),
            Verb::Show(_) => self.text("of").map(|_| ()).map_err(Fault::from),
        };
        match filled {
            Err(Fault::Malformed(malformed)) => Err(malformed),
            Ok(()) | Err(Fault::Refused(_)) => Ok(()),
        }
    }

    /// Fits the fields of the line's `with` into what the verb takes.
    pub fn fill_with(&self, leaves: &mut dyn Leaves) -> Result<Map<String, Value>, Fault> {
        let members: &[Member] = match self.verb {
            Verb::Do(row) | Verb::Desk(row) => row.members,
            Verb::Pin => pin::MEMBERS,
            Verb::Why(row) => row.members,
            Verb::List(_) | Verb::Show(_) => &[],
        };
        let empty = Node {
            column: self.column(),
            content: Content::Object(Vec::new()),
        };
        let with = self.member("with").unwrap_or(&empty);
        fill::fill_object(leaves, with, members, Scope::default())
    }

    /// Makes the persona's command that the line stands for.
    pub fn command(&self, name: &str, leaves: &mut dyn Leaves) -> Result<Command, Fault> {
        let filled = self.fill_with(leaves);
        let filled = filled.map_err(|fault| in_words_of(name, fault))?;
        let typed = |with: &Value| {
            Command::deserialize_named(name, json!({"do": name, "with": with}))
                .map_err(|error| error.to_string())
        };
        self.typed(filled, typed)
    }

    /// Makes the operator's command that the line stands for.
    pub fn desk_command(&self, name: &str, leaves: &mut dyn Leaves) -> Result<DeskCommand, Fault> {
        let typed = |with: &Value| {
            serde_json::from_value(json!({"desk": name, "with": with}))
                .map_err(|error| error.to_string())
        };
        self.typed(self.fill_with(leaves)?, typed)
    }

    /// Makes a command of its fields; what does not fit together is said of the field it is in.
    fn typed<T>(
        &self,
        filled: Map<String, Value>,
        typed: impl Fn(&Value) -> Result<T, String>,
    ) -> Result<T, Fault> {
        let filled = Value::Object(filled);
        typed(&filled).map_err(|error| {
            let with = self.member("with");
            let mut fails = |filled: &Value| typed(filled).err();
            let at = with.and_then(|with| culprit::find(with, &filled, &error, &mut fails));
            let column = with.map_or(self.column(), |with| with.column);
            let malformed = match at {
                Some(at) => Malformed::at(at.column, format!("{:?}: {error}", at.field)),
                None => Malformed::at(column, error),
            };
            malformed.into()
        })
    }

    fn known_members(&self) -> Result<(), Malformed> {
        let (verb, beside): (&str, &[&str]) = match self.verb {
            Verb::Do(_) => ("do", BESIDE_COMMANDS),
            Verb::Desk(_) => ("desk", &["with", "let", "expect", "id", "acknowledge"]),
            Verb::Pin => ("desk", &["with"]),
            Verb::List(_) => (
                "list",
                &["as", "where", "search", "sort", "limit", "after", "expect"],
            ),
            Verb::Show(_) => ("show", &["as", "of", "expect"]),
            Verb::Why(_) => ("why", &["as", "with", "expect"]),
        };
        for entry in self.node.entries()? {
            if entry.name != verb && !beside.contains(&entry.name.as_str()) {
                return Err(unknown(entry, beside));
            }
        }
        Ok(())
    }
}

fn unknown(entry: &Entry, known: &[&str]) -> Malformed {
    let near = near(&entry.name, known.iter().copied());
    Malformed::at(entry.column, format!("unknown field {:?}", entry.name)).meaning(near)
}

/// Finds the one verb of a line.
fn verb(node: &Node) -> Result<Verb, Malformed> {
    let entries = node.entries()?;
    let mut verbs = entries
        .iter()
        .filter(|entry| VERBS.contains(&entry.name.as_str()));
    let Some(entry) = verbs.next() else {
        if let Some(entry) = entries
            .iter()
            .find(|entry| !near(&entry.name, VERBS.iter().copied()).is_empty())
        {
            return Err(unknown(entry, VERBS));
        }
        let error = format!("none of {} is given", VERBS.join(", "));
        return Err(Malformed::at(node.column, error));
    };
    if let Some(second) = verbs.next() {
        let error = format!("{:?} beside {:?}", second.name, entry.name);
        return Err(Malformed::at(second.column, error));
    }
    let name = entry.value.text()?;
    let found = match entry.name.as_str() {
        "do" => row(Command::TABLES.iter().copied().flatten(), name).map(Verb::Do),
        "desk" if name == pin::NAME => Some(Verb::Pin),
        "desk" => row(DeskCommand::ROWS, name).map(Verb::Desk),
        "list" => query::list_row(name).map(Verb::List),
        "show" => query::show_row(name).map(Verb::Show),
        _ => query::why_row(name).map(Verb::Why),
    };
    found.ok_or_else(|| {
        let known = known_words(&entry.name);
        let error = format!("unknown {} {name:?}", entry.name);
        Malformed::at(entry.value.column, error).meaning(near(name, known))
    })
}

fn row(
    rows: impl IntoIterator<Item = &'static CommandRow>,
    name: &str,
) -> Option<&'static CommandRow> {
    rows.into_iter().find(|row| row.name == name)
}

/// Lists the words that may stand behind a verb.
fn known_words(verb: &str) -> Vec<&'static str> {
    match verb {
        "do" => Command::TABLES
            .iter()
            .copied()
            .flatten()
            .map(|row| row.name)
            .collect(),
        "desk" => DeskCommand::ROWS
            .iter()
            .map(|row| row.name)
            .chain([pin::NAME])
            .collect(),
        "list" => query::LISTS.iter().map(|row| row.name).collect(),
        "show" => query::SHOWS.iter().map(|row| row.name).collect(),
        _ => query::WHYS.iter().map(|row| row.name).collect(),
    }
}

/// Says in a command's own words that a name leads to nothing, where the command has a code for it.
fn in_words_of(command: &str, fault: Fault) -> Fault {
    let (kind, name) = match fault {
        Fault::Refused(Refusal::Desk(DeskRefusal::NameNotFound { kind, name })) => (kind, name),
        Fault::Refused(Refusal::Desk(DeskRefusal::LinkElsewhere { portal }))
            if command == "submitRequest" =>
        {
            let refusal = DeskRefusal::RequestElsewhere { portal };
            return Fault::Refused(refusal.into());
        }
        fault @ (Fault::Refused(_) | Fault::Malformed(_)) => return fault,
    };
    let principal = Principal::KINDS.first().map(|kind| kind.word());
    let refusal = if command == "submitRequest" && kind == ObjectKind::AccessPackage.word() {
        DeskRefusal::PackageUnknown { name }
    } else if command == "assignRole" && Some(kind) == principal {
        DeskRefusal::PrincipalUnknown { name }
    } else {
        DeskRefusal::NameNotFound { kind, name }
    };
    Fault::Refused(refusal.into())
}
