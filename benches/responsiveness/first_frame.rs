//! From starting the program to the first frame on its screen.

use std::path::Path;

use accessdesk::script::Sample;

use crate::Outcome;
use crate::it::support::terminal::Terminal;
use crate::pair::{Act, Pair};
use crate::workplace::{self, COLUMNS, ROWS};

pub(crate) const GROUP: &str = "first frame";

/// What the shell says once it runs.
const READY: &str = "ready";
/// What is on the first frame, which arrives whole.
const FRAME: &str = "Woodgrove";

pub(crate) fn pairs() -> Outcome<Vec<Pair>> {
    let pair = |name, sample| -> Outcome<Pair> {
        let home = tempfile::tempdir()?;
        let store = home.path().join("store");
        workplace::sample(&store, sample)?;
        Ok(Pair {
            name,
            limit: 3.0,
            rounds: 40,
            repeats: 1,
            baseline: Box::new(|| {
                Terminal::shell("printf ready; read answer")
                    .size(COLUMNS, ROWS)
                    .start()
                    .wait_for(READY);
            }),
            product: start(&store, home),
        })
    };
    Ok(vec![
        pair("first frame of the tutorial store", Sample::Tutorial)?,
        pair("first frame of the prepared store", Sample::Prepared)?,
    ])
}

/// Starts the program on a store that lasts as long as the benchmark.
fn start(store: &Path, home: tempfile::TempDir) -> Act {
    let store = store.display().to_string();
    Box::new(move || {
        let _home = &home;
        Terminal::accessdesk(&["--store", &store])
            .size(COLUMNS, ROWS)
            .start()
            .wait_for(FRAME);
    })
}
