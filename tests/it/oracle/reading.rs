//! Reads what lines say: texts, lists, instants and spans.

use serde_json::Value;

/// Seconds since 1970.
pub(super) type Instant = i64;
pub(super) const DAY: Instant = 86_400;

/// Reads a text member; empty when it is absent.
pub(super) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// Reads the items of a list member.
pub(super) fn items<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().map_or(&[], Vec::as_slice)
}

/// Reads a list of texts.
pub(super) fn texts(value: &Value, member: &str) -> Vec<String> {
    items(value, member)
        .iter()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

/// Reads a duration of days, or of hours, minutes and seconds.
pub(super) fn seconds(text: &str) -> Instant {
    let mut total = 0;
    let mut number = 0;
    for letter in text.chars().skip(1) {
        match letter {
            '0'..='9' => number = number * 10 + Instant::from(letter.to_digit(10).unwrap()),
            'T' => {}
            unit => {
                total += number
                    * match unit {
                        'D' => DAY,
                        'H' => 3_600,
                        'M' => 60,
                        _ => 1,
                    };
                number = 0;
            }
        }
    }
    total
}

/// Reads an instant.
pub(super) fn instant(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp()
}

/// Writes an instant.
pub(super) fn written(at: Instant) -> String {
    chrono::DateTime::from_timestamp(at, 0)
        .unwrap()
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Returns when access ends that begins at `start`; `None` for never.
pub(super) fn end_of(expiration: &Value, start: Instant) -> Option<Instant> {
    match text(expiration, "type") {
        "afterDateTime" => Some(instant(text(expiration, "endDateTime"))),
        "afterDuration" => Some(start + seconds(text(expiration, "duration"))),
        _ => None,
    }
}

/// Tells whether an expiration says anything.
pub(super) fn is_given(expiration: &Value) -> bool {
    !matches!(text(expiration, "type"), "" | "notSpecified")
}
