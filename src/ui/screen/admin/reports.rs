//! The reports: what each answers, and the key that shows it.
//!
//! Two are lists of their own. The others are faces of a user or a package, who is asked for first.

use crate::domain::authority::{Right, may, visible};
use crate::domain::id::{ObjectKind, ObjectRef, PackageId, UserId};
use crate::domain::walk::Silent;
use crate::ui::action::Action;
use crate::ui::keymap::{Answerable, Binding, Chord, Shown};
use crate::ui::modal::{Chooser, Row, RowFinder};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::search;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

pub mod additional_access;
pub mod review_status;

/// The reports.
pub const PAGE: Page = Page {
    name: "Reports",
    title: |_, _| "Reports".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs,
    body: Body::Detail(|scene, _| lines(scene)),
};

/// Makes the page of a report that is a screen of its own.
pub(super) const fn report(name: &'static str, bindings: &'static [Binding], body: Body) -> Page {
    Page {
        name,
        title: |_, screen| screen.page().name.into(),
        parent: |_, _| Some(Screen::Reports),
        bindings,
        tabs,
        body,
    }
}

/// A report on somebody or something that is asked for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// The packages of a user.
    UserPackages,
    /// What a user has through packages.
    UserResources,
    /// The packages that a user can request.
    UserRequestable,
    /// The requests for a package.
    PackageRequests,
    /// The assignments of a package.
    PackageAssignments,
}

/// A report on somebody or something: how it is named, who or what is asked for, and its key.
struct Entry {
    report: Report,
    title: &'static str,
    answers: &'static str,
    asks: &'static str,
    finder: RowFinder,
    binding: Binding,
}

const USER_PACKAGES: Entry = Entry {
    report: Report::UserPackages,
    title: "Access packages of a user",
    answers: "What somebody holds and held, by which policy, since when and until when.",
    asks: "Access packages of whom?",
    finder: RowFinder(|scene, _, typed| users(scene, typed, Screen::UserAccess)),
    binding: key(
        &[Chord::char('p')],
        Action::UserPackages,
        "packages of",
        |scene, _| ask(scene, &USER_PACKAGES),
    ),
};

const USER_RESOURCES: Entry = Entry {
    report: Report::UserResources,
    title: "Resources of a user",
    answers: "Which roles somebody has through packages, and which package gives each.",
    asks: "Resources of whom?",
    finder: RowFinder(|scene, _, typed| users(scene, typed, Screen::UserResources)),
    binding: key(
        &[Chord::char('s')],
        Action::UserResources,
        "resources of",
        |scene, _| ask(scene, &USER_RESOURCES),
    ),
};

const USER_REQUESTABLE: Entry = Entry {
    report: Report::UserRequestable,
    title: "What a user can request",
    answers: "Which packages a policy lets somebody ask for now, and which policy that is.",
    asks: "What can be requested by whom?",
    finder: RowFinder(|scene, _, typed| users(scene, typed, Screen::UserRequestable)),
    binding: key(
        &[Chord::char('w')],
        Action::UserRequestable,
        "requestable by",
        |scene, _| ask(scene, &USER_REQUESTABLE),
    ),
};

const PACKAGE_REQUESTS: Entry = Entry {
    report: Report::PackageRequests,
    title: "Requests for a package",
    answers: "Who asked for it and what became of that.",
    asks: "Requests for which package?",
    finder: RowFinder(|scene, _, typed| packages(scene, typed, Screen::PackageRequests)),
    binding: key(
        &[Chord::char('r')],
        Action::PackageRequests,
        "requests for",
        |scene, _| ask(scene, &PACKAGE_REQUESTS),
    ),
};

const PACKAGE_ASSIGNMENTS: Entry = Entry {
    report: Report::PackageAssignments,
    title: "Assignments of a package",
    answers: "Who holds it and held it, and when that ends.",
    asks: "Assignments of which package?",
    finder: RowFinder(|scene, _, typed| packages(scene, typed, Screen::PackageAssignments)),
    binding: key(
        &[Chord::char('a')],
        Action::PackageAssignments,
        "assignments of",
        |scene, _| ask(scene, &PACKAGE_ASSIGNMENTS),
    ),
};

