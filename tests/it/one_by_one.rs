//! Several commands in the program itself: each by itself, seen while they run, with a result each.

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::ADMINISTRATOR;

/// Opens the assignments of the tutorial's package.
fn assignments() -> Terminal {
    let launch = Terminal::accessdesk(&["-p", ADMINISTRATOR.1]);
    program::prepare(launch.home());
    let mut window = launch.start();
    window.wait_for("*Home");
    window
        .press("g p")
        .wait_for(">Entitlement test package")
        .press_shown("Enter")
        .wait_for("[1 Overview]")
        .press("6")
        .wait_for("Nobody holds this package.");
    window
}

fn assign(window: &mut Terminal) {
    window
        .press_shown("a")
        .wait_for("*Assign")
        .press("Tab Enter")
        .type_text("internal")
        .wait_for(">[ ] Internal requestor")
        .press_shown("Tab")
        .press("ctrl-u")
        .type_text("approver")
        .wait_for(">[ ] Approver")
        .press_shown("Tab Enter ctrl-s");
}

#[test]
fn several_people_are_assigned_and_the_refusal_of_one_keeps_nobody_else_from_it() {
    let mut window = assignments();
    assign(&mut window);
    window
        .wait_for("assign: 1 rows done, 1 not.")
        .wait_for("ok Internal requestor")
        .wait_for("[TargetNotInPolicyScope]")
        .press("Enter")
        .wait_for(">Internal requestor");
    let home = window.home().to_owned();
    assert_eq!(window.quit(), 0);
    assert_eq!(program::verify(&home).0, Some(0));
}

#[test]
fn a_package_is_emptied_where_its_deletion_was_refused_and_can_be_deleted_then() {
    let mut window = assignments();
    assign(&mut window);
    window
        .wait_for("assign: 1 rows done, 1 not.")
        .press("Enter 1")
        .wait_for("[1 Overview]")
        .press("d")
        .wait_for("is in use")
        .press_shown("Down Enter")
        .wait_for("Assignments that end at once: 1")
        .type_text("Entitlement test package")
        .press("Enter")
        .wait_for("remove: all 1 rows done.")
        .press("Enter d")
        .wait_for("Delete access package?");
    window.quit();
}
