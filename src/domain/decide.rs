//! Decides commands: checks them against the state and says what happens.
//!
//! [`precheck`] makes the checks that can be made before a form is filled in; screens grey a key
//! with it. [`decide`] makes the same checks and then those on the contents, in the order in which
//! people learn the rules, and emits the events.

use crate::domain::authority::{Grant, authorize};
use crate::domain::command::Command;
use crate::domain::context::Context;
use crate::domain::draft::Draft;
use crate::domain::id::Person;
use crate::domain::limits;
use crate::domain::refusal::Refusal;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Sink;

pub mod answers;
pub mod approval;
pub mod assignment;
pub mod automatic;
pub mod callout;
pub mod catalog;
pub mod custom_extension;
pub mod delegation;
pub mod delivery;
pub mod desk;
pub mod direct;
mod directory;
mod dynamic;
pub mod extension;
pub mod following;
mod furnishing;
pub mod group;
pub mod guest;
pub mod holding;
pub mod object;
pub mod organization;
pub mod package;
pub mod policy;
pub mod purge;
pub mod reprocessing;
pub mod request;
pub mod review;
pub mod role;
pub mod schedule;
pub mod separation;
mod settling;
mod sign_in;
pub mod user;

/// Says whether a command of this kind could be accepted for these objects, whatever its contents.
pub fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &Command,
    sink: &mut S,
) -> Result<Grant, Refusal> {
    let grant = before_contents(tenant, actor, now, command, sink)?;
    if let Command::Request(command) = command {
        request::presented(tenant, tenant.acting_as(actor), now, command, sink)?;
    }
    Ok(grant)
}

/// Makes the checks that come before those on the contents.
fn before_contents<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &Command,
    sink: &mut S,
) -> Result<Grant, Refusal> {
    let actor = tenant.acting_as(actor);
    let grant = authorize(tenant, actor, command, sink)?;
    match command {
        Command::Directory(command) => {
            user::precheck(tenant, command, sink)?;
            group::precheck(tenant, command, sink)?;
        }
        Command::Object(command) => object::precheck(tenant, command, sink)?,
        Command::Organization(command) => organization::precheck(tenant, command, sink)?,
        Command::Catalog(command) => catalog::precheck(tenant, actor, now, command, sink)?,
        Command::Extension(command) => custom_extension::precheck(tenant, command, sink)?,
        Command::Role(command) => role::precheck(tenant, actor, command, sink)?,
        Command::Package(command) => package::precheck(tenant, actor, command, sink)?,
        Command::Request(command) => request::precheck(tenant, actor, now, command, sink)?,
        Command::Approval(command) => approval::precheck(tenant, actor, now, command, sink)?,
        Command::Delegation(command) => delegation::precheck(tenant, actor, command, sink)?,
        Command::Review(command) => review::precheck(tenant, actor, now, command, sink)?,
    }
    Ok(grant)
}

/// Decides a command on a draft; a refusal leaves the draft to be dropped.
pub fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &Command,
) -> Result<Grant, Refusal> {
    context.actor = draft.acting_as(context.actor);
    let grant = before_contents(draft, context.actor, context.now, command, context.walk)?;
    match command {
        Command::Directory(command) => {
            user::decide(draft, context, command)?;
            group::decide(draft, context, command)?;
        }
        Command::Object(command) => object::decide(draft, context, command)?,
        Command::Organization(command) => organization::decide(draft, context, command)?,
        Command::Catalog(command) => catalog::decide(draft, context, command)?,
        Command::Extension(command) => custom_extension::decide(draft, context, command)?,
        Command::Role(command) => role::decide(draft, context, command)?,
        Command::Package(command) => package::decide(draft, context, command)?,
        Command::Request(command) => request::decide(draft, context, command)?,
        Command::Approval(command) => approval::decide(draft, context, command)?,
        Command::Delegation(command) => delegation::decide(draft, context, command)?,
        Command::Review(command) => review::decide(draft, context, command)?,
    }
    following::follow(draft, context.now, context.ids)?;
    limits::respected(draft, context.walk)?;
    Ok(grant)
}
