//! What brings somebody into a group: joining it, or being as a rule wants them.

use serde_json::{Map, Value, json};

use super::{Case, Remedy, guid, remedy};
use crate::domain::id::{ObjectRef, UserId};
use crate::domain::rule::{Clause, MembershipRule, Property};

pub(super) fn join(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let Some(user) = case.person.user() else {
        return Vec::new();
    };
    objects
        .iter()
        .filter(|object| matches!(object, ObjectRef::Group(_)))
        .map(|group| {
            let text = format!("add {} to group {}", case.name(user), case.name(*group));
            let with = json!({"group": guid(*group), "member": guid(user)});
            remedy(text, "addGroupMember", with)
        })
        .collect()
}

/// Gives the person what a rule asks of them: what one comparison wants, or else what all of those
/// want that do not hold.
pub(super) fn fit_rule(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let Some(user) = case.person.user() else {
        return Vec::new();
    };
    let Some(person) = case.tenant.find_user(user) else {
        return Vec::new();
    };
    let rules = objects.iter().filter_map(|object| rule_of(case, *object));
    let mut remedies = Vec::new();
    for rule in rules {
        let clauses = rule.clauses(person, case.now).into_iter();
        let wanted: Vec<(Property, Value)> = clauses
            .filter(|clause| !clause.holds)
            .filter_map(|clause| wanted(&clause))
            .collect();
        remedies.extend(wanted.iter().map(|one| edit(case, user, &[one])));
        if wanted.len() > 1 {
            let all: Vec<_> = wanted.iter().collect();
            remedies.push(edit(case, user, &all));
        }
    }
    remedies
}

fn rule_of<'a>(case: &Case<'a>, object: ObjectRef) -> Option<&'a MembershipRule> {
    if let ObjectRef::Group(group) = object {
        case.tenant.find_group(group)?.live_rule()
    } else if let ObjectRef::Policy(policy) = object {
        let policy = case.tenant.find_policy(policy)?;
        policy.terms.assigning().map(|automatic| &automatic.rule)
    } else {
        None
    }
}

/// Returns the first value that a comparison names, as a property may have it.
fn wanted(clause: &Clause<'_>) -> Option<(Property, Value)> {
    let quote = clause.text.find(['"', '\''])?;
    let mark = clause.text.get(quote..=quote)?;
    let rest = clause.text.get(quote + 1..)?;
    let end = rest.find(mark)?;
    let value = rest.get(..end).filter(|value| !value.is_empty())?;
    Some((clause.property, Value::from(value)))
}

fn edit(case: &Case<'_>, user: UserId, wanted: &[&(Property, Value)]) -> Remedy {
    let mut with = Map::new();
    with.insert("user".to_owned(), json!(guid(user)));
    let mut words = Vec::new();
    for (property, value) in wanted {
        with.insert(property.name().to_owned(), value.clone());
        words.push(format!("{} to {value}", property.name()));
    }
    let text = format!("set {} of {}", words.join(" and "), case.name(user));
    remedy(text, "updateUser", with)
}
