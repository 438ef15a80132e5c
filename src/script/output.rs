//! The one way in which JSON leaves the program: nothing in it can steer a terminal.

use std::fmt::Write as _;

use serde::Serialize;

use crate::domain::text::Safe;

/// Writes a value on one line, with every control, direction and zero-width character escaped.
pub fn to_line(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value).map(escaped)
}

/// Escapes every control, direction and zero-width character of JSON on one line.
pub fn escaped(plain: String) -> String {
    if plain.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return plain;
    }
    let mut escaped = String::with_capacity(plain.len());
    for letter in plain.chars() {
        // Hidden characters stand inside texts only, where an escape means the same.
        if is_hidden(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

fn is_hidden(letter: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    Safe::line(text).as_str() != text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_read_back_the_same() {
        let hostile = "a\u{202E}b\u{1b}[2J\u{9b}\u{200B}\u{E0041}é漢";
        let line = to_line(&hostile).unwrap();
        assert_eq!(line, r#""a\u202eb\u001b[2J\u009b\u200b\udb40\udc41é漢""#);
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), hostile);
    }
}
