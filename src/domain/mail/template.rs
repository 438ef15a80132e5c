//! The table of templates: a mail is one row.

use crate::domain::mail::Mail;

use Audience::{Delegate, EverybodyAsked, Holder, Requestors, Reviewers};
use Occasion::{
    ApprovalsDelegated, DelegateApproved, Delivered, EndAnnounced, Ended, RequestApproved,
    RequestDenied, RequestScheduled, ReviewOpened, ReviewReminded, StageApproved, StageEscalated,
    StageOpened, StageReminded, StageTimedOut,
};
use Stages::{Any, EachOfSeveral, First, FirstOfSeveral, Later};

/// What a mail tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A stage began to wait for its approvers.
    StageOpened,
    /// Half of a stage's time has passed without a decision.
    StageReminded,
    /// The alternates of a stage are asked too.
    StageEscalated,
    /// Nobody decided in time.
    StageTimedOut,
    /// A stage was approved.
    StageApproved,
    /// The last stage was approved, which all stages hear.
    RequestApproved,
    /// Access was approved for a later time.
    RequestScheduled,
    /// The request was denied, which all stages that were reached hear.
    RequestDenied,
    /// Everything was given.
    Delivered,
    /// Access ends soon.
    EndAnnounced,
    /// Access has ended.
    Ended,
    /// A review asks its reviewers.
    ReviewOpened,
    /// Half of a review's time has passed.
    ReviewReminded,
    /// An approver let somebody else decide for a while.
    ApprovalsDelegated,
    /// Somebody approved in an approver's place.
    DelegateApproved,
}

impl Occasion {
    /// Names what a mail tells of.
    pub const fn label(self) -> &'static str {
        match self {
            Self::StageOpened => "Decision asked for",
            Self::StageReminded => "Reminder to decide",
            Self::StageEscalated => "Request forwarded to alternates",
            Self::StageTimedOut => "Request expired",
            Self::StageApproved => "Stage approved",
            Self::RequestApproved => "Request approved",
            Self::RequestScheduled => "Request approved for later",
            Self::RequestDenied => "Request denied",
            Self::Delivered => "Access given",
            Self::EndAnnounced => "Access ends soon",
            Self::Ended => "Access ended",
            Self::ReviewOpened => "Access review asked for",
            Self::ReviewReminded => "Reminder of an access review",
            Self::ApprovalsDelegated => "Approvals handed over",
            Self::DelegateApproved => "Approved by a delegate",
        }
    }
}

/// Of which stages a mail tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stages {
    /// The first, of however many.
    First,
    /// The first of several.
    FirstOfSeveral,
    /// The second and third, which share their templates.
    Later,
    /// Every one, where there are several.
    EachOfSeveral,
    /// Whichever it is, or none.
    Any,
}

impl Stages {
    /// Tells whether a stage, counted from 0, is among them.
    pub const fn hold(self, stage: usize, count: usize) -> bool {
        match self {
            Self::First => stage == 0,
            Self::FirstOfSeveral => stage == 0 && count > 1,
            Self::Later => stage > 0,
            Self::EachOfSeveral => count > 1,
            Self::Any => true,
        }
    }
}

/// To whom a mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Those whom the stage asked when it began.
    Asked,
    /// Those whom the stage asked later.
    Alternates,
    /// Both.
    EverybodyAsked,
    /// The person who gets access, and the manager who asked for it.
    Requestors,
    /// The person who has access.
    Holder,
    /// Those whom a review asks.
    Reviewers,
    /// Whom an approver named.
    Delegate,
}

/// What a mail is for, which decides when it is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Somebody has to decide.
    Task,
    /// What a user asked for came to something.
    Outcome,
    /// Access can be extended before it ends.
    Extension,
    /// Access is over.
    Farewell,
    /// Somebody has to say whether access is still needed.
    Review,
    /// Somebody may decide in another's place.
    Appointment,
}

/// One kind of mail.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// The number by which it is known.
    pub number: u8,
    /// What it tells of.
    pub occasion: Occasion,
    /// Of which stages.
    pub stages: Stages,
    /// Only of stages with alternates, or only of those without; either when absent.
    pub escalation: Option<bool>,
    /// To whom.
    pub audience: Audience,
    /// What for.
    pub purpose: Purpose,
    /// The subject, with the names of what is filled in.
    pub subject: &'static str,
}

const fn task(
    number: u8,
    occasion: Occasion,
    stages: Stages,
    escalation: Option<bool>,
    subject: &'static str,
) -> Template {
    let audience = match occasion {
        Occasion::StageEscalated => Audience::Alternates,
        Occasion::StageOpened
        | Occasion::StageReminded
        | Occasion::StageTimedOut
        | Occasion::StageApproved
        | Occasion::RequestApproved
        | Occasion::RequestScheduled
        | Occasion::RequestDenied
        | Occasion::Delivered
        | Occasion::EndAnnounced
        | Occasion::Ended
        | Occasion::ReviewOpened
        | Occasion::ReviewReminded
        | Occasion::ApprovalsDelegated
        | Occasion::DelegateApproved => Audience::Asked,
    };
    Template {
        number,
        occasion,
        stages,
        escalation,
        audience,
        purpose: Purpose::Task,
        subject,
    }
}

