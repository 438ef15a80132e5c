//! How often something comes again, in Graph's form.

use chrono::Months;
use serde::{Deserialize, Serialize};

use crate::domain::shape::{Member, Shape, Shaped};
use crate::domain::subject::words;
use crate::domain::text::Attribute;
use crate::domain::time::{Span, Timestamp};

words! {
    /// In what unit a rhythm counts.
    RecurrenceType {
        /// Days.
        Daily = "daily", "daily";
        /// Weeks.
        Weekly = "weekly", "weekly";
        /// Months, on a day of the month.
        AbsoluteMonthly = "absoluteMonthly", "monthly";
        /// Months, on a weekday.
        RelativeMonthly = "relativeMonthly", "monthly on a weekday";
        /// Years, on a date.
        AbsoluteYearly = "absoluteYearly", "yearly";
        /// Years, on a weekday.
        RelativeYearly = "relativeYearly", "yearly on a weekday";
    }

    /// How a rhythm ends.
    RangeType {
        /// Never.
        NoEnd = "noEnd", "without an end";
        /// On a date.
        EndDate = "endDate", "until a date";
        /// After so many times.
        Numbered = "numbered", "a number of times";
    }

    /// How often reviews come.
    Frequency {
        /// Every week.
        Weekly = "weekly", "Weekly";
        /// Every month.
        Monthly = "monthly", "Monthly";
        /// Every three months.
        Quarterly = "quarterly", "Quarterly";
        /// Every six months.
        HalfYearly = "halfYearly", "Bi-annually";
        /// Every year.
        Annually = "annually", "Annually";
    }
}

/// A rhythm; one that reviews cannot follow is kept as it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recurrence {
    /// How often.
    pub pattern: RecurrencePattern,
    /// Until when.
    #[serde(default)]
    pub range: RecurrenceRange,
}

/// How often something comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecurrencePattern {
    /// The unit.
    #[serde(rename = "type")]
    pub kind: RecurrenceType,
    /// Every how many units.
    pub interval: u32,
    /// The month of a yearly rhythm.
    #[serde(default)]
    pub month: u32,
    /// The day of the month.
    #[serde(default)]
    pub day_of_month: u32,
    /// The weekdays.
    #[serde(default)]
    pub days_of_week: Vec<Attribute>,
    /// With which weekday a week begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day_of_week: Option<Attribute>,
    /// Which of the weekdays in a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<Attribute>,
}

/// Until when something comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecurrenceRange {
    /// In what way it ends.
    #[serde(rename = "type")]
    pub kind: RangeType,
    /// After how many times.
    #[serde(default)]
    pub number_of_occurrences: u32,
    /// The date of the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Attribute>,
    /// The date of the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Attribute>,
    /// The zone of the dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence_time_zone: Option<Attribute>,
}

impl Default for RecurrencePattern {
    fn default() -> Self {
        Self {
            kind: RecurrenceType::AbsoluteYearly,
            interval: 1,
            month: 0,
            day_of_month: 0,
            days_of_week: Vec::new(),
            first_day_of_week: None,
            index: None,
        }
    }
}

impl Default for RecurrenceRange {
    fn default() -> Self {
        Self {
            kind: RangeType::NoEnd,
            number_of_occurrences: 0,
            start_date: None,
            end_date: None,
            recurrence_time_zone: None,
        }
    }
}

impl Shaped for Recurrence {
    const SHAPE: Shape = Shape::Object(&[
        Member::new("pattern", PATTERN, true),
        Member::new("range", RANGE, false),
    ]);
}

const PATTERN: Shape = Shape::Object(&[
    Member::new("type", RecurrenceType::SHAPE, true),
    Member::new("interval", Shape::Number, true),
    Member::new("month", Shape::Number, false),
    Member::new("dayOfMonth", Shape::Number, false),
    Member::new("daysOfWeek", Shape::List(&Attribute::SHAPE), false),
    Member::new("firstDayOfWeek", Attribute::SHAPE, false),
    Member::new("index", Attribute::SHAPE, false),
]);

const RANGE: Shape = Shape::Object(&[
    Member::new("type", RangeType::SHAPE, true),
    Member::new("numberOfOccurrences", Shape::Number, false),
    Member::new("startDate", Attribute::SHAPE, false),
    Member::new("endDate", Attribute::SHAPE, false),
    Member::new("recurrenceTimeZone", Attribute::SHAPE, false),
]);

impl Recurrence {
    /// Returns how often reviews come; nothing for a rhythm that is only kept.
    pub const fn frequency(&self) -> Option<Frequency> {
        if !matches!(self.range.kind, RangeType::NoEnd) {
            return None;
        }
        match (self.pattern.kind, self.pattern.interval) {
            (RecurrenceType::Weekly, 1) => Some(Frequency::Weekly),
            (RecurrenceType::AbsoluteMonthly, 1) => Some(Frequency::Monthly),
            (RecurrenceType::AbsoluteMonthly, 3) => Some(Frequency::Quarterly),
            (RecurrenceType::AbsoluteMonthly, 6) => Some(Frequency::HalfYearly),
            (RecurrenceType::AbsoluteMonthly, 12) | (RecurrenceType::AbsoluteYearly, 1) => {
                Some(Frequency::Annually)
            }
            (
                RecurrenceType::Daily
                | RecurrenceType::Weekly
                | RecurrenceType::AbsoluteMonthly
                | RecurrenceType::RelativeMonthly
                | RecurrenceType::AbsoluteYearly
                | RecurrenceType::RelativeYearly,
                _,
            ) => None,
        }
    }
}

