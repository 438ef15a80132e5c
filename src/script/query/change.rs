//! The smallest single command that would turn a "no" into a "yes".
//!
//! A failed check has remedies, in the order in which they are tried. Each is a line as a script
//! would have it; whoever asks gets the first that was decided on a draft and turned the answer.

use serde_json::{Value, json};

use crate::domain::authority::{Holder, catalogs_of};
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::id::{ObjectRef, PackageId, Person, UserId};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Step};
use crate::script::query::{Fields, may_do};

mod admission;
mod membership;
mod proof;

use admission::admit;
use membership::{fit_rule, join};

/// A command that might turn an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// What it does, in words.
    pub text: String,
    /// The line that does it.
    pub line: Value,
}

/// What a remedy is looked for.
pub(super) struct Case<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) viewer: Person,
    pub(super) now: Timestamp,
    pub(super) person: Person,
    pub(super) with: &'a Fields,
}

type Find = fn(&Case<'_>, &[ObjectRef]) -> Vec<Remedy>;

/// The remedies of each check that has any.
const REMEDIES: &[(Check, Find)] = &[
    (Check::SignInEnabled, sign_in),
    (Check::PasscodesOn, send_codes),
    (Check::CatalogPublished, publish),
    (Check::CatalogExternallyVisible, open_to_externals),
    (Check::PackageListed, list),
    (Check::PolicyMatches, admit),
    (Check::PolicyOffered, admit),
    (Check::NotAssigned, end_assignment),
    (Check::NoOpenRequest, cancel_request),
    (Check::NothingIncompatible, reconcile),
    (Check::ManagerOfTarget, make_manager),
    (Check::RightHeld, give_right),
    (Check::VerifiedIdPresented, proof::obtain),
    (Check::RuleMatches, fit_rule),
    (Check::InGroup, join),
];

/// Lists the remedies of all checks that failed, in order.
pub(super) fn remedies(case: &Case<'_>, steps: &[Step]) -> Vec<Remedy> {
    steps
        .iter()
        .filter(|step| !step.passed)
        .flat_map(|step| {
            REMEDIES
                .iter()
                .filter(|(check, _)| *check == step.check)
                .flat_map(|(_, find)| find(case, &step.objects))
        })
        .collect()
}

impl Case<'_> {
    fn name(&self, object: impl Into<ObjectRef>) -> String {
        let object = object.into();
        let is_person = matches!(object, ObjectRef::User(_) | ObjectRef::ExternalPerson(_));
        match self.tenant.name_of(object) {
            Some(name) if is_person => name.to_owned(),
            Some(name) => format!("\"{name}\""),
            None => format!("{} {}", object.kind().word(), object.guid()),
        }
    }
}

fn remedy(text: String, command: &str, with: impl Into<Value>) -> Remedy {
    let line = json!({"do": command, "with": with.into()});
    Remedy { text, line }
}

fn guid(object: impl Into<ObjectRef>) -> String {
    object.into().guid().to_string()
}

fn sign_in(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let Some(ObjectRef::User(user)) = objects.first() else {
        return Vec::new();
    };
    let Some(user) = case.tenant.find_user(*user) else {
        return Vec::new();
    };
    let name = case.name(user.id);
    if user.purge_due().is_some() {
        let with = json!({"user": guid(user.id)});
        return vec![remedy(
            format!("restore account {name}"),
            "restoreUser",
            with,
        )];
    }
    let with = json!({"user": guid(user.id), "accountEnabled": true});
    vec![remedy(
        format!("let {name} sign in again"),
        "updateUser",
        with,
    )]
}

fn send_codes(_: &Case<'_>, _: &[ObjectRef]) -> Vec<Remedy> {
    let text = "switch one-time passcodes on".to_owned();
    let with = json!({"emailOneTimePasscode": true});
    vec![remedy(text, "updateOrganization", with)]
}

fn publish(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    objects
        .iter()
        .map(|catalog| {
            let with = json!({"catalog": guid(*catalog), "state": "published"});
            remedy(
                format!("enable catalog {}", case.name(*catalog)),
                "updateCatalog",
                with,
            )
        })
        .collect()
}

fn open_to_externals(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    objects
        .iter()
        .map(|catalog| {
            let with = json!({"catalog": guid(*catalog), "isExternallyVisible": true});
            let text = format!("enable catalog {} for external users", case.name(*catalog));
            remedy(text, "updateCatalog", with)
        })
        .collect()
}

