//! The line under a step of a wizard that tells of a problem of another step, and the way there.
//!
//! It is the last stop behind the fields, so that Enter keeps its meaning in each of them.

use crate::domain::text::Safe;
use crate::ui::form::{FieldKey, FormState};
use crate::ui::view::AwayView;

impl FormState {
    /// Returns the first field of another step whose problem is shown, and what the line says of it.
    fn away(&self) -> Option<(FieldKey, Safe)> {
        if !self.is_wizard() || self.is_review() {
            return None;
        }
        let others = self.steps.iter().enumerate();
        let others = others.filter(|(at, _)| *at != self.at);
        let mut fields = others.flat_map(|(_, step)| step.fields.iter().map(move |it| (step, it)));
        fields.find_map(|(step, field)| {
            let problem = self.sentence(field)?;
            Some((
                field.key.clone(),
                format!("{}: {problem}", step.title).into(),
            ))
        })
    }

    /// Returns how many places the focus can be in: the fields, and the line where there is one.
    pub(super) fn stops(&self) -> usize {
        self.fields().len() + usize::from(self.away().is_some())
    }

    /// Tells whether the line has the focus.
    pub fn is_on_line(&self) -> bool {
        self.focus >= self.fields().len() && self.away().is_some()
    }

    /// Goes to the field of which the line tells.
    pub(super) fn go_away(&mut self) {
        if let Some((key, _)) = self.away() {
            self.go_to_field(&key);
        }
    }

    /// Takes the focus back to the last field when the line that had it is gone.
    pub(super) fn stay_on_fields(&mut self) {
        let last = self.stops().saturating_sub(1);
        self.focus = self.focus.min(last);
    }

    /// Returns the line as it is drawn.
    pub(super) fn away_view(&self) -> Option<AwayView> {
        let (_, text) = self.away()?;
        Some(AwayView {
            text,
            has_focus: self.is_on_line(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    /// Somebody has left the first step of a new package without a name.
    fn nameless() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Packages);
        desk.press("n pagedown pagedown");
        desk
    }

    #[test]
    fn a_problem_of_another_step_is_told_and_enter_on_the_line_goes_there() {
        let mut desk = nameless();
        desk.expect("! Basics: Name is empty.");
        desk.expect("Tab here, Enter goes there");
        desk.press("up").expect("> ! Basics: Name is empty.");
        desk.expect("Enter go there").press("enter");
        desk.expect("[>] Basics").expect("* Name *");
    }

    #[test]
    fn the_line_is_clicked_and_goes_once_the_problem_is_fixed() {
        let mut desk = nameless();
        desk.click("! Basics: Name is empty.", 1);
        desk.expect("[>] Basics").type_text("Kit");
        desk.press("pagedown").expect_no("Name is empty");
    }

    #[test]
    fn enter_in_a_field_means_what_it_always_does() {
        let mut desk = nameless();
        desk.press("enter").expect("[>] Requests");
    }
}
