//! Step 12 of the tutorial as keys: everything goes, in the one order in which it may.

use super::super::hands::Stroke::{ClearFilter, Command, Field, Filter, Name, Press, See, Type};
use super::Listed::{With, Without};
use super::{ADMINISTRATOR, Deed};

/// Opens the package of the tutorial.
macro_rules! in_the_package {
    ($($stroke:expr),* $(,)?) => {
        &[
            Command("access packages"),
            See("*Access packages"),
            Press("Enter"),
            See("Access packages > Entitlement test package"),
            $($stroke),*
        ]
    };
}

/// Opens the catalog of the tutorial.
macro_rules! at_the_catalog {
    ($($stroke:expr),* $(,)?) => {
        &[
            Command("catalogs"),
            See("*Catalogs"),
            Filter("entitlement"),
            See("1 of 2"),
            $($stroke),*
        ]
    };
}

/// The deeds of step 12, in order; first come those that are refused before their turn.
pub(crate) const CLEAN_UP: &[Deed] = &[
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: in_the_package![
            Press("d"),
            See("is in use"),
            See("Remove all 2 assignments..."),
            Press("Esc"),
            See("[1 Overview]"),
        ],
        asked: (
            r#""list":"accessPackages""#,
            With("Entitlement test package"),
        ),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: at_the_catalog![
            Press("d"),
            See("is in use"),
            Press("Esc"),
            See("Enter open"),
            Press("Enter"),
            See("Catalogs > Entitlement test catalog"),
            Press("2"),
            See("[2 Resources 1]"),
            Press("x"),
            See("Go to access package"),
            Press("Esc"),
            See("[2 Resources 1]"),
        ],
        asked: (r#""list":"catalogs""#, With("Entitlement test catalog")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: &[
            Command("connected organizations"),
            See("*Connected organizations"),
            Press("d"),
            See("External requestors"),
            Press("Esc"),
            See("Enter open"),
        ],
        asked: (r#""list":"connectedOrganizations""#, With("Contoso")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: &[
            Command("settings"),
            See("*Settings"),
            See("deleted after 30 days"),
            Press("e"),
            See("Edit settings"),
            Field("Delete after days"),
            Type("\u{7f}\u{7f}0"),
            See("0 deletes the guest with the last access"),
            Press("Ctrl-S"),
            See("deleted at once"),
        ],
        asked: (r#""list":"audit""#, With("Update tenant setting")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: in_the_package![
            Press("6"),
            See("[6 Assignments 2]"),
            Press("x"),
            See("Remove assignment?"),
            Press("y"),
            See("External requestor no longer holds"),
            Filter("internal"),
            See(">Internal requestor"),
            See("x remove"),
            Press("x"),
            See("Remove assignment?"),
            Press("y"),
            See("Internal requestor no longer holds"),
        ],
        asked: (
            r#""list":"groupMembers","where":{"group":"Entitlement test group","role":"Member"}"#,
            Without("requestor"),
        ),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: in_the_package![
            Press("2"),
            See("[2 Roles 1]"),
            Press("x"),
            See("Remove resource role?"),
            Press("y"),
            See("The package no longer gives"),
            Press("1"),
            See("[1 Overview]"),
            Press("d"),
            See("Type the name to go on"),
            Name("Entitlement test package"),
            Press("Enter"),
            See("\"Entitlement test package\" was deleted"),
        ],
        asked: (
            r#""list":"accessPackages""#,
            Without("Entitlement test package"),
        ),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: at_the_catalog![
            Press("Enter"),
            See("Catalogs > Entitlement test catalog"),
            Press("2"),
            See("[2 Resources 1]"),
            Press("x"),
            See("Remove resource?"),
            Press("y"),
            See("is no longer a resource"),
            Press("1"),
            See("[1 Overview]"),
            Press("d"),
            See("Delete catalog?"),
            Name("Entitlement test catalog"),
            Press("Enter"),
            See("\"Entitlement test catalog\" was deleted"),
        ],
        asked: (r#""list":"catalogs""#, Without("Entitlement test catalog")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: &[
            Command("connected organizations"),
            See("*Connected organizations"),
            Press("d"),
            See("Delete organization?"),
            Name("Contoso"),
            Press("Enter"),
            See("\"Contoso\" was deleted"),
        ],
        asked: (
            r#""list":"connectedOrganizations""#,
            Without(r#""displayName":"Contoso""#),
        ),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: delete_group!(
            "entitlement",
            "Entitlement test group",
            "Group \"Entitlement test group\" was deleted"
        ),
        asked: (r#""list":"groups""#, Without("Entitlement test group")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: delete_group!(
            "internal",
            "Internal requestor",
            "Group \"Internal requestor\" was deleted"
        ),
        asked: (r#""list":"groups""#, Without("Internal requestor")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: delete_user!("approver", "Approver", "User \"Approver\" was deleted"),
        asked: (r#""list":"users""#, Without("Approver")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: delete_user!(
            "internal",
            "Internal requestor",
            "User \"Internal requestor\" was deleted"
        ),
        asked: (r#""list":"users""#, Without("Internal requestor")),
    },
    Deed {
        step: 12,
        who: ADMINISTRATOR,
        strokes: &[
            Command("users (screen"),
            See("*Users"),
            Press("8"),
            See("*Deleted users and groups"),
            See("External requestor"),
            See("Internal requestor"),
            Press("1"),
            See(">Administrator"),
            Press("d"),
            See("cannot delete their own account"),
        ],
        asked: (r#""list":"users""#, With("Administrator")),
    },
];