fn list(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    objects
        .iter()
        .map(|package| {
            let with = json!({"accessPackage": guid(*package), "isHidden": false});
            let text = format!("no longer hide package {}", case.name(*package));
            remedy(text, "updateAccessPackage", with)
        })
        .collect()
}

fn end_assignment(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    objects
        .iter()
        .filter(|object| matches!(object, ObjectRef::Assignment(_)))
        .map(|assignment| {
            let name = case.name(case.person);
            let text = format!("take {} away from {name}", case.name(*assignment));
            let with = json!({"assignment": guid(*assignment)});
            remedy(text, "removeAssignment", with)
        })
        .collect()
}

fn cancel_request(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    objects
        .iter()
        .filter(|object| matches!(object, ObjectRef::Request(_)))
        .map(|request| {
            let text = format!("cancel the open request for {}", case.name(*request));
            remedy(text, "cancelRequest", json!({"request": guid(*request)}))
        })
        .collect()
}

/// Takes away what excludes the package, or else the exclusion.
fn reconcile(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let package = case.with.get("accessPackage").and_then(Value::as_str);
    let package = package.and_then(|text| uuid::Uuid::parse_str(text).ok());
    let Some(package) = package.map(PackageId::new) else {
        return Vec::new();
    };
    let mut remedies = Vec::new();
    for object in objects {
        let names = format!("{} and {}", case.name(package), case.name(*object));
        let text = format!("let {names} go together");
        if let ObjectRef::Assignment(held) = *object {
            remedies.extend(end_assignment(case, &[held.into()]));
            let other = case.tenant.find_assignment(held);
            remedies.extend(other.map(|held| {
                let (lists, listed) = (guid(package), guid(held.access_package));
                let with = json!({"accessPackage": lists, "incompatible": listed});
                remedy(text, "removeIncompatibleAccessPackage", with)
            }));
        } else if let ObjectRef::Group(group) = *object {
            let with = json!({"accessPackage": guid(package), "group": guid(group)});
            remedies.push(remedy(text, "removeIncompatibleGroup", with));
        }
    }
    remedies
}

/// Makes whoever would ask the manager of whoever would get access.
fn make_manager(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let [ObjectRef::User(manager), ObjectRef::User(report)] = *objects else {
        return Vec::new();
    };
    let (above, below) = (case.name(manager), case.name(report));
    let with = json!({"user": guid(report), "manager": guid(manager)});
    vec![remedy(
        format!("make {above} the manager of {below}"),
        "updateUser",
        with,
    )]
}

/// Gives the person what would give the right, the strongest role last.
fn give_right(case: &Case<'_>, _: &[ObjectRef]) -> Vec<Remedy> {
    let Some(user) = case.person.user() else {
        return Vec::new();
    };
    let name = case.name(user);
    let may_do::Ways { scope, holders } =
        may_do::ways(case.tenant, case.person, case.with).unwrap_or_default();
    holders
        .into_iter()
        .rev()
        .filter_map(|(holder, _)| match (holder, scope) {
            (Holder::DirectoryRole(role), _) => Some(remedy(
                format!("make {name} {}", role.label()),
                "assignDirectoryRole",
                json!({"user": guid(user), "role": role}),
            )),
            (Holder::EntitlementRole(role), scope) => entrust(case, user, role, scope),
            (Holder::GroupOwner, Some(ObjectRef::Group(group))) => Some(remedy(
                format!("make {name} owner of group {}", case.name(group)),
                "addGroupOwner",
                json!({"group": guid(group), "owner": guid(user)}),
            )),
            (
                Holder::GroupOwner
                | Holder::ApplicationOwner
                | Holder::SiteOwner
                | Holder::Member
                | Holder::Anybody,
                _,
            ) => None,
        })
        .collect()
}

/// Gives a role of entitlement management where it would give the right.
fn entrust(
    case: &Case<'_>,
    user: UserId,
    role: EntitlementRole,
    scope: Option<ObjectRef>,
) -> Option<Remedy> {
    let name = case.name(user);
    if !role.is_of_a_catalog() {
        let with = json!({"principal": guid(user), "role": role});
        return Some(remedy(
            format!("make {name} {}", role.label()),
            "assignRole",
            with,
        ));
    }
    let catalog = catalogs_of(case.tenant, scope?).into_iter().next()?;
    let text = format!("make {name} {} in {}", role.label(), case.name(catalog));
    let with = json!({"principal": guid(user), "role": role, "catalog": guid(catalog)});
    Some(remedy(text, "assignRole", with))
}