const fn outcome(
    number: u8,
    occasion: Occasion,
    stages: Stages,
    audience: Audience,
    subject: &'static str,
) -> Template {
    Template {
        number,
        occasion,
        stages,
        escalation: None,
        audience,
        purpose: Purpose::Outcome,
        subject,
    }
}

const fn notice(
    number: u8,
    occasion: Occasion,
    audience: Audience,
    purpose: Purpose,
    subject: &'static str,
) -> Template {
    Template {
        number,
        occasion,
        stages: Stages::Any,
        escalation: None,
        audience,
        purpose,
        subject,
    }
}

const REVIEW: &str = "Review access to {package} by {date}";
const FORWARDED: &str = "Action required: approve or deny forwarded request by {date}";
const APPROVED: &str = "Request approved for {requestor} to {package}";

/// Every kind of mail; a number stands in several rows when several occasions share it.
#[rustfmt::skip]
pub const TEMPLATES: &[Template] = &[
    task(1, StageEscalated, First, None, FORWARDED),
    task(2, StageOpened, First, Some(false), "Action required: approve or deny request by {date}"),
    task(3, StageReminded, First, Some(false), "Reminder: approve or deny the request by {date} for {requestor}"),
    task(4, StageOpened, First, Some(true), "Approve or deny the request by {time} on {date}"),
    task(5, StageReminded, First, Some(true), "Action required reminder: approve or deny the request by {date} for {requestor}"),
    outcome(6, StageTimedOut, First, EverybodyAsked, "Request has expired for {package}"),
    outcome(7, RequestApproved, First, EverybodyAsked, APPROVED),
    outcome(8, StageApproved, FirstOfSeveral, EverybodyAsked, APPROVED),
    outcome(9, RequestDenied, Any, Requestors, "Request denied to {package}"),
    outcome(10, StageTimedOut, Any, Requestors, "Your request has expired for {package}"),
    task(11, StageOpened, Later, Some(false), "Action required: approve or deny request by {date}"),
    task(12, StageReminded, Later, Some(false), "Action required reminder: approve or deny request by {date}"),
    task(13, StageOpened, Later, Some(true), "Action required: approve or deny the request by {date} for {requestor}"),
    task(14, StageReminded, Later, Some(true), "Action required reminder: approve or deny the request by {date} for {requestor}"),
    task(15, StageEscalated, Later, None, FORWARDED),
    outcome(16, StageApproved, Later, EverybodyAsked, APPROVED),
    outcome(16, RequestApproved, Later, EverybodyAsked, APPROVED),
    outcome(17, StageTimedOut, Later, EverybodyAsked, "A request has expired for {package}"),
    outcome(18, Delivered, Any, Requestors, "You now have access to {package}"),
    notice(19, EndAnnounced, Holder, Purpose::Extension, "Extend access for {package} by {date}"),
    notice(20, Ended, Holder, Purpose::Farewell, "Access has ended for {package}"),
    notice(21, ReviewOpened, Reviewers, Purpose::Review, REVIEW),
    notice(21, ReviewReminded, Reviewers, Purpose::Review, REVIEW),
    notice(22, ApprovalsDelegated, Delegate, Purpose::Appointment, "Approve requests in the place of {approver} until {date}"),
    outcome(23, DelegateApproved, Any, Requestors, "{delegate} approved the request for {package} in the place of {approver}"),
    outcome(24, RequestDenied, EachOfSeveral, EverybodyAsked, "Request denied for {requestor} to {package}"),
    outcome(25, RequestScheduled, EachOfSeveral, Requestors, "Request approved to {package}, from {start} on"),
];

/// Where mails about requests and access come from.
const OF_REQUESTS: &str = "azure-noreply@microsoft.com";
/// Where mails about access reviews come from.
const OF_REVIEWS: &str = "MSSecurity-noreply@microsoft.com";

impl Purpose {
    /// Returns the address that mails for this come from.
    pub const fn sender(self) -> &'static str {
        match self {
            Self::Review => OF_REVIEWS,
            Self::Task | Self::Outcome | Self::Extension | Self::Farewell | Self::Appointment => {
                OF_REQUESTS
            }
        }
    }
}

impl Mail {
    /// Returns the address that the mail comes from.
    pub fn sender(&self) -> &'static str {
        template(self.number).map_or(OF_REQUESTS, |template| template.purpose.sender())
    }
}

/// Finds the first row of a number.
pub fn template(number: u8) -> Option<&'static Template> {
    TEMPLATES.iter().find(|row| row.number == number)
}
