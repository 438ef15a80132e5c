//! The forms that connect an organization, edit it, and add somebody who vouches for its people.

use crate::domain::command::{
    Command, CreateConnectedOrganization, OrganizationCommand, Sponsor, UpdateConnectedOrganization,
};
use crate::domain::id::{
    ConnectedOrganizationId, DirectoryId, ObjectKind, ObjectRef, Principal, UserId,
};
use crate::domain::organization::{
    ConnectedOrganization, IdentitySource, OrganizationState, SocialIdentitySourceType, SponsorKind,
};
use crate::domain::text::{Description, DisplayName, DomainName, Safe};
use crate::ui::form::difference::changed;
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Sought,
    Source, Step, people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const STATE: FieldKey = FieldKey::new("state");
const DIRECTORIES: FieldKey = FieldKey::new("identitySources.tenantId");
const DOMAINS: FieldKey = FieldKey::new("identitySources.domainName");
const FACEBOOK: FieldKey = FieldKey::new("identitySources.facebook");
const SPONSOR: FieldKey = FieldKey::new("sponsor");

/// The most that can be typed as a list of domains.
pub(super) const DOMAIN_LIST_CAP: usize = 1_000;

/// Connects an organization.
pub static CREATE: FormTable = FormTable {
    name: "create-connected-organization",
    title: |_, _| "New connected organization".into(),
    verb: "create",
    steps: |_, _, _| vec![Step::new("Basics", fields())],
    prefill: |_, _| Answers::default(),
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("\"{name}\" is connected. Policies for external people admit its people.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits an organization.
pub static EDIT: FormTable = FormTable {
    name: "edit-connected-organization",
    title: |scene, about| titled("Edit organization", scene, about),
    verb: "save",
    steps: |_, _, _| {
        let states = OrganizationState::ALL.iter();
        let states = states.map(|state| Pick::new(state.json(), state.label()));
        let state = Field::new(STATE, "State", Kind::Choice(states.collect())).required();
        let state =
            state.help("Policies for all configured organizations leave out proposed ones.");
        let mut fields = fields();
        fields.push(state);
        vec![Step::new("Basics", fields)]
    },
    prefill: |scene, about| {
        let organization = edited(scene, about);
        organization.map_or_else(Answers::default, |found| answers_of(scene, found))
    },
    parse: update,
    done: |_, _, _| "Saved. Access that people hold stays as it is.".into(),
    notes: |_, _, _| Vec::new(),
};

/// Adds somebody of this directory who vouches for an organization's people.
pub static ADD_INTERNAL_SPONSOR: FormTable = FormTable {
    title: |scene, about| titled("Add an internal sponsor to", scene, about),
    steps: |_, _, _| sponsor_steps("A member of this directory, or a group."),
    parse: |scene, about, answers| add_sponsor(scene, about, answers, SponsorKind::Internal),
    ..ADD_SPONSOR
};

/// Adds a guest who vouches for the people of the guest's own organization.
pub static ADD_EXTERNAL_SPONSOR: FormTable = FormTable {
    title: |scene, about| titled("Add an external sponsor to", scene, about),
    steps: |_, _, _| sponsor_steps("A guest from the organization, or a group of guests."),
    parse: |scene, about, answers| add_sponsor(scene, about, answers, SponsorKind::External),
    ..ADD_SPONSOR
};

const ADD_SPONSOR: FormTable = FormTable {
    name: "add-sponsor",
    title: |_, _| Safe::default(),
    verb: "add",
    steps: |_, _, _| Vec::new(),
    prefill: |_, _| Answers::default(),
    parse: |_, _, _| Err(Vec::new()),
    done: |_, _, answers| {
        let rows = answers.picked(&SPONSOR).first();
        let name = rows.map(|row| row.label.clone()).unwrap_or_default();
        format!("{name} vouches for the organization's people now.").into()
    },
    notes: |_, _, _| vec!["Policies may ask sponsors for their approval.".into()],
};

fn sponsor_steps(help: &str) -> Vec<Step> {
    let kind = Kind::Search(Amount::One, Finder::of_both(candidates));
    let field = Field::new(SPONSOR, "User or group", kind);
    vec![Step::new("Sponsor", vec![field.required().help(help)])]
}

fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn fields() -> Vec<Field> {
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP)),
        Field::new(
            DIRECTORIES,
            "Directories",
            Kind::Picker(Amount::Many, Source(directories)),
        )
        .help(
            "People who have an account there; other directories are added under external people.",
        ),
        Field::new(DOMAINS, "Mail domains", Kind::Text(DOMAIN_LIST_CAP))
            .help("People with an address there, by one-time passcode; commas between several."),
        Field::new(FACEBOOK, "Facebook accounts", Kind::Toggle),
    ]
}

