//! What a mail tells of, with everything that its words may name.

use std::collections::BTreeSet;

use crate::domain::approval::{ApproverDecision, StageOutcome, StageRecord};
use crate::domain::assignment::{Assignment, AssignmentProgress};
use crate::domain::delegation::Delegation;
use crate::domain::id::{PackageId, Person, PolicyId, UserId};
use crate::domain::request::AssignmentRequest;
use crate::domain::review::AccessReview;
use crate::domain::time::Timestamp;

/// What a mail tells of, with everything that its words may name.
pub(super) struct Case<'a> {
    pub(super) about: About<'a>,
    /// The stage that it is about, with its place.
    pub(super) stage: Option<(usize, &'a StageRecord)>,
    /// The assignment that it is about, as the event left it.
    pub(super) assignment: Option<(&'a Assignment, &'a AssignmentProgress)>,
}

/// The record that a mail tells of.
pub(super) enum About<'a> {
    /// A request, or the access that it led to.
    Request(&'a AssignmentRequest),
    /// Access that outlives the record of the request that led to it.
    Access(&'a Assignment),
    /// A review, and whom it asks.
    Review(&'a AccessReview, BTreeSet<UserId>),
    /// What an approver handed over.
    Delegation(&'a Delegation),
}

impl<'a> Case<'a> {
    pub(super) const fn about(about: About<'a>) -> Self {
        Self {
            about,
            stage: None,
            assignment: None,
        }
    }

    /// Returns the request, where it is about one.
    pub(super) const fn request(&self) -> Option<&'a AssignmentRequest> {
        match self.about {
            About::Request(request) => Some(request),
            About::Access(_) | About::Review(..) | About::Delegation(_) => None,
        }
    }

    /// Returns the review, where it is about one.
    pub(super) const fn review(&self) -> Option<&'a AccessReview> {
        match self.about {
            About::Review(review, _) => Some(review),
            About::Request(_) | About::Access(_) | About::Delegation(_) => None,
        }
    }

    /// Returns the delegation, where it is about one.
    pub(super) const fn delegation(&self) -> Option<&'a Delegation> {
        match self.about {
            About::Delegation(delegation) => Some(delegation),
            About::Request(_) | About::Access(_) | About::Review(..) => None,
        }
    }

    /// Returns the package, where it concerns one.
    pub(super) const fn package(&self) -> Option<PackageId> {
        match self.about {
            About::Request(request) => Some(request.access_package),
            About::Access(assignment) => Some(assignment.access_package),
            About::Review(review, _) => Some(review.access_package),
            About::Delegation(_) => None,
        }
    }

    /// Returns the policy of the assignment that it tells of.
    pub(super) fn policy(&self) -> Option<PolicyId> {
        self.assignment.map(|(assignment, _)| assignment.policy)
    }

    /// Returns what was decided at the stage.
    pub(super) fn decision(&self) -> Option<&'a ApproverDecision> {
        match &self.stage?.1.outcome {
            StageOutcome::Decided(decision) => Some(decision),
            StageOutcome::Open | StageOutcome::Expired | StageOutcome::Withdrawn => None,
        }
    }

    /// Returns until when something is to be done.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        let of_stage = self.stage.map(|(_, stage)| stage.due);
        of_stage
            .or_else(|| self.assignment.and_then(|(_, progress)| progress.end))
            .or_else(|| self.review().map(|review| review.end_date_time))
            .or_else(|| self.delegation().map(|it| it.end_date_time))
    }

    /// Returns who gets access or has it.
    pub(super) fn target(&self) -> Option<Person> {
        let held = self.assignment.map(|(assignment, _)| assignment.target);
        held.or_else(|| self.request().map(|request| request.target))
    }

    /// Returns who decides in whose place.
    pub(super) fn delegate(&self) -> Option<(UserId, UserId)> {
        let named = self.delegation().map(|it| (it.delegate, it.approver));
        named.or_else(|| {
            let decision = self.decision()?;
            Some((decision.by, decision.for_approver?))
        })
    }
}
