//! Judges a person by a rule, and says when time alone may turn the judgement.

use super::{
    Attributes, Comparison, Operand, Operator, Property, Quantity, Sense, Shift, Term, Value,
};
use crate::domain::time::{Span, Timestamp};

/// The resolution of instants.
const SECOND: Span = Span::seconds(1);

pub(super) fn holds(term: &Term, person: &dyn Attributes, now: Timestamp) -> bool {
    match term {
        Term::Or(terms) => terms.iter().any(|term| holds(term, person, now)),
        Term::And(terms) => terms.iter().all(|term| holds(term, person, now)),
        Term::Not(term) => !holds(term, person, now),
        Term::Is(property, comparison) => compares(comparison, &person.value(*property), now),
        Term::Of(property, quantity, comparison) => {
            several(*property, *quantity, comparison, person, now)
        }
    }
}

fn several(
    property: Property,
    quantity: Quantity,
    comparison: &Comparison,
    person: &dyn Attributes,
    now: Timestamp,
) -> bool {
    let Value::Texts(texts) = person.value(property) else {
        return compares(comparison, &Value::Null, now);
    };
    if texts.is_empty() {
        return compares(comparison, &Value::Null, now);
    }
    let mut each = texts
        .into_iter()
        .map(|text| compares(comparison, &Value::Text(text), now));
    match quantity {
        Quantity::Any => each.any(|holds| holds),
        Quantity::All => each.all(|holds| holds),
    }
}

/// Compares one value; null fails every positive operator and passes every negated one, except
/// that it is what it is when compared with null.
fn compares(comparison: &Comparison, value: &Value<'_>, now: Timestamp) -> bool {
    let Comparison { operator, operand } = comparison;
    let alike = match (operand, value) {
        (Operand::Null, value) => *value == Value::Null,
        (Operand::Flag(wanted), Value::Flag(found)) => wanted == found,
        (Operand::Text(wanted), Value::Text(found)) => text(*operator, wanted, found),
        (Operand::Texts(wanted), Value::Text(found)) => wanted.contains(&found.to_lowercase()),
        (Operand::Pattern(pattern), Value::Text(found)) => pattern.0.is_match(found),
        (Operand::Instant(wanted), Value::Instant(found)) => instant(*operator, *wanted, *found),
        (Operand::Now(shift), Value::Instant(found)) => instant(*operator, shift.from(now), *found),
        (
            Operand::Flag(_)
            | Operand::Text(_)
            | Operand::Texts(_)
            | Operand::Pattern(_)
            | Operand::Instant(_)
            | Operand::Now(_),
            Value::Null | Value::Text(_) | Value::Flag(_) | Value::Instant(_) | Value::Texts(_),
        ) => false,
    };
    match operator.sense() {
        Sense::Positive => alike,
        Sense::Negated => !alike,
    }
}

/// Tells whether a text is like the wanted one in the way an operator or its opposite asks.
fn text(operator: Operator, wanted: &str, found: &str) -> bool {
    let found = found.to_lowercase();
    match operator {
        Operator::StartsWith | Operator::NotStartsWith => found.starts_with(wanted),
        Operator::EndsWith | Operator::NotEndsWith => found.ends_with(wanted),
        Operator::Contains | Operator::NotContains => found.contains(wanted),
        Operator::Equals
        | Operator::NotEquals
        | Operator::Matches
        | Operator::NotMatches
        | Operator::AtMost
        | Operator::AtLeast
        | Operator::In
        | Operator::NotIn => found == wanted,
    }
}

fn instant(operator: Operator, wanted: Timestamp, found: Timestamp) -> bool {
    match operator {
        Operator::AtMost => found <= wanted,
        Operator::AtLeast => found >= wanted,
        Operator::Equals
        | Operator::NotEquals
        | Operator::StartsWith
        | Operator::NotStartsWith
        | Operator::EndsWith
        | Operator::NotEndsWith
        | Operator::Contains
        | Operator::NotContains
        | Operator::Matches
        | Operator::NotMatches
        | Operator::In
        | Operator::NotIn => found == wanted,
    }
}

/// Returns the first instant after `now` at which a comparison with the present turns.
pub(super) fn next_turn(term: &Term, person: &dyn Attributes, now: Timestamp) -> Option<Timestamp> {
    match term {
        Term::Or(terms) | Term::And(terms) => terms
            .iter()
            .filter_map(|term| next_turn(term, person, now))
            .min(),
        Term::Not(term) => next_turn(term, person, now),
        Term::Is(property, comparison) => match &comparison.operand {
            Operand::Now(shift) => match person.value(*property) {
                Value::Instant(found) => turn(*shift, found, now),
                Value::Null | Value::Text(_) | Value::Flag(_) | Value::Texts(_) => None,
            },
            Operand::Null
            | Operand::Flag(_)
            | Operand::Text(_)
            | Operand::Texts(_)
            | Operand::Pattern(_)
            | Operand::Instant(_) => None,
        },
        Term::Of(..) => None,
    }
}

