//! What stands in the way of a rule that gives a package, and what happens once it is gone.

use std::collections::BTreeSet;

use accessdesk::domain::assignment::Assignment;
use accessdesk::domain::draft::Draft;
use accessdesk::domain::event::{Change, Edit, Fact};
use accessdesk::domain::id::{AssignmentId, Person, UserId};
use accessdesk::domain::policy::AUTOMATIC_USERS;
use accessdesk::domain::request::{AssignmentRequest, DeliveryFailure, RequestState};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::automatic::{
    SALES, administering, advance, assign, facts, for_all, members, moves, names, package, policy,
    requests, told, upn, user,
};
use crate::support::quick::QuickDesk;

/// A desk on which a rule assigns a package to Ana and not to Ben.
fn ruled() -> QuickDesk {
    let administrator = upn("administrator");
    let mut desk = QuickDesk::new(1);
    let founded = json!({"displayName": "Woodgrove Bank", "initialDomain": "woodgrovebank.onmicrosoft.com",
        "administrator": {"userPrincipalName": administrator, "displayName": "Administrator"}});
    let mut lines = vec![
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "d"}}),
        package("Desk", &json!([])),
        user("ana", json!({"department": "Sales"})),
        user("ben", json!({"department": "Research"})),
        policy(SALES, &json!({})),
    ];
    desk.perform(&json!({"desk": "foundTenant", "with": founded}))
        .unwrap();
    for line in &mut lines {
        does(&mut desk, line);
    }
    desk
}

fn does(desk: &mut QuickDesk, line: &Value) {
    let mut line = line.clone();
    line["as"] = json!(upn("administrator"));
    desk.perform(&line).unwrap();
}

/// Fills the policy up to what a rule may assign, with assignments like the first one.
fn fill(desk: &mut QuickDesk) {
    desk.make_up();
    let held = desk.tenant.assignments.iter().next().unwrap().clone();
    let mut draft = Draft::new(&mut desk.tenant);
    for number in 1..AUTOMATIC_USERS {
        let id = Uuid::from_u128(number as u128);
        let another = Assignment {
            id: AssignmentId::new(id),
            target: Person::User(UserId::new(id)),
            ..held.clone()
        };
        let change = Change::Assignment(Edit::made(another));
        draft.emit(Fact::AssignmentCreated, change);
    }
    draft.keep();
}

#[test]
fn who_waited_for_room_under_a_rule_gets_the_package_when_somebody_leaves() {
    let mut desk = ruled();
    fill(&mut desk);
    does(&mut desk, &moves("ben", "Sales"));
    let held = |desk: &QuickDesk| {
        let named = |id| desk.tenant.sign_in_name(id) == Some(upn("ben").as_str());
        let mut all = desk.tenant.assignments.iter();
        all.any(|assignment| named(assignment.target))
    };
    assert!(!held(&desk));
    does(&mut desk, &moves("ana", "Research"));
    assert!(held(&desk));
}

#[test]
fn a_rule_that_assigns_to_as_many_as_it_may_gives_nothing_more_until_there_is_room() {
    let mut desk = ruled();
    fill(&mut desk);
    let states = |desk: &QuickDesk| -> Vec<RequestState> {
        let named = |id| desk.tenant.sign_in_name(id) == Some(upn("ben").as_str());
        let requests = desk.tenant.requests.iter();
        let about = requests.filter(|request| named(request.target));
        about.map(|request| request.progress.state).collect()
    };
    let full = RequestState::DeliveryFailed(DeliveryFailure::PolicyFull);
    does(&mut desk, &moves("ben", "Sales"));
    assert_eq!(states(&desk), [full]);
    does(&mut desk, &moves("ben", "Research"));
    does(&mut desk, &moves("ben", "Sales"));
    assert_eq!(states(&desk), [full], "it is told of once");
    does(&mut desk, &moves("ana", "Research"));
    does(&mut desk, &moves("ben", "Research"));
    does(&mut desk, &moves("ben", "Sales"));
    assert!(states(&desk).contains(&RequestState::Delivered));
}

#[test]
fn who_holds_the_package_otherwise_is_left_alone_until_that_ends() {
    let answers = administering(&[
        for_all("Sales/Desk"),
        assign("Sales/Desk", "ana"),
        policy(SALES, &json!({})),
        requests(),
        moves("ana", "Research"),
        members(),
        moves("ana", "Sales"),
        advance("P365D"),
        members(),
        requests(),
    ]);
    assert_eq!(told(&answers[3]), ["adminAdd ana delivered"]);
    assert_eq!(names(&answers[5]), BTreeSet::from(["ana"]));
    assert_eq!(names(&answers[8]), BTreeSet::from(["ana"]));
    let by_itself = ["systemAdd ana delivered", "systemRemove ana delivered"];
    assert_eq!(
        told(&answers[9]),
        by_itself,
        "the first record is too old to be kept"
    );
}

