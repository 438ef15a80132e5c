//! What the long help of each command shows besides its arguments.

use clap::CommandFactory as _;

use crate::cli::Options;

/// The examples of a command, each with what it does.
type Examples = &'static [(&'static str, &'static str)];

/// The examples of the program itself.
const PROGRAM: Examples = &[
    (
        "accessdesk",
        "the screens; the first start makes a store for the tutorial",
    ),
    (
        "accessdesk --store demo --plain",
        "the screens without boxes and columns",
    ),
    (
        "accessdesk --store demo --read-only",
        "look, change nothing",
    ),
];

/// Every command that has examples.
const COMMANDS: &[(&str, Examples)] = &[
    (
        "init",
        &[
            ("accessdesk init", "a store for the tutorial"),
            (
                "accessdesk init --store demo --sample woodgrove",
                "a company in its third month",
            ),
            (
                "accessdesk init --store class --at 2026-03-01T09:00:00Z",
                "the same instants every time",
            ),
        ],
    ),
    (
        "exec",
        &[
            ("accessdesk exec lines.jsonl", "run a file of lines"),
            ("accessdesk exec --check lines.jsonl", "only read them"),
            (
                "accessdesk exec --dry-run lines.jsonl",
                "see what would come of them",
            ),
            (
                "accessdesk exec --help-commands",
                "every command with its fields",
            ),
        ],
    ),
    (
        "list",
        &[
            (
                "accessdesk list accessPackages -p ana@contoso.com",
                "the packages that Ana may know of",
            ),
            (
                "accessdesk list requests -p ana@contoso.com --where state=PendingApproval --sort -createdDateTime",
                "open requests, the newest first",
            ),
            (
                "accessdesk list users -p ana@contoso.com --csv",
                "a table for spreadsheets",
            ),
        ],
    ),
    (
        "show",
        &[
            (
                "accessdesk show catalog General -p ana@contoso.com",
                "one catalog",
            ),
            (
                "accessdesk show accessPackage Sales/Onboarding -p ana@contoso.com --json",
                "one package, for programs",
            ),
        ],
    ),
    (
        "why",
        &[(
            "accessdesk why canRequest -p ana@contoso.com accessPackage=Sales/Onboarding",
            "every check of whether Ana may request it",
        )],
    ),
    (
        "verify",
        &[(
            "accessdesk verify --store demo",
            "exit code 0 where all is sound",
        )],
    ),
    (
        "keys",
        &[("accessdesk keys", "every key with its name in the settings")],
    ),
    (
        "config",
        &[(
            "accessdesk config --no-config",
            "the settings that hold without a file",
        )],
    ),
    (
        "completions",
        &[(
            "accessdesk completions bash",
            "for a file that the shell reads",
        )],
    ),
    (
        "man",
        &[("accessdesk man", "for a file named accessdesk.1")],
    ),
];

/// Returns the command line with its examples.
pub(super) fn command() -> clap::Command {
    let mut command = Options::command();
    let codes = super::EXIT_CODES;
    command = command.after_long_help(format!("{}\n\n{codes}", written(PROGRAM)));
    for (name, examples) in COMMANDS {
        command = command.mut_subcommand(name, |one| one.after_long_help(written(examples)));
    }
    command
}

fn written(examples: Examples) -> String {
    let lines = examples
        .iter()
        .map(|(line, does)| format!("  {line}\n      {does}"));
    let lines: Vec<String> = lines.collect();
    format!("Examples:\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_of_a_command_names_its_own_options_before_those_of_every_command() {
        for name in ["list", "exec", "init"] {
            let mut command = command();
            command.build();
            let one = command.find_subcommand_mut(name).unwrap();
            let help = one.render_long_help().to_string();
            let (own, general) = help.split_once("Options of every command:").unwrap();
            let options = one.get_arguments().filter(|option| !option.is_positional());
            for option in options.filter_map(clap::Arg::get_long) {
                let of_every_command = Options::command()
                    .get_arguments()
                    .any(|global| global.get_long() == Some(option) && global.is_global_set());
                let place = if of_every_command { general } else { own };
                assert!(place.contains(&format!("--{option}")), "{name} --{option}");
            }
        }
    }

    #[test]
    fn every_command_has_examples_that_the_command_line_understands() {
        for command in Options::command().get_subcommands() {
            let name = command.get_name();
            assert!(COMMANDS.iter().any(|(known, _)| *known == name), "{name}");
        }
        let of_commands = COMMANDS.iter().flat_map(|(_, examples)| examples.iter());
        for (line, _) in PROGRAM.iter().chain(of_commands) {
            let matched = command().try_get_matches_from(line.split_whitespace());
            assert!(matched.is_ok(), "{line}: {matched:?}");
        }
    }
}
