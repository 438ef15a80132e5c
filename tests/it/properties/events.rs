//! Events and drafts: what was applied can be taken back exactly.

use std::collections::{BTreeSet, VecDeque};

use accessdesk::domain::desk::Desk;
use accessdesk::domain::draft::Draft;
use accessdesk::domain::event::{Event, Fact};
use accessdesk::domain::tenant::Tenant;

use crate::support::random::{RandomDesk, Step, seeds};

/// Facts that no random command brings about, each with the reason.
const NEVER_BY_CHANCE: &[(Fact, &str)] = &[
    (
        Fact::EnvironmentCreated,
        "is never recorded: an edit of a site that changes nothing is told as it",
    ),
    (
        Fact::GuestInvited,
        "the season admits no organization; the stories of guests tell it",
    ),
    (
        Fact::GuestDeletionScheduled,
        "needs a governed guest who loses the last package",
    ),
    (Fact::GuestBlocked, "needs a governed guest, too"),
    (Fact::GuestDeleted, "needs a governed guest, too"),
    (Fact::InvitationRedeemed, "needs somebody who was invited"),
    (Fact::GuestKept, "needs somebody who was invited"),
];

/// Requires that two tenants are the same in every record, so in every byte of their JSON, and in
/// every entry of the index.
#[track_caller]
pub(super) fn assert_same(found: &Tenant, expected: &Tenant, what: &str) {
    if found == expected {
        return;
    }
    let bytes = |tenant: &Tenant| serde_json::to_string_pretty(tenant).unwrap();
    assert_eq!(bytes(found), bytes(expected), "{what}");
    panic!("{what}: the index differs");
}

/// Applies an event to a copy of the desk and takes it back twice: by dropping the draft, and by
/// its inverse as an event of its own.
fn take_back(shadow: &mut Desk, before: &Tenant, event: &Event) {
    let mut draft = Draft::new(&mut shadow.tenant);
    draft.replay(event.clone());
    drop(draft);
    assert_same(&shadow.tenant, before, &format!("dropped: {event:?}"));
    let mut draft = Draft::new(&mut shadow.tenant);
    draft.replay(event.clone());
    draft.replay(event.clone().inverse());
    draft.keep();
    assert_same(&shadow.tenant, before, &format!("inverted: {event:?}"));
    assert_eq!(event.clone().inverse().inverse(), *event);
}

#[test]
fn every_event_is_taken_back_exactly_by_its_inverse() {
    let mut seen: BTreeSet<Fact> = BTreeSet::new();
    for seed in seeds(8) {
        let mut desk = RandomDesk::bare(seed);
        let mut shadow = desk.desk().clone();
        // What furnishes the desk happens in every run, whatever chance adds to it.
        let furnished = std::iter::from_fn(|| desk.furnish(&mut |_, _, _| {}));
        let mut steps: VecDeque<Step> = furnished.collect();
        for _ in 0..steps.len() + 300 {
            let step = steps.pop_front().unwrap_or_else(|| desk.step());
            for (seq, commit) in step.commits {
                for event in &commit.events {
                    seen.insert(event.fact);
                    let before = shadow.tenant.clone();
                    take_back(&mut shadow, &before, event);
                    let mut draft = Draft::new(&mut shadow.tenant);
                    draft.replay(event.clone());
                    draft.keep();
                }
                shadow.note(seq, &commit);
            }
        }
        assert_same(&shadow.tenant, desk.tenant(), "the copy kept pace");
    }
    let facts = Fact::ALL.iter().filter(|fact| !seen.contains(fact));
    let missing: Vec<&Fact> = facts
        .filter(|fact| NEVER_BY_CHANCE.iter().all(|(known, _)| known != *fact))
        .collect();
    let alone = std::env::var_os("ACCESSDESK_TEST_SEED").is_some();
    assert!(alone || missing.is_empty(), "never happened: {missing:?}");
}

#[test]
fn refusals_and_previews_leave_the_tenant_as_it_was() {
    let (mut refusals, mut previews) = (0, 0);
    for seed in seeds(6) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..150 {
            let line = desk.draw();
            let before = desk.tenant().clone();
            if line.get("do").is_some() {
                previews += usize::from(desk.preview(&line).is_none());
                assert_same(desk.tenant(), &before, &format!("previewed {line}"));
            }
            let step = desk.perform(&line);
            if step.refused.is_some() && step.commits.len() <= 1 {
                refusals += 1;
                assert_same(desk.tenant(), &before, &format!("refused {line}"));
            }
        }
    }
    assert!(refusals > 20 && previews > 20, "{refusals} {previews}");
}
