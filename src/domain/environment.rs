//! Geographic environments: the hosts at which a tenant's sites lie, such as
//! `contosoeur.sharepoint.com`.
//!
//! An environment has no record of its own. It is known as long as a catalog holds one of its sites,
//! and the log tells of it once: by a change of the site that makes it known which changes nothing
//! else.

use crate::domain::event::{Change, Event, Fact};
use crate::domain::id::{Origin, SiteId};
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
    ///
    /// The sites that lie there and those that catalogs hold are both in the order of the sites: each
    /// leads past all of the other that it lacks, so that many of one kind cost nothing.
    pub fn knows_environment(&self, environment: &NameKey) -> bool {
        let there = |from| {
            let sites = &self.index.sites_at;
            sites.of_from(environment.clone(), from).next().copied()
        };
        let mut next = there(SiteId::MIN);
        while let Some(site) = next {
            let mut held = self.index.resources_from.from(Origin::Site(site));
            let Some((Origin::Site(found), _)) = held.next() else {
                return false;
            };
            if *found == site {
                return true;
            }
            next = there(*found);
        }
        false
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Draft;
    use crate::domain::event::Edit;
    use crate::domain::id::{CatalogId, ResourceId};
    use crate::domain::resource::Resource;
    use crate::domain::text::DisplayName;
    use crate::domain::time::Timestamp;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn site(number: u128, host: &str) -> Change {
        Change::Site(Edit::made(Site {
            id: SiteId::new(Uuid::from_u128(number)),
            url: SiteUrl::parse(&format!("https://{host}.sharepoint.com/sites/{number}")).unwrap(),
            display_name: DisplayName::parse("Sales").unwrap(),
            roles: Vec::new(),
            owners: BTreeSet::new(),
            created_date_time: Timestamp::from_seconds(0),
        }))
    }

    fn held(number: u128) -> Change {
        Change::Resource(Edit::made(Resource {
            id: ResourceId::new(Uuid::from_u128(number)),
            catalog: CatalogId::MIN,
            origin: Origin::Site(SiteId::new(Uuid::from_u128(number))),
            display_name: DisplayName::parse("Sales").unwrap(),
            attributes: Vec::new(),
            created_date_time: Timestamp::from_seconds(0),
            modified_date_time: Timestamp::from_seconds(0),
        }))
    }

    #[test]
    fn an_environment_is_known_by_any_of_its_sites_that_a_catalog_holds() {
        for known in [None, Some(2), Some(52), Some(98)] {
            let mut tenant = Tenant::default();
            let mut draft = Draft::new(&mut tenant);
            for number in 1..100 {
                let host = if number % 2 == 0 { "here" } else { "there" };
                draft.emit(Fact::SiteUpdated, site(number, host));
                if number % 4 == 1 || known == Some(number) {
                    draft.emit(Fact::ResourceAdded, held(number));
                }
            }
            let knows = |host| draft.knows_environment(&NameKey::of(host));
            assert_eq!(knows("here.sharepoint.com"), known.is_some(), "{known:?}");
            assert!(knows("there.sharepoint.com"));
            assert!(!knows("there.sharepoint.co"));
        }
    }
}
