//! What needs the attention of administrators, and why.

use crate::domain::approvers;
use crate::domain::assignment::Assignment;
use crate::domain::id::{ObjectRef, PackageId, Person};
use crate::domain::index::{DueKind, RequestPhase};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::request::{AssignmentRequest, REPROCESS_WINDOW, RequestState};
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::time::{Span, Timestamp};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// How far ahead the end of access is worth a look.
pub(in crate::ui::screen) const SOON: Span = Span::days(14);

/// Why an object needs attention.
pub(super) enum Concern<'a> {
    /// A request waits for a decision.
    Pending(&'a AssignmentRequest),
    /// A request waits, and nobody can decide on it.
    Stuck(&'a AssignmentRequest),
    /// A delivery failed not long ago, so that it can be tried again.
    Failed(&'a AssignmentRequest),
    /// Access ends soon.
    Ending(&'a Assignment, Timestamp),
    /// A policy lets nobody in.
    Off(&'a AssignmentPolicy),
}

/// The most objects of each kind that are listed; whoever has looked at those gets the next ones.
pub(super) const MOST: usize = 500;

/// Lists what needs attention: what is stuck, what failed, what waits, what ends, what is off.
pub(super) fn all(scene: &Scene<'_>) -> Vec<ObjectRef> {
    let (mut stuck, mut pending) = (Vec::new(), Vec::new());
    let index = &scene.tenant().index;
    for (_, id) in index.requests_of_kind.of(RequestPhase::Pending).take(MOST) {
        match Concern::of(scene, (*id).into()) {
            Some(Concern::Stuck(request)) => stuck.push(request.id.into()),
            Some(Concern::Pending(request)) => pending.push(request.id.into()),
            Some(Concern::Failed(_) | Concern::Ending(..) | Concern::Off(_)) | None => {}
        }
    }
    stuck
        .into_iter()
        .chain(failed(scene).take(MOST))
        .chain(pending)
        .chain(ending(scene).take(MOST))
        .chain(off(scene).take(MOST))
        .collect()
}

/// Lists the requests whose delivery failed and can be tried again, the oldest first.
pub(super) fn failed<'a>(scene: &Scene<'a>) -> impl Iterator<Item = ObjectRef> + 'a {
    let (tenant, now) = (scene.tenant(), scene.calendar.now);
    let requests = &tenant.index.requests_of_kind;
    requests
        .of(RequestPhase::Failed)
        .filter_map(|(_, id)| tenant.find_request(*id))
        .filter(move |request| {
            let ended = request.progress.completed_date_time;
            ended.is_some_and(|ended| ended.plus(REPROCESS_WINDOW) >= now)
        })
        .map(|request| request.id.into())
}

/// Lists the assignments that end soon, the next one first.
pub(super) fn ending<'a>(scene: &Scene<'a>) -> impl Iterator<Item = ObjectRef> + 'a {
    let tenant = scene.tenant();
    let until = scene.calendar.now.plus(SOON);
    let due = tenant.index.due.of(());
    due.take_while(move |(at, _)| *at <= until)
        .filter(|(_, (kind, _))| matches!(kind, DueKind::Expiry | DueKind::GraceEnd))
        .filter(move |(at, (_, object))| ends(tenant, *object) == Some(*at))
        .map(|(_, (_, object))| *object)
}

/// Returns when access ends, by its own end or by the rule of its policy, whichever comes first.
fn ends(tenant: &Tenant, object: ObjectRef) -> Option<Timestamp> {
    if let ObjectRef::Assignment(id) = object {
        tenant.find_assignment(id)?.progress.ends()
    } else {
        None
    }
}

/// Lists the policies that are switched off, by name.
fn off<'a>(scene: &Scene<'a>) -> impl Iterator<Item = ObjectRef> + 'a {
    let policies = scene.tenant().index.policies_off.of(());
    policies.map(|(_, id)| ObjectRef::from(*id))
}

fn policy(tenant: &Tenant, object: ObjectRef) -> Option<&AssignmentPolicy> {
    if let ObjectRef::Policy(id) = object {
        tenant.find_policy(id)
    } else {
        None
    }
}

impl<'a> Concern<'a> {
    /// Says why an object is listed.
    pub(super) fn of(scene: &Scene<'a>, object: ObjectRef) -> Option<Self> {
        let tenant = scene.tenant();
        if let ObjectRef::Request(id) = object {
            let request = tenant.find_request(id)?;
            if request.progress.state.is_failed() {
                return Some(Self::Failed(request));
            }
            let deciding = approvers::deciding(tenant, request)?;
            Some(if deciding.is_empty() {
                Self::Stuck(request)
            } else {
                Self::Pending(request)
            })
        } else if let ObjectRef::Assignment(id) = object {
            let assignment = tenant.find_assignment(id)?;
            Some(Self::Ending(assignment, assignment.progress.ends()?))
        } else {
            policy(tenant, object).map(Self::Off)
        }
    }

