//! Whether somebody may ask for a package, for whom, and under which policy.

use serde_json::{Value, json};

use super::{Tally, asked};
use crate::oracle::draw;
use crate::oracle::observed::Observed;
use crate::oracle::setting::some_member;
use crate::support::random::Dice;

/// What only a filled-in form can lack.
const FORM: &[&str] = &["JustificationRequired", "AnswerRequired"];

/// A question whether somebody may ask for a package, for whom and under which policy.
struct Wish {
    who: String,
    target: String,
    package: &'static str,
    policy: Option<String>,
}

impl Wish {
    fn drawn(observed: &Observed, dice: &mut Dice) -> Self {
        let (mut who, package) = if dice.chance(60) {
            draw::asking(dice, &observed.world)
        } else {
            let who = dice.pick(&observed.everybody()).clone();
            (who, draw::some_package(dice, &observed.world))
        };
        let mut target = who.clone();
        if dice.chance(25) {
            target = some_member(dice);
            let manager = &observed.world.person(&target).manager;
            if let (Some(manager), true) = (manager, dice.chance(70)) {
                who.clone_from(manager);
            }
        }
        let policy = draw::some_policy(dice, &observed.world, package);
        Self {
            who,
            target,
            package,
            policy: policy.filter(|_| dice.chance(40)),
        }
    }

    /// Says which rule the oracle would have refuse it.
    fn expected(&self, observed: &Observed) -> Option<&'static str> {
        if !observed.world.may_sign_in(&self.who) {
            return Some("SignInBlocked");
        }
        let named = self.policy.as_deref().unwrap_or_default();
        let may = observed
            .world
            .may_ask(&self.who, &self.target, self.package, named);
        match may {
            Ok((_, policy)) => observed.world.proves(&self.who, &policy).err(),
            Err(code) => Some(code),
        }
    }

    /// Lists the package's policies: which admit the target, and which are offered.
    fn policies(&self, observed: &Observed) -> Vec<Value> {
        let world = &observed.world;
        let offered = world.offered(self.package, &self.target);
        let policies = world.policies_of(self.package).into_iter();
        let rows = policies.map(|(key, policy)| {
            let matches = world.matches(policy, &self.target);
            json!([observed.policy(key), matches, offered.contains(key)])
        });
        let mut rows: Vec<Value> = rows.collect();
        rows.sort_by_key(Value::to_string);
        rows
    }
}

pub(super) fn asks(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let asked_for = Wish::drawn(observed, dice);
    let target = observed.world.person(&asked_for.target);
    if target.purged || target.deleted.is_some() && !observed.world.may_sign_in(&asked_for.who) {
        return;
    }
    let mut with = json!({"person": observed.person(&asked_for.who), "accessPackage": observed.package(asked_for.package)});
    let mut line = json!({"as": asked_for.who, "do": "submitRequest", "with": {"accessPackage": asked_for.package}});
    if asked_for.who != asked_for.target {
        with["onBehalfOf"] = json!(observed.person(&asked_for.target));
        line["with"]["target"] = json!(asked_for.target);
    }
    if let Some(policy) = &asked_for.policy {
        with["policy"] = json!(observed.policy(policy));
        line["with"]["policy"] = json!(policy);
    }
    let told = asked(observed, tally, "canRequest", &with);
    assert_eq!(
        told["code"].as_str(),
        asked_for.expected(observed),
        "{line}: {told}"
    );
    let door = observed.door(&line);
    // What is to be presented comes after what the form brings.
    let form = door.as_deref().is_some_and(|code| FORM.contains(&code));
    let door = door.filter(|_| !form);
    let presented = form && told["code"] == "VerifiedIdRequired";
    assert!(
        presented || told["code"].as_str() == door.as_deref(),
        "{line}: {door:?} {told}"
    );
    let rows = told["policies"].as_array().unwrap().iter();
    let rows = rows.map(|row| json!([row["policy"]["id"], row["matches"], row["offered"]]));
    let mut rows: Vec<Value> = rows.collect();
    rows.sort_by_key(Value::to_string);
    assert_eq!(rows, asked_for.policies(observed), "{line}: {told}");
}
