//! Looks ahead: what time will do if nobody acts, played through without keeping any of it.

use uuid::Uuid;

use crate::domain::context::IdSource;
use crate::domain::draft::Draft;
use crate::domain::sweep::{self, Due};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::engine::Engine;
use crate::store::fs::Fs;

/// How many pieces of work are played through; what is due after that is told as it stands then.
const PLAYED: usize = 2_000;

/// Identifiers for what is never kept, far from any that is drawn.
struct Fleeting(u128);

impl IdSource for Fleeting {
    fn next_id(&mut self) -> Uuid {
        self.0 = self.0.saturating_sub(1);
        Uuid::from_u128(self.0)
    }
}

impl<F: Fs> Engine<F> {
    /// Goes through what time will do until an instant, what follows from it included, each piece
    /// with the state in which it happens.
    ///
    /// Without an instant it looks as far ahead as what is due already. A piece that would be
    /// refused ends the look ahead, as it would end the sweep.
    pub fn look_ahead(&mut self, until: Option<Timestamp>, mut see: impl FnMut(&Tenant, Due)) {
        let furthest = || sweep::upcoming(&self.desk.tenant).map(|due| due.at).max();
        let Some(until) = until.or_else(furthest) else {
            return;
        };
        let mut ids = Fleeting(u128::MAX);
        let mut at = self.now();
        let mut draft = Draft::new(&mut self.desk.tenant);
        for _ in 0..PLAYED {
            let next = sweep::next_due(&draft).filter(|due| due.at <= until);
            let Some(due) = next else {
                return;
            };
            see(&draft, due);
            at = at.max(due.at);
            if sweep::run(&mut draft, at, &mut ids, due).is_err() {
                return;
            }
        }
        for due in sweep::upcoming(&draft).take_while(|due| due.at <= until) {
            see(&draft, due);
        }
    }
}
