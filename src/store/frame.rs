//! One line of the journal: its frame, its digest and its place in the chain.
//!
//! `{"h":"<64 hex>","n":"<8 digits>","r":<body>}` and a newline. All before the body has a fixed
//! width, so the first bytes tell how long the record must be. The digest covers the bytes of the
//! body as they lie in the file; nothing is ever written anew to check it. What a commit means is
//! of no interest here: it is a text of JSON.

use crate::store::digest::{Digest, Tag};

/// The longest line, its newline included.
pub const LONGEST_LINE: usize = 1 << 20;
/// The number of bytes before the body.
pub const HEADER: usize = 91;
/// The number of bytes after the body.
const TRAILER: &str = "}\n";
/// The most text of a split commit that one line takes; quoting can double it.
const PART: usize = 480 * 1024;
/// The most lines of one commit.
const MOST_PARTS: usize = 256;
/// The longest text of a commit.
pub const LONGEST_COMMIT: usize = PART * MOST_PARTS;

/// Why bytes are no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameError {
    /// The bytes end before the record does.
    Incomplete,
    /// The bytes cannot be a record.
    Malformed,
}

/// One decoded line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number of the commit it belongs to.
    pub seq: u64,
    /// The digest of the line before it.
    pub previous: Digest,
    /// Its own digest.
    pub digest: Digest,
    /// The text it carries.
    pub text: Text,
    /// The length of the line, its newline included.
    pub length: usize,
}

/// What a line carries of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// All of it.
    Whole(String),
    /// Some of it; more lines follow.
    Part(String),
    /// The rest of it.
    LastPart(String),
}

/// Reads from the first bytes of a line how long it is.
pub fn line_length(header: &[u8]) -> Result<usize, FrameError> {
    let header = header.get(..HEADER).ok_or(FrameError::Incomplete)?;
    let (_, body) = split_header(header).ok_or(FrameError::Malformed)?;
    let length = HEADER.saturating_add(body).saturating_add(TRAILER.len());
    if length > LONGEST_LINE {
        return Err(FrameError::Malformed);
    }
    Ok(length)
}

