//! How a person and a package meet: by access that is held, by a request that is open, or not.

use std::collections::BTreeSet;

use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::id::{ObjectRef, PackageId, Person};
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::time::Timestamp;
use crate::ui::modal::Reading;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::who_has_what::package_of;
use crate::ui::screen::admin::{assignment, request};
use crate::ui::screen::home::attention::SOON;
use crate::ui::screen::matrix::Cell;
use crate::ui::screen::why as checks;
use crate::ui::search;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// What a person has of a package.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meeting<'a> {
    /// Access.
    Held(&'a Assignment),
    /// An open request for it.
    Asked(&'a AssignmentRequest),
}

impl Meeting<'_> {
    /// Returns the record.
    pub(super) fn object(self) -> ObjectRef {
        match self {
            Self::Held(held) => held.id.into(),
            Self::Asked(asked) => asked.id.into(),
        }
    }

    const fn package(self) -> PackageId {
        match self {
            Self::Held(held) => held.access_package,
            Self::Asked(asked) => asked.access_package,
        }
    }
}

/// Finds whom and which package a cell is about.
fn of_cell(cell: Cell) -> Option<(Person, PackageId)> {
    search::person(cell.row).zip(package_of(cell.column))
}

/// Finds what a person has of a package; access goes before a request.
pub(super) fn of<'a>(scene: &Scene<'a>, cell: Cell) -> Option<Meeting<'a>> {
    let (person, package) = of_cell(cell)?;
    let tenant = scene.tenant();
    let held = tenant.held_by(person, package);
    let held = held.and_then(|id| tenant.find_assignment(id));
    if let Some(held) = held {
        return Some(Meeting::Held(held));
    }
    let asked = tenant.open_add_of(person, package)?;
    tenant.find_request(asked).map(Meeting::Asked)
}

/// Lists the packages of which a person has something.
pub(super) fn along(scene: &Scene<'_>, row: ObjectRef) -> BTreeSet<PackageId> {
    let Some(person) = search::person(row) else {
        return BTreeSet::new();
    };
    let tenant = scene.tenant();
    let held = tenant.assignments_about(person).into_iter();
    let held = held.filter_map(|(_, id)| tenant.find_assignment(id));
    let held = held.filter(|held| held.progress.state.is_active());
    let asked = tenant.requests_about(person).into_iter();
    let asked = asked.filter_map(|(_, id)| tenant.find_request(id));
    let asked = asked.filter(|asked| asked.request_type.is_add() && asked.progress.state.is_open());
    let held = held.map(Meeting::Held);
    let met = held.chain(asked.map(Meeting::Asked));
    met.map(Meeting::package).collect()
}

/// Says in a sign and a few letters how a person and a package meet.
pub(super) fn sign(scene: &Scene<'_>, cell: Cell) -> Phrase {
    match of(scene, cell) {
        Some(Meeting::Held(held)) => of_held(scene, held),
        Some(Meeting::Asked(asked)) => of_asked(asked),
        None => Phrase::muted(".").meaning("nothing"),
    }
}

fn of_held(scene: &Scene<'_>, held: &Assignment) -> Phrase {
    match held.progress.state {
        AssignmentState::Delivering => Phrase::signed(Tone::Pending, "giving"),
        AssignmentState::PartiallyDelivered => Phrase::signed(Tone::Warning, "partly"),
        AssignmentState::Delivered => match held.progress.ends() {
            Some(end) if is_soon(scene, end) => ends_soon(scene, end),
            Some(_) | None => Phrase::new(Tone::Good, "ok").meaning("holds"),
        },
        AssignmentState::Expired | AssignmentState::DeliveryFailed => Phrase::default(),
    }
}

fn is_soon(scene: &Scene<'_>, end: Timestamp) -> bool {
    end <= scene.calendar.now.plus(SOON)
}

/// Says how long access lasts: in days, and in hours on its last day.
fn ends_soon(scene: &Scene<'_>, end: Timestamp) -> Phrase {
    let left = end.seconds().saturating_sub(scene.calendar.now.seconds());
    let hours = left.max(0) / 3_600;
    let left = if hours < 24 {
        format!("{hours} h")
    } else {
        format!("{} d", hours / 24)
    };
    let in_full = format!("ends {}", scene.calendar.instant(end));
    Phrase::signed(Tone::Warning, &left).meaning(in_full)
}

