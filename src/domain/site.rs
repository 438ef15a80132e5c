//! Sites and the roles they offer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{SiteId, UserId};
use crate::domain::shape::members;
use crate::domain::text::{DisplayName, SiteUrl};
use crate::domain::time::Timestamp;

/// The roles that a site has unless it says otherwise, by their number in the site.
const USUAL_ROLES: [(u32, &str); 3] = [(3, "Owners"), (4, "Visitors"), (5, "Members")];

members! {
    /// A role that a site offers.
    pub struct SiteRole {
        /// Its number in the site.
        origin_id: u32,
        /// Its name.
        display_name: DisplayName,
    }
}

/// A site: pages and files that people share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Site {
    /// Which site.
    pub id: SiteId,
    /// Its address, by which it is known outside.
    pub url: SiteUrl,
    /// Its name.
    pub display_name: DisplayName,
    /// The roles it offers.
    pub roles: Vec<SiteRole>,
    /// Who may give its roles besides administrators.
    pub owners: BTreeSet<UserId>,
    /// When it was made.
    pub created_date_time: Timestamp,
}

impl Site {
    /// Finds a role that the site offers.
    pub fn find_role(&self, number: u32) -> Option<&SiteRole> {
        self.roles.iter().find(|role| role.origin_id == number)
    }
}

/// Returns the roles of a site that says nothing of its own.
pub fn usual_roles() -> Vec<SiteRole> {
    let named = |(origin_id, name)| {
        let display_name = DisplayName::parse(name).ok()?;
        Some(SiteRole {
            origin_id,
            display_name,
        })
    };
    USUAL_ROLES.into_iter().filter_map(named).collect()
}
