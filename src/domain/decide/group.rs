//! Decides commands on groups.

use crate::domain::command::{CreateGroup, DirectoryCommand, UpdateGroup};
use crate::domain::context::Context;
use crate::domain::decide::delivery;
use crate::domain::decide::user::{changes, given_or};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::{Group, GroupKind, GroupTrait, Traits};
use crate::domain::id::{GroupId, ObjectKind, ObjectRef, Person, Principal};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::resource::Origin;
use crate::domain::rule::MembershipRule;
use crate::domain::shape::Patch;
use crate::domain::tenant::Tenant;
use crate::domain::text::{Description, DisplayName, RuleText, TextError};
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::Warning;

mod people;

pub(super) use people::{disown, join, leave, own, owners_full};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &DirectoryCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let group = match command {
        DirectoryCommand::UpdateGroup(with) => with.group,
        DirectoryCommand::DeleteGroup(with) => with.group,
        DirectoryCommand::AddGroupMember(with) | DirectoryCommand::RemoveGroupMember(with) => {
            with.group
        }
        DirectoryCommand::AddGroupOwner(with) | DirectoryCommand::RemoveGroupOwner(with) => {
            with.group
        }
        DirectoryCommand::RestoreGroup(with) => {
            let deleted = tenant
                .find_group(with.group)
                .is_some_and(|group| group.purge_due().is_some());
            return require(
                sink,
                Check::ObjectExists,
                &[with.group.into()],
                deleted,
                || {
                    DeskRefusal::NotFound {
                        object: with.group.into(),
                    }
                    .into()
                },
            );
        }
        DirectoryCommand::CreateGroup(_)
        | DirectoryCommand::CreateUser(_)
        | DirectoryCommand::UpdateUser(_)
        | DirectoryCommand::DeleteUser(_)
        | DirectoryCommand::RestoreUser(_)
        | DirectoryCommand::PurgeUser(_)
        | DirectoryCommand::AssignDirectoryRole(_)
        | DirectoryCommand::RemoveDirectoryRole(_)
        | DirectoryCommand::MarkGuestGoverned(_)
        | DirectoryCommand::UpdateOrganization(_) => return Ok(()),
    };
    let found = tenant.live_group(group);
    sink.note(Check::ObjectExists, found.is_ok(), &[group.into()]);
    let found = found?;
    if matches!(
        command,
        DirectoryCommand::AddGroupMember(_) | DirectoryCommand::RemoveGroupMember(_)
    ) {
        people::filled_by_hand(found, sink)?;
    }
    Ok(())
}

