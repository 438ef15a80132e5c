//! Why, asked on the screens: a "no" names what would change it, and the key below does it.

use accessdesk::script::Sample;

use crate::support::desk::Desk;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const ASSIGNMENT_MANAGER: &str = "sam.okafor@woodgrovebank.onmicrosoft.com";

/// Sits down as somebody and selects a package.
fn at_package(sign_in_name: &str, package: &str) -> Desk {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(sign_in_name);
    desk.press("g p /").type_text(package).press("enter");
    desk
}

/// Asks about the package selected and somebody.
fn ask(desk: &mut Desk, person: &str) -> String {
    desk.press("w").type_text(person).press("enter").screen()
}

#[track_caller]
fn assert_says(screen: &str, text: &str) {
    assert!(screen.contains(text), "no {text:?} on\n{screen}");
}

#[test]
fn who_asks_why_somebody_may_not_request_a_package_changes_it_with_one_key() {
    let mut desk = at_package(ADMINISTRATOR, "Break glass");
    let no = ask(&mut desk, "chlo");
    assert_says(&no, "May request it: no");
    let (answer, way) = (
        no.find("May request it: no"),
        no.find("What would change a"),
    );
    assert!(answer < way, "the answer comes first on\n{no}");
    assert_says(&no, "What would change a");
    assert_says(
        &no,
        "Let Chloé Martin ask under policy \"Emergency\": then Chloé Martin",
    );
    assert_says(&no, "Enter change that");
    let question = desk.press("enter").screen();
    assert_says(&question, "Then Chloé Martin may request it.");
    let done = desk.press("y").screen();
    assert_says(
        &done,
        "Done: let Chloé Martin ask under policy \"Emergency\".",
    );
    let yes = ask(&mut desk, "chlo");
    assert_says(&yes, "May request it: yes");
    assert_says(&yes, "No longer hide package \"Break glass\"");
    desk.press("enter y");
    let seen = ask(&mut desk, "chlo");
    assert_says(&seen, "Finds it by browsing: yes");
    assert!(!seen.contains("What would change a"), "{seen}");
}

#[test]
fn who_manages_no_policies_is_told_what_an_administrator_can_change() {
    let mut desk = at_package(ASSIGNMENT_MANAGER, "Break glass");
    let no = ask(&mut desk, "chlo");
    assert_says(&no, "under policy \"Emergency\" (an administrator can)");
    assert!(!no.contains("Enter change that"), "{no}");
}

#[test]
fn a_policy_that_admits_somebody_makes_up_for_those_that_do_not_whatever_else_says_no() {
    let mut desk = at_package(ADMINISTRATOR, "Ledger");
    let holds = ask(&mut desk, "ada.novak");
    assert_says(&holds, "May request it: no, Ada Nováková already holds");
    let holds = desk.press("end").screen();
    assert_says(&holds, "- An enabled policy admits the person.");
    assert_says(&holds, "x The person does not hold the package.");
    assert!(!holds.contains("x An enabled policy"), "{holds}");
    desk.press("esc");
    let outside = ask(&mut desk, "emily.braun");
    assert_says(&outside, "x An enabled policy admits the person.");
}

#[test]
fn who_is_assigned_a_package_is_chosen_among_people_marked_with_what_would_refuse_them() {
    let mut desk = at_package(ADMINISTRATOR, "Ledger");
    desk.press("a right tab enter").type_text("ada.novak");
    assert_says(&desk.screen(), "Ada Nováková already holds \"Ledger\"");
    desk.press("ctrl-u").type_text("adele");
    let outside = "! policy \"Auditors\" does not admit Adele";
    assert_says(&desk.screen(), outside);
    desk.press("ctrl-u").type_text("grady");
    let grady = desk.screen();
    assert!(!grady.contains('!'), "{grady}");
}