    /// Names whom it is about and what.
    pub(super) fn name(&self, scene: &Scene<'_>) -> Safe {
        let of = |target: Person, package: PackageId| {
            format!("{}: {}", scene.name(target), scene.name(package)).into()
        };
        match self {
            Self::Pending(request) | Self::Stuck(request) | Self::Failed(request) => {
                of(request.target, request.access_package)
            }
            Self::Ending(assignment, _) => of(assignment.target, assignment.access_package),
            Self::Off(policy) => {
                let package = scene.name(policy.access_package);
                format!("{package}: {}", scene.name(policy.id)).into()
            }
        }
    }

    /// Says it in a few words.
    pub(super) fn phrase(&self) -> Phrase {
        match self {
            Self::Pending(_) => Phrase::signed(Tone::Pending, "pending"),
            Self::Stuck(_) => Phrase::signed(Tone::Warning, "no approver"),
            Self::Failed(request) => match request.progress.state {
                RequestState::PartiallyDelivered => Phrase::signed(Tone::Warning, "in part"),
                RequestState::DeliveryFailed(_)
                | RequestState::Submitted
                | RequestState::WaitingForCallback { .. }
                | RequestState::PendingApproval { .. }
                | RequestState::Scheduled { .. }
                | RequestState::Delivering
                | RequestState::Delivered
                | RequestState::Denied(_)
                | RequestState::Canceled => Phrase::signed(Tone::Danger, "failed"),
            },
            Self::Ending(..) => Phrase::plain("ends soon"),
            Self::Off(_) => Phrase::signed(Tone::Disabled, "switched off"),
        }
    }

    /// Leads to where something can be done about it, with what it is about selected.
    pub(super) const fn leads(&self) -> Step {
        match self {
            Self::Pending(request) | Self::Stuck(request) | Self::Failed(request) => {
                Step::Go(Screen::Request(request.id))
            }
            Self::Ending(assignment, _) => {
                let screen = Screen::PackageAssignments(assignment.access_package);
                Step::GoTo(screen, ObjectRef::Assignment(assignment.id))
            }
            Self::Off(policy) => {
                let screen = Screen::PackagePolicies(policy.access_package);
                Step::GoTo(screen, ObjectRef::Policy(policy.id))
            }
        }
    }

    /// Says since when, or when.
    pub(super) fn when(&self, scene: &Scene<'_>) -> Phrase {
        match self {
            Self::Pending(request) | Self::Stuck(request) | Self::Failed(request) => {
                scene.calendar.when(request.created_date_time)
            }
            Self::Ending(_, end) => scene.calendar.when(*end),
            Self::Off(policy) => scene.calendar.when(policy.modified_date_time),
        }
    }

    /// Says it at length.
    pub(super) fn lines(&self, scene: &Scene<'_>) -> Vec<DetailLine> {
        let mut lines = vec![DetailLine::Text(self.phrase()), DetailLine::Gap];
        lines.extend(match self {
            Self::Pending(request) | Self::Stuck(request) => request_lines(scene, request),
            Self::Failed(request) => failed_lines(scene, request),
            Self::Ending(assignment, end) => vec![
                DetailLine::fact("Package", scene.name(assignment.access_package)),
                DetailLine::fact("Held by", scene.name(assignment.target)),
                DetailLine::fact("Policy", scene.name(assignment.policy)),
                DetailLine::fact("Ends", scene.calendar.instant(*end)),
            ],
            Self::Off(policy) => vec![
                DetailLine::fact("Package", scene.name(policy.access_package)),
                DetailLine::text("Nobody can get access through this policy."),
            ],
        });
        lines
    }
}

fn failed_lines(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let mut lines = vec![
        DetailLine::fact("Package", scene.name(request.access_package)),
        DetailLine::fact("For", scene.name(request.target)),
    ];
    lines.extend(wording::failure(scene, request.progress.state));
    if let Some(ended) = request.progress.completed_date_time {
        let until = scene.calendar.instant(ended.plus(REPROCESS_WINDOW));
        lines.push(DetailLine::fact("Reprocess until", until));
    }
    lines
}

fn request_lines(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let mut lines = vec![
        DetailLine::fact("Package", scene.name(request.access_package)),
        DetailLine::fact("For", scene.name(request.target)),
        DetailLine::fact("Created", scene.calendar.instant(request.created_date_time)),
    ];
    if let Some((stage, _)) = approvers::open_stage(request) {
        let text = format!("{} of {}", stage + 1, request.stages.len());
        lines.push(DetailLine::fact("Stage", text));
        if let Some(record) = request.progress.stages.get(stage) {
            let due = scene.calendar.instant(record.due);
            lines.push(DetailLine::fact("Expires", due));
        }
    }
    let people = approvers::deciding(scene.tenant(), request).map(|found| found.people);
    let people = people.unwrap_or_default();
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Who can decide"));
    if people.is_empty() {
        let text = "Nobody. Enable an approver's account or add one to the group that is asked.";
        lines.push(DetailLine::text(text));
    }
    lines.extend(
        people
            .into_iter()
            .map(|id| DetailLine::bullet(scene.name(id))),
    );
    lines
}
