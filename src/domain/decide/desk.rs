//! Decides what the operator of the desk does to the records; undo and redo are the engine's.

use std::collections::BTreeSet;

use crate::domain::catalog::{Catalog, CatalogState, CatalogType};
use crate::domain::command::{
    AddDirectory, AddExternalPerson, AdvanceClock, DeskCommand, FoundTenant, RemoveExternalPerson,
    UpdateExternalPerson,
};
use crate::domain::context::Context;
use crate::domain::decide::callout;
use crate::domain::decide::directory;
use crate::domain::decide::following;
use crate::domain::decide::request;
use crate::domain::decide::sign_in;
use crate::domain::decide::user::{changes, free};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{CatalogId, DirectoryId, ExternalPersonId, ObjectRef, Person, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::settings::Settings;
use crate::domain::sharing::Sharing;
use crate::domain::subject::{
    Directory, DirectoryRole, ExternalPerson, SignInMethod, TimeZone, User,
};
use crate::domain::sweep;
use crate::domain::tenant::Tenant;
use crate::domain::text::{Description, DisplayName, DomainName, MailAddress};
use crate::domain::time::{Span, Timestamp};
use crate::domain::walk::{Check, require};

/// Decides a command of the operator. Undo and redo change nothing here.
pub fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &DeskCommand,
) -> Result<(), Refusal> {
    match command {
        DeskCommand::FoundTenant(with) => found(draft, context, with),
        DeskCommand::AdvanceClock(with) => advance(draft, context, with),
        DeskCommand::SwitchPersona(with) => switch(draft, context, with.persona),
        DeskCommand::SignIn(with) => sign_in::decide(draft, context, with),
        DeskCommand::AddDirectory(with) => add_directory(draft, context, with),
        DeskCommand::AddExternalPerson(with) => add_person(draft, context, with),
        DeskCommand::UpdateExternalPerson(with) => update_person(draft, context, with),
        DeskCommand::RemoveExternalPerson(with) => remove_person(draft, context, with),
        DeskCommand::AnswerCallout(with) => callout::answer(draft, context, with),
        DeskCommand::Undo(_) | DeskCommand::Redo(_) => Ok(()),
    }?;
    following::follow(draft, context.now, context.ids)
}

fn found(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &FoundTenant,
) -> Result<(), Refusal> {
    let new = draft.resource_directory().is_none();
    context.require(Check::TenantNotFounded, &[], new, || {
        DeskRefusal::AlreadyFounded {}
    })?;
    directory::begins_with(context, &with.initial_domain)?;
    let directory = Directory {
        id: context.draw(DirectoryId::new),
        display_name: with.display_name.clone(),
        initial_domain: with.initial_domain.clone(),
        other_domains: Vec::new(),
        is_resource_directory: true,
        sharing: Sharing::default(),
        time_zone: with.time_zone.unwrap_or(TimeZone::UTC),
    };
    context.bind("directory", directory.id);
    draft.emit(
        Fact::DirectoryAdded,
        Change::Directory(Edit::made(directory)),
    );
    let roles = first_roles(context, with)?;
    let name = &with.administrator.user_principal_name;
    let administrator = User {
        mail: MailAddress::parse(name.as_str()).ok(),
        directory_roles: roles.into_iter().collect(),
        ..User::named(
            context.draw(UserId::new),
            name.clone(),
            with.administrator.display_name.clone(),
            context.now,
        )
    };
    context.bind("administrator", administrator.id);
    draft.emit(Fact::UserAdded, Change::User(Edit::made(administrator)));
    let (old, new) = (draft.settings, Settings::of_a_new_tenant());
    draft.emit(
        Fact::SettingsUpdated,
        Change::Settings(Edit::changed(old, new)),
    );
    general(draft, context)
}

