//! The language of filters: `free words`, `field:value`, `field:>2026-03-01`, `field:today..+7d`,
//! `-word`, `"as is"`.
//!
//! Works on the text of cells as people see them, so what matches can be checked by looking. Free
//! words look in the columns that somebody wants to see, also where the width of the screen drops
//! some, so that a list holds the same rows at every width; `field:value` looks in every column. Days
//! may be typed as in forms; a filter that says `+7d` counts from today, also when it is tomorrow.

use chrono::NaiveDate;

use crate::domain::typed_date;
use crate::ui::list::arrangement::Line;
use crate::ui::list::fuzzy::Fuzzy;
use crate::ui::view::Head;

use condition::{Condition, condition};

mod condition;

/// One condition of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// The word appears in a row; where it appears in none, its letters in this order do, in one cell
    /// that does not only have room on wide screens.
    Fuzzy(String),
    /// The words appear as they are in one cell.
    Exact(String),
    /// The cell of a field stands in a relation to the words.
    Field(String, Comparison, String),
    /// Both hold, as both ends of a range do.
    Both(Box<Term>, Box<Term>),
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

/// What the conditions of a filter speak of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'a> {
    /// The columns, whose titles are the names of fields.
    pub heads: &'a [Head],
    /// The day from which days in words are counted.
    pub today: NaiveDate,
}

impl Fields<'_> {
    /// Tells whether strewn letters count in a column: whoever typed them has to see why a row is there.
    fn takes_strewn(&self, place: usize) -> bool {
        !self.heads.get(place).is_some_and(Head::is_spare)
    }

    fn place(&self, name: &str) -> Option<usize> {
        let mut heads = self.heads.iter();
        heads.position(|head| field_name(head).starts_with(name))
    }

    /// Reads what a cell is compared with: a day in words is the date, where the cells are dates.
    fn compared(&self, words: &str, place: usize, rows: &[Line]) -> String {
        let day = typed_date::parse(words, self.today).ok();
        let day = day.filter(|_| rows.iter().any(|row| is_date(row.cell(place))));
        day.map_or_else(|| words.to_owned(), |day| day.to_string())
    }
}

/// Tells whether a cell in full begins with a date.
pub(super) fn is_date(cell: &str) -> bool {
    let date = cell.get(..10);
    date.is_some_and(|date| date.parse::<NaiveDate>().is_ok())
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

    /// Tells for each row whether it matches.
    pub(super) fn matches(&self, rows: &[Line], fields: Fields<'_>) -> Vec<bool> {
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

/// Adds a condition to a filter, or takes it out when it is there.
pub fn toggle(filter: &str, condition: &str) -> String {
    let mut kept = words(filter);
    let before = kept.len();
    kept.retain(|word| *word != condition);
    if kept.len() == before {
        kept.push(condition.to_owned());
    }
    kept.retain(|word| !word.is_empty());
    kept.join(" ")
}

/// Tells whether a filter has a condition.
pub fn asks(filter: &str, condition: &str) -> bool {
    words(filter).iter().any(|word| word == condition)
}

/// Writes the condition that a field has a value.
pub fn exactly(head: &Head, value: &str) -> String {
    format!("{}:=\"{}\"", field_name(head), value.replace('"', ""))
}

/// Writes the condition that a field lies in a range of days.
pub fn within(head: &Head, days: &str) -> String {
    format!("{}:{days}", field_name(head))
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
            other @ (Term::Exact(_) | Term::Field(..) | Term::Both(..) | Term::Not(_)) => other,
        };
        return Some(Term::Not(Box::new(term)));
    }
    if word.starts_with('"') {
        return filled(word).map(Term::Exact);
    }
    let Some((field, value)) = word.split_once(':').filter(|(field, _)| !field.is_empty()) else {
        return filled(word).map(Term::Fuzzy);
    };
    if let Some((from, to)) = value.split_once("..") {
        let end = |comparison, value| {
            let value = filled(value)?;
            Some(Term::Field(bare(field), comparison, value))
        };
        let ends = (end(Comparison::AtLeast, from), end(Comparison::AtMost, to));
        return match ends {
            (Some(from), Some(to)) => Some(Term::Both(Box::new(from), Box::new(to))),
            (from, to) => from.or(to),
        };
    }
    let sign = SIGNS.iter().find_map(|(sign, comparison)| {
        let value = value.strip_prefix(sign)?;
        Some((*comparison, value))
    });
    let (comparison, value) = sign.unwrap_or((Comparison::Contains, value));
    filled(value).map(|value| Term::Field(bare(field), comparison, value))
}

