//! What is shown of the selected row of a list, and where.

use crate::domain::id::ObjectRef;
use crate::ui::layout::{Frames, Sharing, Stands};
use crate::ui::model::Ui;
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, ListPage, StackedPage};
use crate::ui::view::{DetailLine, Pane};

impl Ui {
    /// Returns how the list of the screen shares the body with its detail.
    pub fn sharing(&self, scene: &Scene<'_>) -> Sharing {
        let body = &self.here.page().body;
        let heads = body.list().map_or_else(Vec::new, |list| (list.heads)());
        let heads = match self.page(scene) {
            Some(page) => page.list.of_shown_columns(heads),
            None => heads,
        };
        Sharing::of(&heads, body.belongs())
    }

    /// Returns the page whose detail stands below its list, on a screen of this size.
    fn stacked(&self, scene: &Scene<'_>) -> Option<&'static StackedPage> {
        let Body::Stacked(page) = &self.here.page().body else {
            return None;
        };
        let stands = self.sharing(scene).stands(self.size);
        (self.preferences.frames == Frames::Boxes && stands == Stands::Below).then_some(page)
    }

    /// Returns what is said of a row of a list.
    pub fn said_of(&self, list: &ListPage, row: ObjectRef, scene: &Scene<'_>) -> Vec<DetailLine> {
        match self.stacked(scene) {
            Some(page) => (page.brief)(scene, row),
            None => (list.detail)(scene, row),
        }
    }
}

/// Returns the pane about a row of a list.
pub(super) fn pane(ui: &Ui, list: &ListPage, row: ObjectRef, scene: &Scene<'_>) -> Pane {
    let scroll = ui.page(scene).map_or(0, |state| state.scroll);
    let title = match ui.stacked(scene) {
        Some(page) => page.title.into(),
        None => scene.name(row),
    };
    super::lines_pane(title, ui.said_of(list, row, scene), scroll)
}
