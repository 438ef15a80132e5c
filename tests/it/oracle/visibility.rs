//! Which policies admit whom, and which packages people find.

use serde_json::Value;

use super::world::{Instant, Kind, Policy, World, end_of, items, text};

impl Policy {
    pub(super) fn scope(&self) -> &str {
        text(&self.body, "allowedTargetScope")
    }

    pub(super) fn is_enabled(&self) -> bool {
        self.body["isEnabled"] == true
    }

    /// Reads a switch of the requestor settings.
    pub(super) fn lets(&self, switch: &str) -> bool {
        self.body["requestorSettings"][switch] == true
    }

    pub(super) fn expiration(&self) -> &Value {
        &self.body["expiration"]
    }

    pub(super) fn has_ended(&self, now: Instant) -> bool {
        text(self.expiration(), "type") == "afterDateTime"
            && end_of(self.expiration(), now) <= Some(now)
    }

    /// Returns the stages that a request for new access, or for more time, goes through.
    pub(super) fn stages(&self, switch: &str) -> Vec<Value> {
        let settings = &self.body["requestApprovalSettings"];
        if settings[switch] == true {
            items(settings, "stages").to_vec()
        } else {
            Vec::new()
        }
    }

    pub(super) fn wants_justification(&self) -> bool {
        let settings = &self.body["requestApprovalSettings"];
        let approval = settings["isApprovalRequiredForAdd"] == true
            || settings["isApprovalRequiredForUpdate"] == true;
        settings["isRequestorJustificationRequired"]
            .as_bool()
            .unwrap_or(approval)
    }

    /// The rank of the scope: lower is better.
    pub(super) fn rank(&self) -> u8 {
        match self.scope() {
            "specificDirectoryUsers" | "specificConnectedOrganizationUsers" => 1,
            "allMemberUsers" => 2,
            "allDirectoryUsers" => 3,
            _ => 4,
        }
    }
}

impl World {
    /// Tells whether a policy's scope covers somebody, enabled or not.
    pub(super) fn matches(&self, policy: &Policy, name: &str) -> bool {
        let person = self.person(name);
        let has_account = person.kind != Kind::Outsider;
        let organization = self.organization_of(name);
        match policy.scope() {
            "specificDirectoryUsers" => {
                has_account
                    && items(&policy.body, "specificAllowedTargets").iter().any(
                        |target| match text(target, "userId") {
                            "" => self.groups_of(name).contains(text(target, "groupId")),
                            user => user == name,
                        },
                    )
            }
            "allMemberUsers" => person.kind == Kind::Member,
            "allDirectoryUsers" => has_account,
            "specificConnectedOrganizationUsers" => items(&policy.body, "specificAllowedTargets")
                .iter()
                .any(|target| organization == Some(text(target, "connectedOrganizationId"))),
            "allConfiguredConnectedOrganizationUsers" => {
                organization.is_some_and(|organization| self.organizations[organization].configured)
            }
            "allExternalUsers" => self.is_external(name),
            _ => false,
        }
    }

    /// Lists a package's policies.
    pub(super) fn policies_of(&self, package: &str) -> Vec<(&String, &Policy)> {
        self.policies
            .iter()
            .filter(|(_, policy)| policy.package == package && !policy.gone)
            .collect()
    }

    /// Lists the policies that somebody may choose from: those of the best rank that admit them.
    pub(super) fn offered(&self, package: &str, name: &str) -> Vec<String> {
        let admitting: Vec<(&String, &Policy)> = self
            .policies_of(package)
            .into_iter()
            .filter(|(_, policy)| {
                policy.is_enabled() && !policy.has_ended(self.now) && self.matches(policy, name)
            })
            .collect();
        let best = admitting.iter().map(|(_, policy)| policy.rank()).min();
        admitting
            .into_iter()
            .filter(|(_, policy)| Some(policy.rank()) == best)
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// Tells whether somebody finds a package without a link.
    pub(super) fn sees(&self, package: &str, name: &str) -> bool {
        let record = &self.packages[package];
        let catalog = &self.catalogs[&record.catalog];
        let admitted = !self.offered(package, name).is_empty()
            || self.specific_seen_by_all
                && self.person(name).kind == Kind::Member
                && self.policies_of(package).iter().any(|(_, policy)| {
                    policy.scope() == "specificDirectoryUsers"
                        && !policy.is_automatic()
                        && policy.is_enabled()
                        && !policy.has_ended(self.now)
                });
        catalog.published
            && (catalog.external || !self.is_external(name))
            && self.domain_allowed(name)
            && !record.hidden
            && admitted
    }

    /// Lists the packages under My Access, Available: seen, and not held.
    pub(super) fn available(&self, name: &str) -> Vec<String> {
        self.live_packages()
            .into_iter()
            .filter(|package| self.sees(package, name) && self.held(package, name).is_none())
            .cloned()
            .collect()
    }
}
