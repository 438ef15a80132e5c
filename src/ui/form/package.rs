//! The wizard that makes an access package with its first policy, and the form that edits one.

use crate::domain::command::{
    AccessPackageReference, Command, CreateAccessPackage, PackageCommand, UpdateAccessPackage,
};
use crate::domain::id::{CatalogId, ObjectRef, PackageId};
use crate::domain::package::{AccessPackage, PackageVisibility};
use crate::domain::text::{Description, DisplayName, Safe};
use crate::ui::form::{
    Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Reader, Step, policy,
};
use crate::ui::scene::{Reason, Scene};

mod contents;

use contents::{CATALOG, ROLES, pick_catalog};
pub(super) use contents::{SEE_ALL, find_added, roles_elsewhere, see_all};
pub use contents::{catalog_of, find_role, first, pick_role, roles_of};

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const HIDDEN: FieldKey = FieldKey::new("isHidden");

/// Makes a package with its first policy, in the catalog that the form is about or in any.
pub static CREATE: FormTable = FormTable {
    name: "create-package",
    title: |_, _| "New access package".into(),
    verb: "create",
    steps: wizard,
    prefill: begin,
    parse: create,
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Access package \"{name}\" was made. Nobody is assigned to it.").into()
    },
    notes: |_, _, answers| notes(answers),
};

/// Edits what a package is called and who finds it.
pub static EDIT: FormTable = FormTable {
    name: "edit-package",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit access package \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| vec![Step::new("Basics", basics())],
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. Assignments and open requests stay as they are.".into(),
    notes: |_, _, _| Vec::new(),
};

fn basics() -> Vec<Field> {
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP))
            .required()
            .help("Requestors read it."),
        Field::new(HIDDEN, "Hidden", Kind::Toggle)
            .help("A hidden package is found by its link only."),
    ]
}

fn wizard(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let mut first = basics();
    first.push(contents::catalog_field(about));
    let mut steps = vec![
        Step::new("Basics", first),
        Step::new("Resource roles", contents::roles_fields()),
    ];
    steps.extend(policy::steps(scene, None, answers));
    steps
}

fn begin(scene: &Scene<'_>, about: Option<ObjectRef>) -> Answers {
    let catalog = match contents::fixed(about) {
        Some(catalog) => Some(catalog),
        None => contents::first(scene).ok().flatten(),
    };
    let rows = catalog.map(|catalog| pick_catalog(scene, catalog));
    let answers = Answers::default()
        .with_toggle(HIDDEN, false)
        .with_picked(CATALOG, rows.into_iter().collect());
    policy::first(answers, "Initial policy")
}

fn notes(answers: &Answers) -> Vec<Safe> {
    let mut notes = policy::notes(answers);
    if answers.picked(&ROLES).is_empty() {
        notes.push("The package gives nothing yet: no resource role is chosen.".into());
    }
    notes
}

