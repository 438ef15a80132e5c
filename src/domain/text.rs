//! Text from people: what is accepted, how names compare, and what may be shown.
//!
//! Two gates stand between a person's text and everybody else. *Accepting*: the types made by
//! `text_types!` hold NFC, trimmed text without control, direction or zero-width characters.
//! *Showing*: [`Safe`] is the only thing that drawing and printing take, because a file may have
//! been edited since the text was accepted.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub mod counting;
pub mod csv;
pub mod lookalike;

/// Why a text was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming, and the field needs something.
    #[error("is empty")]
    Empty,
    /// More characters than the field holds.
    #[error("has {length} characters, at most {cap} are allowed")]
    TooLong {
        /// Characters allowed.
        cap: usize,
        /// Characters given.
        length: usize,
    },
    /// A character that could hide or reorder what is read.
    #[error("contains the character U+{:04X}, which is not allowed", u32::from(*.0))]
    Forbidden(char),
    /// The text has not the form the field needs.
    #[error("is not {0}")]
    Malformed(&'static str),
}

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// Whether a text may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
}

fn accept(raw: &str, cap: usize, lines: Lines, presence: Presence) -> Result<String, TextError> {
    let text = composed(raw.trim());
    if text.is_empty() && presence == Presence::Required {
        return Err(TextError::Empty);
    }
    let length = text.chars().count();
    if length > cap {
        return Err(TextError::TooLong { cap, length });
    }
    let allowed = |c: char| !is_hidden(c) || (lines == Lines::Many && c == '\n');
    match text.chars().find(|c| !allowed(*c)) {
        Some(bad) => Err(TextError::Forbidden(bad)),
        None => Ok(text),
    }
}

/// Returns a text in NFC; nearly every text is, which costs one look at it.
fn composed(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}

/// Tells whether a character controls, reorders or hides text instead of being read.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

