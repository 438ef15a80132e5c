//! The packages that the persona may request, and the way to request one.

use crate::domain::approvers::Asker;
use crate::domain::authority::{sees_contents, sees_deciders};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, PolicyId};
use crate::domain::inquiry;
use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::domain::walk::Walk;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::{link, request as form};
use crate::ui::keymap::{Binding, Chord, Shown, Spot, list};
use crate::ui::modal::Reading;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, ListPage, Page, Screen, my_access, walk};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Head, Phrase};
use crate::ui::wording;

pub mod excluded;
mod for_report;

use for_report::for_report;

/// The packages that the persona may request.
pub const PAGE: Page = Page {
    name: "My Access, available",
    title: |_, _| "My Access".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "Nothing you could request.",
            "A package is listed here when one of its policies admits you and you do not hold it.",
            "`w` shows what others can request and which check excludes you; `2` what you hold.",
        ],
    }),
};

/// A package as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    catalog: Safe,
    ends: String,
    requested: bool,
    gives: Safe,
    description: Safe,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 26, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Catalog", 20, |row: &Row| {
        Phrase::plain(row.catalog.clone())
    })
    .priority(3),
    Column::words("Lasts", 11, |row: &Row| Phrase::plain(row.ends.as_str())).priority(2),
    Column::words("Asked", 9, |row: &Row| {
        if row.requested {
            Phrase::signed(Tone::Pending, "pending")
        } else {
            Phrase::default()
        }
    }),
    // Words typed to find a package are looked for in these too, whether or not there is room.
    Column::words("Gives", 24, |row: &Row| Phrase::plain(row.gives.clone())).priority(5),
    Column::words("Description", 26, |row: &Row| {
        Phrase::plain(row.description.clone())
    })
    .priority(6),
];

const BINDINGS: &[Binding] = &[
    OPEN,
    REQUEST,
    Binding {
        keys: &[Chord::char('b')],
        action: Action::RequestForReport,
        label: "for direct report",
        shown: Shown::Footer,
        step: |scene, _| for_report(scene),
    },
    WHY,
    link::BINDING,
];

/// Asks for the selected package.
pub(super) const OPEN: Binding = Binding {
    keys: list::OPEN_KEYS,
    action: Action::Open,
    label: "request",
    shown: Shown::Footer,
    step: |scene, spot| request(scene, selected(spot)?),
};

/// Asks for the selected package, as anywhere where something new is made.
pub(super) const REQUEST: Binding = Binding {
    keys: &[Chord::char('n')],
    action: Action::Request,
    label: "request",
    shown: Shown::Help,
    step: |scene, spot| request(scene, selected(spot)?),
};

/// Explains whether the persona may ask for the selected package.
pub(super) const WHY: Binding = Binding {
    keys: &[Chord::char('w')],
    action: Action::Why,
    label: "why",
    shown: Shown::Footer,
    step: |scene, spot| match selected(spot) {
        Ok(package) => Ok(why(scene, package)),
        Err(_) if spot.screen == Screen::AvailablePackages => Ok(Step::WhyNothing),
        Err(reason) => Err(reason),
    },
};

fn selected(spot: &Spot) -> Result<PackageId, Reason> {
    if let ObjectRef::AccessPackage(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no package is selected"))
    }
}

/// Opens the form that asks for a package.
pub(super) fn request(scene: &Scene<'_>, package: PackageId) -> Result<Step, Reason> {
    scene.allows(&form::blank(scene, package))?;
    Ok(Step::OpenForm(&form::REQUEST, Some(package.into())))
}

/// Shows which checks let the persona request a package or do not, and who would decide.
fn why(scene: &Scene<'_>, package: PackageId) -> Step {
    let (tenant, persona) = (scene.tenant(), scene.persona);
    let now = scene.calendar.now;
    let policy = form::open(scene, package).first().copied();
    let mut walked = Walk::default();
    let verdict = eligibility::can_request(tenant, persona, package, policy, now, &mut walked);
    let mut lines = vec![match &verdict {
        Ok(_) => DetailLine::Text(Phrase::signed(Tone::Good, "You can request this package.")),
        Err(refusal) => {
            let description = refusal.describe(tenant);
            let text = format!("Not now: {}. {}", description.message, description.hint);
            DetailLine::Text(Phrase::signed(Tone::Warning, &text))
        }
    }];
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Checks"));
    lines.extend(walk::checks(scene, &walked));
    for id in form::offered(scene, package) {
        if verdict.is_ok() {
            lines.extend(not_under(scene, package, id));
        }
        lines.extend(policy_lines(scene, id));
    }
    let title = format!("Why: {}", scene.name(package));
    if verdict.is_ok() {
        return Step::Read(title.into(), lines);
    }
    Step::Explained(Box::new(Reading::new(title, lines)), package, persona)
}

