//! Rules on custom extensions and their calls.

use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::CalloutSubject;
use crate::domain::invariant::Findings;
use crate::domain::request::RequestState;
use crate::domain::tenant::Tenant;

/// Policies call extensions of their own catalog, each at a step that it is for.
pub(super) fn extensions_fit_their_policies(tenant: &Tenant, found: &mut Findings) {
    for extension in tenant.custom_extensions.iter() {
        let there = tenant.find_catalog(extension.catalog).is_some();
        found.expect("an extension's catalog exists", extension.id, there);
    }
    for policy in tenant.policies.iter() {
        let package = tenant.find_package(policy.access_package);
        for setting in &policy.terms.extensions {
            let extension = tenant.find_custom_extension(setting.custom_extension.id);
            let fits = extension.is_some_and(|extension| {
                extension.kind == setting.stage.kind()
                    && package.map(|package| package.catalog) == Some(extension.catalog)
            });
            let rule = "a policy calls extensions of its catalog, each where it fits";
            found.expect(rule, policy.id, fits);
        }
    }
}

/// Calls are about something that is on record, and a request waits exactly as long as a workflow
/// is to call back at the step it has come to.
pub(super) fn callouts_are_sound(tenant: &Tenant, found: &mut Findings) {
    for callout in tenant.callouts.iter() {
        let id = callout.id;
        let there = tenant.contains(callout.subject.into());
        found.expect("a call is about something on record", id, there);
        let waits = !callout.is_open() || callout.due.is_some() && callout.answer.is_none();
        found.expect("an open call has a time to end", id, waits);
        let settled = callout.is_open() != callout.settled_date_time.is_some();
        let launched = callout.due.is_none();
        found.expect(
            "a call is open until it is settled",
            id,
            settled || launched,
        );
    }
    for request in tenant.requests.iter() {
        let RequestState::WaitingForCallback { stage } = request.progress.state else {
            continue;
        };
        let open = open_at(tenant, CalloutSubject::Request(request.id), stage);
        let rule = "a request waits for a workflow that is to call back";
        found.expect(rule, request.id, open && stage.holds_up());
    }
}

fn open_at(tenant: &Tenant, subject: CalloutSubject, stage: ExtensionStage) -> bool {
    tenant
        .callouts_about(subject)
        .any(|callout| callout.stage == stage && callout.is_open())
}
