//! What becomes of a request, from the question to the end of access.

use accessdesk::domain::approval::ApprovalStage;
use accessdesk::domain::catalog::CatalogState;
use accessdesk::domain::command::{CatalogCommand, UpdateCatalog};
use accessdesk::domain::request::{DenialReason, RequestState};
use accessdesk::domain::subject_set::SubjectSet;
use accessdesk::domain::time::{Expiration, Schedule, Span, Timestamp};

use crate::support::world::{World, admitting, bound, code, until};

#[test]
fn approved_request_puts_the_requestor_into_the_group_until_the_requested_end() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let receipt = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, Some(until("2026-03-02T23:59:59Z")))
        .unwrap();
    let request = accessdesk::domain::id::RequestId::new(bound(&receipt, "request").guid());
    assert!(matches!(
        world.state(request),
        RequestState::PendingApproval { stage: 0, .. }
    ));
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(world.state(request), RequestState::Delivered);
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
    let held = world.held(tutorial.package, tutorial.requestor).unwrap();
    let end = world
        .tenant()
        .find_assignment(held)
        .unwrap()
        .progress
        .end
        .unwrap();
    assert_eq!(end.to_string(), "2026-03-02T23:59:59Z");
}

#[test]
fn access_ends_by_itself_at_its_end() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let receipt = world.advance(Span::days(30));
    let swept: Vec<&str> = receipt
        .swept
        .iter()
        .map(|(_, commit)| commit.command.as_str())
        .collect();
    assert_eq!(swept, ["fourteenDayNotice", "oneDayNotice", "expiry"]);
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    assert_eq!(world.held(tutorial.package, tutorial.requestor), None);
}

#[test]
fn nobody_decides_on_their_own_request() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    assert_eq!(
        code(&world.acting_as(tutorial.requestor).approve(request)),
        "SelfApproval"
    );
    assert_eq!(
        code(&world.administering().approve(request)),
        "NotAnApprover"
    );
}

#[test]
fn second_request_for_the_same_package_is_refused_while_the_first_is_open_or_held() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    assert_eq!(
        code(&world.submit(tutorial.package, None)),
        "OpenRequestExists"
    );
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(
        code(
            &world
                .acting_as(tutorial.requestor)
                .submit(tutorial.package, None)
        ),
        "AlreadyAssigned"
    );
}

#[test]
fn period_must_end_after_it_begins_and_fit_the_policy() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    world.acting_as(tutorial.requestor);
    let from = |start: &str, end: &str| {
        Some(Schedule {
            start_date_time: Some(Timestamp::parse(start).unwrap()),
            expiration: Expiration::At(Timestamp::parse(end).unwrap()),
        })
    };
    let mut case = |start: &str, end: &str, expected: &str| {
        assert_eq!(
            code(&world.submit(tutorial.package, from(start, end))),
            expected,
            "{start} to {end}"
        );
    };
    case(
        "2026-03-05T00:00:00Z",
        "2026-03-04T23:59:59Z",
        "EndBeforeStart",
    );
    case(
        "2026-02-27T00:00:00Z",
        "2026-03-04T23:59:59Z",
        "StartInPast",
    );
    // It ends after it begins, however long ago both were.
    case(
        "2026-02-25T00:00:00Z",
        "2026-02-26T23:59:59Z",
        "StartInPast",
    );
    case(
        "2026-02-26T00:00:00Z",
        "2026-02-25T23:59:59Z",
        "EndBeforeStart",
    );
    case(
        "2026-03-01T00:00:00Z",
        "2026-04-09T23:59:59Z",
        "ExceedsPolicy",
    );
    case("2026-03-01T00:00:00Z", "2026-03-02T23:59:59Z", "ok");
}

#[test]
fn request_for_later_waits_for_its_start() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let schedule = Schedule {
        start_date_time: Some(Timestamp::parse("2026-03-05T00:00:00Z").unwrap()),
        expiration: Expiration::NotSpecified,
    };
    let receipt = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, Some(schedule))
        .unwrap();
    let request = accessdesk::domain::id::RequestId::new(bound(&receipt, "request").guid());
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert!(matches!(
        world.state(request),
        RequestState::Scheduled { .. }
    ));
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    world.advance(Span::days(4));
    assert_eq!(world.state(request), RequestState::Delivered);
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
}

#[test]
fn undecided_request_expires_after_fourteen_days() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.advance(Span::days(14));
    assert_eq!(
        world.state(request),
        RequestState::Denied(DenialReason::ApprovalTimedOut)
    );
    assert_eq!(
        code(&world.acting_as(tutorial.approver).approve(request)),
        "RequestExpired"
    );
    assert_eq!(
        code(
            &world
                .acting_as(tutorial.requestor)
                .submit(tutorial.package, None)
        ),
        "ok"
    );
}

