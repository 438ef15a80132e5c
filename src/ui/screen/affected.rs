//! Whom a change would affect, as lines to read before it is saved.

use std::collections::BTreeSet;

use crate::domain::authority::visible;
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::ui::msg::Foreseen;
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// The title over the lines.
pub const TITLE: &str = "Who is affected";

/// The most names under one heading.
const NAMES: usize = 200;

/// What stands above the groups where a form is open.
pub const BEFORE_SAVING: &str = "Nothing is saved yet. Saving does this:";

/// What stands above the groups where a question is open.
pub const BEFORE_YES: &str = "Nothing has been done yet. Going on does this:";

/// Says group by group whom a change would affect, by name as far as there is room.
pub fn lines(scene: &Scene<'_>, foreseen: &Foreseen, before: &str) -> Vec<DetailLine> {
    let affected = &foreseen.affected;
    let groups = [
        ("Get access", &affected.gain_access),
        ("Lose access", &affected.lose_access),
        ("Begin to see a package", &affected.gain_sight),
        ("No longer see a package", &affected.lose_sight),
        ("Can request a package from now on", &affected.gain_request),
        ("Can no longer request a package", &affected.lose_request),
        (
            "Hold a package and what excludes it; both stay",
            &affected.gain_conflict,
        ),
        (
            "No longer hold anything that excludes it",
            &affected.lose_conflict,
        ),
        (
            "Others decide on their requests",
            &affected.approver_changed,
        ),
    ];
    let mut lines = vec![DetailLine::text(before)];
    lines.extend(warnings(foreseen));
    let touched: Vec<_> = groups.iter().filter(|(_, who)| !who.is_empty()).collect();
    if touched.is_empty() {
        lines.push(DetailLine::Gap);
        lines.push(DetailLine::text("Nobody is affected."));
    }
    if let [_, _, ..] = touched[..] {
        let counts = touched.iter().map(|(heading, people)| {
            let count = people.len();
            DetailLine::bullet(format!("{heading}: {count}"))
        });
        lines.extend(counts);
    }
    for (place, (heading, people)) in touched.iter().enumerate() {
        let mut before = touched.iter().take(place);
        match before.find(|(_, named)| named == people) {
            Some((like, _)) => lines.extend(like_before(heading, like, people.len())),
            None => lines.extend(group(scene, heading, people)),
        }
    }
    lines
}

/// Says of a heading that its people stand under another one already.
fn like_before(heading: &str, named: &str, count: usize) -> [DetailLine; 3] {
    let head = DetailLine::heading(format!("{heading}: {count}"));
    let those = if count == 1 {
        "the same one"
    } else {
        "the same people"
    };
    let same = format!("{those} as under \"{named}\"");
    [DetailLine::Gap, head, DetailLine::bullet(same)]
}

fn warnings(foreseen: &Foreseen) -> Vec<DetailLine> {
    if foreseen.warnings.is_empty() {
        return Vec::new();
    }
    let count = foreseen.warnings.len();
    let head = DetailLine::heading(format!("Warnings: {count}"));
    let told = foreseen
        .warnings
        .iter()
        .map(|warned| DetailLine::Bullet(Phrase::signed(Tone::Warning, warned.text.as_str())));
    [DetailLine::Gap, head].into_iter().chain(told).collect()
}

/// Names people in the order of their names; whom the persona may not know of is only counted.
fn group(scene: &Scene<'_>, heading: &str, people: &BTreeSet<Person>) -> Vec<DetailLine> {
    let head = DetailLine::heading(format!("{heading}: {}", people.len()));
    let known = people.iter().filter(|person| {
        let now = scene.calendar.now;
        visible(scene.tenant(), scene.persona, (**person).into(), now)
    });
    let mut names: Vec<Safe> = known.map(|person| name(scene, *person)).collect();
    names.sort_by_key(|name| name.as_str().to_lowercase());
    names.truncate(NAMES);
    let more = people.len() - names.len();
    let more = (more > 0).then(|| DetailLine::bullet(format!("and {more} more")));
    let bullets = names.into_iter().map(DetailLine::bullet);
    let lines = [DetailLine::Gap, head].into_iter().chain(bullets);
    lines.chain(more).collect()
}

