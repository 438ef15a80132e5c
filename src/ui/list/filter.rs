//! The language of filters: `free words`, `field:value`, `field:>2026-03-01`, `-word`, `"as is"`.
//!
//! Works on the text of cells as people see them, so what matches can be checked by looking.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::ui::list::arrangement::{Key, Line, key};
use crate::ui::view::Head;

/// One condition of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// The word appears in a row; where it appears in none, its letters in this order do.
    Fuzzy(String),
    /// The words appear as they are in one cell.
    Exact(String),
    /// The cell of a field stands in a relation to the words.
    Field(String, Comparison, String),
    /// Something does not hold.
    Not(Box<Term>),
}

/// How a cell relates to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Contains,
    Is,
    After,
    AtLeast,
    Before,
    AtMost,
}

/// The signs of comparisons, the longer ones first.
const SIGNS: &[(&str, Comparison)] = &[
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    (">", Comparison::After),
    ("<", Comparison::Before),
    ("=", Comparison::Is),
];

/// A filter as typed and as understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    text: String,
    terms: Vec<Term>,
}

impl Filter {
    /// Reads a filter; every text is one.
    pub fn parse(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            terms: words(text).iter().filter_map(|word| term(word)).collect(),
        }
    }

    /// Returns the filter as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells whether everything matches.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tells for each row whether it matches.
    pub(super) fn matches(&self, rows: &[Line], fields: &[String]) -> Vec<bool> {
        let mut fuzzy = Fuzzy::default();
        let conditions: Vec<Condition> = self
            .terms
            .iter()
            .map(|term| condition(term, fields, rows, &mut fuzzy))
            .collect();
        rows.iter()
            .map(|row| conditions.iter().all(|one| one.holds(row, &mut fuzzy)))
            .collect()
    }
}

/// Adds the condition that a field has a value to a filter, or takes it out when it is there.
pub fn toggle(filter: &str, field: &str, value: &str) -> String {
    let condition = exactly(field, value);
    let mut kept = words(filter);
    let before = kept.len();
    kept.retain(|word| *word != condition);
    if kept.len() == before {
        kept.push(condition);
    }
    kept.retain(|word| !word.is_empty());
    kept.join(" ")
}

/// Tells whether a filter asks for a field to have a value.
pub fn asks(filter: &str, field: &str, value: &str) -> bool {
    words(filter).contains(&exactly(field, value))
}

/// Lists in small letters the words that a filter wants to find, in whatever field.
pub fn named(filter: &str) -> Vec<String> {
    let terms = Filter::parse(filter).terms.into_iter();
    terms
        .filter_map(|term| match term {
            Term::Fuzzy(words)
            | Term::Exact(words)
            | Term::Field(_, Comparison::Contains | Comparison::Is, words) => {
                Some(words.to_lowercase())
            }
            Term::Field(
                _,
                Comparison::After | Comparison::AtLeast | Comparison::Before | Comparison::AtMost,
                _,
            )
            | Term::Not(_) => None,
        })
        .collect()
}

fn exactly(field: &str, value: &str) -> String {
    format!("{field}:=\"{}\"", value.replace('"', ""))
}

/// A condition made ready for many rows.
enum Condition {
    Fuzzy(Atom),
    Contains(String),
    Cell(usize, Comparison, Key, String),
    Not(Box<Condition>),
    Never,
}

impl Condition {
    fn holds(&self, row: &Line, fuzzy: &mut Fuzzy) -> bool {
        match self {
            Self::Fuzzy(atom) => fuzzy.score(atom, &row.seen).is_some(),
            Self::Contains(words) => row.seen.contains(words),
            Self::Not(condition) => !condition.holds(row, fuzzy),
            Self::Never => false,
            Self::Cell(place, comparison, wanted, words) => {
                let cell = key(row.cell(*place));
                match comparison {
                    Comparison::Contains => text_of(&cell).contains(words),
                    Comparison::Is => text_of(&cell).replace('"', "") == *words,
                    // A day stands for all of its hours.
                    Comparison::After => cell > *wanted && !text_of(&cell).starts_with(words),
                    Comparison::AtLeast => cell != Key::Nothing && cell >= *wanted,
                    Comparison::Before => cell < *wanted,
                    Comparison::AtMost => cell <= *wanted || text_of(&cell).starts_with(words),
                }
            }
        }
    }
}

fn text_of(key: &Key) -> String {
    match key {
        Key::Number(number) => number.to_string(),
        Key::Words(words) => words.clone(),
        Key::Nothing => String::new(),
    }
}

fn condition(term: &Term, fields: &[String], rows: &[Line], fuzzy: &mut Fuzzy) -> Condition {
    match term {
        Term::Fuzzy(word) => {
            // Letters strewn over a row are a guess, which is made only for want of the word itself.
            let whole = made_ready(word, AtomKind::Substring);
            let found = rows
                .iter()
                .any(|row| fuzzy.score(&whole, &row.seen).is_some());
            Condition::Fuzzy(if found { whole } else { atom(word) })
        }
        Term::Exact(words) => Condition::Contains(words.clone()),
        Term::Not(term) => Condition::Not(Box::new(condition(term, fields, rows, fuzzy))),
        Term::Field(field, comparison, words) => {
            match fields.iter().position(|known| known.starts_with(field)) {
                Some(place) => Condition::Cell(place, *comparison, key(words), words.clone()),
                None => Condition::Never,
            }
        }
    }
}

/// Splits at spaces that are not inside quotes; the quotes stay.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words
}

