//! What those who ask may know besides: what a package gives, and who decides on it.
//!
//! Whoever works in the catalog knows both; for everybody else the settings and the stages say.

use crate::domain::approval::{ApprovalSettings, ApprovalStage, ApproverVisibility, StageOutcome};
use crate::domain::approvers;
use crate::domain::authority::{Right, holder_of, may};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, Person};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::Refusal;
use crate::domain::request::AssignmentRequest;
use crate::domain::settings::ResourceRoleVisibility;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Sink;

/// Tells whether somebody reads a catalog, or the catalog that an object is in.
///
/// Others who find a package know neither who works in its catalog nor how many hold it.
pub fn reads_catalog(tenant: &Tenant, viewer: Person, object: impl Into<ObjectRef>) -> bool {
    holder_of(tenant, viewer, Right::ReadCatalog, Some(object.into())).is_some()
}

/// Requires that somebody may know what rules say about another person, with an object if one is
/// named: administrators may of everybody, others as far as they manage the requests of its catalog.
pub fn may_explain(
    tenant: &Tenant,
    viewer: Person,
    about: Person,
    object: Option<ObjectRef>,
    sink: &mut dyn Sink,
) -> Result<(), Refusal> {
    if viewer == about {
        return Ok(());
    }
    may(tenant, viewer, Right::ManageRequests, object, sink).map(drop)
}

/// Returns what a policy asks of its approvers as somebody may know it: a stage whose people are
/// kept from them names nobody.
pub fn approval_shown(
    tenant: &Tenant,
    viewer: Person,
    policy: &AssignmentPolicy,
) -> ApprovalSettings {
    let package = policy.access_package;
    match &policy.terms.approval {
        ApprovalSettings::NotRequired => ApprovalSettings::NotRequired,
        ApprovalSettings::Required { of, stages } => {
            let stages = stages.iter().cloned().map(|stage| {
                if sees_deciders(tenant, viewer, package, &stage) {
                    stage
                } else {
                    stage.without_people()
                }
            });
            ApprovalSettings::Required {
                of: *of,
                stages: stages.collect(),
            }
        }
    }
}

/// Tells whether somebody may know which roles a package gives on which resources.
pub fn sees_contents(tenant: &Tenant, viewer: Person, package: PackageId) -> bool {
    let shown = match tenant.settings.resource_role_visibility {
        ResourceRoleVisibility::None => false,
        ResourceRoleVisibility::Members => !eligibility::is_external(tenant, viewer),
        ResourceRoleVisibility::Everyone => true,
    };
    shown || reads_catalog(tenant, viewer, package)
}

/// Tells whether somebody who would ask for a package may know who decides on a stage.
pub fn sees_deciders(
    tenant: &Tenant,
    viewer: Person,
    package: PackageId,
    stage: &ApprovalStage,
) -> bool {
    let shown = match stage.approver_information_visibility {
        ApproverVisibility::Default => tenant.settings.show_approver_details,
        ApproverVisibility::NotVisible => false,
        ApproverVisibility::Visible => true,
    };
    shown || reads_catalog(tenant, viewer, package)
}

/// Tells whether somebody may know whom a stage of a request asks.
///
/// Approvers know one another. Once a stage is over, whoever asked may know who had it in hand.
pub fn sees_approvers(
    tenant: &Tenant,
    viewer: Person,
    request: &AssignmentRequest,
    place: usize,
) -> bool {
    let over = request
        .progress
        .stages
        .get(place)
        .is_some_and(|record| record.outcome != StageOutcome::Open);
    let asked = || {
        tenant.account_of(viewer).is_some_and(|user| {
            let when = (request.created_date_time, request.id);
            approvers::stand_in(tenant, request, user).is_some()
                || tenant.index.decided_by.contains(user, when)
        })
    };
    let package = request.access_package;
    over || asked()
        || request
            .stages
            .get(place)
            .is_none_or(|stage| sees_deciders(tenant, viewer, package, stage))
}
