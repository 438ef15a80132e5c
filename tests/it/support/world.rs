//! A tenant to tell stories about, without a terminal and without a disk, through the real door.

use std::path::Path;

use accessdesk::domain::command::{
    AccessPackageReference, AddCatalogResource, AdvanceClock, ApprovalCommand, AssignmentReference,
    CatalogCommand, Command, CreateAccessPackage, CreateCatalog, CreateGroup, CreateUser,
    DecideRequest, DeskCommand, DirectoryCommand, FirstAdministrator, FoundTenant, Nothing,
    PackageCommand, RequestCommand, RequestReference, RoleOfResource, SubmitRequest,
};
use accessdesk::domain::id::{
    AssignmentId, CatalogId, GroupId, ObjectRef, Origin, PackageId, Person, PolicyId, Principal,
    RequestId, ResourceId, UserId,
};
use accessdesk::domain::invariant;
use accessdesk::domain::policy::{PolicyBody, PolicyTerms};
use accessdesk::domain::request::RequestState;
use accessdesk::domain::resource::{OriginSystem, ResourceRole};
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::text::{
    Description, DisplayName, DomainName, Justification, UserPrincipalName,
};
use accessdesk::domain::time::{Expiration, Schedule, Span, Timestamp};
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, EngineError, Receipt, Surroundings, Terms};
use accessdesk::store::fs::MemoryFs;
use accessdesk::store::manifest::Manifest;
use uuid::Uuid;

pub(crate) mod policies;

pub(crate) use policies::admitting;

/// The instant at which every story begins.
pub(crate) const BEGINNING: &str = "2026-03-01T09:00:00Z";

/// A tenant and whoever acts in it.
pub(crate) struct World {
    pub(crate) engine: Engine<MemoryFs>,
    pub(crate) administrator: UserId,
    actor: Person,
}

/// The cast and the objects of the tutorial after its third step.
pub(crate) struct Tutorial {
    pub(crate) approver: UserId,
    pub(crate) requestor: UserId,
    pub(crate) test_group: GroupId,
    pub(crate) requestors: GroupId,
    pub(crate) catalog: CatalogId,
    pub(crate) resource: ResourceId,
    pub(crate) package: PackageId,
}

pub(crate) fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

pub(crate) fn reason(text: &str) -> Justification {
    Justification::parse(text).unwrap()
}

/// Returns how a command ended: `ok`, or the code of the rule that refused it.
pub(crate) fn code(result: &Result<Receipt, EngineError>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.refused().map_or_else(
            || error.to_string(),
            |refused| refused.refusal.code().to_owned(),
        ),
    }
}

impl World {
    /// Founds a tenant whose Administrator is Global Administrator.
    pub(crate) fn new() -> Self {
        Self::founded_with(vec![DirectoryRole::GlobalAdministrator])
    }

    pub(crate) fn founded_with(roles: Vec<DirectoryRole>) -> Self {
        let at = Timestamp::parse(BEGINNING).unwrap();
        let manifest = Manifest::new(Uuid::from_u128(7), at, at);
        let surroundings = Surroundings {
            clock: Box::new(FixedClock(at)),
            ids: Box::new(SeededIds::new(1)),
            os_user: "anna".to_owned(),
        };
        let fs = MemoryFs::new();
        let (mut engine, findings) =
            Engine::create(fs, Path::new("/store"), &manifest, surroundings).unwrap();
        assert!(findings.is_empty());
        let found = FoundTenant {
            display_name: name("Woodgrove Bank"),
            initial_domain: DomainName::parse("woodgrovebank.onmicrosoft.com").unwrap(),
            administrator: FirstAdministrator {
                user_principal_name: UserPrincipalName::parse(
                    "administrator@woodgrovebank.onmicrosoft.com",
                )
                .unwrap(),
                display_name: name("Administrator"),
                directory_roles: Some(roles),
            },
            time_zone: None,
        };
        let receipt = engine
            .operate(&DeskCommand::FoundTenant(found), &Terms::default())
            .unwrap();
        let administrator = bound(&receipt, "administrator");
        let administrator = UserId::new(administrator.guid());
        Self {
            engine,
            administrator,
            actor: Person::User(administrator),
        }
    }

