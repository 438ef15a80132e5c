//! The form that edits the resource directory itself: its name, and what it lets in from outside.

use crate::domain::command::{Command, DirectoryCommand, UpdateOrganization};
use crate::domain::sharing::{B2bList, B2bMode, Sharing};
use crate::domain::subject::{Directory, TimeZone};
use crate::domain::text::{DisplayName, DomainName};
use crate::domain::time::Zone;
use crate::ui::form::connected_organization::DOMAIN_LIST_CAP;
use crate::ui::form::difference::changed;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const NAME: FieldKey = FieldKey::new("displayName");
const TIME_ZONE: FieldKey = FieldKey::new("timeZone");
const MODE: FieldKey = FieldKey::new("b2b.mode");
const DOMAINS: FieldKey = FieldKey::new("b2b.domains");
const PASSCODE: FieldKey = FieldKey::new("emailOneTimePasscode");
const GROUPS: FieldKey = FieldKey::new("groupGuests");
const TEAMS: FieldKey = FieldKey::new("teamsGuests");
const SITES: FieldKey = FieldKey::new("sharePointExternalSharing");

/// Edits the resource directory.
pub static EDIT: FormTable = FormTable {
    name: "edit-organization",
    title: |_, _| "Edit directory properties".into(),
    verb: "save",
    steps: |_, _, _| vec![Step::new("Properties", fields())],
    prefill: |scene, _| answers(scene),
    parse: |scene, _, answers| update(scene, answers),
    done: |_, _, _| "Saved. Guests who are here stay; instants that are set stay too.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields() -> Vec<Field> {
    let zones = Source(|_, _, _| Zone::all().map(|zone| pick(TimeZone(zone))).collect());
    let toggle = |key, label, help| Field::new(key, label, Kind::Toggle).help(help);
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(TIME_ZONE, "Time zone", Kind::Picker(Amount::One, zones))
            .required()
            .help("Days begin and end in it."),
        Field::new(MODE, "Guests may be from", Kind::Choice(modes())).required(),
        Field::new(DOMAINS, "Domains", Kind::Text(DOMAIN_LIST_CAP))
            .required()
            .only_if(
                MODE,
                &[B2bMode::Allow.json(), B2bMode::Deny.json()],
                "choose the listed domains or all but those",
            )
            .help("Such as contoso.com, fabrikam.com; commas between several."),
        toggle(
            PASSCODE,
            "One-time passcode",
            "Lets people sign in by mail who have no directory.",
        ),
        toggle(GROUPS, "Guests in groups", "In Microsoft 365 groups."),
        toggle(
            TEAMS,
            "Guests in teams",
            "In Microsoft 365 groups with a team.",
        ),
        toggle(
            SITES,
            "Guests on sites",
            "Whether sites are shared with guests.",
        ),
    ]
}

/// Lists the ways to read the list of domains, short enough to stand side by side.
fn modes() -> Vec<Pick> {
    let short = |mode: &B2bMode| match mode {
        B2bMode::None => "anywhere",
        B2bMode::Allow => "listed domains",
        B2bMode::Deny => "all but listed",
    };
    let modes = B2bMode::ALL.iter();
    modes
        .map(|mode| Pick::new(mode.json(), short(mode)))
        .collect()
}

fn pick(zone: TimeZone) -> Pick {
    Pick::new(zone.name(), zone.name())
}

fn answers(scene: &Scene<'_>) -> Answers {
    let directory = scene.tenant().resource_directory();
    directory.map_or_else(Answers::default, |directory| {
        let sharing = &directory.sharing;
        let domains = sharing.b2b.domains.iter().map(DomainName::as_str);
        Answers::default()
            .with_text(NAME, directory.display_name.as_str())
            .with_picked(TIME_ZONE, vec![pick(directory.time_zone)])
            .with_choice(MODE, sharing.b2b.mode.json())
            .with_text(DOMAINS, &domains.collect::<Vec<_>>().join(", "))
            .with_toggle(PASSCODE, sharing.email_one_time_passcode)
            .with_toggle(GROUPS, sharing.group_guests)
            .with_toggle(TEAMS, sharing.teams_guests)
            .with_toggle(SITES, sharing.share_point_external_sharing)
    })
}

/// Reads the list of domains; one that does not count stays as it is.
fn read_list(read: &mut Reader<'_>, old: Option<&Directory>) -> Option<B2bList> {
    let mode = read.choice(&MODE, |json| {
        let mut modes = B2bMode::ALL.iter().copied();
        modes.find(|mode| mode.json() == json)
    })?;
    let domains = match mode {
        B2bMode::None => old
            .map(|directory| directory.sharing.b2b.domains.clone())
            .unwrap_or_default(),
        B2bMode::Allow | B2bMode::Deny => read.words(&DOMAINS, DomainName::parse),
    };
    Some(B2bList { mode, domains })
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let zones = read.picks(&TIME_ZONE, TimeZone::parse);
    let directory = scene.tenant().resource_directory();
    let b2b = read_list(&mut read, directory);
    let [passcode, groups, teams, sites] =
        [PASSCODE, GROUPS, TEAMS, SITES].map(|key| Some(read.toggle(&key)));
    read.finish(|| {
        let directory = directory?;
        let Sharing {
            b2b: old_b2b,
            email_one_time_passcode,
            group_guests,
            teams_guests,
            share_point_external_sharing,
        } = &directory.sharing;
        Some(DirectoryCommand::UpdateOrganization(UpdateOrganization {
            display_name: changed(name, &directory.display_name),
            time_zone: changed(zones.first().copied(), &directory.time_zone),
            b2b: changed(b2b, old_b2b),
            email_one_time_passcode: changed(passcode, email_one_time_passcode),
            group_guests: changed(groups, group_guests),
            teams_guests: changed(teams, teams_guests),
            share_point_external_sharing: changed(sites, share_point_external_sharing),
        }))
    })
    .map(Order::persona)
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched() -> Command {
    DirectoryCommand::UpdateOrganization(UpdateOrganization::default()).into()
}