/// Returns the roles of the first account, which must let it administer the directory.
fn first_roles(
    context: &mut Context<'_>,
    with: &FoundTenant,
) -> Result<Vec<DirectoryRole>, Refusal> {
    let roles = with
        .administrator
        .directory_roles
        .clone()
        .unwrap_or_else(|| vec![DirectoryRole::GlobalAdministrator]);
    let governs = roles.contains(&DirectoryRole::GlobalAdministrator)
        || roles.contains(&DirectoryRole::IdentityGovernanceAdministrator);
    context.require(Check::AdministratorRemains, &[], governs, || {
        DirectoryRefusal::AdministratorRequired {}
    })?;
    Ok(roles)
}

/// Makes the built-in catalog General.
fn general(draft: &mut Draft<'_>, context: &mut Context<'_>) -> Result<(), Refusal> {
    let text = |_| Refusal::from(DeskRefusal::DescriptionRequired {});
    let catalog = Catalog {
        id: context.draw(CatalogId::new),
        display_name: DisplayName::parse("General").map_err(text)?,
        description: Description::parse("Built-in catalog.").map_err(text)?,
        catalog_type: CatalogType::ServiceDefault,
        state: CatalogState::Published,
        is_externally_visible: true,
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    draft.emit(Fact::CatalogCreated, Change::Catalog(Edit::made(catalog)));
    Ok(())
}

/// Returns the instant that a move of the clock leads to.
pub fn destination(
    tenant: &Tenant,
    now: Timestamp,
    with: &AdvanceClock,
) -> Result<Timestamp, Refusal> {
    let nothing = || Refusal::from(DeskRefusal::NothingToChange {});
    match (with.by, with.to, with.to_next_event) {
        (Some(by), None, None | Some(false)) => Ok(now.plus(by)),
        (None, Some(to), None | Some(false)) => Ok(to),
        (None, None, Some(true)) => sweep::next_due(tenant)
            .map(|due| due.at.max(now))
            .ok_or_else(nothing),
        (None, None, None | Some(false))
        | (Some(_), Some(_), _)
        | (Some(_), None, Some(true))
        | (None, Some(_), Some(true)) => Err(nothing()),
    }
}

fn advance(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AdvanceClock,
) -> Result<(), Refusal> {
    let now = context.now;
    let to = destination(draft, now, with)?;
    context.require(Check::ClockMovesForward, &[], to >= now, || {
        DeskRefusal::ClockBackwards { now }
    })?;
    context.require(Check::SomethingChanges, &[], to > now, || {
        DeskRefusal::NothingToChange {}
    })?;
    let old = draft.clock_ahead;
    let new = Span::seconds(old.as_seconds().saturating_add(to.since(now).as_seconds()));
    draft.emit(Fact::ClockMoved, Change::Clock(Edit::changed(old, new)));
    Ok(())
}

fn switch(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    persona: Person,
) -> Result<(), Refusal> {
    let known = match persona {
        Person::User(id) => draft.live_user(id).is_ok(),
        Person::ExternalPerson(id) => draft.find_external_person(id).is_some(),
    };
    context.require(Check::ObjectExists, &[persona.into()], known, || {
        DeskRefusal::NotFound {
            object: persona.into(),
        }
    })?;
    context.bind("persona", persona);
    draft.emit(Fact::PersonaSwitched, Change::Persona(Edit::made(persona)));
    Ok(())
}

fn add_directory(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AddDirectory,
) -> Result<(), Refusal> {
    directory::begins_with(context, &with.initial_domain)?;
    for domain in std::iter::once(&with.initial_domain).chain(&with.verified_domains) {
        domain_free(draft, context, domain)?;
    }
    // A domain that is named twice counts once.
    let mut known = BTreeSet::from([with.initial_domain.key()]);
    let others = with.verified_domains.iter();
    let other_domains = others
        .filter(|domain| known.insert(domain.key()))
        .cloned()
        .collect();
    let directory = Directory {
        id: context.draw(DirectoryId::new),
        display_name: with.display_name.clone(),
        initial_domain: with.initial_domain.clone(),
        other_domains,
        is_resource_directory: false,
        sharing: Sharing::default(),
        time_zone: TimeZone::UTC,
    };
    context.bind("directory", directory.id);
    draft.emit(
        Fact::DirectoryAdded,
        Change::Directory(Edit::made(directory)),
    );
    Ok(())
}

fn domain_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    domain: &DomainName,
) -> Result<(), Refusal> {
    let owner = tenant
        .directories
        .iter()
        .find(|directory| directory.domains().any(|found| found.key() == domain.key()));
    let owner: Option<ObjectRef> = owner.map(|directory| directory.id.into());
    let objects: Vec<ObjectRef> = owner.into_iter().collect();
    context
        .walk
        .note(Check::DomainFree, owner.is_none(), &objects);
    match owner {
        Some(object) => Err(DirectoryRefusal::DuplicateDomain {
            domain: domain.clone(),
            object,
        }
        .into()),
        None => Ok(()),
    }
}

