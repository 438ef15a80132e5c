//! `approvers`: who decides, stage by stage.

use serde_json::{Value, json};

use crate::domain::approval::ApprovalStage;
use crate::domain::approvers::{self, Asker};
use crate::domain::authority::{sees_approvers, sees_deciders};
use crate::domain::id::{PackageId, PolicyId, RequestId};
use crate::domain::request::AssignmentRequest;
use crate::domain::tenant::Tenant;
use crate::script::query::reason::{guid, may_ask_about, person, required};
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;
use crate::script::trouble::Trouble;

/// What it is that somebody decides on.
#[derive(Clone, Copy)]
enum About<'a> {
    /// A request.
    Request(&'a AssignmentRequest),
    /// A request that somebody would make for a package.
    Package(PackageId),
}

pub(super) fn who_decides(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let tenant = asked.tenant;
    let (stages, whose, about): (&[ApprovalStage], Asker, About<'_>) =
        if let Some(id) = guid(with, "request").map(RequestId::new) {
            if !asked.resolver.sees(id.into()) {
                return Err(super::not_found(id.into()).into());
            }
            let request = tenant.request(id)?;
            let about = About::Request(request);
            (&request.stages, Asker::of(request), about)
        } else {
            let policy = PolicyId::new(required(guid(with, "policy"), "request")?);
            let person = required(person(with), "person")?;
            may_ask_about(tenant, asked.viewer, person, Some(policy.into()))?;
            let policy = tenant.policy(policy)?;
            let stages = policy.terms.approval.stages_for_add();
            let about = About::Package(policy.access_package);
            (stages, Asker::by(tenant, person), about)
        };
    let stages: Vec<Value> = stages
        .iter()
        .enumerate()
        .map(|(place, stage)| {
            let told = match about {
                About::Request(request) => sees_approvers(tenant, asked.viewer, request, place),
                About::Package(package) => sees_deciders(tenant, asked.viewer, package, stage),
            };
            if told {
                stage_answer(tenant, stage, whose)
            } else {
                json!({"hidden": true, "timesOutAfter": stage.duration_before_automatic_denial})
            }
        })
        .collect();
    Ok(json!({"ok": true, "verdict": !stages.is_empty(), "stages": stages}))
}

fn stage_answer(tenant: &Tenant, stage: &ApprovalStage, asker: Asker) -> Value {
    let resolved = approvers::resolve(tenant, stage, asker);
    let people: Vec<Value> = resolved
        .people
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let dropped: Vec<Value> = resolved
        .dropped
        .iter()
        .map(|(user, reason)| json!({"person": reference(tenant, *user), "reason": reason.label()}))
        .collect();
    let alternates: Vec<Value> = resolved
        .alternates
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let delegates: Vec<Value> = resolved
        .delegates
        .iter()
        .map(|delegate| {
            json!({
                "person": reference(tenant, delegate.user),
                "inPlaceOf": reference(tenant, delegate.approver),
            })
        })
        .collect();
    let escalates = stage
        .is_escalation_enabled
        .then_some(stage.duration_before_escalation);
    json!({
        "approvers": people,
        "alternates": alternates,
        "alternatesAfter": escalates,
        "delegates": delegates,
        "standIn": resolved.stand_in,
        "dropped": dropped,
        "primary": stage.primary_approvers,
        "fallback": stage.fallback_primary_approvers,
        "timesOutAfter": stage.duration_before_automatic_denial,
    })
}
