//! The forms that make and edit a group.

use crate::domain::command::{Command, CreateGroup, DirectoryCommand, GroupFeatures, UpdateGroup};
use crate::domain::group::{Group, GroupKind, GroupTrait, GroupType};
use crate::domain::id::{GroupId, ObjectRef};
use crate::domain::rule::MembershipRule;
use crate::domain::text::{Description, DisplayName, MailNickname, RuleText, Safe};
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Step, people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const MAIL_NICKNAME: FieldKey = FieldKey::new("mailNickname");
const KIND: FieldKey = FieldKey::new("kind");
const MEMBERSHIP: FieldKey = FieldKey::new("membership");
const RULE: FieldKey = FieldKey::new("membershipRule");
const ROLES: FieldKey = FieldKey::new("isAssignableToRole");
const ON_PREMISES: FieldKey = FieldKey::new("onPremisesSyncEnabled");
const ASSIGNED: &str = "assigned";
const DYNAMIC: &str = "dynamic";
const MEMBERS: FieldKey = FieldKey::new("members");
const OWNERS: FieldKey = FieldKey::new("owners");

/// Makes a group.
pub static CREATE: FormTable = FormTable {
    name: "create-group",
    title: |_, _| "New group".into(),
    verb: "create",
    steps: |_, _, _| {
        let mut fields = fields();
        fields.push(
            Field::new(ROLES, "Roles assignable", Kind::Toggle)
                .help("Whether roles can be given to it; settled when it is made."),
        );
        fields.extend(people_fields());
        vec![Step::new("Basics", fields)]
    },
    prefill: |_, _| {
        Answers::default()
            .with_choice(KIND, GroupKind::Security.json())
            .with_choice(MEMBERSHIP, ASSIGNED)
            .with_toggle(ROLES, false)
            .with_toggle(ON_PREMISES, false)
    },
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Group \"{name}\" was made. No catalog holds it yet.").into()
    },
    notes: |_, _, _| vec!["You become an owner as well.".into()],
};

/// Edits a group.
pub static EDIT: FormTable = FormTable {
    name: "edit-group",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit group \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| vec![Step::new("Basics", fields())],
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. Members and owners stay as they are.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields() -> Vec<Field> {
    let kinds = GroupKind::ALL.iter();
    let kinds = kinds
        .map(|kind| Pick::new(kind.json(), kind.label()))
        .collect();
    let memberships = vec![
        Pick::new(ASSIGNED, "Assigned"),
        Pick::new(DYNAMIC, "Dynamic, by a rule"),
    ];
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP))
            .required()
            .help("Two groups may have the same name."),
        Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP)),
        Field::new(
            MAIL_NICKNAME,
            "Mail nickname",
            Kind::Text(MailNickname::CAP),
        )
        .help("The first half of its mail address."),
        Field::new(KIND, "Kind", Kind::Choice(kinds)).required(),
        Field::new(MEMBERSHIP, "Type of membership", Kind::Choice(memberships)).required(),
        Field::new(RULE, "Rule of membership", Kind::Long(RuleText::CAP)).only_if(
            MEMBERSHIP,
            &[DYNAMIC],
            "choose a dynamic membership",
        ),
        Field::new(ON_PREMISES, "On-premises sync", Kind::Toggle)
            .help("Whether it comes from a directory on premises; catalogs hold no such group."),
    ]
}

fn people_fields() -> Vec<Field> {
    let principals = Finder::of_both(|scene, _, sought| {
        people::principals(scene, sought, Part::Belonging, |_| true)
    });
    let users =
        Finder::new(|scene, _, sought| people::users(scene, sought, Part::Belonging, |_| true));
    vec![
        Field::new(OWNERS, "Owners", Kind::Search(Amount::Many, users)),
        Field::new(MEMBERS, "Members", Kind::Search(Amount::Many, principals))
            .only_if(MEMBERSHIP, &[ASSIGNED], "choose an assigned membership")
            .help("The members of a group inside count as well."),
    ]
}

fn answers_of(group: &Group) -> Answers {
    let nickname = group.mail_nickname.as_ref();
    Answers::default()
        .with_text(NAME, group.display_name.as_str())
        .with_text(DESCRIPTION, group.description.as_str())
        .with_text(MAIL_NICKNAME, nickname.map_or("", MailNickname::as_str))
        .with_choice(KIND, group.kind().json())
        .with_choice(
            MEMBERSHIP,
            if group.is_dynamic() {
                DYNAMIC
            } else {
                ASSIGNED
            },
        )
        .with_text(
            RULE,
            group
                .membership_rule
                .as_ref()
                .map_or("", MembershipRule::as_str),
        )
        .with_toggle(ON_PREMISES, group.is(GroupTrait::OnPremises))
}

