//! What is left when the screens break down, and what the log says: in a real terminal.
//!
//! The program on stage is this test binary, started again: its screens are the program's own, and
//! its desk breaks as soon as something needs an identifier.

use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use accessdesk::app::{self, Beginning, Diary, crash};
use accessdesk::domain::context::IdSource;
use accessdesk::domain::id::{Person, UserId};
use accessdesk::domain::tenant::Tenant;
use accessdesk::engine::clock::MachineClock;
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::store::Access;
use accessdesk::store::fs::RealFs;
use accessdesk::store::location::Location;
use accessdesk::ui::preferences::Preferences;
use accessdesk::ui::theme::Theme;
use rustix::process::Signal;
use uuid::Uuid;

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::ADMINISTRATOR;

/// Has no identifier left, and says so in words that only a record may hold.
struct Broken;

impl IdSource for Broken {
    fn next_id(&mut self) -> Uuid {
        panic!("no identifier left for {:?}", "Payroll secrets");
    }
}

#[test]
#[ignore = "a program for the other tests, not a test"]
fn stage() {
    if !std::io::stdin().is_terminal() {
        return;
    }
    let location = Location::find(|name| std::env::var_os(name)).unwrap();
    let diary = Diary::default();
    crash::report_to(Some(location.state), diary.clone());
    let surroundings = Surroundings {
        clock: Box::new(MachineClock),
        ids: Box::new(Broken),
        os_user: "stage".to_owned(),
    };
    let opened = Engine::open(RealFs, &location.store, Access::Write, surroundings);
    let (engine, _) = opened.unwrap();
    let administrator = administrator(engine.tenant());
    let beginning = Beginning {
        persona: Some(Person::User(administrator)),
        theme: Theme::default(),
        mouse: false,
        memory: None,
        preferences: Preferences::default(),
        greeting: None,
        diary,
    };
    app::run(engine, beginning).unwrap();
}

/// Returns who has the keys of everything, whatever the order of the identifiers.
fn administrator(tenant: &Tenant) -> UserId {
    let mut users = tenant.users.iter();
    let named = users.find(|user| user.user_principal_name.as_str() == ADMINISTRATOR.1);
    named.unwrap().id
}

/// Returns the only file in a directory.
fn only_file(directory: &Path) -> String {
    let files: Vec<_> = fs::read_dir(directory).unwrap().collect();
    assert_eq!(files.len(), 1, "{files:?}");
    fs::read_to_string(files.into_iter().next().unwrap().unwrap().path()).unwrap()
}

/// Requires of a report what helps to find a mistake, and nothing that anybody typed or keeps.
fn tells_enough_and_nothing_private(report: &str) {
    for told in [
        concat!(
            "accessdesk ",
            env!("CARGO_PKG_VERSION"),
            " (store format 3) on "
        ),
        "terminal xterm-256color",
        "window: 80x24",
        "at: tests/it/terminal_crash.rs:",
        "message: no identifier left for \n",
        "[Home] key g\n",
        "[Catalogs] key n: new\n",
        "[Catalogs, form create-catalog] a character (7 times)\n",
        "command createCatalog\n",
        "next_id",
    ] {
        assert!(report.contains(told), "no {told:?} in\n{report}");
    }
    let typed = ["Payroll", "Salaries", "Entitlement test", ADMINISTRATOR.1];
    for name in typed {
        assert!(!report.contains(name), "{name:?} in\n{report}");
    }
}

