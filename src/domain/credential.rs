//! Verified IDs: what somebody can prove with a digital identity, and what a policy wants proven.

use crate::domain::shape::{Member, Shape, Shaped, members};
use crate::domain::text::Attribute;

/// A credential that somebody can present: who issued it and what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifiedCredential {
    /// Who issued it.
    pub issuer: Attribute,
    /// What it says, such as `VerifiedEmployee`.
    #[serde(rename = "type")]
    pub kind: Attribute,
}

impl Shaped for VerifiedCredential {
    const SHAPE: Shape = Shape::Object(&[
        Member::new("issuer", Attribute::SHAPE, true),
        Member::new("type", Attribute::SHAPE, true),
    ]);
}

impl VerifiedCredential {
    /// Tells whether two credentials say the same; letter case does not count.
    pub fn proves(&self, other: &Self) -> bool {
        self.issuer.key() == other.issuer.key() && self.kind.key() == other.kind.key()
    }
}

impl std::fmt::Display for VerifiedCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.kind, self.issuer)
    }
}

members! {
    /// What requestors must present: every type named, each from this issuer.
    pub struct VerifiedCredentialRequirement {
        /// Who must have issued them.
        issuer: Attribute,
        /// What they must say.
        types: Vec<Attribute> => required,
    }
}

impl VerifiedCredentialRequirement {
    /// Lists the credentials that are wanted.
    pub fn credentials(&self) -> impl Iterator<Item = VerifiedCredential> {
        self.types.iter().map(|kind| VerifiedCredential {
            issuer: self.issuer.clone(),
            kind: kind.clone(),
        })
    }
}

/// Gathers credentials into requirements: one for each issuer, in the order of first mention.
pub fn by_issuer(credentials: Vec<VerifiedCredential>) -> Vec<VerifiedCredentialRequirement> {
    let mut requirements: Vec<VerifiedCredentialRequirement> = Vec::new();
    for VerifiedCredential { issuer, kind } in credentials {
        let known = requirements
            .iter_mut()
            .find(|known| known.issuer.key() == issuer.key());
        match known {
            Some(known) => known.types.push(kind),
            None => requirements.push(VerifiedCredentialRequirement {
                issuer,
                types: vec![kind],
            }),
        }
    }
    requirements
}

/// Lists credentials as a sentence names them.
pub fn in_words(credentials: &[VerifiedCredential]) -> String {
    let words: Vec<String> = credentials.iter().map(ToString::to_string).collect();
    words.join(", ")
}
