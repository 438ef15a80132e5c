//! The question why: whether somebody finds and may request a package, check by check.
//!
//! The checks are those that hide the row, grey the key and refuse the request.

use crate::domain::authority;
use crate::domain::eligibility;
use crate::domain::id::{ObjectKind, ObjectRef, PackageId, Person};
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::domain::walk::{Check, Silent, Step as Checked, Walk};
use crate::ui::modal::{Chooser, Reading, Row, RowFinder};
use crate::ui::msg::Effect;
use crate::ui::scene::Scene;
use crate::ui::screen::walk;
use crate::ui::search;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::DetailLine;

/// Opens the list of people about whom the question can be asked, the persona first.
pub fn people(scene: &Scene<'_>, package: PackageId) -> Chooser {
    let title = format!("Why \"{}\": for whom?", scene.name(package));
    Chooser::search(title, RowFinder(rows), Some(package.into()), scene)
}

fn rows(scene: &Scene<'_>, about: Option<ObjectRef>, typed: &str) -> Vec<Row> {
    let Some(ObjectRef::AccessPackage(package)) = about else {
        return Vec::new();
    };
    let oneself = scene.persona.object();
    let first = typed.trim().is_empty().then_some(oneself);
    let kinds = [ObjectKind::User, ObjectKind::ExternalPerson];
    let others = search::by_text(scene, &kinds, typed, |object| Some(object) != first);
    let people = first.into_iter().chain(others);
    people
        .filter_map(search::person)
        .map(|person| {
            let address = scene.tenant().sign_in_name(person).unwrap_or_default();
            let step = Step::Why(package, person);
            Row::step(scene.name(person.object()), "", Ok(step)).aside(address)
        })
        .collect()
}

/// Tells whether the persona may ask the question about somebody.
pub fn is_open(scene: &Scene<'_>, package: PackageId, person: Person) -> bool {
    let about = Some(package.into());
    authority::may_explain(scene.tenant(), scene.persona, person, about, &mut Silent).is_ok()
}

/// Answers the question, and wants to know what would change the answer.
pub fn explained(scene: &Scene<'_>, package: PackageId, person: Person) -> Effect {
    let lines = lines(scene, package, person);
    let reading = Reading::new(title(scene, package, person), lines);
    Effect::FindWays(Box::new(reading), package, person)
}

/// Returns the title over the answer.
pub fn title(scene: &Scene<'_>, package: PackageId, person: Person) -> Safe {
    let (package, person) = (scene.name(package), scene.name(person.object()));
    format!("{person} and \"{package}\"").into()
}

/// Says the verdicts in one paragraph, then every check that led to them.
pub fn lines(scene: &Scene<'_>, package: PackageId, person: Person) -> Vec<DetailLine> {
    let (tenant, now) = (scene.tenant(), scene.calendar.now);
    let mut browsing = Walk::default();
    let sees = eligibility::can_see(tenant, person, package, now, &mut browsing);
    let mut asking = Walk::default();
    let requests = eligibility::can_request(tenant, person, package, None, now, &mut asking);
    let mut lines = vec![
        verdict(scene, "Finds it by browsing", sees),
        verdict(scene, "May request it", requests.map(|_| ())),
    ];
    for (head, walk) in [
        ("Checks for finding it", &browsing),
        ("Checks for requesting it", &asking),
    ] {
        lines.extend([DetailLine::Gap, DetailLine::heading(head)]);
        lines.extend(checks(scene, walk));
    }
    lines
}

fn verdict(scene: &Scene<'_>, question: &str, verdict: Result<(), Refusal>) -> DetailLine {
    DetailLine::heading(match verdict {
        Ok(()) => format!("{question}: yes"),
        Err(refusal) => {
            let why = refusal.describe(scene.tenant()).message;
            format!("{question}: no, {why}")
        }
    })
}

fn checks(scene: &Scene<'_>, walk: &Walk) -> impl Iterator<Item = DetailLine> {
    let admits = |step: &Checked| step.check == Check::PolicyMatches && step.passed;
    let admitted = walk.0.iter().any(admits);
    let checks = walk.0.iter();
    checks.map(move |step| walk::check(scene, step, tone(step, admitted)))
}

/// Tells how a check went; one policy that admits somebody makes up for all that do not.
fn tone(step: &Checked, admitted: bool) -> Tone {
    match (step.passed, admitted && step.check == Check::PolicyMatches) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Disabled,
        (false, false) => Tone::Danger,
    }
}
