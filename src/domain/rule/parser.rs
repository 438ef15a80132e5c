//! Reads a rule: comparisons bind closest, then `-not`, `-and`, `-or`.

use super::token::{Placed, Token, tokens};
use super::{Comparison, Kind, Operator, Place, Problem, Property, Quantity, RuleError, Term};

mod operand;

/// How deep parentheses may lie.
const DEEPEST: usize = 64;
/// The beginning of every property's name.
const USER: &str = "user.";

/// Reads a rule and says where its comparisons stand.
pub(super) fn parse(text: &str) -> Result<(Term, Vec<Place>), RuleError> {
    let end = text.chars().count() + 1;
    let mut parser = Parser {
        tokens: tokens(text)?.into_iter().peekable(),
        end,
        depth: 0,
        places: Vec::new(),
    };
    let root = parser.or()?;
    match parser.tokens.next() {
        None => Ok((root, parser.places)),
        Some(extra) => Err(unexpected(&extra, "-and, -or or the end")),
    }
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Placed>>,
    end: usize,
    depth: usize,
    places: Vec<Place>,
}

impl Parser {
    fn or(&mut self) -> Result<Term, RuleError> {
        let first = self.and()?;
        let mut terms = vec![first];
        while self.skip_word("or") {
            terms.push(self.and()?);
        }
        Ok(joined(terms, Term::Or))
    }

    fn and(&mut self) -> Result<Term, RuleError> {
        let first = self.not()?;
        let mut terms = vec![first];
        while self.skip_word("and") {
            terms.push(self.not()?);
        }
        Ok(joined(terms, Term::And))
    }

    fn not(&mut self) -> Result<Term, RuleError> {
        let mut turned = false;
        while self.skip_word("not") {
            turned = !turned;
        }
        let term = self.primary()?;
        Ok(if turned {
            Term::Not(Box::new(term))
        } else {
            term
        })
    }

    fn primary(&mut self) -> Result<Term, RuleError> {
        let next = self.next("a comparison such as user.department -eq \"Sales\"")?;
        match &next.token {
            Token::Open => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(at(next.at, Problem::TooDeep));
                }
                let inner = self.or()?;
                self.expect(&Token::Close, "\")\"")?;
                self.depth -= 1;
                Ok(inner)
            }
            Token::Word(word) => {
                let property = property(word).map_err(|problem| at(next.at, problem))?;
                let comparison = self.comparison(property)?;
                let after = self.tokens.peek().map_or(self.end, |token| token.at);
                self.places.push(next.at..after);
                Ok(comparison)
            }
            Token::Text(_) | Token::Close | Token::OpenList | Token::CloseList | Token::Comma => {
                Err(unexpected(
                    &next,
                    "a comparison such as user.city -eq \"Oslo\"",
                ))
            }
        }
    }

    fn comparison(&mut self, property: Property) -> Result<Term, RuleError> {
        if property.kind() == Kind::Texts {
            return self.several(property);
        }
        let comparison = self.compared(property)?;
        Ok(Term::Is(property, comparison))
    }

    /// Reads `-any (_ -endsWith "@contoso.com")`.
    fn several(&mut self, property: Property) -> Result<Term, RuleError> {
        let quantity = if self.skip_word("any") {
            Quantity::Any
        } else if self.skip_word("all") {
            Quantity::All
        } else {
            let next = self.next("-any or -all")?;
            return Err(unexpected(&next, "-any or -all"));
        };
        self.expect(&Token::Open, "\"(\"")?;
        self.expect(
            &Token::Word("_".to_owned()),
            "_, which stands for each value",
        )?;
        let comparison = self.compared(property)?;
        self.expect(&Token::Close, "\")\"")?;
        Ok(Term::Of(property, quantity, comparison))
    }

    fn compared(&mut self, property: Property) -> Result<Comparison, RuleError> {
        const WANTED: &str = "an operator such as -eq";
        let next = self.next(WANTED)?;
        let operator = match &next.token {
            Token::Word(word) => operator(word),
            Token::Text(_)
            | Token::Open
            | Token::Close
            | Token::OpenList
            | Token::CloseList
            | Token::Comma => None,
        };
        let operator = operator.ok_or_else(|| unexpected(&next, WANTED))?;
        if !fits(property.kind(), operator) {
            return Err(at(next.at, Problem::WrongOperator(property, operator)));
        }
        let operand = match operator {
            Operator::In | Operator::NotIn => self.list()?,
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
            | Operator::AtMost
            | Operator::AtLeast => self.operand(property, operator)?,
        };
        Ok(Comparison { operator, operand })
    }

    fn next(&mut self, wanted: &'static str) -> Result<Placed, RuleError> {
        self.tokens.next().ok_or_else(|| {
            at(
                self.end,
                Problem::Unexpected {
                    wanted,
                    found: "the end".to_owned(),
                },
            )
        })
    }

    fn expect(&mut self, token: &Token, wanted: &'static str) -> Result<(), RuleError> {
        let next = self.next(wanted)?;
        if next.token == *token {
            Ok(())
        } else {
            Err(unexpected(&next, wanted))
        }
    }

    /// Passes over a keyword, which may be written with or without its hyphen.
    fn skip_word(&mut self, keyword: &str) -> bool {
        self.tokens
            .next_if(|next| matches!(&next.token, Token::Word(word) if is_keyword(word, keyword)))
            .is_some()
    }
}

