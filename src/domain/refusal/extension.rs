//! Refusals about custom extensions.

use crate::domain::id::{CatalogId, CustomExtensionId, PolicyId};
use crate::domain::refusal::refusals;

refusals! {
    /// Refusals about custom extensions.
    ExtensionRefusal, |names|
    /// Policies call the extension.
    CustomExtensionInUse {
        /// The extension.
        extension: CustomExtensionId,
        /// The policies that call it.
        policies: Vec<PolicyId>,
    } "CustomExtensionInUse" =>
        format!("custom extension {} is called by policy {}", names.quoted(*extension), names.policies(policies)),
        "Take it out of these policies first.";
    /// The extension is for something else.
    ExtensionStageMismatch {
        /// The extension.
        extension: CustomExtensionId,
        /// The step at which it was to be called.
        stage: &'static str,
        /// What it is for.
        kind: &'static str,
    } "ExtensionStageMismatch" =>
        format!("custom extension {} is for {kind}, so it cannot be called at the step \"{stage}\"", names.quoted(*extension)),
        "Choose an extension of the other kind, or another step.";
    /// The workflow cannot add a stage to the approval.
    StageNotAddable {
        /// The extension.
        extension: CustomExtensionId,
    } "ExtensionStageMismatch" =>
        format!("custom extension {} holds up no approval to which it could add a stage", names.quoted(*extension)),
        "Add a stage only where a request waits for the workflow, and let it continue.";
    /// The extension belongs to another catalog.
    ExtensionNotInCatalog {
        /// The extension.
        extension: CustomExtensionId,
        /// The catalog of the policy.
        catalog: CatalogId,
    } "ExtensionNotInCatalog" =>
        format!("custom extension {} does not belong to catalog {}", names.quoted(*extension), names.quoted(*catalog)),
        "Choose an extension of the package's own catalog.";
    /// Nobody waits that long.
    WaitTooLong {
        /// The most days.
        most: u64,
    } "WaitTooLong" =>
        format!("a request waits for a workflow for some time, but for at most {most} days"),
        "Choose a time of up to 14 days, such as P1D.";
    /// There is nothing to hold up.
    WaitNotPossible {} "WaitNotPossible" =>
        "nothing waits for an extension that is called before the end of an assignment".to_owned(),
        "Leave the callback out: it is launched, and everything goes on.";
}