/// Decides the commands on groups; passes over the others.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &DirectoryCommand,
) -> Result<(), Refusal> {
    match command {
        DirectoryCommand::CreateGroup(with) => create(draft, context, with),
        DirectoryCommand::UpdateGroup(with) => update(draft, context, with),
        DirectoryCommand::DeleteGroup(with) => delete(draft, context, with.group),
        DirectoryCommand::RestoreGroup(with) => restore(draft, context, with.group),
        DirectoryCommand::AddGroupMember(with) => people::add_member(draft, context, with),
        DirectoryCommand::RemoveGroupMember(with) => people::remove_member(draft, context, with),
        DirectoryCommand::AddGroupOwner(with) => people::add_owner(draft, context, with),
        DirectoryCommand::RemoveGroupOwner(with) => people::remove_owner(draft, context, with),
        DirectoryCommand::CreateUser(_)
        | DirectoryCommand::UpdateUser(_)
        | DirectoryCommand::DeleteUser(_)
        | DirectoryCommand::RestoreUser(_)
        | DirectoryCommand::PurgeUser(_)
        | DirectoryCommand::AssignDirectoryRole(_)
        | DirectoryCommand::RemoveDirectoryRole(_)
        | DirectoryCommand::MarkGuestGoverned(_)
        | DirectoryCommand::UpdateOrganization(_) => Ok(()),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateGroup,
) -> Result<(), Refusal> {
    let traits = with.features.traits();
    let dynamic = with.features.is_dynamic();
    let rule = read_rule(context, with.membership_rule.as_deref())?;
    possible(context, &traits, dynamic, rule.is_some())?;
    name_taken(draft, context, &with.display_name);
    let id = context.draw(GroupId::new);
    let group = Group {
        id,
        display_name: with.display_name.clone(),
        description: with.description.clone().unwrap_or_else(Description::none),
        mail_nickname: with.mail_nickname.clone(),
        traits,
        membership_rule: rule,
        created_date_time: context.now,
        deleted_date_time: None,
        purged_date_time: None,
    };
    context.bind("group", id);
    draft.emit(Fact::GroupAdded, Change::Group(Edit::made(group)));
    if !with.members.is_empty() {
        people::filled_by_hand(draft.live_group(id)?, context.walk)?;
    }
    let creator = match context.actor {
        Person::User(user) => Some(user),
        Person::ExternalPerson(_) => None,
    };
    for owner in creator.iter().chain(&with.owners) {
        draft.live_user(*owner)?;
        own(draft, id, *owner);
    }
    people::owners_fit(draft, context, id)?;
    for member in &with.members {
        people::live_principal(draft, *member)?;
        join(draft, id, *member);
    }
    Ok(())
}

/// Warns of a group that has the name already; names of groups need not differ.
fn name_taken(tenant: &Tenant, context: &mut Context<'_>, name: &DisplayName) {
    let taken = tenant.named(ObjectKind::Group, name.as_str()).next();
    if let Some(object) = taken {
        context.warn(Warning::GroupNameTaken { object });
    }
}

/// Reads the rule of a dynamic group.
fn read_rule(
    context: &mut Context<'_>,
    text: Option<&str>,
) -> Result<Option<MembershipRule>, Refusal> {
    let Some(text) = text else {
        return Ok(None);
    };
    let parsed = RuleText::parse(text);
    let length = match parsed {
        Err(TextError::TooLong { length, .. }) => length,
        Ok(_) | Err(_) => 0,
    };
    context.require(Check::RuleShortEnough, &[], length == 0, || {
        DirectoryRefusal::RuleTooLong { length }
    })?;
    let text = parsed.map_err(|error| DeskRefusal::TextInvalid {
        field: "membershipRule".to_owned(),
        problem: error.to_string(),
    })?;
    let rule = MembershipRule::parse(text.as_str());
    let problem = rule.as_ref().err().map(ToString::to_string);
    context.require(Check::RuleReadable, &[], problem.is_none(), || {
        DirectoryRefusal::RuleInvalid {
            problem: problem.unwrap_or_default(),
        }
    })?;
    Ok(rule.ok())
}

/// Requires that there are groups with such traits.
fn possible(
    context: &mut Context<'_>,
    traits: &Traits,
    dynamic: Option<bool>,
    has_rule: bool,
) -> Result<(), Refusal> {
    let problem = problem_of(traits, dynamic, has_rule);
    context.require(Check::GroupTypePossible, &[], problem.is_none(), || {
        let problem = problem.unwrap_or_default();
        DirectoryRefusal::GroupTypeInvalid { problem }
    })
}

/// Says why there are no groups with such traits; `dynamic` is what the types say of the rule.
fn problem_of(traits: &Traits, dynamic: Option<bool>, has_rule: bool) -> Option<&'static str> {
    let has = |wanted| traits.contains(&wanted);
    let kind = GroupKind::of(traits);
    let problems = [
        (
            kind.is_none(),
            "a group gives access, receives mail or is a Microsoft 365 group",
        ),
        (
            has(GroupTrait::Team) && !has(GroupTrait::Unified),
            "only a Microsoft 365 group has a team",
        ),
        (
            dynamic == Some(true) && !has_rule,
            "a group with dynamic membership needs a membership rule",
        ),
        (
            dynamic == Some(false) && has_rule,
            "a membership rule needs the type DynamicMembership",
        ),
        (
            has_rule && kind == Some(GroupKind::Distribution),
            "a distribution group has no membership rule",
        ),
        (
            has(GroupTrait::OnPremises) && (has_rule || has(GroupTrait::Unified)),
            "a group from on premises is neither dynamic nor a Microsoft 365 group",
        ),
        (
            has(GroupTrait::RoleAssignable)
                && (has_rule || has(GroupTrait::OnPremises) || !has(GroupTrait::Security)),
            "roles can be given only to a security group whose members are assigned here",
        ),
    ];
    problems
        .into_iter()
        .find_map(|(is_wrong, problem)| is_wrong.then_some(problem))
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateGroup,
) -> Result<(), Refusal> {
    let old = draft.live_group(with.group)?.clone();
    let traits = with.features.over(&old.traits);
    let settled =
        old.is(GroupTrait::RoleAssignable) == traits.contains(&GroupTrait::RoleAssignable);
    context.require(Check::GroupTypePossible, &[old.id.into()], settled, || {
        DirectoryRefusal::GroupTypeInvalid {
            problem: "whether roles can be given to a group is settled when it is made",
        }
    })?;
    let text = with.membership_rule.over(
        old.membership_rule
            .as_ref()
            .map(|rule| rule.as_str().to_owned())
            .as_ref(),
    );
    let stays = with.features.is_dynamic() != Some(false);
    let text = text.filter(|_| stays || matches!(with.membership_rule, Patch::Set(_)));
    let rule = read_rule(context, text.as_deref())?;
    possible(context, &traits, with.features.is_dynamic(), rule.is_some())?;
    if let Some(name) = &with.display_name {
        name_taken(draft, context, name);
    }
    let new = Group {
        display_name: given_or(with.display_name.as_ref(), &old.display_name),
        description: given_or(with.description.as_ref(), &old.description),
        mail_nickname: with.mail_nickname.over(old.mail_nickname.as_ref()),
        traits,
        membership_rule: rule,
        ..old.clone()
    };
    changes(context, &old, &new)?;
    let group = old.id;
    context.bind("group", group);
    draft.emit(Fact::GroupUpdated, Change::Group(Edit::changed(old, new)));
    people::owners_fit(draft, context, group)?;
    delivery::origin_changed(draft, Origin::Group(group));
    Ok(())
}