fn add_person(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AddExternalPerson,
) -> Result<(), Refusal> {
    free(draft, context.walk, &with.user_principal_name)?;
    if let Some(directory) = with.directory {
        let other = draft.directory(directory)?.is_resource_directory;
        require(
            context.walk,
            Check::SomethingChanges,
            &[directory.into()],
            !other,
            || Refusal::from(DeskRefusal::NothingToChange {}),
        )?;
        let home = Some(directory);
        directory::not_from_elsewhere(draft, context, &with.user_principal_name, home)?;
    }
    let by_directory = if with.directory.is_some() {
        SignInMethod::AzureActiveDirectory
    } else {
        SignInMethod::EmailOneTimePasscode
    };
    let mailbox = MailAddress::parse(with.user_principal_name.as_str()).ok();
    let person = ExternalPerson {
        id: context.draw(ExternalPersonId::new),
        user_principal_name: with.user_principal_name.clone(),
        display_name: with.display_name.clone(),
        mail: with.mail.over(mailbox.as_ref()),
        directory: with.directory,
        sign_in_method: with.sign_in_method.unwrap_or(by_directory),
        verified_credentials: with.verified_credentials.clone(),
    };
    context.bind("person", person.id);
    draft.emit(
        Fact::ExternalPersonAdded,
        Change::ExternalPerson(Edit::made(person)),
    );
    Ok(())
}

fn update_person(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateExternalPerson,
) -> Result<(), Refusal> {
    let old = draft.external_person(with.person)?.clone();
    let new = ExternalPerson {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        mail: with.mail.over(old.mail.as_ref()),
        verified_credentials: with
            .verified_credentials
            .clone()
            .unwrap_or_else(|| old.verified_credentials.clone()),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    context.bind("person", old.id);
    draft.emit(
        Fact::ExternalPersonUpdated,
        Change::ExternalPerson(Edit::changed(old, new)),
    );
    Ok(())
}

fn remove_person(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &RemoveExternalPerson,
) -> Result<(), Refusal> {
    let old = draft.external_person(with.person)?.clone();
    let requests = draft.requests_about(Person::ExternalPerson(old.id));
    for (_, id) in requests {
        let open = draft
            .find_request(id)
            .is_some_and(|request| request.progress.state.is_cancelable());
        if open && draft.guest_of(old.id).is_none() {
            request::cancel(draft, context.now, id)?;
        }
    }
    if let Some(guest) = draft
        .guest_of(old.id)
        .and_then(|id| draft.find_user(id))
        .cloned()
    {
        let stranger = User {
            external_identity: None,
            ..guest.clone()
        };
        draft.emit(
            Fact::UserUpdated,
            Change::User(Edit::changed(guest, stranger)),
        );
    }
    context.bind("person", old.id);
    draft.emit(
        Fact::ExternalPersonRemoved,
        Change::ExternalPerson(Edit::gone(old)),
    );
    Ok(())
}
