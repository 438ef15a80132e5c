//! Decides which packages and groups exclude a package.
//!
//! A new link touches nobody who holds both; it refuses new requests, and those that run fail when
//! they are delivered.

use crate::domain::authority::visible;
use crate::domain::command::{IncompatibleAccessPackage, IncompatibleGroup};
use crate::domain::context::Context;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ObjectRef, PackageId};
use crate::domain::package::AccessPackage;
use crate::domain::refusal::{DeskRefusal, PackageRefusal, Refusal};
use crate::domain::walk::Check;

/// Lists a package whose holders do not get another one.
pub(super) fn add_package(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &IncompatibleAccessPackage,
) -> Result<(), Refusal> {
    let (package, other) = (with.access_package, with.incompatible);
    // Whoever manages one catalog may not find out what others hold.
    let known =
        draft.contains(other.into()) && visible(draft, context.actor, other.into(), context.now);
    context.require(Check::ObjectExists, &[other.into()], known, || {
        let object = other.into();
        DeskRefusal::NotFound { object }
    })?;
    context.require(
        Check::IncompatibleIsAnother,
        &[package.into()],
        other != package,
        || PackageRefusal::IncompatibleSelf { package },
    )?;
    let old = draft.package(package)?.clone();
    let mut new = old.clone();
    let added = new.incompatible_access_packages.insert(other);
    new_link(context, package, other.into(), added)?;
    revise(draft, context, Fact::IncompatiblePackageAdded, (old, new));
    Ok(())
}

/// Takes a package off the list of those whose holders do not get another one.
pub(super) fn remove_package(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &IncompatibleAccessPackage,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let mut new = old.clone();
    let removed = new.incompatible_access_packages.remove(&with.incompatible);
    there(context, old.id, with.incompatible.into(), removed)?;
    revise(draft, context, Fact::IncompatiblePackageRemoved, (old, new));
    Ok(())
}

/// Lists a group whose members do not get a package.
pub(super) fn add_group(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &IncompatibleGroup,
) -> Result<(), Refusal> {
    draft.live_group(with.group)?;
    let old = draft.package(with.access_package)?.clone();
    let mut new = old.clone();
    let added = new.incompatible_groups.insert(with.group);
    new_link(context, old.id, with.group.into(), added)?;
    revise(draft, context, Fact::IncompatibleGroupAdded, (old, new));
    Ok(())
}

/// Takes a group off the list of those whose members do not get a package.
pub(super) fn remove_group(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &IncompatibleGroup,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let mut new = old.clone();
    let removed = new.incompatible_groups.remove(&with.group);
    there(context, old.id, with.group.into(), removed)?;
    revise(draft, context, Fact::IncompatibleGroupRemoved, (old, new));
    Ok(())
}

/// Takes a package that is about to go off the lists of all others.
pub(super) fn forget_package(
    draft: &mut Draft<'_>,
    context: &Context<'_>,
    gone: PackageId,
) -> Result<(), Refusal> {
    let listing: Vec<PackageId> = draft.index.excluded_by_package.of(gone).copied().collect();
    for package in listing {
        let old = draft.package(package)?.clone();
        let mut new = old.clone();
        new.incompatible_access_packages.remove(&gone);
        write(draft, context, Fact::IncompatiblePackageRemoved, (old, new));
    }
    Ok(())
}

fn new_link(
    context: &mut Context<'_>,
    package: PackageId,
    incompatible: ObjectRef,
    added: bool,
) -> Result<(), Refusal> {
    context.require(
        Check::IncompatibilityNew,
        &[package.into(), incompatible],
        added,
        || PackageRefusal::DuplicateIncompatibility {
            package,
            incompatible,
        },
    )
}

fn there(
    context: &mut Context<'_>,
    package: PackageId,
    incompatible: ObjectRef,
    removed: bool,
) -> Result<(), Refusal> {
    context.require(
        Check::SomethingChanges,
        &[package.into(), incompatible],
        removed,
        || DeskRefusal::NothingToChange {},
    )
}

fn revise(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    fact: Fact,
    edit: (AccessPackage, AccessPackage),
) {
    context.bind("accessPackage", edit.0.id);
    write(draft, context, fact, edit);
}

fn write(
    draft: &mut Draft<'_>,
    context: &Context<'_>,
    fact: Fact,
    (old, new): (AccessPackage, AccessPackage),
) {
    let new = AccessPackage {
        modified_date_time: context.now,
        ..new
    };
    draft.emit(fact, Change::Package(Edit::changed(old, new)));
}
