//! How access gets a later end.

use accessdesk::domain::approval::{ApprovalFor, ApprovalSettings};
use accessdesk::domain::assignment::{Assignment, ExpiryNotice};
use accessdesk::domain::command::{
    DirectoryCommand, ExtendAssignment, GroupMember, IncompatibleGroup, NewEnd, PackageCommand,
    RemoveAssignment, RequestCommand, RequestExtension,
};
use accessdesk::domain::id::{AssignmentId, PackageId, Principal, RequestId};
use accessdesk::domain::policy::PolicyTerms;
use accessdesk::domain::request::{DeliveryFailure, RequestState, RequestType};
use accessdesk::domain::time::{Expiration, Span, Timestamp};
use accessdesk::engine::{EngineError, Receipt};

use crate::support::world::{Tutorial, World, admitting, bound, code, reason};

/// Somebody who holds a package whose policy was changed before.
fn holding(change: impl FnOnce(&mut PolicyTerms, &Tutorial)) -> (World, Tutorial, AssignmentId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let mut terms = admitting(tutorial.requestors, &[]);
    change(&mut terms, &tutorial);
    let (package, _) = world.package(tutorial.catalog, "Held", tutorial.resource, terms);
    world.acting_as(tutorial.requestor).request(package);
    let held = world.held(package, tutorial.requestor).unwrap();
    (world, tutorial, held)
}

fn with_approval(terms: &mut PolicyTerms, tutorial: &Tutorial) {
    terms.approval = ApprovalSettings::Required {
        of: ApprovalFor::Extend,
        stages: vec![crate::support::world::policies::stage(tutorial.approver)],
    };
}

fn ask(
    world: &mut World,
    assignment: AssignmentId,
    end: Option<&str>,
) -> Result<Receipt, EngineError> {
    let schedule = end.map(|end| NewEnd {
        expiration: Expiration::At(at(end)),
    });
    world.give(RequestCommand::RequestExtension(RequestExtension {
        assignment,
        justification: Some(reason("Still needed")),
        schedule,
        answers: Vec::new(),
    }))
}

fn extend(world: &mut World, assignment: AssignmentId, end: &str) -> Result<Receipt, EngineError> {
    let schedule = NewEnd {
        expiration: Expiration::At(at(end)),
    };
    world
        .administering()
        .give(RequestCommand::ExtendAssignment(ExtendAssignment {
            assignment,
            schedule,
        }))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn assignment(world: &World, id: AssignmentId) -> &Assignment {
    world.tenant().find_assignment(id).unwrap()
}

fn end(world: &World, id: AssignmentId) -> String {
    assignment(world, id).progress.end.unwrap().to_string()
}

fn request_of(receipt: &Receipt) -> RequestId {
    RequestId::new(bound(receipt, "request").guid())
}

#[test]
fn an_extension_lasts_as_long_as_the_policy_gives_counted_from_now() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    assert_eq!(end(&world, held), "2026-03-31T09:00:00Z");
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let receipt = ask(&mut world, held, None).unwrap();
    assert_eq!(end(&world, held), "2026-04-10T09:00:00Z");
    let request = world.tenant().find_request(request_of(&receipt)).unwrap();
    assert_eq!(request.request_type, RequestType::UserExtend);
    assert_eq!(request.label(), "Access extended");
    assert_eq!(request.progress.assignment, Some(held));
}

#[test]
fn a_requested_end_is_kept_and_the_assignment_ends_there() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    ask(&mut world, held, Some("2026-04-05T12:00:00Z")).unwrap();
    assert_eq!(end(&world, held), "2026-04-05T12:00:00Z");
    world.advance(Span::days(30));
    assert!(!assignment(&world, held).progress.state.is_active());
}

#[test]
fn approval_for_more_time_is_asked_only_where_the_policy_wants_it() {
    let (mut world, tutorial, held) = holding(with_approval);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, None).unwrap());
    assert_eq!(end(&world, held), "2026-03-31T09:00:00Z");
    assert_eq!(code(&ask(&mut world, held, None)), "ExtensionPending");
    world.advance(Span::days(5));
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(end(&world, held), "2026-04-15T09:00:00Z");
}

