//! What administrators delete of packages and policies.

use super::world::{Package, State, Verdict, World};

impl World {
    /// Finds a package that was not deleted.
    pub(super) fn live_package(&self, package: &str) -> Option<&Package> {
        self.packages.get(package).filter(|record| !record.gone)
    }

    /// Lists the packages that were not deleted.
    pub(super) fn live_packages(&self) -> Vec<&String> {
        let live = self.packages.iter().filter(|(_, record)| !record.gone);
        live.map(|(name, _)| name).collect()
    }

    /// `deletePolicy`: what runs under it is canceled, and nothing goes while somebody holds access.
    pub(super) fn delete_policy(&mut self, policy: &str) -> Verdict {
        let held = |it: &super::world::Assignment| it.is_active() && it.policy == policy;
        if self.assignments.iter().any(held) {
            return Err("PolicyHasAssignments");
        }
        self.drop_policy(policy);
        Ok(())
    }

    /// `deleteAccessPackage`: its policies go with it, and others exclude it no longer.
    pub(super) fn delete_package(&mut self, package: &str) -> Verdict {
        let held = |it: &super::world::Assignment| it.is_active() && it.package == package;
        if self.assignments.iter().any(held) {
            return Err("PackageHasAssignments");
        }
        let policies = self.policies_of(package).into_iter();
        let policies: Vec<String> = policies.map(|(name, _)| name.clone()).collect();
        for policy in policies {
            self.drop_policy(&policy);
        }
        for other in self.packages.values_mut() {
            other.incompatible_packages.remove(package);
        }
        self.packages.get_mut(package).unwrap().gone = true;
        Ok(())
    }

    pub(super) fn drop_policy(&mut self, policy: &str) {
        self.forget_reviews(policy);
        for number in 0..self.requests.len() {
            let request = &self.requests[number];
            if request.policy == policy && request.state.is_open() {
                self.finish(number, State::Canceled);
            }
        }
        self.policies.get_mut(policy).unwrap().gone = true;
    }
}
