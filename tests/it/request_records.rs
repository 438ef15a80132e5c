//! How long the records of requests are kept, and what the directory has room for.

use accessdesk::domain::command::{RequestCommand, RequestReference};
use accessdesk::domain::index::DueKind;
use accessdesk::domain::sweep;
use accessdesk::domain::time::Span;

use crate::support::world::{World, admitting, code};

fn delete(request: accessdesk::domain::id::RequestId) -> RequestCommand {
    RequestCommand::DeleteRequest(RequestReference { request })
}

#[test]
fn the_record_of_a_request_that_is_over_is_deleted_and_the_access_stays() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    let running = world.administering().give(delete(request));
    assert_eq!(code(&running), "RequestNotCompleted");
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let own = world.acting_as(tutorial.requestor).give(delete(request));
    assert_eq!(code(&own), "UnAuthorized");
    world.administering().give(delete(request)).unwrap();
    assert!(world.tenant().find_request(request).is_none());
    assert!(world.held(tutorial.package, tutorial.requestor).is_some());
    world.undo().unwrap();
    assert!(world.tenant().find_request(request).is_some());
}

#[test]
fn records_go_90_days_after_a_request_is_over_and_not_before() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.cancel(request).unwrap();
    world.advance(Span::days(89));
    assert!(world.tenant().find_request(request).is_some());
    world.advance(Span::days(1));
    assert!(world.tenant().find_request(request).is_none());
}

#[test]
fn access_outlives_the_record_of_its_request() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let mut terms = admitting(tutorial.requestors, &[]);
    terms.expiration = accessdesk::domain::time::Expiration::Never;
    let (package, _) = world.package(tutorial.catalog, "Long", tutorial.resource, terms);
    let request = world.acting_as(tutorial.requestor).request(package);
    world.advance(Span::days(90));
    assert!(world.tenant().find_request(request).is_none());
    let held = world.held(package, tutorial.requestor).unwrap();
    world.acting_as(tutorial.requestor).give_back(held).unwrap();
}

#[test]
fn coming_work_is_listed_in_the_order_in_which_it_happens() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = admitting(tutorial.requestors, &[]);
    let (package, _) = world.package(tutorial.catalog, "Held", tutorial.resource, terms);
    world.acting_as(tutorial.requestor).request(package);
    world.request(tutorial.package);
    let coming: Vec<DueKind> = sweep::upcoming(world.tenant())
        .map(|due| due.kind)
        .collect();
    assert_eq!(
        coming,
        [
            DueKind::ApprovalReminder,
            DueKind::ApprovalTimeOut,
            DueKind::FourteenDayNotice,
            DueKind::Expiry,
            DueKind::RequestPurge,
        ]
    );
}

#[test]
fn work_of_one_instant_is_done_by_kind() {
    assert!(DueKind::ApprovalTimeOut < DueKind::ScheduledStart);
    assert!(DueKind::ScheduledStart < DueKind::FourteenDayNotice);
    assert!(DueKind::FourteenDayNotice < DueKind::OneDayNotice);
    assert!(DueKind::OneDayNotice < DueKind::Expiry);
    assert!(DueKind::Expiry < DueKind::UserPurge);
    assert!(DueKind::UserPurge < DueKind::RequestPurge);
    assert_eq!(DueKind::FIRST, *DueKind::ALL.first().unwrap());
}

#[test]
fn more_policies_than_advised_are_accepted_with_a_warning() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let mut warned = Vec::new();
    for number in 0..10 {
        let terms = accessdesk::domain::policy::PolicyTerms {
            display_name: crate::support::world::name(&format!("Policy {number}")),
            ..admitting(tutorial.requestors, &[])
        };
        let create = accessdesk::domain::command::CreatePolicy {
            access_package: tutorial.package,
            terms: terms.into(),
        };
        let command = accessdesk::domain::command::PackageCommand::CreatePolicy(create);
        warned = world.administering().give(command).unwrap().warnings;
        if number < 9 {
            assert_eq!(warned, []);
        }
    }
    assert_eq!(
        warned[0].text.as_str(),
        "there are 11 policies of the package; more than 10 are not advised"
    );
}
