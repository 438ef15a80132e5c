//! Every exit code of a run of lines, by the real program on a real store.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use accessdesk::store::fs::RealFs;
use accessdesk::store::{Access, Store};
use serde_json::Value;
use tempfile::TempDir;

const LINE: &str = r#"{"as":"administrator@woodgrovebank.onmicrosoft.com","do":"createGroup","with":{"displayName":"Staff"}}"#;

/// A home with a store in it and a file of lines.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        assert_eq!(home.run(&["init"]).status.code(), Some(0));
        home
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("store")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(Path::new(env!("CARGO_BIN_EXE_accessdesk")))
            .arg("--store")
            .arg(self.store())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("HOME", self.0.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs lines from a file and returns how that ended.
    fn exec(&self, lines: &str) -> Output {
        let file = self.0.path().join("lines.jsonl");
        fs::write(&file, lines).unwrap();
        self.run(&["exec", file.to_str().unwrap()])
    }
}

#[track_caller]
fn ends(output: &Output, code: i32, message: &str) {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(told.contains(message), "{told}");
}

/// Counts the lines that were answered.
fn receipts(output: &Output) -> usize {
    String::from_utf8_lossy(&output.stdout).lines().count()
}

#[test]
fn lines_that_are_accepted_end_with_0_and_refused_ones_with_1() {
    let home = Home::new();
    ends(&home.exec(LINE), 0, "");
    let nobody = LINE.replace("administrator@", "nobody@");
    ends(&home.exec(&format!("{nobody}\n{LINE}")), 1, "");
    let expected = LINE.replace("\"do\"", "\"expect\":\"UnAuthorized\",\"do\"");
    let output = home.exec(&format!("{expected}\n{LINE}"));
    ends(
        &output,
        1,
        "line 1: expected UnAuthorized, but it was accepted",
    );
    assert_eq!(receipts(&output), 1);
}

#[test]
fn a_malformed_line_ends_with_2_whether_carried_out_or_only_checked() {
    let home = Home::new();
    ends(&home.exec("{\"do\":\"createGrop\"}"), 2, "");
    let file = home.0.path().join("lines.jsonl");
    let file = file.to_str().unwrap();
    ends(&home.run(&["exec", "--check", file]), 2, "");
    fs::write(file, LINE).unwrap();
    let checked = home.run(&["exec", "--check", file]);
    ends(&checked, 0, "");
    assert!(checked.stdout.is_empty());
}

#[test]
fn a_damaged_store_ends_with_3() {
    let home = Home::new();
    let journal = home.store().join("journal-0000000001.jsonl");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[200] ^= 1;
    fs::write(&journal, bytes).unwrap();
    ends(&home.exec(LINE), 3, "journal-0000000001.jsonl");
    ends(&home.run(&["verify"]), 3, "");
}

#[test]
fn a_newer_format_ends_with_4() {
    let home = Home::new();
    let newer = r#"{"format":"accessdesk","version":99}"#;
    fs::write(home.store().join("store.json"), newer).unwrap();
    let output = home.exec(LINE);
    ends(&output, 4, "99");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["code"], "SchemaUnsupported");
}

#[test]
fn a_busy_store_ends_with_5() {
    let home = Home::new();
    let mut other = Store::open(RealFs, &home.store(), Access::Write).unwrap();
    other.store.lock().unwrap();
    ends(&home.exec(LINE), 5, "busy");
}

#[test]
fn what_cannot_be_saved_ends_with_6_and_the_store_goes_on() {
    let home = Home::new();
    let lines = format!("{LINE}\n").repeat(200);
    let file = home.0.path().join("lines.jsonl");
    fs::write(&file, lines).unwrap();
    let script = r#"ulimit -f 32; exec "$0" --store "$1" exec "$2""#;
    let output = home
        .command(Path::new("/bin/sh"))
        .args(["-c", script, env!("CARGO_BIN_EXE_accessdesk")])
        .arg(home.store())
        .arg(&file)
        .output()
        .unwrap();
    ends(&output, 6, "not saved");
    let receipts = receipts(&output);
    assert!((1..200).contains(&receipts), "{receipts}");
    ends(&home.exec(LINE), 0, "");
    ends(&home.run(&["verify"]), 0, "");
}

#[test]
fn a_store_in_need_of_care_is_complete_and_verify_ends_with_7() {
    let home = Home::new();
    let head = home.store().join("head.json");
    let mut bytes = fs::read(&head).unwrap();
    bytes[5] ^= 1;
    fs::write(&head, bytes).unwrap();
    ends(&home.run(&["verify"]), 7, "");
    ends(&home.exec(LINE), 0, "");
    ends(&home.run(&["verify"]), 0, "");
}