/// The reports that ask for somebody or something first, in the order of the screen.
const ENTRIES: [&Entry; 5] = [
    &USER_PACKAGES,
    &USER_RESOURCES,
    &USER_REQUESTABLE,
    &PACKAGE_REQUESTS,
    &PACKAGE_ASSIGNMENTS,
];

/// A report that is a list of its own: its title, what it answers, and its screen.
type Listed = (&'static str, &'static str, Screen);

/// The reports that are lists of their own, in the order of the tabs.
const LISTS: [Listed; 4] = [
    (
        "Additional access",
        "Who holds a package and something that excludes it, from before that was so.",
        Screen::AdditionalAccess,
    ),
    (
        "Review status",
        "How far the access reviews of each policy are.",
        Screen::ReviewStatus,
    ),
    (
        "Who has what",
        "People and packages as a picture to walk through, with what each cell means.",
        Screen::WhoHasWhat,
    ),
    (
        "Policies",
        "Who may request what, who decides, and when access ends: all policies.",
        Screen::Policies,
    ),
];

const fn key(
    keys: &'static [Chord],
    action: Action,
    label: &'static str,
    step: Answerable,
) -> Binding {
    Binding::new(keys, action, label, Shown::Footer, step)
}

const BINDINGS: &[Binding] = &[
    USER_PACKAGES.binding,
    USER_RESOURCES.binding,
    USER_REQUESTABLE.binding,
    PACKAGE_REQUESTS.binding,
    PACKAGE_ASSIGNMENTS.binding,
];

/// Returns the reports that are screens of their own, after the screen that names them all.
pub(super) fn tabs(_: &Scene<'_>, _: Screen) -> Tabs {
    let first = ("Reports".into(), Screen::Reports);
    let lists = LISTS.iter();
    let lists = lists.map(|(title, _, screen)| ((*title).into(), *screen));
    std::iter::once(first).chain(lists).collect()
}

/// Asks about whom a report is meant, if the persona may read it.
fn ask(scene: &Scene<'_>, entry: &Entry) -> Result<Step, Reason> {
    readable(scene, entry.report)?;
    Ok(Step::AskReport(entry.report))
}

/// Requires that the persona may read a report: those on a person need a right of their own, the
/// others show what their lists show.
fn readable(scene: &Scene<'_>, report: Report) -> Result<(), Reason> {
    match report {
        Report::UserPackages | Report::UserResources | Report::UserRequestable => {
            let right = Right::ReadReports;
            may(scene.tenant(), scene.persona, right, None, &mut Silent)
                .map(|_| ())
                .map_err(|refusal| scene.reason(&refusal))
        }
        Report::PackageRequests | Report::PackageAssignments => Ok(()),
    }
}

/// Names every report with its key and what it answers.
fn lines(scene: &Scene<'_>) -> Vec<DetailLine> {
    let entries = ENTRIES.iter();
    let mut lines: Vec<DetailLine> = entries.flat_map(|entry| of_entry(scene, entry)).collect();
    for ((title, answers, _), tab) in LISTS.iter().zip(2..) {
        lines.push(DetailLine::heading(format!("{tab}  {title}")));
        lines.push(DetailLine::text(answers));
    }
    lines
}

/// Names a report; where the persona may not read it, says why.
fn of_entry(scene: &Scene<'_>, entry: &Entry) -> Vec<DetailLine> {
    let keys = scene.keys.of(&entry.binding).iter();
    let keys: Vec<String> = keys.map(ToString::to_string).collect();
    let title = format!("{}  {}", keys.join(", "), entry.title);
    let mut lines = vec![DetailLine::heading(title), DetailLine::text(entry.answers)];
    if let Err(reason) = readable(scene, entry.report) {
        let reason = Phrase::signed(Tone::Disabled, reason.0.as_str());
        lines.push(DetailLine::Text(reason));
    }
    lines
}

