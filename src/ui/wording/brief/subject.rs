//! What mails are about, as lists say it where not all words have room: whom or what first.

use crate::domain::text::Safe;
use crate::ui::view::Phrase;

/// Subjects with what stands for them; a name in braces is a part that differs from mail to mail.
const SUBJECTS: &[(&str, &str)] = &[
    (
        "Action required: approve or deny forwarded request by {date}",
        "Decide (forwarded) by {date}",
    ),
    (
        "Action required: approve or deny request by {date}",
        "Decide by {date}",
    ),
    (
        "Action required: approve or deny the request by {date} for {requestor}",
        "{requestor}: decide by {date}",
    ),
    (
        "Action required reminder: approve or deny request by {date}",
        "Reminder to decide by {date}",
    ),
    (
        "Action required reminder: approve or deny the request by {date} for {requestor}",
        "{requestor}: reminder to decide by {date}",
    ),
    (
        "Reminder: approve or deny the request by {date} for {requestor}",
        "{requestor}: reminder to decide by {date}",
    ),
    (
        "Approve or deny the request by {time} on {date}",
        "Decide by {time} on {date}",
    ),
    (
        "Request approved for {requestor} to {package}",
        "{requestor}: approved, {package}",
    ),
    (
        "Request denied for {requestor} to {package}",
        "{requestor}: denied, {package}",
    ),
    (
        "Request approved to {package}, from {start} on",
        "{package}: from {start} on",
    ),
    ("Request denied to {package}", "{package}: denied"),
    ("Request has expired for {package}", "{package}: expired"),
    ("A request has expired for {package}", "{package}: expired"),
    (
        "Your request has expired for {package}",
        "{package}: expired",
    ),
    ("You now have access to {package}", "{package}: given"),
    ("Access has ended for {package}", "{package}: ended"),
    (
        "Extend access for {package} by {date}",
        "{package}: extend by {date}",
    ),
    (
        "Review access to {package} by {date}",
        "{package}: review by {date}",
    ),
    (
        "Approve requests in the place of {approver} until {date}",
        "{approver}: stand in until {date}",
    ),
];

/// Writes what a mail is about as lists do.
pub fn subject(text: &str) -> Phrase {
    let whole = Phrase::plain(Safe::from(text));
    let mut said = SUBJECTS.iter().filter_map(|(long, short)| {
        let parts = parts(long, text)?;
        Some(filled(short, &parts))
    });
    match said.next() {
        Some(short) => whole.in_short(short),
        None => whole,
    }
}

/// Returns what stands in a text for each name in braces; nothing where its other words are not those.
fn parts<'a>(form: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (start, mut form) = form.split_at_checked(form.find('{')?)?;
    let mut text = text.strip_prefix(start)?;
    let mut parts = Vec::new();
    loop {
        let (name, behind) = form.split_at_checked(form.find('}')? + 1)?;
        let Some(next) = behind.find('{') else {
            parts.push((name, text.strip_suffix(behind)?));
            return Some(parts);
        };
        let (between, rest) = behind.split_at_checked(next)?;
        let (part, left) = text.split_once(between)?;
        parts.push((name, part));
        (form, text) = (rest, left);
    }
}

/// Writes a form with what stands for the names in braces.
fn filled(form: &str, parts: &[(&str, &str)]) -> String {
    let pieces = form.split_inclusive('}').map(|piece| {
        let (words, name) = piece.split_at(piece.find('{').unwrap_or(piece.len()));
        let part = parts.iter().find(|(known, _)| *known == name);
        [words, part.map_or("", |(_, part)| part)]
    });
    pieces.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> Option<String> {
        subject(text).short.map(|short| short.to_string())
    }

    #[test]
    fn a_subject_in_short_begins_with_whom_or_what_it_is_about() {
        assert_eq!(
            short("Request approved for Lars Berg to Ledger").as_deref(),
            Some("Lars Berg: approved, Ledger")
        );
        assert_eq!(
            short("Extend access for Data {date} room by 2026-05-05").as_deref(),
            Some("Data {date} room: extend by 2026-05-05")
        );
        assert_eq!(
            short("Request approved to Ledger, from 2026-05-05 on").as_deref(),
            Some("Ledger: from 2026-05-05 on")
        );
        assert_eq!(short("Something else for Lars Berg"), None);
    }
}