fn create(scene: &Scene<'_>, _: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let hidden = read.toggle(&HIDDEN);
    let catalog = contents::read_catalog(scene, &mut read);
    let contents = contents::read_roles(scene, &mut read, catalog);
    let terms = policy::read(scene, &mut read, None);
    read.finish(|| {
        Some(PackageCommand::CreateAccessPackage(CreateAccessPackage {
            display_name: name?,
            description: description?,
            catalog: Some(catalog?),
            is_hidden: Some(hidden),
            resource_roles: contents.given,
            added_resource_roles: contents.added,
            policies: vec![terms],
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AccessPackage> {
    if let Some(ObjectRef::AccessPackage(id)) = about {
        scene.tenant().find_package(id)
    } else {
        None
    }
}

fn answers_of(package: &AccessPackage) -> Answers {
    Answers::default()
        .with_text(NAME, package.display_name.as_str())
        .with_text(DESCRIPTION, package.description.as_str())
        .with_toggle(HIDDEN, package.visibility == PackageVisibility::Hidden)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let hidden = read.toggle(&HIDDEN);
    let package = edited(scene, about);
    if package.is_none() {
        read.refuse(&NAME, "belongs to a package that has been deleted");
    }
    read.finish(|| {
        let package = package?;
        let was_hidden = package.visibility == PackageVisibility::Hidden;
        Some(PackageCommand::UpdateAccessPackage(UpdateAccessPackage {
            access_package: package.id,
            display_name: name.filter(|name| *name != package.display_name),
            description: description.filter(|text| *text != package.description),
            is_hidden: Some(hidden).filter(|hidden| *hidden != was_hidden),
            catalog: None,
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

/// Returns a command that makes some package, to ask whether the persona may make any.
pub fn blank(catalog: Option<CatalogId>) -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("package").map_err(|error| Reason::new(error.to_string()))?;
    let command = PackageCommand::CreateAccessPackage(CreateAccessPackage {
        display_name,
        description: Description::none(),
        catalog,
        is_hidden: None,
        resource_roles: Vec::new(),
        added_resource_roles: Vec::new(),
        policies: Vec::new(),
    });
    Ok(command.into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(access_package: PackageId) -> Command {
    PackageCommand::UpdateAccessPackage(UpdateAccessPackage {
        access_package,
        display_name: None,
        description: None,
        is_hidden: None,
        catalog: None,
    })
    .into()
}

/// Returns the command that deletes a package.
pub fn deletion(access_package: PackageId) -> Command {
    PackageCommand::DeleteAccessPackage(AccessPackageReference { access_package }).into()
}

#[cfg(test)]
mod tests {
    use crate::domain::approval::ApprovalSettings;
    use crate::domain::policy::AllowedTargetScope;
    use crate::domain::time::{Expiration, Span};
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Fills the wizard in up to its third step.
    fn begun(made: &mut Furnished) -> &mut Rehearsal {
        let desk = made.at(Screen::CatalogPackages(made.catalog));
        desk.press("n").type_text("Kit").press("tab");
        desk.type_text("Tools")
            .press("pagedown enter tab enter pagedown")
    }

    #[test]
    fn the_tutorials_package_is_made_in_one_go() {
        let mut made = Furnished::new();
        let desk = begun(&mut made);
        desk.expect("Initial policy");
        desk.press("tab tab enter").type_text("specific users");
        desk.press("enter tab enter");
        desk.type_text("requestor").press("tab enter");
        desk.press("tab space tab tab tab enter");
        desk.type_text("approver@").press("tab enter");
        desk.press("tab tab tab tab tab space");
        desk.press("pagedown pagedown tab Ctrl-U");
        desk.type_text("30").press("pagedown pagedown");
        desk.expect("Specific users and groups").expect("Kit");
        desk.press("Ctrl-S").expect("Nobody is assigned to it.");
        let tenant = &desk.desk.tenant;
        let policy = &tenant.policies.iter().next().unwrap().terms;
        assert_eq!(policy.scope, AllowedTargetScope::SpecificDirectoryUsers);
        assert_eq!(policy.expiration, Expiration::After(Span::days(30)));
        assert!(
            matches!(&policy.approval, ApprovalSettings::Required { stages, .. } if stages.len() == 1)
        );
        assert!(policy.is_enabled && policy.justification_required);
        let package = tenant.packages.iter().next().unwrap();
        assert_eq!(package.resource_roles.len(), 1);
    }

    #[test]
    fn what_has_to_be_decided_is_not_decided_by_a_default() {
        let mut made = Furnished::new();
        let desk = begun(&mut made);
        desk.press("tab tab enter").type_text("specific users");
        desk.press("enter tab tab Ctrl-S");
        desk.expect("Require approval needs a choice.")
            .expect("create (3 problems)");
    }

    #[test]
    fn a_policy_that_will_be_switched_off_is_warned_of() {
        let mut made = Furnished::new();
        let desk = begun(&mut made);
        desk.press("Shift-Tab space space");
        desk.press("pagedown pagedown pagedown pagedown");
        desk.expect("saved switched off");
    }
}
