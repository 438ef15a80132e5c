//! Two windows on one store: what one does, the other shows at once and without harm.

use std::time::{Duration, Instant};

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::{ADMINISTRATOR, APPROVER, REQUESTOR};

/// How soon another window shows what was done.
const SOON: Duration = Duration::from_millis(500);
/// How many times over a loaded machine may take the time that one key takes in that window.
const LOADED: u32 = 4;

const SECOND: &str = "second.requestor@woodgrovebank.onmicrosoft.com";

/// Makes a second requestor, who asks first, and opens the windows of a requestor and the approver.
fn windows() -> (Terminal, Terminal) {
    let launch = Terminal::accessdesk(&["-p", REQUESTOR.1]);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let administrator = ADMINISTRATOR.1;
    for line in [
        format!(
            r#"{{"as":"{administrator}","do":"createUser","with":{{"userPrincipalName":"{SECOND}","displayName":"Second requestor"}}}}"#
        ),
        format!(
            r#"{{"as":"{administrator}","do":"addGroupMember","with":{{"group":"Internal requestor","member":"{SECOND}"}}}}"#
        ),
        format!(
            r#"{{"as":"{SECOND}","do":"submitRequest","with":{{"accessPackage":"Entitlement test catalog/Entitlement test package","justification":"First in line"}}}}"#
        ),
    ] {
        assert_eq!(program::exec(&home, &line)["ok"], true, "{line}");
    }
    let requestor = launch.start();
    let approver = Terminal::accessdesk(&["-p", APPROVER.1])
        .beside(&requestor)
        .start();
    (requestor, approver)
}

fn ask(window: &mut Terminal) -> Instant {
    window
        .press_shown("1")
        .wait_for("[1 Available")
        .press_shown("Enter")
        .wait_for("Request \"Entitlement test package\"")
        .type_text("Project onboarding")
        .press_shown("Ctrl-S")
        .wait_for("Requested \"Entitlement test package\"");
    Instant::now()
}

fn take_back(window: &mut Terminal) -> Instant {
    window
        .press_shown("4")
        .wait_for("[4 Request history")
        .press_shown("c")
        .wait_for("Cancel request?")
        .press_shown("y")
        .wait_for("was canceled");
    Instant::now()
}

/// Measures what a key takes in a window, from the press to the screen that answers it.
fn key_takes(window: &mut Terminal, key: &str, shows: &str) -> Duration {
    let pressed = Instant::now();
    window.press(key);
    window.time_until(shows, pressed)
}

#[track_caller]
fn expect_soon(took: Duration, key: Duration) {
    let most = SOON + key * LOADED;
    assert!(took <= most, "took {took:?}, at most {most:?}");
}

#[test]
fn approver_sees_a_request_within_half_a_second_and_loses_nothing_typed() {
    let (mut requestor, mut approver) = windows();
    requestor.wait_for("[1 Available");
    approver
        .wait_for("[1 Available")
        .press_shown("5")
        .wait_for("[1 Pending 1]")
        .wait_for(">Second requestor");

    let key =
        key_takes(&mut approver, "2", "[2 History]") + key_takes(&mut approver, "1", "[1 Pending");
    let asked = ask(&mut requestor);
    expect_soon(approver.time_until("[1 Pending 2]", asked), key);
    approver
        .wait_for(" Internal requestor")
        .wait_for(">Second requestor");

    let key = key_takes(&mut approver, "/", "filter: _");
    approver
        .type_text("reques")
        .wait_for("filter: reques_   2 of 2");
    let canceled = take_back(&mut requestor);
    expect_soon(
        approver.time_until("filter: reques_   1 of 1", canceled),
        key,
    );
    approver
        .type_text("tor")
        .wait_for("filter: requestor_   1 of 1")
        .wait_for(">Second requestor");

    let key = key_takes(&mut approver, "Enter", "filter: requestor   1 of 1");
    approver
        .press_shown("a")
        .wait_for("Approve?")
        .type_text("Half a rea")
        .wait_for("Half a rea");
    let asked = ask(&mut requestor);
    expect_soon(approver.time_until("[1 Pending 2]", asked), key);
    approver
        .type_text("son")
        .wait_for("Half a reason")
        .press_shown("Ctrl-S")
        .wait_for("Approved.")
        .wait_for("[1 Pending 1]")
        .wait_for(">Internal requestor");
    let (code, said) = program::verify(approver.home());
    assert_eq!(code, Some(0), "{said}");
}
