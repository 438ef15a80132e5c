//! The language of filters: `free words`, `field:value`, `field:>2026-03-01`, `-word`, `"as is"`.
//!
//! Works on the text of cells as people see them, so what matches can be checked by looking.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::ui::view::{Head, Phrase};

/// Stands between the cells of a row; no cell holds it, because cells are one line of safe text.
const BETWEEN: char = '\n';

/// One condition of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// The letters appear in this order in one cell.
    Fuzzy(String),
    /// The words appear as they are in one cell.
    Exact(String),
    /// The words appear in no cell.
    Without(String),
    /// The cell of a field contains the words.
    Field(String, String),
    /// The cell of a field comes after the words.
    After(String, String),
    /// The cell of a field comes before the words.
    Before(String, String),
}

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

    /// Tells for each row, given as its [`haystack`], whether it matches.
    pub fn matches(&self, rows: &[String], fields: &[String]) -> Vec<bool> {
        let mut fuzzy = Fuzzy::default();
        let conditions: Vec<Condition> = self
            .terms
            .iter()
            .map(|term| condition(term, fields))
            .collect();
        rows.iter()
            .map(|row| conditions.iter().all(|one| one.holds(row, &mut fuzzy)))
            .collect()
    }
}

/// A condition made ready for many rows.
enum Condition {
    Fuzzy(Atom),
    Contains(String),
    Without(String),
    Cell(usize, Comparison, String),
    Never,
}

#[derive(Clone, Copy)]
enum Comparison {
    Contains,
    After,
    Before,
}

impl Condition {
    fn holds(&self, row: &str, fuzzy: &mut Fuzzy) -> bool {
        match self {
            Self::Fuzzy(atom) => fuzzy.score(atom, row).is_some(),
            Self::Contains(words) => row.to_lowercase().contains(words),
            Self::Without(words) => !row.to_lowercase().contains(words),
            Self::Never => false,
            Self::Cell(place, comparison, words) => {
                let cell = row.split(BETWEEN).nth(*place).unwrap_or_default();
                let cell = cell.to_lowercase();
                match comparison {
                    Comparison::Contains => cell.contains(words),
                    Comparison::After => compare(&cell, words).is_gt(),
                    Comparison::Before => compare(&cell, words).is_lt(),
                }
            }
        }
    }
}

/// Compares numbers as numbers and everything else as text; ISO dates order as text.
fn compare(one: &str, other: &str) -> std::cmp::Ordering {
    match (one.parse::<i64>(), other.parse::<i64>()) {
        (Ok(one), Ok(other)) => one.cmp(&other),
        _ => one.cmp(other),
    }
}

fn condition(term: &Term, fields: &[String]) -> Condition {
    let cell = |field: &str, comparison, words: &str| match fields
        .iter()
        .position(|known| known.starts_with(field))
    {
        Some(place) => Condition::Cell(place, comparison, words.to_owned()),
        None => Condition::Never,
    };
    match term {
        Term::Fuzzy(words) => Condition::Fuzzy(atom(words)),
        Term::Exact(words) => Condition::Contains(words.clone()),
        Term::Without(words) => Condition::Without(words.clone()),
        Term::Field(field, words) => cell(field, Comparison::Contains, words),
        Term::After(field, words) => cell(field, Comparison::After, words),
        Term::Before(field, words) => cell(field, Comparison::Before, words),
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
    let known = |term: fn(String) -> Term, text: &str| {
        let words = bare(text);
        (!words.is_empty()).then(|| term(words))
    };
    if let Some(rest) = word.strip_prefix('-') {
        return known(Term::Without, rest);
    }
    if word.starts_with('"') {
        return known(Term::Exact, word);
    }
    let Some((field, value)) = word.split_once(':').filter(|(field, _)| !field.is_empty()) else {
        return known(Term::Fuzzy, word);
    };
    let field = bare(field);
    let (term, value): (fn(String, String) -> Term, &str) = match value.chars().next() {
        Some('>') => (Term::After, value.strip_prefix('>').unwrap_or(value)),
        Some('<') => (Term::Before, value.strip_prefix('<').unwrap_or(value)),
        _ => (Term::Field, value),
    };
    let value = bare(value);
    (!value.is_empty()).then(|| term(field, value))
}

/// Returns the text in which filters look: the cells of a row.
pub fn haystack(cells: &[Phrase]) -> String {
    let cells: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    cells.join(&BETWEEN.to_string())
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
    Atom::new(
        word,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(filter: &str, expected: &[&str]) {
        let rows = [
            ["Sales tools", "delivered", "2026-03-01"],
            ["Marketing", "pending approval", "2026-04-01"],
            ["Marketing tools", "denied", "12"],
        ];
        let fields = ["name", "state", "ends"].map(str::to_owned);
        let texts: Vec<String> = rows
            .iter()
            .map(|cells| haystack(&cells.map(Phrase::plain)))
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
        case("state:pending", &["Marketing"]);
        case("st:pending", &["Marketing"]);
        case("-tools", &["Marketing"]);
        case("\"sales tools\"", &["Sales tools"]);
        case("state:\"pending approval\"", &["Marketing"]);
        case("ends:>2026-03-15", &["Marketing"]);
        case("ends:<100", &["Marketing tools"]);
        case("color:red", &[]);
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
