//! What is left behind when the program breaks down: the terminal as it was, a sentence, and a report
//! that names nobody.

use std::any::Any;
use std::backtrace::Backtrace;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;

use super::diary::{Diary, Read};
use crate::domain::text::Safe;
use crate::engine::clock::{Clock as _, MachineClock};
use crate::store::manifest::FORMAT_VERSION;

/// Exit code of a program that broke down, the one that the language gives.
pub(super) const EXIT_CODE: i32 = 101;

/// How many reports of one second are told apart.
const AT_ONCE: u32 = 100;

/// How many reports are left when one is written; older ones go.
const KEPT: usize = 10;

/// Where what a crash message quotes may begin: names and answers are quoted.
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// Reports crashes from now on, in a directory unless the user has none.
///
/// To be called before the terminal is taken: whoever takes it gives it back before anything is said.
pub fn report_to(state: Option<PathBuf>, diary: Diary) {
    panic::set_hook(Box::new(move |crash| {
        let read = diary.read();
        let report = report(crash, &read);
        let kept = match &state {
            Some(state) => keep(&state.join("crashes"), &report),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        };
        let told = Safe::line(&sentence(read.seq, kept));
        // Whoever cannot be told has closed the terminal.
        let _ = writeln!(io::stderr(), "{told}");
    }));
}

/// Describes this program and what it runs on.
pub fn about() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let terminal = env::var("TERM").unwrap_or_default();
    let (system, machine) = (env::consts::OS, env::consts::ARCH);
    format!(
        "accessdesk {version} (store format {FORMAT_VERSION}) on {system} {machine}, terminal {}, {}",
        Safe::line(&terminal),
        MachineClock.now()
    )
}

fn sentence(seq: Option<u64>, kept: io::Result<PathBuf>) -> String {
    let safe = match seq {
        Some(seq) => format!("your data is safe up to seq {seq}"),
        None => "whatever was acknowledged is saved".to_owned(),
    };
    match kept {
        Ok(path) => format!(
            "accessdesk broke down; {safe}. The report, without names and answers, is {}.",
            path.display()
        ),
        Err(error) => {
            format!("accessdesk broke down; {safe}. No report could be written: {error}.")
        }
    }
}

/// Writes down what is known, without what stands in a record.
fn report(crash: &PanicHookInfo<'_>, read: &Read) -> String {
    let place = crash.location().map(ToString::to_string);
    let thread = thread::current();
    let seq = read
        .seq
        .map_or("no store".to_owned(), |seq| seq.to_string());
    let text = format!(
        "{}\nsafe up to seq: {seq}\nat: {}, thread {}\nmessage: {}\n{}backtrace:\n{}\n",
        about(),
        place.unwrap_or_default(),
        thread.name().unwrap_or_default(),
        message(crash.payload()),
        read,
        Backtrace::force_capture(),
    );
    Safe::lines(&text).to_string()
}

/// Returns the message of a crash as far as it cannot quote a record.
fn message(payload: &(dyn Any + Send)) -> &str {
    if let Some(written) = payload.downcast_ref::<&'static str>() {
        return written;
    }
    let composed = payload.downcast_ref::<String>().map_or("", String::as_str);
    let first = composed.lines().next().unwrap_or_default();
    first.split(QUOTES).next().unwrap_or_default()
}

/// Writes a report to a file of its own that only its owner reads.
fn keep(directory: &Path, report: &str) -> io::Result<PathBuf> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(directory)?;
    let (now, process) = (MachineClock.now().seconds(), process::id());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 1..=AT_ONCE {
        let path = directory.join(format!("crash-{now}-{process}-{number}.txt"));
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(report.as_bytes())?;
                remove_older(directory, &path);
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Removes the oldest reports beside the one just written until few enough are left.
///
/// What cannot be removed stays: it must not stand in the way of saying what happened.
fn remove_older(directory: &Path, written: &Path) {
    let files = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut others: Vec<(i64, PathBuf)> = files
        .map(|file| file.path())
        .filter(|path| path != written)
        .filter_map(|path| Some((written_at(&path)?, path)))
        .collect();
    others.sort_unstable();
    let few = others.len().saturating_sub(KEPT - 1);
    for (_, path) in others.into_iter().take(few) {
        drop(fs::remove_file(path));
    }
}

/// Returns the second that the name of a report tells; nothing for other files.
fn written_at(path: &Path) -> Option<i64> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_prefix("crash-")?.strip_suffix(".txt")?;
    name.split_once('-')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_where_it_begins_to_quote() {
        let composed =
            "byte index 3 is not a char boundary; it is inside 'é' of `Sales`".to_owned();
        let expected = "byte index 3 is not a char boundary; it is inside ";
        assert_eq!(message(&composed), expected);
        assert_eq!(
            message(&"called `Option::unwrap()`"),
            "called `Option::unwrap()`"
        );
        assert_eq!(message(&7), "");
    }

    #[test]
    fn two_reports_of_a_second_are_two_files() {
        let home = tempfile::tempdir().unwrap();
        let one = keep(&home.path().join("crashes"), "one").unwrap();
        let other = keep(&home.path().join("crashes"), "other").unwrap();
        assert_eq!(fs::read_to_string(one).unwrap(), "one");
        assert_eq!(fs::read_to_string(other).unwrap(), "other");
    }

    #[test]
    fn the_newest_reports_are_kept_and_other_files_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let file = |name: &str| home.path().join(name);
        for second in 1..=12 {
            fs::write(file(&format!("crash-{second}-7-1.txt")), "old").unwrap();
        }
        fs::write(file("notes.txt"), "mine").unwrap();
        let written = keep(home.path(), "new").unwrap();
        assert!(written.exists() && file("notes.txt").exists());
        for second in 1..=12 {
            let is_kept = file(&format!("crash-{second}-7-1.txt")).exists();
            assert_eq!(is_kept, second > 3, "{second}");
        }
    }

    #[test]
    fn without_a_place_for_the_report_the_sentence_says_so() {
        let missing = Err(io::Error::from(io::ErrorKind::NotFound));
        let told = sentence(Some(7), missing);
        assert!(
            told.contains("safe up to seq 7. No report could be written"),
            "{told}"
        );
    }
}
