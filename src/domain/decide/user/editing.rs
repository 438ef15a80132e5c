//! What an edit makes of an account.

use crate::domain::command::UpdateUser;
use crate::domain::guest::Departure;
use crate::domain::subject::User;

/// Returns an account with what an edit changes in it.
pub(super) fn edited(old: &User, with: &UpdateUser) -> User {
    User {
        display_name: given_or(with.display_name.as_ref(), &old.display_name),
        user_type: with.user_type.unwrap_or(old.user_type),
        mail: with.mail.over(old.mail.as_ref()),
        account_enabled: with.account_enabled.unwrap_or(old.account_enabled),
        departure: departure(old, with.account_enabled),
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

/// A block that an administrator lifts, or sets again, is theirs from then on.
fn departure(old: &User, enabled: Option<bool>) -> Option<Departure> {
    old.departure.map(|departure| Departure {
        blocked: departure.blocked && enabled.is_none(),
        ..departure
    })
}
