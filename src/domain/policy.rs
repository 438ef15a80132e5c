//! Assignment policies: who may ask for a package, who decides, and for how long access lasts.

use serde::{Deserialize, Serialize};

use crate::domain::approval::{ApprovalFor, ApprovalSettings, ApprovalStage};
use crate::domain::credential::{VerifiedCredential, VerifiedCredentialRequirement};
use crate::domain::custom_extension::ExtensionStageSetting;
use crate::domain::id::{ConnectedOrganizationId, PackageId, PolicyId};
use crate::domain::question::Question;
use crate::domain::review::ReviewSettings;
use crate::domain::shape::{Patch, members};
use crate::domain::subject::words;
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::{Description, DisplayName};
use crate::domain::time::{Expiration, Span, Timestamp};

mod automatic;
mod on_behalf;
mod requestor;

pub use automatic::{
    ADVISED_AUTOMATIC_USERS, AUTOMATIC_USERS, AllowedTarget, AttributeRule, Automatic,
    AutomaticError, AutomaticRequestSettings,
};
pub use on_behalf::{DirectManager, OnBehalf, OnBehalfRequestor};
pub use requestor::{RequestorSettings, RequestorSettingsBody};

/// The bounds of an expiration in days.
pub const EXPIRATION_DAYS: std::ops::RangeInclusive<u64> = 1..=3_660;
/// The bounds of an expiration in hours.
pub const EXPIRATION_HOURS: std::ops::RangeInclusive<u64> = 1..=87_840;
/// The most users and groups that a policy may list.
pub const TARGETS: usize = 500;

words! {
    /// Who may ask under a policy.
    AllowedTargetScope {
        /// Nobody asks; administrators assign.
        NotSpecified = "notSpecified", "None (administrator direct assignments only)";
        /// Listed users and members of listed groups.
        SpecificDirectoryUsers = "specificDirectoryUsers", "Specific users and groups";
        /// Every member of the directory.
        AllMemberUsers = "allMemberUsers", "All members (excluding guests)";
        /// Everybody in the directory.
        AllDirectoryUsers = "allDirectoryUsers", "All users (including guests)";
        /// People of listed organizations, whatever the organizations' state.
        SpecificConnectedOrganizationUsers = "specificConnectedOrganizationUsers", "Specific connected organizations";
        /// People of organizations that an administrator set up.
        AllConfiguredConnectedOrganizationUsers = "allConfiguredConnectedOrganizationUsers", "All configured connected organizations";
        /// Every external person, known or not.
        AllExternalUsers = "allExternalUsers", "All users (all connected organizations + any new external users)";
    }
}

impl AllowedTargetScope {
    /// Tells whether the scope admits those whom the policy lists, and nobody else.
    pub const fn lists_targets(self) -> bool {
        match self {
            Self::SpecificDirectoryUsers | Self::SpecificConnectedOrganizationUsers => true,
            Self::NotSpecified
            | Self::AllMemberUsers
            | Self::AllDirectoryUsers
            | Self::AllConfiguredConnectedOrganizationUsers
            | Self::AllExternalUsers => false,
        }
    }

    /// Tells whether the scope admits external people by where they come from.
    pub const fn is_external(self) -> bool {
        match self {
            Self::NotSpecified
            | Self::SpecificDirectoryUsers
            | Self::AllMemberUsers
            | Self::AllDirectoryUsers => false,
            Self::SpecificConnectedOrganizationUsers
            | Self::AllConfiguredConnectedOrganizationUsers
            | Self::AllExternalUsers => true,
        }
    }
}

/// An assignment policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentPolicy {
    /// Which policy.
    pub id: PolicyId,
    /// The package it belongs to.
    pub access_package: PackageId,
    /// What it says.
    pub terms: PolicyTerms,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it was last edited.
    pub modified_date_time: Timestamp,
}

impl AssignmentPolicy {
    /// Lists the organizations that the policy names.
    pub fn organizations(&self) -> impl Iterator<Item = ConnectedOrganizationId> {
        self.terms.targets.iter().filter_map(|target| match target {
            SubjectSet::ConnectedOrganizationMembers {
                connected_organization_id,
            } => Some(*connected_organization_id),
            SubjectSet::SingleUser { .. }
            | SubjectSet::GroupMembers { .. }
            | SubjectSet::RequestorManager { .. }
            | SubjectSet::InternalSponsors
            | SubjectSet::ExternalSponsors
            | SubjectSet::TargetUserSponsors => None,
        })
    }
}

