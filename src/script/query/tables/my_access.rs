//! The lists of My Access.

use super::filters::{PORTAL, REQUEST_STATES, filter, to};
use crate::domain::id::ObjectKind;
use crate::domain::shape::Shape;
use crate::script::query::{ListRow, Source, my_access};

pub(super) const AVAILABLE: ListRow = ListRow {
    name: "available",
    doc: "My Access: packages that one could ask for now, or a manager for a direct report.",
    filters: &[PORTAL, to("target", &[ObjectKind::User])],
    own: &["directory", "target"],
    source: Source::Own(my_access::available),
};

pub(super) const SUGGESTED: ListRow = ListRow {
    name: "suggested",
    doc: "My Access: packages that one held before or that people close to one hold, where the settings suggest them.",
    filters: &[PORTAL],
    own: &["directory"],
    source: Source::Own(my_access::suggested),
};

pub(super) const ACTIVE: ListRow = ListRow {
    name: "active",
    doc: "My Access: what one holds.",
    filters: &[PORTAL],
    own: &["directory"],
    source: Source::Own(my_access::active),
};

pub(super) const EXPIRED: ListRow = ListRow {
    name: "expired",
    doc: "My Access: what one has held.",
    filters: &[PORTAL],
    own: &["directory"],
    source: Source::Own(my_access::expired),
};

pub(super) const HISTORY: ListRow = ListRow {
    name: "history",
    doc: "My Access: one's own requests.",
    filters: &[PORTAL, filter("state", REQUEST_STATES)],
    own: &["directory"],
    source: Source::Own(my_access::history),
};

pub(super) const APPROVALS: ListRow = ListRow {
    name: "approvals",
    doc: "My Access: requests that wait for one's decision, or were decided.",
    filters: &[filter("status", Shape::Choice(&["pending", "decided"]))],
    own: &["status"],
    source: Source::Own(my_access::approvals),
};
