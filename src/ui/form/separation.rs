//! The forms that list what excludes a package, and take it off the list.

use crate::domain::command::{
    Command, IncompatibleAccessPackage, IncompatibleGroup, PackageCommand,
};
use crate::domain::id::{GroupId, ObjectKind, ObjectRef, PackageId};
use crate::domain::package::AccessPackage;
use crate::domain::text::Safe;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::scene::Scene;

const INCOMPATIBLE: FieldKey = FieldKey::new("incompatible");

/// Lists a package or group that excludes the package that the form is about.
pub static ADD: FormTable = FormTable {
    name: "add-incompatible",
    title: |scene, about| titled("What excludes", scene, about),
    verb: "add",
    steps: |_, _, _| {
        let help = "Whoever holds it or is in it cannot get this package; not the other way round.";
        steps(Source(others), help)
    },
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, addition),
    done: |_, _, answers| {
        let name = chosen(answers);
        format!("{name} excludes the package now. Who has both keeps both.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Takes a package or group off the list of the package that the form is about.
pub static REMOVE: FormTable = FormTable {
    name: "remove-incompatible",
    title: |scene, about| titled("What no longer excludes", scene, about),
    verb: "remove",
    steps: |_, _, _| steps(Source(listed), "Those people can get the package again."),
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, removal),
    done: |_, _, answers| format!("{} no longer excludes the package.", chosen(answers)).into(),
    notes: |_, _, _| Vec::new(),
};

/// A package or group that can exclude a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excluding {
    /// A package.
    Package(PackageId),
    /// A group.
    Group(GroupId),
}

/// Returns a command that lists something, to ask whether the persona may list anything.
pub fn blank(package: PackageId) -> Command {
    addition(package, Excluding::Package(PackageId::MIN))
}

/// Returns the command that lists what excludes a package.
pub fn addition(access_package: PackageId, excluding: Excluding) -> Command {
    match excluding {
        Excluding::Package(incompatible) => {
            PackageCommand::AddIncompatibleAccessPackage(IncompatibleAccessPackage {
                access_package,
                incompatible,
            })
        }
        Excluding::Group(group) => PackageCommand::AddIncompatibleGroup(IncompatibleGroup {
            access_package,
            group,
        }),
    }
    .into()
}

/// Returns the command that takes something off the list.
pub fn removal(access_package: PackageId, excluding: Excluding) -> Command {
    match excluding {
        Excluding::Package(incompatible) => {
            PackageCommand::RemoveIncompatibleAccessPackage(IncompatibleAccessPackage {
                access_package,
                incompatible,
            })
        }
        Excluding::Group(group) => PackageCommand::RemoveIncompatibleGroup(IncompatibleGroup {
            access_package,
            group,
        }),
    }
    .into()
}

fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn steps(source: Source, help: &str) -> Vec<Step> {
    let kind = Kind::Picker(Amount::One, source);
    let field = Field::new(INCOMPATIBLE, "Package or group", kind);
    vec![Step::new("Incompatible", vec![field.required().help(help)])]
}

fn chosen(answers: &Answers) -> String {
    let rows = answers.picked(&INCOMPATIBLE).iter();
    let names: Vec<String> = rows.map(|row| format!("\"{}\"", row.label)).collect();
    names.join(", ")
}

fn package<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AccessPackage> {
    if let Some(ObjectRef::AccessPackage(id)) = about {
        scene.tenant().find_package(id)
    } else {
        None
    }
}

fn pick(scene: &Scene<'_>, object: ObjectRef) -> Pick {
    let guid = object.guid();
    let (value, note) = if let ObjectRef::AccessPackage(id) = object {
        let catalog = scene.tenant().find_package(id).map(|found| found.catalog);
        let catalog = catalog.map(|catalog| scene.name(catalog));
        let note = format!("package of {}", catalog.unwrap_or_default());
        (format!("package:{guid}"), note)
    } else {
        (format!("group:{guid}"), "group".to_owned())
    };
    Pick::new(value, scene.name(object)).note(note)
}

fn find(scene: &Scene<'_>, value: &str) -> Option<Excluding> {
    let (kind, guid) = value.split_once(':')?;
    let guid = uuid::Uuid::parse_str(guid).ok()?;
    let tenant = scene.tenant();
    if kind == "group" {
        tenant
            .find_group(GroupId::new(guid))
            .map(|group| Excluding::Group(group.id))
    } else {
        tenant
            .find_package(PackageId::new(guid))
            .map(|package| Excluding::Package(package.id))
    }
}

fn others(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let Some(package) = package(scene, about) else {
        return Vec::new();
    };
    let named = &scene.tenant().index.named;
    named
        .of(ObjectKind::AccessPackage)
        .chain(named.of(ObjectKind::Group))
        .map(|(_, object)| *object)
        .filter(|object| *object != ObjectRef::from(package.id) && !lists(package, *object))
        .map(|object| pick(scene, object))
        .collect()
}

fn lists(package: &AccessPackage, object: ObjectRef) -> bool {
    excluding(package).any(|listed| listed == object)
}

/// Lists what excludes a package: packages, then groups.
pub fn excluding(package: &AccessPackage) -> impl Iterator<Item = ObjectRef> {
    let packages = package.incompatible_access_packages.iter();
    let groups = package.incompatible_groups.iter();
    packages
        .map(|id| ObjectRef::from(*id))
        .chain(groups.map(|id| ObjectRef::from(*id)))
}

fn listed(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let package = package(scene, about);
    package
        .into_iter()
        .flat_map(excluding)
        .map(|object| pick(scene, object))
        .collect()
}

fn parse(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    command: fn(PackageId, Excluding) -> Command,
) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let found = read.picks(&INCOMPATIBLE, |value| find(scene, value));
    let package = package(scene, about);
    read.finish(|| Some(command(package?.id, found.into_iter().next()?)))
        .map(Order::persona)
}
