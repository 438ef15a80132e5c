//! Guests with packages, for tests of what is said about them.

use serde_json::{Value, json};

use crate::domain::command::Command;
use crate::domain::id::{ObjectRef, PackageId, Person};
use crate::ui::layout::Size;
use crate::ui::msg::Msg;
use crate::ui::screen::Screen;
use crate::ui::screen::admin::furnishing::Furnished;

/// A guest's way in: `Kit`, its policy for people from anywhere, and Ana of Contoso.
pub(super) struct Contoso {
    pub(super) made: Furnished,
    pub(super) package: PackageId,
    pub(super) policy: ObjectRef,
    pub(super) ana: Person,
}

pub(super) fn contoso() -> Contoso {
    let mut made = Furnished::new();
    made.desk.tell(Msg::Resize(Size {
        width: 140,
        height: 40,
    }));
    let package = made.package();
    made.at(Screen::ExternalPeople).press("a");
    made.desk.type_text("Contoso").press("tab");
    made.desk
        .type_text("contoso.onmicrosoft.com")
        .press("Ctrl-S n");
    made.desk.type_text("ana@contoso.com").press("tab");
    made.desk.type_text("Ana Lima").press("Ctrl-S");
    let ana = made.desk.desk.tenant.external_persons.iter().next();
    let ana = Person::ExternalPerson(ana.map(|person| person.id).unwrap());
    let policy = for_guests(&mut made, package.into());
    Contoso {
        made,
        package,
        policy,
        ana,
    }
}

/// Makes a policy by which people from anywhere may ask Approver for a package.
pub(super) fn for_guests(made: &mut Furnished, package: ObjectRef) -> ObjectRef {
    let approver = json!({"@odata.type": "#microsoft.graph.singleUser",
        "userId": made.approver});
    let policy = json!({"do": "createPolicy", "with": {"accessPackage": package.guid(),
        "displayName": "Guests", "allowedTargetScope": "allExternalUsers",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "stages": [{"primaryApprovers": [approver]}]}}});
    said(made, &policy)
}

pub(super) fn assign(made: &mut Furnished, package: ObjectRef, policy: ObjectRef, person: Person) {
    let target = match person {
        Person::User(user) => user.guid().to_string(),
        Person::ExternalPerson(person) => format!("person:{}", person.guid()),
    };
    let line = json!({"do": "assignDirectly", "with": {"accessPackage": package.guid(),
        "policy": policy.guid(), "bypassApproval": true, "targets": [target]}});
    said(made, &line);
}

/// Assigns `Kit` to Ana of Contoso, who had no account before.
pub(super) fn with_ana() -> Furnished {
    let mut contoso = contoso();
    let (package, policy) = (ObjectRef::from(contoso.package), contoso.policy);
    assign(&mut contoso.made, package, policy, contoso.ana);
    let mut made = contoso.made;
    made.at(Screen::PackageAssignments(contoso.package));
    made
}

/// Assigns `Kit` and `Bag` to Ana.
pub(super) fn with_ana_twice() -> Contoso {
    let mut contoso = contoso();
    let (package, policy) = (ObjectRef::from(contoso.package), contoso.policy);
    let made = &mut contoso.made;
    assign(made, package, policy, contoso.ana);
    let bag = json!({"do": "createAccessPackage", "with": {
        "displayName": "Bag", "description": "More", "catalog": made.catalog}});
    let bag = said(made, &bag);
    let policy = for_guests(made, bag);
    assign(made, bag, policy, contoso.ana);
    contoso
}

pub(super) fn account(contoso: &Contoso) -> Person {
    Person::User(
        contoso
            .made
            .desk
            .desk
            .tenant
            .account_of(contoso.ana)
            .unwrap(),
    )
}

pub(super) fn said(made: &mut Furnished, line: &Value) -> ObjectRef {
    let command: Command = serde_json::from_value(line.clone()).unwrap();
    *made.desk.execute(command).unwrap().first().unwrap()
}
