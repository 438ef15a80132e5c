//! Commands on custom extensions.

use crate::domain::command::commands;
use crate::domain::custom_extension::{
    AuthenticationConfiguration, CallbackConfiguration, ClientConfiguration, EndpointConfiguration,
    ExtensionKind, StubAnswer,
};
use crate::domain::id::{CatalogId, CustomExtensionId};
use crate::domain::shape::{Patch, members};
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

members! {
    /// Fields of `createCustomExtension`.
    pub struct CreateCustomExtension {
        /// The catalog whose policies may call it.
        catalog: CatalogId,
        /// Its name.
        display_name: DisplayName,
        /// What it does.
        description: Option<Description>,
        /// What it is called for.
        kind: ExtensionKind as "@odata.type",
        /// Which workflow is called.
        endpoint_configuration: Option<EndpointConfiguration>,
        /// As what.
        authentication_configuration: Option<AuthenticationConfiguration>,
        /// How.
        client_configuration: Option<ClientConfiguration>,
        /// How long it is waited for; without this it is launched, and everything goes on.
        callback_configuration: Option<CallbackConfiguration>,
        /// What its stub does.
        answer: Option<StubAnswer>,
    }

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
