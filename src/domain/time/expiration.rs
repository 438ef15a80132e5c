//! When access is wanted and when it ends, in Graph's form.

use serde::{Deserialize, Serialize};

use crate::domain::time::{Span, TimeError, Timestamp};

/// When access ends, in Graph's form `{"type":"afterDuration","duration":"P30D"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ExpirationPattern", into = "ExpirationPattern")]
pub enum Expiration {
    /// Nothing was asked for; the policy decides.
    NotSpecified,
    /// Access does not end by itself.
    Never,
    /// Access ends at an instant.
    At(Timestamp),
    /// Access ends so long after it begins.
    After(Span),
}

impl Expiration {
    /// Returns when access that begins at `start` ends.
    pub fn end(self, start: Timestamp) -> Option<Timestamp> {
        match self {
            Self::NotSpecified | Self::Never => None,
            Self::At(end) => Some(end),
            Self::After(span) => Some(start.plus(span)),
        }
    }
}

/// Graph's `expirationPattern`: a type, and exactly the member that belongs to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ExpirationPattern {
    #[serde(rename = "type")]
    kind: ExpirationKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_date_time: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<Span>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ExpirationKind {
    NotSpecified,
    NoExpiration,
    AfterDateTime,
    AfterDuration,
}

impl TryFrom<ExpirationPattern> for Expiration {
    type Error = TimeError;
    fn try_from(pattern: ExpirationPattern) -> Result<Self, TimeError> {
        match (pattern.kind, pattern.end_date_time, pattern.duration) {
            (ExpirationKind::NotSpecified, None, None) => Ok(Self::NotSpecified),
            (ExpirationKind::NoExpiration, None, None) => Ok(Self::Never),
            (ExpirationKind::AfterDateTime, Some(end), None) => Ok(Self::At(end)),
            (ExpirationKind::AfterDuration, None, Some(span)) => Ok(Self::After(span)),
            (
                ExpirationKind::NotSpecified
                | ExpirationKind::NoExpiration
                | ExpirationKind::AfterDateTime
                | ExpirationKind::AfterDuration,
                _,
                _,
            ) => Err(TimeError::NotAnExpiration),
        }
    }
}

impl From<Expiration> for ExpirationPattern {
    fn from(expiration: Expiration) -> Self {
        let (kind, end_date_time, duration) = match expiration {
            Expiration::NotSpecified => (ExpirationKind::NotSpecified, None, None),
            Expiration::Never => (ExpirationKind::NoExpiration, None, None),
            Expiration::At(end) => (ExpirationKind::AfterDateTime, Some(end), None),
            Expiration::After(span) => (ExpirationKind::AfterDuration, None, Some(span)),
        };
        Self {
            kind,
            end_date_time,
            duration,
        }
    }
}

/// When access is wanted, in Graph's form `{"startDateTime":…,"expiration":{…}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schedule {
    /// When access begins; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date_time: Option<Timestamp>,
    /// When access ends.
    #[serde(default = "not_specified")]
    pub expiration: Expiration,
}

const fn not_specified() -> Expiration {
    Expiration::NotSpecified
}

impl Schedule {
    /// The schedule of a request that asks for no particular time.
    pub const UNSPECIFIED: Self = Self {
        start_date_time: None,
        expiration: Expiration::NotSpecified,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expiration_has_exactly_the_member_of_its_type() {
        let good: Expiration =
            serde_json::from_str(r#"{"type":"afterDuration","duration":"P30D"}"#).unwrap();
        assert_eq!(good, Expiration::After(Span::days(30)));
        for bad in [
            r#"{"type":"afterDuration"}"#,
            r#"{"type":"noExpiration","duration":"P1D"}"#,
            r#"{"type":"afterDateTime","duration":"P1D"}"#,
        ] {
            assert!(serde_json::from_str::<Expiration>(bad).is_err(), "{bad}");
        }
    }
}