fn split_header(header: &[u8]) -> Option<(Digest, usize)> {
    let rest = header.strip_prefix(br#"{"h":""#)?;
    let (digest, rest) = rest.split_at_checked(Digest::WIDTH)?;
    let rest = rest.strip_prefix(br#"","n":""#)?;
    let (digits, rest) = rest.split_at_checked(8)?;
    if !digits.iter().all(u8::is_ascii_digit) || rest != br#"","r":"# {
        return None;
    }
    let length = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((Digest::parse(digest)?, length))
}

/// Reads the line at the start of `bytes`, judged by itself: its digest must fit its body.
pub fn decode(bytes: &[u8]) -> Result<Record, FrameError> {
    let length = line_length(bytes)?;
    let line = bytes.get(..length).ok_or(FrameError::Incomplete)?;
    decode_line(line).ok_or(FrameError::Malformed)
}

fn decode_line(line: &[u8]) -> Option<Record> {
    let (header, rest) = line.split_at_checked(HEADER)?;
    let (digest, _) = split_header(header)?;
    let body = rest.strip_suffix(TRAILER.as_bytes())?;
    let (seq, previous, text) = split_body(body)?;
    if Digest::of(Tag::Record, &[previous.as_bytes(), body]) != digest {
        return None;
    }
    Some(Record {
        seq,
        previous,
        digest,
        text,
        length: line.len(),
    })
}

fn split_body(body: &[u8]) -> Option<(u64, Digest, Text)> {
    let (seq, rest) = split_seq(body)?;
    let rest = rest.strip_prefix(br#","prev":""#)?;
    let (previous, rest) = rest.split_at_checked(Digest::WIDTH)?;
    let previous = Digest::parse(previous)?;
    let rest = rest.strip_prefix(br#"","#)?.strip_suffix(b"}")?;
    let text = if let Some(commit) = rest.strip_prefix(br#""commit":"#) {
        Text::Whole(std::str::from_utf8(commit).ok()?.to_owned())
    } else if let Some(part) = rest.strip_prefix(br#""more":true,"part":"#) {
        Text::Part(serde_json::from_slice(part).ok()?)
    } else {
        let part = rest.strip_prefix(br#""part":"#)?;
        Text::LastPart(serde_json::from_slice(part).ok()?)
    };
    Some((seq, previous, text))
}

/// Reads the number of the commit from the start of a body, and returns what follows it.
fn split_seq(body: &[u8]) -> Option<(u64, &[u8])> {
    let rest = body.strip_prefix(br#"{"seq":"#)?;
    let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    let (digits, rest) = rest.split_at_checked(digits)?;
    if digits.starts_with(b"0") {
        return None;
    }
    let seq = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((seq, rest))
}

/// Reads the number of the commit from the first bytes of a line, without checking its digest.
pub fn peek_seq(line: &[u8]) -> Option<u64> {
    split_seq(line.get(HEADER..)?).map(|(seq, _)| seq)
}

/// The lines of one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The lines, each with its newline.
    pub bytes: Vec<u8>,
    /// Where the last of them begins.
    pub last_line: usize,
    /// The digest of the last of them.
    pub digest: Digest,
}

/// Writes the lines of one commit; nothing when the text is too long.
///
/// A text that fits is kept as JSON, so that the journal can be read with everyday tools; a longer
/// one is cut into strings.
pub fn encode(seq: u64, previous: Digest, text: &str) -> Option<Encoded> {
    let mut encoded = Encoded {
        bytes: Vec::with_capacity(text.len().saturating_add(512)),
        last_line: 0,
        digest: previous,
    };
    if text.len() <= PART && !text.contains('\n') {
        encoded.add_line(seq, "\"commit\":", text);
        return Some(encoded);
    }
    if text.len() > LONGEST_COMMIT {
        return None;
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at_checked(part_end(rest))?;
        rest = after;
        let name = if rest.is_empty() {
            "\"part\":"
        } else {
            "\"more\":true,\"part\":"
        };
        encoded.add_line(seq, name, &serde_json::Value::from(part).to_string());
    }
    Some(encoded)
}

/// Returns where the first part of a text ends: no later than allowed and between two characters.
fn part_end(text: &str) -> usize {
    let most = text.len().min(PART);
    (0..=most)
        .rev()
        .find(|&place| text.is_char_boundary(place))
        .unwrap_or(most)
}

impl Encoded {
    fn add_line(&mut self, seq: u64, name: &str, value: &str) {
        let previous = self.digest;
        let opening = format!(r#"{{"seq":{seq},"prev":"{previous}","#);
        let body = [&opening, name, value, "}"].map(str::as_bytes);
        let [opening, name, value, closing] = body;
        let hashed = [previous.as_bytes(), opening, name, value, closing];
        self.digest = Digest::of(Tag::Record, &hashed);
        let length: usize = body.iter().map(|piece| piece.len()).sum();
        let header = format!(r#"{{"h":"{}","n":"{length:08}","r":"#, self.digest);
        self.last_line = self.bytes.len();
        for piece in [&[header.as_bytes()], &body[..], &[TRAILER.as_bytes()]].concat() {
            self.bytes.extend_from_slice(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Digest {
        Digest::genesis(uuid::Uuid::nil())
    }

    fn line(text: &str) -> Vec<u8> {
        encode(7, start(), text).unwrap().bytes
    }

    #[test]
    fn a_line_is_json_and_reads_back_as_written() {
        let line = line(r#"{"a":1}"#);
        assert!(serde_json::from_slice::<serde_json::Value>(&line).is_ok());
        let record = decode(&line).unwrap();
        assert_eq!(record.seq, 7);
        assert_eq!(record.previous, start());
        assert_eq!(record.text, Text::Whole(r#"{"a":1}"#.to_owned()));
        assert_eq!(record.length, line.len());
        assert_eq!(peek_seq(&line), Some(7));
    }

    #[test]
    fn every_flipped_bit_of_a_line_is_noticed() {
        let line = line(r#"{"a":1}"#);
        for place in 0..line.len() {
            for bit in 0..8 {
                let mut bad = line.clone();
                bad[place] ^= 1 << bit;
                assert!(decode(&bad).is_err(), "byte {place} bit {bit}");
            }
        }
    }

    #[test]
    fn a_cut_line_is_told_from_a_damaged_one() {
        let line = line(r#"{"a":1}"#);
        for length in 0..line.len() {
            assert_eq!(decode(&line[..length]), Err(FrameError::Incomplete));
        }
        assert_eq!(decode(&[b'x'; 200]), Err(FrameError::Malformed));
    }

    #[test]
    fn a_line_over_the_cap_is_refused_by_its_first_bytes() {
        let header = format!(r#"{{"h":"{}","n":"99999999","r":"#, start());
        assert_eq!(line_length(header.as_bytes()), Err(FrameError::Malformed));
    }

    #[test]
    fn a_long_commit_is_split_into_lines_of_one_number() {
        let text = format!("{{\"a\":\"{}\"}}", "\\\"é".repeat(400_000));
        let lines = encode(3, start(), &text).unwrap();
        let mut rest = lines.bytes.as_slice();
        let mut previous = start();
        let mut joined = String::new();
        while !rest.is_empty() {
            let record = decode(rest).unwrap();
            assert!(record.length <= LONGEST_LINE);
            assert_eq!((record.seq, record.previous), (3, previous));
            previous = record.digest;
            match record.text {
                Text::Whole(text) | Text::Part(text) | Text::LastPart(text) => {
                    joined.push_str(&text);
                }
            }
            rest = &rest[record.length..];
        }
        assert_eq!((joined, previous), (text, lines.digest));
    }

    #[test]
    fn a_commit_beyond_all_bounds_is_not_written() {
        assert!(encode(1, start(), &"x".repeat(LONGEST_COMMIT + 1)).is_none());
    }
}
