//! The requests that wait for the persona's decision, the longest waiting first.

use crate::domain::approvers;
use crate::domain::id::ObjectRef;
use crate::domain::request::RequestState;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Shown, list};
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::{self, chosen_request, find_request};
use crate::ui::screen::{Body, ListPage, Page, Screen, approvals};
use crate::ui::step::Step;
use crate::ui::view::{Head, Phrase};
use crate::ui::wording;

/// The requests that wait for the persona's decision.
pub const PAGE: Page = Page {
    name: "Approvals, pending",
    title: |_, _| "Approvals".into(),
    parent: |scene, _| Some(my_access::front(scene.persona)),
    bindings: BINDINGS,
    tabs: approvals::tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: approvals::request::lines,
        overview: None,
        empty: &[
            "Nothing waits for you.",
            "Decided ones are under History, `2`.",
        ],
    }),
};

/// A request as a row: what its cells need, looked up.
struct Row {
    requestor: Phrase,
    package: Safe,
    due: Phrase,
    stage: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Requestor", 20, |row: &Row| row.requestor.clone()).priority(0),
    Column::words("Package", 22, |row: &Row| {
        Phrase::plain(row.package.clone())
    }),
    Column::instant("Due", |row: &Row| row.due.clone()).priority(2),
    Column::words("Stage", 6, |row: &Row| Phrase::plain(row.stage.as_str())).priority(3),
];

const BINDINGS: &[Binding] = &[
    approvals::request::APPROVE,
    approvals::request::DENY,
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "details",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::Go(Screen::Approval(chosen_request(spot)?))),
    },
    approvals::request::ANSWERS,
    my_access::request::WHY,
];

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let Some(user) = scene.tenant().account_of(scene.persona) else {
        return Vec::new();
    };
    let tenant = scene.tenant();
    let waiting = approvers::waiting_for(tenant, user).into_iter();
    let waiting = waiting.filter_map(|id| Some((tenant.find_request(id)?.created_date_time, id)));
    let oldest_first = scene.desk.history.oldest_first(waiting).into_iter();
    oldest_first.map(ObjectRef::from).collect()
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(request) = find_request(scene, object) else {
        return Vec::new();
    };
    let (due, stage) = match request.progress.state {
        RequestState::PendingApproval { stage, due } => (
            scene.calendar.when(due),
            format!("{} of {}", stage + 1, request.stages.len()),
        ),
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::Scheduled { .. }
        | RequestState::Delivering
        | RequestState::Delivered
        | RequestState::PartiallyDelivered
        | RequestState::DeliveryFailed(_)
        | RequestState::Denied(_)
        | RequestState::Canceled => (Phrase::default(), String::new()),
    };
    let row = Row {
        requestor: wording::requestor(scene, request),
        package: scene.name(request.access_package),
        due,
        stage,
    };
    column::cells(COLUMNS, &row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::fixture::{act_as, requested, tutorial};

    #[test]
    fn approving_names_person_package_and_consequence_and_needs_the_reason() {
        let mut desk = requested();
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.expect("Project onboarding").press("a");
        desk.expect("Requestor gets \"Test package\" until 2026-03-02 23:59 UTC");
        desk.press("Ctrl-S").expect("Reason is empty.");
        desk.type_text("Fine")
            .press("Ctrl-S")
            .expect("Nothing waits for you.");
        desk.press("2").expect("ok Delivered");
    }

    #[test]
    fn a_name_that_mixes_writing_systems_is_marked_before_anybody_decides() {
        let mut desk = requested();
        let request = desk.desk.tenant.requests.iter().next().unwrap();
        let user = request.target.user().unwrap();
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        let line = serde_json::json!({"do": "updateUser", "with": {
            "user": user.guid(), "displayName": "Request\u{43e}r"}});
        let command: crate::domain::command::Command = serde_json::from_value(line).unwrap();
        desk.execute(command).unwrap();
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.expect(">! Request\u{43e}r").press("a");
        desk.expect("mixes letters of several writing systems");
    }

    #[test]
    fn a_name_that_resembles_that_of_somebody_else_is_marked_with_whom_it_resembles() {
        let mut desk = requested();
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        let line = serde_json::json!({"do": "createUser", "with": {
            "displayName": "Requestor", "mail": "other@woodgrovebank.onmicrosoft.com",
            "userPrincipalName": "other@woodgrovebank.onmicrosoft.com"}});
        let command: crate::domain::command::Command = serde_json::from_value(line).unwrap();
        let other = desk.execute(command).unwrap()[0];
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.expect(">! Requestor").press("a");
        desk.expect("\"Requestor\" could be taken for Requestor (other@")
            .press("esc");
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        let line = serde_json::json!({"do": "updateUser", "with": {
            "user": other.guid(), "displayName": "Requester"}});
        let command: crate::domain::command::Command = serde_json::from_value(line).unwrap();
        desk.execute(command).unwrap();
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.expect(">Requestor");
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        let line = serde_json::json!({"do": "updateUser", "with": {
            "user": other.guid(), "displayName": "Reque\u{455}t0r"}});
        let command: crate::domain::command::Command = serde_json::from_value(line).unwrap();
        desk.execute(command).unwrap();
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.expect(">! Requestor");
    }

    #[test]
    fn denying_ends_the_request() {
        let mut desk = requested();
        act_as(&mut desk, "Approver", Screen::PendingApprovals);
        desk.press("x")
            .expect("Requestor does not get")
            .type_text("No need")
            .press("Ctrl-S");
        desk.press("2")
            .expect("- Denied")
            .press("enter")
            .expect("denied by you: No need");
        desk.press("a").expect("decided this stage");
    }

    #[test]
    fn the_requestor_has_nothing_to_decide() {
        let mut desk = requested();
        act_as(&mut desk, "Requestor", Screen::PendingApprovals).expect("Nothing waits for you.");
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Approver", Screen::DecidedApprovals).expect("not been asked yet");
    }
}
