//! Decides who signs in to which directory's portal.

use crate::domain::command::SignIn;
use crate::domain::context::Context;
use crate::domain::decide::settling;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::guest::InvitationState;
use crate::domain::id::{DirectoryId, Person, UserId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Check;

/// Signs somebody in. In the resource directory an invited guest accepts the invitation, and the
/// account remembers when; in the portal of a directory of one's own nothing happens.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &SignIn,
) -> Result<(), Refusal> {
    let persona = with.persona;
    known(draft, context, persona)?;
    if let Some(directory) = with.directory {
        let open = has_portal(draft, persona, directory)?;
        context.require(
            Check::ObjectExists,
            &[persona.into(), directory.into()],
            open,
            || DeskRefusal::NotFound {
                object: directory.into(),
            },
        )?;
        if !draft.directory(directory)?.is_resource_directory {
            context.bind("persona", persona);
            context.bind("directory", directory);
            draft.emit(Fact::SignedIn, Change::Persona(Edit::made(persona)));
            return Ok(());
        }
    }
    let acting = draft.acting_as(persona);
    crate::domain::authority::signed_in(draft, acting, context.walk)?;
    context.bind("persona", acting);
    let home = draft.resource_directory().map(|directory| directory.id);
    if let Some(directory) = home {
        context.bind("directory", directory);
    }
    match acting {
        Person::User(user) => remember(draft, context, user),
        Person::ExternalPerson(_) => {
            draft.emit(Fact::SignedIn, Change::Persona(Edit::made(acting)));
            Ok(())
        }
    }
}

fn known(tenant: &Tenant, context: &mut Context<'_>, persona: Person) -> Result<(), Refusal> {
    let known = match persona {
        Person::User(id) => tenant.live_user(id).is_ok(),
        Person::ExternalPerson(id) => tenant.find_external_person(id).is_some(),
    };
    context.require(Check::ObjectExists, &[persona.into()], known, || {
        DeskRefusal::NotFound {
            object: persona.into(),
        }
    })
}

/// Tells whether a person can sign in to a directory: everybody to the one that owns the
/// resources, people from elsewhere to their own besides.
fn has_portal(tenant: &Tenant, persona: Person, directory: DirectoryId) -> Result<bool, Refusal> {
    if tenant.directory(directory)?.is_resource_directory {
        return Ok(true);
    }
    let elsewhere = match persona {
        Person::ExternalPerson(id) => Some(id),
        Person::User(id) => tenant.user(id)?.external_identity,
    };
    Ok(elsewhere
        .and_then(|id| tenant.find_external_person(id))
        .is_some_and(|person| person.directory == Some(directory)))
}

fn remember(draft: &mut Draft<'_>, context: &mut Context<'_>, user: UserId) -> Result<(), Refusal> {
    let old = draft.user(user)?.clone();
    let pending = old.is_invited();
    let new = User {
        external_user_state: old.external_user_state.map(|_| InvitationState::Accepted),
        last_sign_in: Some(context.now),
        ..old.clone()
    };
    let fact = if pending {
        Fact::InvitationRedeemed
    } else {
        Fact::SignedIn
    };
    draft.emit(fact, Change::User(Edit::changed(old, new)));
    if pending {
        settling::resume(draft, context.now, context.ids, user)?;
    }
    Ok(())
}
