//! Writes down what the program and the oracle hold in the same words, so that they can be compared.

use accessdesk::domain::approvers;
use accessdesk::domain::eligibility;
use accessdesk::domain::group::Group;
use accessdesk::domain::id::{Origin, PackageId, Person, PolicyId, Principal};
use accessdesk::domain::package::AccessPackage;
use accessdesk::domain::policy::AssignmentPolicy;
use accessdesk::domain::question::AskedQuestion;
use accessdesk::domain::request::{AssignmentRequest, RequestState};
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::text::AnswerText;
use serde_json::{Value, json};

use super::questions;
use super::world::{Held, Kind, Request, State, World, seconds, text, written};
use crate::support::quick::QuickDesk;

impl World {
    /// Learns how the program calls what a line made; `before` is how many requests there were,
    /// `requests` are the identifiers of new ones.
    pub(super) fn learn(
        &mut self,
        before: usize,
        requests: impl IntoIterator<Item = String>,
        tenant: &Tenant,
    ) {
        for (request, id) in self.requests[before..].iter_mut().zip(requests) {
            request.id = id;
        }
        for assignment in tenant.assignments.iter() {
            let request = assignment.request.guid().to_string();
            let found = self
                .assignments
                .iter_mut()
                .find(|record| record.id.is_empty() && self.requests[record.request].id == request);
            if let Some(record) = found {
                record.id = assignment.id.guid().to_string();
            }
        }
    }
}

/// Returns the name by which the lines speak of a person.
pub(super) fn name_of(tenant: &Tenant, person: Person) -> String {
    let known = match person {
        Person::User(id) => tenant
            .find_user(id)
            .and_then(|user| user.external_identity)
            .map_or(person, Person::ExternalPerson),
        Person::ExternalPerson(_) => person,
    };
    tenant.sign_in_name(known).unwrap_or("?").to_owned()
}

pub(super) fn package_of(tenant: &Tenant, id: PackageId) -> String {
    let package = tenant.find_package(id).unwrap();
    let catalog = tenant.find_catalog(package.catalog).unwrap();
    format!(
        "{}/{}",
        catalog.display_name.as_str(),
        package.display_name.as_str()
    )
}

pub(super) fn policy_of(tenant: &Tenant, id: PolicyId) -> String {
    let Some(policy) = tenant.find_policy(id) else {
        return format!("gone {}", tenant.name_of(id.into()).unwrap());
    };
    let package = package_of(tenant, policy.access_package);
    format!("{package}/{}", policy.terms.display_name.as_str())
}

/// Lists everything the program holds.
pub(super) fn program(desk: &QuickDesk) -> Vec<String> {
    let tenant = &desk.tenant;
    let mut rows: Vec<String> = tenant
        .requests
        .iter()
        .map(|request| request_row(tenant, request))
        .collect();
    for record in tenant.assignments.iter() {
        rows.push(format!(
            "assignment {} {} {} {} from {} to {:?} over {:?} {}",
            policy_of(tenant, record.policy),
            name_of(tenant, record.target),
            record.progress.state.json(),
            record.id.guid(),
            record.progress.start,
            record.progress.end.map(|end| end.to_string()),
            record.progress.expired_date_time.map(|end| end.to_string()),
            answers_of(&record.progress.answers),
        ));
    }
    group_rows(tenant, &mut rows);
    for user in tenant.users.iter() {
        let name = name_of(tenant, Person::User(user.id));
        let deleted = user.deleted_date_time.map(|at| at.to_string());
        rows.push(format!(
            "account {name} {} {deleted:?}",
            user.account_enabled
        ));
    }
    rows.sort();
    rows
}

fn answers_of(asked: &[AskedQuestion]) -> String {
    let pairs = asked.iter().map(|asked| {
        let answer = asked.answer.as_ref().map(AnswerText::as_str);
        format!("{}={answer:?}", asked.question.text.as_str())
    });
    pairs.collect::<Vec<_>>().join(" ")
}

