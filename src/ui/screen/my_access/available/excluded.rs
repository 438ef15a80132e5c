//! The packages that exist for others, with the check that keeps the persona from each.

use crate::domain::authority::visible;
use crate::domain::eligibility;
use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::modal::{Chooser, Row, RowFinder};
use crate::ui::scene::Scene;
use crate::ui::search;
use crate::ui::step::Step;

/// Opens the list of the packages that the persona may know of and cannot request.
pub(in crate::ui) fn packages(scene: &Scene<'_>) -> Chooser {
    let finder = RowFinder(|scene, _, typed| rows(scene, typed));
    Chooser::search("Why is nothing here?", finder, None, scene)
        .saying("What keeps you from packages that others can request:")
        .otherwise("No package that you may know of.")
}

fn rows(scene: &Scene<'_>, typed: &str) -> Vec<Row> {
    let (tenant, persona, now) = (scene.tenant(), scene.persona, scene.calendar.now);
    let known = |object| visible(tenant, persona, object, now);
    let found = search::by_text(scene, &[ObjectKind::AccessPackage], typed, known);
    found
        .into_iter()
        .filter_map(|object| {
            let ObjectRef::AccessPackage(id) = object else {
                return None;
            };
            let refused = eligibility::can_request(tenant, persona, id, None, now, &mut Silent);
            let check: Safe = refused.err()?.describe(tenant).message;
            let step = Step::Why(id, persona);
            Some(Row::step(scene.name(id), "", Ok(step)).aside(check))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    #[test]
    fn where_nothing_can_be_requested_why_lists_what_others_can_and_which_check_excludes() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Administrator", Screen::AvailablePackages);
        desk.expect("Nothing you could request.").press("w");
        desk.expect("Test package").expect("no policy");
        desk.press("enter").expect("May request it: no");
    }

    #[test]
    fn whoever_may_know_of_no_package_is_told_of_none() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Approver", Screen::AvailablePackages);
        desk.press("w").expect("No package that you may know of.");
        desk.expect_no("Test package");
    }
}
