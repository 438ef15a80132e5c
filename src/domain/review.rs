//! Access reviews: from time to time somebody says, person by person, whether access is still
//! needed. A policy says how; each round is a record of its own with an item for each assignment.

use crate::domain::shape::members;
use crate::domain::subject::words;
use crate::domain::subject_set::SubjectSet;
use crate::domain::time::{Expiration, Span, Timestamp};

mod record;
mod recurrence;

pub use record::{AccessReview, ReviewItem};
pub use recurrence::{
    Frequency, RangeType, Recurrence, RecurrencePattern, RecurrenceRange, RecurrenceType,
};

words! {
    /// What becomes of access about which nobody decided.
    ExpirationBehavior {
        /// It stays.
        KeepAccess = "keepAccess", "No change";
        /// It goes.
        RemoveAccess = "removeAccess", "Remove access";
        /// It stays or goes as the recommendation says.
        AcceptAccessRecommendation = "acceptAccessRecommendation", "Take recommendations";
    }

    /// What a reviewer says about somebody's access.
    ReviewDecision {
        /// It is still needed.
        Approve = "Approve", "Approved";
        /// It is to go.
        Deny = "Deny", "Denied";
        /// The reviewer cannot tell; it stays.
        DontKnow = "DontKnow", "Don't know";
        /// Nobody has decided.
        NotReviewed = "NotReviewed", "Not reviewed";
    }

    /// What is recommended about somebody's access.
    Recommendation {
        /// They signed in lately.
        Approve = "Approve", "Approve";
        /// They have not signed in for long.
        Deny = "Deny", "Deny";
        /// They have never signed in, so nothing is known.
        NoInfoAvailable = "NoInfoAvailable", "No information";
    }

    /// What came of a decision.
    ApplyResult {
        /// Nothing yet: the review is not over.
        New = "New", "Not applied";
        /// The access stays or is gone, as decided.
        AppliedSuccessfully = "AppliedSuccessfully", "Applied";
        /// The access had ended before.
        AppliedSuccessfullyButObjectNotFound = "AppliedSuccessfullyButObjectNotFound", "Access had ended";
    }

    /// Where a review stands.
    ReviewStatus {
        /// It will open at its start.
        NotStarted = "NotStarted", "Not started";
        /// Reviewers decide.
        InProgress = "InProgress", "In progress";
        /// Nobody decides any more, and the results are about to be applied.
        AutoReviewed = "AutoReviewed", "Closed";
        /// The results were applied.
        Completed = "Completed", "Completed";
    }
}

/// How long after the last sign-in access is recommended to stay.
pub const RECENT: Span = Span::days(30);
/// How long a review lasts unless the policy says otherwise.
const DURATION: Span = Span::days(25);

members! {
    /// How the assignments of a policy are reviewed, in Graph's form.
    pub struct ReviewSettings {
        /// Whether they are at all.
        #[serde(default)]
        is_enabled: bool => optional,
        /// Whether people say themselves whether they still need access; so unless reviewers are named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_self_review: Option<bool>,
        /// Whether reviewers are told what the last sign-in suggests.
        #[serde(default = "yes")]
        is_recommendation_enabled: bool => optional,
        /// Whether reviewers must give a reason.
        #[serde(default = "yes")]
        is_reviewer_justification_required: bool => optional,
        /// What becomes of access about which nobody decided.
        #[serde(default = "remove_access")]
        expiration_behavior: ExpirationBehavior => optional,
        /// Who reviews.
        #[serde(default)]
        primary_reviewers: Vec<SubjectSet>,
        /// Who reviews when nobody of the reviewers can.
        #[serde(default)]
        fallback_reviewers: Vec<SubjectSet>,
        /// When.
        #[serde(default)]
        schedule: ReviewSchedule => optional,
    }

    /// When reviews begin, how long they last and how often they come.
    pub struct ReviewSchedule {
        /// When the first one begins; with the policy unless given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start_date_time: Option<Timestamp>,
        /// How long each lasts.
        #[serde(default = "not_specified")]
        expiration: Expiration => optional,
        /// How often they come.
        #[serde(default)]
        recurrence: Recurrence => optional,
    }
}

const fn yes() -> bool {
    true
}

const fn remove_access() -> ExpirationBehavior {
    ExpirationBehavior::RemoveAccess
}

const fn not_specified() -> Expiration {
    Expiration::NotSpecified
}

impl Recommendation {
    /// Returns what it rests on.
    pub fn because(self) -> String {
        let recently = RECENT.in_words();
        match self {
            Self::Approve => format!("signed in during the {recently} before the review opened"),
            Self::Deny => format!("no sign-in during the {recently} before the review opened"),
            Self::NoInfoAvailable => "never signed in before the review opened".to_owned(),
        }
    }
}

impl Default for ReviewSchedule {
    fn default() -> Self {
        Self {
            start_date_time: None,
            expiration: Expiration::NotSpecified,
            recurrence: Recurrence::default(),
        }
    }
}

impl ReviewSettings {
    /// Tells whether people review their own access.
    pub fn is_self(&self) -> bool {
        self.is_self_review
            .unwrap_or(self.primary_reviewers.is_empty())
    }

    /// Tells whether a decision wants a reason; whoever gives up their own access needs none.
    pub fn wants_reason(&self, decision: ReviewDecision) -> bool {
        self.is_reviewer_justification_required
            && match decision {
                ReviewDecision::Approve => true,
                ReviewDecision::Deny | ReviewDecision::DontKnow => !self.is_self(),
                ReviewDecision::NotReviewed => false,
            }
    }

    /// Writes out what was left open: a review begins at once, lasts 25 days or as long as its
    /// frequency lets it, and people review their own access unless others are named.
    #[must_use]
    pub fn completed(mut self, start: Timestamp) -> Self {
        self.is_self_review = Some(self.is_self());
        let schedule = &mut self.schedule;
        schedule.start_date_time = schedule.start_date_time.or(Some(start));
        if schedule.expiration == Expiration::NotSpecified {
            let most = schedule.recurrence.frequency().map(Frequency::longest);
            let span = most.map_or(DURATION, |most| most.min(DURATION));
            schedule.expiration = Expiration::After(span);
        }
        self
    }

    /// Returns how long a review lasts, if that is said as a span.
    pub const fn duration(&self) -> Option<Span> {
        match self.schedule.expiration {
            Expiration::After(span) => Some(span),
            Expiration::NotSpecified | Expiration::Never | Expiration::At(_) => None,
        }
    }

    /// Lists every set of reviewers.
    pub fn sets(&self) -> impl Iterator<Item = SubjectSet> {
        self.primary_reviewers
            .iter()
            .chain(&self.fallback_reviewers)
            .copied()
    }

    /// Returns when the next review begins that does not begin before `from`; none does when
    /// reviews are off or come in a rhythm that is only kept.
    pub fn next_start(&self, from: Timestamp) -> Option<Timestamp> {
        let start = self.schedule.start_date_time?;
        let frequency = self.schedule.recurrence.frequency()?;
        self.is_enabled
            .then(|| frequency.first_from(start, from))
            .flatten()
    }
}