fn is_keyword(word: &str, keyword: &str) -> bool {
    word.strip_prefix('-')
        .unwrap_or(word)
        .eq_ignore_ascii_case(keyword)
}

fn operator(word: &str) -> Option<Operator> {
    Operator::ALL
        .iter()
        .copied()
        .find(|operator| is_keyword(word, operator.word()))
}

fn property(word: &str) -> Result<Property, Problem> {
    let Some(name) = word.strip_prefix(USER) else {
        return Err(if word.starts_with("device.") {
            Problem::NotAboutUsers
        } else {
            Problem::Unexpected {
                wanted: "a property such as user.department",
                found: format!("\"{word}\""),
            }
        });
    };
    if name.starts_with("memberof") || name.starts_with("memberOf") {
        return Err(Problem::NotAboutUsers);
    }
    Property::find(name).ok_or_else(|| Problem::UnknownProperty(name.to_owned()))
}

/// Tells whether an operator goes with what a property holds.
const fn fits(kind: Kind, operator: Operator) -> bool {
    let equality = matches!(operator, Operator::Equals | Operator::NotEquals);
    let order = matches!(operator, Operator::AtMost | Operator::AtLeast);
    let list = matches!(operator, Operator::In | Operator::NotIn);
    match kind {
        Kind::Flag => equality,
        Kind::Instant => equality || order,
        Kind::Text => !order,
        Kind::Texts => !order && !list,
    }
}

fn joined(mut terms: Vec<Term>, join: fn(Vec<Term>) -> Term) -> Term {
    match terms.pop() {
        Some(only) if terms.is_empty() => only,
        Some(last) => {
            terms.push(last);
            join(terms)
        }
        None => join(terms),
    }
}

const fn at(at: usize, problem: Problem) -> RuleError {
    RuleError::Unreadable { at, problem }
}

fn unexpected(found: &Placed, wanted: &'static str) -> RuleError {
    at(
        found.at,
        Problem::Unexpected {
            wanted,
            found: found.token.describe(),
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::rule::{LONGEST_RULE, MembershipRule, RuleError};

    #[track_caller]
    fn case(rule: &str, expected: &str) {
        let error = MembershipRule::parse(rule).unwrap_err();
        assert_eq!(error.to_string(), expected, "{rule}");
    }

    #[test]
    fn an_unreadable_rule_is_refused_with_the_place_and_what_belongs_there() {
        let place =
            |at: usize, problem: &str| format!("cannot be read at character {at}: {problem}");
        case(
            "user.dept -eq \"Sales\"",
            &place(
                1,
                "users have no property \"dept\"; names are compared with regard to case",
            ),
        );
        case(
            "user.department \"Sales\"",
            &place(
                17,
                "expected an operator such as -eq, found the text \"Sales\"",
            ),
        );
        case(
            "user.department -eq Sales",
            &place(21, "user.department needs a text in quotes"),
        );
        case(
            "user.department -eq \"Sales",
            &place(21, "the string that begins here never ends"),
        );
        case(
            "user.department -ge \"Sales\"",
            &place(17, "user.department cannot be compared with -ge"),
        );
        case(
            "(user.department -eq \"Sales\"",
            &place(29, "expected \")\", found the end"),
        );
        case(
            "user.department -eq \"Sales\" user.city -eq \"Oslo\"",
            &place(29, "expected -and, -or or the end, found \"user.city\""),
        );
        case(
            "user.memberof -any (group.objectId -in ['x'])",
            &place(1, "rules about groups and devices are not supported"),
        );
        case(
            "",
            &place(
                1,
                "expected a comparison such as user.department -eq \"Sales\", found the end",
            ),
        );
    }

    #[test]
    fn rules_have_a_length_and_a_depth() {
        let long = format!("user.city -eq \"{}\"", "x".repeat(LONGEST_RULE));
        assert!(matches!(
            MembershipRule::parse(&long),
            Err(RuleError::TooLong { .. })
        ));
        let deep = format!("{}user.city -eq null{}", "(".repeat(65), ")".repeat(65));
        assert!(MembershipRule::parse(&deep).is_err());
    }

    #[test]
    fn a_rule_keeps_its_own_words() {
        let text = "user.displayName -eq \"a `\"quoted`\" name\" ";
        assert_eq!(MembershipRule::parse(text).unwrap().as_str(), text.trim());
    }
}