#[test]
fn an_approved_end_does_not_take_back_a_later_one_given_meanwhile() {
    let (mut world, tutorial, held) = holding(with_approval);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, Some("2026-04-02T09:00:00Z")).unwrap());
    extend(&mut world, held, "2026-04-08T09:00:00Z").unwrap();
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(end(&world, held), "2026-04-08T09:00:00Z");
}

#[test]
fn a_denied_extension_leaves_the_end_as_it_was() {
    let (mut world, tutorial, held) = holding(with_approval);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, None).unwrap());
    world.acting_as(tutorial.approver).deny(request).unwrap();
    assert_eq!(end(&world, held), "2026-03-31T09:00:00Z");
    assert!(assignment(&world, held).progress.state.is_active());
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "ok");
}

#[test]
fn a_pending_extension_is_canceled_when_the_access_ends() {
    let (mut world, tutorial, held) = holding(with_approval);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, None).unwrap());
    let remove = RemoveAssignment {
        assignment: held,
        justification: None,
    };
    world
        .administering()
        .give(RequestCommand::RemoveAssignment(remove))
        .unwrap();
    assert_eq!(world.state(request), RequestState::Canceled);
}

#[test]
fn an_extension_may_be_taken_back_and_the_access_stays() {
    let (mut world, tutorial, held) = holding(with_approval);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, None).unwrap());
    world.cancel(request).unwrap();
    assert!(assignment(&world, held).progress.state.is_active());
    assert_eq!(world.state(request), RequestState::Canceled);
}

#[test]
fn only_the_holder_asks_for_more_time() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.acting_as(tutorial.approver);
    assert_eq!(code(&ask(&mut world, held, None)), "UnAuthorized");
}

#[test]
fn the_policy_decides_whether_people_extend() {
    let (mut world, tutorial, held) = holding(|terms, _| terms.requestor.may_extend = false);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "ExtensionNotAllowed");
    let by_administrator = extend(&mut world, held, "2026-04-05T12:00:00Z");
    assert_eq!(code(&by_administrator), "ok");
    assert_eq!(end(&world, held), "2026-04-05T12:00:00Z");
}

#[test]
fn whoever_left_the_scope_keeps_access_and_gets_no_more_time() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.advance(Span::days(10));
    let leave = GroupMember {
        group: tutorial.requestors,
        member: Principal::User(tutorial.requestor),
    };
    world
        .administering()
        .give(DirectoryCommand::RemoveGroupMember(leave))
        .unwrap();
    assert!(assignment(&world, held).progress.state.is_active());
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "ExtensionNotInScope");
    let by_administrator = extend(&mut world, held, "2026-04-05T12:00:00Z");
    assert_eq!(code(&by_administrator), "ok");
}

#[test]
fn nobody_extends_past_the_end_that_the_policy_allows() {
    let (mut world, tutorial, held) = holding(|terms, _| {
        terms.expiration = Expiration::At(at("2026-06-01T00:00:00Z"));
    });
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "ExtensionPastPolicyEnd");
    let further = extend(&mut world, held, "2026-07-01T00:00:00Z");
    assert_eq!(code(&further), "ExtensionPastPolicyEnd");
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let longer = ask(&mut world, held, Some("2026-05-01T00:00:00Z"));
    assert_eq!(code(&longer), "ExtensionPastPolicyEnd");
}

#[test]
fn an_end_that_is_not_later_extends_nothing() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "NothingToExtend");
    let earlier = extend(&mut world, held, "2026-03-20T00:00:00Z");
    assert_eq!(code(&earlier), "NothingToExtend");
    let (mut world, tutorial, held) = holding(|terms, _| terms.expiration = Expiration::Never);
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "NothingToExtend");
}

#[test]
fn ended_access_is_not_extended() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.give_back(held).unwrap();
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "AssignmentNotActive");
    let by_administrator = extend(&mut world, held, "2026-04-05T12:00:00Z");
    assert_eq!(code(&by_administrator), "AssignmentNotActive");
}