#[test]
fn an_open_request_is_waited_for_and_what_it_does_not_give_the_rule_does() {
    let answers = administering(&[
        json!({"do": "createPolicy", "with": {"accessPackage": "Sales/Desk", "displayName": "Staff",
            "allowedTargetScope": "allMemberUsers", "requestApprovalSettings": {
                "isApprovalRequiredForAdd": true, "stages": [{"primaryApprovers": [
                    {"@odata.type": "#microsoft.graph.singleUser", "userId": "administrator@woodgrovebank.onmicrosoft.com"}]}]}}}),
        json!({"as": upn("ana"), "do": "submitRequest", "let": "asked",
            "with": {"accessPackage": "Sales/Desk", "justification": "please"}}),
        policy(SALES, &json!({})),
        members(),
        json!({"as": upn("ana"), "do": "cancelRequest", "with": {"request": "$asked"}}),
        members(),
    ]);
    assert_eq!(names(&answers[3]), BTreeSet::new());
    assert_eq!(names(&answers[5]), BTreeSet::from(["ana"]));
}

#[test]
fn access_that_excludes_the_package_is_told_of_once_and_given_when_it_is_gone() {
    let blocked = json!({"do": "addIncompatibleAccessPackage",
        "with": {"accessPackage": "Sales/Desk", "incompatible": "Sales/Other"}});
    let answers = administering(&[
        for_all("Sales/Other"),
        assign("Sales/Other", "ana"),
        blocked,
        policy(SALES, &json!({})),
        members(),
        moves("ana", "Research"),
        moves("ana", "Sales"),
        requests(),
        json!({"list": "audit", "where": {"result": "failure"}}),
        json!({"do": "removeAssignment", "with": {"assignment": format!("Sales/Other/{}", upn("ana"))}}),
        members(),
    ]);
    let failures = answers[8]["rows"].as_array().unwrap();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert_eq!(failures[0]["resultReason"], "IncompatibleAccess");
    assert_eq!(names(&answers[4]), BTreeSet::new());
    assert_eq!(told(&answers[7]), ["systemAdd ana deliveryFailed"]);
    assert_eq!(names(&answers[10]), BTreeSet::from(["ana"]));
}

#[test]
fn a_group_that_excludes_the_package_lets_it_through_once_somebody_has_left_it() {
    let group =
        |command: &str| json!({"do": command, "with": {"group": "Barred", "member": upn("ana")}});
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Barred"}}),
        json!({"do": "createGroup", "with": {"displayName": "All barred", "members": ["Barred"]}}),
        group("addGroupMember"),
        json!({"do": "addIncompatibleGroup", "with": {"accessPackage": "Sales/Desk", "group": "All barred"}}),
        policy(SALES, &json!({})),
        members(),
        group("removeGroupMember"),
        members(),
        group("addGroupMember"),
        members(),
    ]);
    assert_eq!(names(&answers[5]), BTreeSet::new());
    assert_eq!(names(&answers[7]), BTreeSet::from(["ana"]));
    assert_eq!(
        names(&answers[9]),
        BTreeSet::from(["ana"]),
        "what is held stays"
    );
}

#[test]
fn what_one_rule_gives_may_be_what_the_rule_of_a_group_waited_for() {
    let answers = administering(&[
        json!({"do": "createGroup", "with": {"displayName": "Barred", "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.city -eq \"Oslo\""}}),
        json!({"do": "addIncompatibleGroup", "with": {"accessPackage": "Sales/Desk", "group": "Barred"}}),
        json!({"do": "updateUser", "with": {"user": upn("ana"), "city": "Oslo"}}),
        policy(SALES, &json!({})),
        members(),
        json!({"do": "updateUser", "with": {"user": upn("ana"), "city": "Bergen"}}),
        members(),
    ]);
    assert_eq!(names(&answers[4]), BTreeSet::new());
    assert_eq!(names(&answers[6]), BTreeSet::from(["ana"]));
}

#[test]
fn a_disabled_account_keeps_what_it_has_and_gets_the_rest_once_it_may_sign_in() {
    let enabled = |name: &str, on: bool| json!({"do": "updateUser", "with": {"user": upn(name), "accountEnabled": on}});
    let answers = administering(&[
        enabled("ben", false),
        policy(SALES, &json!({})),
        enabled("ana", false),
        moves("ben", "Sales"),
        members(),
        enabled("ben", true),
        members(),
        requests(),
    ]);
    assert_eq!(names(&answers[4]), BTreeSet::from(["ana"]));
    assert_eq!(names(&answers[6]), BTreeSet::from(["ana", "ben"]));
    assert_eq!(
        told(&answers[7]),
        [
            "systemAdd ana delivered",
            "systemAdd ben delivered",
            "systemAdd ben deliveryFailed"
        ]
    );
}

