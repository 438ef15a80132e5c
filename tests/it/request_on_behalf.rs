//! What managers ask for, extend and hand back for those who report to them.

use accessdesk::domain::command::{
    AssignmentReference, DirectoryCommand, RequestCommand, RequestExtension, SubmitRequest,
    UpdateUser,
};
use accessdesk::domain::eligibility;
use accessdesk::domain::id::{AssignmentId, PackageId, Person, RequestId, UserId};
use accessdesk::domain::policy::OnBehalf;
use accessdesk::domain::request::RequestType;
use accessdesk::domain::time::Span;
use accessdesk::engine::{EngineError, Receipt};

use crate::support::world::{Tutorial, World, admitting, bound, code, reason};

struct Team {
    world: World,
    tutorial: Tutorial,
    manager: UserId,
    package: PackageId,
}

/// A manager, somebody who reports to them, and a package that the latter may request.
fn team(on_behalf: OnBehalf) -> Team {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let manager = world.user("Manager");
    let reports: UpdateUser = serde_json::from_value(serde_json::json!({
        "user": tutorial.requestor, "manager": manager,
    }))
    .unwrap();
    world.give(DirectoryCommand::UpdateUser(reports)).unwrap();
    let mut terms = admitting(tutorial.requestors, &[]);
    terms.requestor.on_behalf = on_behalf;
    let (package, _) = world.package(tutorial.catalog, "Kit", tutorial.resource, terms);
    Team {
        world,
        tutorial,
        manager,
        package,
    }
}

const EVERYTHING: OnBehalf = OnBehalf {
    may_add: true,
    may_extend: true,
    may_give_back: true,
};

impl Team {
    fn ask_for(&mut self, asker: UserId, target: UserId) -> Result<Receipt, EngineError> {
        let with = SubmitRequest {
            access_package: self.package,
            policy: None,
            target: Some(target),
            justification: Some(reason("New in the team")),
            schedule: None,
            answers: Vec::new(),
        };
        self.world
            .acting_as(asker)
            .give(RequestCommand::SubmitRequest(with))
    }

    fn held(&mut self) -> AssignmentId {
        let (manager, target) = (self.manager, self.tutorial.requestor);
        self.ask_for(manager, target).unwrap();
        self.world.held(self.package, target).unwrap()
    }

    fn extend(&mut self, asker: UserId, assignment: AssignmentId) -> Result<Receipt, EngineError> {
        let with = RequestExtension {
            assignment,
            justification: None,
            schedule: None,
            answers: Vec::new(),
        };
        self.world
            .acting_as(asker)
            .give(RequestCommand::RequestExtension(with))
    }

    fn give_back(
        &mut self,
        asker: UserId,
        assignment: AssignmentId,
    ) -> Result<Receipt, EngineError> {
        let with = AssignmentReference { assignment };
        self.world
            .acting_as(asker)
            .give(RequestCommand::GiveBackAssignment(with))
    }
}

#[test]
fn a_manager_asks_for_a_direct_report() {
    let mut team = team(EVERYTHING);
    let (manager, target) = (team.manager, team.tutorial.requestor);
    let receipt = team.ask_for(manager, target).unwrap();
    let request = RequestId::new(bound(&receipt, "request").guid());
    let request = team.world.tenant().find_request(request).unwrap();
    assert_eq!(request.request_type, RequestType::OnBehalfAdd);
    assert_eq!(request.requestor, Some(Person::User(manager)));
    assert_eq!(request.target, Person::User(target));
    let filed = team.world.tenant().own_requests(Person::User(manager));
    assert_eq!(filed.len(), 1);
    assert!(team.world.held(team.package, target).is_some());
    assert_eq!(team.world.held(team.package, manager), None);
}

#[test]
fn naming_oneself_as_the_target_is_asking_for_oneself() {
    let mut team = team(EVERYTHING);
    let person = team.tutorial.requestor;
    let receipt = team.ask_for(person, person).unwrap();
    let request = RequestId::new(bound(&receipt, "request").guid());
    let request = team.world.tenant().find_request(request).unwrap();
    assert_eq!(request.request_type, RequestType::UserAdd);
}