/// What both forms ask about the kind of group, read.
struct Chosen {
    features: GroupFeatures,
    rule: Option<String>,
}

/// Reads the kind; `old` is the group edited, whose other traits stay as far as the kind is kept.
fn read_kind(read: &mut Reader<'_>, old: Option<&Group>) -> Chosen {
    let kind = read.choice(&KIND, |json| {
        let mut kinds = GroupKind::ALL.iter().copied();
        kinds.find(|kind| kind.json() == json)
    });
    let kept = old.is_some_and(|group| Some(group.kind()) == kind);
    let dynamic = read.answers().choice(&MEMBERSHIP) == Some(DYNAMIC);
    let rule = if dynamic {
        read.text(&RULE, MembershipRule::parse)
    } else {
        None
    };
    let unified = kind.is_some_and(GroupKind::is_unified);
    let types = [
        (unified, GroupType::Unified),
        (dynamic, GroupType::DynamicMembership),
    ];
    let types = types.into_iter().filter(|(on, _)| *on);
    let set = |on: bool| (!kept).then_some(on);
    Chosen {
        features: GroupFeatures {
            group_types: Some(types.map(|(_, kind)| kind).collect()),
            is_team: Some(kind == Some(GroupKind::Team)),
            security_enabled: set(kind == Some(GroupKind::Security)),
            mail_enabled: set(kind != Some(GroupKind::Security)),
            is_assignable_to_role: None,
            on_premises_sync_enabled: Some(read.toggle(&ON_PREMISES)),
        },
        rule: rule.map(String::from),
    }
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Group> {
    if let Some(ObjectRef::Group(id)) = about {
        scene.tenant().find_live_group(id)
    } else {
        None
    }
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.optional_text(&DESCRIPTION, Description::parse);
    let mail_nickname = read.optional_text(&MAIL_NICKNAME, MailNickname::parse);
    let chosen = read_kind(&mut read, None);
    let roles = read.toggle(&ROLES);
    let members = read.picks(&MEMBERS, |value| people::find_principal(scene, value));
    let owners = read.picks(&OWNERS, |value| people::find_user(scene, value));
    let command = name.map(|display_name| {
        Command::from(DirectoryCommand::CreateGroup(CreateGroup {
            display_name,
            description,
            mail_nickname,
            features: GroupFeatures {
                is_assignable_to_role: Some(roles),
                security_enabled: chosen.features.security_enabled.map(|on| on || roles),
                ..chosen.features
            },
            membership_rule: chosen.rule,
            members,
            owners,
        }))
    });
    // Everybody makes plain groups; what more it takes depends on what is chosen.
    if let Some(Err(reason)) = command.as_ref().map(|command| scene.allows(command)) {
        let chosen = if roles { &ROLES } else { &KIND };
        read.refuse(chosen, &format!("is not possible: {}", reason.0));
    }
    read.finish(|| command).map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let nickname = read.optional_text(&MAIL_NICKNAME, MailNickname::parse);
    let group = edited(scene, about);
    let chosen = read_kind(&mut read, group);
    if group.is_none() {
        read.refuse(&NAME, "belongs to a group that has been deleted");
    }
    read.finish(|| {
        let group = group?;
        Some(DirectoryCommand::UpdateGroup(UpdateGroup {
            group: group.id,
            display_name: changed(name, &group.display_name),
            description: changed(description, &group.description),
            mail_nickname: patch(nickname, group.mail_nickname.as_ref()),
            features: chosen.features,
            membership_rule: patch(
                chosen.rule,
                group
                    .membership_rule
                    .as_ref()
                    .map(|rule| rule.as_str().to_owned())
                    .as_ref(),
            ),
        }))
    })
    .map(Order::persona)
}

/// Returns commands that make a group of each kind for which a right of its own is needed, to ask
/// whether the persona may make any; the plainest comes last.
pub fn blanks() -> Result<[Command; 3], Reason> {
    let display_name =
        DisplayName::parse("group").map_err(|error| Reason::new(error.to_string()))?;
    let security = CreateGroup::named(display_name);
    let mut unified = security.clone();
    unified.features.group_types = Some(vec![GroupType::Unified]);
    let mut assignable = security.clone();
    assignable.features.is_assignable_to_role = Some(true);
    Ok([assignable, unified, security].map(|group| DirectoryCommand::CreateGroup(group).into()))
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(group: GroupId) -> Command {
    DirectoryCommand::UpdateGroup(UpdateGroup::of(group)).into()
}
