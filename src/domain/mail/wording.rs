//! The words of mails.

use chrono::DateTime;

use crate::domain::id::{ObjectRef, Person};
use crate::domain::mail::case::Case;
use crate::domain::mail::template::{Purpose, Template};
use crate::domain::request::{AssignmentRequest, RequestType};
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Timestamp, Zone};

/// Fills the names into a subject.
///
/// What is filled in is not looked at again, so a package may be called `{date}`.
pub(super) fn subject(tenant: &Tenant, row: &Template, case: &Case<'_>) -> String {
    let mut text = String::new();
    let mut rest = row.subject;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(&filled(tenant, case, slot));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What is filled into a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Date,
    Time,
    Requestor,
    Package,
    Approver,
    Delegate,
    Start,
}

/// Every slot by the name that subjects give it.
const SLOTS: &[(&str, Slot)] = &[
    ("date", Slot::Date),
    ("time", Slot::Time),
    ("requestor", Slot::Requestor),
    ("package", Slot::Package),
    ("approver", Slot::Approver),
    ("delegate", Slot::Delegate),
    ("start", Slot::Start),
];

fn filled(tenant: &Tenant, case: &Case<'_>, slot: &str) -> String {
    let slot = SLOTS.iter().find(|(name, _)| *name == slot);
    let deadline = case.deadline().map(|at| local(tenant, at));
    let name = |object: ObjectRef| tenant.name_of(object).map(ToOwned::to_owned);
    let text = slot.and_then(|(_, slot)| match slot {
        Slot::Date => deadline.map(|at| at.format("%Y-%m-%d").to_string()),
        Slot::Time => deadline.map(|at| at.format("%H:%M").to_string()),
        Slot::Requestor => case.target().and_then(|target| name(target.into())),
        Slot::Package => case.package().and_then(|package| name(package.into())),
        Slot::Approver => case
            .delegate()
            .and_then(|(_, approver)| name(approver.into())),
        Slot::Delegate => case
            .delegate()
            .and_then(|(delegate, _)| name(delegate.into())),
        Slot::Start => case
            .request()
            .and_then(|request| request.schedule.start_date_time)
            .map(|at| local(tenant, at).format("%Y-%m-%d").to_string()),
    });
    text.unwrap_or_default()
}

/// Writes the text: what somebody needs to decide, or where the access is found.
pub(super) fn body(tenant: &Tenant, row: &Template, case: &Case<'_>) -> String {
    let lines = match row.purpose {
        Purpose::Task => case
            .request()
            .map(|request| task(tenant, case, request))
            .unwrap_or_default(),
        Purpose::Review => review(tenant, case),
        Purpose::Appointment => appointment(tenant, case),
        Purpose::Outcome | Purpose::Extension | Purpose::Farewell => {
            let package = case.package().and_then(|id| tenant.find_package(id));
            let hint = tenant.resource_directory();
            let link = package
                .zip(hint)
                .map(|(package, directory)| package.link(directory.initial_domain.as_str()));
            link.into_iter().collect()
        }
    };
    lines.join("\n")
}

fn review(tenant: &Tenant, case: &Case<'_>) -> Vec<String> {
    let package = case.package().and_then(|id| tenant.name_of(id.into()));
    let mut lines = vec![format!(
        "Say who still needs {}",
        package.unwrap_or_default()
    )];
    lines.extend(
        case.deadline()
            .map(|due| format!("Decide by {}", moment(tenant, due))),
    );
    let page = case
        .review()
        .and_then(|review| page(tenant, &format!("access-reviews/{}", review.id.guid())));
    lines.extend(page);
    lines
}

fn appointment(tenant: &Tenant, case: &Case<'_>) -> Vec<String> {
    let Some(delegation) = case.delegation() else {
        return Vec::new();
    };
    let approver = tenant.name_of(delegation.approver.into());
    let mut lines = vec![
        format!(
            "{} lets you decide on what is asked of them by name",
            approver.unwrap_or_default()
        ),
        format!(
            "From {} until {}",
            moment(tenant, delegation.start_date_time),
            moment(tenant, delegation.end_date_time)
        ),
    ];
    lines.extend(page(tenant, "request-approvals"));
    lines
}

