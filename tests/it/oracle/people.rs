//! Who people are: members, guests and strangers, their groups, organizations and managers.

use std::collections::BTreeSet;

use super::world::{Kind, Person, World, text};

impl World {
    pub(super) fn person(&self, name: &str) -> &Person {
        &self.people[name]
    }

    pub(super) fn is_external(&self, name: &str) -> bool {
        self.person(name).kind != Kind::Member
    }

    /// Tells whether somebody has an account here that is neither deleted nor disabled.
    pub(super) fn is_active(&self, name: &str) -> bool {
        let person = self.person(name);
        person.kind != Kind::Outsider && person.enabled && person.deleted.is_none()
    }

    /// Tells whether somebody may sign in: strangers do so at home.
    pub(super) fn may_sign_in(&self, name: &str) -> bool {
        let person = self.person(name);
        person.kind == Kind::Outsider || person.enabled && person.deleted.is_none()
    }

    /// Lists the groups that a person or group is in, directly or through other groups.
    pub(super) fn groups_of(&self, name: &str) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        loop {
            let before = found.len();
            for (group, record) in &self.groups {
                let is_in = record.members.contains(name)
                    || record.members.iter().any(|member| found.contains(member));
                if is_in && record.deleted.is_none() {
                    found.insert(group.clone());
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// Lists the people in a group, directly or through other groups.
    pub(super) fn people_in(&self, group: &str) -> BTreeSet<String> {
        let accounts = self
            .people
            .iter()
            .filter(|(_, person)| person.kind != Kind::Outsider);
        accounts
            .filter(|(name, _)| self.groups_of(name).contains(group))
            .map(|(name, _)| name.clone())
            .collect()
    }

    pub(super) fn home_domain(&self, name: &str) -> Option<&str> {
        if !self.is_external(name) {
            return None;
        }
        self.person(name).mail.split('@').nth(1)
    }

    /// Tells whether the directory lets somebody's domain in.
    pub(super) fn domain_allowed(&self, name: &str) -> bool {
        let Some(domain) = self.home_domain(name) else {
            return true;
        };
        let listed = self.b2b_domains.contains(domain);
        match self.b2b_mode.as_str() {
            "allow" => listed,
            "deny" => !listed,
            _ => true,
        }
    }

    /// Finds the organization that somebody belongs to, by where they sign in.
    pub(super) fn organization_of(&self, name: &str) -> Option<&str> {
        let domain = self.home_domain(name)?;
        let home = self.person(name).home_directory.as_deref();
        let recognizes = |source: &serde_json::Value| match home {
            Some(directory) => text(source, "tenantId") == directory,
            None => text(source, "domainName") == domain,
        };
        self.organizations
            .iter()
            .find(|(_, organization)| organization.sources.iter().any(recognizes))
            .map(|(name, _)| name.as_str())
    }

    /// Goes up the chain of managers.
    pub(super) fn manager(&self, name: &str, levels: u64) -> Option<String> {
        let mut above = name.to_owned();
        for _ in 0..levels {
            above = self.person(&above).manager.clone()?;
        }
        Some(above)
    }
}