/// A value is level with the moved present for one second; judgements turn there and right after.
fn turn(shift: Shift, found: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let level = shift.back(found);
    [level, level.plus(SECOND)]
        .into_iter()
        .find(|instant| *instant > now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::rule::MembershipRule;

    /// A person as a table of properties.
    #[derive(Default)]
    struct Somebody {
        texts: BTreeMap<Property, &'static str>,
        other_mails: Vec<&'static str>,
        enabled: bool,
        hired: Option<Timestamp>,
    }

    impl Attributes for Somebody {
        fn value(&self, property: Property) -> Value<'_> {
            if property == Property::AccountEnabled {
                Value::Flag(self.enabled)
            } else if property == Property::EmployeeHireDate {
                self.hired.map_or(Value::Null, Value::Instant)
            } else if property == Property::OtherMails {
                Value::Texts(self.other_mails.clone())
            } else {
                self.texts.get(&property).copied().into()
            }
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn ana() -> Somebody {
        Somebody {
            texts: BTreeMap::from([
                (Property::Department, "Sales"),
                (Property::JobTitle, "SDE II"),
                (Property::Country, "US"),
            ]),
            other_mails: vec!["ana@contoso.com", "ana@example.org"],
            enabled: true,
            hired: Some(at("2026-03-01T00:00:00Z")),
        }
    }

    #[track_caller]
    fn case(rule: &str, expected: bool) {
        let rule = MembershipRule::parse(rule).unwrap();
        assert_eq!(
            rule.matches(&ana(), at("2026-03-10T00:00:00Z")),
            expected,
            "{}",
            rule.as_str()
        );
    }

    #[test]
    fn strings_are_compared_without_regard_to_case() {
        case("user.department -eq \"sales\"", true);
        case("(user.department eq 'SALES')", true);
        case("user.department -in [\"Marketing\", \"sales\"]", true);
        case("user.department -notIn [\"sales\"]", false);
        case("user.jobTitle -startsWith \"sde\"", true);
        case("user.jobTitle -match \"^sde .I$\"", true);
        case("user.jobTitle -match \"D\"", true);
        case("user.jobTitle -notMatch \"^D\"", true);
    }

    #[test]
    fn not_binds_closer_than_and_and_and_closer_than_or() {
        let sales = "user.department -eq \"Sales\"";
        let norway = "user.country -eq \"NO\"";
        case(&format!("{sales} -or {norway} -and {norway}"), true);
        case(&format!("({sales} -or {norway}) -and {norway}"), false);
        case(&format!("-not {norway} -and {sales}"), true);
        case(&format!("-not ({norway} -or {sales})"), false);
        case(&format!("not not {sales}"), true);
    }

    #[test]
    fn a_missing_attribute_fails_what_is_asked_and_passes_what_is_denied() {
        case("user.city -eq \"Oslo\"", false);
        case("user.city -contains \"\"", false);
        case("user.city -ne \"Oslo\"", true);
        case("user.city -notContains \"Os\"", true);
        case("user.city -eq null", true);
        case("user.city -ne null", false);
        case("user.department -ne null", true);
        case("user.proxyAddresses -any (_ -eq \"x\")", false);
        case("user.proxyAddresses -all (_ -ne \"x\")", true);
    }

    #[test]
    fn some_or_all_of_several_values_are_asked_for() {
        case("user.otherMails -any (_ -endsWith \"@contoso.com\")", true);
        case("user.otherMails -all (_ -endsWith \"@contoso.com\")", false);
        case("user.otherMails -all (_ -startsWith \"ana\")", true);
    }

    #[test]
    fn flags_and_dates_are_compared_as_what_they_are() {
        case("user.accountEnabled -eq true", true);
        case("user.accountEnabled -ne true", false);
        case("user.employeeHireDate -eq 2026-03-01", true);
        case("user.employeeHireDate -le \"2026-02-28\"", false);
        case("user.employeeHireDate -ge system.now -minus P9D", true);
        case("user.employeeHireDate -ge system.now -minus P8D", false);
    }

    #[test]
    fn a_rule_about_the_present_says_when_it_turns() {
        let rule =
            MembershipRule::parse("user.employeeHireDate -ge system.now -minus P30D").unwrap();
        let mut now = at("2026-03-10T00:00:00Z");
        let mut judgements = vec![rule.matches(&ana(), now)];
        while let Some(turn) = rule.turns_after(&ana(), now) {
            let before = Timestamp::from_seconds(turn.seconds() - 1);
            assert_eq!(rule.matches(&ana(), before), rule.matches(&ana(), now));
            now = turn;
            judgements.push(rule.matches(&ana(), now));
        }
        assert_eq!(judgements, [true, true, false]);
        assert_eq!(now, at("2026-03-31T00:00:01Z"));
        let plain = MembershipRule::parse("user.accountEnabled -eq true").unwrap();
        assert_eq!(plain.turns_after(&ana(), now), None);
    }
}
