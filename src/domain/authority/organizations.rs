//! The rights over connected organizations and over the settings.

use crate::domain::authority::Right;
use crate::domain::command::OrganizationCommand;
use crate::domain::id::ObjectRef;

/// Returns the right that a command needs, and the organization it is needed for.
pub(super) fn right(command: &OrganizationCommand) -> (Right, Option<ObjectRef>) {
    let organization = match command {
        OrganizationCommand::UpdateSettings(_) => return (Right::ManageSettings, None),
        OrganizationCommand::CreateConnectedOrganization(_) => None,
        OrganizationCommand::UpdateConnectedOrganization(with) => Some(with.connected_organization),
        OrganizationCommand::DeleteConnectedOrganization(with) => Some(with.connected_organization),
        OrganizationCommand::AddSponsor(with) | OrganizationCommand::RemoveSponsor(with) => {
            Some(with.connected_organization)
        }
    };
    (Right::ManageOrganizations, organization.map(Into::into))
}
