//! Goes from screen to screen, and back and forth through those visited.

use crate::domain::id::ObjectRef;
use crate::ui::model::Ui;
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;

impl Ui {
    pub(super) fn go(&mut self, screen: Screen, scene: &Scene<'_>) {
        if screen != self.here {
            self.past.push(self.here);
            self.ahead.clear();
        }
        self.arrive(screen, scene);
    }

    /// Goes to an object on the screen that lists it, without the filter that would hide it.
    pub(super) fn go_to(&mut self, screen: Screen, object: ObjectRef, scene: &Scene<'_>) {
        self.go(screen, scene);
        if !self.page_mut(scene).list.shown().contains(&object) {
            self.set_filter("", scene);
        }
        self.page_mut(scene).list.select(object);
    }

    fn arrive(&mut self, screen: Screen, scene: &Scene<'_>) {
        if screen != self.here {
            self.notices.screen_left();
        }
        self.here = screen;
        self.filter = None;
        self.reload(scene);
    }

    pub(super) fn visit_previous(&mut self, scene: &Scene<'_>) {
        if let Some(screen) = self.past.pop() {
            self.ahead.push(self.here);
            self.arrive(screen, scene);
        }
    }

    pub(super) fn visit_next(&mut self, scene: &Scene<'_>) {
        if let Some(screen) = self.ahead.pop() {
            self.past.push(self.here);
            self.arrive(screen, scene);
        }
    }

    pub(super) fn open_tab(&mut self, number: usize, scene: &Scene<'_>) {
        let place = number.checked_sub(1);
        let tab = place.and_then(|place| self.faces(scene).get(place).cloned());
        if let Some((_, screen)) = tab {
            self.go(screen, scene);
        }
    }
}
