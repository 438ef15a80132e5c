//! The form by which an approver hands decisions over for a while.

use crate::domain::command::{Command, DelegateApprovals, DelegationCommand, DelegationReference};
use crate::domain::decide::delegation;
use crate::domain::id::{DelegationId, ObjectRef, UserId};
use crate::domain::subject::User;
use crate::domain::walk::Silent;
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Sought, Step,
    people, period,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const DELEGATE: FieldKey = FieldKey::new("delegate");
const STARTS: FieldKey = FieldKey::new("startDateTime");
const ENDS: FieldKey = FieldKey::new("endDateTime");

/// Hands the persona's approvals over.
pub static HAND_OVER: FormTable = FormTable {
    name: "delegate-approvals",
    title: |_, _| "Hand approvals over".into(),
    verb: "hand over",
    steps: |_, _, _| {
        let kind = Kind::Search(Amount::One, Finder::new(others));
        vec![Step::new(
            "Delegation",
            vec![
                Field::new(DELEGATE, "Who decides besides", kind)
                    .required()
                    .help("What they hand over themselves does not go on to others."),
                Field::new(STARTS, "Begins", Kind::Date).required(),
                Field::new(ENDS, "Ends", Kind::Date)
                    .required()
                    .help("When this day is over; it can be ended before."),
            ],
        )]
    },
    prefill: |_, _| Answers::default().with_text(STARTS, "today"),
    parse,
    done: |_, _, answers| {
        let row = answers.picked(&DELEGATE).first();
        let name = row.map(|row| row.label.clone()).unwrap_or_default();
        format!("{name} may decide in your place; you still may as well.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Finds who could decide instead of the persona.
fn others(scene: &Scene<'_>, _: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let own = scene.persona.user();
    people::users(scene, sought, Part::Deciding, |user| {
        let found = scene.tenant().find_user(user);
        Some(user) != own && found.is_some_and(User::can_decide)
    })
}

fn parse(scene: &Scene<'_>, _: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let picked = read.picks(&DELEGATE, |value| people::find_user(scene, value));
    let starts = read.date(&STARTS);
    let ends = read.date(&ENDS);
    let calendar = scene.calendar;
    let start = starts.map(|day| calendar.start_of(day));
    let end = ends.map(|day| calendar.end_of(day));
    period::lies_ahead(scene, &mut read, (&STARTS, &ENDS), (start, end));
    let command = picked
        .first()
        .zip(start.zip(end))
        .map(|(delegate, (start, end))| {
            Command::from(DelegationCommand::DelegateApprovals(DelegateApprovals {
                delegate: *delegate,
                start_date_time: start,
                end_date_time: end,
            }))
        });
    if let Some(Err(reason)) = command.as_ref().map(|command| scene.allows(command)) {
        read.refuse(&DELEGATE, &format!("is not possible: {}", reason.0));
    }
    read.finish(|| command).map(Order::persona)
}

/// Tells why the persona hands nothing over now, to whomever it be; who decides already stands for
/// everybody.
pub fn possible(scene: &Scene<'_>) -> Result<(), Reason> {
    let tenant = scene.tenant();
    if delegation::may_hand_over(tenant, scene.persona, &mut Silent).is_ok() {
        return Ok(());
    }
    let own = scene.persona.user();
    let present = own.and_then(|user| tenant.index.open_delegations.of(user).next());
    let present = present.and_then(|id| tenant.find_delegation(*id));
    let now = scene.calendar.now;
    let command = DelegationCommand::DelegateApprovals(DelegateApprovals {
        delegate: present.map_or(UserId::MIN, |present| present.delegate),
        start_date_time: now,
        end_date_time: now,
    });
    scene.allows(&command.into())
}

/// Returns the command that ends a delegation.
pub fn ending(delegation: DelegationId) -> Command {
    DelegationCommand::EndDelegation(DelegationReference { delegation }).into()
}
