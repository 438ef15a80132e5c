//! Access that administrators give without a request of the people who get it.

use accessdesk::domain::approval::ApprovalSettings;
use accessdesk::domain::command::{
    AssignDirectly, CreatePolicy, PackageCommand, RequestCommand, UpdatePolicy,
};
use accessdesk::domain::id::{AssignmentId, PackageId, Person, PolicyId, RequestId, UserId};
use accessdesk::domain::policy::{AllowedTargetScope, PolicyBody, PolicyTerms};
use accessdesk::domain::refusal::RequestRefusal;
use accessdesk::domain::request::{RequestState, RequestType};
use accessdesk::domain::subject_set::SubjectSet;
use accessdesk::domain::time::{Expiration, Schedule, Span, Timestamp};
use accessdesk::engine::{EngineError, Receipt};

use crate::support::world::policies::stage;
use crate::support::world::{Tutorial, World, admitting, bound, code, name, until};

fn blank(package: PackageId, policy: PolicyId, targets: &[UserId]) -> AssignDirectly {
    AssignDirectly {
        access_package: package,
        policy,
        targets: targets
            .iter()
            .map(|user| Person::User(*user).into())
            .collect(),
        justification: None,
        schedule: None,
        bypass_approval: None,
    }
}

fn assign(world: &mut World, with: AssignDirectly) -> Result<Receipt, EngineError> {
    world
        .administering()
        .give(RequestCommand::AssignDirectly(with))
}

fn only_policy(world: &World, package: PackageId) -> PolicyId {
    *world.tenant().index.policies_of.of(package).next().unwrap()
}

/// A package that only administrators give, with the users to give it to.
fn direct_only() -> (World, Tutorial, PackageId, PolicyId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = PolicyTerms {
        scope: AllowedTargetScope::NotSpecified,
        targets: Vec::new(),
        ..admitting(tutorial.requestors, &[])
    };
    let (package, policy) = world.package(tutorial.catalog, "Direct", tutorial.resource, terms);
    (world, tutorial, package, policy)
}

#[test]
fn an_administrator_assigns_several_people_at_once() {
    let (mut world, tutorial, package, policy) = direct_only();
    let people = [tutorial.requestor, tutorial.approver];
    let receipt = assign(&mut world, blank(package, policy, &people)).unwrap();
    for person in people {
        assert!(world.held(package, person).is_some());
        assert!(world.is_member(tutorial.test_group, person));
    }
    let first = RequestId::new(bound(&receipt, "requests").guid());
    let request = world.tenant().find_request(first).unwrap();
    assert_eq!(request.request_type, RequestType::AdminAdd);
    assert_eq!(request.target, Person::User(tutorial.requestor));
    assert_eq!(request.progress.state, RequestState::Delivered);
    let assignment = AssignmentId::new(bound(&receipt, "assignments").guid());
    assert_eq!(request.progress.assignment, Some(assignment));
}

#[test]
fn either_everybody_is_assigned_or_nobody() {
    let (mut world, tutorial, package, policy) = direct_only();
    assign(&mut world, blank(package, policy, &[tutorial.approver])).unwrap();
    let refused = assign(
        &mut world,
        blank(package, policy, &[tutorial.requestor, tutorial.approver]),
    );
    assert_eq!(code(&refused), "AlreadyAssigned");
    assert_eq!(world.held(package, tutorial.requestor), None);
    let twice = [tutorial.requestor, tutorial.requestor];
    let refused = assign(&mut world, blank(package, policy, &twice));
    assert_eq!(code(&refused), "AlreadyAssigned");
    let nobody = assign(&mut world, blank(package, policy, &[]));
    assert_eq!(code(&nobody), "NothingToChange");
}

#[test]
fn nobody_else_assigns_directly() {
    let (mut world, tutorial, package, policy) = direct_only();
    let with = blank(package, policy, &[tutorial.requestor]);
    let refused = world
        .acting_as(tutorial.approver)
        .give(RequestCommand::AssignDirectly(with));
    assert_eq!(code(&refused), "UnAuthorized");
}