    pub(crate) fn tenant(&self) -> &Tenant {
        self.engine.tenant()
    }

    pub(crate) fn acting_as(&mut self, user: UserId) -> &mut Self {
        self.actor = Person::User(user);
        self
    }

    pub(crate) fn administering(&mut self) -> &mut Self {
        self.acting_as(self.administrator)
    }

    /// Gives a command and checks everything that must hold afterwards.
    pub(crate) fn give(&mut self, command: impl Into<Command>) -> Result<Receipt, EngineError> {
        let result = self
            .engine
            .execute(self.actor, &command.into(), &Terms::default());
        assert_eq!(invariant::check_all(self.tenant()), vec![]);
        result
    }

    pub(crate) fn operate(&mut self, command: &DeskCommand) -> Result<Receipt, EngineError> {
        let result = self.engine.operate(command, &Terms::default());
        assert_eq!(invariant::check_all(self.tenant()), vec![]);
        result
    }

    pub(crate) fn advance(&mut self, by: Span) -> Receipt {
        self.operate(&DeskCommand::AdvanceClock(AdvanceClock {
            by: Some(by),
            to: None,
            to_next_event: None,
        }))
        .unwrap()
    }

    pub(crate) fn undo(&mut self) -> Result<Receipt, EngineError> {
        self.operate(&DeskCommand::Undo(Nothing {}))
    }

    pub(crate) fn redo(&mut self) -> Result<Receipt, EngineError> {
        self.operate(&DeskCommand::Redo(Nothing {}))
    }

    pub(crate) fn user(&mut self, display_name: &str) -> UserId {
        let local = display_name.to_lowercase().replace(' ', ".");
        let sign_in_name = format!("{local}@woodgrovebank.onmicrosoft.com");
        let sign_in_name = UserPrincipalName::parse(&sign_in_name).unwrap();
        let user = CreateUser::new(sign_in_name, name(display_name));
        let receipt = self.give(DirectoryCommand::CreateUser(user)).unwrap();
        UserId::new(bound(&receipt, "user").guid())
    }

    pub(crate) fn group(&mut self, display_name: &str, members: &[UserId]) -> GroupId {
        let group = CreateGroup {
            members: members.iter().map(|user| Principal::User(*user)).collect(),
            ..CreateGroup::named(name(display_name))
        };
        let receipt = self.give(DirectoryCommand::CreateGroup(group)).unwrap();
        GroupId::new(bound(&receipt, "group").guid())
    }

    pub(crate) fn catalog(&mut self, display_name: &str) -> CatalogId {
        let receipt = self
            .give(CatalogCommand::CreateCatalog(catalog(display_name)))
            .unwrap();
        CatalogId::new(bound(&receipt, "catalog").guid())
    }

    pub(crate) fn resource(&mut self, catalog: CatalogId, group: GroupId) -> ResourceId {
        let add = AddCatalogResource {
            catalog,
            origin_system: OriginSystem::AadGroup,
            origin_id: Origin::Group(group),
        };
        let receipt = self.give(CatalogCommand::AddCatalogResource(add)).unwrap();
        ResourceId::new(bound(&receipt, "resource").guid())
    }

    pub(crate) fn package(
        &mut self,
        catalog: CatalogId,
        display_name: &str,
        resource: ResourceId,
        policy: PolicyTerms,
    ) -> (PackageId, PolicyId) {
        let create = CreateAccessPackage {
            display_name: name(display_name),
            description: Description::parse("For the story").unwrap(),
            catalog: Some(catalog),
            is_hidden: None,
            resource_roles: vec![RoleOfResource {
                resource,
                role: ResourceRole::Member,
            }],
            added_resource_roles: Vec::new(),
            policies: vec![PolicyBody::from(policy)],
        };
        let receipt = self
            .give(PackageCommand::CreateAccessPackage(create))
            .unwrap();
        (
            PackageId::new(bound(&receipt, "accessPackage").guid()),
            PolicyId::new(bound(&receipt, "policies").guid()),
        )
    }

