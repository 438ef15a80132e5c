//! The keys of a month to choose a day from.

use crate::ui::action::Action;
use crate::ui::key::KeyCode;
use crate::ui::keymap::global::HELP;
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::modal::DayStep;
use crate::ui::step::Step;

/// The layer of an open month; what no row names is typed as a date.
pub const LAYER: Layer = Layer {
    name: "Months",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::Enter)],
            Action::Enter,
            "choose",
            Shown::Footer,
            |_, _| Ok(Step::Choose),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Right)],
            Action::DayAfter,
            "day",
            Shown::Footer,
            |_, _| Ok(Step::Day(DayStep::DayAfter)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::PageDown)],
            Action::MonthAfter,
            "next month",
            Shown::Footer,
            |_, _| Ok(Step::Day(DayStep::MonthAfter)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Escape)],
            Action::Back,
            "back",
            Shown::Footer,
            |_, _| Ok(Step::Back),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Down)],
            Action::WeekAfter,
            "week",
            Shown::Footer,
            |_, _| Ok(Step::Day(DayStep::WeekAfter)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Left)],
            Action::DayBefore,
            "day before",
            Shown::KeyOnly,
            |_, _| Ok(Step::Day(DayStep::DayBefore)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Up)],
            Action::WeekBefore,
            "week before",
            Shown::KeyOnly,
            |_, _| Ok(Step::Day(DayStep::WeekBefore)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::PageUp)],
            Action::MonthBefore,
            "month before",
            Shown::KeyOnly,
            |_, _| Ok(Step::Day(DayStep::MonthBefore)),
        ),
        HELP,
        Binding::new(
            &[Chord::ctrl('c')],
            Action::Quit,
            "quit",
            Shown::KeyOnly,
            |_, _| Ok(Step::Quit),
        ),
    ],
};
