//! Rules on the record of what happened: numbers, times, actors, and what events say was there.

use crate::domain::command::ApprovalCommand;
use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::desk::Desk;
use crate::domain::event::{Change, Event};
use crate::domain::id::{ObjectRef, Person};
use crate::domain::invariant::Findings;
use crate::domain::mail;
use crate::domain::sweep;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Span, Timestamp};

/// How late due work may be: a moment may pass between looking for it and deciding.
const MOMENT: Span = Span::seconds(60);

/// Commits are numbered from 1 without a gap.
pub(super) fn numbered_without_a_gap(desk: &Desk, seq: u64, found: &mut Findings) {
    let next = desk.history.seq.saturating_add(1);
    found.expect_overall("commits are numbered without a gap", seq == next);
}

/// Desk time never goes back, but when a move of the clock is undone.
pub(super) fn time_goes_on(last: Option<Timestamp>, commit: &Commit, found: &mut Findings) {
    let undoes_a_move = matches!(commit.kind, CommitKind::Undo(_))
        && commit
            .events
            .iter()
            .any(|event| matches!(event.change, Change::Clock(_)));
    let forward = last.is_none_or(|last| commit.at >= last);
    found.expect_overall("desk time goes on", forward || undoes_a_move);
}

/// Every commit tells of something.
pub(super) fn says_something(commit: &Commit, found: &mut Findings) {
    found.expect_overall("every commit tells of something", !commit.events.is_empty());
}

/// A refusal is one entry that changes nothing, and never part of what was accepted.
pub(super) fn refusals_change_nothing(commit: &Commit, found: &mut Findings) {
    let refuses = commit
        .events
        .iter()
        .any(|event| matches!(event.change, Change::Refusal(_)));
    let alone = commit.events.len() == 1 && commit.kind == CommitKind::Note;
    found.expect_overall("a refusal changes nothing", !refuses || alone);
}

/// Whoever gave a command that was accepted could sign in.
pub(super) fn actor_could_act(tenant: &Tenant, commit: &Commit, found: &mut Findings) {
    let (Actor::Person(person), CommitKind::Command) = (commit.actor, &commit.kind) else {
        return;
    };
    let could = match person {
        Person::User(id) => tenant
            .find_user(id)
            .is_some_and(crate::domain::subject::User::is_active),
        Person::ExternalPerson(id) => tenant.find_external_person(id).is_some(),
    };
    found.expect("who acts may sign in", person, could);
    found.expect(
        "a command was allowed by a right",
        person,
        commit.grant.is_some(),
    );
}

/// What was due by then was done before anybody's command.
pub(super) fn nothing_was_overdue(tenant: &Tenant, commit: &Commit, found: &mut Findings) {
    let swept_first = matches!(commit.kind, CommitKind::Command);
    if let Some(due) = sweep::next_due(tenant).filter(|_| swept_first) {
        let rule = "due work is done before a command";
        found.expect(rule, due.object, due.at.plus(MOMENT) > commit.at);
    }
}

/// A decision names the revision of the request that it was made on.
pub(super) fn decisions_name_what_was_seen(desk: &Desk, commit: &Commit, found: &mut Findings) {
    let decides = ApprovalCommand::ROWS
        .iter()
        .any(|row| row.name == commit.command);
    if !decides || commit.kind != CommitKind::Command {
        return;
    }
    let request = commit
        .bindings
        .iter()
        .find(|binding| binding.name == "request")
        .map(|binding| binding.object);
    let named = |object: ObjectRef| {
        let seen = (object, desk.history.revision(object));
        commit.revisions.contains(&seen)
    };
    let rule = "a decision names the revision it was made on";
    found.expect_overall(rule, request.is_some_and(named));
}

/// What an event says was there, was there.
pub(super) fn old_value_is_true(tenant: &Tenant, event: &Event, found: &mut Findings) {
    let fits = tenant.fits(event);
    let object = event.object();
    if !fits {
        found.note("an event tells truly what was there", object);
    }
}

/// What comes into being has an identifier that nothing had before.
pub(super) fn identifier_is_new(desk: &Desk, event: &Event, found: &mut Findings) {
    // A holding is of an object; taking it away names one that may be gone by then.
    if matches!(event.change, Change::RoleHolding(_)) {
        return;
    }
    if let Some(object) = event.object() {
        let made = !desk.tenant.contains(object);
        let rule = "an identifier is never used again";
        found.expect(rule, object, !made || desk.history.revision(object) == 0);
    }
}

/// The revision of an object is the last commit that changed it.
pub(super) fn revisions_follow(desk: &Desk, seq: u64, commit: &Commit, found: &mut Findings) {
    for object in commit.events.iter().filter_map(Event::object) {
        let rule = "a revision is the last commit that changed the object";
        found.expect(rule, object, desk.history.revision(object) == seq);
    }
}

/// Every mail follows from what happened in its commit, and nothing that calls for one goes untold.
pub(super) fn mails_follow(tenant: &Tenant, commit: &Commit, found: &mut Findings) {
    let same = commit.mails == mail::written(tenant, &commit.events);
    found.expect_overall("every mail follows from what happened", same);
}

/// What is taken back or done again writes no mail: those of the commits that it turns count or not.
///
/// Written anew they could differ, since a redo does in one commit what a move of the clock did in
/// many, each of which wrote its mails by what held right after it.
pub(super) fn turns_write_no_mails(commit: &Commit, found: &mut Findings) {
    let silent = commit.mails.is_empty();
    found.expect_overall("undo and redo write no mail of their own", silent);
}
