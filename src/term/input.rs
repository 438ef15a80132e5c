//! What a person did at the terminal, in the words of the user interface.

use std::io;

use crossterm::event::{
    Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use crossterm::terminal::size;

use crate::ui::key::{Held, Key, KeyCode};

/// One act at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The left button was pressed on a cell.
    Click {
        /// The column of the cell.
        column: u16,
        /// The row of the cell.
        row: u16,
    },
    /// The wheel was turned.
    Wheel {
        /// Whether towards the top.
        up: bool,
    },
    /// Text was pasted; it is untrusted and of any length.
    Paste(String),
    /// The window has another size.
    Resize {
        /// Cells in a row.
        width: u16,
        /// Rows.
        height: u16,
    },
}

/// Translates what the terminal reported; what means nothing to the program is dropped.
pub fn decode(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => decode_key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Mouse(event) => decode_mouse(event),
        // The size is told by the signal, which is watched from before the first frame.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// Moving, dragging and the other buttons mean nothing.
fn decode_mouse(event: MouseEvent) -> Option<Input> {
    let (column, row) = (event.column, event.row);
    if event.kind == MouseEventKind::Down(MouseButton::Left) {
        return Some(Input::Click { column, row });
    }
    let up = event.kind == MouseEventKind::ScrollUp;
    (up || event.kind == MouseEventKind::ScrollDown).then_some(Input::Wheel { up })
}

/// Asks the terminal how large its window is by now.
pub(super) fn window_size() -> io::Result<Input> {
    let (width, height) = size()?;
    Ok(Input::Resize { width, height })
}

/// A key that is let go means nothing; a key that is held repeats only if it moves.
fn decode_key(event: KeyEvent) -> Option<Key> {
    let code = decode_code(event.code)?;
    let counts = match event.kind {
        KeyEventKind::Press => true,
        KeyEventKind::Repeat => is_motion(code),
        KeyEventKind::Release => false,
    };
    let key = match (event.code, code) {
        (Code::BackTab, _) => Key::shift(KeyCode::Tab),
        (_, KeyCode::Char(c)) => Key {
            code: KeyCode::Char(c),
            held: held_with_character(event.modifiers)?,
        },
        _ => Key {
            code,
            held: held(event.modifiers)?,
        },
    };
    counts.then_some(key.of_any_case())
}

fn decode_code(code: Code) -> Option<KeyCode> {
    const CODES: &[(Code, KeyCode)] = &[
        (Code::Enter, KeyCode::Enter),
        (Code::Esc, KeyCode::Escape),
        (Code::Tab, KeyCode::Tab),
        (Code::BackTab, KeyCode::Tab),
        (Code::Backspace, KeyCode::Backspace),
        (Code::Delete, KeyCode::Delete),
        (Code::Up, KeyCode::Up),
        (Code::Down, KeyCode::Down),
        (Code::Left, KeyCode::Left),
        (Code::Right, KeyCode::Right),
        (Code::PageUp, KeyCode::PageUp),
        (Code::PageDown, KeyCode::PageDown),
        (Code::Home, KeyCode::Home),
        (Code::End, KeyCode::End),
        (Code::F(1), KeyCode::F1),
    ];
    if let Code::Char(c) = code {
        return Some(KeyCode::Char(c));
    }
    let known = CODES.iter().find(|(reported, _)| *reported == code);
    known.map(|&(_, code)| code)
}

fn is_motion(code: KeyCode) -> bool {
    use KeyCode::{Down, End, Home, Left, PageDown, PageUp, Right, Up};
    matches!(
        code,
        Up | Down | Left | Right | PageUp | PageDown | Home | End
    )
}

/// Shift is already part of a character.
fn held_with_character(modifiers: KeyModifiers) -> Option<Held> {
    held(modifiers - KeyModifiers::SHIFT)
}

/// Returns what was held, or nothing for a chord that the program does not know.
fn held(modifiers: KeyModifiers) -> Option<Held> {
    const HELD: &[(KeyModifiers, Held)] = &[
        (KeyModifiers::NONE, Held::Nothing),
        (KeyModifiers::CONTROL, Held::Control),
        (KeyModifiers::ALT, Held::Alt),
        (KeyModifiers::SHIFT, Held::Shift),
    ];
    let known = HELD.iter().find(|(reported, _)| *reported == modifiers);
    known.map(|&(_, held)| held)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: Code, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    }

    fn pressed(code: Code, modifiers: KeyModifiers) -> Option<Input> {
        decode(event(code, modifiers, KeyEventKind::Press))
    }

    #[test]
    fn keys_arrive_under_their_own_names() {
        #[track_caller]
        fn case(code: Code, modifiers: KeyModifiers, name: &str) {
            let key = name.parse().unwrap();
            assert_eq!(pressed(code, modifiers), Some(Input::Key(key)));
        }
        case(Code::Char('n'), KeyModifiers::NONE, "n");
        case(Code::Char('G'), KeyModifiers::SHIFT, "G");
        case(Code::Char('s'), KeyModifiers::CONTROL, "Ctrl-S");
        case(Code::Char('S'), KeyModifiers::CONTROL, "Ctrl-S");
        case(
            Code::Char('A'),
            KeyModifiers::ALT | KeyModifiers::SHIFT,
            "Alt-A",
        );
        case(Code::Enter, KeyModifiers::ALT, "Alt-Enter");
        case(Code::BackTab, KeyModifiers::SHIFT, "Shift-Tab");
        case(Code::F(1), KeyModifiers::NONE, "F1");
    }

    #[test]
    fn unknown_keys_and_chords_are_ignored() {
        assert_eq!(pressed(Code::F(9), KeyModifiers::NONE), None);
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(pressed(Code::Char('x'), both), None);
        assert_eq!(decode(Event::FocusGained), None);
    }

    #[test]
    fn held_keys_move_but_never_act_again() {
        let repeated = |code| decode(event(code, KeyModifiers::NONE, KeyEventKind::Repeat));
        let down = Input::Key(Key::plain(KeyCode::Down));
        assert_eq!(repeated(Code::Down), Some(down));
        assert_eq!(repeated(Code::Char('d')), None);
        assert_eq!(repeated(Code::Enter), None);
    }

    #[test]
    fn letting_a_key_go_means_nothing() {
        let released = event(Code::Down, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(decode(released), None);
    }
}