/// What a policy says; in JSON the members of Graph's policy that people write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyBody", into = "PolicyBody")]
pub struct PolicyTerms {
    /// Its name, unique in the package.
    pub display_name: DisplayName,
    /// What it is for.
    pub description: Description,
    /// Who may ask.
    pub scope: AllowedTargetScope,
    /// The users and groups of a specific scope.
    pub targets: Vec<SubjectSet>,
    /// Whom the service gives the package by itself; nobody asks under a policy that has this.
    pub automatic: Option<Box<Automatic>>,
    /// Whether anybody can get access through it: no requests and no direct assignments when off.
    pub is_enabled: bool,
    /// What requestors may do.
    pub requestor: RequestorSettings,
    /// Whether requestors must give a reason.
    pub justification_required: bool,
    /// Who decides.
    pub approval: ApprovalSettings,
    /// When access ends.
    pub expiration: Expiration,
    /// How it is reviewed whether access is still needed.
    pub reviews: Option<Box<ReviewSettings>>,
    /// What requestors are asked, in the order in which they are.
    pub questions: Vec<Question>,
    /// The custom extensions that are called, and when.
    pub extensions: Vec<ExtensionStageSetting>,
    /// The verified IDs that requestors must present, all of them.
    pub credentials: Vec<VerifiedCredentialRequirement>,
    /// Of what mails tell.
    pub notifications: NotificationSettings,
}

impl PolicyTerms {
    /// Lists the verified IDs that requestors must present.
    pub fn credentials_wanted(&self) -> impl Iterator<Item = VerifiedCredential> {
        let wanted = self.credentials.iter();
        wanted.flat_map(VerifiedCredentialRequirement::credentials)
    }
}

members! {
    /// A policy as JSON has it; an update leaves out what is to stay as it is.
    #[derive(Default)]
    pub struct PolicyBody {
        /// The name.
        display_name: Option<DisplayName> => new,
        /// What it is for.
        description: Option<Description>,
        /// Who may ask.
        allowed_target_scope: Option<AllowedTargetScope> => new,
        /// The users and groups of a specific scope.
        specific_allowed_targets: Option<Vec<AllowedTarget>>,
        /// Whether anybody can get access through it.
        is_enabled: Option<bool>,
        /// What requestors may do.
        requestor_settings: Option<RequestorSettingsBody>,
        /// Who decides.
        request_approval_settings: Option<ApprovalSettingsBody>,
        /// When access ends.
        expiration: Option<Expiration>,
        /// How it is reviewed whether access is still needed.
        #[serde(default, skip_serializing_if = "Patch::is_kept")]
        review_settings: Patch<Box<ReviewSettings>>,
        /// What a rule in the scope does; makes the policy automatic.
        #[serde(default, skip_serializing_if = "Patch::is_kept")]
        automatic_request_settings: Patch<AutomaticRequestSettings>,
        /// What requestors are asked.
        questions: Option<Vec<Question>>,
        /// The custom extensions that are called, and when.
        custom_extension_stage_settings: Option<Vec<ExtensionStageSetting>>,
        /// The verified IDs that requestors must present.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verified_credential_requirements: Option<Vec<VerifiedCredentialRequirement>>,
        /// Of what mails tell.
        notification_settings: Option<NotificationSettings>,
    }

    /// Of what mails tell.
    #[derive(Copy, Default)]
    pub struct NotificationSettings {
        /// Whether nobody is told that access was given, ends soon or has ended.
        #[serde(default)]
        is_assignment_notification_disabled: bool => optional,
    }

    /// Graph's approval settings.
    #[derive(Default)]
    pub struct ApprovalSettingsBody {
        /// Whether new access needs approval.
        is_approval_required_for_add: Option<bool>,
        /// Whether more time needs approval.
        is_approval_required_for_update: Option<bool>,
        /// Whether requestors must give a reason.
        is_requestor_justification_required: Option<bool>,
        /// The stages, one to three when anything needs approval.
        stages: Option<Vec<ApprovalStage>>,
    }
}

/// Why a policy's members do not make a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyBodyError {
    /// There is no name.
    #[error("a policy needs a displayName")]
    NoName,
    /// Nothing says who may ask.
    #[error("a policy needs an allowedTargetScope")]
    NoScope,
    /// Stages are given, but nothing needs approval.
    #[error("stages are given although approval is required neither for add nor for update")]
    StagesWithoutApproval,
    /// What is said of a rule does not hold together.
    #[error(transparent)]
    Automatic(#[from] AutomaticError),
}

impl PolicyBody {
    /// Lays these members over a policy; what is absent stays as it is.
    pub fn over(self, terms: &PolicyTerms) -> Result<PolicyTerms, PolicyBodyError> {
        let old = Self::from(terms.clone());
        Self {
            display_name: self.display_name.or(old.display_name),
            description: self.description.or(old.description),
            allowed_target_scope: self.allowed_target_scope.or(old.allowed_target_scope),
            specific_allowed_targets: self
                .specific_allowed_targets
                .or(old.specific_allowed_targets),
            is_enabled: self.is_enabled.or(old.is_enabled),
            requestor_settings: self.requestor_settings.or(old.requestor_settings),
            request_approval_settings: self
                .request_approval_settings
                .or(old.request_approval_settings),
            expiration: self.expiration.or(old.expiration),
            review_settings: self.review_settings.or(old.review_settings),
            automatic_request_settings: self
                .automatic_request_settings
                .or(old.automatic_request_settings),
            questions: self.questions.or(old.questions),
            custom_extension_stage_settings: self
                .custom_extension_stage_settings
                .or(old.custom_extension_stage_settings),
            verified_credential_requirements: self
                .verified_credential_requirements
                .or(old.verified_credential_requirements),
            notification_settings: self.notification_settings.or(old.notification_settings),
        }
        .try_into()
    }
}

