//! The shape of a month to choose a day from.

use crate::domain::text::Safe;
use crate::ui::view::InputView;

/// A day of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayView {
    /// Its number in the month.
    pub number: u32,
    /// Its weekday, date and zone.
    pub name: Safe,
    /// Whether it is the present day.
    pub is_today: bool,
    /// Whether it is the selected one.
    pub is_selected: bool,
    /// Why it cannot be chosen.
    pub fault: Option<Safe>,
}

/// A month to choose a day from, with the text that was typed over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthView {
    /// What the day is for.
    pub title: Safe,
    /// The month and its year.
    pub name: Safe,
    /// How many days of its first week, from Monday on, belong to the month before.
    pub blank: u32,
    /// Its days in order.
    pub days: Vec<DayView>,
    /// What can be typed.
    pub hint: Safe,
    /// What was typed, if anything.
    pub typed: Option<InputView>,
}

impl MonthView {
    /// Returns the selected day.
    pub fn selected(&self) -> Option<&DayView> {
        self.days.iter().find(|day| day.is_selected)
    }
}
