//! Writes what leaves the program: records as scripts see them, files where none are yet.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::{Value, json};

use crate::domain::id::{ObjectRef, Person};
use crate::engine::Engine;
use crate::script::query::{SHOWS, as_csv};
use crate::script::{Line, Session};
use crate::store::fs::Fs;
use crate::ui::output::{Amount, Content, Format, Writing};
use crate::ui::screen::admin::outbox;

/// Returns the records of objects as scripts see them, in their order; nothing that may not be seen.
fn records<F: Fs>(engine: &mut Engine<F>, persona: Person, objects: &[ObjectRef]) -> Vec<Value> {
    let logged: Option<Vec<(&str, String)>> = objects.iter().copied().map(in_log).collect();
    if let Some((list, _)) = logged.as_deref().and_then(<[_]>::first) {
        return rows(engine, persona, list, objects);
    }
    let records = objects.iter();
    records
        .filter_map(|object| record(engine, persona, *object))
        .collect()
}

/// Returns the rows of objects in a list that scripts know, in the order of the objects; nothing that
/// may not be seen. The list is asked for once, whatever it costs to show one of its rows alone.
fn rows<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    list: &str,
    objects: &[ObjectRef],
) -> Vec<Value> {
    let rows = listed(engine, persona, list).unwrap_or_default();
    let mut rows: BTreeMap<String, Value> = rows
        .into_iter()
        .filter_map(|row| Some((row.get("id")?.as_str()?.to_owned(), row)))
        .collect();
    let ids = objects.iter().map(|object| match in_log(*object) {
        Some((_, id)) => id,
        None => object.guid().to_string(),
    });
    ids.filter_map(|id| rows.remove(&id)).collect()
}

/// Returns the list that scripts find a record of the log in, and its identifier there.
fn in_log(object: ObjectRef) -> Option<(&'static str, String)> {
    if let ObjectRef::Entry(id) = object {
        let (seq, place) = id.place();
        Some(("audit", format!("{seq}.{place}")))
    } else if let ObjectRef::Mail(id) = object {
        Some(("mails", outbox::in_lists(id)))
    } else {
        None
    }
}

fn listed<F: Fs>(engine: &mut Engine<F>, persona: Person, list: &str) -> Option<Vec<Value>> {
    match ask(engine, persona, &json!({"list": list}))?.get_mut("rows")? {
        Value::Array(rows) => Some(std::mem::take(rows)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            None
        }
    }
}

/// Returns what a line of a script would answer to somebody; nothing where it would be refused.
pub(super) fn ask<F: Fs>(engine: &mut Engine<F>, persona: Person, line: &Value) -> Option<Value> {
    let line = Line::read(&line.to_string()).ok()?;
    let asks = persona.object().guid().to_string();
    let answer = Session::new(engine, Some(asks)).perform(1, &line).ok()?;
    serde_json::from_str(&answer).ok()
}

/// Returns the record of an object as a script would be shown it; nothing that may not be seen.
pub(super) fn record<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    object: ObjectRef,
) -> Option<Value> {
    if in_log(object).is_some() {
        return records(engine, persona, &[object]).pop();
    }
    let row = SHOWS.iter().find(|row| row.of() == Some(object.kind()))?;
    let line = json!({"show": row.name, "of": object.guid().to_string()});
    ask(engine, persona, &line)?.get_mut("row").map(Value::take)
}

fn as_json(value: &Value) -> Result<String, String> {
    let line = crate::script::output::to_line(value);
    Ok(line.map_err(|error| error.to_string())? + "\n")
}

/// Writes a file, and tells how that failed.
pub(super) fn write<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    writing: &Writing,
) -> Result<(), String> {
    let text = match &writing.content {
        Content::Text(text) => text.clone(),
        Content::Records(objects, amount) => {
            let records = records(engine, persona, objects);
            let value = match (amount, records.as_slice()) {
                (Amount::One, [one]) => one.clone(),
                (Amount::One | Amount::List, _) => Value::Array(records),
            };
            as_json(&value)?
        }
        Content::Rows(list, objects, format) => {
            let rows = rows(engine, persona, list, objects);
            match format {
                Format::Json => as_json(&Value::Array(rows))?,
                Format::Csv => as_csv(list, &json!({"rows": rows})).unwrap_or_default(),
            }
        }
    };
    create(Path::new(&writing.file), &text).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            format!("{} is there already. Choose another name", writing.file)
        } else {
            format!("{}: {error}", writing.file)
        }
    })
}

/// Makes a file that is not there yet, for its owner alone; half a file is taken away again.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        // What is left is told of by the error that is returned.
        drop(std::fs::remove_file(path));
    }
    written
}
