//! One key press as the rest of the program knows it, whatever terminal it came from.
//!
//! Written as people write it: `Ctrl-S`, `F1`, `Shift-Tab`, `Alt-Enter`, `?`. A shifted character
//! is that character (`G`, not `Shift-G`), because layouts disagree on what shift makes of a key.

use std::fmt;
use std::str::FromStr;

/// Which key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, shift already applied.
    Char(char),
    /// The return key.
    Enter,
    /// The escape key.
    Escape,
    /// The tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// The up arrow.
    Up,
    /// The down arrow.
    Down,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// The start of a line or list.
    Home,
    /// The end of a line or list.
    End,
    /// The first function key; terminals disagree on the others.
    F1,
}

/// The names of keys that are no characters; the first name of a key is the one displayed.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Escape", KeyCode::Escape),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("F1", KeyCode::F1),
    ("Space", KeyCode::Char(' ')),
];

/// What was held while the key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// Nothing, or shift on a character.
    Nothing,
    /// The control key.
    Control,
    /// The alt or option key.
    Alt,
    /// Shift on a key that is no character.
    Shift,
}

/// A key with what was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// What was held with it.
    pub held: Held,
}

impl Key {
    /// Makes a key pressed by itself.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            held: Held::Nothing,
        }
    }

    /// Makes the key of a character.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Makes a character pressed with control.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            held: Held::Control,
        }
    }

    /// Makes a key pressed with alt.
    pub const fn alt(code: KeyCode) -> Self {
        Self {
            code,
            held: Held::Alt,
        }
    }

    /// Makes a key that is no character, pressed with shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self {
            code,
            held: Held::Shift,
        }
    }

    /// Returns the key with a small letter where control or alt is held: terminals disagree on the
    /// case of those letters, and people write them large.
    #[must_use]
    pub const fn of_any_case(self) -> Self {
        match (self.held, self.code) {
            (Held::Control | Held::Alt, KeyCode::Char(c)) => Self {
                code: KeyCode::Char(c.to_ascii_lowercase()),
                held: self.held,
            },
            _ => self,
        }
    }

    /// Returns the character that this key would type into a text field.
    pub const fn typed(self) -> Option<char> {
        if let (KeyCode::Char(c), Held::Nothing) = (self.code, self.held) {
            Some(c)
        } else {
            None
        }
    }
}

/// Why a text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no key; keys are written like `Ctrl-S`, `F1`, `Shift-Tab` or `?`")]
pub struct KeyError(pub String);

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (held, name) = [
            ("ctrl-", Held::Control),
            ("alt-", Held::Alt),
            ("shift-", Held::Shift),
        ]
        .into_iter()
        .find_map(|(prefix, held)| {
            let head = text.get(..prefix.len())?;
            let name = text.get(prefix.len()..)?;
            (head.eq_ignore_ascii_case(prefix) && !name.is_empty()).then_some((held, name))
        })
        .unwrap_or((Held::Nothing, text));
        let code = code(name).ok_or_else(|| KeyError(text.to_owned()))?;
        if held == Held::Shift && matches!(code, KeyCode::Char(_)) {
            return Err(KeyError(text.to_owned()));
        }
        Ok(Self { code, held }.of_any_case())
    }
}

fn code(name: &str) -> Option<KeyCode> {
    let named = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|&(_, code)| code);
    let mut letters = name.chars();
    named.or_else(|| match (letters.next(), letters.next()) {
        (Some(c), None) if !c.is_control() => Some(KeyCode::Char(c)),
        _ => None,
    })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.held {
            Held::Nothing => "",
            Held::Control => "Ctrl-",
            Held::Alt => "Alt-",
            Held::Shift => "Shift-",
        })?;
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            f.write_str(name)
        } else if let (KeyCode::Char(c), Held::Control | Held::Alt) = (self.code, self.held) {
            write!(f, "{}", c.to_ascii_uppercase())
        } else if let KeyCode::Char(c) = self.code {
            write!(f, "{c}")
        } else {
            write!(f, "{:?}", self.code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        #[track_caller]
        fn case(text: &str, key: Key) {
            assert_eq!(text.parse(), Ok(key));
            assert_eq!(key.to_string(), text);
        }
        case("Ctrl-S", Key::ctrl('s'));
        case("F1", Key::plain(KeyCode::F1));
        case("Shift-Tab", Key::shift(KeyCode::Tab));
        case("Alt-Enter", Key::alt(KeyCode::Enter));
        case("?", Key::char('?'));
        case("-", Key::char('-'));
        case("G", Key::char('G'));
        case("Space", Key::char(' '));
    }

    #[test]
    fn names_of_keys_may_be_typed_in_any_case() {
        assert_eq!("ctrl-s".parse(), Ok(Key::ctrl('s')));
        assert_eq!("ALT-a".parse(), Ok(Key::alt(KeyCode::Char('a'))));
        assert_eq!("escape".parse(), Ok(Key::plain(KeyCode::Escape)));
    }

    #[test]
    fn what_is_no_key_is_refused_by_name() {
        for text in ["", "ctrl-", "hyper-x", "F12", "ab", "Shift-A"] {
            assert_eq!(
                text.parse::<Key>(),
                Err(KeyError(text.to_owned())),
                "{text}"
            );
        }
    }
}
