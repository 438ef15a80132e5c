//! Who may read which mail of the outbox.

use crate::domain::authority::{Right, may};
use crate::domain::id::Person;
use crate::domain::mail::{Addressee, Mail, MailState};
use crate::domain::tenant::Tenant;
use crate::domain::walk::Silent;

/// Tells whether somebody may read the mail to an addressee: their own that went out, and all of
/// those whose requests they manage.
pub fn is_readable(tenant: &Tenant, viewer: Person, mail: &Mail, to: &Addressee) -> bool {
    let is_own = to.state() == MailState::Sent && tenant.is_same_person(to.person, viewer);
    is_own || is_managed(tenant, viewer, mail)
}

fn is_managed(tenant: &Tenant, viewer: Person, mail: &Mail) -> bool {
    let package = mail.topic.access_package.map(Into::into);
    may(tenant, viewer, Right::ManageRequests, package, &mut Silent).is_ok()
}
