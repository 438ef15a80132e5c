//! Somebody who looks on at every random run, commit by commit, and lets no invariant break.

use accessdesk::domain::commit::Commit;
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::ObjectRef;
use accessdesk::domain::invariant::{self, Historian};
use accessdesk::domain::tenant::Tenant;
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
    const fn seq(&self) -> u64 {
        self.desk.history.seq
    }

    /// Returns the revision of an object.
    pub(crate) fn revision(&self, object: ObjectRef) -> u64 {
        self.desk.history.revision(object)
    }

    /// Looks at the next commit, and at what it leads to.
    pub(crate) fn see(&mut self, commit: &Commit) {
        let seq = self.seq() + 1;
        self.desk.replay_before(&mut self.historian, seq, commit);
        let facts = commit.events.iter().map(|event| event.fact);
        let done = (&commit.command, facts.collect::<Vec<_>>());
        assert_eq!(self.historian.violations(), [], "{done:?}");
        assert_eq!(invariant::check_all(&self.desk.tenant), [], "{done:?}");
    }

    /// Looks at everything that an engine has written down since this was last done, and returns it;
    /// its state is what that leads to.
    pub(crate) fn catch_up(&mut self, engine: &Engine<MemoryFs>) -> Vec<(u64, Commit)> {
        let store = engine.store();
        let news = self.seq() + 1..=store.head().seq;
        let news: Vec<(u64, Commit)> = news
            .map(|seq| (seq, store.commit_at(seq).unwrap()))
            .collect();
        for (_, commit) in &news {
            self.see(commit);
        }
        let same = news.is_empty() || self.desk == *engine.desk();
        assert!(same, "the commits lead to another state");
        news
    }

    /// Requires that a tenant is what the commits that were looked at lead to.
    pub(crate) fn agree_on(&self, tenant: &Tenant) {
        assert!(
            self.desk.tenant == *tenant,
            "the commits lead to another state"
        );
    }

    /// Takes note that what was done since some moment counts as never done: `taken_back` says by
    /// which events.
    pub(crate) fn forget(&mut self, taken_back: &Commit) {
        let seq = self.seq() + 1;
        self.desk.replay(seq, taken_back);
        self.historian = Historian::default();
    }
}