#[test]
fn a_crash_gives_the_terminal_back_says_what_is_safe_and_reports_nothing_that_was_typed() {
    let own = std::env::current_exe().unwrap();
    let arguments = [
        "--exact",
        "terminal_crash::stage",
        "--ignored",
        "--nocapture",
    ];
    let launch = Terminal::program(own.to_str().unwrap(), &arguments);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let mut window = launch.start();
    window
        .wait_for("Home")
        .press("g c")
        .wait_for(">Entitlement test");
    window.press("n").wait_for("New catalog");
    window.type_text("Payroll").press("Tab");
    window.type_text("Salaries").press("Ctrl-S");
    window.wait_for("accessdesk broke down; your data is safe up to seq ");
    window.wait_until_terminal(|screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    assert!(window.has_its_first_line_settings());
    assert_eq!(window.exit_code(), 101);
    let screen = window.screen().replace('\n', "");
    assert!(!screen.contains("Payroll"), "{screen}");

    let report = only_file(&home.join(".local/state/accessdesk/crashes"));
    tells_enough_and_nothing_private(&report);
    let safe = report
        .lines()
        .find(|line| line.starts_with("safe up to seq: "));
    let safe = safe.unwrap().trim_start_matches("safe up to seq: ");
    assert!(
        screen.contains(&format!("safe up to seq {safe}.")),
        "{screen}"
    );
    let line = format!(r#"{{"as":"{}","list":"catalogs"}}"#, ADMINISTRATOR.1);
    let catalogs = program::exec(&home, &line);
    assert_eq!(catalogs["rows"].as_array().unwrap().len(), 2, "{catalogs}");
}

#[test]
fn the_log_tells_what_was_done_and_nothing_that_was_typed_or_stands_in_the_store() {
    let launch = Terminal::accessdesk(&["-p", ADMINISTRATOR.1, "--log", "desk.log"]);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let mut window = launch.start();
    window
        .wait_for("Home")
        .press("g c")
        .wait_for(">Entitlement test");
    window.press("/").type_text("test").press("Enter");
    window.press("n").wait_for("New catalog");
    window.type_text("Payroll").press("Tab");
    window
        .type_text("Salaries")
        .press("Ctrl-S")
        .wait_for("u undo");
    window.resize(50, 12).wait_for("50x12");
    window.resize(80, 24).wait_for("u undo");
    assert_eq!(window.press("Ctrl-C Ctrl-C").exit_code(), 0);
    let log = fs::read_to_string(home.join("desk.log")).unwrap();
    for told in [
        "accessdesk ",
        " ms  window 80x24\n",
        " ms  [Home] key g",
        " ms  [Home] key c: go-catalogs\n",
        " ms  [Catalogs, form create-catalog] key Ctrl-S: ",
        " ms  command createCatalog\n",
        " ms  safe up to seq ",
        "done, 1 made\n",
        " ms  window 50x12\n",
        " ms  leaves\n",
    ] {
        assert!(log.contains(told), "no {told:?} in\n{log}");
    }
    for name in ["Payroll", "Salaries", "test", ADMINISTRATOR.1] {
        assert!(!log.contains(name), "{name:?} in\n{log}");
    }
}

#[test]
fn a_log_that_keeps_data_tells_what_was_typed_and_what_commands_hold() {
    let options = ["-p", ADMINISTRATOR.1, "--log", "desk.log", "--log-data"];
    let launch = Terminal::accessdesk(&options);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let mut window = launch.start();
    window
        .wait_for("Home")
        .press("g c")
        .wait_for(">Entitlement");
    window.press("n").wait_for("New catalog");
    window.type_text("Payroll").press("Tab").type_text("Pay");
    window.press("Ctrl-S").wait_for("u undo").press("q");
    assert_eq!(window.exit_code(), 0);
    let log = fs::read_to_string(home.join("desk.log")).unwrap();
    for told in [
        "[Catalogs, form create-catalog] a character  P\n",
        " ms  command createCatalog  {",
        "\"displayName\":\"Payroll\"",
    ] {
        assert!(log.contains(told), "no {told:?} in\n{log}");
    }
    let mut window = Terminal::accessdesk(&["--log-data"]).start();
    window.wait_for("--log <FILE>");
    assert_eq!(window.exit_code(), 2);
}

#[test]
fn the_diagnostics_show_what_a_log_would_say() {
    let launch = Terminal::accessdesk(&["-p", ADMINISTRATOR.1]);
    program::prepare(launch.home());
    let mut window = launch.start();
    window
        .wait_for("Home")
        .press("g c")
        .wait_for(">Entitlement");
    window.press("/").type_text("secret").press("Enter");
    window
        .press("Alt-D")
        .wait_for("Diagnostics")
        .wait_for("Safe up to")
        .wait_for("[Catalogs] a character (6 times)")
        .wait_for("key c: go-catalogs");
    let shown = window.screen();
    assert!(!shown.contains("secret, "), "{shown}");
    window.press("Esc").wait_for("filter: secret");
}

#[test]
fn a_log_that_cannot_be_written_is_refused_before_the_screens_open() {
    let mut window = Terminal::accessdesk(&["--log", "missing/desk.log"]).start();
    window.wait_for("the log missing/desk.log cannot be written");
    assert_eq!(window.exit_code(), 2);
}

#[test]
fn a_signal_ends_the_screens_with_its_number_and_keeps_what_was_half_typed() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let launch = Terminal::accessdesk(&["-p", ADMINISTRATOR.1]);
        program::prepare(launch.home());
        let mut window = launch.start();
        window
            .wait_for("Home")
            .press("g c n")
            .wait_for("New catalog");
        window.type_text("Payroll").wait_for("Payroll");
        window.signal(signal);
        assert_eq!(window.exit_code(), code);
        window.wait_until_terminal(|screen| !screen.alternate_screen() && !screen.hide_cursor());
        assert!(window.has_its_first_line_settings());
        let mut again = Terminal::accessdesk(&["-p", ADMINISTRATOR.1])
            .beside(&window)
            .start();
        again.wait_for("Catalogs").press("n");
        again.wait_for("Go on with what was typed before?");
    }
}

#[test]
fn a_signal_ends_a_run_of_lines_with_its_number_and_leaves_the_store_sound() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let program = env!("CARGO_BIN_EXE_accessdesk");
        let line = format!(
            r#"{{"as":"{}","do":"createCatalog","with":{{"displayName":"Sales","description":"For sales"}}}}"#,
            ADMINISTRATOR.1
        );
        // The run has done one line and waits for more of them; with jobs, for the signal of Ctrl-C.
        let script = format!(
            "set -m; mkfifo lines receipts; {program} exec < lines > receipts & exec 3> lines 4< receipts; \
             echo '{line}' >&3; read -r receipt <&4; kill -{signal} $!; wait $!; echo ended with $?; \
             {program} verify > verdict; echo verify $?"
        );
        let launch = Terminal::shell(&script);
        program::prepare(launch.home());
        let mut shell = launch.start();
        shell.wait_for(&format!("ended with {code}"));
        shell.wait_for("verify 0");
    }
}
