//! Where an answer goes that becomes an attribute of whoever gets access.

use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use crate::domain::id::{QuestionId, ResourceId};
use crate::domain::text::Attribute;

/// What sets questions about attributes apart from all else that is named by such an identifier.
const ABOUT_ATTRIBUTES: Uuid = uuid!("7b1f8d4e-52a6-4c0b-9a35-0e6c4d9b2f71");

/// The attribute that an answer becomes, and whether it does so for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Destination {
    /// The resource that asks.
    pub resource: ResourceId,
    /// The attribute of the account.
    pub attribute: Attribute,
    /// Whether the value stays on the account when access ends.
    pub stays: bool,
    /// Whether access brought the value, so that it goes again with the access.
    #[serde(default)]
    pub brought: bool,
}

/// Returns the identifier of the question about an attribute.
///
/// It follows from the attribute alone: whichever resources want the same one, it is asked once, and
/// an earlier answer is found again.
pub fn question_about(attribute: &Attribute) -> QuestionId {
    let key = attribute.key();
    QuestionId::new(Uuid::new_v5(&ABOUT_ATTRIBUTES, key.as_str().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_has_one_question_however_its_name_is_written() {
        let about = |name: &str| question_about(&Attribute::parse(name).unwrap());
        assert_eq!(about("department"), about("Department"));
        assert_ne!(about("department"), about("jobTitle"));
    }
}
