//! The bytes that a terminal sends for a key.

use accessdesk::ui::key::{Held, Key, KeyCode};

/// The escape key, which begins the bytes of many other keys.
pub(super) const ESCAPE: Key = Key::plain(KeyCode::Escape);

/// Reads key names separated by spaces.
#[track_caller]
pub(super) fn parse(keys: &str) -> Vec<Key> {
    keys.split_whitespace()
        .map(|name| name.parse().unwrap())
        .collect()
}

/// Returns what an xterm sends for a key.
pub(super) fn bytes(key: Key) -> Vec<u8> {
    match key.held {
        Held::Nothing => plain(key.code),
        Held::Control => control(key.code),
        Held::Alt => [b"\x1b".to_vec(), plain(key.code)].concat(),
        Held::Shift if key.code == KeyCode::Tab => b"\x1b[Z".to_vec(),
        Held::Shift => panic!("no bytes are known for {key}"),
    }
}

fn plain(code: KeyCode) -> Vec<u8> {
    match code {
        KeyCode::Char(c) => c.to_string().into_bytes(),
        KeyCode::Enter => b"\r".to_vec(),
        KeyCode::Escape => b"\x1b".to_vec(),
        KeyCode::Tab => b"\t".to_vec(),
        KeyCode::Backspace => b"\x7f".to_vec(),
        KeyCode::Delete => b"\x1b[3~".to_vec(),
        KeyCode::Up => b"\x1b[A".to_vec(),
        KeyCode::Down => b"\x1b[B".to_vec(),
        KeyCode::Right => b"\x1b[C".to_vec(),
        KeyCode::Left => b"\x1b[D".to_vec(),
        KeyCode::PageUp => b"\x1b[5~".to_vec(),
        KeyCode::PageDown => b"\x1b[6~".to_vec(),
        KeyCode::Home => b"\x1b[H".to_vec(),
        KeyCode::End => b"\x1b[F".to_vec(),
        KeyCode::F1 => b"\x1bOP".to_vec(),
    }
}

/// A terminal keeps only the lower five bits of a letter pressed with control.
fn control(code: KeyCode) -> Vec<u8> {
    let KeyCode::Char(c @ ('a'..='z')) = code else {
        panic!("no bytes are known for {code:?} with control");
    };
    vec![c as u8 & 0x1f]
}
