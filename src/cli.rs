//! The command line: arguments in, exit code out. Every script command has a file of its own.
//!
//! Results go to the standard output, messages to the standard error. Writing may fail: a reader
//! that has gone ends the program quietly.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::app::{Diary, crash};
use crate::script::{Sample, near};
use crate::store::location::Location;
use crate::term::signals::survive_file_size_limit;

mod acting;
mod examples;
mod exec;
mod failure;
mod init;
mod lookup;
mod opening;
mod papers;
mod readable;
mod screens;
mod settings;
mod verify;

use failure::Failure;

/// Version of the program and of the format it writes.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (store format 3)");

/// Entitlement management on one machine: catalogs, packages, policies, requests.
#[derive(Debug, Parser)]
#[command(name = "accessdesk", version = VERSION, max_term_width = 100)]
#[command(override_usage = "accessdesk [OPTIONS] [COMMAND]       without a command: the screens")]
#[command(after_help = EXIT_CODES)]
struct Options {
    #[command(flatten)]
    general: General,
    #[command(subcommand)]
    command: Option<Subcommands>,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 refused by a rule, 2 usage or environment, \
3 damaged, 4 newer format, 5 busy, 6 not saved, 7 complete but in need of care, 101 broke down, \
128 and the number of the signal that ended it.";

/// Stands over the options of every command, apart from those that are a command's own.
const OF_EVERY_COMMAND: &str = "Options of every command";

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = OF_EVERY_COMMAND)]
struct General {
    /// The store
    #[arg(
        short,
        long,
        value_name = "DIR",
        env = "ACCESSDESK_STORE",
        global = true
    )]
    store: Option<PathBuf>,
    /// Act as this person, by sign-in name, the part of it before the @, display name or identifier
    #[arg(short, long, value_name = "NAME", global = true)]
    persona: Option<String>,
    /// Look, change nothing
    #[arg(long, global = true)]
    read_only: bool,
    #[command(flatten)]
    looks: Looks,
    /// Start without the settings file
    #[arg(long, global = true)]
    no_config: bool,
    /// Machine-readable output
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    talk: Talk,
    #[command(flatten)]
    logs: Logs,
}

/// How much the program says and asks.
#[derive(Debug, Args)]
#[command(next_help_heading = OF_EVERY_COMMAND)]
struct Talk {
    /// Never ask; needed answers must be options
    #[arg(long, global = true)]
    no_input: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say which store is opened and what was done to it
    #[arg(short, long, global = true)]
    verbose: bool,
}

/// What is written of what is done.
#[derive(Debug, Args)]
struct Logs {
    /// Write to this file what is done on the screens, without names and without what is typed
    #[arg(long, value_name = "FILE", global = true)]
    log: Option<PathBuf>,
    /// Let the log keep names, answers and what is typed
    #[arg(long, requires = "log", global = true)]
    log_data: bool,
}

/// How the screens look and listen.
#[derive(Debug, Args)]
#[command(next_help_heading = OF_EVERY_COMMAND)]
struct Looks {
    /// How the screens look: terminal, dark, light, contrast, mono
    #[arg(long, value_name = "NAME", global = true)]
    theme: Option<String>,
    /// Whether the screens have color
    #[arg(long, value_name = "WHEN", global = true)]
    color: Option<When>,
    /// Boxes of plain characters
    #[arg(long, global = true)]
    ascii: bool,
    /// No boxes, one pane, one fact a line: for readers of screens
    #[arg(long, global = true)]
    plain: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
}

/// When there is color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Unless `NO_COLOR` is set or the terminal is dumb.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Create a store
    Init(Init),
    /// Run commands from JSON lines
    Exec(Exec),
    /// List what a persona may see, such as `list users`
    List(List),
    /// Show one object, such as `show accessPackage Sales/Onboarding`
    Show(Show),
    /// Explain a verdict, such as `why canRequest person=ana@contoso.com accessPackage=...`
    Why(Why),
    /// Check the store and its invariants
    Verify,
    /// Print every key with its meaning and the name that settings use
    Keys,
    /// Print the settings in force
    Config,
    /// Print what a shell needs to complete the arguments
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
struct Init {
    /// What the store begins with: tutorial, prepared, woodgrove or empty
    #[arg(long, value_name = "NAME", default_value = "tutorial", value_parser = sample)]
    sample: Sample,
    /// The desk's time at the start, such as 2026-03-01T09:00:00Z; the machine's unless given
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
}

