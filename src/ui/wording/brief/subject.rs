//! What mails are about, as lists say it where not all words have room: what became of whom or
//! what.

use chrono::NaiveDate;

use crate::domain::text::Safe;
use crate::ui::view::Phrase;

/// Subjects with what stands for them: what became of it or is to be done, whom or what it is about,
/// and until when. A name in braces is a part that differs from mail to mail; what the subject leaves
/// out, the topic of the mail says. Of several rows the first one counts all of whose parts are known.
const SUBJECTS: &[(&str, &str)] = &[
    (
        "Action required: approve or deny forwarded request by {date}",
        "Decide: {requestor} by {date}, forwarded",
    ),
    (
        "Action required: approve or deny forwarded request by {date}",
        "Decide by {date}, forwarded",
    ),
    (
        "Action required: approve or deny request by {date}",
        "Decide: {requestor} by {date}",
    ),
    (
        "Action required: approve or deny request by {date}",
        "Decide by {date}",
    ),
    (
        "Action required: approve or deny the request by {date} for {requestor}",
        "Decide: {requestor} by {date}",
    ),
    (
        "Action required reminder: approve or deny request by {date}",
        "Reminder: {requestor} by {date}",
    ),
    (
        "Action required reminder: approve or deny request by {date}",
        "Reminder by {date}",
    ),
    (
        "Action required reminder: approve or deny the request by {date} for {requestor}",
        "Reminder: {requestor} by {date}",
    ),
    (
        "Reminder: approve or deny the request by {date} for {requestor}",
        "Reminder: {requestor} by {date}",
    ),
    (
        "Approve or deny the request by {time} on {date}",
        "Decide: {requestor} by {date} {time}",
    ),
    (
        "Approve or deny the request by {time} on {date}",
        "Decide by {date} {time}",
    ),
    (
        "Request approved for {requestor} to {package}",
        "Approved: {requestor}, {package}",
    ),
    (
        "Request denied for {requestor} to {package}",
        "Denied: {requestor}, {package}",
    ),
    (
        "Request approved to {package}, from {start} on",
        "Approved: {package} from {start}",
    ),
    (
        "{delegate} approved the request for {package} in the place of {approver}",
        "Approved: {package}, by {delegate}",
    ),
    ("Request denied to {package}", "Denied: {package}"),
    ("Request has expired for {package}", "Expired: {package}"),
    ("A request has expired for {package}", "Expired: {package}"),
    (
        "Your request has expired for {package}",
        "Expired: {package}",
    ),
    ("You now have access to {package}", "Given: {package}"),
    ("Access has ended for {package}", "Ended: {package}"),
    (
        "Extend access for {package} by {date}",
        "Extend: {package} by {date}",
    ),
    (
        "Review access to {package} by {date}",
        "Review: {package} by {date}",
    ),
    (
        "Approve requests in the place of {approver} until {date}",
        "Stand in: {approver} until {date}",
    ),
];

/// Who asked for what a mail is about, as subjects name them.
pub const REQUESTOR: &str = "{requestor}";

/// Writes what a mail is about as lists do, with what its topic adds to its subject.
pub fn subject(text: &str, topic: &[(&str, &str)]) -> Phrase {
    let whole = Phrase::plain(Safe::from(text));
    let mut said = SUBJECTS.iter().filter_map(|(long, short)| {
        let mut parts = parts(long, text)?;
        parts.extend(topic);
        filled(short, &parts)
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

/// Writes a form with what stands for the names in braces, dates without their year; nothing where
/// one of them is not known.
fn filled(form: &str, parts: &[(&str, &str)]) -> Option<String> {
    let mut said = String::new();
    for piece in form.split_inclusive('}') {
        let (words, name) = piece.split_at(piece.find('{').unwrap_or(piece.len()));
        said.push_str(words);
        if !name.is_empty() {
            let (_, part) = parts.iter().find(|(known, _)| *known == name)?;
            said.push_str(&dated(part));
        }
    }
    Some(said)
}

/// Writes a date as lists do where there is little room; whatever is none stays as it is.
fn dated(part: &str) -> String {
    let date = NaiveDate::parse_from_str(part, "%Y-%m-%d");
    date.map_or_else(
        |_| part.to_owned(),
        |date| date.format("%-d %b").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::TEMPLATES;

    fn short(text: &str) -> Option<String> {
        subject(text, &[]).short.map(|short| short.to_string())
    }

    #[test]
    fn a_subject_in_short_begins_with_what_became_of_whom_or_what() {
        assert_eq!(
            short("Request approved for Lars Berg to Ledger").as_deref(),
            Some("Approved: Lars Berg, Ledger")
        );
        assert_eq!(
            short("Extend access for Data {date} room by 2026-05-05").as_deref(),
            Some("Extend: Data {date} room by 5 May")
        );
        assert_eq!(
            short("Request approved to Ledger, from 2026-05-05 on").as_deref(),
            Some("Approved: Ledger from 5 May")
        );
        assert_eq!(
            short("Kim Ray approved the request for Ledger in the place of Lars Berg").as_deref(),
            Some("Approved: Ledger, by Kim Ray")
        );
        assert_eq!(short("Something else for Lars Berg"), None);
    }

    #[test]
    fn a_subject_that_names_nobody_is_told_apart_by_who_asked() {
        let text = "Action required: approve or deny request by 2026-05-17";
        let short = |topic: &[(&str, &str)]| {
            let short = subject(text, topic).short;
            short.map(|short| short.to_string())
        };
        assert_eq!(
            short(&[(REQUESTOR, "Lars Berg")]).as_deref(),
            Some("Decide: Lars Berg by 17 May")
        );
        assert_eq!(short(&[]).as_deref(), Some("Decide by 17 May"));
    }

    #[test]
    fn every_subject_that_mails_have_is_said_in_short() {
        for row in TEMPLATES {
            let is_known = SUBJECTS.iter().any(|(long, _)| *long == row.subject);
            assert!(is_known, "{}", row.subject);
        }
    }
}
