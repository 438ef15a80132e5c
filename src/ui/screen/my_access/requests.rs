//! The history of requests about the persona.

use crate::domain::command::{Command, RequestCommand, RequestReference};
use crate::domain::id::{ObjectRef, RequestId};
use crate::domain::request::{AssignmentRequest, RequestState, RequestType};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::request as form;
use crate::ui::keymap::{Binding, Chord, Shown, list};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::my_access::{self, chosen_request, find_request, request};
use crate::ui::screen::{Body, ListPage, Page, Screen, timeline};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};
use crate::ui::wording::brief;

/// The history of requests about the persona.
pub const PAGE: Page = Page {
    name: "My Access, requests",
    title: |_, _| "Request history".into(),
    parent: |_, _| Some(Screen::AvailablePackages),
    bindings: BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: |scene, object| match find_request(scene, object) {
            Some(request) => timeline::beside(scene, request),
            None => Vec::new(),
        },
        overview: None,
        empty: &[
            "You have asked for nothing.",
            "Every request is kept here with what became of it.",
            "`1` shows what you may request.",
        ],
    }),
};

/// A request as a row: what its cells need, looked up.
struct Row {
    package: Safe,
    kind: RequestType,
    created: Phrase,
    state: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Package", 24, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::words("Type", 13, |row: &Row| brief::kind(row.kind.label()))
        .short(6)
        .priority(3),
    Column::instant("Created", |row: &Row| row.created.clone()).priority(2),
    Column::state("State", 20, |row: &Row| row.state.clone()).short(9),
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "open",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::Go(Screen::OwnRequest(chosen_request(spot)?))),
    },
    CANCEL,
    AGAIN,
    request::WHY,
];

/// Submits the selected or open request again, with what was said in it.
pub(super) const AGAIN: Binding = Binding {
    keys: &[Chord::char('n')],
    action: Action::Request,
    label: "submit again",
    shown: Shown::Footer,
    step: |scene, spot| {
        let id = chosen_request(spot)?;
        let found = find_request(scene, id.into());
        let found = found.ok_or_else(|| Reason::new("it no longer exists"))?;
        let ended = matches!(
            found.progress.state,
            RequestState::Denied(_) | RequestState::Canceled
        );
        if !ended || found.target != scene.persona {
            return Err(Reason::new(
                "only what was denied or canceled is submitted again",
            ));
        }
        scene.allows(&form::blank(scene, found.access_package))?;
        Ok(Step::OpenForm(&form::REQUEST, Some(id.into())))
    },
};

/// Takes the selected or open request back.
pub(super) const CANCEL: Binding = Binding {
    keys: &[Chord::char('c')],
    action: Action::CancelRequest,
    label: "cancel",
    shown: Shown::Footer,
    step: |scene, spot| cancel(scene, chosen_request(spot)?),
};