fn group_rows(tenant: &Tenant, rows: &mut Vec<String>) {
    let group_name = |id| {
        tenant
            .find_live_group(id)
            .map(|group| group.display_name.as_str())
    };
    for membership in tenant.memberships.iter() {
        let Some(group) = group_name(membership.group) else {
            continue;
        };
        let member = match membership.member {
            Principal::User(user) => name_of(tenant, Person::User(user)),
            Principal::Group(inner) => tenant
                .find_group(inner)
                .unwrap()
                .display_name
                .as_str()
                .to_owned(),
        };
        rows.push(format!("member {group} {member}"));
    }
    for ownership in tenant.ownerships.iter() {
        if let Some(group) = group_name(ownership.group) {
            let owner = name_of(tenant, Person::User(ownership.owner));
            rows.push(format!("owner {group} {owner}"));
        }
    }
}

fn request_row(tenant: &Tenant, request: &AssignmentRequest) -> String {
    let progress = &request.progress;
    let where_it_stands = if let RequestState::PendingApproval { stage, due } = progress.state {
        let mut deciding: Vec<String> = tenant
            .users
            .iter()
            .filter(|user| approvers::stand_in(tenant, request, user.id).is_some())
            .map(|user| name_of(tenant, Person::User(user.id)))
            .collect();
        deciding.sort();
        format!("stage {stage} until {due} by {deciding:?}")
    } else if let RequestState::Scheduled { start } = progress.state {
        format!("for {start}")
    } else {
        String::new()
    };
    format!(
        "request {} {} by {:?} for {} {} {where_it_stands} made {} done {:?} {} {}",
        request.request_type.json(),
        policy_of(tenant, request.policy),
        request.requestor.map(|person| name_of(tenant, person)),
        name_of(tenant, request.target),
        progress.status(),
        request.created_date_time,
        progress.completed_date_time.map(|at| at.to_string()),
        progress.assignment.is_some(),
        answers_of(&progress.answers),
    )
}

/// Lists everything the oracle holds.
pub(super) fn oracle(world: &World) -> Vec<String> {
    let mut rows: Vec<String> = (0..world.requests.len())
        .filter(|number| !world.requests[*number].purged)
        .map(|number| world.request_row(number))
        .collect();
    for record in &world.assignments {
        let state = match record.state {
            Held::Delivered => "delivered",
            Held::Partial => "partiallyDelivered",
            Held::Failed => "deliveryFailed",
            Held::Expired => "expired",
        };
        rows.push(format!(
            "assignment {} {} {state} {} from {} to {:?} over {:?} {}",
            world.policy_name(&record.policy),
            record.target,
            record.id,
            written(record.start),
            record.end.map(written),
            record.expired.map(written),
            questions::told(&record.answers),
        ));
    }
    for (name, group) in world
        .groups
        .iter()
        .filter(|(_, group)| group.deleted.is_none())
    {
        rows.extend(
            group
                .members
                .iter()
                .map(|member| format!("member {name} {member}")),
        );
        rows.extend(
            group
                .owners
                .iter()
                .map(|owner| format!("owner {name} {owner}")),
        );
    }
    for (name, person) in &world.people {
        if person.kind != Kind::Outsider || person.deleted.is_some() {
            let deleted = person.deleted.map(written);
            rows.push(format!("account {name} {} {deleted:?}", person.enabled));
        }
    }
    rows.sort();
    rows
}

impl Request {
    /// Says what became of the request: its status, and a period that was over by itself.
    pub(super) fn came_to(&self) -> &'static str {
        if self.state == State::PeriodOver {
            "PeriodOver"
        } else {
            self.status()
        }
    }

    fn status(&self) -> &'static str {
        match self.state {
            State::Pending { stage } if self.opened[stage].escalated => "PendingApprovalEscalated",
            State::Pending { .. } => "PendingApproval",
            State::Scheduled { .. } => "PendingNotBefore",
            State::Delivered => "Fulfilled",
            State::Partial => "PartiallyFulfilled",
            State::Failed => "FulfillmentFailed",
            State::Denied | State::PeriodOver => "Denied",
            State::TimedOut => "ApprovalTimedOut",
            State::Canceled => "Canceled",
        }
    }
}

impl World {
    /// Says how a policy is called; of one that is gone, its own name remains.
    fn policy_name(&self, key: &str) -> String {
        if self.policies[key].gone {
            format!("gone {}", text(&self.policies[key].body, "displayName"))
        } else {
            key.to_owned()
        }
    }