#[test]
fn denied_request_can_be_submitted_again() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).deny(request).unwrap();
    assert_eq!(
        world.state(request),
        RequestState::Denied(DenialReason::Approver)
    );
    assert_eq!(code(&world.approve(request)), "AlreadyDecided");
    assert_eq!(
        code(
            &world
                .acting_as(tutorial.requestor)
                .submit(tutorial.package, None)
        ),
        "ok"
    );
}

#[test]
fn two_stages_are_decided_one_after_the_other() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let second = world.administering().user("Second approver");
    let terms = admitting(tutorial.requestors, &[tutorial.approver, second]);
    let (package, _) = world.package(tutorial.catalog, "Two stages", tutorial.resource, terms);
    let request = world.acting_as(tutorial.requestor).request(package);
    assert_eq!(
        code(&world.acting_as(second).approve(request)),
        "UnAuthorized"
    );
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert!(matches!(
        world.state(request),
        RequestState::PendingApproval { stage: 1, .. }
    ));
    assert_eq!(
        code(&world.acting_as(tutorial.approver).approve(request)),
        "AlreadyDecided"
    );
    world.acting_as(second).approve(request).unwrap();
    assert_eq!(world.state(request), RequestState::Delivered);
}

#[test]
fn stage_without_anybody_who_can_decide_waits_and_never_approves_itself() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let mut terms = admitting(tutorial.requestors, &[tutorial.requestor]);
    if let accessdesk::domain::approval::ApprovalSettings::Required { stages, .. } =
        &mut terms.approval
    {
        stages[0] = ApprovalStage {
            fallback_primary_approvers: vec![SubjectSet::SingleUser {
                user_id: tutorial.requestor,
            }],
            ..stages[0].clone()
        };
    }
    let (package, _) = world.package(tutorial.catalog, "Nobody", tutorial.resource, terms);
    let request = world.acting_as(tutorial.requestor).request(package);
    assert!(matches!(
        world.state(request),
        RequestState::PendingApproval { .. }
    ));
    world.advance(Span::days(14));
    assert_eq!(
        world.state(request),
        RequestState::Denied(DenialReason::ApprovalTimedOut)
    );
}

#[test]
fn membership_stays_while_another_package_gives_it() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let (other, _) = world.package(
        tutorial.catalog,
        "Other",
        tutorial.resource,
        admitting(tutorial.requestors, &[]),
    );
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    world.acting_as(tutorial.requestor).request(other);
    let first = world.held(tutorial.package, tutorial.requestor).unwrap();
    let second = world.held(other, tutorial.requestor).unwrap();
    world.give_back(first).unwrap();
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
    world.give_back(second).unwrap();
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
}

#[test]
fn canceled_request_leads_to_nothing() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    assert_eq!(
        code(&world.acting_as(tutorial.approver).cancel(request)),
        "UnAuthorized"
    );
    world.acting_as(tutorial.requestor).cancel(request).unwrap();
    assert_eq!(world.state(request), RequestState::Canceled);
    assert_eq!(
        code(&world.acting_as(tutorial.approver).approve(request)),
        "RequestNotPending"
    );
}

#[test]
fn nobody_decides_on_a_request_taken_back_at_its_second_stage() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let second = world.administering().user("Second approver");
    let terms = admitting(tutorial.requestors, &[tutorial.approver, second]);
    let (package, _) = world.package(tutorial.catalog, "Two stages", tutorial.resource, terms);
    let request = world.acting_as(tutorial.requestor).request(package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    world.acting_as(tutorial.requestor).cancel(request).unwrap();
    for approver in [tutorial.approver, second] {
        let refused = world.acting_as(approver).approve(request);
        assert_eq!(code(&refused), "RequestNotPending");
    }
}

#[test]
fn packages_of_a_disabled_catalog_cannot_be_requested() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let close = UpdateCatalog {
        catalog: tutorial.catalog,
        display_name: None,
        description: None,
        state: Some(CatalogState::Unpublished),
        is_externally_visible: None,
    };
    world
        .administering()
        .give(CatalogCommand::UpdateCatalog(close))
        .unwrap();
    assert_eq!(
        code(
            &world
                .acting_as(tutorial.requestor)
                .submit(tutorial.package, None)
        ),
        "CatalogDisabled"
    );
    assert_eq!(
        code(
            &world
                .acting_as(tutorial.approver)
                .submit(tutorial.package, None)
        ),
        "CatalogDisabled"
    );
}
