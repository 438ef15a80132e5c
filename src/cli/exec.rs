//! `exec`: runs lines from a file or the standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Write as _};
use std::path::Path;

use serde_json::json;

use crate::cli::failure::{Failure, is_closed, note, remark, warn};
use crate::cli::{Exec, General, opening, print};
use crate::domain::context::IdSource as _;
use crate::domain::text::Safe;
use crate::engine::clock::RandomIds;
use crate::script::line::{Line, Verb};
use crate::script::output::to_line;
use crate::script::pin::{self, Pin};
use crate::script::receipt::Stopped;
use crate::script::{Ending, Session, help, run};
use crate::store::Access;

/// Runs the lines and returns how it went.
pub(super) fn exec(general: &General, with: &Exec) -> Result<u8, Failure> {
    if with.help_commands {
        print(&help::commands())?;
        return Ok(0);
    }
    let mut input = input(with.file.as_deref())?;
    let mut output = io::stdout().lock();
    if with.check {
        let persona = general.persona.as_deref();
        return end(run::check(input.as_mut(), &mut output, persona));
    }
    if with.file.is_none() && general.talk.no_input && io::stdin().is_terminal() {
        let what = "the lines would be asked for, which --no-input forbids";
        return Err(Failure::usage(what, "name a file with lines of JSON"));
    }
    if with.dry_run {
        let mut engine = opening::rehearse(general).inspect_err(tell_code)?;
        let mut session = Session::new(&mut engine, general.persona.clone());
        let ran = run(&mut session, input.as_mut(), &mut output, &mut |_| Ok(()));
        note(general, "nothing was kept: this was a dry run");
        return end(ran);
    }
    let mut engine = opening::open(general, Access::Write).inspect_err(tell_code)?;
    let before = engine.desk().history.seq;
    let mut recorder = None;
    if let Some(path) = &with.record {
        let pin = Pin {
            clock: engine.now(),
            seed: RandomIds.next_id().as_u64_pair().0 >> 11,
            os_user: Some(opening::os_user()),
        };
        recorder = Some(Recorder::create(path, &pin)?);
        let machine = engine.machine_time(pin.clock);
        engine.pin(pin.surroundings(machine));
    }
    let mut session = Session::new(&mut engine, general.persona.clone());
    let mut echo = |line: &str| recorder.as_mut().map_or(Ok(()), |file| file.write(line));
    let ran = run(&mut session, input.as_mut(), &mut output, &mut echo);
    let made = engine.desk().history.seq.saturating_sub(before);
    remark(general, &format!("commits made: {made}"));
    end(ran)
}

/// Answers where the store could not be opened at all, and that has a code.
fn tell_code(failure: &Failure) {
    if let Failure::Store(error) = failure
        && let Some(code) = error.code()
        && let Ok(answer) = to_line(&Stopped::at(None, code, error))
    {
        // What is wrong follows on the standard error, whoever reads the answers.
        let _ = print(&answer);
    }
}

fn end(ran: io::Result<Ending>) -> Result<u8, Failure> {
    match ran {
        Ok(ending) => {
            if let Some(message) = ending.message() {
                warn(&format!("error: {}", Safe::line(message)));
            }
            Ok(ending.exit_code())
        }
        Err(error) if is_closed(&error) => Ok(0),
        Err(error) => Err(Failure::Output(error)),
    }
}

fn input(file: Option<&Path>) -> Result<Box<dyn BufRead>, Failure> {
    match file {
        Some(path) if path != Path::new("-") => match File::open(path) {
            Ok(file) => Ok(Box::new(BufReader::new(file))),
            Err(error) => Err(Failure::usage(
                format!("cannot read {}: {error}", path.display()),
                "name a file with lines of JSON, or - for the standard input",
            )),
        },
        Some(_) | None => Ok(Box::new(BufReader::new(io::stdin()))),
    }
}

/// Keeps the lines of a run so that it can be run again.
struct Recorder {
    file: File,
    /// The line that pins the run, until it is written or the run brings its own.
    first: Option<String>,
}

impl Recorder {
    fn create(path: &Path, pin: &Pin) -> Result<Self, Failure> {
        let file = File::create_new(path).map_err(|error| {
            Failure::usage(
                format!("cannot create {}: {error}", path.display()),
                "give --record the name of a file that does not exist yet",
            )
        })?;
        let with = json!({
            "clock": pin.clock,
            "seed": pin.seed,
            "osUser": pin.os_user,
        });
        let first = json!({"desk": pin::NAME, "with": with}).to_string();
        Ok(Self {
            file,
            first: Some(first),
        })
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        let brings_own = Line::read(line).is_ok_and(|line| matches!(line.verb, Verb::Pin));
        if let Some(first) = self.first.take()
            && !brings_own
        {
            writeln!(self.file, "{first}")?;
        }
        writeln!(self.file, "{line}")
    }
}
