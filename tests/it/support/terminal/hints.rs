//! Which keys a screen offers, read from its text as a person reads it.

use std::collections::BTreeSet;

use accessdesk::ui::key::{Held, Key, KeyCode};

/// A hint in the body is short; a longer run of words is a sentence that happens to begin with a letter.
const LONGEST_HINT: usize = 4;

/// Returns the keys named by the footer, by dialogs, and by the rows of help and palette.
pub(super) fn shown_keys(screen: &str) -> BTreeSet<Key> {
    let rows: Vec<&str> = screen.lines().collect();
    let footer = rows.iter().rposition(|row| !row.trim().is_empty());
    let mut keys = BTreeSet::new();
    for (number, row) in rows.iter().enumerate() {
        let chunks = chunks(row);
        for (position, chunk) in chunks.iter().enumerate() {
            let words = chunk.split(' ').count();
            let begins_a_hint = Some(number) == footer || (2..=LONGEST_HINT).contains(&words);
            let closes_a_row = words == 1 && position > 0 && position + 1 == chunks.len();
            if begins_a_hint || closes_a_row {
                keys.extend(keys_before_label(chunk));
            }
            if is_button(chunk) {
                keys.insert(Key::plain(KeyCode::Enter));
            }
        }
    }
    keys
}

fn is_button(chunk: &str) -> bool {
    chunk.len() > "[ ]".len() && chunk.starts_with("[ ") && chunk.ends_with(" ]")
}

/// Splits a row at borders, at gaps and behind the bracket of the open tab, as the eye does.
fn chunks(row: &str) -> Vec<String> {
    let row = row.replace(['│', '║', '┃', '|'], "  ");
    let begins_with_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let row = match row.split_once('[') {
        Some((before, rest)) if begins_with_number(rest) => {
            format!("{before}  {}", rest.replacen(']', "  ", 1))
        }
        Some(_) | None => row,
    };
    row.split("  ")
        .map(|chunk| chunk.trim().to_owned())
        .filter(|chunk| !chunk.is_empty())
        .collect()
}

/// Reads `Enter` from `Enter open`, and both keys from `Tab/Shift-Tab field`.
///
/// The bracket of a button or of an empty box is no key.
fn keys_before_label(chunk: &str) -> Vec<Key> {
    if chunk.starts_with('[') && chunk.contains(']') {
        return Vec::new();
    }
    let name = chunk.split(' ').next().unwrap_or_default();
    // A greyed key stands in brackets.
    let name = name.trim_start_matches('(').trim_end_matches(')');
    match key_named(name) {
        Some(key) => vec![key],
        None => name.split(['/', ',']).filter_map(key_named).collect(),
    }
}

/// Reads a key name; `Ctrl-S` is written large and pressed small.
fn key_named(name: &str) -> Option<Key> {
    let key: Key = name.parse().ok()?;
    match (key.held, key.code) {
        (Held::Control, KeyCode::Char(c)) => Some(Key::ctrl(c.to_ascii_lowercase())),
        _ => Some(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(screen: &str, expected: &str) {
        let expected: BTreeSet<Key> = expected
            .split_whitespace()
            .map(|name| name.parse().unwrap())
            .collect();
        assert_eq!(shown_keys(screen), expected);
    }

    #[test]
    fn footer_hints_name_their_keys() {
        case(
            " Enter open  n new  d delete (holds a package)       : commands  ? keys",
            "Enter n d : ?",
        );
        case(
            " Tab/Shift-Tab field  Ctrl-S create (1 problem)   ? keys",
            "Tab Shift-Tab Ctrl-S ?",
        );
    }

    #[test]
    fn notices_and_palette_rows_name_their_keys() {
        case(
            " Saved. Policy is in force.      u undo\n Esc back",
            "u Esc",
        );
        case(
            "| [ ] Assign directly...           a   |\n Esc back",
            "a Esc",
        );
    }

    #[test]
    fn tabs_are_opened_with_their_number() {
        case(
            "  1 Overview [2 Resources 0] 3 Packages 0\n Esc back",
            "1 2 3 Esc",
        );
    }

    #[test]
    fn buttons_are_pressed_with_enter() {
        case("|   [ Cancel ]   [ Approve ]  |\n Esc back", "Enter Esc");
    }

    #[test]
    fn sentences_and_cells_are_no_hints() {
        case(
            "| a package gives these roles to people |\n| 3 |\n Esc back",
            "Esc",
        );
    }
}
