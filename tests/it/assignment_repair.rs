//! What administrators do with deliveries that failed and memberships that were removed by hand.

use accessdesk::domain::assignment::{AssignmentState, GrantStatus};
use accessdesk::domain::command::{
    AssignmentReference, Command, DirectoryCommand, GroupMember, GroupReference,
    IncompatibleAccessPackage, PackageCommand, RequestCommand, RequestReference, UserReference,
};
use accessdesk::domain::id::{AssignmentId, PackageId, Principal, RequestId};
use accessdesk::domain::request::{DeliveryFailure, RequestState};
use accessdesk::domain::time::{Schedule, Span};
use accessdesk::engine::{EngineError, Receipt, Terms};

use crate::support::world::{Tutorial, World, admitting, bound, code, until};

/// Somebody who holds a package without approval.
fn holding() -> (World, Tutorial, AssignmentId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = admitting(tutorial.requestors, &[]);
    let (package, _) = world.package(tutorial.catalog, "Held", tutorial.resource, terms);
    world.acting_as(tutorial.requestor).request(package);
    let held = world.held(package, tutorial.requestor).unwrap();
    (world, tutorial, held)
}

/// A request that failed since the requestor holds something that excludes the package.
fn failed() -> (World, Tutorial, RequestId, PackageId) {
    failed_asking(None)
}

/// Such a request, for a period if one is given.
fn failed_asking(period: Option<Schedule>) -> (World, Tutorial, RequestId, PackageId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = admitting(tutorial.requestors, &[]);
    let (other, _) = world.package(tutorial.catalog, "Other", tutorial.resource, terms);
    let receipt = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, period)
        .unwrap();
    let request = RequestId::new(bound(&receipt, "request").guid());
    world.request(other);
    let link = IncompatibleAccessPackage {
        access_package: tutorial.package,
        incompatible: other,
    };
    world
        .administering()
        .give(PackageCommand::AddIncompatibleAccessPackage(link))
        .unwrap();
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert!(matches!(
        world.state(request),
        RequestState::DeliveryFailed(DeliveryFailure::Incompatible(_))
    ));
    (world, tutorial, request, other)
}

fn acknowledged(world: &mut World, command: impl Into<Command>) {
    let terms = Terms {
        acknowledge: vec!["ManagedByEntitlement".to_owned(), "GroupInUse".to_owned()],
        ..Terms::default()
    };
    let administrator = accessdesk::domain::id::Person::User(world.administrator);
    world
        .engine
        .execute(administrator, &command.into(), &terms)
        .unwrap();
}

fn reprocess(world: &mut World, request: RequestId) -> Result<Receipt, EngineError> {
    world
        .administering()
        .give(RequestCommand::ReprocessRequest(RequestReference {
            request,
        }))
}

fn repair(world: &mut World, assignment: AssignmentId) -> Result<Receipt, EngineError> {
    let with = AssignmentReference { assignment };
    world
        .administering()
        .give(RequestCommand::ReprocessAssignment(with))
}

fn assignment_of(world: &World, request: RequestId) -> AssignmentId {
    let request = world.tenant().find_request(request).unwrap();
    request.progress.assignment.unwrap()
}

fn state(world: &World, assignment: AssignmentId) -> AssignmentState {
    world
        .tenant()
        .find_assignment(assignment)
        .unwrap()
        .progress
        .state
}

#[test]
fn reprocessing_an_assignment_gives_back_a_membership_removed_by_hand() {
    let (mut world, tutorial, held) = holding();
    assert_eq!(code(&repair(&mut world, held)), "NothingToChange");
    let by_hand = GroupMember {
        group: tutorial.test_group,
        member: Principal::User(tutorial.requestor),
    };
    acknowledged(&mut world, DirectoryCommand::RemoveGroupMember(by_hand));
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    repair(&mut world, held).unwrap();
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
    assert_eq!(state(&world, held), AssignmentState::Delivered);
}

#[test]
fn ended_access_cannot_be_reprocessed_and_only_administrators_reprocess() {
    let (mut world, tutorial, held) = holding();
    let with = AssignmentReference { assignment: held };
    let refused = world
        .acting_as(tutorial.requestor)
        .give(RequestCommand::ReprocessAssignment(with));
    assert_eq!(code(&refused), "UnAuthorized");
    world.give_back(held).unwrap();
    assert_eq!(code(&repair(&mut world, held)), "AssignmentNotActive");
}

#[test]
fn a_failed_delivery_succeeds_once_what_stood_in_the_way_is_gone() {
    let (mut world, tutorial, request, other) = failed();
    assert_eq!(code(&reprocess(&mut world, request)), "ok");
    assert!(matches!(
        world.state(request),
        RequestState::DeliveryFailed(_)
    ));
    let held = world.held(other, tutorial.requestor).unwrap();
    world.acting_as(tutorial.requestor).give_back(held).unwrap();
    world.advance(Span::days(3));
    reprocess(&mut world, request).unwrap();
    assert_eq!(world.state(request), RequestState::Delivered);
    let assignment = world.held(tutorial.package, tutorial.requestor).unwrap();
    assert_eq!(assignment, assignment_of(&world, request));
    let progress = &world.tenant().find_assignment(assignment).unwrap().progress;
    assert_eq!(progress.start.to_string(), "2026-03-04T09:00:00Z");
    assert_eq!(progress.end.unwrap().to_string(), "2026-04-03T09:00:00Z");
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
}

#[test]
fn a_failed_delivery_is_not_tried_again_once_its_period_is_over() {
    let (mut world, _, request, _) = failed_asking(Some(until("2026-03-06T00:00:00Z")));
    world.advance(Span::days(6));
    assert_eq!(code(&reprocess(&mut world, request)), "ReprocessNotAllowed");
}

