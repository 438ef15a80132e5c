//! The step that asks who may request, and who decides.

use crate::domain::approval::{ApprovalStage, STAGES};
use crate::domain::authority::{Right, holder_of};
use crate::domain::credential::{self, VerifiedCredentialRequirement};
use crate::domain::policy::{AllowedTargetScope, ApprovalSettingsBody, PolicyBody, PolicyTerms};
use crate::domain::shape::Patch;
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::{Description, DisplayName};
use crate::ui::form::policy::lifecycle::{EXTEND, EXTENSION_APPROVAL};
use crate::ui::form::policy::{automatic, stage};
use crate::ui::form::request::NEVER;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, Kind, Pick, Reader, Step, credentials, subjects,
};
use crate::ui::scene::Scene;

pub(super) const NAME: FieldKey = FieldKey::new("policy.displayName");
pub(super) const DESCRIPTION: FieldKey = FieldKey::new("policy.description");
pub(super) const SCOPE: FieldKey = FieldKey::new("allowedTargetScope");
pub(super) const TARGETS: FieldKey = FieldKey::new("specificAllowedTargets");
pub(super) const ORGANIZATIONS: FieldKey = FieldKey::new("connectedOrganizations");
pub(super) const APPROVAL: FieldKey = FieldKey::new("isApprovalRequiredForAdd");
pub(super) const JUSTIFICATION: FieldKey = FieldKey::new("isRequestorJustificationRequired");
pub(super) const STAGE_COUNT: FieldKey = FieldKey::new("stages");
pub(super) const CREDENTIALS: FieldKey = FieldKey::new("verifiedCredentialRequirements");
pub(super) const ENABLED: FieldKey = FieldKey::new("isEnabled");

/// The scopes in which somebody requests.
const REQUESTING: &[&str] = &[
    AllowedTargetScope::SpecificDirectoryUsers.json(),
    AllowedTargetScope::AllMemberUsers.json(),
    AllowedTargetScope::AllDirectoryUsers.json(),
    AllowedTargetScope::SpecificConnectedOrganizationUsers.json(),
    AllowedTargetScope::AllConfiguredConnectedOrganizationUsers.json(),
    AllowedTargetScope::AllExternalUsers.json(),
];

/// Returns the fields for the answers given so far: as many stages as were asked for.
pub(super) fn step(scene: &Scene<'_>, answers: &Answers) -> Step {
    let mut fields = vec![
        Field::new(NAME, "Policy name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(
            DESCRIPTION,
            "Policy description",
            Kind::Long(Description::CAP),
        ),
        Field::new(SCOPE, "Who can request", Kind::Choice(scopes())).required(),
    ];
    if automatic::is_automatic(answers) {
        fields.push(automatic::rule());
    } else {
        fields.extend(request_fields(answers));
    }
    fields.push(
        Field::new(ENABLED, "Enable policy", Kind::Decision)
            .help("Off: no requests and no direct assignments through it."),
    );
    if !automatic::is_automatic(answers) {
        fields.push(credentials_field(scene));
    }
    Step::new("Requests", fields)
}

/// Returns the fields that count where people ask.
fn request_fields(answers: &Answers) -> Vec<Field> {
    let mut fields = vec![
        targets(answers),
        if_requested(Field::new(APPROVAL, "Require approval", Kind::Decision)),
        if_approved(
            Field::new(JUSTIFICATION, "Requestor justification", Kind::Toggle),
            answers,
        ),
        if_approved(
            Field::new(STAGE_COUNT, "How many stages", Kind::Choice(counts())).required(),
            answers,
        ),
    ];
    for number in 1..=stages_of(answers) {
        let stage = stage::fields(number).into_iter();
        fields.extend(stage.map(|field| if_approved(field, answers)));
    }
    fields
}

/// Returns the field for the verified IDs that requestors must present, which only some may fill in.
fn credentials_field(scene: &Scene<'_>) -> Field {
    let right = Right::RequireVerifiedIds;
    let may = holder_of(scene.tenant(), scene.persona, right, None).is_some();
    let field = credentials::field(CREDENTIALS);
    if may {
        if_requested(field)
    } else {
        field.only_if(
            NEVER,
            &["yes"],
            "a Global Administrator says what is wanted",
        )
    }
}

/// Returns the field that names whom a specific scope admits: organizations, or users and groups.
fn targets(answers: &Answers) -> Field {
    let external = AllowedTargetScope::SpecificConnectedOrganizationUsers.json();
    if answers.choice(&SCOPE) == Some(external) {
        return Field::new(
            ORGANIZATIONS,
            "Connected organizations",
            Kind::Search(Amount::Many, Finder::new(subjects::organizations)),
        )
        .required();
    }
    Field::new(
        TARGETS,
        "Users and groups",
        Kind::Search(Amount::Many, Finder::of_both(subjects::requestors)),
    )
    .required()
    .only_if(
        SCOPE,
        &[AllowedTargetScope::SpecificDirectoryUsers.json()],
        "counts for specific users and groups",
    )
}

fn scopes() -> Vec<Pick> {
    let scopes = AllowedTargetScope::ALL.iter();
    scopes
        .map(|scope| Pick::new(scope.json(), scope.label()))
        .chain([automatic::scope()])
        .collect()
}

fn counts() -> Vec<Pick> {
    (1..=STAGES)
        .map(|count| Pick::new(count.to_string(), count.to_string()))
        .collect()
}