/// Lists the catalogs and policies that a group stands behind, the packages that exclude its
/// members, and where its members hold roles.
pub fn uses(tenant: &Tenant, group: GroupId) -> Vec<ObjectRef> {
    let catalogs = tenant
        .index
        .resources_from
        .of(Origin::Group(group))
        .filter_map(|resource| tenant.find_resource(*resource))
        .map(|resource| ObjectRef::Catalog(resource.catalog));
    let policies = tenant
        .index
        .policies_naming
        .of(Principal::Group(group))
        .map(|policy| ObjectRef::Policy(*policy));
    let exclusions = tenant
        .index
        .excluded_by_group
        .of(group)
        .map(|package| ObjectRef::AccessPackage(*package));
    let roles = tenant
        .index
        .appointments_of
        .of(Principal::Group(group))
        .filter_map(|id| tenant.find_role_assignment(*id))
        .map(|given| {
            given
                .catalog
                .map_or_else(|| given.id.into(), ObjectRef::Catalog)
        });
    catalogs
        .chain(policies)
        .chain(exclusions)
        .chain(roles)
        .collect()
}

fn delete(draft: &mut Draft<'_>, context: &mut Context<'_>, group: GroupId) -> Result<(), Refusal> {
    let old = draft.live_group(group)?.clone();
    let by = uses(draft, group);
    let passed = by.is_empty() || context.is_acknowledged("GroupInUse");
    let objects: Vec<ObjectRef> = std::iter::once(group.into())
        .chain(by.iter().copied())
        .collect();
    context.require(Check::GroupUnused, &objects, passed, || {
        DirectoryRefusal::GroupInUse { group, by }
    })?;
    let new = Group {
        deleted_date_time: Some(context.now),
        ..old.clone()
    };
    context.bind("group", group);
    draft.emit(Fact::GroupDeleted, Change::Group(Edit::changed(old, new)));
    delivery::origin_changed(draft, Origin::Group(group));
    Ok(())
}

fn restore(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    group: GroupId,
) -> Result<(), Refusal> {
    let old = draft.group(group)?.clone();
    let new = Group {
        deleted_date_time: None,
        ..old.clone()
    };
    context.bind("group", group);
    draft.emit(Fact::GroupRestored, Change::Group(Edit::changed(old, new)));
    delivery::origin_back(draft, Origin::Group(group));
    Ok(())
}
