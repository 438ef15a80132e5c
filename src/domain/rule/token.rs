//! Cuts a rule into words, strings and marks.

use super::{Problem, RuleError};

/// One piece of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// An operator, a property, a keyword, a number or a date: anything without quotes.
    Word(String),
    /// Text between quotes.
    Text(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// `,`
    Comma,
}

/// The characters that are pieces by themselves.
const MARKS: [(char, Token); 5] = [
    ('(', Token::Open),
    (')', Token::Close),
    ('[', Token::OpenList),
    (']', Token::CloseList),
    (',', Token::Comma),
];

impl Token {
    /// Says what stands there.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Text(text) => format!("the text \"{text}\""),
            Self::Open => "\"(\"".to_owned(),
            Self::Close => "\")\"".to_owned(),
            Self::OpenList => "\"[\"".to_owned(),
            Self::CloseList => "\"]\"".to_owned(),
            Self::Comma => "a comma".to_owned(),
        }
    }

    fn mark(c: char) -> Option<Self> {
        let found = MARKS.iter().find(|(mark, _)| *mark == c);
        found.map(|(_, token)| token.clone())
    }
}

/// A piece and the character at which it begins, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) at: usize,
    pub(super) token: Token,
}

/// Cuts a rule into its pieces.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, RuleError> {
    let mut found = Vec::new();
    let mut rest = text.chars().zip(1..).peekable();
    while let Some((c, at)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let token = if let Some(mark) = Token::mark(c) {
            mark
        } else if c == '"' || c == '\'' {
            string(c, &mut rest).ok_or(RuleError::Unreadable {
                at,
                problem: Problem::OpenString,
            })?
        } else {
            let mut word = String::from(c);
            while let Some((c, _)) = rest.next_if(|(c, _)| is_word(*c)) {
                word.push(c);
            }
            Token::Word(word)
        };
        found.push(Placed { at, token });
    }
    Ok(found)
}

/// Reads on to the closing quote; a backtick before a character takes it as it is.
fn string(quote: char, rest: &mut impl Iterator<Item = (char, usize)>) -> Option<Token> {
    let mut text = String::new();
    loop {
        match rest.next()? {
            (c, _) if c == quote => return Some(Token::Text(text)),
            ('`', _) => text.push(rest.next()?.0),
            (c, _) => text.push(c),
        }
    }
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && Token::mark(c).is_none() && c != '"' && c != '\''
}
