//! The desk: the tenant, and what is remembered of the commits that made it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::commit::Commit;
use crate::domain::event::Event;
use crate::domain::history::History;
use crate::domain::tenant::Tenant;

/// The state after any number of commits; the default is the state before the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// All records.
    pub tenant: Tenant,
    /// Revisions, recent commands, undo.
    pub history: History,
}

/// Looks on while commits are replayed.
pub trait Witness {
    /// Sees the desk as it is before a commit.
    fn before(&mut self, desk: &Desk, seq: u64, commit: &Commit);

    /// Sees the desk as it is before one event of a commit.
    fn event(&mut self, desk: &Desk, commit: &Commit, event: &Event);

    /// Sees the desk as it is after a commit.
    fn after(&mut self, desk: &Desk, seq: u64, commit: &Commit);
}

/// Takes a desk's collections one by one, to write them down.
pub trait CollectionWriter {
    /// What can go wrong.
    type Error;

    /// Takes one collection.
    fn write<T: Serialize>(
        &mut self,
        name: &'static str,
        collection: &T,
    ) -> Result<(), Self::Error>;
}

/// Gives a desk's collections one by one.
pub trait CollectionReader {
    /// What can go wrong.
    type Error;

    /// Gives one collection.
    fn read<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, Self::Error>;
}

macro_rules! collections {
    ($($field:ident = $name:literal;)*) => {
        impl Desk {
            /// The names of the collections, in the order in which they are written.
            pub const COLLECTIONS: &'static [&'static str] = &[$($name,)* "clockAhead", "history"];

            /// Writes every collection in a canonical form: equal desks give equal bytes.
            pub fn write_collections<W: CollectionWriter>(&self, writer: &mut W) -> Result<(), W::Error> {
                $(writer.write($name, &self.tenant.$field)?;)*
                writer.write("clockAhead", &self.tenant.clock_ahead)?;
                writer.write("history", &self.history)
            }

            /// Makes a desk of its collections.
            pub fn read_collections<R: CollectionReader>(reader: &mut R) -> Result<Self, R::Error> {
                let mut desk = Self::default();
                $(desk.tenant.$field = reader.read($name)?;)*
                desk.tenant.clock_ahead = reader.read("clockAhead")?;
                desk.history = reader.read("history")?;
                desk.tenant.rebuild_index();
                Ok(desk)
            }
        }
    };
}

collections! {
    directories = "directories";
    external_persons = "externalPersons";
    users = "users";
    groups = "groups";
    connected_organizations = "connectedOrganizations";
    settings = "settings";
    memberships = "memberships";
    ownerships = "ownerships";
    rule_turns = "ruleTurns";
    applications = "applications";
    sites = "sites";
    role_holdings = "roleHoldings";
    catalogs = "catalogs";
    role_assignments = "roleAssignments";
    resources = "resources";
    resource_requests = "resourceRequests";
    packages = "accessPackages";
    policies = "assignmentPolicies";
    requests = "assignmentRequests";
    assignments = "assignments";
    reviews = "accessReviews";
    review_items = "accessReviewItems";
    custom_extensions = "customExtensions";
    callouts = "callouts";
    delegations = "approvalDelegations";
    former_names = "formerNames";
}

impl Desk {
    /// Adds a commit that the journal holds.
    ///
    /// Total and blind to clocks and chance: the same commits give the same desk.
    pub fn replay(&mut self, seq: u64, commit: &Commit) {
        for event in &commit.events {
            self.tenant.apply(event);
        }
        self.history.note(seq, commit);
    }

    /// Adds a commit that the journal holds while somebody looks on.
    pub fn replay_before(&mut self, witness: &mut dyn Witness, seq: u64, commit: &Commit) {
        witness.before(self, seq, commit);
        for event in &commit.events {
            witness.event(self, commit, event);
            self.tenant.apply(event);
        }
        self.history.note(seq, commit);
        witness.after(self, seq, commit);
    }

    /// Takes note of a commit whose events a kept draft has applied already.
    pub fn note(&mut self, seq: u64, commit: &Commit) {
        self.history.note(seq, commit);
    }
}
