//! How far back the lists of the log reach, and the key that has them reach further.

use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::{ListStep, Step};

/// Lists older changes too, for the filter and for output as well.
pub(in crate::ui::screen::admin) const FURTHER_BACK: Binding = Binding {
    keys: &[Chord::char('m')],
    action: Action::FurtherBack,
    label: "older changes too",
    shown: Shown::Help,
    step: |scene, _| {
        if scene.log.is_cut() {
            Ok(Step::List(ListStep::FurtherBack))
        } else {
            Err(Reason::new("there is nothing older"))
        }
    },
};

/// Names a list of the log, and says how much of the log it shows where that is not all.
pub(in crate::ui::screen::admin) fn newest(name: &str, scene: &Scene<'_>) -> Safe {
    if !scene.log.is_cut() {
        return name.into();
    }
    let (thousands, rest) = (scene.log.most() / 1_000, scene.log.most() % 1_000);
    let key = scene.keys.text(&FURTHER_BACK);
    format!("{name} (newest {thousands},{rest:03} changes, {key} for older)").into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn older_changes_are_listed_and_filtered_when_asked_for() {
        let mut made = Furnished::new();
        for round in 0..1_010 {
            let edit = json!({"do": "updateGroup", "with": {
                "group": made.desk.desk.tenant.groups.iter().next().unwrap().id,
                "description": format!("Round {round}")}});
            let command: Command = serde_json::from_value(edit).unwrap();
            made.desk.execute(command).unwrap();
        }
        made.at(Screen::AuditLog)
            .expect("Audit log (newest 1,000 changes, m for older)");
        made.desk
            .press("/")
            .type_text("activity:catalog")
            .press("enter");
        made.desk.expect("0 of 1000").press("m");
        made.desk
            .expect("Create access package catalog")
            .expect_no("newest");
        made.desk.press("m").expect("there is nothing older");
    }
}
