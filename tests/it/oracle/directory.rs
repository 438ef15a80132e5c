//! What administrators prepare and edit: organizations, catalogs, packages, policies.

use serde_json::Value;

use super::objects::{MICROSOFT_365, SITES, TEAMS};
use super::rules::rule_of;
use super::world::{
    Catalog, DAY, Organization, Package, Policy, Verdict, World, instant, items, text, texts,
    written,
};

impl World {
    pub(super) fn create_organization(&mut self, with: &Value) {
        let organization = Organization {
            configured: with["state"] != "proposed",
            sources: items(with, "identitySources").to_vec(),
            internal: texts(with, "internalSponsors").into_iter().collect(),
            external: texts(with, "externalSponsors").into_iter().collect(),
        };
        self.organizations
            .insert(text(with, "displayName").to_owned(), organization);
    }

    pub(super) fn update_organization(&mut self, with: &Value) -> Verdict {
        let name = text(with, "connectedOrganization");
        let organization = self.organizations.get_mut(name).unwrap();
        let configured = with["state"] == "configured";
        if organization.configured == configured {
            return Err("NothingToChange");
        }
        organization.configured = configured;
        Ok(())
    }

    pub(super) fn update_b2b(&mut self, with: &Value) -> Verdict {
        for switch in [SITES, MICROSOFT_365, TEAMS] {
            let Some(on) = with[switch].as_bool() else {
                continue;
            };
            let changed = if on {
                self.not_shared.remove(switch)
            } else {
                self.not_shared.insert(switch.to_owned())
            };
            return if changed {
                Ok(())
            } else {
                Err("NothingToChange")
            };
        }
        let mode = text(&with["b2b"], "mode").to_owned();
        let domains = texts(&with["b2b"], "domains").into_iter().collect();
        let old = match self.b2b_mode.as_str() {
            "" => "none",
            mode => mode,
        };
        if old == mode && self.b2b_domains == domains {
            return Err("NothingToChange");
        }
        self.b2b_mode = mode;
        self.b2b_domains = domains;
        Ok(())
    }

    pub(super) fn create_catalog(&mut self, with: &Value) {
        let catalog = Catalog {
            published: with["state"] != "unpublished",
            external: with["isExternallyVisible"] != false,
        };
        self.catalogs
            .insert(text(with, "displayName").to_owned(), catalog);
    }

    /// `setResourceAttributes`.
    pub(super) fn ask_for_attributes(&mut self, with: &Value) -> Verdict {
        let key = (
            text(with, "catalog").to_owned(),
            text(with, "resource").to_owned(),
        );
        let new = items(with, "attributes").to_vec();
        let old = self.asks.entry(key).or_default();
        if *old == new {
            return Err("NothingToChange");
        }
        *old = new;
        Ok(())
    }

    pub(super) fn update_catalog(&mut self, with: &Value) -> Verdict {
        let catalog = self.catalogs.get_mut(text(with, "catalog")).unwrap();
        let old = (catalog.published, catalog.external);
        if let Some(state) = with["state"].as_str() {
            catalog.published = state == "published";
        }
        if let Some(visible) = with["isExternallyVisible"].as_bool() {
            catalog.external = visible;
        }
        if old == (catalog.published, catalog.external) {
            return Err("NothingToChange");
        }
        Ok(())
    }

    pub(super) fn create_package(&mut self, with: &Value) -> Verdict {
        let mut given = items(with, "resourceRoles").iter();
        if given.any(|role| !self.is_eligible(text(role, "resource"), text(role, "role"))) {
            return Err("RoleNotEligible");
        }
        let catalog = text(with, "catalog").to_owned();
        let key = format!("{catalog}/{}", text(with, "displayName"));
        let roles = items(with, "resourceRoles")
            .iter()
            .map(|role| {
                (
                    text(role, "resource").to_owned(),
                    text(role, "role").to_owned(),
                )
            })
            .collect();
        for body in items(with, "policies") {
            self.create_policy(&key, body)?;
        }
        let package = Package {
            catalog,
            hidden: with["isHidden"] == true,
            roles,
            ..Package::default()
        };
        self.packages.insert(key, package);
        Ok(())
    }

    /// `createPolicy`.
    pub(super) fn create_policy(&mut self, package: &str, body: &Value) -> Verdict {
        let mut body = body.clone();
        let of_package = self.policies_of(package);
        let second = of_package.iter().any(|(_, policy)| policy.is_automatic());
        if second && rule_of(&body).is_some() {
            return Err("AutoPolicyExists");
        }
        self.number_questions(&mut body, &Value::Null);
        self.today_is_now(&mut body, &Value::Null);
        let name = format!("{package}/{}", text(&body, "displayName"));
        let policy = Policy {
            id: String::new(),
            package: package.to_owned(),
            body,
            gone: false,
        };
        self.policies.insert(name.clone(), policy);
        self.plan_review(&name);
        Ok(())
    }