/// Asks before a request is taken back.
fn cancel(scene: &Scene<'_>, request: RequestId) -> Result<Step, Reason> {
    let command = Command::from(RequestCommand::CancelRequest(RequestReference { request }));
    scene.allows(&command)?;
    let name = scene.name(request);
    let lines = vec![
        Phrase::plain(format!(
            "The request for \"{name}\" ends; nobody decides on it."
        )),
        Phrase::plain("You get nothing by it and may ask again."),
    ];
    let done = format!("The request for \"{name}\" was canceled. It stays in the history.");
    Ok(Confirm::before(
        command,
        ("Cancel request?", "Cancel it"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let all = scene.tenant().own_requests(scene.persona);
    let newest_first = scene.desk.history.newest_first(all).into_iter();
    newest_first.map(ObjectRef::from).collect()
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(request) = find_request(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        package: named(scene, request),
        kind: request.request_type,
        created: scene.calendar.when(request.created_date_time),
        state: state(request),
    };
    column::cells(COLUMNS, &row)
}

/// Names the package, and for whom it is where that is somebody else.
fn named(scene: &Scene<'_>, request: &AssignmentRequest) -> Safe {
    let package = scene.name(request.access_package);
    if scene.tenant().is_same_person(request.target, scene.persona) {
        package
    } else {
        format!("{package} for {}", scene.name(request.target)).into()
    }
}

/// Says where a request stands.
pub(in crate::ui::screen) fn state(request: &AssignmentRequest) -> Phrase {
    let tone = match request.progress.state {
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::PendingApproval { .. }
        | RequestState::Scheduled { .. }
        | RequestState::Delivering => Tone::Pending,
        RequestState::Delivered => Tone::Good,
        RequestState::PartiallyDelivered => Tone::Warning,
        RequestState::DeliveryFailed(_) => Tone::Danger,
        RequestState::Denied(_) | RequestState::Canceled => Tone::Disabled,
    };
    brief::state(tone, request.label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::fixture::{act_as, approved, requested, tutorial};

    #[test]
    fn a_request_tells_what_it_waits_for_and_what_follows() {
        let mut desk = requested();
        desk.expect("~ Pending approval").press("enter");
        desk.expect("waiting for an approver")
            .expect("if nobody decides")
            .expect("~ an approver to decide -> access");
        desk.expect("2 Mar 23:59").expect("Project onboarding");
        desk.press("w").expect("does not show who they are");
    }

    #[test]
    fn canceling_asks_first_and_the_key_is_greyed_afterwards() {
        let mut desk = requested();
        desk.press("c").expect("Cancel request?").press("y");
        desk.expect("- Canceled")
            .press("c")
            .expect("can no longer be canceled");
    }

    #[test]
    fn a_canceled_request_is_submitted_again_with_what_was_said() {
        let mut desk = requested();
        desk.press("n")
            .expect("only what was denied or canceled")
            .press("c y n");
        desk.expect("Project onboarding").expect("2026-03-02");
        desk.press("Ctrl-S").expect("~ Pending approval");
    }

    #[test]
    fn a_delivered_request_tells_who_approved_it_and_why() {
        let mut desk = approved();
        desk.press("4 enter")
            .expect("approved by Approver: Fine")
            .expect("ok Approver approved -> ok access")
            .expect("ok Delivered");
    }

    /// Asks for the package, whatever period its policy says, and opens the request.
    fn ends(expiration: &serde_json::Value) -> Rehearsal {
        let mut desk = tutorial(|policy| policy["expiration"] = expiration.clone());
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").type_text("Project").press("Ctrl-S 4");
        desk.expect("~ Pending approval");
        desk
    }

    #[test]
    fn a_request_tells_the_period_that_its_policy_leaves_it() {
        use serde_json::json;
        ends(&json!({"type": "noExpiration"})).expect("at once, without an end");
        ends(&json!({"type": "afterDuration", "duration": "P30D"}))
            .expect("at once, ends after 30 days");
        let date = json!({"type": "afterDateTime", "endDateTime": "2026-04-01T00:00:00Z"});
        ends(&date).expect("at once to 2026-04-01");
    }

    #[test]
    fn giving_back_has_no_period() {
        let mut desk = approved();
        desk.press("x y");
        let removes = |it: &&AssignmentRequest| it.request_type == RequestType::UserRemove;
        let removal = desk.desk.tenant.requests.iter().find(removes).unwrap().id;
        let screen = Screen::OwnRequest(removal);
        act_as(&mut desk, "Requestor", screen)
            .expect("remove")
            .expect_no("Period");
    }

    #[test]
    fn what_was_asked_for_in_the_same_second_stands_with_the_last_at_the_top() {
        let mut desk = tutorial(|_| {});
        desk.draw_from(1 << 62);
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("enter").type_text("First").press("Ctrl-S 4 c y");
        desk.draw_from(1 << 61);
        desk.press("1 enter").type_text("Second").press("Ctrl-S 4");
        desk.press("home").expect("Second");
        desk.press("end").expect("First");
    }

    #[test]
    fn whoever_asked_for_nothing_reads_where_to_begin() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Approver", Screen::OwnRequests).expect("You have asked for nothing.");
    }
}
