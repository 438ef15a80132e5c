//! The table of single answers: a kind is one row.

use serde_json::{Value, json};

use crate::domain::id::{ObjectKind, ObjectRef, PackageId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::script::fill::{Leaf, Scope};
use crate::script::json::Malformed;
use crate::script::line::Line;
use crate::script::query::directory::fields;
use crate::script::query::{
    Asked, Fields, GiveRows, audit, governance, log, mails, not_found, organization,
};
use crate::script::trouble::Trouble;

/// A kind of single answer.
#[derive(Debug, Clone, Copy)]
pub struct ShowRow {
    /// The name on a line.
    pub name: &'static str,
    /// What it shows.
    pub doc: &'static str,
    /// What it is and how the answer is made.
    pub shown: Shown,
}

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shown {
    /// An object of a kind, which `of` names.
    Object(ObjectKind, fn(&Asked<'_>, ObjectRef) -> Option<Fields>),
    /// Something of which there is one.
    Only(fn(&Asked<'_>) -> Option<Fields>),
    /// A record of the log, in these words; `of` is its identifier in the list.
    Logged(&'static str, GiveRows),
}

impl ShowRow {
    /// Returns the kind of object that `of` names, if it names one.
    pub const fn of(&self) -> Option<ObjectKind> {
        match self.shown {
            Shown::Object(kind, _) => Some(kind),
            Shown::Only(_) | Shown::Logged(..) => None,
        }
    }
}

const fn object(name: &'static str, doc: &'static str, kind: ObjectKind) -> ShowRow {
    ShowRow {
        name,
        doc,
        shown: Shown::Object(kind, row_of),
    }
}

/// Every kind of single answer.
pub const SHOWS: &[ShowRow] = &[
    object("directory", "A directory.", ObjectKind::Directory),
    object("user", "An account.", ObjectKind::User),
    object(
        "externalPerson",
        "A person from elsewhere.",
        ObjectKind::ExternalPerson,
    ),
    object("group", "A group.", ObjectKind::Group),
    object("application", "An application.", ObjectKind::Application),
    object("site", "A site.", ObjectKind::Site),
    object(
        "directoryRole",
        "A role over the directory.",
        ObjectKind::DirectoryRole,
    ),
    object(
        "connectedOrganization",
        "An organization whose people may be let in.",
        ObjectKind::ConnectedOrganization,
    ),
    object("catalog", "A catalog.", ObjectKind::Catalog),
    object("resource", "A resource of a catalog.", ObjectKind::Resource),
    object(
        "resourceRequest",
        "A request about a resource of a catalog.",
        ObjectKind::ResourceRequest,
    ),
    object(
        "roleAssignment",
        "A role of entitlement management that somebody has.",
        ObjectKind::RoleAssignment,
    ),
    object(
        "accessPackage",
        "An access package.",
        ObjectKind::AccessPackage,
    ),
    object("policy", "An assignment policy.", ObjectKind::Policy),
    object("request", "A request.", ObjectKind::Request),
    object("assignment", "An assignment.", ObjectKind::Assignment),
    object(
        "customExtension",
        "A workflow that policies of a catalog may call.",
        ObjectKind::CustomExtension,
    ),
    object(
        "callout",
        "One call of a custom extension.",
        ObjectKind::Callout,
    ),
    object("review", "A round of an access review.", ObjectKind::Review),
    object(
        "delegation",
        "A delegation of approvals.",
        ObjectKind::Delegation,
    ),
    ShowRow {
        name: "mail",
        doc: "A mail that went out or was kept back.",
        shown: Shown::Logged("mail", mails::mails),
    },
    ShowRow {
        name: "audit",
        doc: "An entry of the audit log.",
        shown: Shown::Logged("entry of the audit log", audit::audit),
    },
    ShowRow {
        name: "link",
        doc: "The My Access link of a package.",
        shown: Shown::Object(ObjectKind::AccessPackage, link),
    },
    ShowRow {
        name: "settings",
        doc: "The settings of entitlement management.",
        shown: Shown::Only(organization::settings),
    },
    ShowRow {
        name: "clock",
        doc: "Desk time and how far it was moved.",
        shown: Shown::Only(clock),
    },
    ShowRow {
        name: "head",
        doc: "The last commit and its hash.",
        shown: Shown::Only(head),
    },
];

fn row_of(asked: &Asked<'_>, object: ObjectRef) -> Option<Fields> {
    asked.row(object)
}

fn link(asked: &Asked<'_>, object: ObjectRef) -> Option<Fields> {
    let package = PackageId::new(object.guid());
    fields(json!({"link": governance::link(asked, package)?}))
}

fn clock(asked: &Asked<'_>) -> Option<Fields> {
    fields(json!({
        "now": asked.now,
        "offset": asked.tenant.clock_ahead,
        "pinned": asked.pinned,
    }))
}

fn head(asked: &Asked<'_>) -> Option<Fields> {
    fields(json!({"seq": asked.head.seq, "hash": asked.head.hash.to_string()}))
}

/// Answers with one object, or with something of which there is one.
pub fn show(row: &ShowRow, line: &Line, asked: &Asked<'_>) -> Result<Value, Trouble> {
    let fields = match row.shown {
        Shown::Object(kind, make) => {
            let object = asked.resolver.find(of(line)?, &[kind], Scope::default())?;
            if !asked.resolver.sees(object) {
                return Err(not_found(object).into());
            }
            let mut fields = make(asked, object).ok_or_else(|| not_found(object))?;
            if audit::may_read(asked) {
                let history = audit::of_object(asked, object)?;
                fields.insert("history".to_owned(), Value::Array(history));
            }
            fields
        }
        Shown::Only(make) => make(asked).ok_or_else(|| {
            let needs = "Global Administrator or Identity Governance Administrator";
            Refusal::from(DeskRefusal::Unauthorized { needs })
        })?,
        Shown::Logged(kind, give) => {
            let name = of(line)?.text.to_owned();
            let mut found = None;
            // What stands in no commit is looked for in one that will never be.
            let seq = log::commit_of(&name).unwrap_or(u64::MAX);
            give(asked, Some(seq), &mut |rows| {
                let mut rows = rows.into_iter();
                found = rows.find(|row| row.get("id").and_then(Value::as_str) == Some(&name));
            })?;
            found.ok_or_else(|| Refusal::from(DeskRefusal::NameNotFound { kind, name }))?
        }
    };
    Ok(json!({"ok": true, "row": fields}))
}

/// Reads which one is to be shown.
fn of(line: &Line) -> Result<Leaf<'_>, Trouble> {
    let missing = || Malformed::at(line.column(), "field \"of\" is missing");
    let node = line.member("of").ok_or_else(missing)?;
    Ok(Leaf {
        field: "of",
        text: node.text()?,
        column: node.column,
    })
}
