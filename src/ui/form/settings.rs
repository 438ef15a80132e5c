//! The form that edits the settings of entitlement management.

use crate::domain::command::{Command, OrganizationCommand, UpdateSettings};
use crate::domain::settings::{ExternalUserLifecycleAction, KeptDays, ResourceRoleVisibility};
use crate::domain::time::Span;
use crate::domain::typed_span::Unit;
use crate::ui::form::difference::changed;
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Step};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const ACTION: FieldKey = FieldKey::new("externalUserLifecycleAction");
const DAYS: FieldKey = FieldKey::new("durationUntilExternalUserDeletedAfterBlocked");
const WITHOUT_BLOCK: FieldKey = FieldKey::new("deleteWithoutBlock");

const VISIBILITY: FieldKey = FieldKey::new("resourceRoleVisibility");
const APPROVERS: FieldKey = FieldKey::new("showApproverDetails");
const SUGGESTIONS: FieldKey = FieldKey::new("suggestedPackages");
const DELEGATION: FieldKey = FieldKey::new("approvalDelegation");
const SPECIFIC: FieldKey = FieldKey::new("showSpecificScopeToAllMembers");
const AUDIT_DAYS: FieldKey = FieldKey::new("auditRetentionDays");
const REQUEST_DAYS: FieldKey = FieldKey::new("requestRetentionDays");

/// The longest wait in days that the form takes.
const MOST_DAYS: u32 = 3_660;

/// Edits the settings; the one without any effect is not among the fields.
pub static EDIT: FormTable = FormTable {
    name: "edit-settings",
    title: |_, _| "Edit settings".into(),
    verb: "save",
    steps: |_, _, _| {
        let all = guests().into_iter().chain(others());
        vec![Step::new("Settings", all.collect())]
    },
    prefill: |scene, _| answers(scene),
    parse: |scene, _, answers| update(scene, answers),
    done: |_, _, _| "Saved. Guests who have lost their access already keep their dates.".into(),
    notes: |_, _, _| Vec::new(),
};

/// Lists the fields about governed guests who lose their last access package.
fn guests() -> Vec<Field> {
    let actions = ExternalUserLifecycleAction::ALL.iter();
    let actions = actions.map(|action| Pick::new(action.json(), action.label()));
    let deletes = ExternalUserLifecycleAction::BlockSignInAndDelete.json();
    let says = "choose to delete the guest";
    vec![
        Field::new(
            ACTION,
            "Guests without access",
            Kind::Choice(actions.collect()),
        )
        .required()
        .help("Governed guests who lose their last access package."),
        Field::new(
            DAYS,
            "Delete after days",
            Kind::Length(Unit::Days, 0, MOST_DAYS),
        )
        .required()
        .only_if(ACTION, &[deletes], says)
        .help("0 deletes the guest with the last access package."),
        Field::new(WITHOUT_BLOCK, "Sign-in until then", Kind::Toggle)
            .only_if(ACTION, &[deletes], says)
            .help("Whether the guest may sign in until the account is deleted."),
    ]
}

/// Lists the fields about what people see, and about how long records are kept.
fn others() -> Vec<Field> {
    let who = ResourceRoleVisibility::ALL.iter();
    let who = who.map(|who| Pick::new(who.json(), who.label()));
    let days = Kind::Length(Unit::Days, 1, KeptDays::MOST);
    vec![
        Field::new(
            VISIBILITY,
            "Resources shown to",
            Kind::Choice(who.collect()),
        )
        .required()
        .help("Who sees in My Access what a package gives."),
        Field::new(APPROVERS, "Approvers shown", Kind::Toggle)
            .help("Whether requestors see who decides, where a stage does not say."),
        Field::new(SUGGESTIONS, "Suggestions", Kind::Toggle)
            .help("Whether My Access suggests packages."),
        Field::new(SPECIFIC, "Specific packages", Kind::Toggle)
            .help("Whether members find what only specific users may request."),
        Field::new(DELEGATION, "Delegated approvals", Kind::Toggle)
            .help("Whether approvers may hand their decisions over for a while."),
        Field::new(REQUEST_DAYS, "Requests kept days", days.clone())
            .required()
            .help("After they ended."),
        Field::new(AUDIT_DAYS, "Audit log days", days).required(),
    ]
}

fn answers(scene: &Scene<'_>) -> Answers {
    let settings = &scene.tenant().settings;
    let wait = settings.duration_until_external_user_deleted_after_blocked;
    Answers::default()
        .with_choice(ACTION, settings.external_user_lifecycle_action.json())
        .with_text(DAYS, &wait.whole_days().to_string())
        .with_toggle(WITHOUT_BLOCK, settings.delete_without_block)
        .with_choice(VISIBILITY, settings.resource_role_visibility.json())
        .with_toggle(APPROVERS, settings.show_approver_details)
        .with_toggle(SUGGESTIONS, settings.suggested_packages)
        .with_toggle(SPECIFIC, settings.show_specific_scope_to_all_members)
        .with_toggle(DELEGATION, settings.approval_delegation)
        .with_text(REQUEST_DAYS, &settings.request_retention_days.to_string())
        .with_text(AUDIT_DAYS, &settings.audit_retention_days.to_string())
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
    let days = if deletes {
        read.length(&DAYS, Unit::Days)
    } else {
        None
    };
    let wait = settings.duration_until_external_user_deleted_after_blocked;
    let days = days.filter(|days| u64::from(*days) != wait.whole_days());
    let without_block = deletes.then(|| read.toggle(&WITHOUT_BLOCK));
    let with = read_others(scene, &mut read);
    read.finish(|| {
        Some(OrganizationCommand::UpdateSettings(UpdateSettings {
            external_user_lifecycle_action: changed(
                action,
                &settings.external_user_lifecycle_action,
            ),
            duration_until_external_user_deleted_after_blocked: days.map(Span::days),
            delete_without_block: changed(without_block, &settings.delete_without_block),
            ..with
        }))
    })
    .map(Order::persona)
}

/// Reads what people see and how long records are kept, as far as it differs.
fn read_others(scene: &Scene<'_>, read: &mut Reader<'_>) -> UpdateSettings {
    let settings = &scene.tenant().settings;
    let who = read.choice(&VISIBILITY, |json| {
        let mut all = ResourceRoleVisibility::ALL.iter().copied();
        all.find(|who| who.json() == json)
    });
    let [approvers, suggestions, specific, delegation] =
        [APPROVERS, SUGGESTIONS, SPECIFIC, DELEGATION].map(|key| Some(read.toggle(&key)));
    let (audit, requests) = (
        read.length(&AUDIT_DAYS, Unit::Days),
        read.length(&REQUEST_DAYS, Unit::Days),
    );
    UpdateSettings {
        resource_role_visibility: changed(who, &settings.resource_role_visibility),
        show_approver_details: changed(approvers, &settings.show_approver_details),
        suggested_packages: changed(suggestions, &settings.suggested_packages),
        show_specific_scope_to_all_members: changed(
            specific,
            &settings.show_specific_scope_to_all_members,
        ),
        approval_delegation: changed(delegation, &settings.approval_delegation),
        audit_retention_days: kept(audit, settings.audit_retention_days),
        request_retention_days: kept(requests, settings.request_retention_days),
        ..UpdateSettings::default()
    }
}

/// Returns for how long records are to be kept, where that differs.
fn kept(typed: Option<u32>, now: u32) -> Option<KeptDays> {
    let days = typed.filter(|days| *days != now);
    days.and_then(|days| KeptDays::try_from(days).ok())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched() -> Command {
    OrganizationCommand::UpdateSettings(UpdateSettings::default()).into()
}
