//! Commands on custom extensions.

use serde::{Deserialize, Serialize};

use crate::domain::command::commands;
use crate::domain::custom_extension::{
    AuthenticationConfiguration, CallbackConfiguration, ClientConfiguration, EndpointConfiguration,
    ExtensionKind, StubAnswer,
};
use crate::domain::id::{CatalogId, CustomExtensionId};
use crate::domain::shape::{Mark, Member, Patch, Shape, Shaped, members};
use crate::domain::text::{Description, DisplayName};

commands! {
    /// What can be done to custom extensions.
    "do" ExtensionCommand {
        /// Makes a custom extension of a catalog: a workflow that requests or assignments call.
        CreateCustomExtension(CreateCustomExtension) = "createCustomExtension",
        /// Edits a custom extension; calls that were made already stay as they are.
        UpdateCustomExtension(UpdateCustomExtension) = "updateCustomExtension",
        /// Deletes a custom extension that no policy calls.
        DeleteCustomExtension(CustomExtensionReference) = "deleteCustomExtension",
    }
}

/// Fields of `createCustomExtension`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCustomExtension {
    /// The catalog whose policies may call it.
    pub catalog: CatalogId,
    /// Its name.
    pub display_name: DisplayName,
    /// What it does.
    pub description: Option<Description>,
    /// What it is called for.
    #[serde(rename = "@odata.type")]
    pub kind: ExtensionKind,
    /// Which workflow is called.
    pub endpoint_configuration: Option<EndpointConfiguration>,
    /// As what.
    pub authentication_configuration: Option<AuthenticationConfiguration>,
    /// How.
    pub client_configuration: Option<ClientConfiguration>,
    /// How long it is waited for; without this it is launched, and everything goes on.
    pub callback_configuration: Option<CallbackConfiguration>,
    /// What its stub does.
    pub answer: Option<StubAnswer>,
}

impl Shaped for CreateCustomExtension {
    const SHAPE: Shape = Shape::Object(&[
        Member::of_field::<CatalogId>("catalog", Mark::Plain),
        Member::of_field::<DisplayName>("display_name", Mark::Plain),
        Member::of_field::<Option<Description>>("description", Mark::Plain),
        Member::of_field::<ExtensionKind>("@odata.type", Mark::Plain),
        Member::of_field::<Option<EndpointConfiguration>>("endpoint_configuration", Mark::Plain),
        Member::of_field::<Option<AuthenticationConfiguration>>(
            "authentication_configuration",
            Mark::Plain,
        ),
        Member::of_field::<Option<ClientConfiguration>>("client_configuration", Mark::Plain),
        Member::of_field::<Option<CallbackConfiguration>>("callback_configuration", Mark::Plain),
        Member::of_field::<Option<StubAnswer>>("answer", Mark::Plain),
    ]);
}

members! {
    /// Fields of `updateCustomExtension`.
    pub struct UpdateCustomExtension {
        /// Which extension.
        custom_extension: CustomExtensionId,
        /// Its name.
        display_name: Option<DisplayName>,
        /// What it does.
        description: Option<Description>,
        /// Which workflow is called.
        #[serde(default)]
        endpoint_configuration: Patch<EndpointConfiguration>,
        /// As what.
        #[serde(default)]
        authentication_configuration: Patch<AuthenticationConfiguration>,
        /// How.
        #[serde(default)]
        client_configuration: Patch<ClientConfiguration>,
        /// How long it is waited for; `null` launches it and goes on.
        #[serde(default)]
        callback_configuration: Patch<CallbackConfiguration>,
        /// What its stub does.
        answer: Option<StubAnswer>,
    }

    /// A custom extension.
    #[derive(Copy)]
    pub struct CustomExtensionReference {
        /// Which extension.
        custom_extension: CustomExtensionId,
    }
}