macro_rules! text_types {
    ($($(#[$doc:meta])* $name:ident, $cap:expr, $lines:expr, $presence:expr, $shape:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters such a text may have.
            pub const CAP: usize = $cap;

            /// Accepts a text, trimmed and in NFC.
            pub fn parse(raw: &str) -> Result<Self, TextError> {
                let text = accept(raw, Self::CAP, $lines, $presence)?;
                let shape: fn(&str) -> Result<(), TextError> = $shape;
                shape(&text)?;
                Ok(Self(text))
            }

            /// Returns the text as it is kept; whoever shows it goes through [`Safe`].
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the form in which two such texts are compared.
            pub fn key(&self) -> NameKey {
                NameKey::of(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(raw: String) -> Result<Self, TextError> {
                Self::parse(&raw)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", Safe::line(&self.0))
            }
        }
    )*};
}

text_types! {
    /// A name that people give to an object: 1 to 256 characters on one line.
    DisplayName, 256, Lines::One, Presence::Required, |_| Ok(());
    /// What an object is for: up to 10,000 characters, several lines allowed.
    Description, 10_000, Lines::Many, Presence::Optional, |_| Ok(());
    /// A reason given with a request or a decision: up to 1,000 characters.
    Justification, 1_000, Lines::Many, Presence::Required, |_| Ok(());
    /// An attribute of a person or group: 1 to 256 characters on one line.
    Attribute, 256, Lines::One, Presence::Required, |_| Ok(());
    /// The name a user signs in with, such as `ana@contoso.com`.
    UserPrincipalName, 256, Lines::One, Presence::Required, |text| address(text, "a sign-in name such as ana@contoso.com");
    /// A mail address.
    MailAddress, 256, Lines::One, Presence::Required, |text| address(text, "a mail address such as ana@contoso.com");
    /// A domain of a directory, such as `contoso.onmicrosoft.com`.
    DomainName, 253, Lines::One, Presence::Required, domain;
    /// A rule about users as it is written: up to 3,072 characters.
    RuleText, 3_072, Lines::Many, Presence::Required, |_| Ok(());
    /// A question put to a requestor: up to 500 characters.
    QuestionText, 500, Lines::Many, Presence::Required, |_| Ok(());
    /// An answer to a question: up to 2,000 characters, several lines allowed.
    AnswerText, 2_000, Lines::Many, Presence::Required, |_| Ok(());
    /// A regular expression that an answer must match as a whole.
    AnswerPattern, 256, Lines::One, Presence::Required, |text| whole(text).map(|_| ());
    /// The address of a site, such as `https://contoso.sharepoint.com/sites/sales`.
    SiteUrl, 400, Lines::One, Presence::Required, site_url;
    /// The part of a group's mail address before the `@`: up to 64 letters, digits and `.-_`.
    MailNickname, 64, Lines::One, Presence::Required, nickname;
}

impl Description {
    /// Returns the description of an object that has none.
    pub const fn none() -> Self {
        Self(String::new())
    }

    /// Tells whether nothing was written.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl AnswerPattern {
    /// Tells whether the pattern matches the whole of a text.
    pub fn is_matched_by(&self, text: &str) -> bool {
        whole(&self.0).is_ok_and(|pattern| pattern.is_match(text))
    }
}

/// Makes an expression that matches nothing but whole texts.
fn whole(pattern: &str) -> Result<regex_lite::Regex, TextError> {
    let alone = regex_lite::Regex::new(pattern);
    alone
        .and_then(|_| regex_lite::Regex::new(&format!("\\A(?:{pattern})\\z")))
        .map_err(|_| TextError::Malformed("a regular expression"))
}

impl UserPrincipalName {
    /// Returns what stands behind the `@`, in lower case.
    pub fn domain(&self) -> String {
        self.0
            .rsplit_once('@')
            .map_or_else(String::new, |(_, domain)| domain.to_lowercase())
    }
}

fn address(text: &str, what: &'static str) -> Result<(), TextError> {
    let malformed = Err(TextError::Malformed(what));
    let Some((local, host)) = text.rsplit_once('@') else {
        return malformed;
    };
    if local.is_empty() || text.contains(char::is_whitespace) || domain(host).is_err() {
        return malformed;
    }
    Ok(())
}

fn domain(text: &str) -> Result<(), TextError> {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if text.contains('.') && text.split('.').all(label) {
        Ok(())
    } else {
        Err(TextError::Malformed("a domain such as contoso.com"))
    }
}

fn site_url(text: &str) -> Result<(), TextError> {
    let rest = text.strip_prefix("https://").unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    if domain(host).is_ok() && !text.contains(char::is_whitespace) {
        Ok(())
    } else {
        Err(TextError::Malformed(
            "a site such as https://contoso.sharepoint.com/sites/sales",
        ))
    }
}

fn nickname(text: &str) -> Result<(), TextError> {
    if text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    {
        Ok(())
    } else {
        Err(TextError::Malformed(
            "made of letters, digits, dots, hyphens and underscores",
        ))
    }
}

/// The form in which names are compared: NFC, without regard to case, spaces collapsed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(String);

impl NameKey {
    /// Makes the comparable form of any text.
    pub fn of(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let lower: String = composed(&words.join(" "))
            .chars()
            .flat_map(char::to_lowercase)
            .collect();
        Self(composed(&lower))
    }

    /// Returns the comparable text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Combining marks kept on one base character; more of them would climb over other lines.
const MARKS_PER_BASE: usize = 4;

/// Text that may be shown: every hidden character stands as a visible mark such as `⟦U+202E⟧`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Safe(String);

impl Safe {
    /// Makes any text showable on one line; a line break becomes a space.
    pub fn line(raw: &str) -> Self {
        Self::show(raw, Lines::One)
    }

    /// Makes any text showable, keeping its line breaks.
    pub fn lines(raw: &str) -> Self {
        Self::show(raw, Lines::Many)
    }

    fn show(raw: &str, lines: Lines) -> Self {
        if raw.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Self(raw.to_owned());
        }
        let mut shown = String::with_capacity(raw.len());
        let mut marks = 0;
        for c in raw.chars() {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            match c {
                '\n' if lines == Lines::Many => shown.push('\n'),
                '\n' => shown.push(' '),
                _ if is_hidden(c) => shown.extend(format!("⟦U+{:04X}⟧", u32::from(c)).chars()),
                _ if marks > MARKS_PER_BASE => {}
                _ => shown.push(c),
            }
        }
        Self(shown)
    }

    /// Returns the showable text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Safe {
    fn from(raw: &str) -> Self {
        Self::line(raw)
    }
}

impl From<String> for Safe {
    fn from(raw: String) -> Self {
        Self::line(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_compared_without_regard_to_case_and_spaces() {
        let name = DisplayName::parse("  Sales   Tools ").unwrap();
        assert_eq!(name.as_str(), "Sales   Tools");
        assert_eq!(name.key(), NameKey::of("sales tools"));
    }

    #[test]
    fn names_refuse_what_would_hide_or_reorder_text() {
        #[track_caller]
        fn case(raw: &str, expected: &TextError) {
            assert_eq!(DisplayName::parse(raw).as_ref(), Err(expected));
        }
        case("   ", &TextError::Empty);
        case("a\u{202E}b", &TextError::Forbidden('\u{202E}'));
        case("a\u{200B}b", &TextError::Forbidden('\u{200B}'));
        case("a\u{1b}[2Jb", &TextError::Forbidden('\u{1b}'));
        case("a\nb", &TextError::Forbidden('\n'));
        case(
            &"x".repeat(257),
            &TextError::TooLong {
                cap: 256,
                length: 257,
            },
        );
    }

    #[test]
    fn descriptions_keep_their_line_breaks() {
        assert_eq!(Description::parse("a\nb").unwrap().as_str(), "a\nb");
        assert!(Description::parse("a\rb").is_err());
    }

    #[test]
    fn addresses_need_one_at_sign_and_a_domain() {
        assert!(UserPrincipalName::parse("ana@contoso.com").is_ok());
        for bad in [
            "ana",
            "@contoso.com",
            "ana@",
            "ana@contoso",
            "a na@contoso.com",
        ] {
            assert!(UserPrincipalName::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn hidden_characters_are_shown_as_marks() {
        assert_eq!(
            Safe::line("a\u{202E}b\u{1b}c").as_str(),
            "a⟦U+202E⟧b⟦U+001B⟧c"
        );
        assert_eq!(
            Safe::line("e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}")
                .as_str()
                .chars()
                .count(),
            5
        );
    }
}
