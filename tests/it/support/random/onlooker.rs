//! Somebody who looks on at every random run, commit by commit, and lets no invariant break.

use accessdesk::domain::commit::Commit;
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::ObjectRef;
use accessdesk::domain::invariant::{self, Historian};
use accessdesk::engine::Engine;
use accessdesk::store::fs::MemoryFs;

/// A desk of their own, on which everything is done again while they look.
#[derive(Default)]
pub(crate) struct Onlooker {
    desk: Desk,
    historian: Historian,
}

impl Onlooker {
    /// Returns the number of the last commit that was looked at.
    pub(crate) const fn seq(&self) -> u64 {
        self.desk.history.seq
    }

    /// Returns the revision of an object.
    pub(crate) fn revision(&self, object: ObjectRef) -> u64 {
        self.desk.history.revision(object)
    }

    /// Looks at the next commit, and at what it leads to.
    pub(crate) fn see(&mut self, commit: &Commit) {
        let seq = self.desk.history.seq + 1;
        self.desk.replay_before(&mut self.historian, seq, commit);
        let facts = commit.events.iter().map(|event| event.fact);
        let done = (&commit.command, facts.collect::<Vec<_>>());
        assert_eq!(self.historian.violations(), [], "{done:?}");
        assert_eq!(invariant::check_all(&self.desk.tenant), [], "{done:?}");
    }

    /// Looks at everything that an engine has written down since this was last done.
    pub(crate) fn catch_up(&mut self, engine: &Engine<MemoryFs>) {
        let store = engine.store();
        for seq in self.desk.history.seq + 1..=store.head().seq {
            self.see(&store.commit_at(seq).unwrap());
        }
    }

    /// Takes note that what was done since some moment counts as never done: `taken_back` says by
    /// which events.
    pub(crate) fn forget(&mut self, taken_back: &Commit) {
        let seq = self.desk.history.seq + 1;
        self.desk.replay(seq, taken_back);
        self.historian = Historian::default();
    }
}
