//! What administrators make and edit of people and groups.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::world::{Given, Group, Kind, Person, Purpose, Verdict, World, items, text, texts};

/// What rules read of people besides whether they are members and may sign in.
const ATTRIBUTES: &[&str] = &[
    "department",
    "jobTitle",
    "city",
    "employeeHireDate",
    "otherMails",
];

fn says_something(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|listed| !listed.is_empty())
}

fn attributes(with: &Value) -> BTreeMap<String, Value> {
    let known = ATTRIBUTES.iter().map(|name| (*name, &with[*name]));
    let known = known.filter(|(_, value)| says_something(value));
    known
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
}

/// Reads what somebody can prove.
fn proofs(with: &Value) -> BTreeSet<(String, String)> {
    let given = items(with, "verifiedCredentials").iter();
    let given = given.map(|it| (text(it, "issuer"), text(it, "type")));
    given
        .map(|(issuer, kind)| (issuer.to_lowercase(), kind.to_lowercase()))
        .collect()
}

impl World {
    /// `updateExternalPerson`.
    pub(super) fn update_external(&mut self, with: &Value) -> Verdict {
        let person = self.people.get_mut(text(with, "person")).unwrap();
        let proofs = proofs(with);
        if person.proofs == proofs {
            return Err("NothingToChange");
        }
        person.proofs = proofs;
        Ok(())
    }

    pub(super) fn add_person(&mut self, kind: Kind, with: &Value) {
        let name = text(with, "userPrincipalName").to_owned();
        let mail = match text(with, "mail") {
            "" => name.clone(),
            mail => mail.to_owned(),
        };
        let home_directory = with["directory"].as_str().map(ToOwned::to_owned);
        let person = Person {
            kind,
            enabled: with["accountEnabled"] != false,
            deleted: None,
            manager: with["manager"].as_str().map(ToOwned::to_owned),
            sponsors: texts(with, "sponsors"),
            home_directory,
            mail,
            governed: false,
            redeemed: true,
            attributes: attributes(with),
            proofs: proofs(with),
            blocked_here: false,
            delete_at: None,
            purged: false,
            signed_in: None,
            mailbox: with.get("mail").is_none_or(|mail| !mail.is_null()),
        };
        self.people.insert(name, person);
    }

    /// `createUser`: a guest may be somebody who is known elsewhere.
    pub(super) fn create_user(&mut self, with: &Value) {
        let guest = with["userType"] == "Guest";
        if let Some(known) = with["externalIdentity"].as_str() {
            let person = self.people.get_mut(known).unwrap();
            person.kind = Kind::Guest;
            person.attributes = attributes(with);
            return;
        }
        self.add_person(if guest { Kind::Guest } else { Kind::Member }, with);
    }

    /// `updateUser`.
    pub(super) fn update_user(&mut self, with: &Value) -> Verdict {
        let name = text(with, "user");
        self.is_live(name)?;
        if let Some(manager) = with["manager"].as_str() {
            self.is_live(manager)?;
        }
        if with["accountEnabled"] == false && self.person(name).enabled {
            self.leaves_an_administrator(name)?;
        }
        let person = self.people.get_mut(name).unwrap();
        let mut changed = false;
        if let Some(enabled) = with["accountEnabled"].as_bool() {
            changed |= person.enabled != enabled;
            person.enabled = enabled;
            if enabled {
                person.blocked_here = false;
            }
        }
        if let Some(manager) = with.get("manager") {
            let manager = manager.as_str().map(ToOwned::to_owned);
            changed |= person.manager != manager;
            person.manager = manager;
        }
        if with.get("sponsors").is_some() {
            let sponsors = texts(with, "sponsors");
            changed |= person.sponsors != sponsors;
            person.sponsors = sponsors;
        }
        if with.get("verifiedCredentials").is_some() {
            let proofs = proofs(with);
            changed |= person.proofs != proofs;
            person.proofs = proofs;
        }
        let mut known = person.attributes.clone();
        for attribute in ATTRIBUTES {
            if let Some(value) = with.get(*attribute) {
                known.insert((*attribute).to_owned(), value.clone());
            }
        }
        known.retain(|_, value| says_something(value));
        changed |= person.attributes != known;
        person.attributes = known;
        if changed {
            Ok(())
        } else {
            Err("NothingToChange")
        }
    }

    pub(super) fn create_group(&mut self, who: &str, with: &Value) {
        let group = Group {
            id: String::new(),
            purpose: match (with["isTeam"] == true, texts(with, "groupTypes")) {
                (true, _) => Purpose::Team,
                (_, types) if types.iter().any(|it| it == "Unified") => Purpose::Microsoft365,
                _ => Purpose::Security,
            },
            members: texts(with, "members").into_iter().collect(),
            owners: [who.to_owned()].into(),
            rule: with["membershipRule"].as_str().map(ToOwned::to_owned),
            deleted: None,
            purged: false,
        };
        self.groups
            .insert(text(with, "displayName").to_owned(), group);
    }

    /// `updateGroup`: another rule fills it, or people do from now on.
    pub(super) fn update_group(&mut self, who: &str, with: &Value) -> Verdict {
        let name = text(with, "group");
        self.manages_group(who, name)?;
        let group = self.groups.get_mut(name).unwrap();
        if group.deleted.is_some() {
            return Err("NotFound");
        }
        let rule = with["membershipRule"].as_str().map(ToOwned::to_owned);
        if group.rule == rule {
            return Err("NothingToChange");
        }
        let began = group.rule.is_none();
        group.rule = rule;
        if group.rule.is_some() {
            // Rules admit people only, and nobody gives what a rule decides.
            group.members.retain(|member| member.contains('@'));
            for record in self.assignments.iter_mut().filter(|it| it.is_active()) {
                let members = record.grants.iter_mut().filter(|grant| {
                    grant.object == name && grant.role == "Member" && grant.is_fulfilled()
                });
                for grant in members {
                    grant.given = Given::ByRule;
                }
            }
        }
        if began {
            self.note("a rule begins to fill a group");
        }
        Ok(())
    }

    /// `addGroupMember` and `removeGroupMember`.
    pub(super) fn edit_group(&mut self, who: &str, adds: bool, line: &Value) -> Verdict {
        let with = &line["with"];
        let (name, member) = (text(with, "group"), text(with, "member"));
        let group = &self.groups[name];
        if !self.administrators.contains(who) && !group.owners.contains(who) {
            return Err("UnAuthorized");
        }
        if group.deleted.is_some() {
            return Err("NotFound");
        }
        if group.rule.is_some() {
            return Err("DynamicGroupMembership");
        }
        if adds && self.person(member).deleted.is_some() {
            return Err("NotFound");
        }
        if group.members.contains(member) == adds {
            return Err("NothingToChange");
        }
        if !adds && items(line, "acknowledge").is_empty() && self.is_governed(name, member) {
            return Err("ManagedByEntitlement");
        }
        self.set_role(name, "Member", member, adds);
        Ok(())
    }

    /// Tells whether an assignment gives somebody a group.
    fn is_governed(&self, group: &str, name: &str) -> bool {
        self.assignments.iter().any(|assignment| {
            assignment.is_active()
                && assignment.target == name
                && assignment.grants.iter().any(|grant| {
                    grant.is_fulfilled() && grant.object == group && grant.role == "Member"
                })
        })
    }
}