#[test]
fn the_policy_has_to_admit_the_person_unless_it_is_for_direct_assignments() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let policy = only_policy(&world, tutorial.package);
    let outside = blank(tutorial.package, policy, &[tutorial.approver]);
    let refused = assign(&mut world, outside);
    assert_eq!(code(&refused), "TargetNotInPolicyScope");
    let inside = blank(tutorial.package, policy, &[tutorial.requestor]);
    assert_eq!(code(&assign(&mut world, inside)), "ok");
}

#[test]
fn a_disabled_or_ended_policy_assigns_nobody() {
    let (mut world, tutorial, package, policy) = direct_only();
    let edit = |terms: PolicyBody| PackageCommand::UpdatePolicy(UpdatePolicy { policy, terms });
    let off = PolicyBody {
        is_enabled: Some(false),
        ..PolicyBody::default()
    };
    world.give(edit(off)).unwrap();
    let with = blank(package, policy, &[tutorial.requestor]);
    assert_eq!(code(&assign(&mut world, with.clone())), "PolicyDisabled");
    let ending = PolicyBody {
        is_enabled: Some(true),
        expiration: Some(Expiration::At(
            Timestamp::parse("2026-03-10T00:00:00Z").unwrap(),
        )),
        ..PolicyBody::default()
    };
    world.give(edit(ending)).unwrap();
    world.advance(Span::days(20));
    assert_eq!(code(&assign(&mut world, with)), "PolicyEnded");
}

#[test]
fn where_no_policy_is_usable_the_one_that_was_named_says_why() {
    let (mut world, tutorial, package, first) = direct_only();
    let off = PolicyBody {
        is_enabled: Some(false),
        ..PolicyBody::default()
    };
    let another = PolicyBody {
        display_name: Some(name("Another")),
        allowed_target_scope: Some(AllowedTargetScope::NotSpecified),
        ..off.clone()
    };
    let receipt = world.give(PackageCommand::CreatePolicy(CreatePolicy {
        access_package: package,
        terms: another,
    }));
    let second = PolicyId::new(bound(&receipt.unwrap(), "policy").guid());
    let edit = PackageCommand::UpdatePolicy(UpdatePolicy {
        policy: first,
        terms: off,
    });
    world.give(edit).unwrap();
    for policy in [first, second] {
        let refused = assign(&mut world, blank(package, policy, &[tutorial.requestor]));
        let refusal = refused.unwrap_err().refused().unwrap().refusal.clone();
        assert_eq!(refusal, RequestRefusal::PolicyDisabled { policy }.into());
    }
}

#[test]
fn a_policy_of_another_package_is_not_found() {
    let (mut world, tutorial, _, policy) = direct_only();
    let refused = assign(
        &mut world,
        blank(tutorial.package, policy, &[tutorial.requestor]),
    );
    assert_eq!(code(&refused), "NotFound");
}

#[test]
fn whoever_has_asked_is_not_assigned_over_their_request() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    let policy = only_policy(&world, tutorial.package);
    let refused = assign(
        &mut world,
        blank(tutorial.package, policy, &[tutorial.requestor]),
    );
    assert_eq!(code(&refused), "OpenRequestExists");
}

#[test]
fn approval_is_bypassed_unless_the_administrator_wants_it() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let policy = only_policy(&world, tutorial.package);
    let with = AssignDirectly {
        bypass_approval: Some(false),
        ..blank(tutorial.package, policy, &[tutorial.requestor])
    };
    let receipt = assign(&mut world, with).unwrap();
    let request = RequestId::new(bound(&receipt, "requests").guid());
    assert!(matches!(
        world.state(request),
        RequestState::PendingApproval { .. }
    ));
    world.acting_as(tutorial.approver).approve(request).unwrap();
    assert!(world.held(tutorial.package, tutorial.requestor).is_some());
}

#[test]
fn the_target_cancels_a_direct_assignment_that_waits_for_approval() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let policy = only_policy(&world, tutorial.package);
    let with = AssignDirectly {
        bypass_approval: Some(false),
        ..blank(tutorial.package, policy, &[tutorial.requestor])
    };
    let receipt = assign(&mut world, with).unwrap();
    let request = RequestId::new(bound(&receipt, "requests").guid());
    world.acting_as(tutorial.requestor).cancel(request).unwrap();
    assert_eq!(world.state(request), RequestState::Canceled);
}

