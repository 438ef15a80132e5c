//! Writes what leaves the program: records as scripts see them, files where none are yet.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::{Value, json};

use crate::domain::id::{ObjectRef, Person};
use crate::engine::Engine;
use crate::script::query::SHOWS;
use crate::script::{Line, Session};
use crate::store::fs::Fs;
use crate::ui::output::{Amount, Content, Writing};

/// Returns the record of an object as a script would be shown it; nothing that may not be seen.
pub(super) fn record<F: Fs>(
    engine: &mut Engine<F>,
    persona: Person,
    object: ObjectRef,
) -> Option<Value> {
    let row = SHOWS.iter().find(|row| row.of() == Some(object.kind()))?;
    let line = json!({"show": row.name, "of": object.guid().to_string()});
    let line = Line::read(&line.to_string()).ok()?;
    let asks = persona.object().guid().to_string();
    let answer = Session::new(engine, Some(asks)).perform(1, &line).ok()?;
    let mut answer: Value = serde_json::from_str(&answer).ok()?;
    answer.get_mut("row").map(Value::take)
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
            let records = objects.iter();
            let records = records.filter_map(|object| record(engine, persona, *object));
            let records: Vec<Value> = records.collect();
            let value = match (amount, records.as_slice()) {
                (Amount::One, [one]) => one.clone(),
                (Amount::One | Amount::List, _) => Value::Array(records),
            };
            let line = crate::script::output::to_line(&value);
            line.map_err(|error| error.to_string())? + "\n"
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
