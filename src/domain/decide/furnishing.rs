//! Puts answers onto the accounts of those who get access, and takes them off again.
//!
//! Like the grants of an assignment, what it says it brought is the ledger: a value that the account
//! had before stays, and so does one that another assignment brought as well, or that somebody has
//! changed since. What ends in one instant ends together: if any of it leaves the value behind, the
//! value stays, whatever ended first.

use crate::domain::assignment::Assignment;
use crate::domain::decide::delivery::active_account;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, Person, UserId};
use crate::domain::question::{AskedQuestion, Destination};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::Attribute;
use crate::domain::time::Timestamp;

/// Puts the answers onto the account that were not in force before, and returns all of them with
/// what was brought.
pub(super) fn furnish(
    draft: &mut Draft<'_>,
    id: AssignmentId,
    mut answers: Vec<AskedQuestion>,
    before: &[AskedQuestion],
) -> Vec<AskedQuestion> {
    let account = draft
        .find_assignment(id)
        .and_then(|assignment| active_account(draft, assignment.target))
        .and_then(|account| draft.find_user(account));
    let Some(old) = account.cloned() else {
        return answers;
    };
    let mut new = old.clone();
    for asked in &mut answers {
        if before.contains(asked) {
            continue;
        }
        let value = value_of(asked);
        let (Some(destination), Some(value)) = (asked.destination.as_mut(), value) else {
            continue;
        };
        let differs = new.value_of(&destination.attribute) != Some(&value);
        let shared = brought_by_others(draft, old.id, id, destination, &value, |held, _| {
            held.progress.state.is_active()
        });
        if differs {
            new.set_value(&destination.attribute, Some(value));
        }
        destination.brought |= differs || shared;
    }
    store(draft, old, new);
    answers
}

/// Takes off the account what an assignment brought that ends now.
pub(super) fn strip(draft: &mut Draft<'_>, now: Timestamp, id: AssignmentId) {
    let Some(assignment) = draft.find_assignment(id) else {
        return;
    };
    let account = draft.account_of(assignment.target);
    let Some(old) = account.and_then(|account| draft.find_user(account)) else {
        return;
    };
    let (old, mut new) = (old.clone(), old.clone());
    for asked in &assignment.progress.answers {
        let (Some(destination), Some(value)) = (asked.destination.as_ref(), value_of(asked)) else {
            continue;
        };
        let goes = destination.brought
            && !destination.stays
            && old.value_of(&destination.attribute) == Some(&value)
            && !brought_by_others(draft, old.id, id, destination, &value, |held, other| {
                let leaves = other.stays && held.progress.expired_date_time == Some(now);
                held.progress.state.is_active() || leaves
            });
        if goes {
            new.set_value(&destination.attribute, None);
        }
    }
    store(draft, old, new);
}

fn store(draft: &mut Draft<'_>, old: User, new: User) {
    if old != new {
        draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
    }
}

/// Returns an answer as an attribute takes it: one line.
fn value_of(asked: &AskedQuestion) -> Option<Attribute> {
    let answer = asked.answer.as_ref()?;
    Attribute::parse(answer.as_str()).ok()
}

/// Tells whether another assignment brought the same value, of those that count.
fn brought_by_others(
    tenant: &Tenant,
    account: UserId,
    but: AssignmentId,
    destination: &Destination,
    value: &Attribute,
    counts: impl Fn(&Assignment, &Destination) -> bool,
) -> bool {
    let brings = |held: &Assignment| {
        held.progress.answers.iter().any(|asked| {
            asked.destination.as_ref().is_some_and(|other| {
                other.brought
                    && other.attribute.key() == destination.attribute.key()
                    && counts(held, other)
            }) && value_of(asked).as_ref() == Some(value)
        })
    };
    let others = tenant.index.assignments_of.of(Person::User(account));
    others
        .filter(|(_, id)| *id != but)
        .filter_map(|(_, id)| tenant.find_assignment(*id))
        .any(brings)
}