#[test]
fn a_delivery_is_tried_again_for_14_days() {
    let (mut world, _, request, _) = failed();
    world.advance(Span::days(14));
    assert_eq!(code(&reprocess(&mut world, request)), "ok");
    world.advance(Span::days(14));
    world.advance(Span::seconds(1));
    assert_eq!(code(&reprocess(&mut world, request)), "ReprocessWindowOver");
}

#[test]
fn what_was_delivered_or_denied_is_not_reprocessed() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    assert_eq!(code(&reprocess(&mut world, request)), "ReprocessNotAllowed");
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(code(&reprocess(&mut world, request)), "ReprocessNotAllowed");
}

#[test]
fn a_failed_delivery_is_not_tried_again_beside_new_access() {
    let (mut world, tutorial, request, other) = failed();
    let held = world.held(other, tutorial.requestor).unwrap();
    world.acting_as(tutorial.requestor).give_back(held).unwrap();
    let second = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    assert_eq!(code(&reprocess(&mut world, request)), "OpenRequestExists");
    world.acting_as(tutorial.approver).approve(second).unwrap();
    assert_eq!(code(&reprocess(&mut world, request)), "AlreadyAssigned");
}

#[test]
fn the_rest_of_a_partial_delivery_is_given_once_its_group_is_back() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let second = world.group("Second", &[]);
    let resource = world.resource(tutorial.catalog, second);
    let add = accessdesk::domain::command::PackageRole {
        access_package: tutorial.package,
        resource,
        role: accessdesk::domain::resource::ResourceRole::Member,
    };
    world.give(PackageCommand::AddResourceRole(add)).unwrap();
    let gone = GroupReference { group: second };
    acknowledged(&mut world, DirectoryCommand::DeleteGroup(gone.clone()));
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(world.state(request), RequestState::PartiallyDelivered);
    world
        .administering()
        .give(DirectoryCommand::RestoreGroup(gone))
        .unwrap();
    reprocess(&mut world, request).unwrap();
    assert_eq!(world.state(request), RequestState::Delivered);
    assert!(world.is_member(second, tutorial.requestor));
    let assignment = assignment_of(&world, request);
    assert_eq!(state(&world, assignment), AssignmentState::Delivered);
}

#[test]
fn an_administrator_cleans_a_failed_delivery_up_and_its_requestor_cannot() {
    let (mut world, tutorial, request, _) = failed();
    let assignment = assignment_of(&world, request);
    assert_eq!(state(&world, assignment), AssignmentState::DeliveryFailed);
    let own = world.acting_as(tutorial.requestor).cancel(request);
    assert_eq!(code(&own), "NotCancellable");
    world.administering().cancel(request).unwrap();
    assert_eq!(world.state(request), RequestState::Canceled);
    assert_eq!(state(&world, assignment), AssignmentState::Expired);
}

#[test]
fn a_failed_delivery_does_not_keep_its_package_from_being_deleted() {
    let (mut world, tutorial, request, _) = failed();
    world
        .administering()
        .delete_package(tutorial.package)
        .unwrap();
    assert_eq!(code(&reprocess(&mut world, request)), "ReprocessNotAllowed");
}

#[test]
fn access_scheduled_for_somebody_who_is_disabled_by_then_fails() {
    use accessdesk::domain::command::UpdateUser;
    use accessdesk::domain::time::{Schedule, Timestamp};
    let mut world = World::new();
    let tutorial = world.tutorial();
    let later = Schedule {
        start_date_time: Some(Timestamp::parse("2026-03-05T00:00:00Z").unwrap()),
        ..Schedule::UNSPECIFIED
    };
    world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, Some(later))
        .unwrap();
    let (_, request) = *world
        .tenant()
        .index
        .requests_for
        .of(tutorial.package)
        .next()
        .unwrap();
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert!(matches!(
        world.state(request),
        RequestState::Scheduled { .. }
    ));
    let disable: UpdateUser = serde_json::from_value(serde_json::json!({
        "user": tutorial.requestor, "accountEnabled": false,
    }))
    .unwrap();
    world
        .administering()
        .give(DirectoryCommand::UpdateUser(disable))
        .unwrap();
    world.advance(Span::days(5));
    assert_eq!(
        world.state(request),
        RequestState::DeliveryFailed(DeliveryFailure::AccountUnavailable)
    );
    let assignment = assignment_of(&world, request);
    assert_eq!(state(&world, assignment), AssignmentState::DeliveryFailed);
    let grants = &world
        .tenant()
        .find_assignment(assignment)
        .unwrap()
        .progress
        .grants;
    let failed = |status: &GrantStatus| matches!(status, GrantStatus::Failed(_));
    assert!(grants.iter().all(|grant| failed(&grant.status)));
}

#[test]
fn what_a_deleted_user_holds_still_blocks_the_package_and_its_policy() {
    let (mut world, tutorial, held) = holding();
    let assignment = world.tenant().find_assignment(held).unwrap().clone();
    let gone = UserReference {
        user: tutorial.requestor,
    };
    world
        .administering()
        .give(DirectoryCommand::DeleteUser(gone))
        .unwrap();
    let package = world.delete_package(assignment.access_package);
    assert_eq!(code(&package), "PackageHasAssignments");
    let policy = accessdesk::domain::command::PolicyReference {
        policy: assignment.policy,
    };
    let policy = world.give(PackageCommand::DeletePolicy(policy));
    assert_eq!(code(&policy), "PolicyHasAssignments");
}
