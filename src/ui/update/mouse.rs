//! What happens when somebody uses the mouse.

use crate::ui::form::FormStep;
use crate::ui::key::{Key, KeyCode};
use crate::ui::list::Motion;
use crate::ui::modal::{DayStep, Modal};
use crate::ui::model::Ui;
use crate::ui::msg::Effect;
use crate::ui::pointer::{Act, Target};
use crate::ui::scene::Scene;
use crate::ui::step::Answer;
use crate::ui::view::Focus;

/// Rows that one turn of the wheel moves.
const TURN: usize = 3;

impl Ui {
    /// Takes what was done with the mouse.
    pub(super) fn pointed(&mut self, act: Act, scene: &Scene<'_>) -> Vec<Effect> {
        if self.asked() || self.batch.is_some() {
            return Vec::new();
        }
        match act {
            Act::WheelUp => self.turn_wheel(Motion::Up, scene),
            Act::WheelDown => self.turn_wheel(Motion::Down, scene),
            Act::Click(target) => return self.click(&target, scene),
            Act::DoubleClick(target) => {
                let mut effects = self.click(&target, scene);
                if matches!(
                    target,
                    Target::Row(_) | Target::Cell(..) | Target::Choice(_) | Target::Day(_)
                ) {
                    effects.extend(self.key(Key::plain(KeyCode::Enter), scene));
                }
                return effects;
            }
        }
        Vec::new()
    }

    fn turn_wheel(&mut self, motion: Motion, scene: &Scene<'_>) {
        if let Some(Modal::Month(month)) = self.modals.last_mut() {
            let later = motion == Motion::Down;
            let step = if later {
                DayStep::MonthAfter
            } else {
                DayStep::MonthBefore
            };
            month.step(step, scene);
            return;
        }
        for _ in 0..TURN {
            self.move_through(motion, scene);
        }
    }

    fn click(&mut self, target: &Target, scene: &Scene<'_>) -> Vec<Effect> {
        match target {
            Target::Cover => {}
            Target::Row(place) => {
                let page = self.page_mut(scene);
                page.focus = Focus::List;
                page.list.select_in_view(*place);
            }
            Target::Cell(row, column) => {
                let page = self.page_mut(scene);
                page.focus = Focus::List;
                page.list.select_in_view(*row);
                page.columns.select_in_view(*column);
            }
            Target::Detail => {
                self.filter = None;
                self.page_mut(scene).focus = Focus::Detail;
            }
            Target::Tab(number) => self.open_tab(*number, scene),
            Target::Key(text) => return self.press_shown(text, scene),
            Target::Choice(place) => {
                if let Some(Modal::Chooser(list) | Modal::Picker(_, list)) = self.modals.last_mut()
                {
                    list.select_in_view(*place);
                }
            }
            Target::Day(number) => {
                if let Some(Modal::Month(month)) = self.modals.last_mut() {
                    month.select(*number, scene);
                }
            }
            Target::Away => return self.step_form(FormStep::There, scene),
            Target::Button(0) => return self.answer(Answer::No, scene),
            Target::Button(_) => return self.answer(Answer::Yes, scene),
        }
        Vec::new()
    }

    /// Presses the keys that a hint shows, a prefix before the key after it.
    fn press_shown(&mut self, text: &str, scene: &Scene<'_>) -> Vec<Effect> {
        let keys = text.split(' ').filter_map(|key| key.parse::<Key>().ok());
        let keys: Vec<Key> = keys.collect();
        keys.into_iter()
            .flat_map(|key| self.key(key, scene))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_sales() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For the field").press("Ctrl-S");
        desk
    }

    #[test]
    fn a_click_selects_the_row_under_it_and_a_double_click_opens_it() {
        let mut desk = with_sales();
        desk.expect(">Sales").click("General", 1).expect(">General");
        desk.click("Sales", 2).expect("Catalogs > Sales");
    }

    #[test]
    fn tabs_and_hints_are_pressed_by_clicking_them() {
        let mut desk = with_sales();
        desk.press("enter").click("2 Resources", 1);
        desk.expect("[2 Resources").click("? keys", 1);
        desk.expect("Keys of this screen").type_text("notices");
        desk.click("all notices", 2);
        desk.expect("Notices");
    }

    #[test]
    fn what_is_covered_is_not_clicked_and_no_is_a_button() {
        let mut desk = with_sales();
        desk.press("d")
            .click("[ No ]", 1)
            .expect_no("Delete catalog?");
        desk.press("n")
            .click("Description", 1)
            .expect("New catalog");
    }
}
