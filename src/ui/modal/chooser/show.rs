//! Turns a list to choose from into what is drawn.

use crate::domain::text::Safe;
use crate::ui::form::{Amount, Shows};
use crate::ui::layout::{Frames, Size};
use crate::ui::list::Motion;
use crate::ui::modal::chooser::{Chooser, Does, Row};
use crate::ui::view::{Beyond, ChoiceRow, ChoiceView, InputView, Mark};
use crate::ui::widget::choice::Room;

impl Chooser {
    /// Moves the selection on a body of a size; a page down ends with the last row that is in view
    /// when the selected one has just gone out of it, however many lines each of them takes.
    pub fn step(&mut self, motion: Motion, body: Size, frames: Frames) {
        let (rows, room) = self.laid_out(body, frames);
        let page = match motion {
            Motion::PageDown => room.fitting(rows.iter().skip(self.place + 1)),
            Motion::PageUp => room.fitting(rows.iter().take(self.place + 1).rev()),
            Motion::Up | Motion::Down | Motion::First | Motion::Last => 1,
        };
        self.move_by(motion, page);
    }

    /// Returns what is drawn of all rows, and the room for them on a body of a size.
    fn laid_out(&self, body: Size, frames: Frames) -> (Vec<ChoiceRow>, Room) {
        let rows = self.shown.iter().filter_map(|row| self.rows.get(*row));
        let rows: Vec<ChoiceRow> = rows.map(|row| self.drawn(row)).collect();
        let room = Room::of(body, frames, &self.says, &rows);
        (rows, room)
    }

    /// Returns what is drawn, on a body of a size.
    pub fn view(&self, body: Size, frames: Frames) -> ChoiceView {
        let (rows, room) = self.laid_out(body, frames);
        let until = (self.place + 1).min(rows.len());
        let above = room.fitting(rows.iter().take(until).rev());
        let first = until.saturating_sub(above);
        let page = room.fitting(rows.iter().skip(first));
        self.first.set(first);
        ChoiceView {
            title: self.title_with_count(),
            says: self.says.clone(),
            input: Some(InputView::Text {
                text: Safe::line(self.typed.text()),
                before: Safe::line(&self.typed.before_cursor()),
                counter: None,
                expects: 0,
            }),
            rows: rows.into_iter().skip(first).take(page).collect(),
            below: room.below,
            selected: (!self.shown.is_empty()).then(|| self.place - first),
            beyond: Beyond {
                above: first > 0,
                below: self.shown.len() > first + page,
            },
            switch: self.shows.map(|shows| {
                let all = Shows::ALL.iter();
                all.map(|(one, name)| (Safe::from(*name), *one == shows))
                    .collect()
            }),
            empty: if self.typed.text().is_empty() {
                self.nothing.clone()
            } else {
                self.empty.clone()
            },
        }
    }

    fn drawn(&self, row: &Row) -> ChoiceRow {
        ChoiceRow {
            mark: self.mark_of(row),
            text: row.text.clone(),
            aside: row.aside.clone(),
            note: row.note.clone(),
        }
    }

    fn title_with_count(&self) -> Safe {
        match &self.chosen {
            Some((Amount::Many, chosen)) => {
                format!("{} ({} chosen)", self.title, chosen.len()).into()
            }
            Some((Amount::One, _)) | None => self.title.clone(),
        }
    }

    fn mark_of(&self, row: &Row) -> Mark {
        match (&self.chosen, &row.does) {
            (Some((amount, chosen)), Does::Pick(pick)) => {
                let is_chosen = chosen.iter().any(|one| one.value == pick.value);
                match amount {
                    Amount::One => Mark::only(is_chosen),
                    Amount::Many => Mark::of(is_chosen),
                }
            }
            (Some(_), Does::Step(_)) | (None, _) => row.mark,
        }
    }
}
