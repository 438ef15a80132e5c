//! Who reviews somebody's access, and whom the door lets review it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Tally, asked};
use crate::oracle::observed::Observed;
use crate::oracle::reviews::Phase;
use crate::oracle::world::Kind;
use crate::support::random::Dice;

/// Picks a round, and somebody: mostly one whose access it is about.
fn access(observed: &Observed, dice: &mut Dice) -> Option<(usize, String)> {
    let world = &observed.world;
    let known = (0..world.reviews.len()).filter(|it| !world.reviews[*it].id.is_empty());
    let mut known: Vec<usize> = known.collect();
    let under_way = |number: &usize| world.reviews[*number].is_under_way();
    if dice.chance(80) && known.iter().any(under_way) {
        known.retain(under_way);
    }
    let number = *dice.pick_late(&known)?;
    let listed = world.reviews[number].items.iter();
    let listed = listed.map(|item| item.principal.clone());
    let mut people: Vec<String> = listed.collect();
    if people.is_empty() || dice.chance(20) {
        people = observed.everybody();
    }
    people.retain(|name| {
        let person = world.person(name);
        let account = person.kind != Kind::Outsider && person.deleted.is_none();
        account && !person.purged && !name.contains('#')
    });
    (!people.is_empty()).then(|| (number, dice.pick(&people).clone()))
}

pub(super) fn reviews(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let Some((number, principal)) = access(observed, dice) else {
        return;
    };
    let review = observed.world.reviews[number].clone();
    let named = observed.world.reviewers(number, &principal);
    let mut listed = review.items.iter();
    let held = listed.any(|item| {
        item.principal == principal && observed.world.assignments[item.assignment].is_active()
    });
    let open = review.phase == Phase::Open && held;
    let who = observed.person(&principal);
    let told = asked(
        observed,
        tally,
        "reviewers",
        &json!({"review": review.id, "person": who}),
    );
    assert_eq!(told["verdict"], open && !named.is_empty(), "{told}");
    let people = |list: &str| -> BTreeSet<String> {
        let people = told[list].as_array().unwrap().iter();
        people
            .map(|it| observed.name(it.get("person").unwrap_or(it)))
            .collect()
    };
    assert_eq!(people("reviewers"), named, "{principal}: {told}");
    let passed_over = people("dropped");
    assert!(passed_over.is_disjoint(&named), "{told}");
    let mut acting = observed.acting();
    acting.retain(|who| named.contains(who) || passed_over.contains(who) || dice.chance(35));
    for actor in acting {
        let with = json!({"review": review.id, "principal": principal, "decision": "Approve",
            "justification": "We spoke"});
        let line = json!({"as": actor, "do": "decideReview", "with": with});
        let accepted = observed.door(&line).is_none();
        assert_eq!(accepted, open && named.contains(&actor), "{line}: {told}");
        let filter = json!({"review": review.id, "assignedToMe": true});
        let waiting = json!({"as": actor, "list": "reviewItems", "where": filter});
        let waiting = observed.answer(&waiting);
        let mut rows = waiting["rows"].as_array().into_iter().flatten();
        let found = rows.any(|row| row["principal"]["id"] == Value::String(who.clone()));
        assert_eq!(found, accepted, "{actor} {told}: {waiting}");
    }
}