/// Lists the directories but the one that owns the resources.
fn directories(scene: &Scene<'_>, _: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let named = scene.tenant().index.named.of(ObjectKind::Directory);
    let others = named.filter_map(|(_, object)| elsewhere(scene, &object.guid().to_string()));
    others.map(|directory| pick(scene, directory)).collect()
}

fn elsewhere(scene: &Scene<'_>, value: &str) -> Option<DirectoryId> {
    let id = DirectoryId::new(uuid::Uuid::parse_str(value).ok()?);
    let directory = scene.tenant().find_directory(id)?;
    (!directory.is_resource_directory).then_some(id)
}

fn pick(scene: &Scene<'_>, directory: DirectoryId) -> Pick {
    let found = scene.tenant().find_directory(directory);
    let domain = found.map(|found| Safe::line(found.initial_domain.as_str()));
    let pick = Pick::new(directory.guid().to_string(), scene.name(directory));
    pick.note(domain.unwrap_or_default())
}

/// Finds who may vouch; whether as a member or as a guest is the door's business.
fn candidates(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let organization = edited(scene, about);
    people::principals(scene, sought, Part::Deciding, |one| {
        organization.is_none_or(|organization| {
            let kinds = SponsorKind::ALL.iter();
            !kinds
                .copied()
                .any(|kind| organization.sponsors(kind).contains(&one))
        })
    })
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a ConnectedOrganization> {
    if let Some(ObjectRef::ConnectedOrganization(id)) = about {
        scene.tenant().find_organization(id)
    } else {
        None
    }
}

fn answers_of(scene: &Scene<'_>, organization: &ConnectedOrganization) -> Answers {
    let (mut directories, mut domains, mut facebook) = (Vec::new(), Vec::new(), false);
    for source in &organization.identity_sources {
        match source {
            IdentitySource::AzureActiveDirectoryTenant { tenant_id, .. } => {
                directories.push(pick(scene, *tenant_id));
            }
            IdentitySource::DomainIdentitySource { domain_name, .. } => {
                domains.push(domain_name.as_str());
            }
            IdentitySource::SocialIdentitySource { .. } => facebook = true,
            IdentitySource::CrossCloudAzureActiveDirectoryTenant { .. }
            | IdentitySource::ExternalDomainFederation { .. } => {}
        }
    }
    Answers::default()
        .with_text(NAME, organization.display_name.as_str())
        .with_text(DESCRIPTION, organization.description.as_str())
        .with_picked(DIRECTORIES, directories)
        .with_text(DOMAINS, &domains.join(", "))
        .with_toggle(FACEBOOK, facebook)
        .with_choice(STATE, organization.state.json())
}

/// Reads how people are recognized; what the form does not show stays, with the names it has.
fn sources(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    known: &[IdentitySource],
) -> Vec<IdentitySource> {
    let directories = read.picks(&DIRECTORIES, |value| elsewhere(scene, value));
    let mut asked: Vec<IdentitySource> = directories
        .into_iter()
        .map(|tenant_id| IdentitySource::AzureActiveDirectoryTenant {
            display_name: None,
            tenant_id,
        })
        .collect();
    let domains = read.words(&DOMAINS, DomainName::parse).into_iter();
    asked.extend(
        domains.map(|domain_name| IdentitySource::DomainIdentitySource {
            display_name: None,
            domain_name,
        }),
    );
    if read.toggle(&FACEBOOK) {
        asked.push(IdentitySource::SocialIdentitySource {
            display_name: None,
            social_identity_source_type: SocialIdentitySourceType::Facebook,
        });
    }
    let kept = known.iter().filter(|source| match source {
        IdentitySource::CrossCloudAzureActiveDirectoryTenant { .. }
        | IdentitySource::ExternalDomainFederation { .. } => true,
        IdentitySource::AzureActiveDirectoryTenant { .. }
        | IdentitySource::DomainIdentitySource { .. }
        | IdentitySource::SocialIdentitySource { .. } => {
            asked.iter().any(|asked| asked.key() == source.key())
        }
    });
    let mut all: Vec<IdentitySource> = kept.cloned().collect();
    let new = asked.into_iter().filter(|asked| {
        let known = known.iter();
        !known.clone().any(|source| source.key() == asked.key())
    });
    all.extend(new);
    if all.is_empty() {
        read.refuse(
            &DIRECTORIES,
            "is empty; choose a directory or name a mail domain",
        );
    }
    all
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.optional_text(&DESCRIPTION, Description::parse);
    let identity_sources = sources(scene, &mut read, &[]);
    read.finish(|| {
        let with = CreateConnectedOrganization {
            display_name: name?,
            description,
            state: None,
            identity_sources,
            internal_sponsors: Vec::new(),
            external_sponsors: Vec::new(),
        };
        Some(OrganizationCommand::CreateConnectedOrganization(with))
    })
    .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.optional_text(&DESCRIPTION, Description::parse);
    let state = read.choice(&STATE, |json| {
        let mut states = OrganizationState::ALL.iter().copied();
        states.find(|state| state.json() == json)
    });
    let organization = edited(scene, about);
    if organization.is_none() {
        read.refuse(&NAME, "belongs to an organization that has been deleted");
    }
    let known = organization.map_or(&[][..], |found| &found.identity_sources);
    let sources = sources(scene, &mut read, known);
    read.finish(|| {
        let organization = organization?;
        let description = description.unwrap_or_else(Description::none);
        let with = UpdateConnectedOrganization {
            connected_organization: organization.id,
            display_name: changed(name, &organization.display_name),
            description: changed(Some(description), &organization.description),
            state: changed(state, &organization.state),
            identity_sources: changed(Some(sources), &organization.identity_sources),
        };
        Some(OrganizationCommand::UpdateConnectedOrganization(with))
    })
    .map(Order::persona)
}

fn add_sponsor(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    kind: SponsorKind,
) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let picked = read.picks(&SPONSOR, |value| people::find_principal(scene, value));
    let organization = edited(scene, about);
    read.finish(|| {
        Some(OrganizationCommand::AddSponsor(Sponsor {
            connected_organization: organization?.id,
            kind,
            sponsor: *picked.first()?,
        }))
    })
    .map(Order::persona)
}

/// Returns a command that connects some organization, to ask whether the persona may connect any.
pub fn blank() -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("organization").map_err(|error| Reason::new(error.to_string()))?;
    let with = CreateConnectedOrganization {
        display_name,
        description: None,
        state: None,
        identity_sources: Vec::new(),
        internal_sponsors: Vec::new(),
        external_sponsors: Vec::new(),
    };
    Ok(OrganizationCommand::CreateConnectedOrganization(with).into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(connected_organization: ConnectedOrganizationId) -> Command {
    OrganizationCommand::UpdateConnectedOrganization(UpdateConnectedOrganization {
        connected_organization,
        display_name: None,
        description: None,
        state: None,
        identity_sources: None,
    })
    .into()
}

/// Returns a command that adds somebody, to ask whether the persona may add anybody.
pub fn blank_sponsor(
    connected_organization: ConnectedOrganizationId,
    kind: SponsorKind,
) -> Command {
    OrganizationCommand::AddSponsor(Sponsor {
        connected_organization,
        kind,
        sponsor: Principal::User(UserId::MIN),
    })
    .into()
}
