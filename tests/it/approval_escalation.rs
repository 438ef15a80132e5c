//! A stage that nobody decides: its approvers are reminded, then others are asked too.

use accessdesk::domain::approval::StandIn;
use accessdesk::domain::approval::{ApprovalStage, StageOutcome};
use accessdesk::domain::approvers;
use accessdesk::domain::command::{CreatePolicy, PackageCommand};
use accessdesk::domain::event::Fact;
use accessdesk::domain::id::{PackageId, RequestId, UserId};
use accessdesk::domain::policy::PolicyBody;
use accessdesk::domain::request::{DenialReason, RequestState};
use accessdesk::domain::subject_set::{ManagerLevel, SubjectSet};
use accessdesk::domain::time::Span;
use accessdesk::engine::Receipt;

use crate::support::world::policies::{escalating, stage, staged};
use crate::support::world::{Tutorial, World, code};

/// A tutorial whose second package asks an alternate after four days.
struct Story {
    world: World,
    tutorial: Tutorial,
    alternate: UserId,
    package: PackageId,
    request: RequestId,
}

fn story() -> Story {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let alternate = world.user("Alternate");
    let terms = staged(
        tutorial.requestors,
        vec![escalating(tutorial.approver, Span::days(4), alternate)],
    );
    let (package, _) = world.package(tutorial.catalog, "Watched", tutorial.resource, terms);
    let request = world.acting_as(tutorial.requestor).request(package);
    Story {
        world,
        tutorial,
        alternate,
        package,
        request,
    }
}

fn facts(receipt: &Receipt) -> Vec<Fact> {
    let commits = receipt.swept.iter();
    commits
        .flat_map(|(_, commit)| &commit.events)
        .map(|event| event.fact)
        .collect()
}

fn standing(story: &Story, user: UserId) -> Option<StandIn> {
    let request = story.world.tenant().find_request(story.request).unwrap();
    approvers::stand_in(story.world.tenant(), request, user)
}

#[test]
fn alternates_decide_only_once_the_stage_was_forwarded_and_beside_the_first_approvers() {
    let mut story = story();
    let (approver, alternate) = (story.tutorial.approver, story.alternate);
    assert_eq!(
        code(&story.world.acting_as(alternate).approve(story.request)),
        "UnAuthorized"
    );
    story.world.advance(Span::days(3));
    assert_eq!(standing(&story, alternate), None);
    let receipt = story.world.advance(Span::days(1));
    assert_eq!(facts(&receipt), [Fact::StageEscalated]);
    assert_eq!(standing(&story, alternate), Some(StandIn::Alternate));
    assert_eq!(standing(&story, approver), Some(StandIn::Primary));
    let request = story.world.tenant().find_request(story.request).unwrap();
    assert_eq!(request.progress.status(), "PendingApprovalEscalated");
    let waiting = approvers::waiting_for(story.world.tenant(), alternate);
    assert_eq!(waiting, [story.request]);
    assert_eq!(
        code(&story.world.acting_as(alternate).approve(story.request)),
        "ok"
    );
    assert_eq!(story.world.state(story.request), RequestState::Delivered);
    let request = story.world.tenant().find_request(story.request).unwrap();
    let stage = &request.progress.stages[0];
    assert_eq!(stage.stood_in(), Some(StandIn::Alternate), "once decided");
    let mut earlier = stage.clone();
    if let StageOutcome::Decided(decision) = &mut earlier.outcome {
        decision.stand_in = None;
    }
    assert_eq!(earlier.stood_in(), Some(StandIn::Alternate), "kept or not");
    assert_eq!(
        code(&story.world.acting_as(approver).approve(story.request)),
        "AlreadyDecided"
    );
}

#[test]
fn an_undecided_stage_reminds_once_forwards_once_and_runs_out() {
    let mut story = story();
    let receipt = story.world.advance(Span::days(15));
    assert_eq!(
        facts(&receipt),
        [
            Fact::StageEscalated,
            Fact::ApproversReminded,
            Fact::RequestTimedOut
        ]
    );
    assert_eq!(
        story.world.state(story.request),
        RequestState::Denied(DenialReason::ApprovalTimedOut)
    );
    let alternate = story.alternate;
    assert_eq!(
        code(&story.world.acting_as(alternate).approve(story.request)),
        "RequestExpired"
    );
}

#[test]
fn a_decision_ends_what_the_stage_would_still_have_done() {
    let mut story = story();
    let approver = story.tutorial.approver;
    story.world.acting_as(approver).deny(story.request).unwrap();
    let receipt = story.world.advance(Span::days(15));
    assert_eq!(facts(&receipt), []);
}

#[test]
fn nobody_is_an_alternate_for_their_own_request() {
    let mut story = story();
    let requestor = story.tutorial.requestor;
    let terms = staged(
        story.tutorial.requestors,
        vec![escalating(
            story.tutorial.approver,
            Span::days(1),
            requestor,
        )],
    );
    story.world.administering();
    let (package, _) = story.world.package(
        story.tutorial.catalog,
        "Own",
        story.tutorial.resource,
        terms,
    );
    let request = story.world.acting_as(requestor).request(package);
    story.world.advance(Span::days(2));
    assert_eq!(
        code(&story.world.acting_as(requestor).approve(request)),
        "SelfApproval"
    );
    assert!(approvers::waiting_for(story.world.tenant(), requestor).is_empty());
}

#[test]
fn alternates_come_in_good_time_or_the_policy_is_refused() {
    let mut story = story();
    story.world.administering();
    let (approver, alternate) = (story.tutorial.approver, story.alternate);
    let base = || escalating(approver, Span::days(4), alternate);
    let days = |wait, after| ApprovalStage {
        duration_before_automatic_denial: Span::days(wait),
        duration_before_escalation: Span::days(after),
        ..base()
    };
    let manager = SubjectSet::RequestorManager {
        manager_level: ManagerLevel::Second,
    };
    let cases = [
        (days(4, 3), "ok"),
        (days(3, 1), "EscalationNeedsFourDays"),
        (days(4, 0), "EscalationTooEarly"),
        (days(4, 4), "EscalationTooLate"),
        (
            ApprovalStage {
                escalation_approvers: Vec::new(),
                ..base()
            },
            "ApproversRequired",
        ),
        (
            ApprovalStage {
                escalation_approvers: vec![manager],
                ..base()
            },
            "FallbackRequired",
        ),
        (stage(approver), "ok"),
    ];
    for (number, (settings, expected)) in cases.into_iter().enumerate() {
        let mut terms = staged(story.tutorial.requestors, vec![settings]);
        terms.display_name =
            accessdesk::domain::text::DisplayName::parse(&format!("Policy {number}")).unwrap();
        let create = CreatePolicy {
            access_package: story.package,
            terms: PolicyBody::from(terms),
        };
        let result = story.world.give(PackageCommand::CreatePolicy(create));
        assert_eq!(code(&result), expected, "case {number}");
    }
}
