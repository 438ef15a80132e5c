//! What an edit makes of an account.

use crate::domain::command::UpdateUser;
use crate::domain::guest::{Departure, SubjectLifecycle};
use crate::domain::subject::{User, UserType};

/// Returns an account with what an edit changes in it.
pub(super) fn edited(old: &User, with: &UpdateUser) -> User {
    User {
        display_name: given_or(with.display_name.as_ref(), &old.display_name),
        user_type: with.user_type.unwrap_or(old.user_type),
        mail: with.mail.over(old.mail.as_ref()),
        account_enabled: with.account_enabled.unwrap_or(old.account_enabled),
        lifecycle: lifecycle(old, with.user_type),
        departure: departure(old, with),
        sponsors: with.sponsors.as_ref().map_or_else(
            || old.sponsors.clone(),
            |sponsors| sponsors.iter().copied().collect(),
        ),
        manager: with.manager.over(old.manager.as_ref()),
        attributes: with.attributes.over(&old.attributes),
        other_mails: given_or(with.other_mails.as_ref(), &old.other_mails),
        proxy_addresses: given_or(with.proxy_addresses.as_ref(), &old.proxy_addresses),
        employee_hire_date: with
            .employee_hire_date
            .over(old.employee_hire_date.as_ref()),
        on_premises_sync_enabled: with
            .on_premises_sync_enabled
            .unwrap_or(old.on_premises_sync_enabled),
        verified_credentials: given_or(
            with.verified_credentials.as_ref(),
            &old.verified_credentials,
        ),
        ..old.clone()
    }
}

/// Returns what an edit gives, or what was there.
pub(in crate::domain::decide) fn given_or<T: Clone>(given: Option<&T>, old: &T) -> T {
    given.unwrap_or(old).clone()
}

/// Only guests are governed: whoever becomes one of the directory's own people no longer is, and
/// whoever becomes a guest is not before somebody says so.
fn lifecycle(old: &User, user_type: Option<UserType>) -> SubjectLifecycle {
    match (old.user_type, user_type) {
        (UserType::Guest, Some(UserType::Member)) => SubjectLifecycle::NotDefined,
        (UserType::Member, Some(UserType::Guest)) => SubjectLifecycle::NotGoverned,
        (UserType::Guest, Some(UserType::Guest) | None)
        | (UserType::Member, Some(UserType::Member) | None) => old.lifecycle,
    }
}

/// A block that an administrator lifts, or sets again, is theirs from then on; and whoever becomes
/// one of the directory's own people is not about to go.
fn departure(old: &User, with: &UpdateUser) -> Option<Departure> {
    let stays = with.user_type == Some(UserType::Member);
    old.departure.filter(|_| !stays).map(|departure| Departure {
        blocked: departure.blocked && with.account_enabled.is_none(),
        ..departure
    })
}
