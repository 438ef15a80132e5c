//! Applications, sites and roles over the directory: the roles that they offer, and who is in them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::setting::DIRECTORY_ROLES;
use super::world::{Given, Grant, Kind, Purpose, Verdict, World, items, text};

/// The switches for what is shared with guests.
pub(super) const SITES: &str = "sharePointExternalSharing";
pub(super) const MICROSOFT_365: &str = "groupGuests";
pub(super) const TEAMS: &str = "teamsGuests";

/// What an application that lists no roles offers.
pub(super) const DEFAULT_ACCESS: &str = "Default Access";

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Application,
    Site,
    DirectoryRole,
}

/// An application, a site or a role over the directory.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) sort: Sort,
    pub(super) gone: bool,
    /// What it offers, and whether that is switched on.
    pub(super) roles: Vec<(String, bool)>,
    /// Who is in which role.
    pub(super) holders: BTreeSet<(String, String)>,
}

impl Thing {
    fn offers(&self, role: &str) -> bool {
        !self.gone && self.roles.iter().any(|(name, _)| name == role)
    }

    fn gives(&self, role: &str) -> bool {
        let mut roles = self.roles.iter();
        !self.gone && roles.any(|(name, on)| name == role && *on)
    }
}

/// Reads the roles that an object is to offer.
fn roles(with: &Value) -> Vec<(String, bool)> {
    let listed = match items(with, "appRoles") {
        [] => items(with, "roles"),
        listed => listed,
    };
    let listed = listed.iter();
    let named = listed.map(|role| (text(role, "displayName"), role["isEnabled"] != false));
    let mut roles: Vec<(String, bool)> = named.map(|(name, on)| (name.to_owned(), on)).collect();
    if roles.is_empty() && with.get("appRoles").is_some() {
        roles.push((DEFAULT_ACCESS.to_owned(), true));
    }
    roles
}

impl World {
    /// Knows the roles over the directory that catalogs hold: people can be made eligible for all of
    /// them, and active in those that are not privileged.
    pub(super) fn know_directory_roles(&mut self) {
        for (name, privileged) in DIRECTORY_ROLES {
            let mut roles = vec!["Eligible Member"];
            roles.extend((!privileged).then_some("Active Member"));
            let thing = Thing {
                sort: Sort::DirectoryRole,
                gone: false,
                roles: roles.into_iter().map(|it| (it.to_owned(), true)).collect(),
                holders: BTreeSet::new(),
            };
            self.things.insert((*name).to_owned(), thing);
        }
    }

    /// `createApplication` and `createSite`.
    pub(super) fn create_thing(&mut self, with: &Value, sort: Sort) {
        let thing = Thing {
            sort,
            gone: false,
            roles: roles(with),
            holders: BTreeSet::new(),
        };
        let name = text(with, "displayName").to_owned();
        self.things.insert(name, thing);
    }

    /// Tells whether an application or site is deleted, which nobody learns more of.
    pub(super) fn is_gone(&self, name: &str) -> bool {
        self.things[name].gone
    }

    /// `updateApplication` and `updateSite`: nobody stays in a role that is offered no longer.
    pub(super) fn update_thing(&mut self, name: &str, with: &Value) -> Verdict {
        let thing = self.things.get_mut(name).unwrap();
        let new = roles(with);
        self.things_edited += 1;
        if new == thing.roles {
            return Err("NothingToChange");
        }
        thing.roles = new;
        self.lose_roles(name);
        Ok(())
    }

    /// `deleteApplication` and `deleteSite`, for good.
    pub(super) fn delete_thing(&mut self, name: &str) {
        let thing = self.things.get_mut(name).unwrap();
        thing.gone = true;
        self.lose_roles(name);
    }

    /// Takes from everybody what an object offers no longer; the assignments stay.
    fn lose_roles(&mut self, name: &str) {
        let thing = self.things.get_mut(name).unwrap();
        let old = thing.clone();
        thing.holders.retain(|(role, _)| old.offers(role));
        let because = if old.gone {
            Given::NoGroup
        } else {
            Given::NoRole
        };
        let mut lost = 0;
        for record in self.assignments.iter_mut().filter(|it| it.is_active()) {
            let there = |grant: &&mut Grant| grant.object == name && grant.is_fulfilled();
            for grant in record.grants.iter_mut().filter(there) {
                if !old.offers(&grant.role) {
                    grant.given = because;
                    lost += 1;
                }
            }
        }
        if lost > 0 {
            self.note(if old.gone {
                "an object is deleted that somebody was given"
            } else {
                "a role that somebody was given is offered no longer"
            });
        }
    }

    /// Says what keeps somebody from a role on an object.
    pub(super) fn barred_from(&self, name: &str, role: &str, who: &str) -> Given {
        let person = self.person(who);
        let guest = person.kind == Kind::Guest;
        let Some(thing) = self.things.get(name) else {
            let group = &self.groups[name];
            return if group.deleted.is_some() {
                Given::NoGroup
            } else if group.rule.is_some() && role == "Member" {
                Given::ByRule
            } else if guest && self.keeps_guests_out(group.purpose) {
                Given::NotShared
            } else {
                Given::Yes
            };
        };
        let is_site = thing.sort == Sort::Site;
        if thing.gone {
            Given::NoGroup
        } else if !thing.offers(role) {
            Given::NoRole
        } else if is_site && guest && self.not_shared.contains(SITES) {
            Given::NotShared
        } else if !thing.gives(role) {
            Given::SwitchedOff
        } else if is_site && guest && !person.redeemed {
            Given::Waits
        } else {
            Given::Yes
        }
    }

    fn keeps_guests_out(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Security => false,
            Purpose::Microsoft365 => self.not_shared.contains(MICROSOFT_365),
            Purpose::Team => self.not_shared.contains(TEAMS),
        }
    }

    /// Tells whether an object is there and has a role, switched on or off.
    pub(super) fn offers_role(&self, name: &str, role: &str) -> bool {
        match self.things.get(name) {
            Some(thing) => thing.offers(role),
            None => self.groups[name].deleted.is_none(),
        }
    }

    /// Tells whether a role can be made part of a package.
    pub(super) fn is_eligible(&self, name: &str, role: &str) -> bool {
        if let Some(thing) = self.things.get(name) {
            return thing.gives(role);
        }
        let group = &self.groups[name];
        group.deleted.is_none() && (group.rule.is_none() || role != "Member")
    }

    /// Tells whether a script can name a role on an object: it is offered, or was until the object
    /// was deleted.
    pub(super) fn can_be_named(&self, name: &str, role: &str) -> bool {
        let thing = self.things.get(name);
        thing.is_none_or(|thing| thing.roles.iter().any(|(known, _)| known == role))
    }

    /// Lists the objects that packages may give, by name, with the roles that can be given there.
    pub(super) fn offers(&self) -> BTreeMap<&str, Vec<&str>> {
        let things = self.things.iter().map(|(name, thing)| {
            let roles = thing.roles.iter().map(|(role, _)| role.as_str());
            (name.as_str(), roles.collect())
        });
        things.collect()
    }
}
