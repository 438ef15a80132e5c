//! Taking things apart again: what stands in the way, and what a mistake costs.

use accessdesk::domain::command::{
    CatalogCommand, DeleteCatalog, DirectoryCommand, GroupReference, RemoveAssignment,
    RemoveCatalogResource, RequestCommand, UserReference,
};
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::domain::time::Span;
use accessdesk::engine::Terms;

use crate::support::world::{World, code};

#[test]
fn cleaning_up_in_the_wrong_order_is_refused_with_the_way_out() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    world.administering();
    let remove = RemoveCatalogResource {
        catalog: tutorial.catalog,
        resource: tutorial.resource,
    };
    assert_eq!(
        code(&world.give(CatalogCommand::RemoveCatalogResource(remove.clone()))),
        "ResourceInUse"
    );
    let delete_catalog = CatalogCommand::DeleteCatalog(DeleteCatalog {
        catalog: tutorial.catalog,
    });
    assert_eq!(code(&world.give(delete_catalog.clone())), "CatalogNotEmpty");
    assert_eq!(
        code(&world.delete_package(tutorial.package)),
        "PackageHasAssignments"
    );
    let delete_group = DirectoryCommand::DeleteGroup(GroupReference {
        group: tutorial.test_group,
    });
    assert_eq!(code(&world.give(delete_group.clone())), "GroupInUse");
    let assignment = world.held(tutorial.package, tutorial.requestor).unwrap();
    let removal = RemoveAssignment {
        assignment,
        justification: None,
    };
    assert_eq!(
        code(&world.give(RequestCommand::RemoveAssignment(removal))),
        "ok"
    );
    assert_eq!(code(&world.delete_package(tutorial.package)), "ok");
    assert_eq!(
        code(&world.give(CatalogCommand::RemoveCatalogResource(remove))),
        "ok"
    );
    assert_eq!(code(&world.give(delete_catalog)), "ok");
    assert_eq!(code(&world.give(delete_group)), "ok");
    let oneself = DirectoryCommand::DeleteUser(UserReference {
        user: world.administrator,
    });
    assert_eq!(code(&world.give(oneself)), "UserIsSelf");
}

#[test]
fn deleting_a_used_group_goes_through_once_the_warning_is_acknowledged() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let command = DirectoryCommand::DeleteGroup(GroupReference {
        group: tutorial.test_group,
    })
    .into();
    let terms = Terms {
        acknowledge: vec!["GroupInUse".to_owned()],
        ..Terms::default()
    };
    let administrator = accessdesk::domain::id::Person::User(world.administrator);
    world
        .engine
        .execute(administrator, &command, &terms)
        .unwrap();
    assert!(world.held(tutorial.package, tutorial.requestor).is_some());
    let restore = DirectoryCommand::RestoreGroup(GroupReference {
        group: tutorial.test_group,
    });
    world.administering().give(restore).unwrap();
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
}

#[test]
fn governance_administrator_adds_only_groups_that_they_own() {
    let mut world = World::founded_with(vec![
        DirectoryRole::IdentityGovernanceAdministrator,
        DirectoryRole::UserAdministrator,
    ]);
    let tutorial = world.tutorial();
    assert!(world.tenant().find_resource(tutorial.resource).is_some());
}

#[test]
fn undo_takes_a_decision_back_with_all_it_set_off_and_redo_does_it_again() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    let before = world.tenant().clone();
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let after = world.tenant().clone();
    world.undo().unwrap();
    assert_eq!(world.tenant(), &before);
    world.redo().unwrap();
    assert_eq!(world.tenant(), &after);
}

#[test]
fn undoing_a_move_of_the_clock_undoes_what_it_set_off() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    world.acting_as(tutorial.approver).approve(request).unwrap();
    let (before, now) = (world.tenant().clone(), world.engine.now());
    world.advance(Span::days(60));
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    world.undo().unwrap();
    assert_eq!(world.tenant(), &before);
    assert_eq!(world.engine.now(), now);
}
