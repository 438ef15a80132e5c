//! The newest of the log in short, for those who only look in.

use crate::domain::audit::{Initiator, Reach};
use crate::domain::event::{Event, Fact};
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::audit::{names, reads, who};

/// How many changes are gone through at most for those worth telling.
const LOOKED_THROUGH: usize = 50;

/// Tells of the newest changes that the persona may read of, the newest first: when each was, and who
/// did what to which object. Who sat down at the desk is not among them.
pub(in crate::ui::screen) fn recent(scene: &Scene<'_>, most: usize) -> Vec<(Safe, Safe)> {
    if reads(scene).is_err() {
        return Vec::new();
    }
    let reach = Reach::of(scene.tenant(), scene.persona);
    let newest = (1..=scene.log.journal.last()).rev().take(LOOKED_THROUGH);
    let commits = newest.filter_map(|seq| scene.log.commit(seq));
    let told = commits.filter_map(|commit| {
        let mut events = commit.events.iter();
        let tells = |event: &&Event| reach.covers(&commit, event) && !is_of_the_seat(event);
        let event = events.find(tells)?;
        let by = who(scene, Initiator::of(&commit, event));
        let activity = event.told_as().activity();
        let text = match event.targets().first() {
            Some(target) => {
                format!("{by}: {activity}, {}", names::of(scene, event, *target))
            }
            None => format!("{by}: {activity}"),
        };
        Some((scene.calendar.near(commit.at), text.into()))
    });
    told.take(most).collect()
}

/// Tells whether an event says only who acts from now on.
fn is_of_the_seat(event: &Event) -> bool {
    matches!(event.told_as(), Fact::PersonaSwitched | Fact::SignedIn)
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn switching_persona_pushes_nothing_out_of_what_home_calls_recent() {
        let mut made = Furnished::new();
        for _ in 0..8 {
            made.desk
                .press("P")
                .type_text("administrator")
                .press("enter");
        }
        made.at(Screen::Home)
            .press("tab G")
            .expect("Administrator: Create")
            .expect_no("operator: Switch persona");
    }
}
