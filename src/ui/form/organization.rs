//! The form that edits the resource directory itself.

use crate::domain::command::{Command, DirectoryCommand, UpdateOrganization};
use crate::domain::subject::TimeZone;
use crate::domain::text::DisplayName;
use crate::domain::time::Zone;
use crate::ui::form::difference::changed;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const NAME: FieldKey = FieldKey::new("displayName");
const TIME_ZONE: FieldKey = FieldKey::new("timeZone");

/// Edits the resource directory.
pub static EDIT: FormTable = FormTable {
    name: "edit-organization",
    title: |_, _| "Edit directory properties".into(),
    verb: "save",
    steps: |_, _, _| vec![Step::new("Properties", fields())],
    prefill: |scene, _| answers(scene),
    parse: |scene, _, answers| update(scene, answers),
    done: |_, _, _| "Saved. Instants that are set already stay as they are.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields() -> Vec<Field> {
    let zones = Source(|_, _, _| Zone::all().map(|zone| pick(TimeZone(zone))).collect());
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(TIME_ZONE, "Time zone", Kind::Picker(Amount::One, zones))
            .required()
            .help("Days begin and end in it."),
    ]
}

fn pick(zone: TimeZone) -> Pick {
    Pick::new(zone.name(), zone.name())
}

fn answers(scene: &Scene<'_>) -> Answers {
    let directory = scene.tenant().resource_directory();
    directory.map_or_else(Answers::default, |directory| {
        Answers::default()
            .with_text(NAME, directory.display_name.as_str())
            .with_picked(TIME_ZONE, vec![pick(directory.time_zone)])
    })
}

fn update(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let zones = read.picks(&TIME_ZONE, TimeZone::parse);
    let directory = scene.tenant().resource_directory();
    read.finish(|| {
        let directory = directory?;
        Some(DirectoryCommand::UpdateOrganization(UpdateOrganization {
            display_name: changed(name, &directory.display_name),
            time_zone: changed(zones.first().copied(), &directory.time_zone),
            ..UpdateOrganization::default()
        }))
    })
    .map(Order::persona)
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched() -> Command {
    DirectoryCommand::UpdateOrganization(UpdateOrganization::default()).into()
}
