//! Keys that act on marked rows are offered where they do something to one of them.

use accessdesk::domain::id::{ObjectRef, Person};
use accessdesk::ui::bulk::gather;
use accessdesk::ui::keymap::Spot;
use accessdesk::ui::scene::Reason;

use super::looking::{busiest, seen};
use super::places;
use crate::support::random::{RandomDesk, seeds};

/// How many rows are marked, and how many lists of a kind they are marked in.
const MARKED: usize = 3;
const LISTS: usize = 2;

/// Asks every key that takes marks for rows marked by chance; returns how many are offered and greyed.
fn ask_marked(desk: &mut RandomDesk, persona: Person) -> (usize, usize) {
    let known: Vec<ObjectRef> = desk.known();
    let (mut offered, mut greyed) = (0, 0);
    seen(desk, persona, |scene, dice| {
        for screen in places::screens(scene, &known, dice, LISTS) {
            let marked = places::some(dice, &places::rows(scene, screen), MARKED);
            let spot = Spot {
                marks: marked.len(),
                first_marked: marked.clone(),
                ..places::spot(screen, marked.first().copied())
            };
            let keys = screen.page().bindings.iter();
            for key in keys.filter(|key| key.action.takes_marks() && !marked.is_empty()) {
                let answer = key.answer(scene, &spot).map(|_| ());
                let gathered = gather(key, &marked, scene, &spot).map(|_| ());
                let reason = |verdict: Result<(), Reason>| verdict.err().map(|reason| reason.0);
                let place = format!("{} on {screen:?}: {marked:?}", key.label);
                offered += usize::from(answer.is_ok());
                greyed += usize::from(answer.is_err());
                assert_eq!(reason(answer), reason(gathered), "{place}");
            }
        }
    });
    (offered, greyed)
}

#[test]
fn a_key_of_marked_rows_is_offered_just_where_it_does_something_to_one_of_them() {
    let (mut offered, mut greyed) = (0, 0);
    for seed in seeds(12) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..3 {
            for _ in 0..20 {
                desk.step();
            }
            for persona in busiest(&mut desk) {
                let asked = ask_marked(&mut desk, persona);
                (offered, greyed) = (offered + asked.0, greyed + asked.1);
            }
        }
    }
    assert!(offered > 50 && greyed > 50, "{offered} and {greyed}");
}