/// Says why the persona cannot ask under a policy although they can under another.
fn not_under(scene: &Scene<'_>, package: PackageId, policy: PolicyId) -> Option<DetailLine> {
    let reason = form::closed(scene, package, policy)?;
    let text = format!("Not under \"{}\": {}", scene.name(policy), reason.in_full());
    Some(DetailLine::Text(Phrase::signed(Tone::Warning, &text)))
}

fn policy_lines(scene: &Scene<'_>, id: PolicyId) -> Vec<DetailLine> {
    let Some(policy) = scene.tenant().find_policy(id) else {
        return Vec::new();
    };
    let head = format!("Who decides under \"{}\"", scene.name(id));
    let mut lines = vec![DetailLine::Gap, DetailLine::heading(head)];
    let stages = policy.terms.approval.stages_for_add();
    lines.extend(walk::asked(
        scene,
        stages,
        walk::Run::Ahead,
        Asker::by(scene.tenant(), scene.persona),
        |_, stage| sees_deciders(scene.tenant(), scene.persona, policy.access_package, stage),
    ));
    lines
}

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let mut packages = eligibility::available(scene.tenant(), scene.persona, scene.calendar.now);
    packages.sort_by_key(|package| {
        let found = scene.tenant().find_package(*package);
        (found.map(|package| package.display_name.key()), *package)
    });
    packages.into_iter().map(ObjectRef::from).collect()
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let ObjectRef::AccessPackage(id) = object else {
        return Vec::new();
    };
    let Some(package) = scene.tenant().find_package(id) else {
        return Vec::new();
    };
    let row = Row {
        name: Safe::line(package.display_name.as_str()),
        catalog: scene.name(package.catalog),
        ends: ends(scene, id),
        requested: is_requested(scene, id),
        gives: gives(scene, id),
        description: Safe::line(package.description.as_str()),
    };
    column::cells(COLUMNS, &row)
}

/// Names what a package gives, as far as the persona may see that.
pub(super) fn gives(scene: &Scene<'_>, package: PackageId) -> Safe {
    let roles = wording::gives(scene, package);
    let roles: Vec<&str> = roles.iter().map(Safe::as_str).collect();
    roles.join(", ").into()
}

fn is_requested(scene: &Scene<'_>, package: PackageId) -> bool {
    scene.tenant().open_add_of(scene.persona, package).is_some()
}

/// Says how long access to a package lasts, or how many policies say so.
pub(super) fn ends(scene: &Scene<'_>, package: PackageId) -> String {
    match form::offered(scene, package).as_slice() {
        [only] => scene
            .tenant()
            .find_policy(*only)
            .map(|policy| wording::lasts(scene, policy.terms.expiration))
            .unwrap_or_default(),
        several => counted(several.len(), "policy"),
    }
}