#[test]
fn a_disabled_account_that_a_rule_admits_is_told_of_once() {
    let disabled =
        json!({"do": "updateUser", "with": {"user": upn("ben"), "accountEnabled": false}});
    let city = json!({"do": "updateUser", "with": {"user": upn("ben"), "jobTitle": "Seller"}});
    let answers = administering(&[
        disabled,
        policy(SALES, &json!({})),
        moves("ben", "Sales"),
        city,
        advance("P3D"),
        moves("ben", "Research"),
        moves("ben", "Sales"),
        requests(),
    ]);
    assert_eq!(
        told(&answers[7]),
        ["systemAdd ana delivered", "systemAdd ben deliveryFailed"]
    );
}

#[test]
fn a_guest_whose_domain_is_barred_gets_the_package_once_the_domain_is_let_in() {
    let mut desk = ruled();
    let domains = |mode: &str| {
        json!({"do": "updateOrganization",
            "with": {"b2b": {"mode": mode, "domains": ["fabrikam.com"]}}})
    };
    let otto = json!({"userPrincipalName": "otto@fabrikam.com", "displayName": "Otto"});
    desk.perform(&json!({"desk": "addExternalPerson", "with": otto}))
        .unwrap();
    let guest = json!({"displayName": "Otto", "userType": "Guest", "department": "Sales",
        "externalIdentity": "otto@fabrikam.com"});
    let held = |desk: &QuickDesk| desk.tenant.assignments.iter().count();
    does(&mut desk, &domains("deny"));
    does(&mut desk, &json!({"do": "createUser", "with": guest}));
    assert_eq!(held(&desk), 1, "Ana's");
    does(&mut desk, &domains("none"));
    assert_eq!(held(&desk), 2);
}

#[test]
fn what_is_taken_comes_back_no_sooner_for_a_group_that_excludes_it_but_is_deleted() {
    let group = "Entitlement test group";
    let answers = administering(&[
        policy(SALES, &json!({})),
        json!({"do": "addIncompatibleGroup", "with": {"accessPackage": "Sales/Desk", "group": group}}),
        json!({"do": "deleteGroup", "with": {"group": group}, "acknowledge": ["GroupInUse"],
            "expect": "ok"}),
        json!({"do": "removeAssignment", "expect": "ok", "with": {
            "assignment": format!("Sales/Desk/{}", upn("ana"))}}),
        advance("PT1S"),
        requests(),
    ]);
    let given = |answer: &Value| facts(answer).contains(&"assignmentCreated");
    assert!(!given(&answers[3]), "{}", answers[3]);
    assert_eq!(told(&answers[5]).len(), 3);
}

/// A desk on which a workflow has stopped what a rule would give to Ben.
fn stopped() -> QuickDesk {
    let mut desk = ruled();
    let extension = json!({"catalog": "Sales", "displayName": "Check", "answer": "fail",
        "callbackConfiguration": {"timeoutDuration": "P1D"},
        "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension"});
    let settings =
        json!([{"stage": "assignmentRequestCreated", "customExtension": {"id": "Check"}}]);
    does(
        &mut desk,
        &json!({"do": "createCustomExtension", "with": extension}),
    );
    does(&mut desk, &calling(&settings));
    does(&mut desk, &moves("ben", "Sales"));
    desk
}

fn calling(settings: &Value) -> Value {
    json!({"do": "updatePolicy", "with": {"policy": "Sales/Desk/Sellers",
        "customExtensionStageSettings": settings}})
}

/// Deletes the record of what was stopped.
fn delete_record(desk: &mut QuickDesk) {
    let stopped = |request: &&AssignmentRequest| request.was_ended_by_workflow();
    let record = desk.tenant.requests.iter().find(stopped).unwrap().id;
    let record = record.guid().to_string();
    does(
        desk,
        &json!({"do": "deleteRequest", "with": {"request": record}}),
    );
}

fn holders(desk: &QuickDesk) -> usize {
    let held = desk.tenant.assignments.iter();
    held.filter(|held| held.progress.state.is_active()).count()
}

#[test]
fn what_a_workflow_stopped_is_given_once_both_the_record_of_it_and_the_workflow_are_gone() {
    let mut desk = stopped();
    does(&mut desk, &calling(&json!([])));
    assert_eq!(holders(&desk), 1, "nobody tries again what was stopped");
    delete_record(&mut desk);
    assert_eq!(holders(&desk), 2);

    let mut desk = stopped();
    delete_record(&mut desk);
    assert_eq!(holders(&desk), 1, "the workflow would stop it again");
    does(&mut desk, &calling(&json!([])));
    assert_eq!(holders(&desk), 2);
}
