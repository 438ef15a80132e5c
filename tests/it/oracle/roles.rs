//! What packages give: roles that are added, taken out and exchanged, for whoever holds the package.

use serde_json::Value;

use super::world::{Grant, Held, Verdict, World, text};

/// An object and a role there.
type Role = (String, String);

fn role(value: &Value) -> Role {
    (
        text(value, "resource").to_owned(),
        text(value, "role").to_owned(),
    )
}

impl World {
    /// `addResourceRole`.
    pub(super) fn add_role(&mut self, with: &Value) -> Verdict {
        let package = text(with, "accessPackage").to_owned();
        let new = role(with);
        self.may_be_given(&package, &new)?;
        let record = self.packages.get_mut(&package).unwrap();
        record.roles.push(new.clone());
        for holder in self.holders(&package) {
            self.give(holder, &new.0, &new.1);
        }
        Ok(())
    }

    /// `removeResourceRole`.
    pub(super) fn remove_role(&mut self, with: &Value) -> Verdict {
        let package = text(with, "accessPackage").to_owned();
        let old = role(with);
        self.is_given(&package, &old)?;
        let record = self.packages.get_mut(&package).unwrap();
        record.roles.retain(|kept| *kept != old);
        for holder in self.holders(&package) {
            self.drop_grant(holder, &old);
        }
        Ok(())
    }

    /// `replaceResourceRole`: what comes is given before what goes is taken.
    pub(super) fn replace_role(&mut self, with: &Value) -> Verdict {
        let package = text(with, "accessPackage").to_owned();
        let (old, new) = (role(with), role(&with["by"]));
        self.is_given(&package, &old)?;
        self.may_be_given(&package, &new)?;
        let record = self.packages.get_mut(&package).unwrap();
        let place = record.roles.iter().position(|kept| *kept == old).unwrap();
        record.roles[place] = new.clone();
        for holder in self.holders(&package) {
            self.give(holder, &new.0, &new.1);
            self.drop_grant(holder, &old);
        }
        Ok(())
    }

    fn may_be_given(&self, package: &str, role: &Role) -> Verdict {
        if !self.is_eligible(&role.0, &role.1) {
            return Err("RoleNotEligible");
        }
        if self.packages[package].roles.contains(role) {
            return Err("DuplicateResourceRole");
        }
        Ok(())
    }

    fn is_given(&self, package: &str, role: &Role) -> Verdict {
        if self.packages[package].roles.contains(role) {
            Ok(())
        } else {
            Err("NotFound")
        }
    }

    fn holders(&self, package: &str) -> Vec<usize> {
        let numbered = self.assignments.iter().enumerate();
        numbered
            .filter(|(_, held)| held.is_active() && held.package == package)
            .map(|(number, _)| number)
            .collect()
    }

    /// Takes what a package gives no longer from somebody who holds it.
    fn drop_grant(&mut self, assignment: usize, (group, role): &Role) {
        let grants = &self.assignments[assignment].grants;
        let found = grants
            .iter()
            .find(|grant| (&grant.object, &grant.role) == (group, role));
        if found.is_some_and(Grant::was_given) {
            self.revoke(assignment, group, role);
        }
        let grants = &mut self.assignments[assignment].grants;
        grants.retain(|grant| (&grant.object, &grant.role) != (group, role));
        self.settle_rest(assignment);
    }

    /// Lets an assignment that was delivered in part count as delivered once nothing is missing.
    pub(super) fn complete(&mut self, assignment: usize) {
        let record = &mut self.assignments[assignment];
        if record.state == Held::Partial && record.grants.iter().all(Grant::is_fulfilled) {
            record.state = Held::Delivered;
        }
    }
}
