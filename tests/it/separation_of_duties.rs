//! What keeps people from holding two packages, or a package and a group, that exclude each other.

use accessdesk::domain::assignment::{AssignmentState, DeliveryError, GrantStatus};
use accessdesk::domain::command::{
    DirectoryCommand, GroupMember, IncompatibleAccessPackage, IncompatibleGroup, PackageCommand,
};
use accessdesk::domain::id::{GroupId, ObjectRef, PackageId, Principal, UserId};
use accessdesk::domain::request::{DeliveryFailure, RequestState};
use accessdesk::domain::separation;
use accessdesk::domain::time::{Schedule, Span, Timestamp};
use accessdesk::engine::{EngineError, Receipt};

use crate::support::world::{Tutorial, World, admitting, code};

/// A package that needs approval, and another one without that the same people may request.
fn two_packages() -> (World, Tutorial, PackageId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let (other, _) = world.package(
        tutorial.catalog,
        "Other",
        tutorial.resource,
        admitting(tutorial.requestors, &[]),
    );
    (world, tutorial, other)
}

fn exclude(
    world: &mut World,
    access_package: PackageId,
    incompatible: PackageId,
) -> Result<Receipt, EngineError> {
    let with = IncompatibleAccessPackage {
        access_package,
        incompatible,
    };
    world
        .administering()
        .give(PackageCommand::AddIncompatibleAccessPackage(with))
}

fn exclude_group(
    world: &mut World,
    access_package: PackageId,
    group: GroupId,
) -> Result<Receipt, EngineError> {
    let with = IncompatibleGroup {
        access_package,
        group,
    };
    world
        .administering()
        .give(PackageCommand::AddIncompatibleGroup(with))
}

fn join(world: &mut World, group: GroupId, member: Principal) {
    world
        .administering()
        .give(DirectoryCommand::AddGroupMember(GroupMember {
            group,
            member,
        }))
        .unwrap();
}

fn refused_for(result: &Result<Receipt, EngineError>) -> Vec<ObjectRef> {
    let Err(error) = result else {
        panic!("accepted");
    };
    error.refused().unwrap().refusal.objects()
}

#[test]
fn whoever_holds_an_incompatible_package_cannot_request_and_hears_what_conflicts() {
    let (mut world, tutorial, other) = two_packages();
    exclude(&mut world, tutorial.package, other).unwrap();
    world.acting_as(tutorial.requestor).request(other);
    let held = world.held(other, tutorial.requestor).unwrap();
    let refused = world.submit(tutorial.package, None);
    assert_eq!(code(&refused), "IncompatibleAccess");
    assert!(refused_for(&refused).contains(&held.into()));
    world.give_back(held).unwrap();
    assert_eq!(code(&world.submit(tutorial.package, None)), "ok");
}

#[test]
fn links_lead_one_way() {
    let (mut world, tutorial, other) = two_packages();
    exclude(&mut world, other, tutorial.package).unwrap();
    world.acting_as(tutorial.requestor).request(other);
    assert_eq!(code(&world.submit(tutorial.package, None)), "ok");
    let inverse: Vec<_> = world
        .tenant()
        .index
        .excluded_by_package
        .of(tutorial.package)
        .copied()
        .collect();
    assert_eq!(inverse, [other]);
}

#[test]
fn members_of_a_group_nested_in_an_incompatible_group_cannot_request() {
    let (mut world, tutorial, _) = two_packages();
    let inner = world.group("Inner", &[]);
    let outer = world.group("Outer", &[]);
    join(&mut world, outer, Principal::Group(inner));
    exclude_group(&mut world, tutorial.package, outer).unwrap();
    let fine = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, None);
    assert_eq!(code(&fine), "ok");
    world.undo().unwrap();
    join(&mut world, inner, Principal::User(tutorial.requestor));
    let refused = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, None);
    assert_eq!(code(&refused), "IncompatibleAccess");
    assert!(refused_for(&refused).contains(&outer.into()));
}

#[test]
fn a_package_cannot_exclude_itself_or_list_anything_twice() {
    let (mut world, tutorial, other) = two_packages();
    let (package, group) = (tutorial.package, tutorial.requestors);
    assert_eq!(
        code(&exclude(&mut world, package, package)),
        "IncompatibleSelf"
    );
    assert_eq!(code(&exclude(&mut world, package, other)), "ok");
    let again = exclude(&mut world, package, other);
    assert_eq!(code(&again), "DuplicateIncompatibility");
    assert_eq!(code(&exclude_group(&mut world, package, group)), "ok");
    let again = exclude_group(&mut world, package, group);
    assert_eq!(code(&again), "DuplicateIncompatibility");
}

