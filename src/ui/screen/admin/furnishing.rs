//! A tenant with a group, a catalog and people, for tests of the screens of administrators.

use serde_json::{Value, json};

use crate::domain::command::Command;
use crate::domain::id::{
    CatalogId, CustomExtensionId, ObjectRef, PackageId, Person, ResourceId, UserId,
};
use crate::ui::msg::Msg;
use crate::ui::rehearsal::Rehearsal;
use crate::ui::screen::Screen;

/// The desk and what was made on it.
pub(crate) struct Furnished {
    pub(crate) desk: Rehearsal,
    pub(crate) approver: UserId,
    pub(crate) requestor: UserId,
    pub(crate) catalog: CatalogId,
    pub(crate) resource: ResourceId,
}

impl Furnished {
    /// Makes Approver, Requestor, the group `Test group` and the catalog `Sales` with the group.
    pub(crate) fn new() -> Self {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        let approver = made(&mut desk, &user("Approver"));
        let requestor = made(&mut desk, &user("Requestor"));
        let group = made(
            &mut desk,
            &json!({"do": "createGroup", "with": {"displayName": "Test group"}}),
        );
        let catalog = made(
            &mut desk,
            &json!({"do": "createCatalog", "with": {
                "displayName": "Sales", "description": "For the field"}}),
        );
        let resource = made(
            &mut desk,
            &json!({"do": "addCatalogResource", "with": {
                "catalog": catalog.guid(), "originSystem": "AadGroup", "originId": format!("group:{}", group.guid())}}),
        );
        Self {
            desk,
            approver: UserId::new(approver.guid()),
            requestor: UserId::new(requestor.guid()),
            catalog: CatalogId::new(catalog.guid()),
            resource: ResourceId::new(resource.guid()),
        }
    }

    /// Makes the package `Kit`, which Requestor may request and Approver decides on.
    pub(crate) fn package(&mut self) -> PackageId {
        let stage = json!({"primaryApprovers": [single(self.approver)]});
        let policy = json!({
            "displayName": "Initial policy",
            "allowedTargetScope": "specificDirectoryUsers",
            "specificAllowedTargets": [single(self.requestor)],
            "requestApprovalSettings": {"isApprovalRequiredForAdd": true, "stages": [stage]},
        });
        let package = made(
            &mut self.desk,
            &json!({"do": "createAccessPackage", "with": {
                "displayName": "Kit", "description": "Tools", "catalog": self.catalog,
                "resourceRoles": [{"resource": self.resource, "role": "Member"}],
                "policies": [policy]}}),
        );
        PackageId::new(package.guid())
    }

    /// Makes a policy `A rule` whose rule assigns a package, with half a day of grace.
    pub(crate) fn automate(&mut self, package: PackageId) {
        made(
            &mut self.desk,
            &json!({"do": "createPolicy", "with": {
                "accessPackage": package, "displayName": "A rule",
                "allowedTargetScope": "specificDirectoryUsers",
                "specificAllowedTargets": [{
                    "@odata.type": "#microsoft.graph.attributeRuleMembers",
                    "membershipRule": "user.department -eq \"Sales\"", "description": "Sellers"}],
                "automaticRequestSettings": {"gracePeriodBeforeAccessRemoval": "PT12H"}}}),
        );
    }

    /// Carries out a command that makes or changes something.
    pub(crate) fn make(&mut self, command: &Value) -> ObjectRef {
        made(&mut self.desk, command)
    }

    /// Makes an extension of the catalog that requests may call.
    pub(crate) fn extension(&mut self, name: &str) -> CustomExtensionId {
        let made = made(
            &mut self.desk,
            &json!({"do": "createCustomExtension", "with": {
                "catalog": self.catalog, "displayName": name,
                "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension"}}),
        );
        CustomExtensionId::new(made.guid())
    }

    /// Lets Requestor ask for a package.
    pub(crate) fn request(&mut self, package: PackageId) -> ObjectRef {
        let administrator = self.desk.persona;
        self.desk.persona = Person::User(self.requestor);
        let request = made(
            &mut self.desk,
            &json!({"do": "submitRequest", "with": {
                "accessPackage": package, "justification": "For work"}}),
        );
        self.desk.persona = administrator;
        request
    }

    /// Lets Approver approve a request, which is delivered at once.
    pub(crate) fn approve(&mut self, request: ObjectRef) {
        let administrator = self.desk.persona;
        self.desk.persona = Person::User(self.approver);
        made(
            &mut self.desk,
            &json!({"do": "approveRequest", "with": {
                "request": request.guid(), "justification": "Fine"}}),
        );
        self.desk.persona = administrator;
    }

    /// Lets the access by the policy of a package be reviewed as settings say.
    pub(crate) fn review(&mut self, package: PackageId, settings: &Value) {
        let policies = &self.desk.desk.tenant.index.policies_of;
        let policy = *policies.of(package).next().unwrap();
        made(
            &mut self.desk,
            &json!({"do": "updatePolicy", "with": {"policy": policy, "reviewSettings": settings}}),
        );
    }

    /// Returns who administers.
    pub(crate) fn administrator(&self) -> Person {
        let mut users = self.desk.desk.tenant.users.iter();
        let found = users.find(|user| !user.directory_roles.is_empty()).unwrap();
        Person::User(found.id)
    }

    /// Shows a screen.
    pub(crate) fn at(&mut self, screen: Screen) -> &mut Rehearsal {
        self.desk.ui.here = screen;
        self.desk.tell(Msg::Reloaded);
        &mut self.desk
    }
}

fn user(name: &str) -> Value {
    let address = format!("{}@woodgrovebank.onmicrosoft.com", name.to_lowercase());
    json!({"do": "createUser", "with": {
        "displayName": name, "userPrincipalName": address, "mail": address}})
}

fn single(user: UserId) -> Value {
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": user})
}

fn made(desk: &mut Rehearsal, command: &Value) -> ObjectRef {
    let parsed: Command = serde_json::from_value(command.clone()).unwrap();
    let objects = desk.execute(parsed).unwrap();
    *objects.first().unwrap()
}
