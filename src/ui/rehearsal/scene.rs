//! What a rehearsed turn looks at.

use std::ops::RangeInclusive;

use crate::domain::commit::Commit;
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::id::Person;
use crate::domain::refusal::DeskRefusal;
use crate::domain::time::Timestamp;
use crate::ui::calendar::{Calendar, DateStyle};
use crate::ui::keymap::moved::STANDARD;
use crate::ui::log::{Journal, Kept, Log, Modified};
use crate::ui::scene::{Reach, Scene};

/// Commits that were made one after another, the first with number one.
#[derive(Debug, Default)]
pub(super) struct Commits(pub(super) Vec<Commit>, Kept);

impl Journal for Commits {
    fn last(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, wanted: RangeInclusive<u64>, each: &mut dyn FnMut(u64, Commit)) {
        let numbered = (1_u64..).zip(&self.0);
        let wanted = numbered.filter(|(seq, _)| wanted.contains(seq));
        wanted.for_each(|(seq, commit)| each(seq, commit.clone()));
    }

    fn modified(&self, event: &Event) -> Vec<Modified> {
        let objects = usize::from(event.object().is_some());
        vec![Modified {
            name: "objects".to_owned(),
            old: String::new(),
            new: objects.to_string(),
        }]
    }
}

/// Returns what somebody's turn looks at.
pub(super) fn scene<'a>(
    desk: &'a Desk,
    commits: &'a Commits,
    persona: Person,
    now: Timestamp,
    overtaken: bool,
) -> Scene<'a> {
    let undo = match (desk.history.to_undo(), overtaken) {
        (None, _) => Err(DeskRefusal::NothingToUndo {}.into()),
        (Some(_), true) => Err(DeskRefusal::UndoOvertaken {}.into()),
        (Some(_), false) => Ok(()),
    };
    let redo = desk.history.to_redo().map(|_| ());
    Scene {
        desk,
        persona,
        calendar: Calendar {
            now,
            zone: desk.tenant.time_zone().0,
            style: DateStyle::Relative,
        },
        reach: Reach {
            undo,
            redo: redo.ok_or_else(|| DeskRefusal::NothingToRedo {}.into()),
        },
        keys: &STANDARD,
        closed: None,
        listener: None,
        log: Log {
            journal: commits,
            kept: Some(&commits.1),
        },
        ahead: None,
    }
}
