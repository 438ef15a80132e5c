//! To whom approvals were handed over: by the persona, or by others to them.

use crate::domain::delegation::{Delegation, DelegationState};
use crate::domain::id::{DelegationId, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::delegation as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, ListPage, Page, Screen, approvals};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// The delegations from and to the persona.
pub const PAGE: Page = Page {
    name: "Approvals, delegation",
    title: |_, _| "Delegation".into(),
    parent: |_, _| Some(Screen::PendingApprovals),
    bindings: BINDINGS,
    tabs: approvals::tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "You decide yourself, and for nobody else.",
            "While you are away somebody else can decide in your place.",
            "`n` hands your approvals over.",
        ],
    }),
};

/// A delegation as a row: what its cells need, looked up.
struct Row {
    approver: Safe,
    delegate: Safe,
    until: Phrase,
    state: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("In place of", 18, |row: &Row| {
        Phrase::plain(row.approver.clone())
    })
    .priority(1),
    Column::words("Decides", 18, |row: &Row| {
        Phrase::plain(row.delegate.clone())
    })
    .priority(0),
    Column::words("Until", 11, |row: &Row| row.until.clone()).priority(2),
    Column::state("State", 9, |row: &Row| row.state.clone()),
];

const BINDINGS: &[Binding] = &[
    object::new(|scene, _| {
        form::possible(scene)?;
        Ok(Step::OpenForm(&form::HAND_OVER, None))
    }),
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "end",
        shown: Shown::Footer,
        step: end,
    },
];

fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Delegation> {
    let ObjectRef::Delegation(id) = object else {
        return None;
    };
    let found = scene.tenant().find_delegation(id)?;
    let own = scene.persona.user();
    Some(found).filter(|found| own.is_some_and(|user| found.concerns(user)))
}

/// Lists the delegations of the persona and those to them, the newest first.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let Some(user) = scene.persona.user() else {
        return Vec::new();
    };
    let known = scene.tenant().index.delegations_of.of(user).copied();
    let newest_first = scene.desk.history.newest_first(known).into_iter();
    newest_first.map(ObjectRef::from).collect()
}

/// Counts those that are not over.
pub(super) fn open(scene: &Scene<'_>) -> usize {
    let known = objects(scene, Screen::Delegations);
    let found = known.into_iter().filter_map(|object| find(scene, object));
    found.filter(|found| found.is_open()).count()
}

/// Asks before a delegation ends.
fn end(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let found = spot.selected.and_then(|object| find(scene, object));
    let found = found.ok_or_else(|| Reason::new("no delegation is selected"))?;
    let id: DelegationId = found.id;
    let command = form::ending(id);
    scene.allows(&command)?;
    let (delegate, approver) = (scene.name(found.delegate), scene.name(found.approver));
    let says = format!("{delegate} no longer decides in place of {approver}.");
    let lines = vec![
        Phrase::plain(says.clone()),
        Phrase::plain("What was decided stays decided."),
    ];
    let then = Step::Execute(Box::new(command), says.into());
    let ask = Confirm::simple("End the delegation?", lines, "End it", then);
    Ok(Step::Ask(Box::new(ask)))
}

fn state(state: DelegationState) -> Phrase {
    let tone = match state {
        DelegationState::Planned => Tone::Pending,
        DelegationState::Active => Tone::Good,
        DelegationState::Ended => Tone::Disabled,
    };
    Phrase::signed(tone, state.label())
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(found) = find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        approver: scene.name(found.approver),
        delegate: scene.name(found.delegate),
        until: scene.calendar.when(found.end_date_time),
        state: state(found.state),
    };
    column::cells(COLUMNS, &row)
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(found) = find(scene, object) else {
        return vec![DetailLine::text("This delegation is not yours.")];
    };
    let calendar = scene.calendar;
    let mut lines = vec![
        DetailLine::fact("In place of", scene.name(found.approver)),
        DetailLine::fact("Decides", scene.name(found.delegate)),
        DetailLine::Fact("State".into(), state(found.state)),
        DetailLine::fact("From", calendar.instant(found.start_date_time)),
        DetailLine::fact("Until", calendar.instant(found.end_date_time)),
    ];
    if let Some(ended) = found.ended_date_time {
        lines.push(DetailLine::fact("Ended", calendar.instant(ended)));
    }
    lines.push(DetailLine::fact("Id", found.id.guid().to_string()));
    lines
}

#[cfg(test)]
mod tests {
    use crate::domain::command::Command;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, requested};

    /// A request waits for Approver, who may hand it over.
    fn waiting() -> Rehearsal {
        let mut desk = requested();
        act_as(&mut desk, "Administrator", Screen::Catalogs);
        let on = serde_json::json!({"do": "updateSettings", "with": {"approvalDelegation": true}});
        let on: Command = serde_json::from_value(on).unwrap();
        desk.execute(on).unwrap();
        act_as(&mut desk, "Approver", Screen::Delegations);
        desk
    }

    #[test]
    fn an_approver_hands_over_and_the_delegate_is_asked_until_it_is_ended() {
        let mut desk = waiting();
        desk.expect("You decide yourself").press("n enter");
        desk.type_text("administrator").press("enter tab tab");
        desk.type_text("+5d").press("Ctrl-S");
        desk.expect("Administrator may decide in your place")
            .expect("ok Active");
        desk.press("n").expect("Not possible (new)");
        act_as(&mut desk, "Administrator", Screen::PendingApprovals);
        desk.expect("Test package").press("3").expect(">Approver");
        act_as(&mut desk, "Approver", Screen::Delegations);
        desk.press("x y").expect("no longer decides in place of");
        desk.expect("- Ended");
        act_as(&mut desk, "Administrator", Screen::PendingApprovals);
        desk.expect("Nothing waits for you.");
    }

    #[test]
    fn the_form_wants_somebody_and_an_end_after_the_beginning() {
        let mut desk = waiting();
        desk.press("n Ctrl-S").expect("hand over (2 problems)");
        desk.press("tab tab")
            .type_text("2026-02-01")
            .press("Ctrl-S");
        desk.expect("Ends is before the start.");
    }

    #[test]
    fn while_the_settings_forbid_it_the_key_says_so() {
        let mut desk = requested();
        act_as(&mut desk, "Approver", Screen::Delegations);
        desk.press("n").expect("Not possible (new)");
    }
}