#[test]
fn a_guest_who_is_a_manager_asks_for_nobody() {
    let mut team = team(EVERYTHING);
    let (manager, target) = (team.manager, team.tutorial.requestor);
    let leaves: UpdateUser = serde_json::from_value(serde_json::json!({
        "user": manager, "userType": "Guest",
    }))
    .unwrap();
    let command = DirectoryCommand::UpdateUser(leaves);
    team.world.administering().give(command).unwrap();
    assert_eq!(code(&team.ask_for(manager, target)), "NotManagerOfTarget");
}

#[test]
fn only_the_direct_manager_asks_for_somebody() {
    let mut team = team(EVERYTHING);
    let (approver, target) = (team.tutorial.approver, team.tutorial.requestor);
    assert_eq!(code(&team.ask_for(approver, target)), "NotManagerOfTarget");
    let boss = team.world.administering().user("Boss");
    let reports: UpdateUser = serde_json::from_value(serde_json::json!({
        "user": team.manager, "manager": boss,
    }))
    .unwrap();
    team.world
        .give(DirectoryCommand::UpdateUser(reports))
        .unwrap();
    assert_eq!(code(&team.ask_for(boss, target)), "NotManagerOfTarget");
}

#[test]
fn the_policy_decides_what_managers_may_do() {
    let mut team = team(OnBehalf::default());
    let (manager, target) = (team.manager, team.tutorial.requestor);
    assert_eq!(code(&team.ask_for(manager, target)), "OnBehalfNotAllowed");
    let package = team.package;
    team.world.acting_as(target).request(package);
    let held = team.world.held(package, target).unwrap();
    team.world.advance(Span::days(10));
    assert_eq!(code(&team.extend(manager, held)), "OnBehalfNotAllowed");
    assert_eq!(code(&team.give_back(manager, held)), "OnBehalfNotAllowed");
}

#[test]
fn a_manager_extends_and_hands_back_what_a_report_holds() {
    let mut team = team(EVERYTHING);
    let manager = team.manager;
    let held = team.held();
    team.world.advance(Span::days(10));
    assert_eq!(code(&team.extend(manager, held)), "ok");
    let approver = team.tutorial.approver;
    assert_eq!(code(&team.give_back(approver, held)), "UnAuthorized");
    assert_eq!(code(&team.give_back(manager, held)), "ok");
    assert_eq!(team.world.held(team.package, team.tutorial.requestor), None);
}

#[test]
fn the_person_must_be_in_scope_and_must_not_hold_the_package_yet() {
    let mut team = team(EVERYTHING);
    let (manager, target) = (team.manager, team.tutorial.requestor);
    assert_eq!(code(&team.ask_for(manager, manager)), "NotInScope");
    team.held();
    assert_eq!(code(&team.ask_for(manager, target)), "AlreadyAssigned");
}

#[test]
fn whoever_asked_for_somebody_does_not_decide_on_it_and_may_take_it_back() {
    let mut team = team(EVERYTHING);
    let (manager, target) = (team.manager, team.tutorial.requestor);
    let mut terms = admitting(team.tutorial.requestors, &[manager]);
    terms.requestor.on_behalf = EVERYTHING;
    let (package, _) = team.world.administering().package(
        team.tutorial.catalog,
        "Decided",
        team.tutorial.resource,
        terms,
    );
    team.package = package;
    let receipt = team.ask_for(manager, target).unwrap();
    let request = RequestId::new(bound(&receipt, "request").guid());
    let decided = team.world.acting_as(manager).approve(request);
    assert_eq!(code(&decided), "SelfApproval");
    assert_eq!(code(&team.world.acting_as(manager).cancel(request)), "ok");
}

#[test]
fn a_manager_sees_what_can_be_asked_for_a_report() {
    let team = team(EVERYTHING);
    let tenant = team.world.tenant();
    let now = team.world.engine.now();
    let (manager, target) = (
        Person::User(team.manager),
        Person::User(team.tutorial.requestor),
    );
    let seen = eligibility::available_for(tenant, manager, target, now);
    assert_eq!(seen, [team.package]);
    let stranger = Person::User(team.tutorial.approver);
    assert_eq!(
        eligibility::available_for(tenant, stranger, target, now),
        []
    );
}
