//! What a form ends as it is filled in now, at once or when a review closes, so that what becomes of
//! guests is said before it is saved.

use std::collections::BTreeSet;

use crate::domain::id::{AssignmentId, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::form::{Answers, FormState, FormTable, decision, review};
use crate::ui::scene::Scene;
use crate::ui::wording::guest::foretold;

/// What is known of the assignments that end by a form about one object.
type Ends = fn(&Scene<'_>, ObjectRef, &Answers) -> Vec<AssignmentId>;

/// The forms whose commands end assignments.
static ENDING: [(&FormTable, Ends); 3] = [
    (&decision::REVOKE, |scene, about, _| {
        decision::ending(scene, about)
    }),
    (&review::DENY, |scene, about, _| {
        review::ending(scene, about)
    }),
    (&review::CHANGE, |scene, about, answers| {
        if review::denies(answers) {
            review::ending(scene, about)
        } else {
            Vec::new()
        }
    }),
];

impl FormState {
    /// Says what becomes of the guests who lose the last package by all that it is about.
    pub(super) fn leaving(&self, scene: &Scene<'_>) -> Option<Safe> {
        let (_, ends) = ENDING.iter().find(|(table, _)| *table == self.table)?;
        let about = self.about.iter().chain(&self.others);
        let ending: BTreeSet<AssignmentId> = about
            .flat_map(|about| ends(scene, *about, &self.answers))
            .collect();
        foretold(scene, &ending).map(Safe::from)
    }
}
