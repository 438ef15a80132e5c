//! Runs a file of lines: one answer a line, flushed before the next line is read.

use std::io::{self, BufRead, Write};

use crate::domain::tenant::Tenant;
use crate::script::json::Malformed;
use crate::script::line::{Line, Verb};
use crate::script::output::to_line;
use crate::script::pin;
use crate::script::receipt::{Denied, Stopped, Wrong};
use crate::script::session::Session;
use crate::script::trouble::Trouble;
use crate::store::fs::Fs;

/// The longest line that is read.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Every line did what was expected of it.
    Met,
    /// A line without an expectation was refused.
    Refused,
    /// A line ended otherwise than expected; the run stopped there.
    Unexpected {
        /// What to tell people.
        message: String,
    },
    /// A line is wrong in itself; the run stopped there.
    Malformed,
    /// The store could not be read or written; the run stopped there.
    Store {
        /// What to tell people.
        message: String,
        /// The exit code that stands for it.
        code: u8,
    },
    /// Nobody reads the answers any more.
    Closed,
}

impl Ending {
    /// Returns the exit code that stands for the ending.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Met | Self::Closed => 0,
            Self::Refused | Self::Unexpected { .. } => 1,
            Self::Malformed => 2,
            Self::Store { code, .. } => *code,
        }
    }

    /// Returns what is to be said on the error output, if anything.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Unexpected { message } | Self::Store { message, .. } => Some(message),
            Self::Met | Self::Refused | Self::Malformed | Self::Closed => None,
        }
    }
}

/// What one line came to.
enum Outcome {
    Answered(String),
    Refused {
        answer: String,
        code: &'static str,
        reason: String,
    },
}

/// Runs lines until they end or one stops the run; `echo` gets every line that was carried out.
pub fn run<F: Fs>(
    session: &mut Session<'_, F>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    echo: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<Ending> {
    let mut number = 0;
    let mut ending = Ending::Met;
    loop {
        number += 1;
        let line = match next_line(input)? {
            None => return Ok(ending),
            Some(Ok(line)) => line,
            Some(Err(malformed)) => return wrong(output, number, &malformed),
        };
        if is_skipped(&line) {
            continue;
        }
        let step = match step(session, number, &line) {
            Ok(step) => step,
            Err(Trouble::Malformed(malformed)) => return wrong(output, number, &malformed),
            Err(Trouble::Refused(refused)) => {
                return Ok(stopped(&refused.refusal.code(), 1));
            }
            Err(Trouble::Store(error)) => {
                tell_code(output, number, error.code(), &error)?;
                return Ok(stopped(&error, error.exit_code()));
            }
            Err(Trouble::Append(error)) => {
                tell_code(output, number, error.code(), &error)?;
                return Ok(stopped(&error, error.exit_code()));
            }
        };
        let (outcome, expected) = step;
        let (Outcome::Answered(answer) | Outcome::Refused { answer, .. }) = &outcome;
        if is_closed(print(output, answer))? {
            return Ok(Ending::Closed);
        }
        echo(&line)?;
        match judge(number, &outcome, expected.as_deref()) {
            Judgment::Met => {}
            Judgment::Refused => ending = Ending::Refused,
            Judgment::Unexpected(message) => return Ok(Ending::Unexpected { message }),
        }
    }
}

/// Reads all lines without carrying any out; `persona` acts on lines that do not say who does.
pub fn check(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    persona: Option<&str>,
) -> io::Result<Ending> {
    let mut number = 0;
    let mut read = 0;
    let mut names: Vec<String> = Vec::new();
    loop {
        number += 1;
        let line = match next_line(input)? {
            None => return Ok(Ending::Met),
            Some(Ok(line)) => line,
            Some(Err(malformed)) => return wrong(output, number, &malformed),
        };
        if is_skipped(&line) {
            continue;
        }
        read += 1;
        let checked = Line::read(&line).and_then(|line| {
            line.check(&|name| names.iter().any(|bound| bound == name))?;
            if line.needs_actor() && persona.is_none() {
                return Err(line.nobody_acts());
            }
            if matches!(line.verb, Verb::Pin) && read > 1 {
                return Err(pin::misplaced(&line));
            }
            Ok(line.let_name()?.map(ToOwned::to_owned))
        });
        match checked {
            Ok(name) => names.extend(name),
            Err(malformed) => return wrong(output, number, &malformed),
        }
    }
}