    /// Lets reviews begin now that were to begin earlier on the same day.
    fn today_is_now(&self, body: &mut Value, old: &Value) {
        let Some(start) = starts(body).as_str().map(instant) else {
            return;
        };
        let earlier_today = start < self.now && start / DAY == self.now / DAY;
        if earlier_today && starts(body) != starts(old) {
            body["reviewSettings"]["schedule"]["startDateTime"] = written(self.now).into();
        }
    }

    pub(super) fn update_package(&mut self, with: &Value) -> Verdict {
        let package = self.packages.get_mut(text(with, "accessPackage")).unwrap();
        let hidden = with["isHidden"] == true;
        if package.hidden == hidden {
            return Err("NothingToChange");
        }
        package.hidden = hidden;
        Ok(())
    }

    /// `updatePolicy`: what is given replaces that member whole.
    pub(super) fn update_policy(&mut self, with: &Value) -> Verdict {
        let name = text(with, "policy");
        let old = self.policies[name].body.clone();
        let mut body = old.clone();
        for (member, value) in with.as_object().unwrap() {
            if member != "policy" {
                body[member] = value.clone();
            }
        }
        self.today_is_now(&mut body, &old);
        let locked = old["reviewSettings"]["isEnabled"] == true
            && body["reviewSettings"]["isEnabled"] == true
            && starts(&old) != starts(&body);
        if locked {
            return Err("ReviewStartLocked");
        }
        let mut wanted = items(&body, "verifiedCredentialRequirements").iter();
        if wanted.any(|it| items(it, "types").is_empty()) {
            return Err("NameRequired");
        }
        if rule_of(&body).is_some() && body["expiration"]["type"] != "noExpiration" {
            return Err("AutoPolicyInvalid");
        }
        self.number_questions(&mut body, &old);
        let policy = self.policies.get_mut(name).unwrap();
        policy.body = body;
        if meant(&policy.body) == meant(&old) {
            return Err("NothingToChange");
        }
        self.plan_review(name);
        Ok(())
    }

    /// `addIncompatible…` and `removeIncompatible…`.
    pub(super) fn edit_incompatible(&mut self, adds: bool, with: &Value) -> Verdict {
        let name = text(with, "accessPackage");
        let gone = |group: &super::world::Group| group.deleted.is_some();
        if adds && self.groups.get(text(with, "group")).is_some_and(gone) {
            return Err("NotFound");
        }
        let package = self.packages.get_mut(name).unwrap();
        let (list, other) = match text(with, "group") {
            "" => (
                &mut package.incompatible_packages,
                text(with, "incompatible"),
            ),
            group => (&mut package.incompatible_groups, group),
        };
        if adds && other == name {
            return Err("IncompatibleSelf");
        }
        match (adds, list.contains(other)) {
            (true, true) => return Err("DuplicateIncompatibility"),
            (false, false) => return Err("NothingToChange"),
            (true, false) => list.insert(other.to_owned()),
            (false, true) => list.remove(other),
        };
        Ok(())
    }
}

/// Returns when the reviews of a policy begin.
fn starts(body: &Value) -> &Value {
    &body["reviewSettings"]["schedule"]["startDateTime"]
}

/// Writes a policy so that two that mean the same are the same.
fn meant(body: &Value) -> Value {
    let mut body = body.clone();
    let policy = Policy {
        id: String::new(),
        package: String::new(),
        body: body.clone(),
        gone: false,
    };
    if items(&body, "questions").is_empty() {
        body["questions"] = Value::Null;
    }
    if items(&body, "verifiedCredentialRequirements").is_empty() {
        body["verifiedCredentialRequirements"] = Value::Null;
    }
    if items(&body, "customExtensionStageSettings").is_empty() {
        body["customExtensionStageSettings"] = Value::Null;
    }
    if body["notificationSettings"]["isAssignmentNotificationDisabled"] != true {
        body["notificationSettings"] = Value::Null;
    }
    if policy.scope() != "specificDirectoryUsers" || policy.is_automatic() {
        let ends = "removeAccessWhenTargetLeavesAllowedTargets";
        body["requestorSettings"][ends] = Value::Null;
    }
    let settings = &mut body["requestApprovalSettings"];
    settings["isRequestorJustificationRequired"] = policy.wants_justification().into();
    body
}
