//! The program without a terminal, asked about the store of a home directory.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::terminal::{Launch, Terminal};

/// The script of the tutorial.
const TUTORIAL: &str = include_str!("../../../assets/scripts/tutorial-steps-1-6.jsonl");

/// Runs the program with its default store in a home.
pub(crate) fn run(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Makes the store of the tutorial with the default path and does steps 1 to 3 in it.
#[track_caller]
pub(crate) fn prepare(home: &Path) {
    assert_eq!(run(home, &["init"]).status.code(), Some(0));
    let (lines, _) = TUTORIAL.split_once("# 4").unwrap();
    let script = home.join("steps.jsonl");
    std::fs::write(&script, lines).unwrap();
    let ran = run(home, &["exec", script.to_str().unwrap()]);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran.stderr));
}

/// Starts the program on a terminal, with that store in its home.
#[track_caller]
pub(crate) fn start_prepared(launch: Launch) -> Terminal {
    prepare(launch.home());
    launch.start()
}

/// Returns the directory of the default store.
pub(crate) fn store(home: &Path) -> PathBuf {
    home.join(".local/share/accessdesk/store")
}

/// Hands one line to `exec` and returns the answer.
#[track_caller]
pub(crate) fn exec(home: &Path, line: &str) -> Value {
    let mut child = command(home, &["exec"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(line.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let answer = text(&output.stdout);
    serde_json::from_str(&answer)
        .unwrap_or_else(|_| panic!("{line}: {answer:?}, {}", text(&output.stderr)))
}

/// Returns what `verify` says with its exit code.
pub(crate) fn verify(home: &Path) -> (Option<i32>, String) {
    let output = run(home, &["verify"]);
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    (output.status.code(), said)
}

/// Returns output as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accessdesk"));
    command.env_clear().env("HOME", home).args(arguments);
    command
}
