//! From a command to its receipt, durable on disk.

use std::cell::Cell;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use accessdesk::domain::command::{CatalogCommand, Command, UpdateCatalog};
use accessdesk::domain::text::Description;
use accessdesk::engine::Terms;

use crate::Outcome;
use crate::pair::{Act, Pair};
use crate::workplace::{self, Extent};

pub(crate) const GROUP: &str = "durable commit";

pub(crate) fn pairs() -> Outcome<Vec<Pair>> {
    let pair = |name, users| -> Outcome<Pair> {
        let home = tempfile::tempdir()?;
        let store = home.path().join("store");
        workplace::filled(&store, Extent { users, packages: 1 })?;
        let length = Rc::new(Cell::new(0));
        let product = commit(&store, &length)?;
        Ok(Pair {
            name,
            limit: 1.3,
            rounds: 100,
            repeats: 4,
            baseline: append(home, &length)?,
            product,
        })
    };
    Ok(vec![
        pair("commit beside 100 users", 100)?,
        pair("commit beside 50,000 users", 50_000)?,
    ])
}

/// Edits a catalog over and over; tells how many bytes that takes in the journal.
fn commit(store: &Path, length: &Rc<Cell<usize>>) -> Outcome<Act> {
    let mut engine = workplace::open(store)?;
    let catalog = engine
        .tenant()
        .catalogs
        .iter()
        .next()
        .ok_or("no catalog")?
        .id;
    let actor = workplace::administrator(&engine)?;
    let described = |text| -> Outcome<Command> {
        Ok(Command::Catalog(CatalogCommand::UpdateCatalog(
            UpdateCatalog {
                catalog,
                display_name: None,
                description: Some(Description::parse(text)?),
                state: None,
                is_externally_visible: None,
            },
        )))
    };
    let [paris, lyons] = ["For the team in Paris", "For the team in Lyons"].map(described);
    let commands = [paris?, lyons?];
    for command in &commands {
        let before = journal_length(store)?;
        engine.execute(actor, command, &Terms::default())?;
        length.set(journal_length(store)? - before);
    }
    let mut turn = commands.into_iter().cycle();
    Ok(Box::new(move || {
        if let Some(command) = turn.next() {
            let done = engine.execute(actor, &command, &Terms::default());
            assert!(done.is_ok(), "{done:?}");
        }
    }))
}

/// Counts the bytes of all commits: a journal file without the empty lines that make room at its end.
fn journal_length(store: &Path) -> Outcome<usize> {
    let mut length = 0;
    for entry in std::fs::read_dir(store)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("journal-") {
            let bytes = std::fs::read(entry.path())?;
            length += bytes.trim_ascii_end().len();
        }
    }
    Ok(length)
}

/// Appends as many bytes to a file beside the journal and makes them durable.
fn append(home: tempfile::TempDir, length: &Rc<Cell<usize>>) -> Outcome<Act> {
    let path = home.path().join("store").join("beside");
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let length = Rc::clone(length);
    Ok(Box::new(move || {
        let _home = &home;
        let written = file
            .write_all(&vec![b'x'; length.get()])
            .and_then(|()| file.sync_data());
        assert!(written.is_ok(), "{written:?}");
    }))
}
