//! The table of lists: a kind is one row.

use crate::domain::assignment::AssignmentState;
use crate::domain::attribute::NewAttributes;
use crate::domain::callout::CalloutStatus;
use crate::domain::catalog::CatalogState;
use crate::domain::delegation::DelegationState;
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::group::GroupKind;
use crate::domain::id::{ObjectKind, Person, Principal};
use crate::domain::organization::OrganizationState;
use crate::domain::policy::AllowedTargetScope;
use crate::domain::request::RequestType;
use crate::domain::resource::OriginSystem;
use crate::domain::resource_request::ResourceRequestType;
use crate::domain::review::{ReviewDecision, ReviewStatus};
use crate::domain::shape::{Member, Shape, Shaped};
use crate::domain::subject::UserType;
use crate::script::query::directory;
use crate::script::query::{
    ListRow, Source, audit, delegation, extensions, governance, mails, objects, organization,
    participation, reports, review, roles, separation,
};

mod filters;
mod my_access;

use filters::{CATALOG, DELETED, PACKAGE, REQUEST_STATES, TARGET, TEXT, USER, filter, to};

/// The list of what time will do.
pub(super) const UPCOMING: &str = "upcoming";

/// Every kind of list.
pub const LISTS: &[ListRow] = &[
    ListRow {
        name: "directories",
        doc: "Directories known to the desk.",
        filters: &[],
        own: &[],
        source: Source::Objects(directory::directories),
    },
    ListRow {
        name: "users",
        doc: "Accounts of the resource directory.",
        filters: &[
            filter("userType", UserType::SHAPE),
            filter("accountEnabled", Shape::Boolean),
            to("group", &[ObjectKind::Group]),
            to("manager", &[ObjectKind::User]),
            filter("employeeHireDate", Shape::Instant),
            filter("onPremisesSyncEnabled", Shape::Boolean),
            Member {
                name: "attributes",
                shape: NewAttributes::SHAPE,
                required: false,
                flattened: true,
            },
            DELETED,
        ],
        own: &["group"],
        source: Source::Objects(directory::users),
    },
    ListRow {
        name: "externalPersons",
        doc: "People without an account in the resource directory.",
        filters: &[to("directory", &[ObjectKind::Directory])],
        own: &[],
        source: Source::Objects(directory::external_persons),
    },
    ListRow {
        name: "groups",
        doc: "Groups of the resource directory.",
        filters: &[
            filter("kind", GroupKind::SHAPE),
            filter("onPremisesSyncEnabled", Shape::Boolean),
            filter("isAssignableToRole", Shape::Boolean),
            DELETED,
        ],
        own: &[],
        source: Source::Objects(directory::groups),
    },
    ListRow {
        name: "groupMembers",
        doc: "Who is in a group or owns it, and which assignments give that.",
        filters: &[
            Member::new("group", Shape::Reference(&[ObjectKind::Group]), true),
            filter("role", Shape::Choice(&["Member", "Owner"])),
        ],
        own: &["group"],
        source: Source::Rows(directory::group_members),
    },
    ListRow {
        name: "applications",
        doc: "Applications, and who has which of their roles.",
        filters: &[],
        own: &[],
        source: Source::Objects(objects::applications),
    },
    ListRow {
        name: "sites",
        doc: "Sites, and who has which of their roles.",
        filters: &[],
        own: &[],
        source: Source::Objects(objects::sites),
    },
    ListRow {
        name: "directoryRoles",
        doc: "Roles over the directory, and who is active in them or eligible.",
        filters: &[filter("isPrivileged", Shape::Boolean)],
        own: &[],
        source: Source::Objects(objects::directory_roles),
    },
    ListRow {
        name: "connectedOrganizations",
        doc: "Organizations whose people may be let in.",
        filters: &[filter("state", OrganizationState::SHAPE)],
        own: &[],
        source: Source::Objects(organization::organizations),
    },
    ListRow {
        name: "catalogs",
        doc: "Catalogs.",
        filters: &[
            filter("state", CatalogState::SHAPE),
            filter("isExternallyVisible", Shape::Boolean),
        ],
        own: &[],
        source: Source::Objects(governance::catalogs),
    },
    ListRow {
        name: "resources",
        doc: "Resources of catalogs.",
        filters: &[CATALOG, filter("originSystem", OriginSystem::SHAPE)],
        own: &[],
        source: Source::Objects(governance::resources),
    },
    ListRow {
        name: "resourceRequests",
        doc: "Requests by which objects became resources, changed or left their catalogs.",
        filters: &[
            CATALOG,
            filter("originSystem", OriginSystem::SHAPE),
            filter("requestType", ResourceRequestType::SHAPE),
        ],
        own: &[],
        source: Source::Objects(governance::resource_requests),
    },
    ListRow {
        name: "roleAssignments",
        doc: "Roles of entitlement management: who has them, and in which catalog.",
        filters: &[
            CATALOG,
            to("principal", Principal::KINDS),
            filter("role", EntitlementRole::SHAPE),
        ],
        own: &[],
        source: Source::Objects(roles::role_assignments),
    },
    ListRow {
        name: "customExtensions",
        doc: "Workflows that requests and assignments of a catalog may call.",
        filters: &[CATALOG],
        own: &[],
        source: Source::Objects(extensions::custom_extensions),
    },
    ListRow {
        name: "callouts",
        doc: "Calls of custom extensions, and what came of them.",
        filters: &[
            filter("status", CalloutStatus::SHAPE),
            to("request", &[ObjectKind::Request]),
        ],
        own: &["request"],
        source: Source::Objects(extensions::callouts),
    },
    ListRow {
        name: "accessPackages",
        doc: "Access packages.",
        filters: &[CATALOG, filter("isHidden", Shape::Boolean)],
        own: &[],
        source: Source::Objects(governance::packages),
    },
    ListRow {
        name: "policies",
        doc: "Assignment policies.",
        filters: &[
            PACKAGE,
            CATALOG,
            filter("isEnabled", Shape::Boolean),
            filter("allowedTargetScope", AllowedTargetScope::SHAPE),
            to("approver", Principal::KINDS),
        ],
        own: &[],
        source: Source::Objects(governance::policies),
    },
    ListRow {
        name: "requests",
        doc: "Requests, whoever made them.",
        filters: &[
            PACKAGE,
            CATALOG,
            TARGET,
            to("requestor", Person::KINDS),
            filter("state", REQUEST_STATES),
            filter("requestType", RequestType::SHAPE),
            filter("noEligibleApprover", Shape::Boolean),
        ],
        own: &["target"],
        source: Source::Objects(participation::requests),
    },
    ListRow {
        name: "assignments",
        doc: "Assignments, ended ones included.",
        filters: &[
            PACKAGE,
            CATALOG,
            to("policy", &[ObjectKind::Policy]),
            TARGET,
            filter("state", AssignmentState::SHAPE),
            filter("endsBefore", Shape::Instant),
        ],
        own: &["target", "endsBefore"],
        source: Source::Objects(participation::assignments),
    },
    my_access::AVAILABLE,
    my_access::SUGGESTED,
    my_access::ACTIVE,
    my_access::EXPIRED,
    my_access::HISTORY,
    my_access::APPROVALS,
    ListRow {
        name: "reviews",
        doc: "Rounds of access reviews: past, open and planned, and how far they are.",
        filters: &[PACKAGE, filter("status", ReviewStatus::SHAPE)],
        own: &[],
        source: Source::Objects(review::reviews),
    },
    ListRow {
        name: "reviewItems",
        doc: "What is decided in access reviews about whom.",
        filters: &[
            to("review", &[ObjectKind::Review]),
            filter("decision", ReviewDecision::SHAPE),
            filter("assignedToMe", Shape::Boolean),
        ],
        own: &[],
        source: Source::Own(review::items),
    },
    ListRow {
        name: "delegations",
        doc: "Who decides in whose place, and when.",
        filters: &[
            to("approver", &[ObjectKind::User]),
            to("delegate", &[ObjectKind::User]),
            filter("state", DelegationState::SHAPE),
        ],
        own: &[],
        source: Source::Objects(delegation::delegations),
    },
    ListRow {
        name: "additionalAccess",
        doc: "Who holds a package and something that excludes it.",
        filters: &[Member::new(
            "accessPackage",
            Shape::Reference(&[ObjectKind::AccessPackage]),
            true,
        )],
        own: &["accessPackage"],
        source: Source::Rows(separation::additional_access),
    },
    ListRow {
        name: "canRequestOf",
        doc: "Report: the packages that somebody could ask for now, hidden ones included.",
        filters: &[USER],
        own: &["user"],
        source: Source::Rows(reports::can_request),
    },
    ListRow {
        name: "resourceAssignmentsOf",
        doc: "Report: what somebody has through packages, by resource.",
        filters: &[USER, filter("originSystem", OriginSystem::SHAPE)],
        own: &["user"],
        source: Source::Rows(reports::resource_assignments),
    },
    ListRow {
        name: "reviewStatus",
        doc: "Report: where the reviews of each policy stand.",
        filters: &[PACKAGE, filter("status", ReviewStatus::SHAPE)],
        own: &[],
        source: Source::Objects(reports::review_status),
    },
    ListRow {
        name: "requestHistory",
        doc: "Report: the steps of one request, who took them and why.",
        filters: &[Member::new(
            "request",
            Shape::Reference(&[ObjectKind::Request]),
            true,
        )],
        own: &["request"],
        source: Source::Rows(reports::request_history),
    },
    ListRow {
        name: UPCOMING,
        doc: "What time will do if nobody acts, and what follows from that: until an instant, or as far ahead as something is due already.",
        filters: &[filter("until", Shape::Instant)],
        own: &["until"],
        source: Source::Own(participation::upcoming),
    },
    ListRow {
        name: "mails",
        doc: "Mails that went out or were kept back: one's own, and those about requests one manages.",
        filters: &[
            to("to", Person::KINDS),
            filter("number", Shape::Number),
            to("request", &[ObjectKind::Request]),
            to("assignment", &[ObjectKind::Assignment]),
            filter("deliverable", Shape::Boolean),
        ],
        own: &["to"],
        source: Source::Log(mails::mails),
    },
    ListRow {
        name: "audit",
        doc: "The audit log, for administrators and readers; sorted by -revision with a limit, only the newest part is read and `more` stands for `total`.",
        filters: &[
            filter("category", TEXT),
            filter("activity", TEXT),
            to("actor", Person::KINDS),
            to("target", crate::script::session::ANY_KIND),
            filter("correlationId", TEXT),
            filter("operationType", TEXT),
            filter("from", Shape::Instant),
            filter("until", Shape::Instant),
            filter("result", Shape::Choice(&["success", "failure", "timeout"])),
        ],
        own: &["from", "until"],
        source: Source::LogOrNewest(audit::audit, audit::newest),
    },
];
