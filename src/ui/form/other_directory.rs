//! The form that adds a directory in which external people have accounts; it is the operator's.

use crate::domain::command::{AddDirectory, DeskCommand};
use crate::domain::text::{DisplayName, DomainName};
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Reader, Step};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const NAME: FieldKey = FieldKey::new("displayName");
const DOMAIN: FieldKey = FieldKey::new("initialDomain");

/// Adds a directory.
pub static ADD: FormTable = FormTable {
    name: "add-directory",
    title: |_, _| "New directory".into(),
    verb: "add",
    steps: |_, _, _| vec![Step::new("Basics", fields())],
    prefill: |_, _| Answers::default(),
    parse: |scene, _, answers| add(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Directory \"{name}\" was added. Nobody is in it yet.").into()
    },
    notes: |_, _, _| Vec::new(),
};

fn fields() -> Vec<Field> {
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(DOMAIN, "Initial domain", Kind::Text(DomainName::CAP))
            .required()
            .help("Such as contoso.onmicrosoft.com."),
    ]
}

fn add(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let domain = read.text(&DOMAIN, DomainName::parse);
    read.finish(|| {
        Some(DeskCommand::AddDirectory(AddDirectory {
            display_name: name?,
            initial_domain: domain?,
            verified_domains: Vec::new(),
        }))
    })
    .map(Order::from)
}
