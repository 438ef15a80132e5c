//! Shapes for what people would rather look at than read.

use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::ui::view::{Moment, Phrase};

/// A length of time with what happens in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The instants on it, in order; the one that is now is among them.
    pub marks: Vec<AxisMark>,
}

/// An instant on an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisMark {
    /// When it is.
    pub at: Timestamp,
    /// How it relates to now; now itself is the present.
    pub moment: Moment,
    /// What happens, in a few words.
    pub what: Safe,
    /// The instant in words.
    pub when: Safe,
}

/// Numbers over time, one bar for each stretch of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// The numbers in order.
    pub values: Vec<usize>,
    /// What the first stretch is.
    pub first: Safe,
    /// What the last stretch is.
    pub last: Safe,
}

/// Things of which each leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The things in order.
    pub links: Vec<Phrase>,
}
