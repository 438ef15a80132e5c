//! Text that nobody meant: random bytes and damaged lines, into everything that reads text.
//!
//! Readers answer or refuse; they never panic, and what they give back is bounded by what they got.

use std::path::Path;

use accessdesk::domain::invariant::check_all;
use accessdesk::domain::rule::MembershipRule;
use accessdesk::domain::subject::TimeZone;
use accessdesk::domain::text::{
    Attribute, Description, DisplayName, DomainName, Justification, MailAddress, MailNickname,
    NameKey, Safe, UserPrincipalName,
};
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::domain::typed_date;
use accessdesk::script::resolve::Path as NamePath;
use accessdesk::script::{Ending, Line, Sample, Session, json, run};
use accessdesk::store::frame;
use accessdesk::store::fs::{Kind, MemoryFs};
use accessdesk::store::verify::verify;
use accessdesk::ui::key::Key;
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::support::script::engine;

const LINES: &[&str] = &[
    include_str!("support/random/founding.jsonl"),
    include_str!("support/random/season.jsonl"),
    include_str!("rights_matrix/setting.jsonl"),
];
/// Pieces of what readers look for, so that chance comes past their first check.
const PIECES: &[&str] = &[
    "P",
    "T",
    "30",
    "D",
    "-",
    "+",
    "2026",
    "-03-",
    "29 feb",
    "fri",
    "Z",
    ":",
    "@",
    ".",
    "#EXT#",
    "/",
    "\\",
    "$last",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    "\\u0000",
    "\\ud800",
    "1e400",
    "-1",
    "null",
    "true",
    "user.",
    "department",
    " -eq ",
    " -and ",
    "(",
    ")",
    "ctrl-",
    "shift-",
    "f12",
    "\u{202e}",
    "\u{301}",
    "é",
    "\u{10ffff}",
    "\u{0}",
    "\n",
    " ",
    "99999999999999999999",
];

/// Texts made of pieces and of any characters.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(PIECES).prop_map(ToOwned::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Lines of scripts with a few characters changed, doubled or lost.
fn damaged_lines() -> impl Strategy<Value = String> {
    let all: Vec<&str> = LINES.iter().flat_map(|lines| lines.lines()).collect();
    let change = (
        any::<prop::sample::Index>(),
        prop::sample::select(PIECES),
        0..3_usize,
    );
    let changes = prop::collection::vec(change, 0..4);
    (prop::sample::select(all), changes).prop_map(|(line, changes)| {
        let mut letters: Vec<String> = line.chars().map(String::from).collect();
        for (at, piece, lost) in changes {
            let at = at.index(letters.len() + 1);
            let end = (at + lost).min(letters.len());
            letters.splice(at..end, [piece.to_owned()]);
        }
        letters.concat()
    })
}

fn config() -> Config {
    let cases = std::env::var("ACCESSDESK_TEST_CASES").ok();
    let cases = cases.and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// A text type reads a text, keeps it as it writes it, and holds no more than it was given.
macro_rules! reads {
    ($text:expr => $($kind:ident)*) => {$(
        if let Ok(kept) = $kind::parse($text) {
            prop_assert!(kept.as_str().chars().count() <= $kind::CAP);
            let again = $kind::parse(kept.as_str());
            prop_assert_eq!(again, Ok(kept.clone()));
            prop_assert!(kept.to_string().len() <= 16 * (kept.as_str().len() + 1));
        }
    )*};
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn texts_are_kept_as_they_are_written_or_refused(text in texts()) {
        reads! { &text => DisplayName Description Justification Attribute UserPrincipalName
            MailAddress DomainName MailNickname }
        let key = NameKey::of(&text);
        prop_assert!(key.as_str().len() <= 16 * (text.len() + 1));
    }

    #[test]
    fn whatever_is_shown_is_safe_and_bounded(text in texts()) {
        for safe in [Safe::line(&text), Safe::lines(&text)] {
            let hidden = |c: char| c.is_control() && c != '\n';
            prop_assert!(!safe.as_str().contains(hidden), "{:?}", safe.as_str());
            prop_assert!(safe.as_str().len() <= 16 * (text.len() + 1));
        }
    }

    #[test]
    fn dates_spans_and_zones_are_read_or_refused(text in texts(), day in 0..2_900_000_i32) {
        let first = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let today = first + chrono::Days::new(u64::try_from(day).unwrap());
        if let Ok(date) = typed_date::parse(&text, today) {
            prop_assert_eq!(typed_date::parse(&date.to_string(), today), Ok(date));
        }
        if let Ok(instant) = Timestamp::parse(&text) {
            prop_assert_eq!(Timestamp::parse(&instant.to_string()), Ok(instant));
        }
        if let Ok(span) = Span::parse(&text) {
            prop_assert_eq!(Span::parse(&span.to_string()), Ok(span));
            prop_assert!(!span.in_words().is_empty());
        }
        if let Some(zone) = TimeZone::parse(&text) {
            prop_assert_eq!(TimeZone::parse(zone.name()), Some(zone));
        }
    }

    #[test]
    fn rules_keys_and_paths_are_read_or_refused(text in texts()) {
        drop(MembershipRule::parse(&text));
        if let Ok(key) = text.parse::<Key>() {
            prop_assert_eq!(key.to_string().parse::<Key>().ok(), Some(key));
        }
        let path = NamePath::of(&text);
        prop_assert!(path.one().is_none_or(|name| name.len() <= text.len()));
    }

    #[test]
    fn json_and_lines_are_read_or_refused(text in texts(), line in damaged_lines()) {
        for text in [&text, &line] {
            drop(json::read(text));
            if let Ok(line) = Line::read(text) {
                drop(line.check(&|_| false));
            }
        }
    }

    #[test]
    fn records_of_a_journal_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(frame::decode(&bytes));
        let _ = frame::line_length(&bytes);
        let _ = frame::peek_seq(&bytes);
    }
}

proptest! {
    #![proptest_config(Config { cases: config().cases.min(60), ..config() })]

    #[test]
    fn scripts_of_random_bytes_and_damaged_lines_end_and_leave_a_sound_desk(
        lines in prop::collection::vec(damaged_lines(), 1..6),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut engine = engine(Sample::Prepared);
        for input in [lines.join("\n").into_bytes(), bytes] {
            let mut session = Session::new(&mut engine, None);
            let ending = run(&mut session, &mut input.as_slice(), &mut Vec::new(), &mut |_| Ok(()));
            let stopped = matches!(ending.unwrap(), Ending::Store { .. });
            prop_assert!(!stopped);
        }
        prop_assert_eq!(check_all(engine.tenant()), vec![]);
    }

    #[test]
    fn manifests_of_random_text_are_refused(text in texts()) {
        let fs = MemoryFs::new();
        let directory = Path::new("/store");
        fs.plant_kind(directory, Kind::Directory, 0o700, &[]);
        fs.plant(&directory.join("store.json"), text.as_bytes());
        prop_assert!(verify(&fs, directory).is_err());
    }
}
