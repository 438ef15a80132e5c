//! The rule language of dynamic groups and automatic assignment policies.
//!
//! A rule such as `user.department -eq "Sales" -and -not (user.jobTitle -startsWith "SDE")` is read
//! once, when it is accepted, and judged for one person at a time. Property names are compared with
//! regard to case, strings without. A missing attribute is null: it fails every positive operator
//! and passes every negated one. Rules about groups (`memberOf`) and devices are refused.

use std::collections::BTreeSet;
use std::fmt;

use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::domain::time::{Span, Timestamp};

mod judge;
mod parser;
mod property;
mod token;

pub use property::{Kind, Property};

/// The most characters of a rule.
pub const LONGEST_RULE: usize = 3_072;

/// A rule in its own words together with what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MembershipRule {
    text: String,
    root: Term,
}

impl MembershipRule {
    /// Reads a rule; the error says where it cannot be read and what was expected there.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let length = text.chars().count();
        if length > LONGEST_RULE {
            return Err(RuleError::TooLong { length });
        }
        let root = parser::parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            root,
        })
    }

    /// Returns the rule as it was written; whoever shows it goes through [`crate::domain::text::Safe`].
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Tells whether a person with these attributes matches at an instant.
    pub fn matches(&self, person: &dyn Attributes, now: Timestamp) -> bool {
        judge::holds(&self.root, person, now)
    }

    /// Returns the properties that the rule asks for.
    pub fn reads(&self) -> BTreeSet<Property> {
        let mut found = BTreeSet::new();
        self.root.reads(&mut found);
        found
    }

    /// Tells whether the rule compares anything with the present.
    pub fn heeds_time(&self) -> bool {
        self.root.heeds_time()
    }

    /// Returns the first instant after `now` at which the rule may judge the same attributes
    /// otherwise; `None` when time does not matter to it.
    pub fn turns_after(&self, person: &dyn Attributes, now: Timestamp) -> Option<Timestamp> {
        judge::next_turn(&self.root, person, now)
    }
}

impl TryFrom<String> for MembershipRule {
    type Error = RuleError;
    fn try_from(text: String) -> Result<Self, RuleError> {
        Self::parse(&text)
    }
}

impl From<MembershipRule> for String {
    fn from(rule: MembershipRule) -> Self {
        rule.text
    }
}

/// Why a text is no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// More characters than a rule may have.
    #[error("has {length} characters, at most {LONGEST_RULE} are allowed")]
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// A word that is not understood.
    #[error("cannot be read at character {at}: {problem}")]
    Unreadable {
        /// The character, counted from 1.
        at: usize,
        /// What is wrong there.
        problem: Problem,
    },
}

/// What is wrong at one place of a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Something else should stand there.
    #[error("expected {wanted}, found {found}")]
    Unexpected {
        /// What should stand there.
        wanted: &'static str,
        /// What stands there.
        found: String,
    },
    /// A string without its end.
    #[error("the string that begins here never ends")]
    OpenString,
    /// A property that users do not have.
    #[error("users have no property \"{0}\"; names are compared with regard to case")]
    UnknownProperty(String),
    /// Something that rules about users cannot ask.
    #[error("rules about groups and devices are not supported")]
    NotAboutUsers,
    /// An operator that does not go with the property.
    #[error("{0} cannot be compared with {1}")]
    WrongOperator(Property, Operator),
    /// A value that does not go with the property.
    #[error("{0} needs {1}")]
    WrongValue(Property, &'static str),
    /// A pattern that cannot be read.
    #[error("the pattern cannot be read: {0}")]
    BadPattern(String),
    /// Parentheses within parentheses within parentheses.
    #[error("parentheses lie too deep")]
    TooDeep,
}

/// What a rule is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    /// A property of one value, compared.
    Is(Property, Comparison),
    /// A property of several values, of which some or all compare.
    Of(Property, Quantity, Comparison),
}

impl Term {
    fn heeds_time(&self) -> bool {
        match self {
            Self::Or(terms) | Self::And(terms) => terms.iter().any(Self::heeds_time),
            Self::Not(term) => term.heeds_time(),
            Self::Is(_, comparison) | Self::Of(_, _, comparison) => {
                matches!(comparison.operand, Operand::Now(_))
            }
        }
    }

    fn reads(&self, found: &mut BTreeSet<Property>) {
        match self {
            Self::Or(terms) | Self::And(terms) => {
                for term in terms {
                    term.reads(found);
                }
            }
            Self::Not(term) => term.reads(found),
            Self::Is(property, _) | Self::Of(property, ..) => {
                found.insert(*property);
            }
        }
    }
}

/// How many of several values must compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Any,
    All,
}

/// An operator with what stands to its right.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comparison {
    operator: Operator,
    operand: Operand,
}

/// What stands to the right of an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Operand {
    Null,
    Flag(bool),
    /// In lower case, as it is compared.
    Text(String),
    Texts(Vec<String>),
    Pattern(Pattern),
    Instant(Timestamp),
    /// The present, moved.
    Now(Shift),
}

/// How far from the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    Plus(Span),
    Minus(Span),
}

impl Shift {
    /// Returns the instant so far from `now`.
    fn from(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Plus(span) => now.plus(span),
            Self::Minus(span) => now.minus(span),
        }
    }

    /// Returns the present at which the moved one is `instant`.
    fn back(self, instant: Timestamp) -> Timestamp {
        match self {
            Self::Plus(span) => instant.minus(span),
            Self::Minus(span) => instant.plus(span),
        }
    }
}

/// A pattern that is searched anywhere in a text, without regard to case.
#[derive(Debug, Clone)]
struct Pattern(Regex);

impl Pattern {
    fn new(text: &str) -> Result<Self, Problem> {
        RegexBuilder::new(text)
            .case_insensitive(true)
            .build()
            .map(Self)
            .map_err(|error| Problem::BadPattern(error.to_string()))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $sense:ident;)*) => {
        /// How a property is compared.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Operator {
            $($(#[$doc])* $name,)*
        }

        impl Operator {
            /// Every operator.
            const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the word without its hyphen.
            const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Returns whether the operator asks for likeness or for its absence.
            const fn sense(self) -> Sense {
                match self { $(Self::$name => Sense::$sense,)* }
            }
        }
    };
}

/// Whether an operator asks that something holds or that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Positive,
    Negated,
}

operators! {
    /// The same.
    Equals = "eq", Positive;
    /// Not the same.
    NotEquals = "ne", Negated;
    /// Begins so.
    StartsWith = "startsWith", Positive;
    /// Does not begin so.
    NotStartsWith = "notStartsWith", Negated;
    /// Ends so.
    EndsWith = "endsWith", Positive;
    /// Does not end so.
    NotEndsWith = "notEndsWith", Negated;
    /// Has it somewhere.
    Contains = "contains", Positive;
    /// Has it nowhere.
    NotContains = "notContains", Negated;
    /// Has the pattern somewhere.
    Matches = "match", Positive;
    /// Has the pattern nowhere.
    NotMatches = "notMatch", Negated;
    /// Not later.
    AtMost = "le", Positive;
    /// Not earlier.
    AtLeast = "ge", Positive;
    /// One of several.
    In = "in", Positive;
    /// None of several.
    NotIn = "notIn", Negated;
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "-{}", self.word())
    }
}

/// What a rule knows of a person.
pub trait Attributes {
    /// Returns a property's value.
    fn value(&self, property: Property) -> Value<'_>;
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// There is none.
    Null,
    /// A text.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
    /// An instant.
    Instant(Timestamp),
    /// Several texts.
    Texts(Vec<&'a str>),
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}
