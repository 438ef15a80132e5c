//! The words that a filter wants to find.

use crate::ui::list::filter::{Comparison, Filter, Term};

/// Lists in small letters the words that a filter wants to find, in whatever field.
pub fn named(filter: &str) -> Vec<String> {
    let mut found = Vec::new();
    for term in Filter::parse(filter).terms {
        wanted(term, &mut found);
    }
    found
}

fn wanted(term: Term, found: &mut Vec<String>) {
    match term {
        Term::Fuzzy(words)
        | Term::Exact(words)
        | Term::Field(_, Comparison::Contains | Comparison::Is, words) => {
            found.push(words.to_lowercase());
        }
        Term::Both(one, other) => {
            wanted(*one, found);
            wanted(*other, found);
        }
        Term::Field(
            _,
            Comparison::After | Comparison::AtLeast | Comparison::Before | Comparison::AtMost,
            _,
        )
        | Term::Not(_) => {}
    }
}
