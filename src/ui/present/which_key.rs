//! The box with the keys that can follow a prefix.

use crate::domain::text::Safe;
use crate::ui::keymap::{self, Binding, Layer};
use crate::ui::layout::Size;
use crate::ui::model::Ui;
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{Beyond, ChoiceRow, ChoiceView, Mark, Overlay, Phrase};
use crate::ui::widget::choice;

/// A key that can follow, what it does, and why it does nothing here.
struct Follows {
    key: String,
    label: &'static str,
    reason: Option<Safe>,
}

impl Follows {
    const fn tone(&self) -> Tone {
        match self.reason {
            Some(_) => Tone::Disabled,
            None => Tone::Text,
        }
    }

    /// Returns a row of its own, which has room for the reason.
    fn row(&self) -> ChoiceRow {
        let note = match &self.reason {
            Some(reason) => Phrase::new(Tone::Disabled, format!("({}) {reason}", self.key)),
            None => Phrase::new(Tone::Key, self.key.as_str()),
        };
        ChoiceRow {
            mark: Mark::None,
            text: Phrase::new(self.tone(), self.label),
            aside: Phrase::default(),
            note,
        }
    }

    /// Returns the key and what it does, for a row that two share.
    fn phrase(&self) -> Phrase {
        let text = match self.reason {
            Some(_) => format!("({}) {}", self.key, self.label),
            None => format!("{}  {}", self.key, self.label),
        };
        Phrase::new(self.tone(), text)
    }
}

/// Shows the keys that can follow a prefix, once it has waited long enough; where they are more than
/// there are lines, two share one.
pub(super) fn overlay(ui: &Ui, layers: &[Layer], scene: &Scene<'_>, body: Size) -> Option<Overlay> {
    let prefix = ui
        .prefix
        .filter(|prefix| prefix.shows(ui.preferences.which_key_delay))?;
    let spot = ui.spot(scene);
    let follows = |row: &Binding| row.answer(scene, &spot).err().map(|reason| reason.0);
    let all = keymap::after(layers, prefix.key, scene).into_iter();
    let all: Vec<Follows> = all
        .map(|(key, row)| Follows {
            key: key.to_string(),
            label: row.label,
            reason: follows(row),
        })
        .collect();
    // There is no line to type in.
    let lines = choice::rows(body, &[]) + 1;
    let rows = if all.len() <= lines {
        all.iter().map(Follows::row).collect()
    } else {
        let (left, right) = all.split_at(all.len().div_ceil(2));
        let right = right.iter().map(Some).chain(std::iter::repeat(None));
        left.iter().zip(right).map(pair).collect()
    };
    Some(Overlay::Choice(ChoiceView {
        title: format!("{} then", prefix.key).into(),
        says: Vec::new(),
        input: None,
        switch: None,
        rows,
        selected: None,
        beyond: Beyond::default(),
        below: 0,
        empty: Safe::default(),
    }))
}

fn pair((left, right): (&Follows, Option<&Follows>)) -> ChoiceRow {
    ChoiceRow {
        mark: Mark::None,
        text: left.phrase(),
        aside: right.map(Follows::phrase).unwrap_or_default(),
        note: Phrase::default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn the_smallest_screen_shows_every_key_that_can_follow() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.tell(Msg::Resize(Size::LEAST));
        desk.press("g").tell(Msg::Waited(300));
        for label in [
            "g  first row",
            "c  catalogs",
            "d  approvals",
            "n  all notices",
        ] {
            desk.expect(label);
        }
    }

    #[test]
    fn what_does_nothing_here_is_greyed_with_its_reason() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("y").tell(Msg::Waited(300));
        desk.expect("(l) only packages have a request link");
    }
}
