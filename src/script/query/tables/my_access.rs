//! The lists of My Access.

use super::filters::{PORTAL, REQUEST_STATES, TARGET, filter, to};
use crate::domain::id::ObjectKind;
use crate::domain::shape::{Member, Shape};
use crate::script::query::{ListRow, Source, my_access};

/// Somebody who reports to the asker, on whose behalf they look.
const REPORT: Member = to("target", &[ObjectKind::User]);

pub(super) const AVAILABLE: ListRow = ListRow {
    name: "available",
    doc: "My Access: packages that one could ask for now, or a manager for a direct report.",
    filters: &[PORTAL, REPORT],
    own: &["directory", "target"],
    source: Source::Portal(my_access::available),
};

pub(super) const SUGGESTED: ListRow = ListRow {
    name: "suggested",
    doc: "My Access: packages that one held before or that people close to one hold, where the settings suggest them.",
    filters: &[PORTAL, REPORT],
    own: &["directory", "target"],
    source: Source::Portal(my_access::suggested),
};

pub(super) const ACTIVE: ListRow = ListRow {
    name: "active",
    doc: "My Access: what one holds.",
    filters: &[PORTAL, REPORT],
    own: &["directory", "target"],
    source: Source::Portal(my_access::active),
};

pub(super) const EXPIRED: ListRow = ListRow {
    name: "expired",
    doc: "My Access: what one has held.",
    filters: &[PORTAL, REPORT],
    own: &["directory", "target"],
    source: Source::Portal(my_access::expired),
};

pub(super) const HISTORY: ListRow = ListRow {
    name: "history",
    doc: "My Access: one's own requests.",
    filters: &[PORTAL, TARGET, filter("state", REQUEST_STATES)],
    own: &["directory"],
    source: Source::Portal(my_access::history),
};

pub(super) const APPROVALS: ListRow = ListRow {
    name: "approvals",
    doc: "My Access: requests that wait for one's decision, or were decided.",
    filters: &[filter("status", Shape::Choice(&["pending", "decided"]))],
    own: &["status"],
    source: Source::Portal(my_access::approvals),
};
