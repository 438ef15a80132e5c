//! Steps 1 to 6 of the tutorial as keys: a package for people of the directory, asked for and given.

use super::super::hands::Stroke;
use super::super::hands::Stroke::{
    All, Command, Field, Filter, Press, See, Select, SwitchOn, Type, Until,
};
use super::{ADMINISTRATOR, APPROVER, Deed, Listed, REQUESTOR};

/// Opens the catalog of the tutorial.
macro_rules! in_the_catalog {
    ($($stroke:expr),* $(,)?) => {
        &[
            Command("catalogs"),
            See("*Catalogs"),
            Filter("entitlement"),
            See("1 of 2"),
            See("Enter open"),
            Press("Enter"),
            See("Catalogs > Entitlement test catalog"),
            $($stroke),*
        ]
    };
}

/// Has the approver decide, in one stage, with a reason on either side.
pub(super) const DECIDED_BY_THE_APPROVER: &[Stroke] = &[
    SwitchOn("Require approval"),
    SwitchOn("Requestor justification"),
    Field("Stage 1: approvers"),
    Press("Enter"),
    See("*Stage 1: approvers ("),
    Type("approver@"),
    Select(" Approver"),
    Press("Enter"),
    See("Ctrl-S"),
    SwitchOn("Stage 1: justification"),
];

