//! A policy as a row of a list: of one package, or of all.

use crate::domain::authority::reads_catalog;
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::column::Column;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::policy::{approvers, find};
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;
use crate::ui::wording::{self, brief};

/// What the cells of a policy need, looked up.
pub(in crate::ui::screen) struct Row {
    name: Safe,
    package: Safe,
    catalog: Safe,
    enabled: bool,
    scope: &'static str,
    stages: usize,
    approvers: Safe,
    expires: Safe,
    reviewed: &'static str,
    active: Option<usize>,
}

/// The column of the name.
pub(in crate::ui::screen) const NAME: Column<Row> =
    Column::words("Name", 22, |row: &Row| Phrase::plain(row.name.clone())).priority(0);
/// The column of the package.
pub(in crate::ui::screen) const PACKAGE: Column<Row> = Column::words("Package", 18, |row: &Row| {
    Phrase::plain(row.package.clone())
})
.priority(1);
/// The column of the package's catalog.
pub(in crate::ui::screen) const CATALOG: Column<Row> = Column::words("Catalog", 18, |row: &Row| {
    Phrase::plain(row.catalog.clone())
})
.priority(9);
/// The column of whether it is switched on.
pub(in crate::ui::screen) const ENABLED: Column<Row> = Column::words("Enabled", 7, |row: &Row| {
    if row.enabled {
        Phrase::plain("yes")
    } else {
        Phrase::signed(Tone::Warning, "no")
    }
})
.short(4)
.brief("On");
/// The column of whom it admits.
pub(in crate::ui::screen) const SCOPE: Column<Row> =
    Column::words("Who can request", 24, |row: &Row| brief::kind(row.scope))
        .short(15)
        .brief("Requestors")
        .priority(2);
/// The column of how many stages an approval has.
pub(in crate::ui::screen) const STAGES: Column<Row> = Column::number("Stages", 6, |row: &Row| {
    Phrase::plain(row.stages.to_string())
})
.priority(5);
/// The column of who decides.
pub(in crate::ui::screen) const APPROVERS: Column<Row> =
    Column::words("Approvers", 18, |row: &Row| {
        Phrase::plain(row.approvers.clone())
    })
    .least(15)
    .priority(6);
/// The column of when access ends.
pub(in crate::ui::screen) const EXPIRES: Column<Row> =
    Column::words("Lasts", 10, |row: &Row| Phrase::plain(row.expires.clone())).priority(5);
/// The column of how often access is reviewed.
pub(in crate::ui::screen) const REVIEWED: Column<Row> =
    Column::words("Reviewed", 13, |row: &Row| Phrase::plain(row.reviewed)).priority(8);
/// The column of how many hold access under it.
pub(in crate::ui::screen) const ACTIVE: Column<Row> = Column::number("Active", 6, |row: &Row| {
    Phrase::plain(
        row.active
            .map_or_else(String::new, |count| count.to_string()),
    )
})
.priority(7);

/// Looks up what the cells of a policy need.
pub(in crate::ui::screen) fn row(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let policy = find(scene, object)?;
    let (tenant, terms) = (scene.tenant(), &policy.terms);
    let package = tenant.find_package(policy.access_package);
    let stages = terms.approval.stages();
    let deciding = stages.iter().map(|stage| approvers(scene, policy, stage));
    let deciding: Vec<String> = deciding.collect();
    let told = reads_catalog(tenant, scene.persona, policy.id);
    let reviews = terms.reviews.as_deref().filter(|it| it.is_enabled);
    let often = reviews.map(|settings| settings.schedule.recurrence.frequency());
    Some(Row {
        name: scene.name(policy.id),
        package: scene.name(policy.access_package),
        catalog: package.map_or_else(Safe::default, |package| scene.name(package.catalog)),
        enabled: terms.is_enabled,
        scope: terms.who(),
        stages: stages.len(),
        approvers: deciding.join("; ").into(),
        expires: wording::lasts(scene, terms.expiration).into(),
        reviewed: often.map_or("no", |often| often.map_or("yes", |often| often.label())),
        active: told.then(|| tenant.index.active_under.count(&policy.id)),
    })
}
