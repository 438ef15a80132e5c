//! What an empty list says: what would be here, why it is not, and which key helps.

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::keymap::{Binding, Layer, Spot};
use crate::ui::list::ListState;
use crate::ui::model::Ui;
use crate::ui::scene::Scene;
use crate::ui::screen::ListPage;
use crate::ui::screen::extent::Extent;
use crate::ui::wording;

/// Stands around a key in the text of an empty list.
const MARK: char = '`';

/// Says why no row is shown: the persona may see none, there is none, or the filter lets none pass.
pub(super) fn says(
    ui: &Ui,
    state: &ListState<ObjectRef>,
    list: &ListPage,
    scene: &Scene<'_>,
) -> Vec<Safe> {
    // Where rows are shown nobody reads this, and asking every key of it would cost each frame.
    if !state.shown().is_empty() {
        return Vec::new();
    }
    let extent = ui.here.extent(scene);
    if let Extent::Nothing(reason) = &extent {
        return vec![reason.not_shown().into()];
    }
    let filter = state.filter();
    // The filter that nobody typed is not why there is nothing where it hides nothing.
    if filter.is_empty() || (state.total() == 0 && filter == ui.here.first_filter()) {
        let (layers, spot) = (ui.screen_layers(scene), ui.spot(scene));
        let texts = list.empty.iter().map(|text| extent.says(text));
        let texts = texts.map(|text| with_keys(text.as_str(), &layers, scene, &spot));
        return texts.collect();
    }
    let kind = state.ends().and_then(|(first, last)| {
        let kind = first.kind();
        (kind == last.kind()).then_some(kind)
    });
    let (_, total) = super::counts(state, list, scene);
    let total = wording::counted(total, kind);
    let text = format!("No match for \"{filter}\". {total} without the filter, Esc clears it.");
    vec![text.into()]
}

/// Writes the keys of a text as they are now, and behind what each does why it does nothing here.
fn with_keys(text: &str, layers: &[Layer], scene: &Scene<'_>, spot: &Spot) -> Safe {
    let mut written = String::new();
    let mut reason = None;
    for (place, part) in text.split(MARK).enumerate() {
        let is_key = place % 2 == 1;
        let row = is_key.then(|| usual(part, layers)).flatten();
        match row {
            Some(row) => {
                written.push_str(&scene.keys.text(row));
                reason = row.answer(scene, spot).err();
            }
            None if is_key => written.push_str(part),
            None => {
                let end = part.find([';', '.']).unwrap_or(part.len());
                let (clause, rest) = part.split_at(end);
                written.push_str(clause);
                if let Some(reason) = reason.take() {
                    written.push_str(" (");
                    written.push_str(reason.0.as_str().trim_end_matches('.'));
                    written.push(')');
                }
                written.push_str(rest);
            }
        }
    }
    written.into()
}

/// Finds the row that has a key where nobody moved any.
fn usual(key: &str, layers: &[Layer]) -> Option<&'static Binding> {
    let mut rows = layers.iter().flat_map(|layer| layer.bindings);
    rows.find(|row| row.keys.iter().any(|chord| chord.to_string() == key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::with_keys;
    use crate::domain::command::Command;
    use crate::ui::action::Action;
    use crate::ui::key::Key;
    use crate::ui::keymap::Chord;
    use crate::ui::keymap::moved::Keys;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::scene::Scene;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, requested, tutorial};

    fn order(desk: &mut Rehearsal, line: serde_json::Value) {
        let command: Command = serde_json::from_value(line).unwrap();
        desk.execute(command).unwrap();
    }

    #[test]
    fn an_empty_list_names_the_keys_as_settings_have_them() {
        let mut desk = tutorial(|_| {});
        desk.press("g o").expect("n connects another directory");
        let mut keys = Keys::default();
        keys.set(Action::New, vec![Chord::One(Key::char('b'))])
            .unwrap();
        let scene = Scene {
            keys: &keys,
            ..desk.scene()
        };
        let (layers, spot) = (desk.ui.screen_layers(&scene), desk.ui.spot(&scene));
        let said = with_keys("`n` makes one, not n.", &layers, &scene, &spot);
        assert_eq!(said.as_str(), "b makes one, not n.");
    }

    #[test]
    fn an_empty_list_says_why_its_key_does_nothing_for_the_persona() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Requestor", Screen::Organizations)
            .expect("n connects another directory or mail domain (this needs Global");
        act_as(&mut desk, "Requestor", Screen::Assignments).expect("g r shows the requests.");
    }

    #[test]
    fn whoever_is_locked_out_sees_nothing_of_my_access_and_reads_why() {
        let mut desk = requested();
        let requestor = desk.persona;
        desk.expect("Test package");
        act_as(&mut desk, "Administrator", Screen::Users);
        let user = requestor.user().unwrap();
        let with = json!({"user": user, "accountEnabled": false});
        order(&mut desk, json!({"do": "updateUser", "with": with}));
        for screen in [Screen::OwnRequests, Screen::AvailablePackages] {
            act_as(&mut desk, "Requestor", screen)
                .expect("Not shown: Requestor cannot sign in")
                .expect("Enable the account under Directory, Users.")
                .expect(" Request history ")
                .expect_no("Test package");
        }
        desk.press("g d")
            .expect("Not shown: Requestor cannot sign in");
    }

    #[test]
    fn whoever_sees_only_some_people_is_not_told_how_many_there_are() {
        let mut desk = tutorial(|_| {});
        desk.press("g u").expect("1 Users 3").expect("2 Groups 1");
        let with = json!({
            "displayName": "Kim", "userPrincipalName": "kim@woodgrovebank.onmicrosoft.com",
            "userType": "Guest",
        });
        order(&mut desk, json!({"do": "createUser", "with": with}));
        act_as(&mut desk, "Kim", Screen::Users)
            .expect("kim@")
            .expect_no("Users 4")
            .expect_no("Groups 1");
    }
}