#[test]
fn nobody_bypasses_approval_for_themselves() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = PolicyTerms {
        scope: AllowedTargetScope::AllMemberUsers,
        targets: Vec::new(),
        ..admitting(tutorial.requestors, &[tutorial.approver])
    };
    let (package, policy) = world.package(tutorial.catalog, "All", tutorial.resource, terms);
    let oneself = blank(package, policy, &[world.administrator]);
    assert_eq!(code(&assign(&mut world, oneself.clone())), "SelfApproval");
    let decided = AssignDirectly {
        bypass_approval: Some(false),
        ..oneself
    };
    assert_eq!(code(&assign(&mut world, decided)), "ok");
    assert_eq!(world.held(package, world.administrator), None);
}

#[test]
fn without_bypass_somebody_must_be_able_to_decide_on_every_stage() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let nobody = stage(tutorial.requestor);
    let mut terms = admitting(tutorial.requestors, &[tutorial.approver]);
    if let ApprovalSettings::Required { stages, .. } = &mut terms.approval {
        stages.push(nobody);
    }
    let (package, policy) = world.package(tutorial.catalog, "Two", tutorial.resource, terms);
    let with = AssignDirectly {
        bypass_approval: Some(false),
        ..blank(package, policy, &[tutorial.requestor])
    };
    let refused = assign(&mut world, with.clone());
    assert_eq!(code(&refused), "PolicyRequiresApproval");
    let bypassed = AssignDirectly {
        bypass_approval: None,
        ..with
    };
    assert_eq!(code(&assign(&mut world, bypassed)), "ok");
}

#[test]
fn administrators_choose_the_period_even_where_requestors_may_not() {
    let (mut world, tutorial, package, policy) = direct_only();
    let body = PolicyBody {
        requestor_settings: Some(accessdesk::domain::policy::RequestorSettingsBody {
            allow_custom_assignment_schedule: Some(false),
            ..Default::default()
        }),
        ..PolicyBody::default()
    };
    let edit = UpdatePolicy {
        policy,
        terms: body,
    };
    world.give(PackageCommand::UpdatePolicy(edit)).unwrap();
    let period = |schedule| AssignDirectly {
        schedule: Some(schedule),
        ..blank(package, policy, &[tutorial.requestor])
    };
    let cases = [
        (until("2026-05-01T00:00:00Z"), "ExceedsPolicy"),
        (until("2026-02-01T00:00:00Z"), "EndBeforeStart"),
        (starting("2026-02-01T00:00:00Z"), "StartInPast"),
        (starting("2026-03-05T00:00:00Z"), "ok"),
    ];
    for (schedule, expected) in cases {
        assert_eq!(code(&assign(&mut world, period(schedule))), expected);
    }
    assert_eq!(world.held(package, tutorial.requestor), None);
    world.advance(Span::days(5));
    assert!(world.held(package, tutorial.requestor).is_some());
}

fn starting(start: &str) -> Schedule {
    Schedule {
        start_date_time: Some(Timestamp::parse(start).unwrap()),
        ..Schedule::UNSPECIFIED
    }
}

#[test]
fn an_unpublished_catalog_stops_requestors_and_not_administrators() {
    use accessdesk::domain::catalog::CatalogState;
    use accessdesk::domain::command::{CatalogCommand, UpdateCatalog};
    let (mut world, tutorial, package, policy) = direct_only();
    let close = UpdateCatalog {
        catalog: tutorial.catalog,
        display_name: None,
        description: None,
        state: Some(CatalogState::Unpublished),
        is_externally_visible: None,
    };
    world.give(CatalogCommand::UpdateCatalog(close)).unwrap();
    let with = blank(package, policy, &[tutorial.requestor]);
    assert_eq!(code(&assign(&mut world, with)), "ok");
}

#[test]
fn a_scope_that_names_the_person_admits_a_direct_assignment() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let terms = PolicyTerms {
        targets: vec![SubjectSet::SingleUser {
            user_id: tutorial.approver,
        }],
        ..admitting(tutorial.requestors, &[])
    };
    let (package, policy) = world.package(tutorial.catalog, "One", tutorial.resource, terms);
    let with = blank(package, policy, &[tutorial.approver]);
    assert_eq!(code(&assign(&mut world, with)), "ok");
}
