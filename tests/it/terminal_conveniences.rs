//! The mouse, the clipboard, files and what is remembered, with the real program on a terminal.

use crate::support::program;
use crate::support::terminal::Terminal;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";

/// Starts the program as the administrator of the tutorial.
#[track_caller]
fn administrator() -> Terminal {
    program::start_prepared(Terminal::accessdesk(&["-p", ADMINISTRATOR]))
}

#[track_caller]
fn at_catalogs(window: &mut Terminal) {
    window.wait_for("Home").press("g c");
    window.wait_for(">Entitlement test");
}

#[test]
fn a_list_is_written_to_a_file_that_is_not_there_yet_and_never_over_one() {
    let mut window = administrator();
    let home = window.home().to_owned();
    at_catalogs(&mut window);
    window.press("o").wait_for("Output of this list");
    window.press("Tab Ctrl-U").type_text("catalogs");
    window.press("Ctrl-S").wait_for("Written to catalogs.csv");
    let text = std::fs::read_to_string(home.join("catalogs.csv")).unwrap();
    assert!(text.contains("\"Entitlement test catalog\""), "{text}");
    window.press("o").wait_for("Output of this list");
    window.press("Tab Ctrl-U").type_text("catalogs");
    window.press("Ctrl-S").wait_for("is there already");
    assert_eq!(
        std::fs::read_to_string(home.join("catalogs.csv")).unwrap(),
        text
    );
}

