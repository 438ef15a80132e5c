//! Custom extensions: workflows outside the directory that requests and assignments call on their way.
//!
//! Nothing is called in truth: an endpoint is a stub that answers as its extension says, so that each
//! way a workflow can end may be seen at the desk.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CatalogId, CustomExtensionId, Person};
use crate::domain::shape::members;
use crate::domain::subject::words;
use crate::domain::text::{Attribute, Description, DisplayName};
use crate::domain::time::{Span, Timestamp};

/// The longest time that a request waits for a workflow.
pub const LONGEST_WAIT: Span = Span::days(14);

words! {
    /// What an extension is called for, as Graph's `@odata.type` writes it.
    ExtensionKind {
        /// Steps of a request.
        Request = "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension", "requests";
        /// The approaching end of an assignment.
        Assignment = "#microsoft.graph.accessPackageAssignmentWorkflowExtension", "ends of assignments";
    }

    /// When an extension is called.
    ExtensionStage {
        /// A request was made.
        RequestCreated = "assignmentRequestCreated", "request created";
        /// The last approver approved a request.
        RequestApproved = "assignmentRequestApproved", "request approved";
        /// Everything asked for was given.
        RequestGranted = "assignmentRequestGranted", "assignment granted";
        /// Access was taken away.
        RequestRemoved = "assignmentRequestRemoved", "assignment removed";
        /// Access ends in 14 days.
        FourteenDaysBeforeExpiration = "assignmentFourteenDaysBeforeExpiration", "14 days before the end";
        /// Access ends in a day.
        OneDayBeforeExpiration = "assignmentOneDayBeforeExpiration", "1 day before the end";
    }

    /// What the stub behind an extension does when it is called.
    #[derive(Default)]
    StubAnswer {
        /// It lets the request go on.
        #[default]
        Continue = "continue", "lets it go on";
        /// It denies the request.
        Deny = "deny", "denies it";
        /// It cannot be called, or breaks down.
        Fail = "fail", "fails";
        /// It is never heard of again.
        Never = "never", "never answers";
        /// Whoever runs the desk answers.
        Ask = "ask", "asks whoever runs the desk";
    }
}

impl ExtensionStage {
    /// Returns the kind of extension that is called then.
    pub const fn kind(self) -> ExtensionKind {
        match self {
            Self::RequestCreated
            | Self::RequestApproved
            | Self::RequestGranted
            | Self::RequestRemoved => ExtensionKind::Request,
            Self::FourteenDaysBeforeExpiration | Self::OneDayBeforeExpiration => {
                ExtensionKind::Assignment
            }
        }
    }

    /// Tells whether a request waits then for a workflow that is to call back; later there is
    /// nothing left to hold up.
    pub const fn holds_up(self) -> bool {
        match self {
            Self::RequestCreated | Self::RequestApproved => true,
            Self::RequestGranted
            | Self::RequestRemoved
            | Self::FourteenDaysBeforeExpiration
            | Self::OneDayBeforeExpiration => false,
        }
    }
}

words! {
    /// What kind of workflow is called, as Graph's `@odata.type` writes it.
    #[derive(Default)]
    EndpointKind {
        /// A Logic App.
        #[default]
        LogicApp = "#microsoft.graph.logicAppTriggerEndpointConfiguration", "Logic App";
    }

    /// How a workflow can tell who calls it, as Graph's `@odata.type` writes it.
    #[derive(Default)]
    AuthenticationKind {
        /// By a token of which the caller proves that it is theirs.
        #[default]
        ProofOfPossession = "#microsoft.graph.azureAdPopTokenAuthentication", "token with proof of possession";
        /// By a token for a resource.
        Token = "#microsoft.graph.azureAdTokenAuthentication", "token";
    }
}

members! {
    /// Which workflow is called.
    pub struct EndpointConfiguration {
        /// What kind of workflow it is; a Logic App unless said.
        #[serde(default)]
        kind: EndpointKind as "@odata.type" => optional,
        /// The subscription that it runs in.
        subscription_id: Option<Attribute>,
        /// Its resource group.
        resource_group_name: Option<Attribute>,
        /// Its name.
        logic_app_workflow_name: Option<Attribute>,
        /// Where it is called.
        url: Option<Attribute>,
    }

    /// As what a workflow is called.
    pub struct AuthenticationConfiguration {
        /// How it is known who calls; by proof of possession unless said.
        #[serde(default)]
        kind: AuthenticationKind as "@odata.type" => optional,
        /// The resource that a token is asked for.
        resource_id: Option<Attribute>,
    }

    /// How a call is made.
    #[derive(Copy)]
    pub struct ClientConfiguration {
        /// How often a call is tried again.
        maximum_retries: Option<u32>,
        /// How long a call may take.
        timeout_in_milliseconds: Option<u32>,
    }

    /// How long a request waits for the workflow to call back.
    #[derive(Copy)]
    pub struct CallbackConfiguration {
        /// The time.
        timeout_duration: Span,
    }

    /// Which extension, as a policy names it.
    #[derive(Copy)]
    pub struct NamedExtension {
        /// The extension.
        id: CustomExtensionId,
    }

    /// An extension that a policy has called, and when.
    #[derive(Copy)]
    pub struct ExtensionStageSetting {
        /// When.
        stage: ExtensionStage,
        /// Which.
        custom_extension: NamedExtension,
    }
}

/// A custom extension of a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomExtension {
    /// Which extension.
    pub id: CustomExtensionId,
    /// The catalog whose policies may call it.
    pub catalog: CatalogId,
    /// What it is called for.
    #[serde(rename = "@odata.type")]
    pub kind: ExtensionKind,
    /// Its name.
    pub display_name: DisplayName,
    /// What it does.
    pub description: Description,
    /// Which workflow is called.
    pub endpoint_configuration: Option<EndpointConfiguration>,
    /// As what.
    pub authentication_configuration: Option<AuthenticationConfiguration>,
    /// How.
    pub client_configuration: Option<ClientConfiguration>,
    /// How long it is waited for; without this it is launched, and everything goes on.
    pub callback_configuration: Option<CallbackConfiguration>,
    /// What its stub does.
    pub answer: StubAnswer,
    /// Who made it.
    pub created_by: Person,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// Who edited it last.
    pub last_modified_by: Person,
    /// When it was last edited.
    pub last_modified_date_time: Timestamp,
}
