//! Explanations: the very evaluators that decide, asked with their walk kept.

use serde_json::{Value, json};

use crate::domain::approval::ApprovalStage;
use crate::domain::approvers::{self, Dropped};
use crate::domain::authority::{Right, may};
use crate::domain::eligibility::{self, Asking};
use crate::domain::id::{
    GroupId, ObjectKind, PackageId, Person, PolicyId, Principal, RequestId, UserId,
};
use crate::domain::policy::AllowedTargetScope;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::resource::ResourceRole;
use crate::domain::shape::{Member, Shape};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Step, Walk};
use crate::engine::Refused;
use crate::script::json::Malformed;
use crate::script::line::Line;
use crate::script::query::{Asked, Fields, WhyRow, directory};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

/// The explanation of a whole line, which the session gives.
pub const REFUSAL: &str = "refusal";

const PERSON: Member = Member::new("person", Shape::AnyOf(Person::KINDS), true);
const PACKAGE: Member = Member::new(
    "accessPackage",
    Shape::Reference(&[ObjectKind::AccessPackage]),
    true,
);
const POLICY: Member = Member::new("policy", Shape::Reference(&[ObjectKind::Policy]), false);

/// Every kind of explanation.
pub const WHYS: &[WhyRow] = &[
    WhyRow {
        name: "canSee",
        doc: "Whether somebody finds a package by browsing.",
        members: &[PERSON, PACKAGE],
        answer: can_see,
    },
    WhyRow {
        name: "canRequest",
        doc: "Whether somebody may ask for a package.",
        members: &[
            PERSON,
            PACKAGE,
            POLICY,
            Member::new("onBehalfOf", Shape::Reference(&[ObjectKind::User]), false),
        ],
        answer: can_request,
    },
    WhyRow {
        name: "approvers",
        doc: "Who decides, stage by stage: of a request, or of a policy for somebody.",
        members: &[
            Member::new("request", Shape::Reference(&[ObjectKind::Request]), false),
            POLICY,
            Member::new("person", Shape::AnyOf(Person::KINDS), false),
        ],
        answer: who_decides,
    },
    WhyRow {
        name: "membership",
        doc: "How somebody comes to be in a group.",
        members: &[
            PERSON,
            Member::new("group", Shape::Reference(&[ObjectKind::Group]), true),
        ],
        answer: membership,
    },
    WhyRow {
        name: REFUSAL,
        doc: "What a line would be answered, with its walk; `line` holds it and is not executed.",
        members: &[],
        answer: |_, _| Ok(Value::Null),
    },
];

/// Returns the line that is to be explained.
pub fn refused_line(line: &Line) -> Result<Line, Malformed> {
    let with = line
        .member("with")
        .ok_or_else(|| Malformed::at(line.column(), "field \"with\" is missing"))?;
    let entries = with.entries()?;
    match entries {
        [entry] if entry.name == "line" => Line::of(entry.value.clone()),
        _ => Err(Malformed::at(
            with.column,
            "exactly the field \"line\" is wanted",
        )),
    }
}

/// Puts a verdict and its walk into an answer.
pub fn verdict(tenant: &Tenant, result: Result<(), Refusal>, steps: &[Step]) -> Value {
    let steps = walk(tenant, steps);
    match result {
        Ok(()) => json!({"ok": true, "verdict": true, "walk": steps}),
        Err(refusal) => {
            let description = refusal.describe(tenant);
            let mut answer = json!({
                "ok": true,
                "verdict": false,
                "code": refusal.code(),
                "message": description.message.as_str(),
                "hint": description.hint.as_str(),
                "walk": steps,
            });
            if let (Some(change), Some(answer)) = (change(tenant, &refusal), answer.as_object_mut())
            {
                answer.insert("change".to_owned(), change);
            }
            answer
        }
    }
}

/// Returns the one command that would turn the answer, where there is one.
fn change(tenant: &Tenant, refusal: &Refusal) -> Option<Value> {
    let Refusal::Request(RequestRefusal::NotInScope { package, person }) = refusal else {
        return None;
    };
    let user = person.user()?;
    let group = tenant
        .index
        .policies_of
        .of(*package)
        .filter_map(|id| tenant.find_policy(*id))
        .filter(|policy| policy.terms.is_enabled)
        .filter(|policy| policy.terms.scope == AllowedTargetScope::SpecificDirectoryUsers)
        .flat_map(|policy| &policy.terms.targets)
        .find_map(|target| match target {
            SubjectSet::GroupMembers { group_id } => Some(*group_id),
            SubjectSet::SingleUser { .. } | SubjectSet::RequestorManager { .. } => None,
        })?;
    let name = |object| tenant.name_of(object).unwrap_or_default();
    Some(json!({
        "text": format!("add {} to group {}", name(user.into()), name(group.into())),
        "line": {"do": "addGroupMember", "with": {
            "group": group.guid().to_string(),
            "member": user.guid().to_string(),
        }},
    }))
}

/// Requires that the asker may know what another person may do.
pub fn may_ask_about(tenant: &Tenant, asker: Person, about: Person) -> Result<(), Trouble> {
    if asker == about {
        return Ok(());
    }
    let mut walk = Walk::default();
    match may(tenant, asker, Right::ManageRequests, None, &mut walk) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(Trouble::Refused(Box::new(Refused { refusal, walk }))),
    }
}

