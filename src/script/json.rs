//! JSON with places: what a line says, and in which column it says so.
//!
//! Stricter than most readers: a name twice in one object, anything behind the value, a byte order
//! mark, half a surrogate pair and nesting beyond 64 are mistakes. Knows nothing of commands.

use serde_json::{Map, Number, Value};

mod reader;

pub use reader::read;

/// How deeply values may be nested.
pub const DEPTH: usize = 64;

/// What is wrong with a line, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {error}")]
pub struct Malformed {
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, in lower case without a period.
    pub error: String,
    /// Words that may have been meant.
    pub near: Vec<String>,
}

impl Malformed {
    /// Says what is wrong in a column.
    pub fn at(column: usize, error: impl Into<String>) -> Self {
        Self {
            column,
            error: error.into(),
            near: Vec::new(),
        }
    }

    /// Adds the words that resemble the one that is not known.
    #[must_use]
    pub fn meaning(mut self, near: Vec<String>) -> Self {
        self.near = near;
        self
    }
}

/// A JSON value and the column in which it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The column, counted from 1.
    pub column: usize,
    /// The value.
    pub content: Content,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Vec<Entry>),
}

/// A name in an object and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The column of the name.
    pub column: usize,
    /// The name.
    pub name: String,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Says what the value is, for messages.
    pub const fn kind(&self) -> &'static str {
        match self.content {
            Content::Null => "null",
            Content::Boolean(_) => "true or false",
            Content::Number(_) => "a number",
            Content::Text(_) => "a text",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }

    /// Returns the entries of an object; anything else is malformed.
    pub fn entries(&self) -> Result<&[Entry], Malformed> {
        match &self.content {
            Content::Object(entries) => Ok(entries),
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::Text(_)
            | Content::List(_) => Err(self.unlike("an object")),
        }
    }

    /// Returns the items of a list; anything else is malformed.
    pub fn items(&self) -> Result<&[Self], Malformed> {
        match &self.content {
            Content::List(items) => Ok(items),
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::Text(_)
            | Content::Object(_) => Err(self.unlike("a list")),
        }
    }

    /// Returns a text; anything else is malformed.
    pub fn text(&self) -> Result<&str, Malformed> {
        match &self.content {
            Content::Text(text) => Ok(text),
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::List(_)
            | Content::Object(_) => Err(self.unlike("a text")),
        }
    }

    /// Returns `true` or `false`; anything else is malformed.
    pub fn boolean(&self) -> Result<bool, Malformed> {
        match self.content {
            Content::Boolean(flag) => Ok(flag),
            Content::Null
            | Content::Number(_)
            | Content::Text(_)
            | Content::List(_)
            | Content::Object(_) => Err(self.unlike("true or false")),
        }
    }

    /// Returns a whole number from 0 to 2^53; anything else is malformed.
    pub fn number(&self) -> Result<u64, Malformed> {
        const WANTED: &str = "a whole number from 0 to 9007199254740992";
        match &self.content {
            Content::Number(number) => number
                .as_u64()
                .filter(|number| *number <= 1 << 53)
                .ok_or_else(|| Malformed::at(self.column, format!("{number} is not {WANTED}"))),
            Content::Null
            | Content::Boolean(_)
            | Content::Text(_)
            | Content::List(_)
            | Content::Object(_) => Err(self.unlike(WANTED)),
        }
    }

    /// Says that the value is not what was wanted.
    pub fn unlike(&self, wanted: &str) -> Malformed {
        Malformed::at(
            self.column,
            format!("expected {wanted}, found {}", self.kind()),
        )
    }

    /// Returns the value without its places.
    pub fn to_value(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Boolean(flag) => Value::Bool(*flag),
            Content::Number(number) => Value::Number(number.clone()),
            Content::Text(text) => Value::String(text.clone()),
            Content::List(items) => items.iter().map(Self::to_value).collect(),
            Content::Object(entries) => {
                let mut object = Map::new();
                for entry in entries {
                    object.insert(entry.name.clone(), entry.value.to_value());
                }
                Value::Object(object)
            }
        }
    }
}
