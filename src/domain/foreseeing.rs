//! Looks ahead: what time will do if nobody acts, played through without keeping any of it.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::context::IdSource;
use crate::domain::draft::Draft;
use crate::domain::event::{Event, Fact};
use crate::domain::id::ObjectRef;
use crate::domain::index::DueKind;
use crate::domain::sweep::{self, Due};
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;

/// Identifiers for what is never kept, far from any that is drawn.
struct Fleeting(u128);

impl IdSource for Fleeting {
    fn next_id(&mut self) -> Uuid {
        self.0 = self.0.saturating_sub(1);
        Uuid::from_u128(self.0)
    }
}

/// Plays through what time will do, a piece at a time.
struct Playing<'tenant> {
    draft: Draft<'tenant>,
    ids: Fleeting,
    at: Timestamp,
}

impl<'tenant> Playing<'tenant> {
    const fn from(tenant: &'tenant mut Tenant, now: Timestamp) -> Self {
        Self {
            draft: Draft::new(tenant),
            ids: Fleeting(u128::MAX),
            at: now,
        }
    }

    /// Does a piece; tells whether it was accepted.
    fn play(&mut self, due: Due) -> bool {
        self.at = self.at.max(due.at);
        sweep::run(&mut self.draft, self.at, &mut self.ids, due).is_ok()
    }
}

/// Goes through what time will do until an instant, what follows from it included, each piece with
/// the state in which it happens.
///
/// At most so many pieces are played through; what is due after them is told as it stands then. A
/// piece that would be refused ends the look ahead, as it would end the sweep.
pub fn look_ahead(
    tenant: &mut Tenant,
    now: Timestamp,
    until: Timestamp,
    most: usize,
    see: impl FnMut(&Tenant, Due),
) {
    play_ahead((tenant, now), until, most, see, |_, _| {});
}

/// Looks ahead, and tells of each piece that was played through what happened by it.
fn play_ahead(
    (tenant, now): (&mut Tenant, Timestamp),
    until: Timestamp,
    most: usize,
    mut see: impl FnMut(&Tenant, Due),
    mut done: impl FnMut(Due, &[Event]),
) {
    let mut playing = Playing::from(tenant, now);
    for _ in 0..most {
        let next = sweep::next_due(&playing.draft).filter(|due| due.at <= until);
        let Some(due) = next else {
            return;
        };
        see(&playing.draft, due);
        let before = playing.draft.events().len();
        if !playing.play(due) {
            return;
        }
        done(
            due,
            playing.draft.events().get(before..).unwrap_or_default(),
        );
    }
    for due in sweep::upcoming(&playing.draft).take_while(|due| due.at <= until) {
        see(&playing.draft, due);
    }
}

/// How many pieces time will do until an instant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By kind.
    pub kinds: BTreeMap<DueKind, usize>,
    /// Those that take access away.
    pub taking: usize,
}

/// Counts what time will do until an instant.
pub fn counted(tenant: &mut Tenant, now: Timestamp, until: Timestamp, most: usize) -> Counts {
    let mut kinds: BTreeMap<DueKind, usize> = BTreeMap::new();
    let mut turned = 0;
    let see = |_: &Tenant, due: Due| *kinds.entry(due.kind).or_default() += 1;
    play_ahead((tenant, now), until, most, see, |due, events| {
        // Without days of grace a rule takes at once what it no longer gives.
        let takes = events.iter().any(|event| event.fact == Fact::RemovalDue);
        turned += usize::from(due.kind == DueKind::RuleTurn && takes);
    });
    let taking = kinds.iter().filter(|(kind, _)| kind.takes_access());
    let taking = taking.map(|(_, count)| count).sum::<usize>() + turned;
    Counts { kinds, taking }
}

/// What time will do next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The first pieces.
    pub first: Vec<Coming>,
    /// How many more there are once those are done.
    pub more: usize,
}

/// Something that time will do, with the names that hold when it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// What.
    pub due: Due,
    /// The name of what it happens to.
    pub name: Safe,
    /// Whose request or access that is.
    pub target: Option<Safe>,
}

impl Ahead {
    /// Looks at the next things that time will do, at most so many.
    pub fn of(tenant: &mut Tenant, now: Timestamp, most: usize) -> Self {
        let mut playing = Playing::from(tenant, now);
        let mut first = Vec::new();
        while first.len() < most
            && let Some(due) = sweep::next_due(&playing.draft)
        {
            first.push(Coming::of(&playing.draft, due));
            if !playing.play(due) {
                return Self { first, more: 0 };
            }
        }
        let more = sweep::count(&playing.draft);
        Self { first, more }
    }
}

impl Coming {
    fn of(tenant: &Tenant, due: Due) -> Self {
        let named = |object: ObjectRef| Safe::line(tenant.name_of(object).unwrap_or_default());
        let target = tenant.target_of(due.object);
        Self {
            due,
            name: named(due.object),
            target: target.map(|person| named(person.object())),
        }
    }
}
