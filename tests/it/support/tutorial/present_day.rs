//! The tutorial as it is told today, as keys: a group, a package, a requestor, no approval.

use super::super::hands::Stroke::{
    ClearFilter, Command, Field, Filter, Link, Name, Press, See, Select, SwitchOff, SwitchOn, Type,
    Until,
};
use super::super::hands::Who;
use super::Deed;
use super::Listed::{With, Without};

/// Who founds the directory, and names the administrator of the tutorial.
pub(crate) const FOUNDER: Who = Who(
    "Global Administrator",
    "administrator@sandbox.onmicrosoft.com",
);
const ADMIN1: Who = Who("Admin1", "admin1@sandbox.onmicrosoft.com");
const REQUESTOR1: Who = Who("Requestor1", "requestor1@sandbox.onmicrosoft.com");

const MEMBERS: &str = r#""list":"groupMembers","where":{"group":"Marketing resources"}"#;
/// What the first request says, word by word as the tutorial has it.
const REASON: &str = "I'm working on the new marketing campaign";

/// Opens the package of the tutorial.
macro_rules! in_the_package {
    ($($stroke:expr),* $(,)?) => {
        &[
            Command("access packages"),
            See("*Access packages"),
            See(">Marketing Campaign"),
            Press("Enter"),
            See("Access packages > Marketing Campaign"),
            $($stroke),*
        ]
    };
}

