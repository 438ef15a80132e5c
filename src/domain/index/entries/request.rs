//! What requests have in the index.

use super::due_at;
use crate::domain::approval::{ApprovalStage, StageOutcome, StageRecord};
use crate::domain::id::{RequestId, UserId};
use crate::domain::index::{Approver, DueKind, Entry, Hour, IndexEntry, Indexed, RequestPhase};
use crate::domain::organization::SponsorKind;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::subject_set::SubjectSet;
use crate::domain::time::Timestamp;

impl Indexed for AssignmentRequest {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        let when = (self.created_date_time, self.id);
        add(IndexEntry(Entry::RequestOfKind(RequestPhase::Any, when)));
        let hour = Hour::of(self.created_date_time);
        add(IndexEntry(Entry::RequestMade(hour, when)));
        add(IndexEntry(Entry::RequestOf(self.target, when)));
        add(IndexEntry(Entry::RequestFor(self.access_package, when)));
        if let Some(requestor) = self.requestor
            && requestor != self.target
        {
            add(IndexEntry(if self.request_type.is_of_users() {
                Entry::FiledBy(requestor, when)
            } else {
                Entry::OrderedBy(requestor, when)
            }));
        }
        if let Some(revoked) = self.revokes {
            add(IndexEntry(Entry::RevocationOf(revoked, self.id)));
        }
        if self.progress.state.is_open() {
            add(IndexEntry(Entry::OpenUnder(self.policy, self.id)));
            if let Some(assignment) = self.progress.assignment
                && self.request_type.is_extension()
            {
                add(IndexEntry(Entry::OpenExtension(assignment, self.id)));
            }
            if self.request_type.is_add() {
                add(IndexEntry(Entry::OpenAdd(
                    (self.access_package, self.target),
                    self.id,
                )));
            }
        }
        for stage in &self.progress.stages {
            decided(stage, &mut |user| {
                add(IndexEntry(Entry::DecidedBy(user, when)));
            });
            if stage.outcome == StageOutcome::Open {
                for user in stage.everybody_asked() {
                    add(IndexEntry(Entry::AskedAbout(user, when)));
                }
            }
        }
        if let Some(ended) = self.ended() {
            add(IndexEntry(Entry::Ended((), (ended, self.id))));
        }
        if self.progress.state.is_failed() {
            add(IndexEntry(Entry::RequestOfKind(RequestPhase::Failed, when)));
        }
        self.waiting(when, add);
    }
}

impl AssignmentRequest {
    /// Adds what the request waits for: a decision or its start.
    fn waiting(&self, when: (Timestamp, RequestId), add: &mut dyn FnMut(IndexEntry)) {
        match self.progress.state {
            RequestState::PendingApproval { stage, due } => {
                due_at(add, due, DueKind::ApprovalTimeOut, self.id.into());
                add(IndexEntry(Entry::RequestOfKind(
                    RequestPhase::Pending,
                    when,
                )));
                if let Some(stage) = self.stages.get(stage) {
                    for set in stage.sets() {
                        if let Some(approver) = self.approver(set) {
                            add(IndexEntry(Entry::WaitingFor(approver, when)));
                        }
                    }
                    self.prompts(stage, add);
                }
            }
            RequestState::Scheduled { start } => {
                due_at(add, start, DueKind::ScheduledStart, self.id.into());
            }
            RequestState::Submitted
            | RequestState::WaitingForCallback { .. }
            | RequestState::Delivering
            | RequestState::Delivered
            | RequestState::PartiallyDelivered
            | RequestState::DeliveryFailed(_)
            | RequestState::Denied(_)
            | RequestState::Canceled => {}
        }
    }
}

impl AssignmentRequest {
    /// Returns through what a set makes somebody an approver; through nothing where it is empty.
    fn approver(&self, set: SubjectSet) -> Option<Approver> {
        let sponsor = |kind| {
            self.connected_organization
                .map(|organization| Approver::SponsorOf(organization, kind))
        };
        match set {
            SubjectSet::SingleUser { user_id } => Some(Approver::User(user_id)),
            SubjectSet::GroupMembers { group_id } => Some(Approver::Group(group_id)),
            SubjectSet::RequestorManager { manager_level } => {
                Some(Approver::ManagerOf(self.target, manager_level))
            }
            SubjectSet::InternalSponsors => sponsor(SponsorKind::Internal),
            SubjectSet::ExternalSponsors => sponsor(SponsorKind::External),
            SubjectSet::TargetUserSponsors => Some(Approver::SponsorOfUser(self.target)),
            SubjectSet::ConnectedOrganizationMembers { .. } => None,
        }
    }

    /// Adds what the open stage will do before it runs out: remind its approvers, ask its alternates.
    fn prompts(&self, stage: &ApprovalStage, add: &mut dyn FnMut(IndexEntry)) {
        let Some(record) = self.progress.stages.last() else {
            return;
        };
        let mut due = |at, kind| add(IndexEntry(Entry::Due((), (at, (kind, self.id.into())))));
        if record.reminded.is_none() {
            due(stage.reminds_at(record.opened), DueKind::ApprovalReminder);
        }
        let escalation = stage.escalates_at(record.opened);
        if let (Some(at), None) = (escalation, &record.escalated) {
            due(at, DueKind::Escalation);
        }
    }
}

fn decided(stage: &StageRecord, visit: &mut dyn FnMut(UserId)) {
    match &stage.outcome {
        StageOutcome::Open => {}
        StageOutcome::Decided(decision) => {
            visit(decision.by);
            stage.everybody_asked().for_each(visit);
        }
        StageOutcome::Expired | StageOutcome::Withdrawn => stage.everybody_asked().for_each(visit),
    }
}