/// Reads the identifier in a filled field.
fn guid(fields: &Fields, name: &str) -> Option<uuid::Uuid> {
    let text = fields.get(name)?.as_str()?;
    let bare = text.rsplit(':').next()?;
    uuid::Uuid::parse_str(bare).ok()
}

fn person(fields: &Fields) -> Option<Person> {
    let text = fields.get("person")?.as_str()?;
    Person::try_from(text.to_owned()).ok()
}

fn required<T>(value: Option<T>, name: &str) -> Result<T, Malformed> {
    value.ok_or_else(|| Malformed::at(1, format!("field {name:?} is missing")))
}

fn can_see(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    may_ask_about(asked.tenant, asked.viewer, person)?;
    let package = PackageId::new(required(guid(with, "accessPackage"), "accessPackage")?);
    let mut walk = Walk::default();
    let seen = eligibility::can_see(asked.tenant, person, package, asked.now, &mut walk);
    Ok(verdict(asked.tenant, seen, &walk.0))
}

fn can_request(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    may_ask_about(asked.tenant, asked.viewer, person)?;
    let package = PackageId::new(required(guid(with, "accessPackage"), "accessPackage")?);
    let policy = guid(with, "policy").map(PolicyId::new);
    let mut walk = Walk::default();
    let tenant = asked.tenant;
    let target = guid(with, "onBehalfOf").map_or(person, |id| Person::User(UserId::new(id)));
    let asking = Asking {
        requestor: person,
        target,
        package,
        policy,
    };
    let result = eligibility::can_ask(tenant, asking, asked.now, &mut walk);
    let mut answer = verdict(tenant, result.map(|_| ()), &walk.0);
    let offered = eligibility::offered(tenant, target, package, asked.now, &mut Walk::default())
        .unwrap_or_default();
    let policies: Vec<Value> = tenant
        .index
        .policies_of
        .of(package)
        .filter_map(|id| tenant.find_policy(*id))
        .map(|policy| {
            json!({
                "policy": reference(tenant, policy.id),
                "rank": eligibility::rank(policy.terms.scope),
                "matches": eligibility::in_scope(tenant, target, policy),
                "offered": offered.contains(&policy.id),
            })
        })
        .collect();
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("policies".to_owned(), Value::Array(policies));
    }
    Ok(answer)
}

fn who_decides(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let tenant = asked.tenant;
    let (stages, requestor, target): (&[ApprovalStage], Option<Person>, Person) =
        if let Some(id) = guid(with, "request").map(RequestId::new) {
            if !asked.resolver.sees(id.into()) {
                return Err(super::not_found(id.into()).into());
            }
            let request = tenant.request(id)?;
            (&request.stages, request.requestor, request.target)
        } else {
            let policy = PolicyId::new(required(guid(with, "policy"), "request")?);
            let person = required(person(with), "person")?;
            may_ask_about(tenant, asked.viewer, person)?;
            let policy = tenant.policy(policy)?;
            (policy.terms.approval.stages_for_add(), Some(person), person)
        };
    let stages: Vec<Value> = stages
        .iter()
        .map(|stage| stage_answer(tenant, stage, requestor, target))
        .collect();
    Ok(json!({"ok": true, "verdict": !stages.is_empty(), "stages": stages}))
}

fn stage_answer(
    tenant: &Tenant,
    stage: &ApprovalStage,
    requestor: Option<Person>,
    target: Person,
) -> Value {
    let resolved = approvers::resolve(tenant, stage, requestor, target);
    let people: Vec<Value> = resolved
        .people
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let dropped: Vec<Value> = resolved
        .dropped
        .iter()
        .map(|(user, reason)| {
            let reason = match reason {
                Dropped::Oneself => "nobody decides on their own access",
                Dropped::AccountUnavailable => "the account is disabled or deleted",
            };
            json!({"person": reference(tenant, *user), "reason": reason})
        })
        .collect();
    let alternates: Vec<Value> = resolved
        .alternates
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let escalates = stage
        .is_escalation_enabled
        .then_some(stage.duration_before_escalation);
    json!({
        "approvers": people,
        "alternates": alternates,
        "alternatesAfter": escalates,
        "standIn": resolved.stand_in,
        "dropped": dropped,
        "primary": stage.primary_approvers,
        "fallback": stage.fallback_primary_approvers,
        "timesOutAfter": stage.duration_before_automatic_denial,
    })
}

fn membership(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    may_ask_about(asked.tenant, asked.viewer, person)?;
    let group = GroupId::new(required(guid(with, "group"), "group")?);
    let tenant = asked.tenant;
    let Some(user) = person.user() else {
        return Ok(json!({"ok": true, "verdict": false, "ways": []}));
    };
    let principal = Principal::User(user);
    let mut ways: Vec<Value> = Vec::new();
    let direct = tenant.memberships.find((group, principal)).is_some();
    let given = directory::giving(asked, group, principal, ResourceRole::Member);
    if direct && given.is_empty() {
        ways.push(json!({"by": "hand"}));
    }
    for assignment in given {
        ways.push(json!({
            "by": "assignment",
            "assignment": reference(tenant, assignment),
            "detail": asked.row(assignment),
        }));
    }
    for inner in tenant.members(group) {
        if let Principal::Group(inner) = inner
            && tenant.is_member(user, inner)
        {
            ways.push(json!({"by": "group", "group": reference(tenant, inner)}));
        }
    }
    Ok(json!({"ok": true, "verdict": tenant.is_member(user, group), "ways": ways}))
}
