//! Policies to tell stories about.

use accessdesk::domain::approval::{
    ApprovalFor, ApprovalSettings, ApprovalStage, ApproverVisibility,
};
use accessdesk::domain::id::{GroupId, UserId};
use accessdesk::domain::policy::{
    AllowedTargetScope, NotificationSettings, OnBehalf, PolicyTerms, RequestorSettings,
};
use accessdesk::domain::subject_set::SubjectSet;
use accessdesk::domain::text::Description;
use accessdesk::domain::time::{Expiration, Span};

use super::name;

/// Returns a policy that admits a group, has one stage for each approver, and lasts 30 days.
pub(crate) fn admitting(group: GroupId, approvers: &[UserId]) -> PolicyTerms {
    PolicyTerms {
        display_name: name("Internal requestors"),
        description: Description::none(),
        scope: AllowedTargetScope::SpecificDirectoryUsers,
        targets: vec![SubjectSet::GroupMembers { group_id: group }],
        automatic: None,
        is_enabled: true,
        requestor: RequestorSettings {
            may_extend: true,
            may_give_back: true,
            may_schedule: true,
            ends_with_scope: false,
            on_behalf: OnBehalf::default(),
        },
        justification_required: !approvers.is_empty(),
        approval: if approvers.is_empty() {
            ApprovalSettings::NotRequired
        } else {
            ApprovalSettings::Required {
                of: ApprovalFor::Add,
                stages: approvers.iter().map(|approver| stage(*approver)).collect(),
            }
        },
        expiration: Expiration::After(Span::days(30)),
        reviews: None,
        notifications: NotificationSettings::default(),
        questions: Vec::new(),
        extensions: Vec::new(),
        credentials: Vec::new(),
    }
}

pub(crate) fn stage(approver: UserId) -> ApprovalStage {
    ApprovalStage {
        approver_information_visibility: ApproverVisibility::Default,
        duration_before_automatic_denial: Span::days(14),
        is_approver_justification_required: true,
        primary_approvers: vec![SubjectSet::SingleUser { user_id: approver }],
        fallback_primary_approvers: Vec::new(),
        is_escalation_enabled: false,
        duration_before_escalation: Span::ZERO,
        escalation_approvers: Vec::new(),
        fallback_escalation_approvers: Vec::new(),
    }
}

/// Returns a stage that asks an alternate too after some days.
pub(crate) fn escalating(approver: UserId, after: Span, alternate: UserId) -> ApprovalStage {
    ApprovalStage {
        is_escalation_enabled: true,
        duration_before_escalation: after,
        escalation_approvers: vec![SubjectSet::SingleUser { user_id: alternate }],
        ..stage(approver)
    }
}

/// Returns a policy that admits a group and has these stages.
pub(crate) fn staged(group: GroupId, stages: Vec<ApprovalStage>) -> PolicyTerms {
    PolicyTerms {
        justification_required: true,
        approval: ApprovalSettings::Required {
            of: ApprovalFor::Add,
            stages,
        },
        ..admitting(group, &[])
    }
}
