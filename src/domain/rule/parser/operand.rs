//! Reads what stands to the right of an operator.

use super::{Parser, at, unexpected};
use crate::domain::rule::token::Token;
use crate::domain::rule::{Kind, Operand, Operator, Pattern, Problem, Property, RuleError, Shift};
use crate::domain::time::{Span, Timestamp};

impl Parser {
    pub(super) fn list(&mut self) -> Result<Operand, RuleError> {
        self.expect(&Token::OpenList, "\"[\"")?;
        let mut texts = Vec::new();
        loop {
            let next = self.next("a text in quotes")?;
            let Token::Text(text) = &next.token else {
                return Err(unexpected(&next, "a text in quotes"));
            };
            texts.push(text.to_lowercase());
            let next = self.next("a comma or \"]\"")?;
            match next.token {
                Token::Comma => {}
                Token::CloseList => return Ok(Operand::Texts(texts)),
                Token::Word(_) | Token::Text(_) | Token::Open | Token::Close | Token::OpenList => {
                    return Err(unexpected(&next, "a comma or \"]\""));
                }
            }
        }
    }

    pub(super) fn operand(
        &mut self,
        property: Property,
        operator: Operator,
    ) -> Result<Operand, RuleError> {
        let next = self.next("a value")?;
        let place = next.at;
        let wrong = |needs| at(place, Problem::WrongValue(property, needs));
        let equality = matches!(operator, Operator::Equals | Operator::NotEquals);
        if equality && next.token == Token::Word("null".to_owned()) {
            return Ok(Operand::Null);
        }
        match (property.kind(), &next.token) {
            (Kind::Flag, Token::Word(word)) => word
                .parse()
                .map(Operand::Flag)
                .map_err(|_| wrong("true, false or null")),
            (Kind::Flag, _) => Err(wrong("true, false or null")),
            (Kind::Instant, Token::Word(word)) if word == "system.now" => self.now(),
            (Kind::Instant, Token::Word(text) | Token::Text(text)) => instant(text)
                .map(Operand::Instant)
                .ok_or_else(|| wrong("a date, an instant or system.now")),
            (Kind::Instant, _) => Err(wrong("a date, an instant or system.now")),
            (Kind::Text | Kind::Texts, Token::Text(text)) => {
                text_operand(text, operator).map_err(|problem| at(place, problem))
            }
            (Kind::Text | Kind::Texts, Token::Word(word))
                if word.chars().all(|c| c.is_ascii_digit()) =>
            {
                text_operand(word, operator).map_err(|problem| at(place, problem))
            }
            (Kind::Text | Kind::Texts, _) => Err(wrong("a text in quotes")),
        }
    }

    /// Reads what may follow `system.now`.
    fn now(&mut self) -> Result<Operand, RuleError> {
        let plus = self.skip_word("plus");
        if !plus && !self.skip_word("minus") {
            return Ok(Operand::Now(Shift::Plus(Span::ZERO)));
        }
        let next = self.next("a duration such as P30D")?;
        let span = match &next.token {
            Token::Word(text) | Token::Text(text) => Span::parse(text).ok(),
            Token::Open | Token::Close | Token::OpenList | Token::CloseList | Token::Comma => None,
        };
        let span = span.ok_or_else(|| unexpected(&next, "a duration such as P30D"))?;
        Ok(Operand::Now(if plus {
            Shift::Plus(span)
        } else {
            Shift::Minus(span)
        }))
    }
}

fn text_operand(text: &str, operator: Operator) -> Result<Operand, Problem> {
    if matches!(operator, Operator::Matches | Operator::NotMatches) {
        Pattern::new(text).map(Operand::Pattern)
    } else {
        Ok(Operand::Text(text.to_lowercase()))
    }
}

/// Reads an instant; a date alone is its first second in UTC.
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
        .or_else(|_| Timestamp::parse(&format!("{text}T00:00:00Z")))
        .ok()
}