/// Tells whether a line is blank or a remark.
pub(super) fn is_skipped(line: &str) -> bool {
    let visible = line.trim_start();
    visible.is_empty() || visible.starts_with('#')
}

fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Result<String, Malformed>>> {
    let mut bytes = Vec::new();
    let read = io::Read::take(input, LONGEST_LINE + 1).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if u64::try_from(read).is_ok_and(|read| read > LONGEST_LINE) {
        let error = format!("the line is longer than {LONGEST_LINE} bytes");
        return Ok(Some(Err(Malformed::at(1, error))));
    }
    Ok(Some(match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(text.trim_end_matches(['\n', '\r']).to_owned()),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let column = String::from_utf8_lossy(good).chars().count() + 1;
            Err(Malformed::at(column, "the line is not UTF-8"))
        }
    }))
}

fn step<F: Fs>(
    session: &mut Session<'_, F>,
    number: usize,
    text: &str,
) -> Result<(Outcome, Option<String>), Trouble> {
    let line = Line::read(text)?;
    let expected = line.expected()?.map(ToOwned::to_owned);
    match session.perform(number, &line) {
        Ok(answer) => Ok((Outcome::Answered(answer), expected)),
        Err(Trouble::Refused(refused)) => {
            let tenant: &Tenant = session.engine().tenant();
            let answer = to_line(&Denied::of(number, &refused, tenant))
                .map_err(|error| Malformed::at(line.column(), error.to_string()))?;
            let failed = refused.walk.0.iter().rev().find(|step| !step.passed);
            let failed = failed.map(|step| format!(" (failed: {})", step.check.sentence()));
            let message = refused.describe(tenant).message;
            let reason = format!("{message}{}", failed.unwrap_or_default());
            let code = refused.refusal.code();
            Ok((
                Outcome::Refused {
                    answer,
                    code,
                    reason,
                },
                expected,
            ))
        }
        Err(trouble) => Err(trouble),
    }
}

enum Judgment {
    Met,
    Refused,
    Unexpected(String),
}

fn judge(number: usize, outcome: &Outcome, expected: Option<&str>) -> Judgment {
    match (outcome, expected) {
        (Outcome::Answered(_), None | Some("ok")) => Judgment::Met,
        (Outcome::Answered(_), Some(expected)) => Judgment::Unexpected(format!(
            "line {number}: expected {expected}, but it was accepted"
        )),
        (Outcome::Refused { .. }, None) => Judgment::Refused,
        (Outcome::Refused { code, .. }, Some(expected)) if *code == expected => Judgment::Met,
        (Outcome::Refused { code, reason, .. }, Some(expected)) => Judgment::Unexpected(format!(
            "line {number}: expected {expected}, but got {code}: {reason}"
        )),
    }
}

fn stopped(error: &dyn std::fmt::Display, code: u8) -> Ending {
    Ending::Store {
        message: error.to_string(),
        code,
    }
}

/// Answers a line that the store kept from being carried out, where that has a code.
fn tell_code(
    output: &mut dyn Write,
    number: usize,
    code: Option<&'static str>,
    error: &impl std::fmt::Display,
) -> io::Result<()> {
    let Some(code) = code else {
        return Ok(());
    };
    let answer = to_line(&Stopped::at(Some(number), code, error))?;
    is_closed(print(output, &answer)).map(|_| ())
}

fn wrong(output: &mut dyn Write, number: usize, malformed: &Malformed) -> io::Result<Ending> {
    let answer = to_line(&Wrong::of(number, malformed))?;
    if is_closed(print(output, &answer))? {
        return Ok(Ending::Closed);
    }
    Ok(Ending::Malformed)
}

fn print(output: &mut dyn Write, answer: &str) -> io::Result<()> {
    writeln!(output, "{answer}")?;
    output.flush()
}

/// Tells whether the reader of the answers has gone.
fn is_closed(printed: io::Result<()>) -> io::Result<bool> {
    match printed {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(error),
    }
}