impl Frequency {
    /// Returns the most time that a review may last, so that one is over before the next begins.
    pub const fn longest(self) -> Span {
        Span::days(match self {
            Self::Weekly => 6,
            Self::Monthly => 27,
            Self::Quarterly => 80,
            Self::HalfYearly => 175,
            Self::Annually => 360,
        })
    }

    /// Returns the n-th time, counted from the first: the same day of the month, or the last one
    /// of a shorter month.
    fn nth(self, first: Timestamp, n: u32) -> Option<Timestamp> {
        let months = match self {
            Self::Weekly => {
                let weeks = u64::from(n).checked_mul(Span::days(7).as_seconds())?;
                let then = first.plus(Span::seconds(weeks));
                return (then.since(first).as_seconds() == weeks).then_some(then);
            }
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Annually => 12,
        };
        let months = Months::new(n.checked_mul(months)?);
        let then = first.to_utc().checked_add_months(months)?.timestamp();
        let instant = Timestamp::from_seconds(then);
        (instant.seconds() == then).then_some(instant)
    }

    /// Returns the first time that does not come before `from`; none before the end of the calendar.
    pub fn first_from(self, first: Timestamp, from: Timestamp) -> Option<Timestamp> {
        let unit = match self {
            Self::Weekly => 7,
            Self::Monthly => 31,
            Self::Quarterly => 92,
            Self::HalfYearly => 184,
            Self::Annually => 366,
        };
        // No month is longer than the unit, so this many have passed at least.
        let passed = u32::try_from(from.since(first).whole_days() / unit).ok()?;
        (passed..=u32::MAX)
            .map_while(|n| self.nth(first, n))
            .find(|then| *then >= from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn the_next_time_is_the_same_day_of_the_month_or_the_last_one_there_is() {
        #[track_caller]
        fn case(frequency: Frequency, first: &str, from: &str, expected: &str) {
            let next = frequency.first_from(at(first), at(from)).unwrap();
            assert_eq!(next.to_string(), expected);
        }
        let first = "2026-01-31T09:00:00Z";
        case(Frequency::Monthly, first, first, first);
        case(
            Frequency::Monthly,
            first,
            "2026-02-01T00:00:00Z",
            "2026-02-28T09:00:00Z",
        );
        case(
            Frequency::Monthly,
            first,
            "2026-03-01T00:00:00Z",
            "2026-03-31T09:00:00Z",
        );
        case(
            Frequency::Quarterly,
            first,
            "2026-01-31T09:00:01Z",
            "2026-04-30T09:00:00Z",
        );
        case(
            Frequency::HalfYearly,
            first,
            "2030-08-01T00:00:00Z",
            "2031-01-31T09:00:00Z",
        );
        case(
            Frequency::Annually,
            "2024-02-29T00:00:00Z",
            "2027-01-01T00:00:00Z",
            "2027-02-28T00:00:00Z",
        );
        case(
            Frequency::Weekly,
            first,
            "2026-02-08T00:00:00Z",
            "2026-02-14T09:00:00Z",
        );
        case(Frequency::Annually, first, "2020-01-01T00:00:00Z", first);
    }

    #[test]
    fn nothing_comes_again_after_the_end_of_the_calendar() {
        let last = at("9999-06-01T00:00:00Z");
        let later = at("9999-06-01T00:00:01Z");
        assert_eq!(Frequency::Annually.first_from(last, later), None);
        assert_eq!(
            Frequency::Weekly.first_from(last, at("9999-12-31T00:00:00Z")),
            None
        );
    }

    #[test]
    fn rhythms_that_reviews_cannot_follow_are_kept_without_a_frequency() {
        #[track_caller]
        fn case(json: &str, expected: Option<Frequency>) {
            let recurrence: Recurrence = serde_json::from_str(json).unwrap();
            assert_eq!(recurrence.frequency(), expected, "{json}");
            let written = serde_json::to_string(&recurrence).unwrap();
            let again: Recurrence = serde_json::from_str(&written).unwrap();
            assert_eq!(again, recurrence);
        }
        case(
            r#"{"pattern":{"type":"absoluteMonthly","interval":3,"month":0,"dayOfMonth":0,"daysOfWeek":[]},"range":{"type":"noEnd","numberOfOccurrences":0}}"#,
            Some(Frequency::Quarterly),
        );
        case(
            r#"{"pattern":{"type":"absoluteMonthly","interval":12}}"#,
            Some(Frequency::Annually),
        );
        case(
            r#"{"pattern":{"type":"weekly","interval":2,"daysOfWeek":["monday"]}}"#,
            None,
        );
        case(
            r#"{"pattern":{"type":"weekly","interval":1},"range":{"type":"numbered","numberOfOccurrences":3}}"#,
            None,
        );
    }
}
