//! What the program says about itself, and the file that changes how it behaves.

use crate::support::terminal::Terminal;

/// Runs the program to its end and returns what it printed.
fn printed(arguments: &str, config: &str) -> String {
    let command = format!(
        "mkdir -p \"$HOME/.config/accessdesk\"; printf '%b' '{config}' \
         >\"$HOME/.config/accessdesk/config.toml\"; {} {arguments} 2>&1; echo code=$?; cat",
        env!("CARGO_BIN_EXE_accessdesk")
    );
    let mut terminal = Terminal::shell(&command).size(160, 100).start();
    terminal.wait_for("code=");
    terminal.screen()
}

#[test]
fn a_mistake_in_the_settings_is_refused_with_its_line_and_the_way_in() {
    let screen = printed("", "\\ntheme = \"blue\"\\n");
    assert!(
        screen.contains("config.toml, line 2: theme cannot be"),
        "{screen}"
    );
    assert!(screen.contains("--no-config"), "{screen}");
    assert!(screen.contains("code=2"), "{screen}");
}

#[test]
fn moved_keys_are_listed_as_they_are_pressed() {
    let screen = printed("keys | grep -w undo", "[keys]\\nundo = \"U\"\\n");
    assert!(screen.contains("U ") && screen.contains("undo"), "{screen}");
    let screen = printed("config", "notice_seconds = 9\\n");
    assert!(screen.contains("notice_seconds = 9"), "{screen}");
    assert!(screen.contains("theme = \"terminal\""), "{screen}");
}

#[test]
fn where_the_settings_file_would_be_is_said_while_there_is_none() {
    let screen = printed("--no-config config", "notice_seconds = 9\\n");
    let first = screen.lines().next().unwrap_or_default();
    assert!(
        first.contains("no settings file was read; it would be"),
        "{screen}"
    );
    assert!(first.ends_with("config.toml"), "{screen}");
    assert!(screen.contains("notice_seconds = 5"), "{screen}");
}

#[test]
fn completions_and_the_manual_come_from_the_same_definition_as_help() {
    let screen = printed("completions bash | grep -c no-config", "");
    assert!(screen.contains("code=0"), "{screen}");
    let screen = printed("man | grep SYNOPSIS", "");
    assert!(screen.contains("SYNOPSIS"), "{screen}");
}