#[test]
fn links_are_taken_off_again_and_only_those_that_are_there() {
    let (mut world, tutorial, other) = two_packages();
    let (package, group) = (tutorial.package, tutorial.requestors);
    exclude(&mut world, package, other).unwrap();
    exclude_group(&mut world, package, group).unwrap();
    let packages = PackageCommand::RemoveIncompatibleAccessPackage(IncompatibleAccessPackage {
        access_package: package,
        incompatible: other,
    });
    let groups = PackageCommand::RemoveIncompatibleGroup(IncompatibleGroup {
        access_package: package,
        group,
    });
    for command in [packages, groups] {
        assert_eq!(code(&world.give(command.clone())), "ok");
        assert_eq!(code(&world.give(command)), "NothingToChange");
    }
    let free = world.acting_as(tutorial.requestor).submit(package, None);
    assert_eq!(code(&free), "ok");
}

#[test]
fn only_those_who_manage_packages_set_incompatibilities() {
    let (mut world, tutorial, other) = two_packages();
    let with = IncompatibleAccessPackage {
        access_package: tutorial.package,
        incompatible: other,
    };
    let refused = world
        .acting_as(tutorial.requestor)
        .give(PackageCommand::AddIncompatibleAccessPackage(with));
    assert_eq!(code(&refused), "UnAuthorized");
}

/// Lets the requestor ask for the first package and hold the other one that excludes it by then.
fn in_conflict(
    world: &mut World,
    tutorial: &Tutorial,
    other: PackageId,
) -> accessdesk::domain::id::RequestId {
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    exclude(world, tutorial.package, other).unwrap();
    world.acting_as(tutorial.requestor).request(other);
    request
}

#[test]
fn a_request_in_conflict_may_be_approved_and_fails_when_it_is_delivered() {
    let (mut world, tutorial, other) = two_packages();
    let request = in_conflict(&mut world, &tutorial, other);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let held = world.held(other, tutorial.requestor).unwrap();
    assert_eq!(
        world.state(request),
        RequestState::DeliveryFailed(DeliveryFailure::Incompatible(held.into()))
    );
    assert_eq!(world.held(tutorial.package, tutorial.requestor), None);
    let progress = &world.tenant().find_request(request).unwrap().progress;
    let assignment = world
        .tenant()
        .find_assignment(progress.assignment.unwrap())
        .unwrap();
    assert_eq!(assignment.progress.state, AssignmentState::DeliveryFailed);
    let failed = GrantStatus::Failed(DeliveryError::IncompatibleAccess);
    assert!(
        assignment
            .progress
            .grants
            .iter()
            .all(|grant| grant.status == failed)
    );
}

#[test]
fn a_scheduled_start_checks_for_conflicts_again() {
    let (mut world, tutorial, other) = two_packages();
    let start = Timestamp::parse("2026-03-05T00:00:00Z").unwrap();
    let later = Schedule {
        start_date_time: Some(start),
        ..Schedule::UNSPECIFIED
    };
    world
        .acting_as(tutorial.requestor)
        .submit(other, Some(later))
        .unwrap();
    let (_, request) = *world.tenant().index.requests_for.of(other).next().unwrap();
    exclude_group(&mut world, other, tutorial.requestors).unwrap();
    world.advance(Span::days(5));
    assert_eq!(
        world.state(request),
        RequestState::DeliveryFailed(DeliveryFailure::Incompatible(tutorial.requestors.into()))
    );
}

#[test]
fn access_from_before_the_link_stays_and_is_listed_as_additional() {
    let (mut world, tutorial, other) = two_packages();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    world.acting_as(tutorial.requestor).request(other);
    assert_eq!(
        separation::additional_access(world.tenant(), tutorial.package),
        []
    );
    exclude(&mut world, tutorial.package, other).unwrap();
    let held = |package: PackageId, user: UserId| world.held(package, user).unwrap();
    let first = held(tutorial.package, tutorial.requestor);
    let second = held(other, tutorial.requestor);
    assert_eq!(
        separation::additional_access(world.tenant(), tutorial.package),
        [(first, second.into())]
    );
    assert_eq!(separation::additional_access(world.tenant(), other), []);
}

#[test]
fn a_deleted_package_leaves_the_lists_of_the_others() {
    let (mut world, tutorial, other) = two_packages();
    exclude(&mut world, tutorial.package, other).unwrap();
    world.delete_package(other).unwrap();
    let package = world.tenant().find_package(tutorial.package).unwrap();
    assert!(package.incompatible_access_packages.is_empty());
    world.undo().unwrap();
    let package = world.tenant().find_package(tutorial.package).unwrap();
    assert!(package.incompatible_access_packages.contains(&other));
}

#[test]
fn a_group_that_excludes_people_is_deleted_only_after_a_warning() {
    let (mut world, tutorial, _) = two_packages();
    let group = world.group("Auditors", &[]);
    exclude_group(&mut world, tutorial.package, group).unwrap();
    let delete = accessdesk::domain::command::GroupReference { group };
    let refused = world.give(DirectoryCommand::DeleteGroup(delete));
    assert_eq!(code(&refused), "GroupInUse");
    assert!(refused_for(&refused).contains(&tutorial.package.into()));
}
