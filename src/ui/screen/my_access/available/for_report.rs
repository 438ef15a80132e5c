//! The way to ask for a package for somebody who reports to the persona.

use crate::domain::id::UserId;
use crate::domain::on_behalf::reports_to;
use crate::ui::form::on_behalf;
use crate::ui::modal::{Chooser, Row};
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::Step;

/// Opens the form that asks for somebody who reports to the persona, or asks for whom.
pub(super) fn for_report(scene: &Scene<'_>) -> Result<Step, Reason> {
    let tenant = scene.tenant();
    let reports: Vec<UserId> = reports_to(tenant, scene.persona).collect();
    let open = |report: UserId| {
        on_behalf::anything(scene, report)?;
        Ok(Step::OpenForm(&on_behalf::REQUEST, Some(report.into())))
    };
    match reports.as_slice() {
        [] => Err(Reason::new("nobody reports to you")),
        [only] => open(*only),
        several => {
            let rows = several
                .iter()
                .map(|report| Row::step(scene.name(*report), "", open(*report)));
            let chooser = Chooser::new("Request for", rows.collect());
            Ok(Step::Offer(Box::new(chooser)))
        }
    }
}
