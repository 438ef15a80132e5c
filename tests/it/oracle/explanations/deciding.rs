//! Who decides, stage by stage, and whom the door lets decide.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Tally, asked};
use crate::oracle::approval::{ALTERNATES, PRIMARIES};
use crate::oracle::draw;
use crate::oracle::observed::Observed;
use crate::oracle::world::State;
use crate::support::random::Dice;

/// Reads the people of a stage.
fn people(observed: &Observed, stage: &Value, which: &str) -> BTreeSet<String> {
    let people = stage[which].as_array().unwrap().iter();
    people
        .map(|it| observed.name(it.get("person").unwrap_or(it)))
        .collect()
}

/// Requires that an answer names for each stage whom the oracle would ask.
#[track_caller]
fn assert_stages(observed: &Observed, told: &Value, stages: &[Value], by: Option<&str>, who: &str) {
    let found = told["stages"].as_array().unwrap();
    assert_eq!(found.len(), stages.len(), "{told}");
    for (found, terms) in found.iter().zip(stages) {
        let primaries = observed.world.primaries(terms, by, who);
        assert_eq!(people(observed, found, "approvers"), primaries, "{told}");
        let alternates = if terms["isEscalationEnabled"] == true {
            observed.world.alternates(terms, by, who)
        } else {
            BTreeSet::new()
        };
        assert_eq!(people(observed, found, "alternates"), alternates, "{told}");
        let mut delegates = observed.world.delegates(terms, PRIMARIES, by, who);
        if terms["isEscalationEnabled"] == true {
            delegates.extend(observed.world.delegates(terms, ALTERNATES, by, who));
        }
        assert_eq!(people(observed, found, "delegates"), delegates, "{told}");
    }
}

pub(super) fn decides(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let who = dice.pick(&observed.everybody()).clone();
    let package = draw::some_package(dice, &observed.world);
    if let Some(policy) = draw::some_policy(dice, &observed.world, package) {
        let with = json!({"policy": observed.policy(&policy), "person": observed.person(&who)});
        let told = asked(observed, tally, "approvers", &with);
        let stages = observed.world.policies[&policy].stages("isApprovalRequiredForAdd");
        assert_eq!(told["verdict"], !stages.is_empty(), "{told}");
        assert_stages(observed, &told, &stages, Some(&who), &who);
    }
    let requests = observed.world.requests.iter().enumerate();
    let pending = requests.filter(|(_, request)| matches!(request.state, State::Pending { .. }));
    let pending: Vec<usize> = pending.map(|(number, _)| number).collect();
    if pending.is_empty() {
        return;
    }
    let number = *dice.pick(&pending);
    let request = observed.world.requests[number].clone();
    let told = asked(
        observed,
        tally,
        "approvers",
        &json!({"request": request.id}),
    );
    let by = request.requestor.as_deref();
    assert_stages(observed, &told, &request.stages, by, &request.target);
    let State::Pending { stage } = request.state else {
        return;
    };
    let mut named = people(observed, &told["stages"][stage], "approvers");
    if request.opened[stage].escalated {
        named.extend(people(observed, &told["stages"][stage], "alternates"));
    }
    let deciding = observed.world.deciding(number);
    assert!(named.is_subset(&deciding), "{deciding:?}: {told}");
    named = deciding;
    let mut people = observed.acting();
    people.retain(|who| named.contains(who) || dice.chance(35));
    for who in people {
        let with = json!({"request": request.id, "justification": "Known"});
        let line = json!({"as": who, "do": "approveRequest", "with": with});
        let accepted = observed.door(&line).is_none();
        assert_eq!(accepted, named.contains(&who), "{line}: {told}");
        let waiting = json!({"as": who, "list": "approvals", "where": {"status": "pending"}});
        let waiting = observed.answer(&waiting);
        let mut rows = waiting["rows"].as_array().unwrap().iter();
        let found = rows.any(|row| row["id"] == json!(request.id));
        assert_eq!(found, accepted, "{who} {told}: {waiting}");
    }
}
