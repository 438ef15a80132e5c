//! Looks ahead on the desk: what time will do if nobody acts.

use crate::domain::foreseeing::{self, Ahead, Counts};
use crate::domain::sweep::{self, Due};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::engine::Engine;
use crate::store::fs::Fs;

/// How many pieces of work a list plays through; what is due after that is told as it stands then.
const LISTED: usize = 2_000;

impl<F: Fs> Engine<F> {
    /// Goes through what time will do until an instant, what follows from it included, each piece
    /// with the state in which it happens.
    ///
    /// Without an instant it looks as far ahead as what is due already. A piece that would be
    /// refused ends the look ahead, as it would end the sweep.
    pub fn look_ahead(&mut self, until: Option<Timestamp>, see: impl FnMut(&Tenant, Due)) {
        let furthest = || sweep::upcoming(&self.desk.tenant).map(|due| due.at).max();
        let Some(until) = until.or_else(furthest) else {
            return;
        };
        let now = self.now();
        foreseeing::look_ahead(&mut self.desk.tenant, now, until, LISTED, see);
    }

    /// Looks at the next things that time will do, at most so many.
    pub fn ahead(&mut self, most: usize) -> Ahead {
        let now = self.now();
        Ahead::of(&mut self.desk.tenant, now, most)
    }

    /// Counts what time will do until an instant, by kind, having played through at most so much.
    pub fn count_ahead(&mut self, until: Timestamp, most: usize) -> Counts {
        let now = self.now();
        foreseeing::counted(&mut self.desk.tenant, now, until, most)
    }
}
