//! The forms that make and edit a site: what it is, and the roles it offers.
//!
//! Naming the last role makes room for another; a role whose name is cleared is taken away.

use std::collections::BTreeSet;

use crate::domain::command::{Command, CreateSite, ObjectCommand, UpdateSite};
use crate::domain::id::{ObjectRef, Principal, SiteId, UserId};
use crate::domain::site::{Site, SiteRole, usual_roles};
use crate::domain::text::{DisplayName, Safe, SiteUrl};
use crate::ui::form::difference::changed;
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Reader, Step, people,
    repeated,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const NAME: FieldKey = FieldKey::new("displayName");
const URL: FieldKey = FieldKey::new("url");
const OWNERS: FieldKey = FieldKey::new("owners");
const ROLE: FieldKey = FieldKey::new("roles.displayName");
const NUMBER: FieldKey = FieldKey::new("roles.originId");

/// Makes a site.
pub static CREATE: FormTable = FormTable {
    name: "create-site",
    title: |_, _| "New site".into(),
    verb: "create",
    steps: |_, _, answers| steps(answers),
    prefill: |_, _| with_roles(Answers::default(), &usual_roles()),
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Site \"{name}\" was made. No catalog holds it yet.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits a site.
pub static EDIT: FormTable = FormTable {
    name: "edit-site",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit site \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, answers| steps(answers),
    prefill: |scene, about| {
        let found = edited(scene, about);
        found.map_or_else(Answers::default, |found| answers_of(scene, found))
    },
    parse: update,
    done: |_, _, _| "Saved. Who loses a role that is gone loses it at once.".into(),
    notes: |_, _, _| Vec::new(),
};

fn steps(answers: &Answers) -> Vec<Step> {
    let owners =
        Finder::new(|scene, _, sought| people::users(scene, sought, Part::Belonging, |_| true));
    let basics = vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(URL, "Address", Kind::Text(SiteUrl::CAP))
            .required()
            .help("Such as https://contoso.sharepoint.com/sites/sales."),
        Field::new(OWNERS, "Owners", Kind::Search(Amount::Many, owners))
            .help("May give its roles, besides administrators."),
    ];
    let roles = repeated::slots(answers, &ROLE)
        .into_iter()
        .flat_map(|slot| {
            let number = slot.number;
            let label = |words: &str| format!("Role {number}: {words}");
            let name = Field::new(ROLE.of(number), label("name"), Kind::Text(DisplayName::CAP));
            let kind = Kind::Number(0, u32::MAX);
            let known = Field::new(NUMBER.of(number), label("number"), kind)
                .help("In the site; the next free one unless entered.");
            std::iter::once(name).chain(slot.named.then_some(known))
        });
    vec![
        Step::new("Basics", basics),
        Step::new("Roles", roles.collect()),
    ]
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Site> {
    if let Some(ObjectRef::Site(id)) = about {
        scene.tenant().find_site(id)
    } else {
        None
    }
}

fn with_roles(answers: Answers, roles: &[SiteRole]) -> Answers {
    let numbered = (1..).zip(roles);
    numbered.fold(answers, |answers, (number, role)| {
        answers
            .with_text(ROLE.of(number), role.display_name.as_str())
            .with_text(NUMBER.of(number), &role.origin_id.to_string())
    })
}

fn answers_of(scene: &Scene<'_>, site: &Site) -> Answers {
    let owners = site.owners.iter();
    let owners = owners.map(|owner| people::pick(scene, Part::Belonging, Principal::User(*owner)));
    let basics = Answers::default()
        .with_text(NAME, site.display_name.as_str())
        .with_text(URL, site.url.as_str())
        .with_picked(OWNERS, owners.collect());
    with_roles(basics, &site.roles)
}

/// What both forms ask, read.
struct Read {
    name: Option<DisplayName>,
    url: Option<SiteUrl>,
    owners: Vec<UserId>,
    roles: Vec<SiteRole>,
}

fn read(scene: &Scene<'_>, read: &mut Reader<'_>) -> Read {
    Read {
        name: read.text(&NAME, DisplayName::parse),
        url: read.text(&URL, SiteUrl::parse),
        owners: read.picks(&OWNERS, |value| people::find_user(scene, value)),
        roles: read_roles(read),
    }
}

/// Reads the roles that have a name; those without a number get the next free ones.
fn read_roles(read: &mut Reader<'_>) -> Vec<SiteRole> {
    let named = repeated::named(read.answers(), &ROLE);
    let read: Vec<(Option<u32>, Option<DisplayName>)> = named
        .into_iter()
        .map(|number| {
            let known = read.number(&NUMBER.of(number));
            (known, read.text(&ROLE.of(number), DisplayName::parse))
        })
        .collect();
    let mut taken: BTreeSet<u32> = read.iter().filter_map(|(number, _)| *number).collect();
    let roles = read.into_iter().filter_map(|(number, name)| {
        let display_name = name?;
        let next = taken.last().map_or(0, |last| last.saturating_add(1));
        let origin_id = number.unwrap_or(next);
        taken.insert(origin_id);
        Some(SiteRole {
            origin_id,
            display_name,
        })
    });
    roles.collect()
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let found = read(scene, &mut reader);
    reader
        .finish(|| {
            Some(ObjectCommand::CreateSite(CreateSite {
                display_name: found.name?,
                url: found.url?,
                roles: Some(found.roles),
                owners: found.owners,
            }))
        })
        .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let found = read(scene, &mut reader);
    let site = edited(scene, about);
    if site.is_none() {
        reader.refuse(&NAME, "belongs to a site that has been deleted");
    }
    reader
        .finish(|| {
            let old = site?;
            let owners = old.owners.iter().copied().collect();
            Some(ObjectCommand::UpdateSite(UpdateSite {
                site: old.id,
                display_name: changed(found.name, &old.display_name),
                url: changed(found.url, &old.url),
                roles: changed(Some(found.roles), &old.roles),
                owners: changed(Some(found.owners), &owners),
            }))
        })
        .map(Order::persona)
}

/// Returns a command that makes some site, to ask whether the persona may make any.
pub fn blank() -> Result<Command, Reason> {
    let wrong = |error: crate::domain::text::TextError| Reason::new(error.to_string());
    Ok(ObjectCommand::CreateSite(CreateSite {
        display_name: DisplayName::parse("site").map_err(wrong)?,
        url: SiteUrl::parse("https://example.com/sites/site").map_err(wrong)?,
        roles: None,
        owners: Vec::new(),
    })
    .into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(site: SiteId) -> Command {
    ObjectCommand::UpdateSite(UpdateSite {
        site,
        display_name: None,
        url: None,
        roles: None,
        owners: None,
    })
    .into()
}
