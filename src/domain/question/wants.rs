//! What a question takes, said to whoever answered something else.

use std::fmt;

use crate::domain::question::Choice;
use crate::domain::text::{AnswerPattern, Safe};

/// What an answer has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// One line of at most 200 characters.
    OneLine,
    /// Text that a pattern matches as a whole.
    Pattern(AnswerPattern),
    /// One or several of these.
    Choice(Vec<Choice>),
    /// Nothing: there is no such question.
    NoQuestion,
}

impl fmt::Display for Wants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneLine => write!(f, "takes one line of at most 200 characters"),
            Self::Pattern(pattern) => write!(f, "takes text that matches {pattern}"),
            Self::Choice(choices) => {
                let values = choices.iter().map(|choice| choice.actual_value.as_str());
                let values: Vec<&str> = values.collect();
                write!(f, "takes one of: {}", Safe::line(&values.join(", ")))
            }
            Self::NoQuestion => write!(f, "is not asked"),
        }
    }
}
