//! What the period that somebody asks for comes to while the request waits and the policy ends.

use accessdesk::domain::id::{PackageId, RequestId};
use accessdesk::domain::request::{DenialReason, RequestState};
use accessdesk::domain::time::{Expiration, Schedule, Span, Timestamp};
use accessdesk::script::Sample;
use serde_json::json;

use crate::support::script::tell;
use crate::support::world::{Tutorial, World, admitting, bound, code, until};

/// A package whose policy ends on a date, for the requestor to ask for.
fn ending_on(world: &mut World, tutorial: &Tutorial, end: &str) -> PackageId {
    let mut terms = admitting(tutorial.requestors, &[tutorial.approver]);
    terms.expiration = Expiration::At(Timestamp::parse(end).unwrap());
    let made = world.package(tutorial.catalog, "Ending", tutorial.resource, terms);
    made.0
}

#[test]
fn a_period_that_is_over_today_is_told_from_now_on() {
    let period = |start: &str, end: &str| {
        json!({"do": "submitRequest", "as": "ana@sandbox.onmicrosoft.com", "expect": "EndBeforeStart",
            "with": {"accessPackage": "General/Kit", "schedule": {"startDateTime": start,
                "expiration": {"type": "afterDateTime", "endDateTime": end}}}})
    };
    let lines = [
        json!({"do": "createUser", "with": {
            "userPrincipalName": "ana@sandbox.onmicrosoft.com", "displayName": "Ana"}}),
        json!({"do": "createAccessPackage", "with": {"displayName": "Kit", "description": "Tools",
            "policies": [{"displayName": "all", "allowedTargetScope": "allMemberUsers"}]}}),
        json!({"desk": "advanceClock", "with": {"to": "2099-01-01T14:00:00Z"}}),
        period("2099-01-01", "2099-01-01T10:00:00Z"),
    ];
    let answers = tell(
        Sample::Empty,
        "administrator@sandbox.onmicrosoft.com",
        &lines,
    );
    let message = "the period ends 2099-01-01 10:00 and begins 2099-01-01 14:00";
    assert_eq!(answers.last().unwrap()["message"], message);
}

#[test]
fn a_request_approved_after_the_end_of_its_policy_gives_nothing() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let package = ending_on(&mut world, &tutorial, "2026-03-05T00:00:00Z");
    let request = world.acting_as(tutorial.requestor).request(package);
    world.advance(Span::days(6));
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(
        world.state(request),
        RequestState::Denied(DenialReason::PeriodOver)
    );
}

#[test]
fn nobody_asks_for_access_that_begins_after_the_end_of_the_policy() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let package = ending_on(&mut world, &tutorial, "2026-03-05T00:00:00Z");
    let late = Schedule {
        start_date_time: Some(Timestamp::parse("2026-03-06T00:00:00Z").unwrap()),
        ..Schedule::UNSPECIFIED
    };
    let refused = world
        .acting_as(tutorial.requestor)
        .submit(package, Some(late));
    assert_eq!(code(&refused), "ExceedsPolicy");
}

#[test]
fn a_start_that_passes_while_the_request_waits_moves_to_the_approval() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let period = Schedule {
        start_date_time: Some(Timestamp::parse("2026-03-03T00:00:00Z").unwrap()),
        ..until("2026-03-20T00:00:00Z")
    };
    let receipt = world
        .acting_as(tutorial.requestor)
        .submit(tutorial.package, Some(period))
        .unwrap();
    let request = RequestId::new(bound(&receipt, "request").guid());
    world.advance(Span::days(5));
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let held = world.held(tutorial.package, tutorial.requestor).unwrap();
    let progress = &world.tenant().find_assignment(held).unwrap().progress;
    assert_eq!(progress.start.to_string(), "2026-03-06T09:00:00Z");
    assert_eq!(progress.end.unwrap().to_string(), "2026-03-20T00:00:00Z");
}

#[test]
fn a_policy_that_has_ended_keeps_its_end_while_all_else_is_edited() {
    let end = json!({"type": "afterDateTime", "endDateTime": "2026-03-05T00:00:00Z"});
    let earlier = json!({"type": "afterDateTime", "endDateTime": "2026-03-04T00:00:00Z"});
    let administrator = "administrator@sandbox.onmicrosoft.com";
    let edit = |what: &str, value| json!({"do": "updatePolicy", "with": {"policy": "General/Desk/All", what: value}});
    let mut too_early = edit("expiration", earlier);
    too_early["expect"] = json!("ExpiryInPast");
    tell(
        Sample::Empty,
        administrator,
        &[
            json!({"do": "createAccessPackage", "with": {"displayName": "Desk", "description": "d",
                "policies": [{"displayName": "All", "allowedTargetScope": "allMemberUsers", "expiration": end}]}}),
            json!({"desk": "advanceClock", "with": {"by": "P9D"}}),
            edit("isEnabled", json!(false)),
            too_early,
        ],
    );
}