/// The deeds of the six steps, in order.
pub(crate) const DEEDS: &[Deed] = &[
    Deed {
        step: 1,
        who: ADMINISTRATOR,
        strokes: &[
            Command("users (screen"),
            See("*Users"),
            Press("7"),
            See("*Properties"),
            See("Directory ID"),
            See("woodgrovebank.onmicrosoft.com"),
        ],
        asked: (r#""list":"directories""#, Listed::With("Woodgrove Bank")),
    },
    Deed {
        step: 1,
        who: ADMINISTRATOR,
        strokes: new_user!(APPROVER, "User \"Approver\" was made"),
        asked: (
            r#""list":"users""#,
            Listed::With(r#""displayName":"Approver""#),
        ),
    },
    Deed {
        step: 1,
        who: ADMINISTRATOR,
        strokes: new_user!(REQUESTOR, "User \"Internal requestor\" was made"),
        asked: (
            r#""list":"users""#,
            Listed::With(r#""displayName":"Internal requestor""#),
        ),
    },
    Deed {
        step: 1,
        who: ADMINISTRATOR,
        strokes: new_group!(
            "Entitlement test group",
            "Group \"Entitlement test group\" was made"
        ),
        asked: (
            r#""list":"groups""#,
            Listed::With(r#""displayName":"Entitlement test group""#),
        ),
    },
    Deed {
        step: 1,
        who: ADMINISTRATOR,
        strokes: new_group!(
            "Internal requestor",
            "Group \"Internal requestor\" was made",
            Field("Members"),
            Press("Enter"),
            See("*Members ("),
            Type("internal"),
            Select("Internal requestor"),
            Press("Enter"),
            See("Ctrl-S"),
        ),
        asked: (
            r#""list":"groupMembers","where":{"group":"Internal requestor","role":"Member"}"#,
            Listed::With(r#""displayName":"Internal requestor""#),
        ),
    },
    Deed {
        step: 2,
        who: ADMINISTRATOR,
        strokes: &[
            Command("users (screen"),
            See("*Users"),
            Press("3"),
            See("*External people"),
            Press("n"),
            See("New external person"),
            Type("external.requestor@contoso.onmicrosoft.com"),
            Field("Display name"),
            Type("External requestor"),
            Field("Directory"),
            Press("Enter"),
            See("*Directory"),
            Select("Contoso"),
            Press("Enter"),
            See("Ctrl-S"),
            Press("Ctrl-S"),
            See("External requestor was added"),
        ],
        asked: (
            r#""list":"externalPersons""#,
            Listed::With(r#""displayName":"External requestor""#),
        ),
    },
    Deed {
        step: 3,
        who: ADMINISTRATOR,
        strokes: &[
            Command("catalogs"),
            See("*Catalogs"),
            Press("n"),
            See("New catalog"),
            Type("Entitlement test catalog"),
            Field("Description"),
            Type("For the tutorial"),
            SwitchOn("Enabled"),
            SwitchOn("Enabled for external users"),
            Press("Ctrl-S"),
            See("Catalog \"Entitlement test catalog\" was made"),
        ],
        asked: (
            r#""list":"catalogs","where":{"state":"published","isExternallyVisible":true}"#,
            Listed::With(r#""displayName":"Entitlement test catalog""#),
        ),
    },
    Deed {
        step: 3,
        who: ADMINISTRATOR,
        strokes: in_the_catalog![
            Press("2"),
            See("[2 Resources"),
            Press("a"),
            See("Add a resource"),
            Field("Object"),
            Press("Enter"),
            See("*Object"),
            Type("entitlement"),
            Select("Entitlement test group"),
            Press("Enter"),
            See("Ctrl-S"),
            Press("Ctrl-S"),
            See("is a resource of \"Entitlement test catalog\""),
        ],
        asked: (
            r#""list":"resources","where":{"catalog":"Entitlement test catalog"}"#,
            Listed::With(r#""displayName":"Entitlement test group""#),
        ),
    },
    Deed {
        step: 3,
        who: ADMINISTRATOR,
        strokes: in_the_catalog![
            Press("3"),
            See("[3 Packages"),
            Press("n"),
            See("New access package"),
            Type("Entitlement test package"),
            Field("Description"),
            Type("For the tutorial"),
            Until("PgDn", "[>] Resource roles"),
            Press("Enter"),
            See("*Resource roles ("),
            Select("Entitlement test group as Member"),
            Press("Enter"),
            See("Ctrl-S"),
            Until("PgDn", "[>] Requests"),
            Field("Policy name"),
            Type(concat!(
                "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
                "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
                "Internal requestors",
            )),
            Field("Who can request"),
            Press("Enter"),
            See("*Who can request"),
            Select("Specific users and groups"),
            Press("Enter"),
            See("Ctrl-S"),
            Field("Users and groups"),
            Press("Enter"),
            See("*Users and groups ("),
            Type("internal"),
            Select("direct member"),
            Press("Enter"),
            See("Ctrl-S"),
            All(DECIDED_BY_THE_APPROVER),
            SwitchOn("Enable policy"),
            Until("PgDn", "[>] Lifecycle"),
            Field("Days"),
            Type("\u{7f}\u{7f}\u{7f}30"),
            SwitchOn("Users may extend"),
            SwitchOn("Specific timeline"),
            Until("PgDn", "[>] Review"),
            See("Specific users and groups"),
            Press("Ctrl-S"),
            See("Access package \"Entitlement test package\" was made"),
        ],
        asked: (
            r#""list":"policies""#,
            Listed::With(r#""allowedTargetScope":"specificDirectoryUsers""#),
        ),
    },
    Deed {
        step: 4,
        who: REQUESTOR,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            Press("Enter"),
            See("Request \"Entitlement test package\""),
            Type("Project onboarding"),
            SwitchOn("For a specific period"),
            Field("Starts on"),
            See("today"),
            Field("Expires on"),
            Type("tomorrow"),
            Press("Ctrl-S"),
            See("Requested \"Entitlement test package\""),
            Press("4"),
            See("*Request history"),
            Press("Enter"),
            See("Pending approval"),
            See("waiting for an approver"),
        ],
        asked: (
            r#""list":"requests""#,
            Listed::With(r#""justification":"Project onboarding""#),
        ),
    },
    Deed {
        step: 4,
        who: REQUESTOR,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            // A second request is refused before it is made, and why is said.
            See("You have asked for"),
            Press("5"),
            See("Nothing waits for you"),
        ],
        asked: (
            r#""list":"requests""#,
            Listed::With(r#""justification":"Project onboarding""#),
        ),
    },
    Deed {
        step: 4,
        who: ADMINISTRATOR,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            See("Nothing you could request."),
        ],
        asked: (
            r#""list":"accessPackages""#,
            Listed::With("Entitlement test package"),
        ),
    },
    Deed {
        step: 5,
        who: APPROVER,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            See("Nothing you could request."),
            Press("5"),
            See("[1 Pending 1]"),
            Press("a"),
            See("Approve?"),
            Type("Fits the project"),
            Press("Ctrl-S"),
            See("Approved."),
            Press("2"),
            See("[2 History 1]"),
            Press("Enter"),
            See("approved by you: Fits the project"),
        ],
        asked: (
            r#""list":"assignments""#,
            Listed::With(r#""state":"delivered""#),
        ),
    },
    Deed {
        step: 6,
        who: REQUESTOR,
        strokes: &[
            Command("my access"),
            See("[1 Available"),
            Press("2"),
            See("*Active"),
            Press("Enter"),
            See("Resources"),
            See("Entitlement test group as Member"),
        ],
        asked: (
            r#""list":"groupMembers","where":{"group":"Entitlement test group","role":"Member"}"#,
            Listed::With(r#""displayName":"Internal requestor""#),
        ),
    },
];
