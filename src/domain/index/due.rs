//! What time does to objects, in its order.

use crate::domain::subject::words;

words! {
    /// What time does to an object; at one instant in this order.
    DueKind {
        /// A workflow has not called back in time.
        CallbackTimeOut = "callbackTimeOut", "workflow is given up";
        /// Whom an approver named no longer decides.
        DelegationEnd = "delegationEnd", "delegation ends";
        /// Whom an approver named decides from now on.
        DelegationStart = "delegationStart", "delegation begins";
        /// Half of a stage's time has passed.
        ApprovalReminder = "approvalReminder", "reminder";
        /// A stage asks its alternates.
        Escalation = "escalation", "alternates asked";
        /// A stage has waited long enough.
        ApprovalTimeOut = "approvalTimeOut", "request runs out";
        /// Approved access begins.
        ScheduledStart = "scheduledStart", "access begins";
        /// Whoever holds access is told that it ends in 14 days.
        FourteenDayNotice = "fourteenDayNotice", "14-day notice";
        /// Whoever holds access is told that it ends in a day.
        OneDayNotice = "oneDayNotice", "1-day notice";
        /// Access ends.
        Expiry = "expiry", "access ends";
        /// A rule that compares a date with the present is asked about somebody again.
        RuleTurn = "ruleTurn", "rule is asked again";
        /// Access ends whose holder the rule of its policy admits no longer.
        GraceEnd = "graceEnd", "grace period ends";
        /// A review begins.
        ReviewStart = "reviewStart", "review opens";
        /// Half of a review's time has passed.
        ReviewReminder = "reviewReminder", "reviewers are reminded";
        /// A review is over.
        ReviewEnd = "reviewEnd", "review closes";
        /// What a review decided is done.
        ReviewApply = "reviewApply", "review is applied";
        /// A guest without access is deleted.
        GuestDeletion = "guestDeletion", "guest is deleted";
        /// A deleted account can no longer be restored.
        UserPurge = "userPurge", "deleted user is purged";
        /// A deleted group can no longer be restored.
        GroupPurge = "groupPurge", "deleted group is purged";
        /// The record of a request has been kept long enough.
        RequestPurge = "requestPurge", "record deleted";
    }
}

impl DueKind {
    /// What comes first at one instant.
    pub const FIRST: Self = Self::CallbackTimeOut;

    /// Tells whether somebody loses access by it, or the account with which it was had, whatever
    /// the state in which it happens.
    pub const fn takes_access(self) -> bool {
        match self {
            Self::Expiry | Self::GraceEnd | Self::ReviewApply | Self::GuestDeletion => true,
            Self::CallbackTimeOut
            | Self::DelegationEnd
            | Self::DelegationStart
            | Self::ApprovalReminder
            | Self::Escalation
            | Self::ApprovalTimeOut
            | Self::ScheduledStart
            | Self::FourteenDayNotice
            | Self::OneDayNotice
            // What a rule says, and whether there are days of grace, shows when it is asked.
            | Self::RuleTurn
            | Self::ReviewStart
            | Self::ReviewReminder
            | Self::ReviewEnd
            // Whoever is purged was deleted before, and the access with them.
            | Self::RequestPurge
            | Self::UserPurge
            | Self::GroupPurge => false,
        }
    }
}