fn exclude(world: &mut World, access_package: PackageId, tutorial: &Tutorial) {
    let with = IncompatibleGroup {
        access_package,
        group: tutorial.requestors,
    };
    world
        .administering()
        .give(PackageCommand::AddIncompatibleGroup(with))
        .unwrap();
}

#[test]
fn separation_of_duties_stops_extensions_of_users_and_administrators() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    let package = assignment(&world, held).access_package;
    exclude(&mut world, package, &tutorial);
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "IncompatibleAccess");
    let by_administrator = extend(&mut world, held, "2026-04-05T12:00:00Z");
    assert_eq!(code(&by_administrator), "IncompatibleAccess");
}

#[test]
fn an_extension_in_conflict_fails_when_it_is_approved_and_the_access_stays() {
    let (mut world, tutorial, held) = holding(with_approval);
    let package = assignment(&world, held).access_package;
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    let request = request_of(&ask(&mut world, held, None).unwrap());
    exclude(&mut world, package, &tutorial);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert_eq!(
        world.state(request),
        RequestState::DeliveryFailed(DeliveryFailure::Incompatible(tutorial.requestors.into()))
    );
    assert_eq!(end(&world, held), "2026-03-31T09:00:00Z");
    assert!(assignment(&world, held).progress.state.is_active());
}

#[test]
fn a_disabled_policy_goes_on_extending() {
    use accessdesk::domain::command::UpdatePolicy;
    use accessdesk::domain::policy::PolicyBody;
    let (mut world, tutorial, held) = holding(|_, _| {});
    let policy = assignment(&world, held).policy;
    let off = PolicyBody {
        is_enabled: Some(false),
        ..PolicyBody::default()
    };
    let edit = UpdatePolicy { policy, terms: off };
    world
        .administering()
        .give(PackageCommand::UpdatePolicy(edit))
        .unwrap();
    world.advance(Span::days(10));
    world.acting_as(tutorial.requestor);
    assert_eq!(code(&ask(&mut world, held, None)), "ok");
}

#[test]
fn the_end_is_announced_14_days_and_a_day_before() {
    let (mut world, _, held) = holding(|_, _| {});
    let status = |world: &World| assignment(world, held).progress.status();
    assert_eq!(status(&world), "Delivered");
    world.advance(Span::days(16));
    assert_eq!(status(&world), "NearExpiry14DaysNotificationTriggered");
    world.advance(Span::days(13));
    assert_eq!(status(&world), "NearExpiry1DayNotificationTriggered");
    world.advance(Span::days(1));
    assert_eq!(status(&world), "ExpiredNotificationTriggered");
}

#[test]
fn extended_access_is_announced_anew_and_short_access_only_once() {
    let (mut world, tutorial, held) = holding(|_, _| {});
    world.advance(Span::days(29));
    world.acting_as(tutorial.requestor);
    ask(&mut world, held, Some("2026-04-05T09:00:00Z")).unwrap();
    let progress = &assignment(&world, held).progress;
    assert_eq!(progress.notice, None);
    let next = progress.next_notice().unwrap();
    assert_eq!(next, (at("2026-04-04T09:00:00Z"), ExpiryNotice::OneDay));
}

#[test]
fn one_long_move_of_the_clock_equals_several_short_ones() {
    let story = |moves: &[u32]| -> Vec<(Timestamp, String)> {
        let (mut world, _, held) = holding(|_, _| {});
        let swept: Vec<_> = moves
            .iter()
            .flat_map(|days| world.advance(Span::days(*days)).swept)
            .map(|(_, commit)| (commit.at, commit.command))
            .collect();
        assert!(!assignment(&world, held).progress.state.is_active());
        swept
    };
    assert_eq!(story(&[45]), story(&[16, 13, 16]));
    let all = story(&[130]);
    let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
    let expected = [
        "fourteenDayNotice",
        "oneDayNotice",
        "expiry",
        "requestPurge",
        "requestPurge",
    ];
    assert_eq!(names, expected);
    assert_eq!(all, story(&[15, 1, 100, 14]));
}
