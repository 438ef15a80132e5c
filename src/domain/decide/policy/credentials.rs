//! Who may want verified IDs of requestors, and in which form.

use crate::domain::authority::{Right, may};
use crate::domain::context::Context;
use crate::domain::policy::PolicyTerms;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::Check;

/// Requires that whoever changes what must be proven has the right to, and that each requirement
/// names something.
pub(super) fn sound(
    tenant: &Tenant,
    context: &mut Context<'_>,
    terms: &PolicyTerms,
    old: Option<&PolicyTerms>,
) -> Result<(), Refusal> {
    let before = old.map_or(&[][..], |old| &old.credentials);
    if terms.credentials == before {
        return Ok(());
    }
    let right = Right::RequireVerifiedIds;
    may(tenant, context.actor, right, None, context.walk)?;
    let named = terms
        .credentials
        .iter()
        .all(|requirement| !requirement.types.is_empty());
    context.require(Check::TextGiven, &[], named, || DeskRefusal::NameRequired {
        field: "types".to_owned(),
    })
}
