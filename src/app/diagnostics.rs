//! What the program knows of itself, to be read on the screen or written into a report of a mistake.

use std::path::Path;

use super::crash;
use super::diary::Diary;
use crate::domain::text::Safe;
use crate::ui::modal::Reading;
use crate::ui::view::DetailLine;

/// Says what this program is, what it works on, and what was done last: what a log would say.
pub(super) fn reading(diary: &Diary, store: &Path) -> Reading {
    let read = diary.read();
    let mut lines = vec![
        DetailLine::fact("Program", Safe::line(&crash::about())),
        DetailLine::fact("Store", Safe::line(&store.display().to_string())),
    ];
    if let Some(seq) = read.seq {
        lines.push(DetailLine::fact("Safe up to", format!("change {seq}")));
    }
    if let Some(size) = read.size {
        let window = format!("{}x{}", size.width, size.height);
        lines.push(DetailLine::fact("Window", window));
    }
    lines.extend([
        DetailLine::Gap,
        DetailLine::heading("Done last, the newest first"),
    ]);
    let last = read.last.iter().rev();
    lines.extend(last.map(|done| DetailLine::bullet(Safe::line(&done.to_string()))));
    Reading::new("Diagnostics: nothing that was typed or is kept", lines)
}