#[test]
fn a_user_is_signed_in_from_the_list_of_users_and_acted_as() {
    let mut window = administrator();
    let home = window.home().to_owned();
    window
        .wait_for("Home")
        .press("g u")
        .wait_for(">Administrator");
    window.press("j").wait_for(">Approver").press("i");
    window.wait_for("Approver signed in; acting as Approver now.");
    window.wait_for("[1 Available]");
    let line = format!(r#"{{"as":"{ADMINISTRATOR}","list":"users"}}"#);
    let answer = program::exec(&home, &line).to_string();
    assert!(answer.contains("lastSignInDateTime\":\"20"), "{answer}");
}

#[test]
fn the_program_does_not_start_as_somebody_who_may_not_sign_in() {
    let launch = Terminal::accessdesk(&["-p", APPROVER]);
    program::prepare(launch.home());
    let line = format!(
        r#"{{"as":"{ADMINISTRATOR}","do":"updateUser","with":{{"user":"{APPROVER}","accountEnabled":false}}}}"#
    );
    let answer = program::exec(launch.home(), &line);
    assert_eq!(answer["ok"], true, "{answer}");
    let mut window = launch.start();
    window.wait_for("Approver cannot sign in: the account is disabled or deleted (SignInB");
    assert_eq!(window.exit_code(), 1);
}

#[test]
fn records_are_written_as_scripts_see_them() {
    let mut window = administrator();
    let home = window.home().to_owned();
    at_catalogs(&mut window);
    window.press("o").wait_for("Output of this list");
    window.press("Space Tab Ctrl-U").type_text("catalogs");
    window.press("Ctrl-S").wait_for("Written to catalogs.json");
    let text = std::fs::read(home.join("catalogs.json")).unwrap();
    let records: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(records[0]["displayName"], "Entitlement test catalog");
}

#[test]
fn the_log_and_the_outbox_are_written_as_scripts_list_them() {
    let mut window = administrator();
    let home = window.home().to_owned();
    window.wait_for("Home").press("g l").wait_for("Activity");
    window.press("o").wait_for("Output of this list");
    window.press("Space Tab Ctrl-U").type_text("log");
    window.press("Ctrl-S").wait_for("Written to log.json");
    let text = std::fs::read(home.join("log.json")).unwrap();
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
    let revisions: Vec<u64> = entries
        .iter()
        .map(|entry| entry["revision"].as_u64().unwrap())
        .collect();
    assert!(
        revisions.is_sorted_by(|newer, older| newer >= older),
        "{revisions:?}"
    );
    let catalog = entries
        .iter()
        .find(|entry| entry["command"] == "createCatalog")
        .unwrap();
    assert!(!catalog["modifiedProperties"].as_array().unwrap().is_empty());
    window.press("g b").wait_for("Outbox").press("o");
    window.wait_for("Output of this list");
    window.press("Space Tab Ctrl-U").type_text("mails");
    window.press("Ctrl-S").wait_for("Written to mails.json");
    let text = std::fs::read(home.join("mails.json")).unwrap();
    let mails: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
    assert!(mails.iter().all(|mail| mail["subject"].is_string()));
}

#[test]
fn the_next_session_begins_where_the_last_one_ended() {
    let mut window = administrator();
    at_catalogs(&mut window);
    window.press("n").wait_for("New catalog").type_text("Half");
    window.press("Ctrl-C").wait_for("kept as a draft");
    assert_eq!(window.end_with("y"), 0);
    let mut next = Terminal::accessdesk(&["-p", ADMINISTRATOR])
        .beside(&window)
        .start();
    next.wait_for(">Entitlement test").press("n");
    next.wait_for("Go on with what was typed before")
        .press_shown("y");
    next.wait_for("Half");
}

#[test]
fn the_mouse_is_heard_unless_somebody_wants_it_left_to_the_terminal() {
    let mut window = administrator();
    window.wait_for("Home").wait_until_terminal(|screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
    });
    let mut without = Terminal::accessdesk(&["-p", ADMINISTRATOR, "--no-mouse"])
        .beside(&window)
        .start();
    without.wait_for("Home").wait_until_terminal(|screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
}

/// Presses and releases the left button on a cell, counted from 1.
fn click(window: &mut Terminal, column: u16, row: u16) {
    window.type_text(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[test]
fn two_quick_clicks_on_a_row_open_it_and_slow_or_scattered_ones_do_not() {
    let mut window = administrator();
    at_catalogs(&mut window);
    let rows = (1..).zip(
        window
            .screen()
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    let at = |name: &str| rows.clone().find(|(_, row)| row.contains(name)).unwrap().0;
    let (first, general) = (at(">Entitlement test"), at(" General "));
    click(&mut window, 5, general);
    window.wait_for(">General");
    // Longer than two clicks belong together.
    for _ in 0..3 {
        assert!(!window.sees_soon("Catalogs > General"));
    }
    click(&mut window, 5, general);
    assert!(!window.sees_soon("Catalogs > General"));
    click(&mut window, 5, first);
    window.wait_for(">Entitlement test");
    assert!(!window.sees_soon("Catalogs > Entitlement test"));
    click(&mut window, 5, general);
    click(&mut window, 5, general);
    window.wait_for("Catalogs > General");
}

#[test]
fn a_draft_is_offered_for_as_many_days_as_settings_say_and_not_a_day_longer() {
    let mut window = administrator();
    let home = window.home().to_owned();
    let settings = home.join("settings.toml");
    std::fs::write(&settings, "draft_days = 3\n").unwrap();
    at_catalogs(&mut window);
    window.press("n").wait_for("New catalog").type_text("Half");
    window.press("Ctrl-C").wait_for("kept as a draft");
    assert_eq!(window.end_with("y"), 0);
    let states = home.join(".local/state/accessdesk/screens");
    let file = std::fs::read_dir(states)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let kept = std::fs::read(&file).unwrap();
    let days_ago = |days: i64| {
        let mut memory: serde_json::Value = serde_json::from_slice(&kept).unwrap();
        let kept_at = &mut memory["drafts"][0]["keptAt"];
        *kept_at = (kept_at.as_i64().unwrap() - days * 86_400).into();
        std::fs::write(&file, memory.to_string()).unwrap();
        let mut next = Terminal::accessdesk(&["-p", ADMINISTRATOR])
            .beside(&window)
            .env("ACCESSDESK_CONFIG", settings.to_str().unwrap())
            .start();
        next.wait_for(">Entitlement test").press("n");
        next
    };
    days_ago(2).wait_for("Go on with what was typed before");
    let mut without = days_ago(4);
    without.wait_for("New catalog");
    assert!(!without.screen().contains("Go on with what was typed"));
}

#[test]
fn where_the_store_is_only_read_whatever_changes_it_is_greyed_with_that_reason() {
    let arguments = ["-p", ADMINISTRATOR, "--read-only"];
    let mut window = program::start_prepared(Terminal::accessdesk(&arguments));
    at_catalogs(&mut window);
    window.wait_for("Read-only: the store was opened for reading only.");
    window.wait_for("(n new)").wait_for("(e edit)");
    for key in ["n", "e"] {
        window.press(key).wait_for("the store takes no changes");
        assert!(!window.screen().contains("* required"));
        window.press("Esc");
    }
    window.press("T").wait_for("What time will do");
    window.wait_for("(+ 1 hour)").press("+");
    window.wait_for("Not possible (1 hour): the store takes no changes");
}
