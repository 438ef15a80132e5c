//! Whom access is given to directly: somebody known, or whoever reads mail at an address.

use serde::{Deserialize, Serialize};

use crate::domain::id::Person;
use crate::domain::shape::{Shape, Shaped};

/// Somebody who is to get access; in JSON a person, or `mail:` and an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Assignee {
    /// Somebody with an account here or known from elsewhere.
    Person(Person),
    /// Whoever reads mail at an address, as it was typed.
    Mail(String),
}

/// What stands before an address in JSON.
const MAIL: &str = "mail:";

impl From<Person> for Assignee {
    fn from(person: Person) -> Self {
        Self::Person(person)
    }
}

impl TryFrom<String> for Assignee {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.strip_prefix(MAIL) {
            Some(address) => Ok(Self::Mail(address.to_owned())),
            None => Person::try_from(text).map(Self::Person),
        }
    }
}

impl From<Assignee> for String {
    fn from(assignee: Assignee) -> Self {
        match assignee {
            Assignee::Person(person) => person.into(),
            Assignee::Mail(address) => format!("{MAIL}{address}"),
        }
    }
}

impl Shaped for Assignee {
    const SHAPE: Shape = Shape::PersonOrMail;
}
