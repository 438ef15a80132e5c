//! `init`: makes a store from a sample.

use crate::cli::failure::Failure;
use crate::cli::{General, Init, opening, print};
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;

/// Makes the store and says where it is.
pub(super) fn init(general: &General, with: &Init) -> Result<u8, Failure> {
    let at = with.at.as_deref().map(Timestamp::parse).transpose();
    let at = at.map_err(|error| {
        let given = with.at.as_deref().unwrap_or_default();
        Failure::usage(
            format!("{given:?} {error}"),
            "give --at an instant such as 2026-03-01T09:00:00Z",
        )
    })?;
    let engine = opening::create(general, with.sample, at)?;
    let path = engine.store().directory().display().to_string();
    let store = Safe::line(&path);
    let name = with.sample.name();
    let start = engine.store().manifest().desk_time_start;
    if general.json {
        let answer = serde_json::json!({
            "ok": true,
            "store": store.as_str(),
            "sample": name,
            "start": start.to_string(),
            "seq": engine.desk().history.seq,
        });
        print(&format!("{answer}\n"))?;
    } else if !general.talk.quiet {
        print(&format!(
            "Made a store at {store}: {name}, {}. It begins at {start}.\n",
            with.sample.doc()
        ))?;
    }
    Ok(0)
}
