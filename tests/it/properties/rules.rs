//! The invariants: they hold after every step, whoever does what.

use std::collections::BTreeMap;

use accessdesk::domain::command::{Command, DeskCommand};
use accessdesk::domain::invariant;

use crate::support::random::{RandomDesk, seeds};

#[test]
fn random_commands_by_random_personas_keep_every_invariant() {
    let mut outcomes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for seed in seeds(10) {
        let mut desk = if seed % 4 == 0 {
            RandomDesk::founded(seed)
        } else {
            RandomDesk::furnished(seed)
        };
        for _ in 0..250 {
            let step = desk.step();
            let violations = invariant::check_all(desk.tenant());
            assert_eq!(violations, vec![], "{}", step.line);
        }
        for (name, (accepted, refused)) in &desk.outcomes {
            let sum = outcomes.entry(name.clone()).or_default();
            *sum = (sum.0 + accepted, sum.1 + refused);
        }
    }
    if std::env::var_os("ACCESSDESK_TEST_SEED").is_some() {
        return;
    }
    let rows = Command::TABLES.iter().copied().flatten();
    let never: Vec<&str> = rows
        .chain(DeskCommand::ROWS)
        .map(|row| row.name)
        .filter(|name| {
            outcomes
                .get(*name)
                .is_none_or(|(accepted, _)| *accepted == 0)
        })
        .collect();
    assert!(never.is_empty(), "never accepted: {never:?}; {outcomes:#?}");
}