    fn request_row(&self, number: usize) -> String {
        let request = &self.requests[number];
        let where_it_stands = if let State::Pending { stage } = request.state {
            let wait = text(&request.stages[stage], "durationBeforeAutomaticDenial");
            let due = written(request.opened[stage].opened + seconds(wait));
            let deciding = self.deciding(number).into_iter().collect::<Vec<_>>();
            format!("stage {stage} until {due} by {deciding:?}")
        } else if let State::Scheduled { start } = request.state {
            format!("for {}", written(start))
        } else {
            String::new()
        };
        format!(
            "request {} {} by {:?} for {} {} {where_it_stands} made {} done {:?} {} {}",
            request.kind,
            self.policy_name(&request.policy),
            request.requestor,
            request.target,
            request.status(),
            written(request.created),
            request.completed.map(written),
            request.assignment.is_some(),
            questions::told(&request.answers),
        )
    }
}

/// Lists the packages that somebody finds, as the program sees it.
pub(super) fn available(desk: &QuickDesk, name: &str) -> Vec<String> {
    let tenant = &desk.tenant;
    let person = person_named(tenant, name);
    let found = eligibility::available(tenant, person, desk.now);
    let mut found: Vec<String> = found.into_iter().map(|id| package_of(tenant, id)).collect();
    found.sort();
    found
}

pub(super) fn person_named(tenant: &Tenant, name: &str) -> Person {
    let elsewhere = tenant.external_persons.iter();
    let elsewhere = elsewhere.map(|person| Person::ExternalPerson(person.id));
    let here = tenant.users.iter().map(|user| Person::User(user.id));
    let person = elsewhere
        .chain(here)
        .find(|person| tenant.sign_in_name(*person) == Some(name))
        .unwrap();
    tenant.acting_as(person)
}

/// Returns the identifier of a group among the resources of a package's catalog.
fn resource_of(tenant: &Tenant, package: &str, group: &str) -> Value {
    let mut resources = tenant.resources.iter();
    let found = resources.find(|resource| {
        let catalog = tenant.find_catalog(resource.catalog).unwrap();
        package.starts_with(&format!("{}/", catalog.display_name.as_str()))
            && matches!(resource.origin, Origin::Group(id)
                if tenant.find_group(id).unwrap().display_name.as_str() == group)
    });
    json!(found.unwrap().id.guid().to_string())
}

/// Puts identifiers where a line names packages, policies and people: whoever has a link needs not
/// see what it leads to.
pub(super) fn linked(tenant: &Tenant, line: &Value) -> Value {
    let mut line = line.clone();
    let Some(with) = line.get_mut("with").and_then(Value::as_object_mut) else {
        return line;
    };
    let person = |name: &str| person_named(tenant, name).object().guid().to_string();
    let package = with.get("accessPackage").and_then(Value::as_str);
    let package = package.map(ToOwned::to_owned);
    let resource = |group: &str| resource_of(tenant, package.as_deref().unwrap(), group);
    for (member, value) in with {
        let name = value.as_str().map(ToOwned::to_owned);
        match (member.as_str(), name) {
            ("accessPackage" | "incompatible", Some(name)) => {
                let named = |package: &&AccessPackage| package_of(tenant, package.id) == name;
                if let Some(package) = tenant.packages.iter().find(named) {
                    *value = json!(package.id.guid().to_string());
                }
            }
            ("policy", Some(name)) => {
                let named = |policy: &&AssignmentPolicy| policy_of(tenant, policy.id) == name;
                if let Some(policy) = tenant.policies.iter().find(named) {
                    *value = json!(policy.id.guid().to_string());
                }
            }
            ("target" | "member", Some(name)) if name.contains('@') => {
                *value = json!(person(&name));
            }
            ("group", Some(name)) => {
                let named = |group: &&Group| group.display_name.as_str() == name;
                if let Some(group) = tenant.groups.iter().find(named) {
                    *value = json!(group.id.guid().to_string());
                }
            }
            ("resource", Some(name)) => *value = resource(&name),
            ("by", None) => value["resource"] = resource(value["resource"].as_str().unwrap()),
            ("targets", None) => {
                for target in value.as_array_mut().unwrap() {
                    *target = json!(person(target.as_str().unwrap()));
                }
            }
            _ => {}
        }
    }
    line
}
