//! Under which name scripts list what a screen lists, so that files have the same rows and columns.

use crate::ui::screen::Screen;

/// Returns the name of the list that scripts know; `None` where a screen shows something of its own.
#[expect(
    clippy::too_many_lines,
    reason = "a table: every screen has its place in it"
)]
pub const fn listed_as(screen: Screen) -> Option<&'static str> {
    Some(match screen {
        Screen::Catalogs => "catalogs",
        Screen::Users => "users",
        Screen::ExternalPeople => "externalPersons",
        Screen::Groups => "groups",
        Screen::Applications => "applications",
        Screen::Sites => "sites",
        Screen::DirectoryRoles => "directoryRoles",
        Screen::CatalogResources(_) => "resources",
        Screen::CatalogExtensions(_) => "customExtensions",
        Screen::Packages | Screen::CatalogPackages(_) => "accessPackages",
        Screen::PackagePolicies(_) | Screen::Policies => "policies",
        Screen::Requests
        | Screen::PackageRequests(_)
        | Screen::OwnRequests
        | Screen::PendingApprovals
        | Screen::DecidedApprovals => "requests",
        Screen::Assignments
        | Screen::PackageAssignments(_)
        | Screen::UserAccess(_)
        | Screen::ActiveAccess
        | Screen::ExpiredAccess => "assignments",
        Screen::Organizations => "connectedOrganizations",
        Screen::Reviews | Screen::PackageReviews(_) => "reviews",
        Screen::AuditLog | Screen::RequestEntries(_) => "audit",
        Screen::Outbox => "mails",
        Screen::AvailablePackages => "available",
        Screen::SuggestedPackages => "suggested",
        Screen::Delegations => "delegations",
        Screen::SignIn
        | Screen::Catalog(_)
        | Screen::User(_)
        | Screen::UserRequestable(_)
        | Screen::UserResources(_)
        | Screen::Group(_)
        | Screen::GroupMembers(_)
        | Screen::GroupOwners(_)
        | Screen::Application(_)
        | Screen::Site(_)
        | Screen::DirectoryRole(_)
        | Screen::Properties
        | Screen::Deleted
        | Screen::Home
        | Screen::CatalogDelegates(_)
        | Screen::Package(_)
        | Screen::PackageRoles(_)
        | Screen::PackageSeparation(_)
        | Screen::Request(_)
        | Screen::Organization(_)
        | Screen::InternalSponsors(_)
        | Screen::ExternalSponsors(_)
        | Screen::Review(_)
        | Screen::Reports
        | Screen::AdditionalAccess
        | Screen::ReviewStatus
        | Screen::WhoHasWhat
        | Screen::CatalogHolders(_)
        | Screen::Settings
        | Screen::CatalogCreators
        | Screen::OwnAccess(_)
        | Screen::OwnRequest(_)
        | Screen::OwnPortal
        | Screen::OwnReviews
        | Screen::Approval(_)
        | Screen::Clock => return None,
    })
}