fn of_asked(asked: &AssignmentRequest) -> Phrase {
    let text = match asked.progress.state {
        RequestState::Submitted | RequestState::PendingApproval { .. } => "asked",
        RequestState::WaitingForCallback { .. } => "waits",
        RequestState::Scheduled { .. } => "starts",
        RequestState::Delivering
        | RequestState::Delivered
        | RequestState::PartiallyDelivered
        | RequestState::DeliveryFailed(_)
        | RequestState::Denied(_)
        | RequestState::Canceled => "giving",
    };
    Phrase::signed(Tone::Pending, text)
}

/// Says the same in a sentence with the names in full.
pub(super) fn caption(scene: &Scene<'_>, cell: Cell) -> Phrase {
    let Some((_, package)) = of_cell(cell) else {
        return Phrase::default();
    };
    let tenant = scene.tenant();
    let catalog = tenant.find_package(package).map(|package| package.catalog);
    let catalog = catalog
        .map(|catalog| scene.name(catalog))
        .unwrap_or_default();
    let state = match of(scene, cell) {
        Some(Meeting::Held(held)) => {
            let until = held.progress.ends().map(|end| scene.calendar.day(end));
            let until = until.map_or_else(|| "without an end".into(), |end| format!("until {end}"));
            match held.progress.state {
                AssignmentState::Delivered => format!("held {until}"),
                state @ (AssignmentState::Delivering
                | AssignmentState::PartiallyDelivered
                | AssignmentState::Expired
                | AssignmentState::DeliveryFailed) => format!("{} {until}", state.label()),
            }
        }
        Some(Meeting::Asked(asked)) => {
            let since = scene.calendar.day(asked.created_date_time);
            format!("asked for on {since}")
        }
        None => "nothing".to_owned(),
    };
    let (package, person) = (scene.name(package), scene.name(cell.row));
    Phrase::plain(format!("\"{package}\" in {catalog}, {person}: {state}"))
}

/// Says what there is to know about a cell.
pub(super) fn lines(scene: &Scene<'_>, cell: Cell) -> Vec<DetailLine> {
    match of(scene, cell) {
        Some(met @ Meeting::Held(_)) => assignment::lines(scene, met.object()),
        Some(met @ Meeting::Asked(_)) => request::lines(scene, met.object()),
        None => {
            let person = search::person(cell.row);
            let address = person.and_then(|person| scene.tenant().sign_in_name(person));
            vec![
                DetailLine::fact("Person", scene.name(cell.row)),
                DetailLine::fact("Signs in as", address.unwrap_or_default()),
                DetailLine::fact("Package", scene.name(cell.column)),
                DetailLine::Gap,
                DetailLine::text("Neither held nor asked for."),
                DetailLine::text("w says whether it may be requested, check by check."),
            ]
        }
    }
}

/// Says how somebody came to a package, and whether they find it and may request it.
pub(super) fn why(scene: &Scene<'_>, cell: Cell) -> Option<Step> {
    let (person, package) = of_cell(cell)?;
    let mut lines = match of(scene, cell) {
        Some(Meeting::Held(held)) => came_by(scene, held),
        Some(Meeting::Asked(_)) => vec![DetailLine::heading("Has it: not yet, a request is open")],
        None => vec![DetailLine::heading("Has it: no")],
    };
    let title = checks::title(scene, package, person);
    if !checks::is_open(scene, package, person) {
        let who =
            "Whoever manages the requests of the catalog is told whether others may request it.";
        lines.extend([DetailLine::Gap, DetailLine::text(who)]);
        return Some(Step::Read(title, lines));
    }
    lines.extend(checks::lines(scene, package, person));
    let reading = Reading::new(title, lines);
    Some(Step::Explained(Box::new(reading), package, person))
}

fn came_by(scene: &Scene<'_>, held: &Assignment) -> Vec<DetailLine> {
    let since = scene.calendar.instant(held.progress.start);
    let mut lines = vec![
        DetailLine::heading(format!("Has it: yes, since {since}")),
        DetailLine::bullet(format!("By the policy \"{}\"", scene.name(held.policy))),
    ];
    if let Some(request) = scene.tenant().find_request(held.request) {
        let by = request
            .requestor
            .map(|requestor| scene.name(requestor.object()));
        let kind = request.request_type.label();
        lines.push(DetailLine::bullet(match by {
            Some(by) => format!("{kind}, asked for by {by}"),
            None => format!("{kind}, without anybody asking"),
        }));
    }
    lines
}
