//! The program without a terminal, asked about the store of a home directory.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs the program with its default store in a home.
pub(crate) fn run(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
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
