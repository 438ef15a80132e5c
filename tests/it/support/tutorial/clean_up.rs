//! Step 12 of the tutorial as keys: everything goes, in the one order in which it may.

use super::Listed::Without;
use super::{ADMINISTRATOR, Deed};
use crate::support::hands::Stroke::{Command, Filter, Press, See};

/// The deeds of step 12, in order; each begins with what is refused before its turn.
pub(crate) const CLEAN_UP: &[Deed] = &[Deed {
    step: 12,
    who: ADMINISTRATOR,
    strokes: &[
        Command("access packages"),
        See("*Access packages"),
        Press("Enter"),
        See("[1 Overview]"),
        Press("d"),
        See("still has 2 active assignments"),
        Press("6"),
        See("[6 Assignments 2]"),
        Press("x"),
        See("Remove assignment?"),
        Press("y"),
        See("no longer holds"),
        Press("x"),
        See("Remove assignment?"),
        Press("y"),
        See("[6 Assignments 0]"),
    ],
    asked: (
        r#""list":"assignments","where":{"state":"delivered"}"#,
        Without("Entitlement"),
    ),
}];
