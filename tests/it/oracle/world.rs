//! What the oracle remembers: plain records with names for keys, cloned and scanned at will.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::automatic::Obstacle;
use super::delegation::Delegation;
use super::notices::Letter;
use super::objects::Thing;
use super::questions::Answers;
use super::reviews::Review;
use super::workflows::{Call, Stop, Workflow};

pub(super) use super::reading::{
    DAY, Instant, end_of, instant, is_given, items, seconds, text, texts, written,
};

/// How a line ends: the code of the rule that refuses it.
pub(super) type Verdict<T = ()> = Result<T, &'static str>;

/// What somebody is to the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Member,
    Guest,
    /// Has no account here.
    Outsider,
}

#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what somebody is does not exclude anything else they are"
)]
pub(super) struct Person {
    pub(super) kind: Kind,
    pub(super) enabled: bool,
    pub(super) deleted: Option<Instant>,
    pub(super) manager: Option<String>,
    pub(super) sponsors: Vec<String>,
    /// Where the person signs in, when that is another directory.
    pub(super) home_directory: Option<String>,
    pub(super) mail: String,
    pub(super) governed: bool,
    pub(super) redeemed: bool,
    /// What else is known of the person, by the name that rules give it.
    pub(super) attributes: BTreeMap<String, Value>,
    /// What the person can prove: who says so, and what; letter case does not count.
    pub(super) proofs: BTreeSet<(String, String)>,
    /// The end of access took the sign-in away.
    pub(super) blocked_here: bool,
    pub(super) delete_at: Option<Instant>,
    pub(super) purged: bool,
    /// When the person last signed in.
    pub(super) signed_in: Option<Instant>,
    /// Mail reaches the person.
    pub(super) mailbox: bool,
}

/// What a group is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Purpose {
    #[default]
    Security,
    Microsoft365,
    Team,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// How the program names it.
    pub(super) id: String,
    pub(super) purpose: Purpose,
    /// People and groups.
    pub(super) members: BTreeSet<String>,
    pub(super) owners: BTreeSet<String>,
    /// Who decides about its members, if people do not.
    pub(super) rule: Option<String>,
    pub(super) deleted: Option<Instant>,
    /// It can no longer be brought back.
    pub(super) purged: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Catalog {
    pub(super) published: bool,
    pub(super) external: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Package {
    /// How the program names it.
    pub(super) id: String,
    pub(super) catalog: String,
    pub(super) hidden: bool,
    /// What it gives: objects, each with a role there.
    pub(super) roles: Vec<(String, String)>,
    pub(super) incompatible_packages: BTreeSet<String>,
    pub(super) incompatible_groups: BTreeSet<String>,
    /// It was deleted; what happened with it keeps its name.
    pub(super) gone: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Policy {
    /// How the program names it.
    pub(super) id: String,
    pub(super) package: String,
    /// The policy as it was written.
    pub(super) body: Value,
    /// It was deleted; what happened under it keeps its name.
    pub(super) gone: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Organization {
    pub(super) configured: bool,
    pub(super) sources: Vec<Value>,
    pub(super) internal: BTreeSet<String>,
    pub(super) external: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A workflow is waited for.
    Waiting {
        step: &'static str,
    },
    Pending {
        stage: usize,
    },
    Scheduled {
        start: Instant,
    },
    /// Something waits for a guest to sign in for the first time.
    Delivering,
    Delivered,
    Partial,
    Failed,
    Denied,
    TimedOut,
    PeriodOver,
    Canceled,
}

impl State {
    /// Tells whether nothing more becomes of the request by itself.
    pub(super) const fn is_over(self) -> bool {
        !self.is_open() && !matches!(self, Self::Delivering)
    }

    /// Tells whether the request can still be called off.
    pub(super) const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Waiting { .. } | Self::Pending { .. } | Self::Scheduled { .. }
        )
    }

    /// Returns the stage that waits for a decision.
    pub(super) const fn open_stage(self) -> Option<usize> {
        if let Self::Pending { stage } = self {
            Some(stage)
        } else {
            None
        }
    }
}

/// What became of a stage that was opened.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    pub(super) opened: Instant,
    pub(super) asked: BTreeSet<String>,
    pub(super) escalated: bool,
    pub(super) decided_by: Option<String>,
    pub(super) approved: bool,
}

