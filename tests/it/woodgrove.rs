//! What the sample `woodgrove` holds: something in every state that the product knows, or the reason
//! why no store at rest can show it.

use std::collections::BTreeSet;
use std::fmt::Debug;

use accessdesk::domain::approval::ApprovalSettings;
use accessdesk::domain::assignment::{AssignmentState, DeliveryError, ExpiryNotice, GrantStatus};
use accessdesk::domain::callout::{CalloutAnswer, CalloutStatus};
use accessdesk::domain::catalog::CatalogState;
use accessdesk::domain::custom_extension::{ExtensionKind, ExtensionStage, StubAnswer};
use accessdesk::domain::delegation::DelegationState;
use accessdesk::domain::entitlement_role::EntitlementRole;
use accessdesk::domain::guest::{InvitationState, SubjectLifecycle};
use accessdesk::domain::invariant;
use accessdesk::domain::mail::{MailState, TEMPLATES, Withheld};
use accessdesk::domain::organization::OrganizationState;
use accessdesk::domain::policy::AllowedTargetScope;
use accessdesk::domain::request::RequestType;
use accessdesk::domain::resource::OriginSystem;
use accessdesk::domain::review::{
    ApplyResult, ExpirationBehavior, Recommendation, ReviewDecision, ReviewStatus,
};
use accessdesk::domain::tenant::Tenant;
use accessdesk::engine::Engine;
use accessdesk::script::Sample;
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::support::script::{engine, engine_at};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// Asserts that a store shows every value of a kind but those that it never can.
#[track_caller]
fn shows<T: Copy + Ord + Debug>(
    all: &[T],
    shown: impl IntoIterator<Item = T>,
    never: &[(T, &'static str)],
) {
    let shown: BTreeSet<T> = shown.into_iter().collect();
    let never: BTreeSet<T> = never.iter().map(|(value, _)| *value).collect();
    let wanted: BTreeSet<T> = all.iter().copied().filter(|v| !never.contains(v)).collect();
    assert_eq!(shown, wanted);
}

fn woodgrove() -> Engine<MemoryFs> {
    engine(Sample::Woodgrove)
}

/// Returns the words of Graph for where every request stands, finer `status` included.
fn stands(tenant: &Tenant) -> BTreeSet<String> {
    let requests = tenant.requests.iter();
    let states = requests.map(|request| serde_json::to_value(request.progress.state).unwrap());
    states.map(|state| path(&state)).collect()
}

/// Names a state and what it carries of words, leaving out instants and objects.
fn path(state: &Value) -> String {
    let Some((word, inside)) = state.as_object().and_then(|members| members.iter().next()) else {
        return state.as_str().unwrap().to_owned();
    };
    let reason = inside.as_object().and_then(|members| members.keys().next());
    let reason = inside.as_str().or(reason.map(String::as_str));
    match reason.filter(|_| word == "denied" || word == "deliveryFailed") {
        Some(reason) => format!("{word} {reason}"),
        None => word.clone(),
    }
}

#[test]
fn its_requests_stand_wherever_requests_can_stand() {
    let engine = woodgrove();
    let expected = [
        "waitingForCallback",
        "pendingApproval",
        "scheduled",
        "delivered",
        "partiallyDelivered",
        "deliveryFailed nothingGiven",
        "deliveryFailed accountUnavailable",
        "deliveryFailed domainBlocked",
        "deliveryFailed incompatible",
        "deliveryFailed calloutFailed",
        "deliveryFailed callbackTimedOut",
        "denied approver",
        "denied customExtension",
        "denied approvalTimedOut",
        "denied periodOver",
        "canceled",
    ];
    // Not shown: `submitted` and `delivering` last only within a commit; `policyFull` takes more
    // people than one directory of a sample has.
    let expected = expected.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(stands(engine.tenant()), expected);
    let types = engine.tenant().requests.iter();
    shows(
        RequestType::ALL,
        types.map(|request| request.request_type),
        &[],
    );
}

#[test]
fn its_approvals_wait_at_every_stage_in_every_way() {
    let engine = woodgrove();
    let open = |request: &&accessdesk::domain::request::AssignmentRequest| {
        request.progress.state.is_open() && request.progress.state.json() == "pendingApproval"
    };
    let pending = engine.tenant().requests.iter().filter(open);
    let stages: BTreeSet<(usize, usize)> = pending
        .map(|request| (request.progress.stages.len(), request.stages.len()))
        .collect();
    let expected = [(1, 1), (1, 2), (1, 3), (2, 3), (3, 3)];
    assert_eq!(stages, expected.into_iter().collect());
    let approvals = |person: &str| {
        let query = json!({"as": person, "list": "approvals", "where": {"status": "pending"}});
        asked(&query)
    };
    let of = |name: &str| approvals(&format!("{name}@woodgrovebank.onmicrosoft.com"));
    let mut ways = BTreeSet::new();
    for name in [
        "alex.wilber",
        "grady.archie",
        "joni.sherman",
        "megan.bowen",
        "miriam.graham",
        "patti.fernandez",
        "pradeep.gupta",
    ] {
        for row in of(name) {
            ways.insert(row["standIn"].as_str().unwrap().to_owned());
        }
    }
    let expected = ["primary", "fallback", "alternate", "delegate"];
    assert_eq!(ways, expected.into_iter().map(ToOwned::to_owned).collect());
    let stuck =
        json!({"as": ADMINISTRATOR, "list": "requests", "where": {"noEligibleApprover": true}});
    assert_eq!(asked(&stuck).len(), 1);
}

/// Answers a query on the sample.
fn asked(query: &Value) -> Vec<Value> {
    let (_, answers) = crate::support::script::run_lines(&mut woodgrove(), &query.to_string());
    let rows = answers.first().unwrap()["rows"].as_array();
    rows.unwrap_or_else(|| panic!("{answers:?}")).clone()
}

#[test]
fn its_assignments_are_held_partly_held_ended_and_failed() {
    let engine = woodgrove();
    let assignments = || engine.tenant().assignments.iter();
    shows(
        AssignmentState::ALL,
        assignments().map(|assignment| assignment.progress.state),
        &[(AssignmentState::Delivering, "lasts only within a commit")],
    );
    shows(
        ExpiryNotice::ALL,
        assignments().filter_map(|assignment| assignment.progress.notice),
        &[],
    );
    let errors = assignments().flat_map(|assignment| &assignment.progress.grants);
    shows(
        DeliveryError::ALL,
        errors.filter_map(|grant| match grant.status {
            GrantStatus::Failed(error) => Some(error),
            GrantStatus::PendingFulfillment | GrantStatus::Fulfilled | GrantStatus::Revoked => None,
        }),
        &[(
            DeliveryError::OwnersFull,
            "takes a hundred owners of a group",
        )],
    );
    assert!(assignments().any(|assignment| assignment.progress.leaves.is_some()));
}

#[test]
fn its_reviews_are_planned_open_and_over() {
    let engine = woodgrove();
    let tenant = engine.tenant();
    shows(
        ReviewStatus::ALL,
        tenant.reviews.iter().map(|review| review.status),
        &[(ReviewStatus::AutoReviewed, "lasts only within a moment")],
    );
    let items = || tenant.review_items.iter();
    shows(ReviewDecision::ALL, items().map(|item| item.decision), &[]);
    shows(
        Recommendation::ALL,
        items().map(|item| item.recommendation),
        &[],
    );
    shows(ApplyResult::ALL, items().map(|item| item.apply_result), &[]);
    let settings = tenant.policies.iter();
    let settings = settings.filter_map(|policy| policy.terms.reviews.as_ref());
    shows(
        ExpirationBehavior::ALL,
        settings.map(|settings| settings.expiration_behavior),
        &[],
    );
}

#[test]
fn its_workflows_were_called_at_every_step_and_ended_in_every_way() {
    let engine = woodgrove();
    let tenant = engine.tenant();
    let callouts = || tenant.callouts.iter();
    shows(CalloutStatus::ALL, callouts().map(|call| call.status), &[]);
    shows(
        CalloutAnswer::ALL,
        callouts().filter_map(|call| call.answer),
        &[],
    );
    let extensions = || tenant.custom_extensions.iter();
    shows(ExtensionKind::ALL, extensions().map(|one| one.kind), &[]);
    shows(StubAnswer::ALL, extensions().map(|one| one.answer), &[]);
    shows(ExtensionStage::ALL, callouts().map(|call| call.stage), &[]);
}

#[test]
fn its_catalogs_packages_and_policies_are_of_every_kind() {
    let engine = woodgrove();
    let tenant = engine.tenant();
    shows(
        CatalogState::ALL,
        tenant.catalogs.iter().map(|catalog| catalog.state),
        &[],
    );
    shows(
        OriginSystem::ALL,
        tenant.resources.iter().map(|one| one.origin.system()),
        &[],
    );
    shows(
        EntitlementRole::ALL,
        tenant.role_assignments.iter().map(|held| held.role),
        &[],
    );
    let policies = || tenant.policies.iter().map(|policy| &policy.terms);
    shows(
        AllowedTargetScope::ALL,
        policies().map(|policy| policy.scope),
        &[],
    );
    let stages: BTreeSet<usize> = policies()
        .map(|policy| match &policy.approval {
            ApprovalSettings::NotRequired => 0,
            ApprovalSettings::Required { stages, .. } => stages.len(),
        })
        .collect();
    assert_eq!(stages, [0, 1, 2, 3].into_iter().collect());
    assert!(policies().any(|policy| !policy.is_enabled));
    assert!(policies().any(|policy| policy.automatic.is_some()));
    assert!(policies().any(|policy| !policy.questions.is_empty()));
    let bare = |package: &&accessdesk::domain::package::AccessPackage| {
        package.resource_roles.is_empty()
            && tenant.index.policies_of.of(package.id).next().is_none()
    };
    assert_eq!(tenant.packages.iter().filter(bare).count(), 1);
    assert!(
        tenant
            .packages
            .iter()
            .any(|one| !one.incompatible_access_packages.is_empty())
    );
    assert!(
        tenant
            .packages
            .iter()
            .any(|one| !one.incompatible_groups.is_empty())
    );
}

#[test]
fn one_of_its_packages_wants_verified_ids_that_some_present_and_others_cannot() {
    let why = |person: &str| {
        let person = format!("{person}@woodgrovebank.onmicrosoft.com");
        let with = json!({"person": person, "accessPackage": "IT/Security reports"});
        let line = json!({"as": ADMINISTRATOR, "why": "canRequest", "with": with}).to_string();
        let (_, answers) = crate::support::script::run_lines(&mut woodgrove(), &line);
        answers[0]["walk"].to_string()
    };
    let refused = r#""check":"verifiedIdPresented""#;
    assert!(why("kim.ray").contains(refused), "{}", why("kim.ray"));
    let engine = woodgrove();
    let tenant = engine.tenant();
    let mut policies = tenant.policies.iter();
    let policy = policies.find(|policy| !policy.terms.credentials.is_empty());
    let policy = policy.unwrap();
    assert_eq!(tenant.index.active_under.of(policy.id).count(), 1);
}

#[test]
fn its_organizations_guests_and_delegations_are_in_every_state() {
    let engine = woodgrove();
    let tenant = engine.tenant();
    let organizations = || tenant.connected_organizations.iter();
    shows(
        OrganizationState::ALL,
        organizations().map(|one| one.state),
        &[],
    );
    let sources: BTreeSet<String> = organizations()
        .flat_map(|one| &one.identity_sources)
        .map(|source| serde_json::to_value(source).unwrap()["@odata.type"].to_string())
        .collect();
    assert_eq!(sources.len(), 5);
    let users = || tenant.users.iter();
    shows(
        SubjectLifecycle::ALL,
        users().map(|user| user.lifecycle),
        &[],
    );
    shows(
        InvitationState::ALL,
        users().filter_map(|user| user.external_user_state),
        &[],
    );
    let mut leaving = users().filter_map(|user| user.departure);
    assert!(leaving.any(|leaving| leaving.blocked && leaving.delete_at.is_some()));
    assert!(users().any(|user| user.deleted_date_time.is_some()));
    assert!(
        tenant
            .groups
            .iter()
            .any(|group| group.deleted_date_time.is_some())
    );
    shows(
        DelegationState::ALL,
        tenant.delegations.iter().map(|one| one.state),
        &[],
    );
}

#[test]
fn its_mails_went_out_bounced_and_were_kept_back_for_every_reason() {
    let mails = asked(&json!({"as": ADMINISTRATOR, "list": "mails", "limit": 1000}));
    let words = |field: &str| -> BTreeSet<String> {
        let said = mails.iter().filter_map(|mail| mail[field].as_str());
        said.map(ToOwned::to_owned).collect()
    };
    let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let states: Vec<&str> = MailState::ALL.iter().map(|state| state.json()).collect();
    assert_eq!(words("state"), all(&states));
    let reasons: Vec<&str> = Withheld::ALL.iter().map(|reason| reason.json()).collect();
    assert_eq!(words("withheld"), all(&reasons));
    let numbers: BTreeSet<u64> = mails
        .iter()
        .filter_map(|mail| mail["number"].as_u64())
        .collect();
    let known: BTreeSet<u64> = TEMPLATES.iter().map(|row| u64::from(row.number)).collect();
    let never: Vec<u64> = known.difference(&numbers).copied().collect();
    assert_eq!(never, [] as [u64; 0]);
}

#[test]
fn its_log_holds_refusals_and_something_that_was_taken_back() {
    let failed = asked(
        &json!({"as": ADMINISTRATOR, "list": "audit", "where": {"result": "failure"}, "limit": 100}),
    );
    let refused = failed
        .iter()
        .map(|row| [&row["activity"], &row["resultReason"]].map(|text| text.as_str().unwrap()));
    let refused: Vec<[&str; 2]> = refused.collect();
    for [activity, reason] in [
        ["Approve access package assignment request", "SelfApproval"],
        [
            "User requests access package assignment",
            "IncompatibleAccess",
        ],
        ["User requests access package assignment", "PackageNotFound"],
        ["Failed access package assignment request", "NothingGiven"],
        ["Failed access package resource assignment", "RoleDisabled"],
    ] {
        assert!(refused.contains(&[activity, reason]), "{activity} {reason}");
    }
    let engine = woodgrove();
    assert!(
        engine
            .tenant()
            .catalogs
            .iter()
            .any(|one| one.display_name.as_str() == "Retired projects")
    );
}

#[test]
fn it_is_sound_at_whatever_instant_it_begins() {
    for start in [
        "2024-02-28T23:30:00Z",
        "2026-03-29T00:59:59Z",
        "2026-07-31T00:10:00Z",
        "2027-12-31T12:00:00Z",
    ] {
        let engine = engine_at(Sample::Woodgrove, start);
        assert_eq!(invariant::check_all(engine.tenant()), [], "{start}");
        assert_eq!(stands(engine.tenant()).len(), 16, "{start}");
    }
}