#[derive(Debug, Args)]
struct Exec {
    /// The file with the lines; `-` or nothing reads the standard input
    file: Option<PathBuf>,
    /// Read all lines, carry out none
    #[arg(long)]
    check: bool,
    /// Carry all lines out on a copy in memory and print what comes of them; the store stays as it is
    #[arg(long, conflicts_with_all = ["check", "record"])]
    dry_run: bool,
    /// Write the lines carried out to a new file that can be run again
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// List every command with its fields
    #[arg(long)]
    help_commands: bool,
}

#[derive(Debug, Args)]
struct List {
    /// What to list; `exec --help-commands` names all lists
    kind: String,
    /// Keep rows with this value, as field=value; may be given several times
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    /// Keep rows whose names hold this text
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Sort by a field, downward with a hyphen before it
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// At most so many rows
    #[arg(long, value_name = "N", value_parser = number)]
    limit: Option<u64>,
    /// Only rows behind the one with this identifier
    #[arg(long, value_name = "ID")]
    after: Option<String>,
    /// Print a table for spreadsheets: comma-separated, with a header
    #[arg(long)]
    csv: bool,
}

#[derive(Debug, Args)]
struct Show {
    /// What to show
    kind: String,
    /// Which one
    of: Option<String>,
}

#[derive(Debug, Args)]
struct Why {
    /// What to explain: canSee, canRequest, mayDo, approvers, membership or refusal
    kind: String,
    /// The fields, as field=value
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
}

fn sample(name: &str) -> Result<Sample, String> {
    let found = Sample::ALL.iter().find(|sample| sample.name() == name);
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = Sample::ALL.iter().map(|sample| sample.name()).collect();
        match near(name, known.iter().copied()).first() {
            Some(close) => format!("did you mean {close}?"),
            None => format!("the samples are {}", known.join(", ")),
        }
    })
}

fn number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "it is a whole number such as 20".to_owned())
}

/// Runs the program with its arguments and returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let matched = examples::command().try_get_matches_from(arguments);
    let options = match matched.and_then(|matched| Options::from_arg_matches(&matched)) {
        Ok(options) => options,
        Err(error) => {
            // Nobody is left to tell when this cannot be printed.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let general = &options.general;
    let diary = Diary::default();
    let state = Location::find(|name| env::var_os(name)).ok();
    crash::report_to(state.map(|location| location.state), diary.clone());
    // Without it a limit on the size of files would end the program in the middle of a commit.
    let _ = survive_file_size_limit();
    let result = match options.command {
        None => screens::show(general, diary),
        Some(Subcommands::Init(with)) => init::init(general, &with),
        Some(Subcommands::Exec(with)) => exec::exec(general, &with),
        Some(Subcommands::List(with)) => lookup::list(general, &with),
        Some(Subcommands::Show(with)) => lookup::show(general, &with),
        Some(Subcommands::Why(with)) => lookup::why(general, &with),
        Some(Subcommands::Verify) => verify::verify(general),
        Some(Subcommands::Keys) => papers::keys(general),
        Some(Subcommands::Config) => papers::config(general),
        Some(Subcommands::Completions { shell }) => papers::completions(shell),
        Some(Subcommands::Man) => papers::man(),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            failure.tell();
            failure.exit_code()
        }
    }
}

/// Writes to the standard output; a reader that has gone ends the program quietly.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
        .map_err(Failure::Output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_names_the_format_that_is_written() {
        let format = crate::store::manifest::FORMAT_VERSION;
        assert!(VERSION.ends_with(&format!("(store format {format})")));
    }

    #[test]
    fn the_command_line_is_sound() {
        <Options as clap::CommandFactory>::command().debug_assert();
    }
}