fn term(word: &str) -> Option<Term> {
    let bare = |text: &str| text.replace('"', "").to_lowercase();
    let filled = |text: &str| Some(bare(text)).filter(|words| !words.is_empty());
    if let Some(rest) = word.strip_prefix('-') {
        let term = match term(rest)? {
            // What is left out is meant as typed: letters in any order would leave out too much.
            Term::Fuzzy(words) => Term::Exact(words),
            other @ (Term::Exact(_) | Term::Field(..) | Term::Not(_)) => other,
        };
        return Some(Term::Not(Box::new(term)));
    }
    if word.starts_with('"') {
        return filled(word).map(Term::Exact);
    }
    let Some((field, value)) = word.split_once(':').filter(|(field, _)| !field.is_empty()) else {
        return filled(word).map(Term::Fuzzy);
    };
    let sign = SIGNS.iter().find_map(|(sign, comparison)| {
        let value = value.strip_prefix(sign)?;
        Some((*comparison, value))
    });
    let (comparison, value) = sign.unwrap_or((Comparison::Contains, value));
    filled(value).map(|value| Term::Field(bare(field), comparison, value))
}

/// Returns the name of a column in filters.
pub fn field_name(head: &Head) -> String {
    head.title.as_str().to_lowercase().replace(' ', "")
}

/// A fuzzy matcher with the memory that it needs.
#[derive(Debug)]
pub struct Fuzzy {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Default for Fuzzy {
    /// Prefers what begins as typed: a name before a sentence that contains it.
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            matcher: Matcher::new(config),
            buffer: Vec::new(),
        }
    }
}

impl Fuzzy {
    /// Returns how well a text fits, or nothing when it does not.
    pub fn score(&mut self, atom: &Atom, text: &str) -> Option<u16> {
        let haystack = Utf32Str::new(text, &mut self.buffer);
        atom.score(haystack, &mut self.matcher)
    }

    /// Returns the places of the texts that fit all words, the best first.
    pub fn rank<'a>(&mut self, words: &str, texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let atoms: Vec<Atom> = words.split_whitespace().map(atom).collect();
        let mut ranked: Vec<(u32, usize)> = texts
            .enumerate()
            .filter_map(|(place, text)| {
                let scores: Option<Vec<u32>> = atoms
                    .iter()
                    .map(|atom| self.score(atom, text).map(u32::from))
                    .collect();
                scores.map(|scores| (scores.iter().sum(), place))
            })
            .collect();
        ranked.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        ranked.into_iter().map(|(_, place)| place).collect()
    }
}

/// Makes a word ready for fuzzy matching without regard to case and accents.
pub fn atom(word: &str) -> Atom {
    made_ready(word, AtomKind::Fuzzy)
}

fn made_ready(word: &str, kind: AtomKind) -> Atom {
    let (case, accents) = (CaseMatching::Ignore, Normalization::Smart);
    Atom::new(word, case, accents, kind, false)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ui::view::Phrase;

    #[track_caller]
    fn case(filter: &str, expected: &[&str]) {
        let rows = [
            ["Sales tools", "delivered", "2026-03-01"],
            ["Marketing", "pending approval", "2026-04-01"],
            ["Marketing tools", "denied", "12"],
        ];
        let fields = ["name", "state", "ends"].map(str::to_owned);
        let texts: Vec<Line> = rows
            .iter()
            .map(|cells| Line::new(&cells.map(Phrase::plain), &BTreeSet::new()))
            .collect();
        let found: Vec<&str> = Filter::parse(filter)
            .matches(&texts, &fields)
            .into_iter()
            .zip(rows)
            .filter(|(matched, _)| *matched)
            .map(|(_, row)| row[0])
            .collect();
        assert_eq!(found, expected, "{filter}");
    }

    #[test]
    fn filters_find_what_they_say() {
        case("", &["Sales tools", "Marketing", "Marketing tools"]);
        case("mkt", &["Marketing", "Marketing tools"]);
        case("mkt tools", &["Marketing tools"]);
        // The letters of "end" are strewn over the two other rows as well.
        case("den", &["Marketing tools"]);
        case("state:pending", &["Marketing"]);
        case("st:pending", &["Marketing"]);
        case("-tools", &["Marketing"]);
        case("\"sales tools\"", &["Sales tools"]);
        case("state:\"pending approval\"", &["Marketing"]);
        case("ends:>2026-03-15", &["Marketing"]);
        case("ends:<100", &["Marketing tools"]);
        case("ends:>2026-03-01", &["Marketing"]);
        case("ends:>=2026-03-01", &["Sales tools", "Marketing"]);
        case("ends:<=12", &["Marketing tools"]);
        case("-state:denied", &["Sales tools", "Marketing"]);
        case("name:=marketing", &["Marketing"]);
        case("color:red", &[]);
    }

    #[test]
    fn a_condition_is_put_in_and_taken_out_again() {
        let with = toggle("mkt", "state", "Pending approval");
        assert_eq!(with, "mkt state:=\"Pending approval\"");
        case(&with, &["Marketing"]);
        assert!(asks(&with, "state", "Pending approval"));
        assert_eq!(toggle(&with, "state", "Pending approval"), "mkt");
    }

    #[test]
    fn unfinished_filters_do_not_hide_everything() {
        for text in ["-", "\"", "state:", "state:>", " "] {
            case(text, &["Sales tools", "Marketing", "Marketing tools"]);
        }
    }

    #[test]
    fn the_best_match_comes_first() {
        let texts = ["Switch persona", "Assign directly", "Assignments"];
        let ranked = Fuzzy::default().rank("assi", texts.into_iter());
        assert_eq!(ranked, [1, 2]);
        let approvers = ["Manager as approver", "Approver"];
        let ranked = Fuzzy::default().rank("appr", approvers.into_iter());
        assert_eq!(ranked, [1, 0]);
        let all = Fuzzy::default().rank("", texts.into_iter());
        assert_eq!(all, [0, 1, 2]);
    }
}
