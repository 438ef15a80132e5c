//! Geographic environments: the hosts at which a tenant's sites lie, such as
//! `contosoeur.sharepoint.com`.
//!
//! An environment has no record of its own. It is known as long as a catalog holds one of its sites,
//! and the log tells of it once: by a change of the site that makes it known which changes nothing
//! else.

use crate::domain::event::{Change, Event, Fact};
use crate::domain::id::Origin;
use crate::domain::site::Site;
use crate::domain::tenant::Tenant;
use crate::domain::text::{NameKey, SiteUrl};

/// What every address begins with.
const SCHEME: &str = "https://";

impl SiteUrl {
    /// Returns the host at which the site lies, which identifies its environment.
    pub fn environment(&self) -> NameKey {
        let address = self.as_str();
        let rest = address.strip_prefix(SCHEME).unwrap_or(address);
        NameKey::of(rest.split('/').next().unwrap_or(rest))
    }
}

impl Tenant {
    /// Tells whether a catalog holds a site of an environment.
    pub fn knows_environment(&self, environment: &NameKey) -> bool {
        let begin = NameKey::of(&format!("{SCHEME}{}", environment.as_str()));
        let there = self.index.sites_by_url.from(begin.clone());
        there
            .take_while(|(address, _)| address.as_str().starts_with(begin.as_str()))
            .filter(|(_, id)| self.index.resources_from.count(&Origin::Site(*id)) > 0)
            .filter_map(|(_, id)| self.find_site(*id))
            .any(|site| site.url.environment() == *environment)
    }
}

impl Event {
    /// Returns the site by which an environment became known, if the event tells of that.
    pub fn environment(&self) -> Option<&Site> {
        let Change::Site(edit) = &self.change else {
            return None;
        };
        let site = edit.new.as_deref().filter(|_| edit.old == edit.new);
        site.filter(|_| self.fact == Fact::SiteUpdated)
    }
}
