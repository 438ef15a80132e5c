//! A small tenant for tests of screens: a package that a requestor asks for and an approver gives.

use serde_json::json;

use crate::domain::command::Command;
use crate::domain::id::{ObjectKind, ObjectRef, Person, UserId};
use crate::domain::text::NameKey;
use crate::ui::layout::Size;
use crate::ui::model::Ui;
use crate::ui::msg::Msg;
use crate::ui::rehearsal::Rehearsal;
use crate::ui::screen::Screen;

/// Makes the people, groups, catalog and package of the tutorial, seen on a wide screen.
///
/// `change` edits the policy as JSON before it is sent.
pub(crate) fn tutorial(change: impl Fn(&mut serde_json::Value)) -> Rehearsal {
    let mut desk = Rehearsal::new(Screen::Catalogs);
    desk.tell(Msg::Resize(Size {
        width: 120,
        height: 40,
    }));
    let approver = user(&mut desk, "Approver");
    let requestor = user(&mut desk, "Requestor");
    let group = make(
        &mut desk,
        &json!({"do": "createGroup", "with": {"displayName": "Test group"}}),
    );
    let catalog = make(
        &mut desk,
        &json!({"do": "createCatalog", "with": {"displayName": "Tests", "description": "Tests"}}),
    );
    let resource = make(
        &mut desk,
        &json!({"do": "addCatalogResource", "with": {
            "catalog": catalog.guid(), "originSystem": "AadGroup", "originId": format!("group:{}", group.guid()),
        }}),
    );
    let mut policy = json!({
        "displayName": "Initial policy",
        "allowedTargetScope": "specificDirectoryUsers",
        "specificAllowedTargets": [
            {"@odata.type": "#microsoft.graph.singleUser", "userId": requestor.guid()},
        ],
        "requestApprovalSettings": {
            "isApprovalRequiredForAdd": true,
            "isRequestorJustificationRequired": true,
            "stages": [{"primaryApprovers": [
                {"@odata.type": "#microsoft.graph.singleUser", "userId": approver.guid()},
            ]}],
        },
        "expiration": {"type": "afterDuration", "duration": "P30D"},
    });
    change(&mut policy);
    make(
        &mut desk,
        &json!({"do": "createAccessPackage", "with": {
            "displayName": "Test package", "description": "For the tutorial",
            "catalog": catalog.guid(),
            "resourceRoles": [{"resource": resource.guid(), "role": "Member"}],
            "policies": [policy],
        }}),
    );
    desk
}

fn user(desk: &mut Rehearsal, name: &str) -> ObjectRef {
    let sign_in = format!("{}@woodgrovebank.onmicrosoft.com", name.to_lowercase());
    make(
        desk,
        &json!({"do": "createUser", "with": {
            "displayName": name, "userPrincipalName": sign_in,
        }}),
    )
}

fn make(desk: &mut Rehearsal, line: &serde_json::Value) -> ObjectRef {
    let command: Command = serde_json::from_value(line.clone()).expect("a command");
    let made = desk.execute(command).expect("the command is accepted");
    *made.first().expect("the command makes something")
}

/// Lets somebody act from now on, on a screen.
pub(crate) fn act_as<'a>(desk: &'a mut Rehearsal, name: &str, screen: Screen) -> &'a mut Rehearsal {
    let named = desk.desk.tenant.index.named.of(ObjectKind::User);
    let wanted = NameKey::of(name);
    let found = named
        .filter(|(key, _)| *key == wanted)
        .map(|(_, object)| UserId::new(object.guid()))
        .next();
    desk.persona = Person::User(found.expect("somebody of that name"));
    desk.ui = Ui::new(desk.ui.size, screen, &desk.scene());
    desk
}

/// Lets the requestor ask from today to tomorrow, and returns to their requests.
pub(crate) fn requested() -> Rehearsal {
    let mut desk = tutorial(|_| {});
    act_as(&mut desk, "Requestor", Screen::AvailablePackages);
    desk.press("enter").type_text("Project onboarding");
    desk.press("tab space tab tab").type_text("tomorrow");
    desk.press("Ctrl-S 4");
    desk
}

/// Lets the approver approve that request, and returns to the requestor's access.
pub(crate) fn approved() -> Rehearsal {
    let mut desk = requested();
    act_as(&mut desk, "Approver", Screen::PendingApprovals);
    desk.press("a").type_text("Fine").press("Ctrl-S");
    act_as(&mut desk, "Requestor", Screen::ActiveAccess);
    desk
}
