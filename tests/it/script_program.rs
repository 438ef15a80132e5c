//! The program without a terminal: exit codes, messages and what is written where.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const TUTORIAL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/assets/scripts/tutorial-steps-1-6.jsonl"
);

fn program(store: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accessdesk"));
    command
        .env_clear()
        .env("HOME", store)
        .arg("--store")
        .arg(store.join("store"))
        .args(arguments)
        .stdin(Stdio::null());
    command
}

fn run(store: &Path, arguments: &[&str]) -> Output {
    program(store, arguments).output().unwrap()
}

fn pipe(store: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = program(store, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_tutorial_runs_on_a_new_store_and_leaves_it_sound() {
    let home = tempfile::tempdir().unwrap();
    let made = run(home.path(), &["init", "--at", "2026-03-01T09:00:00Z"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let ran = run(home.path(), &["exec", TUTORIAL]);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran.stderr));
    assert_eq!(text(&ran.stdout).lines().count(), 16);
    let verified = run(home.path(), &["verify"]);
    assert_eq!(verified.status.code(), Some(0));
    assert!(
        text(&verified.stdout).starts_with("sound: "),
        "{}",
        text(&verified.stdout)
    );
}

#[test]
fn without_a_store_scripts_say_how_to_make_one() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &["exec", TUTORIAL]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(
        message.contains("no store at") && message.contains("init"),
        "{message}"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn without_a_terminal_the_screens_name_the_script_commands_and_write_no_escape() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = text(&output.stderr);
    assert!(
        message.contains("exec") && !message.contains('\u{1b}'),
        "{message}"
    );
    assert!(!home.path().join("store").exists());
}

#[test]
fn an_unknown_option_suggests_the_one_that_was_meant() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &["exec", "--chek"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--check"));
    let output = run(home.path(), &["list", "user", "-p", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean users?"));
}

#[test]
fn a_reader_that_has_gone_ends_the_run_quietly() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), &["init"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program(home.path(), &["exec", TUTORIAL])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn hostile_text_cannot_steer_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), &["init"]);
    let line = r#"{"as":"a\u001b[2J\u202e@b","list":"users"}"#;
    let output = pipe(home.path(), &["exec"], line);
    let answer = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(!answer.contains(['\u{1b}', '\u{202E}']), "{answer}");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert!(
        answer["message"].as_str().unwrap().contains("⟦U+202E⟧"),
        "{answer}"
    );
}

#[test]
fn a_recorded_run_gives_the_same_journal_again() {
    let home = tempfile::tempdir().unwrap();
    let at = ["init", "--at", "2026-03-01T09:00:00Z"];
    run(home.path(), &at);
    let record = home.path().join("record.jsonl");
    let first = run(
        home.path(),
        &["exec", TUTORIAL, "--record", record.to_str().unwrap()],
    );
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let again = tempfile::tempdir().unwrap();
    run(again.path(), &at);
    let second = run(again.path(), &["exec", record.to_str().unwrap()]);
    let answers = |output: &Output| -> Vec<Value> {
        text(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .filter(|answer| answer.get("ids").is_some())
            .map(|answer| answer["ids"].clone())
            .collect()
    };
    assert!(!answers(&first).is_empty());
    assert_eq!(answers(&first), answers(&second));
}
