//! What was deleted can be restored for 30 days; then it is gone for good.

use accessdesk::domain::command::{
    Command, CreateUser, DirectoryCommand, GroupReference, UserReference,
};
use accessdesk::domain::event::Fact;
use accessdesk::domain::id::{GroupId, Person, UserId};
use accessdesk::domain::request::RequestType;
use accessdesk::domain::shape::Patch;
use accessdesk::domain::subject_set::SubjectSet;
use accessdesk::domain::text::UserPrincipalName;
use accessdesk::domain::time::Span;
use accessdesk::engine::Terms;
use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;
use crate::support::world::{Tutorial, World, admitting, code, name};

fn delete(user: UserId) -> DirectoryCommand {
    DirectoryCommand::DeleteUser(UserReference { user })
}

fn restore(user: UserId) -> DirectoryCommand {
    DirectoryCommand::RestoreUser(UserReference { user })
}

fn purge(user: UserId) -> DirectoryCommand {
    DirectoryCommand::PurgeUser(UserReference { user })
}

/// A tenant in which the requestor holds a package for a year and was just deleted.
fn holder_deleted() -> (World, Tutorial, accessdesk::domain::id::PackageId) {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let mut terms = admitting(tutorial.requestors, &[]);
    terms.expiration = accessdesk::domain::time::Expiration::After(Span::days(365));
    let (package, _) = world.package(tutorial.catalog, "Long", tutorial.resource, terms);
    world.acting_as(tutorial.requestor).request(package);
    world
        .administering()
        .give(delete(tutorial.requestor))
        .unwrap();
    (world, tutorial, package)
}

#[test]
fn a_deleted_user_holds_on_for_30_days_and_is_purged_then() {
    let (mut world, tutorial, package) = holder_deleted();
    world.advance(Span::days(29));
    assert!(world.held(package, tutorial.requestor).is_some());
    let swept = world.advance(Span::days(1)).swept;
    let names: Vec<&str> = swept.iter().map(|(_, it)| it.command.as_str()).collect();
    assert_eq!(names, ["userPurge"]);
    assert_eq!(world.held(package, tutorial.requestor), None);
    assert!(!world.is_member(tutorial.test_group, tutorial.requestor));
    assert!(!world.is_member(tutorial.requestors, tutorial.requestor));
    let last = world
        .tenant()
        .requests_about(Person::User(tutorial.requestor));
    let last = world.tenant().find_request(last.last().unwrap().1).unwrap();
    assert_eq!(last.request_type, RequestType::SystemRemove);
    assert_eq!(code(&world.give(restore(tutorial.requestor))), "NotFound");
    let gone = world.tenant().find_user(tutorial.requestor).unwrap();
    assert_eq!(gone.display_name, name("Internal requestor"));
}

#[test]
fn a_user_restored_in_time_keeps_what_they_held() {
    let (mut world, tutorial, package) = holder_deleted();
    world.advance(Span::days(29));
    world.give(restore(tutorial.requestor)).unwrap();
    world.advance(Span::days(30));
    assert!(world.held(package, tutorial.requestor).is_some());
    assert!(world.is_member(tutorial.test_group, tutorial.requestor));
}

#[test]
fn a_purge_by_hand_frees_the_sign_in_name_at_once_and_can_be_taken_back() {
    let (mut world, tutorial, package) = holder_deleted();
    let again = || {
        let sign_in_name = "internal.requestor@woodgrovebank.onmicrosoft.com";
        let sign_in_name = UserPrincipalName::parse(sign_in_name).unwrap();
        DirectoryCommand::CreateUser(CreateUser::new(sign_in_name, name("Another")))
    };
    assert_eq!(code(&world.give(again())), "DuplicateUser");
    let before = world.tenant().clone();
    world.give(purge(tutorial.requestor)).unwrap();
    assert_eq!(world.held(package, tutorial.requestor), None);
    world.undo().unwrap();
    assert_eq!(world.tenant(), &before);
    world.redo().unwrap();
    world.give(again()).unwrap();
    assert_eq!(code(&world.give(purge(tutorial.requestor))), "NotFound");
}

#[test]
fn only_a_deleted_user_can_be_purged_and_only_with_the_right() {
    let (mut world, tutorial, _) = holder_deleted();
    assert_eq!(code(&world.give(purge(tutorial.approver))), "NotFound");
    world.acting_as(tutorial.approver);
    assert_eq!(code(&world.give(purge(tutorial.requestor))), "UnAuthorized");
}

#[test]
fn a_purged_manager_and_a_purged_approver_leave_nobody_waiting_on_them() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let manage = accessdesk::domain::command::UpdateUser {
        manager: Patch::Set(tutorial.approver),
        ..accessdesk::domain::command::UpdateUser::of(tutorial.requestor)
    };
    world.give(DirectoryCommand::UpdateUser(manage)).unwrap();
    world.give(delete(tutorial.approver)).unwrap();
    world.advance(Span::days(30));
    let report = world.tenant().find_user(tutorial.requestor).unwrap();
    assert_eq!(report.manager, None);
    let request = world
        .acting_as(tutorial.requestor)
        .request(tutorial.package);
    let request = world.tenant().find_request(request).unwrap();
    assert_eq!(request.progress.stages[0].asked, [] as [UserId; 0]);
}

