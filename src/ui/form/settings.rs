//! The form that edits the settings of entitlement management.

use crate::domain::command::{Command, OrganizationCommand, UpdateSettings};
use crate::domain::settings::ExternalUserLifecycleAction;
use crate::domain::time::Span;
use crate::ui::form::difference::changed;
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Step};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const ACTION: FieldKey = FieldKey::new("externalUserLifecycleAction");
const DAYS: FieldKey = FieldKey::new("durationUntilExternalUserDeletedAfterBlocked");
const WITHOUT_BLOCK: FieldKey = FieldKey::new("deleteWithoutBlock");

/// The longest wait in days that the form takes.
const MOST_DAYS: u32 = 3_660;

/// Edits the settings; those without any effect yet are not among the fields.
pub static EDIT: FormTable = FormTable {
    name: "edit-settings",
    title: |_, _| "Edit settings".into(),
    verb: "save",
    steps: |_, _, _| vec![Step::new("Guests", fields())],
    prefill: |scene, _| answers(scene),
    parse: |scene, _, answers| update(scene, answers),
    done: |_, _, _| "Saved. Guests who have lost their access already keep their dates.".into(),
    notes: |_, _, _| vec!["About governed guests who lose their last access package.".into()],
};

fn fields() -> Vec<Field> {
    let actions = ExternalUserLifecycleAction::ALL.iter();
    let actions = actions.map(|action| Pick::new(action.json(), action.label()));
    let deletes = ExternalUserLifecycleAction::BlockSignInAndDelete.json();
    let says = "choose to delete the guest";
    vec![
        Field::new(ACTION, "What happens", Kind::Choice(actions.collect())).required(),
        Field::new(DAYS, "Delete after days", Kind::Number(0, MOST_DAYS))
            .required()
            .only_if(ACTION, &[deletes], says)
            .help("0 deletes the guest with the last access package."),
        Field::new(WITHOUT_BLOCK, "Sign-in until then", Kind::Toggle)
            .only_if(ACTION, &[deletes], says)
            .help("Whether the guest may sign in until the account is deleted."),
    ]
}

fn answers(scene: &Scene<'_>) -> Answers {
    let settings = &scene.tenant().settings;
    let wait = settings.duration_until_external_user_deleted_after_blocked;
    Answers::default()
        .with_choice(ACTION, settings.external_user_lifecycle_action.json())
        .with_text(DAYS, &wait.whole_days().to_string())
        .with_toggle(WITHOUT_BLOCK, settings.delete_without_block)
}

/// Sends only what differs; a wait that is no whole number of days stays unless days are typed.
fn update(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let settings = &scene.tenant().settings;
    let action = read.choice(&ACTION, |json| {
        let mut actions = ExternalUserLifecycleAction::ALL.iter().copied();
        actions.find(|action| action.json() == json)
    });
    let deletes = action == Some(ExternalUserLifecycleAction::BlockSignInAndDelete);
    let days = if deletes { read.number(&DAYS) } else { None };
    let wait = settings.duration_until_external_user_deleted_after_blocked;
    let days = days.filter(|days| u64::from(*days) != wait.whole_days());
    let without_block = deletes.then(|| read.toggle(&WITHOUT_BLOCK));
    read.finish(|| {
        Some(OrganizationCommand::UpdateSettings(UpdateSettings {
            external_user_lifecycle_action: changed(
                action,
                &settings.external_user_lifecycle_action,
            ),
            duration_until_external_user_deleted_after_blocked: days.map(Span::days),
            delete_without_block: changed(without_block, &settings.delete_without_block),
            ..UpdateSettings::default()
        }))
    })
    .map(Order::persona)
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched() -> Command {
    OrganizationCommand::UpdateSettings(UpdateSettings::default()).into()
}
