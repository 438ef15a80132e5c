//! How much the program says, what it never asks, and what it only tries.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// Runs the program on the store of a home, with nothing to read.
fn run(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_accessdesk"))
        .env_clear()
        .env("HOME", home)
        .arg("--store")
        .arg(home.join("store"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Makes a store and a file of lines, and returns both.
fn prepared() -> (tempfile::TempDir, String) {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["init"]).status.code(), Some(0));
    let lines = home.path().join("lines.jsonl");
    let line = r#"{"as":"administrator@woodgrovebank.onmicrosoft.com","do":"createCatalog","with":{"displayName":"Sales","description":"For sales"}}"#;
    fs::write(&lines, format!("{line}\n")).unwrap();
    let lines = lines.display().to_string();
    (home, lines)
}

#[test]
fn a_dry_run_answers_as_a_run_does_and_leaves_the_store_as_it_is() {
    let (home, lines) = prepared();
    let journal = |home: &Path| text(&run(home, &["verify", "--json"]).stdout);
    let before = journal(home.path());
    let tried = run(home.path(), &["exec", "--dry-run", &lines]);
    assert_eq!(tried.status.code(), Some(0), "{}", text(&tried.stderr));
    assert!(
        text(&tried.stdout).contains("catalogCreated"),
        "{}",
        text(&tried.stdout)
    );
    assert!(text(&tried.stderr).contains("nothing was kept"));
    assert_eq!(journal(home.path()), before);
    let missing = run(
        home.path(),
        &["show", "catalog", "Sales", "-p", ADMINISTRATOR],
    );
    assert_ne!(missing.status.code(), Some(0));
    // What is tried is refused where it would be.
    let line = fs::read_to_string(&lines).unwrap();
    fs::write(&lines, line.repeat(2)).unwrap();
    let tried = run(home.path(), &["exec", "--dry-run", &lines]);
    assert_eq!(tried.status.code(), Some(1), "{}", text(&tried.stdout));
    assert_eq!(journal(home.path()), before);
}

#[test]
fn a_dry_run_beside_a_run_that_commits_finds_nothing_wrong() {
    let (home, lines) = prepared();
    let many = home.path().join("many.jsonl");
    let catalog = |number: u32| {
        format!(
            "{{\"as\":\"{ADMINISTRATOR}\",\"do\":\"createCatalog\",\"with\":\
             {{\"displayName\":\"Catalog {number}\",\"description\":\"One of many\"}}}}\n"
        )
    };
    let alone = text(&run(home.path(), &["exec", "--dry-run", &lines]).stderr);
    fs::write(&many, (0..200).map(catalog).collect::<String>()).unwrap();
    let committing = std::thread::spawn({
        let home = home.path().to_owned();
        move || run(&home, &["exec", many.to_str().unwrap()])
    });
    while !committing.is_finished() {
        let tried = run(home.path(), &["exec", "--dry-run", &lines]);
        let says = text(&tried.stderr);
        assert_eq!(tried.status.code(), Some(0), "{says}");
        assert_eq!(says, alone);
    }
    assert_eq!(committing.join().unwrap().status.code(), Some(0));
}

#[test]
fn a_dry_run_needs_a_store_and_makes_none() {
    let home = tempfile::tempdir().unwrap();
    let tried = run(home.path(), &["exec", "--dry-run", "-"]);
    assert_eq!(tried.status.code(), Some(2));
    assert!(
        text(&tried.stderr).contains("accessdesk init"),
        "{}",
        text(&tried.stderr)
    );
    assert!(!home.path().join("store").exists());
}

#[test]
fn the_quiet_program_says_results_and_errors_and_the_verbose_one_which_store() {
    let (home, lines) = prepared();
    let quiet = run(home.path(), &["-q", "exec", "--dry-run", &lines]);
    assert_eq!(text(&quiet.stderr), "");
    assert!(text(&quiet.stdout).contains("catalogCreated"));
    let refused = run(home.path(), &["exec", "-q", "nowhere.jsonl"]);
    assert!(text(&refused.stderr).contains("cannot read nowhere.jsonl"));
    let plain = run(home.path(), &["list", "catalogs", "-p", ADMINISTRATOR]);
    assert_eq!(text(&plain.stderr), "");
    let verbose = run(home.path(), &["-v", "exec", &lines]);
    let said = text(&verbose.stderr);
    assert!(
        said.contains("note: the store at ") && said.contains("format 3"),
        "{said}"
    );
    assert!(said.contains("commits made: 1"), "{said}");
    let both = run(home.path(), &["-q", "-v", "verify"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn making_a_store_quietly_prints_nothing() {
    let home = tempfile::tempdir().unwrap();
    let made = run(home.path(), &["init", "--quiet"]);
    assert_eq!(made.status.code(), Some(0));
    assert_eq!(
        (text(&made.stdout), text(&made.stderr)),
        (String::new(), String::new())
    );
}

#[test]
fn without_input_the_screens_are_not_shown_and_commands_run() {
    let (home, _) = prepared();
    let refused = run(home.path(), &["--no-input"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(
        said.contains("--no-input forbids") && said.contains("name a command"),
        "{said}"
    );
    let listed = run(
        home.path(),
        &["list", "catalogs", "--no-input", "-p", ADMINISTRATOR],
    );
    assert_eq!(listed.status.code(), Some(0));
}

#[test]
fn long_help_shows_examples_and_short_help_does_not() {
    let home = tempfile::tempdir().unwrap();
    for command in [
        "init", "exec", "list", "show", "why", "verify", "keys", "config",
    ] {
        let long = text(&run(home.path(), &[command, "--help"]).stdout);
        assert!(long.contains("Examples:\n  accessdesk "), "{long}");
        let short = text(&run(home.path(), &[command, "-h"]).stdout);
        assert!(!short.contains("Examples:"), "{short}");
    }
    let long = text(&run(home.path(), &["--help"]).stdout);
    assert!(
        long.contains("Examples:") && long.contains("Exit codes: 0 done"),
        "{long}"
    );
}

#[test]
fn the_version_names_the_format_of_stores() {
    let home = tempfile::tempdir().unwrap();
    for option in ["-V", "--version"] {
        let said = text(&run(home.path(), &[option]).stdout);
        assert!(
            said.starts_with("accessdesk ") && said.contains("(store format 3)"),
            "{said}"
        );
    }
}

#[test]
fn what_is_mistyped_is_answered_with_what_was_meant() {
    let home = tempfile::tempdir().unwrap();
    for (arguments, meant) in [
        (&["--read-onli"][..], "--read-only"),
        (&["verfy"][..], "verify"),
        (&["list", "users", "--limt", "3"][..], "--limit"),
        (&["exec", "--dry-rn"][..], "--dry-run"),
        (
            &["init", "--sample", "woodgrov"][..],
            "did you mean woodgrove?",
        ),
        (
            &["list", "users", "--limit", "x"][..],
            "a whole number such as 20",
        ),
    ] {
        let output = run(home.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.contains(meant), "{said}");
    }
}