fn name(scene: &Scene<'_>, person: Person) -> Safe {
    let name = scene.name(person);
    match scene.tenant().sign_in_name(person) {
        Some(sign_in) => Safe::line(&format!("{name} ({sign_in})")),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::eligibility;
    use crate::domain::id::{GroupId, PackageId, Person};
    use crate::domain::walk::Silent;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    const REQUESTOR: &str = "Requestor (requestor@woodgrovebank.onmicrosoft.com)";

    /// `Kit`, which Requestor may request, with its policies on the screen.
    fn policies() -> (Furnished, PackageId) {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package));
        (made, package)
    }

    /// `Kit`, which Requestor holds.
    fn held() -> (Furnished, PackageId) {
        let (mut made, package) = policies();
        let request = made.request(package);
        made.approve(request);
        (made, package)
    }

    fn requestor_sees(made: &Furnished, package: PackageId) -> bool {
        let (tenant, now) = (&made.desk.desk.tenant, made.desk.now);
        let requestor = Person::User(made.requestor);
        eligibility::can_see(tenant, requestor, package, now, &mut Silent).is_ok()
    }

    fn requestor_may_ask(made: &Furnished, package: PackageId) -> bool {
        let (tenant, now) = (&made.desk.desk.tenant, made.desk.now);
        eligibility::may_ask(tenant, Person::User(made.requestor), package, now)
    }

    #[test]
    fn a_policy_edit_names_who_no_longer_sees_the_package_and_saving_takes_it_from_them() {
        let (mut made, package) = policies();
        made.desk.press("e tab tab enter").type_text("direct");
        made.desk.press("enter Alt-A");
        made.desk
            .expect("Nothing is saved yet.")
            .expect("No longer see a package: 1")
            .expect("Can no longer request a package: 1")
            .expect(REQUESTOR)
            .expect_no("access: ");
        assert!(requestor_sees(&made, package));
        made.desk.press("esc").expect_no("Nothing is saved yet.");
        made.desk.expect("Who can request");
        made.desk.press("Ctrl-S").expect("Saved.");
        assert!(!requestor_sees(&made, package));
    }

    #[test]
    fn a_policy_switched_off_says_so_while_what_is_held_stays() {
        let (mut made, package) = held();
        let colleague = json!({"do": "createUser", "with": {
            "displayName": "Kim", "userPrincipalName": "kim@woodgrovebank.onmicrosoft.com"}});
        made.make(&colleague);
        made.desk.press("e tab tab enter").type_text("members");
        made.desk.press("enter Ctrl-S").expect("Saved.");
        made.desk.press("e Shift-Tab Shift-Tab space Alt-A");
        made.desk
            .expect("Can no longer request a package: 3")
            .expect("Kim (kim@")
            .expect_no("Lose access");
        made.desk.press("esc Ctrl-S").expect("Saved.");
        assert!(!requestor_may_ask(&made, package));
        let held = &made.desk.desk.tenant.index.active_to;
        assert_eq!(held.of(package).count(), 1);
    }

    #[test]
    fn what_begins_to_exclude_a_package_names_who_can_no_longer_request_it() {
        let (mut made, _) = held();
        let single =
            json!({"@odata.type": "#microsoft.graph.singleUser", "userId": made.requestor});
        let policy = json!({"displayName": "Staff", "specificAllowedTargets": [single],
            "allowedTargetScope": "specificDirectoryUsers"});
        let books = made.make(&json!({"do": "createAccessPackage", "with": {
            "displayName": "Books", "description": "Ledgers", "catalog": made.catalog,
            "policies": [policy]}}));
        let books = PackageId::new(books.guid());
        assert!(requestor_may_ask(&made, books));
        made.at(Screen::PackageSeparation(books)).press("a enter");
        made.desk.type_text("kit").press("enter Alt-A");
        made.desk
            .expect("Can no longer request a package: 1")
            .expect(REQUESTOR);
        made.desk.press("esc Ctrl-S").expect("\"Kit\" excludes");
        assert!(!requestor_may_ask(&made, books));
    }

    #[test]
    fn a_role_taken_out_of_a_package_names_who_loses_it() {
        let (mut made, package) = held();
        let in_groups = |made: &Furnished| made.desk.desk.tenant.memberships.iter().count();
        made.at(Screen::PackageRoles(package)).press("a enter");
        made.desk.type_text("owner").press("enter Ctrl-S");
        assert_eq!(in_groups(&made), 1);
        made.desk.press("x enter").type_text("member");
        made.desk.press("enter Alt-A");
        made.desk.expect("Lose access: 1").expect(REQUESTOR);
        assert_eq!(in_groups(&made), 1);
        made.desk.press("esc Ctrl-S").expect("no longer gives");
        assert_eq!(in_groups(&made), 0);
    }

    #[test]
    fn a_new_policy_for_everybody_names_all_and_says_who_they_are_once() {
        let (mut made, package) = policies();
        for number in 0..20 {
            let name = format!("Seller {number:02}");
            let address = format!("seller{number}@woodgrovebank.onmicrosoft.com");
            made.make(&json!({"do": "createUser", "with": {
                "displayName": name, "userPrincipalName": address}}));
        }
        made.at(Screen::PackagePolicies(package)).press("n");
        made.desk.type_text("Everybody").press("tab tab enter");
        made.desk.type_text("members").press("enter");
        made.desk.press("tab space space");
        made.desk
            .press("Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab space Alt-A");
        made.desk
            .expect("Begin to see a package: 22")
            .expect("Can request a package from now on: 22");
        let found = made.desk.press("end").screen().matches("Seller 19").count();
        assert_eq!(found, 1);
        made.desk
            .expect("the same people as under \"Begin to see a package\"");
    }

    #[test]
    fn an_edit_that_touches_nobody_says_so() {
        let (mut made, _) = policies();
        made.desk.press("e Ctrl-U").type_text("Field staff");
        made.desk.press("Alt-A").expect("Nobody is affected.");
    }

    #[test]
    fn the_key_is_greyed_while_nothing_could_be_saved() {
        let (mut made, _) = policies();
        made.desk.press("e").expect("Alt-A affected");
        made.desk.press("Ctrl-U Alt-A");
        made.desk
            .expect("Not possible (affected): the form has 1 problem.");
        made.desk.type_text("Initial policy").press("Alt-A");
        made.desk.expect("NothingToChange").press("Alt-W");
        made.desk.expect("Every check, in order");
    }

    #[test]
    fn problems_that_are_not_shown_yet_are_told_from_those_that_are() {
        let mut made = Furnished::new();
        made.at(Screen::Packages).press("n tab pgdn Alt-A");
        made.desk.expect("create (").expect("of them shown so far");
    }

    #[test]
    fn forms_that_touch_nobody_else_do_not_offer_it() {
        let mut made = Furnished::new();
        made.at(Screen::Catalogs).press("n");
        made.desk.expect("New catalog").expect_no("Alt-A");
    }

    #[test]
    fn a_setting_that_shows_more_to_members_names_them() {
        let (mut made, _) = policies();
        made.at(Screen::Settings).press("e");
        made.desk.press("tab tab tab tab tab tab space Alt-A");
        made.desk.expect("Begin to see a package: 2");
        made.desk.press("esc Ctrl-S").expect("Saved.");
    }

    #[test]
    fn the_question_before_a_user_is_deleted_names_what_they_lose() {
        let (mut made, _) = policies();
        made.at(Screen::User(made.requestor)).press("d Alt-A");
        made.desk
            .expect("Nothing has been done yet. Going on does this:")
            .expect("No longer see a package: 1")
            .expect("Can no longer request a package: 1")
            .expect(REQUESTOR);
        made.desk.press("esc").expect("Delete user?");
        made.desk.type_text("requestor").press("enter");
        made.desk.expect("was deleted");
    }

    #[test]
    fn the_question_before_an_approver_is_deleted_names_for_whom_others_decide() {
        let (mut made, _) = policies();
        made.at(Screen::User(made.approver)).press("d Alt-A");
        made.desk
            .expect("Others decide on their requests: 1")
            .expect(REQUESTOR);
    }

    #[test]
    fn an_account_switched_off_and_a_catalog_switched_off_take_the_package_from_view() {
        let (mut made, _) = policies();
        made.at(Screen::User(made.requestor));
        made.desk.press("e tab tab space Alt-A");
        made.desk.expect("Can no longer request a package: 1");
        let (mut made, _) = policies();
        made.at(Screen::Catalog(made.catalog));
        made.desk.press("e tab tab space Alt-A");
        made.desk
            .expect("No longer see a package: 1")
            .expect(REQUESTOR);
    }

    #[test]
    fn whoever_joins_a_group_begins_to_see_what_it_may_request() {
        let (mut made, package) = policies();
        let group = made.make(&json!({"do": "createGroup", "with": {"displayName": "Sellers"}}));
        let members = json!({"@odata.type": "#microsoft.graph.groupMembers",
            "groupId": group.guid()});
        made.make(&json!({"do": "createPolicy", "with": {
            "accessPackage": package, "displayName": "Sellers",
            "allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": [members]}}));
        let group = GroupId::new(group.guid());
        made.at(Screen::GroupMembers(group)).press("a enter");
        made.desk.type_text("appr").press("enter Alt-A");
        made.desk
            .expect("Begin to see a package: 1")
            .expect("Approver (");
        made.desk.press("esc Ctrl-S x Alt-A");
        made.desk.expect("No longer see a package: 1");
    }

    #[test]
    fn a_question_that_touches_nobody_but_whom_it_names_does_not_offer_it() {
        let (mut made, _) = held();
        made.at(Screen::Requests).press("d").expect_no("Alt-A");
    }
}