/// Returns the name of a column in filters.
fn field_name(head: &Head) -> String {
    head.title.as_str().to_lowercase().replace(' ', "")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ui::view::{Align, Cut, Phrase};

    #[track_caller]
    fn case(filter: &str, expected: &[&str]) {
        let rows = [
            ["Sales tools", "delivered", "2026-03-01"],
            ["Marketing", "pending approval", "2026-04-01"],
            ["Marketing tools", "denied", "12"],
        ];
        let heads = ["Name", "State", "Ends"].map(|title| Head {
            title: title.into(),
            brief: "",
            width: 8,
            least: 0,
            short: 0,
            priority: 0,
            align: Align::Left,
            cut: Cut::End,
        });
        let fields = Fields {
            heads: &heads,
            today: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
        };
        let texts: Vec<Line> = rows
            .iter()
            .map(|cells| Line::new(&cells.map(Phrase::plain), &BTreeSet::new()))
            .collect();
        let found: Vec<&str> = Filter::parse(filter)
            .matches(&texts, fields)
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
        // No cell of its own holds these letters, but the row as a whole does.
        case("mgden", &[]);
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
        case("ends:2026-03-01..2026-03-31", &["Sales tools"]);
        case("ends:..2026-03-31", &["Sales tools", "Marketing tools"]);
        case("ends:2026-03-02..", &["Marketing"]);
        case(
            "-ends:2026-03-01..2026-03-31",
            &["Marketing", "Marketing tools"],
        );
        case("ends:..", &["Sales tools", "Marketing", "Marketing tools"]);
    }

    #[test]
    fn strewn_letters_count_only_where_they_can_be_seen_and_words_in_every_column_wanted() {
        let head = |title: &str, priority| Head {
            title: title.into(),
            brief: "",
            width: 8,
            least: 0,
            short: 0,
            priority,
            align: Align::Left,
            cut: Cut::End,
        };
        let heads = [head("Name", 0), head("State", 1), head("Description", 6)];
        let fields = Fields {
            heads: &heads,
            today: NaiveDate::default(),
        };
        let row = ["Ledger", "pending", "Books of the year"].map(Phrase::plain);
        let finds = |filter: &str, hidden: &[usize]| {
            let hidden = hidden.iter().copied().collect();
            let line = Line::new(&row, &hidden);
            Filter::parse(filter).matches(&[line], fields)[0]
        };
        assert!(finds("pdg", &[]) && !finds("pdg", &[1]));
        assert!(
            !finds("boy", &[]),
            "letters of a column that only wide screens show"
        );
        assert!(finds("books", &[]) && !finds("books", &[2]));
        assert!(finds("description:books", &[2]));
    }

    #[test]
    fn days_in_words_count_from_today_where_a_field_has_dates() {
        case("ends:today", &["Sales tools"]);
        case("ends:>+7d", &["Marketing"]);
        case("ends:today..+31d", &["Sales tools", "Marketing"]);
        case("ends:>\"31 mar\"", &["Marketing"]);
        case("name:today", &[]);
    }

    #[test]
    fn a_condition_is_put_in_and_taken_out_again() {
        let condition = "state:=\"Pending approval\"";
        let with = toggle("mkt", condition);
        assert_eq!(with, "mkt state:=\"Pending approval\"");
        case(&with, &["Marketing"]);
        assert!(asks(&with, condition));
        assert_eq!(toggle(&with, condition), "mkt");
    }

    #[test]
    fn unfinished_filters_do_not_hide_everything() {
        for text in ["-", "\"", "state:", "state:>", " "] {
            case(text, &["Sales tools", "Marketing", "Marketing tools"]);
        }
    }
}
