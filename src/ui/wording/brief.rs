//! The words of columns, and what stands for them where not all have room.
//!
//! A row of `BRIEF` is the only place that shortens a word of the portal; the lines about an object
//! always say it whole.

use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

/// Words of columns with what stands for them; nothing where the sign of their tone is enough.
const BRIEF: &[(&str, &str)] = &[
    ("Delivered", ""),
    ("Access extended", "Extended"),
    ("Answers changed", "Changed"),
    ("Pending approval", "Pending"),
    ("Waiting for information", "Waiting"),
    ("Partially delivered", "Partial"),
    ("Delivery failed", "Failed"),
    ("Sent", ""),
    ("In progress", "Open"),
    ("Completed", ""),
    ("User add", "Add"),
    ("User extend", "Extend"),
    ("User update", "Update"),
    ("User remove", "Remove"),
    ("On behalf add", "Add"),
    ("Admin add", "Add"),
    ("Admin update", "Update"),
    ("Admin remove", "Remove"),
    ("System add", "Add"),
    ("System remove", "Remove"),
    ("Automatic: whoever the rule admits", "Automatic"),
    ("None (administrator direct assignments only)", "None"),
    ("Specific users and groups", "Specific users"),
    ("Specific connected organizations", "Organizations"),
    (
        "All configured connected organizations",
        "All organizations",
    ),
    ("All members (excluding guests)", "All members"),
    ("All users (including guests)", "All users"),
    (
        "All users (all connected organizations + any new external users)",
        "Anybody outside",
    ),
];

/// Writes where something stands as lists do, its sign before it.
pub fn state(tone: Tone, label: &str) -> Phrase {
    let whole = Phrase::signed(tone, label);
    match shortened(label) {
        Some("") => whole.in_short(tone.sign()),
        Some(short) => whole.in_short(Phrase::signed(tone, short).text),
        None => whole,
    }
}

/// Writes what something is as lists do.
pub fn kind(label: &'static str) -> Phrase {
    state(Tone::Text, label)
}

fn shortened(label: &str) -> Option<&'static str> {
    let mut rows = BRIEF.iter();
    rows.find_map(|(long, short)| (*long == label).then_some(*short))
}