    /// Prepares everything that the first three steps of the tutorial prepare.
    pub(crate) fn tutorial(&mut self) -> Tutorial {
        self.administering();
        let approver = self.user("Approver");
        let requestor = self.user("Internal requestor");
        let test_group = self.group("Entitlement test group", &[]);
        let requestors = self.group("Internal requestor", &[requestor]);
        let catalog = self.catalog("Entitlement test catalog");
        let resource = self.resource(catalog, test_group);
        let terms = admitting(requestors, &[approver]);
        let (package, _) = self.package(catalog, "Entitlement test package", resource, terms);
        Tutorial {
            approver,
            requestor,
            test_group,
            requestors,
            catalog,
            resource,
            package,
        }
    }

    pub(crate) fn submit(
        &mut self,
        package: PackageId,
        schedule: Option<Schedule>,
    ) -> Result<Receipt, EngineError> {
        self.give(RequestCommand::SubmitRequest(SubmitRequest {
            access_package: package,
            policy: None,
            target: None,
            justification: Some(reason("Project onboarding")),
            schedule,
            answers: Vec::new(),
        }))
    }

    pub(crate) fn request(&mut self, package: PackageId) -> RequestId {
        let receipt = self.submit(package, None).unwrap();
        RequestId::new(bound(&receipt, "request").guid())
    }

    pub(crate) fn approve(&mut self, request: RequestId) -> Result<Receipt, EngineError> {
        self.give(ApprovalCommand::ApproveRequest(DecideRequest {
            request,
            justification: Some(reason("Known person")),
        }))
    }

    pub(crate) fn deny(&mut self, request: RequestId) -> Result<Receipt, EngineError> {
        self.give(ApprovalCommand::DenyRequest(DecideRequest {
            request,
            justification: Some(reason("Not needed")),
        }))
    }

    pub(crate) fn cancel(&mut self, request: RequestId) -> Result<Receipt, EngineError> {
        self.give(RequestCommand::CancelRequest(RequestReference { request }))
    }

    pub(crate) fn give_back(&mut self, assignment: AssignmentId) -> Result<Receipt, EngineError> {
        self.give(RequestCommand::GiveBackAssignment(AssignmentReference {
            assignment,
        }))
    }

    pub(crate) fn delete_package(
        &mut self,
        access_package: PackageId,
    ) -> Result<Receipt, EngineError> {
        self.give(PackageCommand::DeleteAccessPackage(
            AccessPackageReference { access_package },
        ))
    }

    pub(crate) fn state(&self, request: RequestId) -> RequestState {
        self.tenant().find_request(request).unwrap().progress.state
    }

    pub(crate) fn held(&self, package: PackageId, user: UserId) -> Option<AssignmentId> {
        self.tenant().held_by(Person::User(user), package)
    }

    pub(crate) fn is_member(&self, group: GroupId, user: UserId) -> bool {
        self.tenant()
            .memberships
            .find((group, Principal::User(user)))
            .is_some()
    }
}

/// Returns the first object bound to a name.
pub(crate) fn bound(receipt: &Receipt, name: &str) -> ObjectRef {
    receipt
        .bindings
        .iter()
        .find(|binding| binding.name == name)
        .unwrap()
        .object
}

pub(crate) fn catalog(display_name: &str) -> CreateCatalog {
    CreateCatalog {
        display_name: name(display_name),
        description: Description::parse("For the story").unwrap(),
        state: None,
        is_externally_visible: None,
    }
}

/// Returns a period from now until an instant.
pub(crate) fn until(end: &str) -> Schedule {
    Schedule {
        start_date_time: None,
        expiration: Expiration::At(Timestamp::parse(end).unwrap()),
    }
}