impl TryFrom<PolicyBody> for PolicyTerms {
    type Error = PolicyBodyError;

    fn try_from(body: PolicyBody) -> Result<Self, PolicyBodyError> {
        let display_name = body.display_name.ok_or(PolicyBodyError::NoName)?;
        let scope = body.allowed_target_scope.ok_or(PolicyBodyError::NoScope)?;
        // Where the scope lists nobody, a list would only mislead; an edit of the scope drops it.
        let listed = body.specific_allowed_targets;
        let listed = listed.filter(|_| scope.lists_targets()).unwrap_or_default();
        let settings = body.automatic_request_settings.over(None);
        let (targets, automatic) = automatic::apart(listed, settings)?;
        let asked = automatic.is_none();
        let expiration = match body.expiration {
            Some(Expiration::NotSpecified) | None if !asked => Expiration::Never,
            Some(expiration) => expiration,
            None => Expiration::After(Span::days(365)),
        };
        let requestor = body.requestor_settings.unwrap_or_default();
        let settings = body.request_approval_settings.unwrap_or_default();
        let justification = settings.is_requestor_justification_required;
        let approval = ApprovalSettings::try_from(settings)?;
        let self_add = requestor.enable_targets_to_self_add_access.unwrap_or(true);
        let implied = scope == AllowedTargetScope::NotSpecified || !asked || self_add;
        let lists_users = asked && scope == AllowedTargetScope::SpecificDirectoryUsers;
        let has_end = !matches!(expiration, Expiration::Never | Expiration::NotSpecified);
        Ok(Self {
            display_name,
            description: body.description.unwrap_or_else(Description::none),
            scope,
            targets,
            automatic,
            is_enabled: body.is_enabled.unwrap_or(implied),
            requestor: requestor.settled(asked, lists_users, has_end),
            justification_required: justification
                .unwrap_or(approval != ApprovalSettings::NotRequired),
            approval,
            expiration,
            reviews: body.review_settings.over(None),
            questions: body.questions.unwrap_or_default(),
            extensions: body.custom_extension_stage_settings.unwrap_or_default(),
            credentials: body.verified_credential_requirements.unwrap_or_default(),
            notifications: body.notification_settings.unwrap_or_default(),
        })
    }
}

impl From<PolicyTerms> for PolicyBody {
    fn from(terms: PolicyTerms) -> Self {
        let asks = terms.is_enabled
            && terms.scope != AllowedTargetScope::NotSpecified
            && terms.automatic.is_none();
        let automatic = terms.automatic.as_deref();
        let targets = automatic::together(terms.targets, automatic);
        let automatic_request_settings = automatic.map_or(Patch::Keep, |it| Patch::Set(it.into()));
        let (add, update) = match &terms.approval {
            ApprovalSettings::NotRequired => (false, false),
            ApprovalSettings::Required {
                of: ApprovalFor::Add,
                ..
            } => (true, false),
            ApprovalSettings::Required {
                of: ApprovalFor::Extend,
                ..
            } => (false, true),
            ApprovalSettings::Required {
                of: ApprovalFor::Both,
                ..
            } => (true, true),
        };
        Self {
            display_name: Some(terms.display_name),
            description: Some(terms.description),
            allowed_target_scope: Some(terms.scope),
            specific_allowed_targets: Some(targets),
            is_enabled: Some(terms.is_enabled),
            requestor_settings: Some(terms.requestor.body(asks)),
            request_approval_settings: Some(ApprovalSettingsBody {
                is_approval_required_for_add: Some(add),
                is_approval_required_for_update: Some(update),
                is_requestor_justification_required: Some(terms.justification_required),
                stages: Some(terms.approval.stages().to_vec()),
            }),
            expiration: Some(terms.expiration),
            review_settings: terms.reviews.map_or(Patch::Keep, Patch::Set),
            automatic_request_settings,
            questions: Some(terms.questions),
            custom_extension_stage_settings: Some(terms.extensions),
            verified_credential_requirements: Some(terms.credentials),
            notification_settings: Some(terms.notifications),
        }
    }
}

impl TryFrom<ApprovalSettingsBody> for ApprovalSettings {
    type Error = PolicyBodyError;

    fn try_from(body: ApprovalSettingsBody) -> Result<Self, PolicyBodyError> {
        let stages = body.stages.unwrap_or_default();
        let add = body.is_approval_required_for_add.unwrap_or(false);
        let update = body.is_approval_required_for_update.unwrap_or(false);
        let of = match (add, update) {
            (true, true) => ApprovalFor::Both,
            (true, false) => ApprovalFor::Add,
            (false, true) => ApprovalFor::Extend,
            (false, false) if stages.is_empty() => return Ok(Self::NotRequired),
            (false, false) => return Err(PolicyBodyError::StagesWithoutApproval),
        };
        Ok(Self::Required { of, stages })
    }
}
