//! Which commands can affect people whom they do not name.

use crate::domain::command::{
    CatalogCommand, Command, DelegationCommand, DirectoryCommand, ObjectCommand,
    OrganizationCommand, PackageCommand, RequestCommand,
};

/// Tells whether a command can change what people find, may ask for or hold, or who decides about
/// them, though it does not name them or they only lose something by it.
///
/// Such a command is worth a look at who is affected before it is carried out.
pub const fn affects(command: &Command) -> bool {
    match command {
        Command::Directory(command) => of_directory(command),
        Command::Object(command) => of_objects(command),
        Command::Organization(command) => of_organizations(command),
        Command::Catalog(command) => of_catalogs(command),
        Command::Package(command) => of_packages(command),
        Command::Request(command) => of_requests(command),
        Command::Delegation(command) => of_delegations(command),
        // What is called when somebody asks, who administers a catalog, and answers to a question
        // that was asked about somebody: packages stay what they are to everybody else.
        Command::Extension(_) | Command::Role(_) | Command::Approval(_) | Command::Review(_) => {
            false
        }
    }
}

const fn of_directory(command: &DirectoryCommand) -> bool {
    match command {
        // Those below or represented by an account, and those on whom it decides.
        DirectoryCommand::UpdateUser(_)
        | DirectoryCommand::DeleteUser(_)
        | DirectoryCommand::RestoreUser(_)
        | DirectoryCommand::PurgeUser(_)
        | DirectoryCommand::RemoveDirectoryRole(_)
        // Members by rule or by name, those in groups within, and those on whom a group decides.
        | DirectoryCommand::CreateGroup(_)
        | DirectoryCommand::UpdateGroup(_)
        | DirectoryCommand::DeleteGroup(_)
        | DirectoryCommand::RestoreGroup(_)
        | DirectoryCommand::AddGroupMember(_)
        | DirectoryCommand::RemoveGroupMember(_)
        | DirectoryCommand::RemoveGroupOwner(_)
        // Guests of domains that are let in or kept out, or who sign in with a code.
        | DirectoryCommand::UpdateOrganization(_) => true,
        DirectoryCommand::CreateUser(_)
        | DirectoryCommand::AssignDirectoryRole(_)
        | DirectoryCommand::AddGroupOwner(_)
        | DirectoryCommand::MarkGuestGoverned(_) => false,
    }
}

const fn of_objects(command: &ObjectCommand) -> bool {
    match command {
        ObjectCommand::UpdateApplication(_)
        | ObjectCommand::DeleteApplication(_)
        | ObjectCommand::UpdateSite(_)
        | ObjectCommand::DeleteSite(_) => true,
        ObjectCommand::CreateApplication(_) | ObjectCommand::CreateSite(_) => false,
    }
}

const fn of_organizations(command: &OrganizationCommand) -> bool {
    match command {
        // The people of an organization, and those for whom its sponsors decide.
        OrganizationCommand::CreateConnectedOrganization(_)
        | OrganizationCommand::UpdateConnectedOrganization(_)
        | OrganizationCommand::DeleteConnectedOrganization(_)
        | OrganizationCommand::AddSponsor(_)
        | OrganizationCommand::RemoveSponsor(_)
        // Members who are shown more, and those on whom delegates decide.
        | OrganizationCommand::UpdateSettings(_) => true,
    }
}

const fn of_catalogs(command: &CatalogCommand) -> bool {
    match command {
        CatalogCommand::UpdateCatalog(_) => true,
        // None of these is done while a package depends on it.
        CatalogCommand::CreateCatalog(_)
        | CatalogCommand::DeleteCatalog(_)
        | CatalogCommand::AddCatalogResource(_)
        | CatalogCommand::RemoveCatalogResource(_)
        | CatalogCommand::SetResourceAttributes(_) => false,
    }
}

const fn of_packages(command: &PackageCommand) -> bool {
    match command {
        PackageCommand::CreateAccessPackage(_)
        | PackageCommand::UpdateAccessPackage(_)
        | PackageCommand::DeleteAccessPackage(_)
        | PackageCommand::AddResourceRole(_)
        | PackageCommand::AddObjectRole(_)
        | PackageCommand::RemoveResourceRole(_)
        | PackageCommand::ReplaceResourceRole(_)
        | PackageCommand::AddIncompatibleAccessPackage(_)
        | PackageCommand::RemoveIncompatibleAccessPackage(_)
        | PackageCommand::AddIncompatibleGroup(_)
        | PackageCommand::RemoveIncompatibleGroup(_)
        | PackageCommand::CreatePolicy(_)
        | PackageCommand::UpdatePolicy(_)
        | PackageCommand::DeletePolicy(_) => true,
    }
}

const fn of_requests(command: &RequestCommand) -> bool {
    match command {
        RequestCommand::RemoveAssignment(_) => true,
        // They name whom they are about, and take nothing from anybody.
        RequestCommand::SubmitRequest(_)
        | RequestCommand::CancelRequest(_)
        | RequestCommand::GiveBackAssignment(_)
        | RequestCommand::RequestExtension(_)
        | RequestCommand::AssignDirectly(_)
        | RequestCommand::ExtendAssignment(_)
        | RequestCommand::ChangeAnswers(_)
        | RequestCommand::ReprocessAssignment(_)
        | RequestCommand::ReprocessRequest(_)
        | RequestCommand::DeleteRequest(_) => false,
    }
}

const fn of_delegations(command: &DelegationCommand) -> bool {
    match command {
        // Those on whose requests the approver decides.
        DelegationCommand::DelegateApprovals(_) | DelegationCommand::EndDelegation(_) => true,
    }
}