/// Returns the address of a page in My Access.
fn page(tenant: &Tenant, path: &str) -> Option<String> {
    let domain = tenant.resource_directory()?.initial_domain.as_str();
    Some(format!("https://myaccess.microsoft.com/@{domain}#/{path}"))
}

fn task(tenant: &Tenant, case: &Case<'_>, request: &AssignmentRequest) -> Vec<String> {
    let package = tenant
        .name_of(request.access_package.into())
        .unwrap_or_default();
    let target = with_home(tenant, request, request.target);
    let filed_by = request
        .requestor
        .filter(|_| request.request_type == RequestType::OnBehalfAdd);
    let asks = filed_by.map_or_else(
        || format!("{target} asks for {package}"),
        |manager| {
            let manager = with_home(tenant, request, manager);
            format!("{manager} asks for {package} for {target}")
        },
    );
    let mut lines = vec![asks];
    if let Some(justification) = &request.justification {
        lines.push(format!("Justification: {}", justification.as_str()));
    }
    let start = request.schedule.start_date_time;
    let from = start.map_or_else(|| "approval".to_owned(), |at| moment(tenant, at));
    lines.push(format!(
        "Requested from {from} until {}",
        end(tenant, request)
    ));
    let asked = moment(tenant, request.created_date_time);
    lines.push(format!("Submitted {asked}"));
    if let Some(due) = case.deadline() {
        lines.push(format!("Decide by {}", moment(tenant, due)));
    }
    let path = format!("request-approvals/{}", request.id.guid());
    lines.extend(page(tenant, &path));
    lines
}

/// Names somebody with the organization they belong to.
fn with_home(tenant: &Tenant, request: &AssignmentRequest, person: Person) -> String {
    let name = tenant.name_of(person.into()).unwrap_or_default();
    let home = home(tenant, request, person).unwrap_or_default();
    format!("{name} ({home})")
}

/// Returns the name of somebody's organization: the one that vouches for them; for others from
/// elsewhere their directory, or else their domain; for members this directory.
fn home(tenant: &Tenant, request: &AssignmentRequest, person: Person) -> Option<String> {
    let organization = request
        .connected_organization
        .filter(|_| person == request.target)
        .and_then(|id| tenant.name_of(id.into()));
    if let Some(organization) = organization {
        return Some(organization.to_owned());
    }
    let Some(domain) = tenant.home_domain(person) else {
        let own = tenant.resource_directory()?;
        return Some(own.display_name.as_str().to_owned());
    };
    let directory = tenant
        .identities_of(person)
        .find_map(|identity| match identity {
            Person::ExternalPerson(id) => tenant.find_external_person(id)?.directory,
            Person::User(_) => None,
        });
    let directory = directory.and_then(|id| tenant.name_of(id.into()));
    Some(directory.map_or(domain, ToOwned::to_owned))
}

fn end(tenant: &Tenant, request: &AssignmentRequest) -> String {
    match request.schedule.expiration {
        Expiration::NotSpecified => "the end that the policy sets".to_owned(),
        Expiration::Never => "further notice".to_owned(),
        Expiration::At(at) => moment(tenant, at),
        Expiration::After(span) => format!("{} later", span.in_words()),
    }
}

fn moment(tenant: &Tenant, at: Timestamp) -> String {
    local(tenant, at).format("%Y-%m-%d %H:%M").to_string()
}

fn local(tenant: &Tenant, at: Timestamp) -> DateTime<Zone> {
    at.to_utc().with_timezone(&tenant.time_zone().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::TEMPLATES;

    #[test]
    fn every_slot_of_a_subject_is_filled() {
        for row in TEMPLATES {
            for after in row.subject.split('{').skip(1) {
                let (slot, _) = after.split_once('}').unwrap();
                let known = SLOTS.iter().any(|(name, _)| *name == slot);
                assert!(known, "{slot} in {}", row.subject);
            }
        }
    }
}