#[test]
fn a_deleted_group_is_purged_after_30_days_with_its_members() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let command: Command = DirectoryCommand::DeleteGroup(GroupReference {
        group: tutorial.requestors,
    })
    .into();
    let terms = Terms {
        acknowledge: vec!["GroupInUse".to_owned()],
        ..Terms::default()
    };
    let administrator = Person::User(world.administrator);
    world
        .engine
        .execute(administrator, &command, &terms)
        .unwrap();
    let restored = |group: GroupId| DirectoryCommand::RestoreGroup(GroupReference { group });
    let kept = world.group("Kept", &[]);
    let swept = world.advance(Span::days(30)).swept;
    assert_eq!(swept[0].1.command, "groupPurge");
    assert!(!world.is_member(tutorial.requestors, tutorial.requestor));
    let result = world.give(restored(tutorial.requestors));
    assert_eq!(code(&result), "NotFound");
    assert_eq!(code(&world.give(restored(kept))), "NotFound");
}

#[test]
fn lists_have_what_is_there_and_on_request_what_can_be_restored() {
    const GONE: &str = "gone@sandbox.onmicrosoft.com";
    const AWAY: &str = "away@sandbox.onmicrosoft.com";
    let user = |name: &str| json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": name}});
    let group = |name: &str| json!({"do": "createGroup", "with": {"displayName": name}});
    let delete = |what: &str, with: Value| json!({"do": what, "with": with});
    let mut lines = vec![
        user(GONE),
        user(AWAY),
        group("Gone"),
        group("Away"),
        json!({"do": "createGroup", "with": {"displayName": "Here", "members": [AWAY]}}),
        delete("deleteUser", json!({"user": GONE})),
        delete("deleteGroup", json!({"group": "Gone"})),
        json!({"desk": "advanceClock", "with": {"by": "P31D"}}),
        delete("deleteUser", json!({"user": AWAY})),
        delete("deleteGroup", json!({"group": "Away"})),
    ];
    let wanted = [
        json!({}),
        json!({"deleted": true}),
        json!({"deleted": [true, false]}),
    ];
    for list in ["users", "groups"] {
        lines.extend(
            wanted
                .iter()
                .map(|wanted| json!({"list": list, "where": wanted})),
        );
    }
    let members = [
        json!({"group": "Here"}),
        json!({"group": "Here", "deleted": true}),
    ];
    lines.extend(members.map(|wanted| json!({"list": "users", "where": wanted})));
    let administrator = "administrator@sandbox.onmicrosoft.com";
    let answers = tell(Sample::Empty, administrator, &lines);
    let found: Vec<Vec<&str>> = answers[lines.len() - 8..].iter().map(names).collect();
    let [users, groups, members] = [&found[..3], &found[3..6], &found[6..]];
    assert_eq!(members, [vec![], vec![AWAY]]);
    assert_eq!(groups, [vec!["Here"], vec!["Away"], vec!["Away", "Here"]]);
    assert_eq!(
        users,
        [
            vec!["Global Administrator"],
            vec![AWAY],
            vec!["Global Administrator", AWAY],
        ]
    );
}

fn names(list: &Value) -> Vec<&str> {
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| row["displayName"].as_str().unwrap())
        .collect()
}

#[test]
fn a_policy_that_admits_one_user_goes_with_them_and_one_for_two_with_the_second() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let only = |user_id| SubjectSet::SingleUser { user_id };
    let mut terms = admitting(tutorial.requestors, &[]);
    terms.targets = vec![only(tutorial.requestor)];
    let (_, alone) = world.package(tutorial.catalog, "Alone", tutorial.resource, terms.clone());
    terms.targets.push(only(tutorial.approver));
    let (_, both) = world.package(tutorial.catalog, "Both", tutorial.resource, terms);
    world.administering();
    world.give(delete(tutorial.requestor)).unwrap();
    let facts = |receipt: &accessdesk::engine::Receipt| -> Vec<Fact> {
        let events = receipt.events.iter();
        events.map(|event| event.fact).collect()
    };
    let receipt = world.give(purge(tutorial.requestor)).unwrap();
    assert!(facts(&receipt).contains(&Fact::PolicyOrphaned));
    assert_eq!(world.tenant().find_policy(alone), None);
    assert!(world.tenant().find_policy(both).is_some());
    world.give(delete(tutorial.approver)).unwrap();
    world.give(purge(tutorial.approver)).unwrap();
    assert_eq!(world.tenant().find_policy(both), None);
    world.undo().unwrap();
    assert!(world.tenant().find_policy(both).is_some());
}
