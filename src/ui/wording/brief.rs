//! The words of columns, and what stands for them where not all have room.
//!
//! A row of `BRIEF` is the only place that shortens a word of the portal; the lines about an object
//! always say it whole.

use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

mod subject;

pub use subject::{REQUESTOR, subject};

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
    ("Withheld", "Unsent"),
    ("In progress", "Open"),
    ("Completed", ""),
    ("Not started", "Later"),
    ("Not reviewed", "Open"),
    ("No information", "Unknown"),
    ("Security, dynamic", "Dynamic"),
    ("Microsoft 365", "365 group"),
    ("Microsoft 365, dynamic", "Dynamic 365"),
    ("Team, dynamic", "Dynamic team"),
    ("Microsoft Entra ID", "Entra ID"),
    ("One-time passcode", "Passcode"),
    ("Domain federation", "Federated"),
    ("Social account", "Social"),
    ("none known here", "unknown"),
    (
        "Administrator directly assigns user to access package",
        "Assign user directly",
    ),
    (
        "Administrator directly removes user access package assignment",
        "Remove assignment directly",
    ),
    (
        "Entitlement Management creates access package assignment request for user",
        "Create request for user",
    ),
    (
        "Entitlement Management removes access package assignment request for user",
        "Remove request for user",
    ),
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
pub fn kind(label: &str) -> Phrase {
    state(Tone::Text, label)
}

/// Words within what is said of many things, with what stands for them.
const WITHIN: &[(&str, &str)] = &[
    ("access package assignment request", "request"),
    ("access package assignment", "assignment"),
    ("access package catalog", "catalog"),
    ("access package resource", "resource"),
];

/// Writes what was done as lists do.
pub fn sentence(text: &str) -> Phrase {
    let whole = kind(text);
    if whole.short.is_some() {
        return whole;
    }
    let mut within = WITHIN.iter();
    match within.find(|(long, _)| text.contains(long)) {
        Some((long, short)) => whole.in_short(text.replacen(long, short, 1)),
        None => whole,
    }
}

fn shortened(label: &str) -> Option<&'static str> {
    let mut rows = BRIEF.iter();
    rows.find_map(|(long, short)| (*long == label).then_some(*short))
}
