//! The form that writes a list or an object to a file.

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Step};
use crate::ui::order::Order;
use crate::ui::output::{Format, Wanted};
use crate::ui::scene::Scene;

const FORMAT: FieldKey = FieldKey::new("format");
const FILE: FieldKey = FieldKey::new("file");

/// The longest path that is taken.
const LONGEST: usize = 1_000;

/// Writes what the screen shows to a file that is not there yet.
pub static OUTPUT: FormTable = FormTable {
    name: "output",
    title: |scene, about| match about {
        Some(object) => format!("Output of \"{}\"", scene.name(object)).into(),
        None => "Output of this list".into(),
    },
    verb: "write",
    steps: |_, _, _| {
        let formats = vec![Pick::new("csv", "CSV"), Pick::new("json", "JSON")];
        let file = Field::new(FILE, "File", Kind::Text(LONGEST)).required();
        vec![Step::new(
            "Output",
            vec![
                Field::new(FORMAT, "Format", Kind::Choice(formats)).required(),
                file.help("A name or path; it must not be there yet."),
            ],
        )]
    },
    prefill: |scene, about| {
        let today = scene.calendar.today();
        let name = about.map_or("list", |object| object.kind().word());
        let name = format!("{}-{today}", name.replace(' ', "-"));
        Answers::default()
            .with_choice(FORMAT, "csv")
            .with_text(FILE, &name)
    },
    parse: |scene, _, answers| parse(scene, answers),
    done: |scene, _, answers| match wanted(scene, answers) {
        Some(wanted) => format!("Written to {}.", wanted.file).into(),
        None => "Written.".into(),
    },
    notes: |scene: &Scene<'_>, about: Option<ObjectRef>, answers| {
        let what = match about {
            Some(_) => "What is known about it",
            None => "The rows shown, or the marked ones where some are,",
        };
        let file = wanted(scene, answers).map(|wanted| wanted.file);
        let file = file.unwrap_or_else(|| "the file".to_owned());
        vec![format!("{what} will be written to {file}.").into()]
    },
};

fn wanted(scene: &Scene<'_>, answers: &Answers) -> Option<Wanted> {
    let mut read = Reader::new(answers, scene.calendar);
    let format = read.choice(&FORMAT, |value| match value {
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        _ => None,
    });
    let file = answers.text(&FILE).trim().to_owned();
    let format = format?;
    let ends = file.to_lowercase().ends_with(format.ending());
    let file = if ends {
        file
    } else {
        format!("{file}{}", format.ending())
    };
    Some(Wanted { file, format })
}

fn parse(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let file = answers.text(&FILE).trim();
    if file.is_empty() {
        read.refuse(&FILE, "is empty");
    } else if Safe::line(file).as_str() != file {
        read.refuse(
            &FILE,
            "has characters in it that no screen shows as they are",
        );
    }
    read.finish(|| wanted(scene, answers)).map(Order::Write)
}