/// Says what a package is for, what it gives and under which terms.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let ObjectRef::AccessPackage(id) = object else {
        return Vec::new();
    };
    let Some(package) = scene.tenant().find_package(id) else {
        return vec![DetailLine::text("This package has been deleted.")];
    };
    let mut lines = Vec::new();
    if !package.description.is_empty() {
        lines.push(DetailLine::text(package.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    lines.push(DetailLine::heading("Gives"));
    let gives = wording::gives(scene, id);
    if !sees_contents(scene.tenant(), scene.persona, id) {
        lines.push(DetailLine::text("The directory does not show that."));
    } else if gives.is_empty() {
        lines.push(DetailLine::text("Nothing yet."));
    }
    lines.extend(gives.into_iter().map(DetailLine::bullet));
    for policy in form::offered(scene, id) {
        lines.extend(terms(scene, policy));
    }
    if is_requested(scene, id) {
        lines.push(DetailLine::Gap);
        let text = "You have asked for it; 4 shows the request.";
        lines.push(DetailLine::Text(Phrase::signed(Tone::Pending, text)));
    }
    lines
}

fn terms(scene: &Scene<'_>, id: PolicyId) -> Vec<DetailLine> {
    let Some(policy) = scene.tenant().find_policy(id) else {
        return Vec::new();
    };
    let terms = &policy.terms;
    let stages = terms.approval.stages_for_add().len();
    let period = if terms.requestor.may_schedule {
        "you may choose"
    } else {
        "begins at once"
    };
    let mut lines = vec![
        DetailLine::Gap,
        DetailLine::heading(format!("Policy \"{}\"", scene.name(id))),
        DetailLine::fact("Approval", wording::stages_in_words(stages)),
        DetailLine::fact("Lasts", wording::lasts(scene, terms.expiration)),
        DetailLine::fact("Period", period),
    ];
    let missing = eligibility::unproven(scene.tenant(), scene.persona, id);
    let wanted = terms.credentials_wanted();
    lines.extend(wanted.map(|one| {
        let phrase = if missing.contains(&one) {
            Phrase::signed(Tone::Warning, &format!("{one}, missing"))
        } else {
            Phrase::plain(one.to_string())
        };
        DetailLine::Fact("Verified ID".into(), phrase)
    }));
    let language = scene.tenant().language_of(scene.persona);
    let asked = inquiry::asked(scene.tenant(), policy, Some(scene.persona));
    lines.extend(asked.iter().map(|asked| {
        let question = Safe::line(asked.question.label(language));
        DetailLine::fact("Asks", question)
    }));
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::screen::fixture::{act_as, requested, tutorial};

    #[test]
    fn a_manager_requests_for_somebody_who_reports_to_them() {
        let mut desk = tutorial(|policy| {
            policy["requestorSettings"] = json!({"enableOnBehalfRequestorsToAddAccess": true});
        });
        act_as(&mut desk, "Approver", Screen::AvailablePackages)
            .press("b")
            .expect("nobody reports to you");
        let id = |name: &str| {
            let users = &desk.desk.tenant.users;
            let found = users.iter().find(|user| user.display_name.as_str() == name);
            found.unwrap().id
        };
        let reports = json!({"do": "updateUser", "with": {
            "user": id("Requestor"), "manager": id("Approver")}});
        let command: crate::domain::command::Command = serde_json::from_value(reports).unwrap();
        act_as(&mut desk, "Administrator", Screen::Catalogs)
            .execute(command)
            .unwrap();
        act_as(&mut desk, "Approver", Screen::AvailablePackages);
        desk.press("b").expect("Request for Requestor");
        desk.press("enter enter tab").type_text("New here");
        desk.press("Ctrl-S")
            .expect("Requested \"Test package\" for Requestor.");
    }

    #[test]
    fn a_package_is_found_by_its_description_and_by_what_it_gives() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        for words in ["for the tutorial", "test group", "package"] {
            desk.press("/").type_text(words).press("enter");
            desk.expect("1 of 1").press("esc");
        }
        desk.press("/").type_text("\"zebra\"").press("enter");
        desk.expect("0 of 1");
    }

    #[test]
    fn a_package_shows_what_it_gives_and_who_decides_when() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.expect("Test group as Member").expect("30 days");
        desk.press("enter");
        desk.expect("Then: an approver decides within 14 days; you can cancel until then.");
        desk.press("Ctrl-S");
        desk.expect("Business justification is empty.");
    }

    #[test]
    fn nobody_outside_the_scope_sees_the_package() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Approver", Screen::AvailablePackages);
        desk.expect("Nothing you could request.");
    }

    #[test]
    fn a_second_request_is_greyed_while_the_first_is_open() {
        let mut desk = requested();
        desk.press("1").expect("~ pending").press("enter");
        desk.expect("already has an open request")
            .expect_no("Business justification");
        desk.press("w")
            .expect("No request for the package is open.");
    }

    #[test]
    fn a_period_the_policy_does_not_allow_is_greyed_with_the_reason() {
        let mut desk = tutorial(|policy| {
            policy["requestorSettings"] = json!({"allowCustomAssignmentSchedule": false});
        });
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter tab space");
        desk.expect("the policy does not let requestors choose the period");
    }
}
