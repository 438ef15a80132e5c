//! The words of mails.

use chrono::DateTime;

use crate::domain::mail::letters::Case;
use crate::domain::mail::template::{Purpose, Template};
use crate::domain::organization::ConnectedOrganization;
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

fn filled(tenant: &Tenant, case: &Case<'_>, slot: &str) -> String {
    let deadline = case.deadline().map(|at| local(tenant, at));
    let text = match slot {
        "date" => deadline.map(|at| at.format("%Y-%m-%d").to_string()),
        "time" => deadline.map(|at| at.format("%H:%M").to_string()),
        "requestor" => tenant.name_of(case.target()).map(ToOwned::to_owned),
        "package" => tenant
            .name_of(case.request.access_package.into())
            .map(ToOwned::to_owned),
        _ => None,
    };
    text.unwrap_or_default()
}

/// Writes the text: what an approver needs to decide, or where the access is found.
pub(super) fn body(tenant: &Tenant, row: &Template, case: &Case<'_>) -> String {
    let lines = match row.purpose {
        Purpose::Task => task(tenant, case),
        Purpose::Outcome | Purpose::Extension | Purpose::Farewell => {
            let package = tenant.find_package(case.request.access_package);
            let hint = tenant.resource_directory();
            let link = package
                .zip(hint)
                .map(|(package, directory)| package.link(directory.initial_domain.as_str()));
            link.into_iter().collect()
        }
    };
    lines.join("\n")
}

fn task(tenant: &Tenant, case: &Case<'_>) -> Vec<String> {
    let request = case.request;
    let name = tenant.name_of(case.target()).unwrap_or_default();
    let organization = request
        .connected_organization
        .and_then(|id| tenant.find_organization(id))
        .map(|organization: &ConnectedOrganization| organization.display_name.as_str())
        .or_else(|| {
            let own = tenant.resource_directory();
            own.map(|directory| directory.display_name.as_str())
        });
    let package = tenant
        .name_of(request.access_package.into())
        .unwrap_or_default();
    let mut lines = vec![format!(
        "{name} ({}) asks for {package}",
        organization.unwrap_or_default()
    )];
    if let Some(justification) = &request.justification {
        lines.push(format!("Justification: {}", justification.as_str()));
    }
    let start = request.schedule.start_date_time;
    let from = start.map_or_else(|| "approval".to_owned(), |at| moment(tenant, at));
    lines.push(format!("Requested from {from} until {}", end(tenant, case)));
    let asked = moment(tenant, request.created_date_time);
    lines.push(format!("Submitted {asked}"));
    if let Some(due) = case.deadline() {
        lines.push(format!("Decide by {}", moment(tenant, due)));
    }
    if let Some(directory) = tenant.resource_directory() {
        lines.push(format!(
            "https://myaccess.microsoft.com/@{}#/request-approvals/{}",
            directory.initial_domain.as_str(),
            request.id.guid()
        ));
    }
    lines
}

fn end(tenant: &Tenant, case: &Case<'_>) -> String {
    match case.request.schedule.expiration {
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
