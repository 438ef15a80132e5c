//! How somebody comes to be in a group: by hand, by an assignment, by a group inside, or by a rule.

use serde_json::{Value, json};

use super::{guid, may_ask_about, person, required};
use crate::domain::id::{GroupId, Origin, PolicyId, Principal, UserId};
use crate::domain::resource::ResourceRole;
use crate::domain::rule::{self, MembershipRule};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, Walk};
use crate::script::query::{Asked, Fields, directory};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

/// Tells whether somebody is in a group; where a rule decides, whether it matches comes first.
pub(super) fn is_in(tenant: &Tenant, now: Timestamp, with: &Fields, sink: &mut dyn Sink) -> bool {
    let (Some(person), Some(group)) = (person(with), guid(with, "group").map(GroupId::new)) else {
        return false;
    };
    let objects = [person.into(), group.into()];
    if let (Some(rule), Some(user)) = (rule_of(tenant, group), person.user()) {
        let matches = tenant
            .find_user(user)
            .is_some_and(|user| user.deleted_date_time.is_none() && rule.matches(user, now));
        sink.note(Check::RuleMatches, matches, &objects);
    }
    let inside = person
        .user()
        .is_some_and(|user| tenant.is_member(user, group));
    if !inside && let Some(user) = person.user().and_then(|user| tenant.find_user(user)) {
        for policy in assigning(tenant, group) {
            let matches = user.deleted_date_time.is_none() && policy.1.matches(user, now);
            let objects = [person.into(), policy.0.into()];
            sink.note(Check::RuleMatches, matches, &objects);
        }
    }
    sink.note(Check::InGroup, inside, &objects);
    inside
}

/// Lists the automatic policies whose packages make people members of a group, with their rules.
fn assigning(tenant: &Tenant, group: GroupId) -> Vec<(PolicyId, &MembershipRule)> {
    let resources = tenant.index.resources_from.of(Origin::Group(group));
    let packages = resources
        .flat_map(|resource| {
            let packages = tenant.index.packages_using.of(*resource);
            packages.map(|package| (*resource, *package))
        })
        .filter(|(resource, package)| {
            let package = tenant.find_package(*package);
            let mut roles = package.iter().flat_map(|package| &package.resource_roles);
            roles.any(|it| it.resource == *resource && it.role == ResourceRole::Member)
        });
    packages
        .flat_map(|(_, package)| tenant.index.policies_of.of(package))
        .filter_map(|id| {
            let automatic = tenant.find_policy(*id)?.terms.assigning()?;
            Some((*id, &automatic.rule))
        })
        .collect()
}

fn rule_of(tenant: &Tenant, group: GroupId) -> Option<&MembershipRule> {
    tenant.find_group(group)?.live_rule()
}

pub(super) fn answer(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    may_ask_about(asked.tenant, asked.viewer, person, None)?;
    let group = GroupId::new(required(guid(with, "group"), "group")?);
    let tenant = asked.tenant;
    let mut steps = Walk::default();
    let inside = is_in(tenant, asked.now, with, &mut steps);
    let steps = walk(tenant, &steps.0);
    let mut answer = json!({"ok": true, "verdict": inside, "walk": steps, "ways": []});
    let (Some(user), Some(fields)) = (person.user(), answer.as_object_mut()) else {
        return Ok(answer);
    };
    fields.insert("ways".to_owned(), Value::Array(ways(asked, group, user)));
    if let Some(rule) = rule_of(tenant, group) {
        fields.insert("rule".to_owned(), Value::from(rule.as_str()));
        let clauses = clauses(asked, rule, user);
        fields.insert("clauses".to_owned(), Value::Array(clauses));
    }
    let rules = assigning(tenant, group).into_iter();
    let rules: Vec<Value> = rules
        .filter(|(policy, _)| asked.resolver.sees((*policy).into()))
        .map(|(policy, rule)| {
            json!({
                "policy": reference(tenant, policy),
                "rule": rule.as_str(),
                "clauses": clauses(asked, rule, user),
            })
        })
        .collect();
    if !rules.is_empty() {
        fields.insert("automaticPolicies".to_owned(), Value::Array(rules));
    }
    Ok(answer)
}

fn ways(asked: &Asked<'_>, group: GroupId, user: UserId) -> Vec<Value> {
    let tenant = asked.tenant;
    let principal = Principal::User(user);
    let mut ways: Vec<Value> = Vec::new();
    let direct = tenant.memberships.find((group, principal)).is_some();
    let given = directory::giving(asked, group, principal, ResourceRole::Member);
    if direct && rule_of(tenant, group).is_some() {
        ways.push(json!({"by": "rule"}));
    } else if direct && given.is_empty() {
        ways.push(json!({"by": "hand"}));
    }
    for assignment in given {
        ways.push(json!({
            "by": "assignment",
            "assignment": reference(tenant, assignment),
            "detail": asked.row(assignment),
        }));
    }
    for inner in tenant.members(group) {
        if let Principal::Group(inner) = inner
            && tenant.is_member(user, inner)
        {
            ways.push(json!({"by": "group", "group": reference(tenant, inner)}));
        }
    }
    ways
}

/// Walks a rule comparison by comparison: what it asks, what was found, and whether it holds.
fn clauses(asked: &Asked<'_>, rule: &MembershipRule, user: UserId) -> Vec<Value> {
    let Some(user) = asked.tenant.find_user(user) else {
        return Vec::new();
    };
    let clauses = rule.clauses(user, asked.now).into_iter();
    clauses
        .map(|clause| {
            json!({
                "clause": clause.text,
                "property": clause.property.to_string(),
                "found": found(clause.found),
                "holds": clause.holds,
            })
        })
        .collect()
}

fn found(value: rule::Value<'_>) -> Value {
    match value {
        rule::Value::Null => Value::Null,
        rule::Value::Text(text) => Value::from(text),
        rule::Value::Flag(flag) => Value::from(flag),
        rule::Value::Instant(instant) => json!(instant),
        rule::Value::Texts(texts) => Value::from(texts),
    }
}
