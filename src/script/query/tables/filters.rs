//! What more than one list can be narrowed by.

use crate::domain::id::{ObjectKind, Person};
use crate::domain::shape::{Member, Shape};

pub(super) const fn filter(name: &'static str, shape: Shape) -> Member {
    Member::new(name, shape, false)
}

pub(super) const fn to(name: &'static str, kinds: &'static [ObjectKind]) -> Member {
    filter(name, Shape::Reference(kinds))
}

pub(super) const TEXT: Shape = Shape::Text(|_| Ok(()));
pub(super) const CATALOG: Member = to("catalog", &[ObjectKind::Catalog]);
pub(super) const PACKAGE: Member = to("accessPackage", &[ObjectKind::AccessPackage]);
pub(super) const TARGET: Member = to("target", Person::KINDS);
pub(super) const USER: Member = Member::new("user", Shape::Reference(Person::KINDS), true);
pub(super) const PORTAL: Member = to("directory", &[ObjectKind::Directory]);
pub(super) const DELETED: Member = filter("deleted", Shape::Boolean);
pub(super) const REQUEST_STATES: Shape = Shape::Choice(&[
    "submitted",
    "pendingApproval",
    "scheduled",
    "delivering",
    "delivered",
    "partiallyDelivered",
    "deliveryFailed",
    "denied",
    "canceled",
]);
