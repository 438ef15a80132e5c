//! Draws edits of people, catalogs, packages, policies and organizations.

use serde_json::{Value, json};

use super::super::setting::{
    ADMINISTRATOR, PACKAGES, approval, expiration, member, questions, requestor_settings,
    some_member,
};
use super::super::world::{World, text, written};
use super::by;
use crate::support::random::Dice;

pub(super) fn edit(dice: &mut Dice, world: &World) -> Value {
    let package = *dice.pick(PACKAGES);
    let (command, with) = match dice.below(12) {
        0..3 => {
            let name = some_member(dice);
            let on = !world.person(&name).enabled;
            ("updateUser", json!({"user": name, "accountEnabled": on}))
        }
        3 => {
            let (user, manager) = (*dice.pick(&["ana", "ben"]), *dice.pick(&["boss", "cleo"]));
            let with = json!({"user": member(user), "manager": member(manager)});
            ("updateUser", with)
        }
        4 => {
            let state = *dice.pick(&["published", "published", "unpublished"]);
            let with = json!({"catalog": *dice.pick(&["Sales", "Partners"]), "state": state,
                "isExternallyVisible": dice.chance(80)});
            ("updateCatalog", with)
        }
        5 => {
            let with = json!({"accessPackage": package, "isHidden": dice.chance(20)});
            ("updateAccessPackage", with)
        }
        6..10 => ("updatePolicy", new_terms(dice, world, package)),
        10 => {
            let verb = *dice.pick(&["add", "remove"]);
            let other = *dice.pick(PACKAGES);
            let with = json!({"accessPackage": package, "incompatible": other});
            return by(
                ADMINISTRATOR,
                &format!("{verb}IncompatibleAccessPackage"),
                &with,
            );
        }
        _ if dice.chance(50) => {
            let mode = *dice.pick(&["none", "none", "deny"]);
            let with = json!({"b2b": {"mode": mode, "domains": ["fabrikam.com"]}});
            ("updateOrganization", with)
        }
        _ => {
            let name = *dice.pick(&["Contoso people", "Fabrikam people"]);
            let state = *dice.pick(&["configured", "proposed"]);
            let with = json!({"connectedOrganization": name, "state": state});
            ("updateConnectedOrganization", with)
        }
    };
    by(ADMINISTRATOR, command, &with)
}

/// Draws an edit of one of a package's policies.
fn new_terms(dice: &mut Dice, world: &World, package: &str) -> Value {
    let policies = world.policies_of(package);
    let (policy, terms) = policies[dice.below(policies.len())];
    match dice.below(5) {
        4 => json!({"policy": policy, "questions": questions(dice)}),
        0 => json!({"policy": policy, "isEnabled": dice.chance(75)}),
        1 => json!({"policy": policy, "requestorSettings": requestor_settings(dice)}),
        2 => {
            let approval = approval(dice, terms.scope());
            json!({"policy": policy, "requestApprovalSettings": approval})
        }
        _ => {
            let mut new = expiration(dice);
            if text(&new, "type") == "afterDateTime" {
                new["endDateTime"] = json!(written(world.now + 3 * 86_400));
            }
            json!({"policy": policy, "expiration": new})
        }
    }
}
