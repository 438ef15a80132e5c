//! The table of single answers: a kind is one row.

use serde_json::json;

use crate::domain::id::{ObjectKind, ObjectRef, PackageId};
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields, ShowRow, governance, organization};

const fn object(name: &'static str, doc: &'static str, kind: ObjectKind) -> ShowRow {
    ShowRow {
        name,
        doc,
        of: Some(kind),
        fields: row_of,
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
        name: "link",
        doc: "The My Access link of a package.",
        of: Some(ObjectKind::AccessPackage),
        fields: link,
    },
    ShowRow {
        name: "settings",
        doc: "The settings of entitlement management.",
        of: None,
        fields: organization::settings,
    },
    ShowRow {
        name: "clock",
        doc: "Desk time and how far it was moved.",
        of: None,
        fields: clock,
    },
    ShowRow {
        name: "head",
        doc: "The last commit and its hash.",
        of: None,
        fields: head,
    },
];

fn row_of(asked: &Asked<'_>, object: Option<ObjectRef>) -> Option<Fields> {
    asked.row(object?)
}

fn link(asked: &Asked<'_>, object: Option<ObjectRef>) -> Option<Fields> {
    let package = PackageId::new(object?.guid());
    fields(json!({"link": governance::link(asked, package)?}))
}

fn clock(asked: &Asked<'_>, _: Option<ObjectRef>) -> Option<Fields> {
    fields(json!({"now": asked.now, "offset": asked.tenant.clock_ahead}))
}

fn head(asked: &Asked<'_>, _: Option<ObjectRef>) -> Option<Fields> {
    fields(json!({"seq": asked.head.seq, "hash": asked.head.hash.to_string()}))
}
