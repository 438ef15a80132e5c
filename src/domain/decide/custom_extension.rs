//! Decides commands on custom extensions, and which of them a policy may call.

use crate::domain::command::{CreateCustomExtension, ExtensionCommand, UpdateCustomExtension};
use crate::domain::context::Context;
use crate::domain::custom_extension::{
    CallbackConfiguration, CustomExtension, ExtensionKind, ExtensionStageSetting, LONGEST_WAIT,
};
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{CatalogId, CustomExtensionId, PackageId, PolicyId};
use crate::domain::refusal::{ExtensionRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::text::Description;
use crate::domain::time::Span;
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &ExtensionCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        ExtensionCommand::CreateCustomExtension(with) => {
            let found = tenant.catalog(with.catalog);
            sink.note(Check::ObjectExists, found.is_ok(), &[with.catalog.into()]);
            found.map(|_| ())
        }
        ExtensionCommand::UpdateCustomExtension(with) => {
            exists(tenant, with.custom_extension, sink)
        }
        ExtensionCommand::DeleteCustomExtension(with) => {
            let id = with.custom_extension;
            exists(tenant, id, sink)?;
            let policies: Vec<PolicyId> = tenant.index.policies_calling.of(id).copied().collect();
            let free = policies.is_empty();
            require(sink, Check::ExtensionUnused, &[id.into()], free, || {
                ExtensionRefusal::CustomExtensionInUse {
                    extension: id,
                    policies,
                }
                .into()
            })
        }
    }
}

fn exists<S: Sink + ?Sized>(
    tenant: &Tenant,
    id: CustomExtensionId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.custom_extension(id);
    sink.note(Check::ObjectExists, found.is_ok(), &[id.into()]);
    found.map(|_| ())
}

/// Decides the commands on custom extensions.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &ExtensionCommand,
) -> Result<(), Refusal> {
    match command {
        ExtensionCommand::CreateCustomExtension(with) => create(draft, context, with),
        ExtensionCommand::UpdateCustomExtension(with) => update(draft, context, with),
        ExtensionCommand::DeleteCustomExtension(with) => {
            context.bind("customExtension", with.custom_extension);
            delete(draft, with.custom_extension)
        }
    }
}

/// Requires that an extension waits only where something can wait, and not too long.
fn waits(
    context: &mut Context<'_>,
    kind: ExtensionKind,
    callback: Option<CallbackConfiguration>,
) -> Result<(), Refusal> {
    let Some(callback) = callback else {
        return Ok(());
    };
    let possible = kind == ExtensionKind::Request;
    context.require(Check::WaitPossible, &[], possible, || {
        ExtensionRefusal::WaitNotPossible {}
    })?;
    let wait = callback.timeout_duration;
    let short = wait > Span::seconds(0) && wait <= LONGEST_WAIT;
    context.require(Check::WaitShortEnough, &[], short, || {
        ExtensionRefusal::WaitTooLong {
            most: LONGEST_WAIT.whole_days(),
        }
    })
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateCustomExtension,
) -> Result<(), Refusal> {
    waits(context, with.kind, with.callback_configuration)?;
    let extension = CustomExtension {
        id: context.draw(CustomExtensionId::new),
        catalog: with.catalog,
        kind: with.kind,
        display_name: with.display_name.clone(),
        description: with.description.clone().unwrap_or_else(Description::none),
        endpoint_configuration: with.endpoint_configuration.clone(),
        authentication_configuration: with.authentication_configuration.clone(),
        client_configuration: with.client_configuration,
        callback_configuration: with.callback_configuration,
        answer: with.answer.unwrap_or_default(),
        created_by: context.actor,
        created_date_time: context.now,
        last_modified_by: context.actor,
        last_modified_date_time: context.now,
    };
    context.bind("customExtension", extension.id);
    draft.emit(
        Fact::CustomExtensionCreated,
        Change::CustomExtension(Edit::made(extension)),
    );
    Ok(())
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateCustomExtension,
) -> Result<(), Refusal> {
    let old = draft.custom_extension(with.custom_extension)?.clone();
    let callback = old.callback_configuration.as_ref();
    let callback = with.callback_configuration.over(callback);
    waits(context, old.kind, callback)?;
    let name = with.display_name.as_ref().unwrap_or(&old.display_name);
    let description = with.description.as_ref().unwrap_or(&old.description);
    let endpoint = old.endpoint_configuration.as_ref();
    let authentication = old.authentication_configuration.as_ref();
    let client = old.client_configuration.as_ref();
    let new = CustomExtension {
        display_name: name.clone(),
        description: description.clone(),
        endpoint_configuration: with.endpoint_configuration.over(endpoint),
        authentication_configuration: with.authentication_configuration.over(authentication),
        client_configuration: with.client_configuration.over(client),
        callback_configuration: callback,
        answer: with.answer.unwrap_or(old.answer),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    let new = CustomExtension {
        last_modified_by: context.actor,
        last_modified_date_time: context.now,
        ..new
    };
    context.bind("customExtension", old.id);
    draft.emit(
        Fact::CustomExtensionUpdated,
        Change::CustomExtension(Edit::changed(old, new)),
    );
    Ok(())
}

fn delete(draft: &mut Draft<'_>, id: CustomExtensionId) -> Result<(), Refusal> {
    let old = draft.custom_extension(id)?.clone();
    draft.emit(
        Fact::CustomExtensionDeleted,
        Change::CustomExtension(Edit::gone(old)),
    );
    Ok(())
}

/// Deletes the extensions of a catalog that is about to go; it holds no policy that calls them.
pub(super) fn delete_of(draft: &mut Draft<'_>, catalog: CatalogId) -> Result<(), Refusal> {
    let made: Vec<_> = draft.index.extensions_of.of(catalog).copied().collect();
    made.into_iter().try_for_each(|id| delete(draft, id))
}

/// Requires that a policy calls extensions of its own catalog, each at a step that it is for, and
/// returns them; one that is named twice at a step counts once.
pub(super) fn attached(
    tenant: &Tenant,
    context: &mut Context<'_>,
    package: PackageId,
    wanted: &[ExtensionStageSetting],
) -> Result<Vec<ExtensionStageSetting>, Refusal> {
    let mut settings: Vec<ExtensionStageSetting> = Vec::new();
    for setting in wanted {
        let id = setting.custom_extension.id;
        exists(tenant, id, context.walk)?;
        let extension = tenant.custom_extension(id)?;
        let catalog = tenant.package(package)?.catalog;
        let own = extension.catalog == catalog;
        let objects = [id.into(), catalog.into()];
        context.require(Check::ExtensionInCatalog, &objects, own, || {
            ExtensionRefusal::ExtensionNotInCatalog {
                extension: id,
                catalog,
            }
        })?;
        let fits = extension.kind == setting.stage.kind();
        context.require(Check::ExtensionFitsStage, &[id.into()], fits, || {
            ExtensionRefusal::ExtensionStageMismatch {
                extension: id,
                stage: setting.stage.label(),
                kind: extension.kind.label(),
            }
        })?;
        if !settings.contains(setting) {
            settings.push(*setting);
        }
    }
    Ok(settings)
}