/// Switches a field off while nobody can request.
pub(super) fn if_requested(field: Field) -> Field {
    field.only_if(SCOPE, REQUESTING, "counts once somebody can request")
}

/// Switches a field off while nothing needs approval.
fn if_approved(field: Field, answers: &Answers) -> Field {
    if is_direct_only(answers) {
        if_requested(field)
    } else if needs_approval(answers) {
        field
    } else {
        field.only_if(APPROVAL, &["yes"], "counts when approval is required")
    }
}

/// Tells whether only administrators give access under the policy.
pub(super) fn is_direct_only(answers: &Answers) -> bool {
    answers.choice(&SCOPE) == Some(AllowedTargetScope::NotSpecified.json())
}

fn for_add(answers: &Answers) -> bool {
    !is_direct_only(answers) && answers.toggle(&APPROVAL) == Some(true)
}

fn for_extension(answers: &Answers) -> bool {
    !is_direct_only(answers)
        && answers.toggle(&EXTEND) == Some(true)
        && answers.toggle(&EXTENSION_APPROVAL) == Some(true)
}

fn needs_approval(answers: &Answers) -> bool {
    for_add(answers) || for_extension(answers)
}

fn stages_of(answers: &Answers) -> usize {
    let chosen = answers.choice(&STAGE_COUNT);
    chosen
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .clamp(1, STAGES)
}

/// Reads who may request and who decides.
pub(super) fn read(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> PolicyBody {
    let answers = read.answers();
    let named = PolicyBody {
        display_name: read.text(&NAME, DisplayName::parse),
        description: read.text(&DESCRIPTION, Description::parse),
        allowed_target_scope: read.choice(&SCOPE, scope_of),
        is_enabled: Some(read.toggle(&ENABLED)),
        ..PolicyBody::default()
    };
    if automatic::is_automatic(answers) {
        return automatic::read(read, old, named);
    }
    let scope = named.allowed_target_scope;
    let targets = targeted(scene, read, scope);
    let needed = needs_approval(answers);
    let stages = if needed {
        stages(scene, read, answers, old)
    } else {
        Vec::new()
    };
    let justification = if needed {
        read.toggle(&JUSTIFICATION)
    } else {
        old.is_some_and(|old| old.justification_required)
    };
    // The stages that direct assignments pass, if somebody wants that, are asked for nowhere.
    let unasked = old.filter(|old| is_direct_only(answers) && Some(old.scope) == scope);
    let approval = unasked.is_none().then(|| ApprovalSettingsBody {
        is_approval_required_for_add: Some(for_add(answers)),
        is_approval_required_for_update: Some(for_extension(answers)),
        is_requestor_justification_required: Some(justification),
        stages: Some(stages),
    });
    let wanted = credentials_wanted(read, old);
    let ruled = old.is_some_and(|old| old.automatic.is_some());
    PolicyBody {
        specific_allowed_targets: Some(targets.into_iter().map(Into::into).collect()),
        automatic_request_settings: if ruled { Patch::Clear } else { Patch::Keep },
        request_approval_settings: approval,
        verified_credential_requirements: Some(wanted),
        ..named
    }
}

/// Reads what must be proven; what stays the same keeps the form in which it was written.
fn credentials_wanted(
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> Vec<VerifiedCredentialRequirement> {
    let listed = credentials::read(read, &CREDENTIALS);
    let same = old.filter(|old| old.credentials_wanted().eq(listed.iter().cloned()));
    match same {
        Some(old) => old.credentials.clone(),
        None => credential::by_issuer(listed),
    }
}

/// Reads whom a specific scope lists.
fn targeted(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    scope: Option<AllowedTargetScope>,
) -> Vec<SubjectSet> {
    match scope {
        Some(AllowedTargetScope::SpecificDirectoryUsers) => {
            read.picks(&TARGETS, |value| subjects::find(scene, value))
        }
        Some(AllowedTargetScope::SpecificConnectedOrganizationUsers) => {
            read.picks(&ORGANIZATIONS, |value| subjects::find(scene, value))
        }
        Some(
            AllowedTargetScope::NotSpecified
            | AllowedTargetScope::AllMemberUsers
            | AllowedTargetScope::AllDirectoryUsers
            | AllowedTargetScope::AllConfiguredConnectedOrganizationUsers
            | AllowedTargetScope::AllExternalUsers,
        )
        | None => Vec::new(),
    }
}

fn scope_of(json: &str) -> Option<AllowedTargetScope> {
    if json == automatic::AUTOMATIC {
        return Some(AllowedTargetScope::SpecificDirectoryUsers);
    }
    let mut scopes = AllowedTargetScope::ALL.iter().copied();
    scopes.find(|scope| scope.json() == json)
}

fn stages(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    answers: &Answers,
    old: Option<&PolicyTerms>,
) -> Vec<ApprovalStage> {
    let old = old.map_or(&[][..], |old| old.approval.stages());
    let stages: Vec<ApprovalStage> = (1..=stages_of(answers))
        .map(|number| stage::read(scene, read, number, old.get(number - 1)))
        .collect();
    let mut asking_manager = stages.iter().zip(1..).filter(|(stage, _)| {
        let approvers = &stage.primary_approvers;
        approvers.iter().any(|set| set.needs_fallback())
    });
    if let Some((_, second)) = asking_manager.nth(1) {
        read.refuse(
            &stage::APPROVERS.of(second),
            "may name the manager in one stage only",
        );
    }
    stages
}
