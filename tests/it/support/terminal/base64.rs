//! Reads base64, in which terminals are told what to put into the clipboard.

/// Reads text; what is no base64 is a fault of the program.
#[track_caller]
pub(super) fn decoded(data: &[u8]) -> String {
    let mut bytes = Vec::new();
    let mut bits: u32 = 0;
    let mut held = 0;
    for letter in data.iter().filter(|letter| **letter != b'=') {
        bits = (bits << 6) | u32::from(value(*letter));
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[track_caller]
fn value(letter: u8) -> u8 {
    match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("{} is no base64", char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn text_of_every_length_is_read() {
        assert_eq!(decoded(b""), "");
        assert_eq!(decoded(b"TQ=="), "M");
        assert_eq!(decoded(b"TWE="), "Ma");
        assert_eq!(decoded(b"TWFu"), "Man");
        assert_eq!(decoded("w6TDtsO8Pz8/".as_bytes()), "äöü???");
    }
}