/// The deeds of the five steps, in order.
pub(crate) const PRESENT_DAY: &[Deed] = &[
    Deed {
        step: 1,
        who: FOUNDER,
        strokes: &[
            Command("users (screen"),
            See("*Users"),
            Press("7"),
            See("*Properties"),
            Press("e"),
            See("Edit directory properties"),
            Type("\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}Woodgrove Bank"),
            Press("Ctrl-S"),
            See("Name               Woodgrove Bank"),
        ],
        asked: (r#""list":"directories""#, With("Woodgrove Bank")),
    },
    Deed {
        step: 1,
        who: FOUNDER,
        strokes: new_user!(ADMIN1, "User \"Admin1\" was made"),
        asked: (r#""list":"users""#, With(r#""displayName":"Admin1""#)),
    },
    Deed {
        step: 1,
        who: FOUNDER,
        strokes: &[
            Command("users (screen"),
            See("*Users"),
            Filter("admin1"),
            See("1 of 2"),
            See("a give role"),
            Press("a"),
            See("Assign a role to \"Admin1\""),
            Press("Enter"),
            See("*Directory role"),
            Select("Global Administrator"),
            Press("Enter"),
            See("Ctrl-S"),
            Press("Ctrl-S"),
            See("Admin1 has the role Global Administrator"),
        ],
        asked: (
            r#""list":"users""#,
            With(r#""directoryRoles":["globalAdministrator"],"displayName":"Admin1""#),
        ),
    },
    Deed {
        step: 1,
        who: ADMIN1,
        strokes: new_user!(REQUESTOR1, "User \"Requestor1\" was made"),
        asked: (r#""list":"users""#, With(r#""displayName":"Requestor1""#)),
    },
    Deed {
        step: 1,
        who: ADMIN1,
        strokes: new_group!(
            "Marketing resources",
            "Group \"Marketing resources\" was made"
        ),
        asked: (r#""list":"groups""#, With("Marketing resources")),
    },
    Deed {
        step: 2,
        who: ADMIN1,
        strokes: &[
            Command("access packages"),
            See("*Access packages"),
            Press("n"),
            See("New access package"),
            Type("Marketing Campaign"),
            Field("Description"),
            Type("Access to resources for the campaign"),
            See("General"),
            Until("PgDn", "[>] Resource roles"),
            SwitchOn("See all"),
            Field("Resource roles"),
            Press("Enter"),
            See("*Resource roles ("),
            Type("marketing"),
            Select("Marketing resources as Member"),
            Press("Enter"),
            See("Ctrl-S"),
            Until("PgDn", "[>] Requests"),
            See("Initial policy"),
            Field("Who can request"),
            Press("Enter"),
            See("*Who can request"),
            Select("Specific users and groups"),
            Press("Enter"),
            See("Ctrl-S"),
            Field("Users and groups"),
            Press("Enter"),
            See("*Users and groups ("),
            Type("requestor1"),
            Select("Requestor1"),
            Press("Enter"),
            See("Ctrl-S"),
            SwitchOff("Require approval"),
            SwitchOn("Enable policy"),
            Until("PgDn", "[>] Lifecycle"),
            Field("Days"),
            Type("\u{7f}\u{7f}\u{7f}30"),
            SwitchOn("Specific timeline"),
            Until("PgDn", "[>] Review"),
            See("Marketing resources as Member"),
            Press("Ctrl-S"),
            See("Access package \"Marketing Campaign\" was made"),
        ],
        asked: (
            r#""list":"policies""#,
            With(r#""displayName":"Initial policy""#),
        ),
    },
    Deed {
        step: 2,
        who: ADMIN1,
        strokes: in_the_package![
            Press("2"),
            See("[2 Roles 1]"),
            See("Marketing resources"),
            Press("1"),
            See("[1 Overview]"),
            See("https://myaccess.microsoft.com/@sandbox.onmicrosoft.com#/access-packages/"),
            Command("copy request link"),
            See("Sent to the terminal's clipboard:"),
        ],
        asked: (r#""list":"accessPackages""#, With("Marketing Campaign")),
    },
    Deed {
        step: 3,
        who: REQUESTOR1,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            Press("L"),
            See("Open a link"),
            Link,
            Press("Ctrl-S"),
            See("Request \"Marketing Campaign\""),
            Type(REASON),
            See("nobody has to approve it"),
            Press("Ctrl-S"),
            See("Requested \"Marketing Campaign\""),
            Press("4"),
            See("*Request history"),
            See(">Marketing Campaign"),
            See("ok Delivered"),
        ],
        asked: (r#""list":"requests""#, With(REASON)),
    },
    Deed {
        step: 4,
        who: ADMIN1,
        strokes: in_the_package![
            Press("5"),
            See("[5 Requests 1]"),
            See(">Requestor1"),
            Press("Enter"),
            See("ok Delivered"),
            See("Initial policy"),
            See(REASON),
            Command("users (screen"),
            See("*Users"),
            Press("2"),
            See("*Groups"),
            See(">Marketing resou"),
            Press("Enter"),
            See("Groups > Marketing resources"),
            Press("1"),
            See("[1 Members 1]"),
            See(">Requestor1"),
        ],
        asked: (MEMBERS, With(r#""displayName":"Requestor1""#)),
    },
    Deed {
        step: 5,
        who: ADMIN1,
        strokes: in_the_package![
            Press("6"),
            See("[6 Assignments 1]"),
            See("ok Delivered"),
            Press("x"),
            See("Remove assignment?"),
            Press("y"),
            See("Requestor1 no longer holds"),
            ClearFilter,
            See("- Expired"),
        ],
        asked: (MEMBERS, Without("Requestor1")),
    },
    Deed {
        step: 5,
        who: ADMIN1,
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
            See("Delete access package?"),
            Name("Marketing Campaign"),
            Press("Enter"),
            See("\"Marketing Campaign\" was deleted"),
        ],
        asked: (r#""list":"accessPackages""#, Without("Marketing Campaign")),
    },
    Deed {
        step: 5,
        who: ADMIN1,
        strokes: &[
            Command("catalogs"),
            See(">General"),
            Press("Enter"),
            See("Catalogs > General"),
            Press("2"),
            See("[2 Resources 1]"),
            Press("x"),
            See("Remove resource?"),
            Press("y"),
            See("is no longer a resource"),
        ],
        asked: (
            r#""list":"resources","where":{"catalog":"General"}"#,
            Without("Marketing resources"),
        ),
    },
    Deed {
        step: 5,
        who: ADMIN1,
        strokes: delete_group!(
            "marketing",
            "Marketing resources",
            "Group \"Marketing resources\" was deleted"
        ),
        asked: (r#""list":"groups""#, Without("Marketing resources")),
    },
    Deed {
        step: 5,
        who: ADMIN1,
        strokes: delete_user!(
            "requestor1",
            REQUESTOR1.0,
            "User \"Requestor1\" was deleted"
        ),
        asked: (r#""list":"users""#, Without("Requestor1")),
    },
    Deed {
        step: 5,
        who: FOUNDER,
        strokes: delete_user!("admin1", ADMIN1.0, "User \"Admin1\" was deleted"),
        asked: (r#""list":"users""#, Without("Admin1")),
    },
];
