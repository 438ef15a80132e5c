//! What lies over a screen; the top one gets the keys.
//!
//! A stack of values, so that no overlay has a flag of its own and `Esc` always takes the top.

use ratatui::layout::Rect;

use crate::ui::form::{FieldKey, FormState};
use crate::ui::keymap::{self, Layer};
use crate::ui::layout::{Frames, Size, around};
use crate::ui::scene::Scene;
use crate::ui::view::{Content, DetailView, Overlay, Pane};

pub mod chooser;
pub mod confirm;
pub mod month;
pub mod reading;

pub use chooser::{Chooser, Does, Row, RowFinder};
pub use confirm::{Confirm, Grade, Verdict};
pub use month::{Aim, DayStep, Month, OnMoment};
pub use reading::{Reading, Way};

/// Something that lies over a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modal {
    /// A form or wizard.
    Form(Box<FormState>),
    /// A question.
    Confirm(Box<Confirm>),
    /// A list whose rows do something: palette, help, personas, notices.
    Chooser(Box<Chooser>),
    /// A list whose rows go into a field of the form below.
    Picker(FieldKey, Box<Chooser>),
    /// A month of which a day is chosen.
    Month(Box<Month>),
    /// Lines to read.
    Lines(Box<Reading>),
}

impl Modal {
    /// Returns the key tables that act while it is on top, the top one first; `room` is what lines to
    /// read have.
    pub fn layers(&self, room: Rect, frames: Frames) -> Vec<Layer> {
        use keymap::choice;
        match self {
            Self::Form(form) => keymap::form::layers(form),
            Self::Confirm(confirm) if confirm.takes_keys() => confirm.layers(around(room), frames),
            // A question not seen yet drops what is typed, so it shows no keys either.
            Self::Confirm(_) => Vec::new(),
            Self::Picker(_, chooser) => {
                let mark = match chooser.is_marked() {
                    _ if !chooser.takes_many() || chooser.rows() == 0 => None,
                    true => Some(choice::UNMARKING),
                    false => Some(choice::MARKING),
                };
                let enter = if chooser.takes_selected() && chooser.rows() > 0 {
                    choice::CHOOSING
                } else {
                    choice::MARKED
                };
                let kinds = chooser.is_of_both().then_some(choice::KINDS);
                let group = chooser.group().map(|_| choice::GROUP);
                let own = mark.into_iter().chain([enter]).chain(kinds).chain(group);
                own.chain([choice::going(chooser.rows())]).collect()
            }
            Self::Chooser(chooser) => {
                let acting = chooser.acts().then_some(choice::CHOOSING);
                let going = choice::going(chooser.rows());
                acting.into_iter().chain([going]).collect()
            }
            Self::Month(_) => vec![keymap::month::LAYER],
            Self::Lines(reading) => reading.layers(room, frames),
        }
    }

    /// Returns what is drawn, on a body of a size.
    pub fn overlay(&self, scene: &Scene<'_>, body: Size, frames: Frames) -> Overlay {
        match self {
            Self::Form(form) => Overlay::Form(form.view(scene)),
            Self::Confirm(confirm) => Overlay::Dialog(confirm.view()),
            Self::Chooser(chooser) | Self::Picker(_, chooser) => {
                Overlay::Choice(chooser.view(body, frames))
            }
            Self::Month(month) => Overlay::Month(month.view(scene)),
            Self::Lines(reading) => {
                let (lines, scroll) = reading.in_view(usize::from(body.height));
                let lines = lines.to_vec();
                Overlay::Lines(Pane {
                    title: reading.title.clone(),
                    content: Content::Detail(DetailView { lines, scroll }),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::form::{Amount, Pick};

    #[test]
    fn a_picker_of_several_offers_a_mark_only_where_there_is_a_row_to_mark() {
        let marks = |rows: Vec<Pick>| {
            let list = Chooser::pick("People", Amount::Many, rows, Vec::new());
            let picker = Modal::Picker(FieldKey::new("people"), Box::new(list));
            let layers = picker.layers(Rect::new(0, 0, 76, 20), Frames::Boxes);
            let marking = keymap::choice::MARKING.name;
            layers.iter().any(|layer| layer.name == marking)
        };
        assert!(marks(vec![Pick::new("kim", "Kim Ray")]));
        assert!(!marks(Vec::new()));
    }
}