impl Stage {
    /// Tells whether somebody knows of the request since they were asked here, or decided.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.asked.contains(name) || self.decided_by.as_deref() == Some(name)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Request {
    /// How the program names it; learned from receipts, empty for what the system files.
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) package: String,
    pub(super) policy: String,
    pub(super) requestor: Option<String>,
    pub(super) target: String,
    /// It was made for somebody who had no account, and stays with who they are elsewhere.
    pub(super) of_stranger: bool,
    /// The period asked for.
    pub(super) start: Option<Instant>,
    pub(super) expiration: Value,
    /// What the policy said when the request was made.
    pub(super) policy_expiration: Value,
    pub(super) stages: Vec<Value>,
    pub(super) opened: Vec<Stage>,
    pub(super) state: State,
    /// What kept a rule from giving what the request is for.
    pub(super) obstacle: Option<Obstacle>,
    /// How a workflow ended the request.
    pub(super) stopped: Option<Stop>,
    pub(super) created: Instant,
    pub(super) completed: Option<Instant>,
    pub(super) assignment: Option<usize>,
    pub(super) answers: Answers,
    pub(super) purged: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Delivering,
    Delivered,
    Partial,
    Failed,
    Expired,
}

#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) object: String,
    pub(super) role: String,
    pub(super) given: Given,
}

/// What has become of a role that an assignment gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Yes,
    /// The object is deleted.
    NoGroup,
    /// A rule decides who is a member.
    ByRule,
    /// The object offers the role no longer.
    NoRole,
    /// The role is switched off.
    SwitchedOff,
    /// The directory shares nothing of the kind with guests.
    NotShared,
    /// It waits for a guest to sign in for the first time.
    Waits,
    /// The account is deleted or disabled.
    NoAccount,
}

impl Grant {
    pub(super) fn is_fulfilled(&self) -> bool {
        self.given == Given::Yes
    }

    /// Tells whether it was given, be it that the object has been deleted since.
    pub(super) fn was_given(&self) -> bool {
        matches!(self.given, Given::Yes | Given::NoGroup)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Assignment {
    pub(super) id: String,
    pub(super) request: usize,
    pub(super) package: String,
    pub(super) policy: String,
    pub(super) target: String,
    pub(super) state: Held,
    pub(super) start: Instant,
    pub(super) end: Option<Instant>,
    /// When that end was set.
    pub(super) end_set: Instant,
    /// How many days before its end was announced last.
    pub(super) announced: Option<Instant>,
    /// When access ends whose holder the rule admits no longer.
    pub(super) leaves: Option<Instant>,
    pub(super) expired: Option<Instant>,
    pub(super) grants: Vec<Grant>,
    pub(super) answers: Answers,
}

impl Assignment {
    /// Tells whether something of it was given and nothing waits.
    pub(super) const fn is_delivered(&self) -> bool {
        matches!(self.state, Held::Delivered | Held::Partial)
    }

    pub(super) const fn is_active(&self) -> bool {
        matches!(
            self.state,
            Held::Delivering | Held::Delivered | Held::Partial
        )
    }
}

/// Everything.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    pub(super) now: Instant,
    pub(super) people: BTreeMap<String, Person>,
    pub(super) administrators: BTreeSet<String>,
    pub(super) groups: BTreeMap<String, Group>,
    pub(super) things: BTreeMap<String, Thing>,
    /// How often applications and sites were edited, which names new roles.
    pub(super) things_edited: usize,
    /// What is not shared with guests, by the switches for it.
    pub(super) not_shared: BTreeSet<String>,
    /// What is asked of whoever wants something, by catalog and object.
    pub(super) asks: BTreeMap<(String, String), Vec<Value>>,
    pub(super) catalogs: BTreeMap<String, Catalog>,
    pub(super) packages: BTreeMap<String, Package>,
    pub(super) policies: BTreeMap<String, Policy>,
    pub(super) organizations: BTreeMap<String, Organization>,
    pub(super) b2b_mode: String,
    pub(super) b2b_domains: BTreeSet<String>,
    pub(super) specific_seen_by_all: bool,
    pub(super) requests: Vec<Request>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) workflows: BTreeMap<String, Workflow>,
    pub(super) calls: Vec<Call>,
    pub(super) reviews: Vec<Review>,
    pub(super) letters: Vec<Letter>,
    pub(super) delegation_on: bool,
    pub(super) delegations: Vec<Delegation>,
    /// How many questions were ever asked, which numbers them.
    pub(super) questions_asked: usize,
    /// Whom a rule is asked about again as soon as time goes on.
    pub(super) soon: BTreeSet<(String, String)>,
    /// Up to when rules were asked that compare with the present.
    pub(super) turned: Instant,
    /// How often what few lines bring about has come about.
    pub(super) happened: BTreeMap<&'static str, usize>,
}

impl World {
    /// Counts something that few lines bring about.
    pub(super) fn note(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }
}
