//! Rows of delegations.

use serde_json::json;

use crate::domain::authority::Sight;
use crate::domain::id::{DelegationId, ObjectRef};
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn delegation(asked: &Asked<'_>, id: DelegationId) -> Option<Fields> {
    let delegation = asked.tenant.find_delegation(id)?;
    fields(json!({
        "approver": reference(asked.tenant, delegation.approver),
        "delegate": reference(asked.tenant, delegation.delegate),
        "startDateTime": delegation.start_date_time,
        "endDateTime": delegation.end_date_time,
        "state": delegation.state,
        "endedDateTime": delegation.ended_date_time,
        "createdDateTime": delegation.created_date_time,
    }))
}

/// Lists all delegations to whoever sees everything, to others those of their own and to them.
pub(super) fn delegations(asked: &Asked<'_>) -> Vec<ObjectRef> {
    if Sight::of(asked.tenant, asked.viewer).governance {
        let all = asked.tenant.delegations.iter();
        return all.map(|delegation| delegation.id.into()).collect();
    }
    let own = asked.tenant.account_of(asked.viewer).into_iter();
    own.flat_map(|user| asked.tenant.index.delegations_of.of(user))
        .map(|(_, id)| (*id).into())
        .collect()
}
