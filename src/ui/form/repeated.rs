//! Groups of fields that repeat as often as somebody names another one.
//!
//! The first field of a group is its name. Naming the last group makes room for one more; a group
//! whose name is cleared counts no longer, and its other fields go away.

use crate::ui::form::{Answers, FieldKey};

/// Room for one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its number, counted from 1.
    pub number: usize,
    /// Whether it has a name, and so other fields.
    pub named: bool,
}

/// Lists the groups up to the last one with a name, and room for one more.
pub fn slots(answers: &Answers, name: &FieldKey) -> Vec<Slot> {
    let last = named(answers, name).last().copied().unwrap_or_default();
    (1..=last + 1)
        .map(|number| Slot {
            number,
            named: is_named(answers, name, number),
        })
        .collect()
}

/// Lists the numbers of the groups that have a name.
pub fn named(answers: &Answers, name: &FieldKey) -> Vec<usize> {
    let entered = (1..).take_while(|number| answers.value(&name.of(*number)).is_some());
    entered
        .filter(|number| is_named(answers, name, *number))
        .collect()
}

fn is_named(answers: &Answers, name: &FieldKey, number: usize) -> bool {
    !answers.text(&name.of(number)).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: FieldKey = FieldKey::new("name");

    fn room(names: &[&str]) -> Vec<(usize, bool)> {
        let numbered = (1..).zip(names);
        let answers = numbered.fold(Answers::default(), |answers, (number, name)| {
            answers.with_text(NAME.of(number), name)
        });
        slots(&answers, &NAME)
            .into_iter()
            .map(|slot| (slot.number, slot.named))
            .collect()
    }

    #[test]
    fn there_is_always_room_for_one_more_after_the_last_name() {
        assert_eq!(room(&[]), [(1, false)]);
        assert_eq!(room(&["a"]), [(1, true), (2, false)]);
        assert_eq!(room(&["", "b"]), [(1, false), (2, true), (3, false)]);
        assert_eq!(room(&["a", " "]), [(1, true), (2, false)]);
    }
}
