//! What a directory lets in from outside: the B2B list and the switches for sharing.

use serde::{Deserialize, Serialize};

use crate::domain::shape::members;
use crate::domain::subject::words;
use crate::domain::text::{DomainName, NameKey};

words! {
    /// How a list of domains is read.
    B2bMode {
        /// Every domain is let in.
        None = "none", "Every domain may be invited";
        /// Only the listed ones are.
        Allow = "allow", "Only the listed domains may be invited";
        /// All but the listed ones are.
        Deny = "deny", "The listed domains may not be invited";
    }
}

members! {
    /// Which domains guests may be invited from.
    pub struct B2bList {
        /// How the list is read.
        mode: B2bMode,
        /// The domains.
        #[serde(default)]
        domains: Vec<DomainName>,
    }
}

impl B2bList {
    /// Tells whether guests of a domain may be invited.
    pub fn admits(&self, domain: &str) -> bool {
        let wanted = NameKey::of(domain);
        let listed = self.domains.iter().any(|domain| domain.key() == wanted);
        match self.mode {
            B2bMode::None => true,
            B2bMode::Allow => listed,
            B2bMode::Deny => !listed,
        }
    }
}

/// What a directory lets in from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub struct Sharing {
    /// Which domains guests may be invited from.
    pub b2b: B2bList,
    /// Whether people without a directory may sign in with a code sent by mail.
    pub email_one_time_passcode: bool,
    /// Whether Microsoft 365 groups take guests.
    pub group_guests: bool,
    /// Whether teams take guests.
    pub teams_guests: bool,
    /// Whether sites are shared with guests.
    pub share_point_external_sharing: bool,
}

impl Default for Sharing {
    fn default() -> Self {
        Self {
            b2b: B2bList {
                mode: B2bMode::None,
                domains: Vec::new(),
            },
            email_one_time_passcode: true,
            group_guests: true,
            teams_guests: true,
            share_point_external_sharing: true,
        }
    }
}
