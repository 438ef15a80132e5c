//! The walk of a rule: what it asks of a person, comparison by comparison.

use super::{Attributes, MembershipRule, Place, Property, Term, Timestamp, Value, judge};

/// One comparison of a rule, made for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause<'a> {
    /// The comparison in the rule's own words.
    pub text: String,
    /// What it asks about.
    pub property: Property,
    /// What the person has there.
    pub found: Value<'a>,
    /// Whether it holds.
    pub holds: bool,
}

impl MembershipRule {
    /// Makes every comparison of the rule for a person, those included that decide nothing.
    pub fn clauses<'a>(&self, person: &'a dyn Attributes, now: Timestamp) -> Vec<Clause<'a>> {
        let comparisons = self.root.comparisons().into_iter();
        comparisons
            .zip(&self.places)
            .map(|((property, term), place)| Clause {
                text: self.words(place),
                property,
                found: person.value(property),
                holds: judge::holds(term, person, now),
            })
            .collect()
    }

    fn words(&self, place: &Place) -> String {
        let letters = self.text.chars().skip(place.start.saturating_sub(1));
        let stretch: String = letters.take(place.len()).collect();
        stretch.trim_end().to_owned()
    }
}

impl Term {
    /// Lists the comparisons in the order in which they are written.
    fn comparisons(&self) -> Vec<(Property, &Self)> {
        match self {
            Self::Or(terms) | Self::And(terms) => {
                terms.iter().flat_map(Self::comparisons).collect()
            }
            Self::Not(term) => term.comparisons(),
            Self::Is(property, _) | Self::Of(property, ..) => vec![(*property, self)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody in Sales of whom nothing else is known.
    struct Seller;

    impl Attributes for Seller {
        fn value(&self, property: Property) -> Value<'_> {
            if property == Property::Department {
                Value::Text("Sales")
            } else {
                Value::Null
            }
        }
    }

    fn rule() -> MembershipRule {
        let text = "(user.department -eq \"Sales\" ) -and -not (user.city eq 'Oslo') -or user.employeeHireDate -ge system.now -minus P9D";
        MembershipRule::parse(text).unwrap()
    }

    #[test]
    fn each_comparison_is_told_in_its_own_words_with_what_was_found() {
        let clauses = rule();
        let clauses = clauses.clauses(&Seller, Timestamp::from_seconds(0));
        let told: Vec<(&str, &Value<'_>, bool)> = clauses
            .iter()
            .map(|clause| (clause.text.as_str(), &clause.found, clause.holds))
            .collect();
        let hired = "user.employeeHireDate -ge system.now -minus P9D";
        assert_eq!(
            told,
            [
                ("user.department -eq \"Sales\"", &Value::Text("Sales"), true),
                ("user.city eq 'Oslo'", &Value::Null, false),
                (hired, &Value::Null, false),
            ]
        );
    }
}
