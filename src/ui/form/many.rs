//! Forms whose answers are given for several objects, and forms taken up again.

use crate::domain::text::Safe;
use crate::ui::form::FormState;
use crate::ui::memory::Draft;
use crate::ui::scene::Scene;

/// The most objects of which a form says what will follow.
const NOTED: usize = 4;

impl FormState {
    /// Says what will follow for everything it is about, as far as there is room.
    pub(super) fn notes_of_all(&self, scene: &Scene<'_>) -> Vec<Safe> {
        let mut notes = self.notes_of_each(scene);
        notes.extend(self.leaving(scene));
        notes
    }

    fn notes_of_each(&self, scene: &Scene<'_>) -> Vec<Safe> {
        let about = self.about.iter().chain(&self.others).copied().map(Some);
        let of_one = |about| (self.table.notes)(scene, about, &self.answers);
        if self.others.is_empty() {
            return of_one(self.about);
        }
        let mut notes: Vec<Safe> = about.take(NOTED).flat_map(of_one).collect();
        if let Some(more @ 1..) = (self.others.len() + 1).checked_sub(NOTED) {
            notes.push(format!("and {more} more").into());
        }
        notes
    }

    /// Takes up what was typed into such a form before.
    pub fn take_up(&mut self, draft: Draft, scene: &Scene<'_>) {
        draft.fill(&mut self.answers);
        self.judge(scene);
    }
}
