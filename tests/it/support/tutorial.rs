//! The tutorials as keys: what is done, by whom, and how the store shows it.

use std::path::Path;

use serde_json::Value;

use super::hands::{Stroke, Who};
use super::program;

/// Makes a user with this name to sign in with, and this display name.
macro_rules! new_user {
    ($who:expr, $made:literal) => {
        &[
            Command("users (screen"),
            See("*Users"),
            Press("n"),
            See("New user"),
            Type($who.1),
            Field("Display name"),
            Type($who.0),
            Press("Ctrl-S"),
            See($made),
        ]
    };
}

/// Makes a group of this name, with whatever else is filled in.
macro_rules! new_group {
    ($name:literal, $made:literal $(, $stroke:expr)* $(,)?) => {
        &[
            Command("users (screen"),
            See("*Users"),
            Press("2"),
            See("*Groups"),
            Press("n"),
            See("New group"),
            Type($name),
            $($stroke,)*
            Press("Ctrl-S"),
            See($made),
        ]
    };
}

/// Finds a group, deletes it and shows all groups again.
macro_rules! delete_group {
    ($filter:literal, $name:expr, $deleted:literal) => {
        &[
            Command("users (screen"),
            See("*Users"),
            Press("2"),
            See("*Groups"),
            Filter($filter),
            See("1 of "),
            See("d delete"),
            Press("d"),
            See("Delete group?"),
            Name($name),
            Press("Enter"),
            See($deleted),
            ClearFilter,
        ]
    };
}

/// Finds a user, deletes them and shows all users again.
macro_rules! delete_user {
    ($filter:literal, $name:expr, $deleted:literal) => {
        &[
            Command("users (screen"),
            See("*Users"),
            Filter($filter),
            See("1 of "),
            See("d delete"),
            Press("d"),
            See("Delete user?"),
            Name($name),
            Press("Enter"),
            See($deleted),
            ClearFilter,
        ]
    };
}

mod clean_up;
mod external;
mod internal;
mod present_day;

pub(crate) use clean_up::CLEAN_UP;
pub(crate) use external::{DOWNLOADED, EXTERNAL};
pub(crate) use internal::DEEDS;
pub(crate) use present_day::{FOUNDER, PRESENT_DAY};

pub(crate) const ADMINISTRATOR: Who = Who(
    "Administrator",
    "administrator@woodgrovebank.onmicrosoft.com",
);
pub(crate) const APPROVER: Who = Who("Approver", "approver@woodgrovebank.onmicrosoft.com");
pub(crate) const REQUESTOR: Who = Who(
    "Internal requestor",
    "internal.requestor@woodgrovebank.onmicrosoft.com",
);

pub(crate) const PARTNER: Who = Who(
    "External requestor",
    "external.requestor@contoso.onmicrosoft.com",
);

/// What a list of the store holds once something is done.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Listed {
    /// A row with these words.
    With(&'static str),
    /// No row with these words.
    Without(&'static str),
}

/// Something that is done in one go: the last thing seen acknowledges it.
pub(crate) struct Deed {
    pub(crate) step: u8,
    pub(crate) who: Who,
    pub(crate) strokes: &'static [Stroke],
    /// A question to the store, and what its answer holds once the deed is done.
    pub(crate) asked: (&'static str, Listed),
}

impl Deed {
    /// Tells whether the store has it.
    #[track_caller]
    pub(crate) fn is_done(&self, home: &Path) -> bool {
        self.is_done_for(home, ADMINISTRATOR)
    }

    /// Tells whether the store has it, when somebody asks.
    #[track_caller]
    pub(crate) fn is_done_for(&self, home: &Path, Who(_, who): Who) -> bool {
        let (question, expected) = self.asked;
        let line = format!(r#"{{"as":"{who}",{question}}}"#);
        let answer = program::exec(home, &line);
        // Whoever is asked about may not exist yet; then there is no list.
        answer["rows"].as_array().is_some_and(|rows| {
            let holds = |words| rows.iter().any(|row| row.to_string().contains(words));
            match expected {
                Listed::With(words) => holds(words),
                Listed::Without(words) => !holds(words),
            }
        })
    }
}

/// Returns what the store says of the members of the group that the package gives.
pub(crate) fn members(home: &Path) -> Value {
    let line = format!(
        r#"{{"as":"{}","list":"groupMembers","where":{{"group":"Entitlement test group","role":"Member"}}}}"#,
        ADMINISTRATOR.1
    );
    program::exec(home, &line)
}