/// Opens the list of users or packages on whom a report can be read.
pub fn subjects(scene: &Scene<'_>, report: Report) -> Chooser {
    let entry = match report {
        Report::UserPackages => &USER_PACKAGES,
        Report::UserResources => &USER_RESOURCES,
        Report::UserRequestable => &USER_REQUESTABLE,
        Report::PackageRequests => &PACKAGE_REQUESTS,
        Report::PackageAssignments => &PACKAGE_ASSIGNMENTS,
    };
    Chooser::search(entry.asks, entry.finder, None, scene)
}

fn users(scene: &Scene<'_>, typed: &str, face: fn(UserId) -> Screen) -> Vec<Row> {
    let tenant = scene.tenant();
    let found = known(scene, ObjectKind::User, typed).into_iter();
    found
        .filter_map(search::person)
        .filter_map(|person| Some((person, person.user()?)))
        .map(|(person, user)| {
            let address = tenant.sign_in_name(person).unwrap_or_default();
            Row::step(scene.name(user), "", Ok(Step::Go(face(user)))).aside(address)
        })
        .collect()
}

fn packages(scene: &Scene<'_>, typed: &str, face: fn(PackageId) -> Screen) -> Vec<Row> {
    let tenant = scene.tenant();
    let found = known(scene, ObjectKind::AccessPackage, typed).into_iter();
    found
        .filter_map(|object| super::package::find(scene, object))
        .map(|package| {
            let catalog = tenant.name_of(package.catalog.into()).unwrap_or_default();
            let step = Step::Go(face(package.id));
            Row::step(scene.name(package.id), "", Ok(step)).aside(catalog)
        })
        .collect()
}

/// Finds objects of a kind that the persona may know of.
fn known(scene: &Scene<'_>, kind: ObjectKind, typed: &str) -> Vec<ObjectRef> {
    let (tenant, persona, now) = (scene.tenant(), scene.persona, scene.calendar.now);
    search::by_text(scene, &[kind], typed, |object| {
        visible(tenant, persona, object, now)
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_report_on_a_user_asks_for_the_user_and_shows_the_face() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.desk
            .press("g e")
            .expect("p  Access packages of a user");
        made.desk.press("p").expect("Access packages of whom?");
        made.desk.type_text("requ").press("enter");
        made.desk.expect("Requestor").expect(">Kit");
        made.desk.press("g e s").type_text("requ").press("enter");
        made.desk.expect("- Member: \"Kit\"");
    }

    #[test]
    fn a_report_on_a_package_asks_for_the_package_and_shows_the_face() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.desk
            .press("g e r")
            .expect("Requests for which package?");
        made.desk.expect("Sales").type_text("kit").press("enter");
        made.desk.expect("[5 Requests 1]").expect(">Requestor");
        made.desk.press("g e a").type_text("kit").press("enter");
        made.desk.expect("No assignment.");
    }

    #[test]
    fn reports_on_people_are_for_administrators_and_say_so() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::Reports).expect("needs").press("p");
        made.desk
            .expect("Not possible (packages of)")
            .expect_no("Access packages of whom?");
        made.desk.press("r").type_text("kit").press("enter");
        made.desk.expect(">Requestor");
    }

    #[test]
    fn whoever_knows_of_no_package_is_offered_none() {
        let mut made = Furnished::new();
        made.package();
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::Reports).press("a");
        made.desk
            .expect("There is nothing to choose from.")
            .expect_no("Kit");
    }

    #[test]
    fn the_lists_among_the_reports_are_opened_by_number() {
        let mut made = Furnished::new();
        made.at(Screen::Reports)
            .expect("2  Additional access")
            .press("2");
        made.desk.expect("No additional access.").press("3");
        made.desk.expect("No access review.");
    }
}
