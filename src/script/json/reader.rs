//! Reads one JSON value with the column of each part.

use std::iter::Peekable;
use std::str::Chars;

use serde_json::Number;

use super::{Content, DEPTH, Entry, Malformed, Node};

/// Reads the one JSON value that a text holds.
pub fn read(text: &str) -> Result<Node, Malformed> {
    let mut reader = Reader {
        rest: text.chars().peekable(),
        column: 1,
    };
    if reader.rest.peek() == Some(&'\u{FEFF}') {
        return Err(reader.error("a byte order mark stands before the value"));
    }
    reader.skip_spaces();
    let node = reader.value(0)?;
    reader.skip_spaces();
    match reader.rest.peek() {
        None => Ok(node),
        Some(_) => Err(reader.error("something stands behind the value")),
    }
}

struct Reader<'text> {
    rest: Peekable<Chars<'text>>,
    column: usize,
}

impl Reader<'_> {
    fn error(&self, error: impl Into<String>) -> Malformed {
        Malformed::at(self.column, error)
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.column += usize::from(next.is_some());
        next
    }

    fn skip_spaces(&mut self) {
        while self
            .rest
            .next_if(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
            .is_some()
        {
            self.column += 1;
        }
    }

    fn takes(&mut self, wanted: char) -> bool {
        let found = self.rest.next_if_eq(&wanted).is_some();
        self.column += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), Malformed> {
        if self.takes(wanted) {
            return Ok(());
        }
        Err(match self.rest.peek() {
            Some(_) => self.error(format!("expected `{wanted}`")),
            None => self.error(format!("the line ends where `{wanted}` is expected")),
        })
    }

    fn value(&mut self, depth: usize) -> Result<Node, Malformed> {
        if depth > DEPTH {
            return Err(self.error(format!("values are nested more than {DEPTH} deep")));
        }
        let column = self.column;
        let content = match self.rest.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Content::Text(self.text()?),
            Some('-' | '0'..='9') => Content::Number(self.number()?),
            Some('a'..='z' | 'A'..='Z') => self.word()?,
            Some(_) => return Err(self.error("expected a JSON value")),
            None => return Err(self.error("the line ends where a value is expected")),
        };
        Ok(Node { column, content })
    }

    fn object(&mut self, depth: usize) -> Result<Content, Malformed> {
        self.expect('{')?;
        let mut entries: Vec<Entry> = Vec::new();
        self.skip_spaces();
        if self.takes('}') {
            return Ok(Content::Object(entries));
        }
        loop {
            self.skip_spaces();
            let column = self.column;
            let name = self.text()?;
            if entries.iter().any(|entry| entry.name == name) {
                return Err(Malformed::at(
                    column,
                    format!("field {name:?} is given twice"),
                ));
            }
            self.skip_spaces();
            self.expect(':')?;
            self.skip_spaces();
            let value = self.value(depth + 1)?;
            entries.push(Entry {
                column,
                name,
                value,
            });
            self.skip_spaces();
            if self.takes('}') {
                return Ok(Content::Object(entries));
            }
            self.expect(',')?;
        }
    }

    fn list(&mut self, depth: usize) -> Result<Content, Malformed> {
        self.expect('[')?;
        let mut items = Vec::new();
        self.skip_spaces();
        if self.takes(']') {
            return Ok(Content::List(items));
        }
        loop {
            self.skip_spaces();
            items.push(self.value(depth + 1)?);
            self.skip_spaces();
            if self.takes(']') {
                return Ok(Content::List(items));
            }
            self.expect(',')?;
        }
    }

    fn word(&mut self) -> Result<Content, Malformed> {
        let column = self.column;
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphanumeric) {
            self.column += 1;
            word.push(c);
        }
        match word.as_str() {
            "null" => Ok(Content::Null),
            "true" => Ok(Content::Boolean(true)),
            "false" => Ok(Content::Boolean(false)),
            _ => Err(Malformed::at(column, format!("`{word}` is no JSON value"))),
        }
    }

    fn number(&mut self) -> Result<Number, Malformed> {
        let column = self.column;
        let mut digits = String::new();
        while let Some(c) = self
            .rest
            .next_if(|c| matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
        {
            self.column += 1;
            digits.push(c);
        }
        serde_json::from_str(&digits)
            .map_err(|_| Malformed::at(column, format!("`{digits}` is no number in range")))
    }

    fn text(&mut self) -> Result<String, Malformed> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            let column = self.column;
            match self.next() {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape(column)?),
                Some(c) if u32::from(c) < 0x20 => {
                    return Err(Malformed::at(
                        column,
                        "a control character stands in a text",
                    ));
                }
                Some(c) => text.push(c),
                None => return Err(Malformed::at(column, "the line ends inside a text")),
            }
        }
    }

    fn escape(&mut self, column: usize) -> Result<char, Malformed> {
        let c = match self.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('b') => '\u{8}',
            Some('f') => '\u{C}',
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('u') => return self.code_point(column),
            _ => return Err(Malformed::at(column, "no such escape in JSON")),
        };
        Ok(c)
    }

    fn code_point(&mut self, column: usize) -> Result<char, Malformed> {
        let half = || Malformed::at(column, "half of a surrogate pair");
        let first = self.four_digits(column)?;
        let code = match first {
            0 => return Err(Malformed::at(column, "the NUL character stands in a text")),
            0xD800..=0xDBFF => {
                if !(self.takes('\\') && self.takes('u')) {
                    return Err(half());
                }
                match self.four_digits(column)? {
                    second @ 0xDC00..=0xDFFF => {
                        0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    _ => return Err(half()),
                }
            }
            _ => first,
        };
        char::from_u32(code).ok_or_else(half)
    }

    fn four_digits(&mut self, column: usize) -> Result<u32, Malformed> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.next().and_then(|c| c.to_digit(16)).ok_or_else(|| {
                Malformed::at(column, "an escape `\\u` needs four hexadecimal digits")
            })?;
            code = code * 16 + digit;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_written() {
        let text = r#" {"a":[1,-2.5,true,null],"b":{"c":"x\n\ud83d\ude00\/"}} "#;
        assert_eq!(
            read(text).unwrap().to_value(),
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }

    #[test]
    fn mistakes_are_told_with_their_column() {
        #[track_caller]
        fn case(text: &str, column: usize, part: &str) {
            let malformed = read(text).unwrap_err();
            assert_eq!(malformed.column, column, "{malformed}");
            assert!(malformed.error.contains(part), "{malformed}");
        }
        case(r#"{"a":1,"a":2}"#, 8, "twice");
        case("{} {}", 4, "behind");
        case("\u{FEFF}{}", 1, "byte order mark");
        case("", 1, "ends");
        case(r#"{"a":"#, 6, "ends");
        case(r#"{"a" 1}"#, 6, "`:`");
        case(r"{a:1}", 2, "`\"`");
        case("[1,]", 4, "expected a JSON value");
        case("[nul]", 2, "`nul`");
        case(r#"["\ud83d"]"#, 3, "surrogate");
        case(r#"["\u0000"]"#, 3, "NUL");
        case(r#"["\x"]"#, 3, "escape");
        case("[\"a\u{1b}\"]", 4, "control");
        case("[1e400]", 2, "number");
        case("[01]", 2, "number");
        case("// no\n{}", 1, "expected");
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(DEPTH)).is_ok());
        assert!(read(&nested(DEPTH + 2)).unwrap_err().error.contains("deep"));
        assert!(read(&nested(1_000_000)).is_err());
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(read(r#"{"ä":"€",x}"#).unwrap_err().column, 10);
    }
}
