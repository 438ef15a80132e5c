//! Explanations: the very evaluators that decide, asked with their walk kept.

use serde_json::{Value, json};

use crate::domain::authority::may_explain;
use crate::domain::eligibility::{self, Asking};
use crate::domain::id::{
    DirectoryId, ObjectKind, ObjectRef, PackageId, Person, PolicyId, ReviewId, UserId,
};
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::shape::{Member, Shape};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Silent, Sink, Step, Walk, require};
use crate::script::json::Malformed;
use crate::script::line::Line;
use crate::script::query::{Asked, Fields, WhyRow, deciders, mails, may_do, review};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

/// The explanation of a whole line, which the session gives.
pub const REFUSAL: &str = "refusal";

mod membership;

const PERSON: Member = Member::new("person", Shape::AnyOf(Person::KINDS), true);
const PACKAGE: Member = Member::new(
    "accessPackage",
    Shape::Reference(&[ObjectKind::AccessPackage]),
    true,
);
const TEXT: Shape = Shape::Text(|_| Ok(()));
const POLICY: Member = Member::new("policy", Shape::Reference(&[ObjectKind::Policy]), false);

/// Every kind of explanation.
pub const WHYS: &[WhyRow] = &[
    WhyRow {
        name: "canSee",
        doc: "Whether somebody finds a package by browsing.",
        members: &[
            PERSON,
            PACKAGE,
            Member::new(
                "directory",
                Shape::Reference(&[ObjectKind::Directory]),
                false,
            ),
        ],
        answer: can_see,
        rule: Some(|tenant, now, with, sink| {
            sees(tenant, now, with, sink).is_some_and(|it| it.is_ok())
        }),
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
        rule: Some(|tenant, now, with, sink| {
            asks(tenant, now, with, sink).is_some_and(|it| it.is_ok())
        }),
    },
    WhyRow {
        name: "approvers",
        doc: "Who decides, stage by stage: of a request, or of a policy for somebody.",
        members: &[
            Member::new("request", Shape::Reference(&[ObjectKind::Request]), false),
            POLICY,
            Member::new("person", Shape::AnyOf(Person::KINDS), false),
        ],
        answer: deciders::who_decides,
        rule: None,
    },
    WhyRow {
        name: "reviewers",
        doc: "Who reviews somebody's access, and who would but for a reason.",
        members: &[
            Member::new("review", Shape::Reference(&[ObjectKind::Review]), true),
            Member::new("person", Shape::Reference(&[ObjectKind::User]), true),
        ],
        answer: who_reviews,
        rule: None,
    },
    WhyRow {
        name: "mayDo",
        doc: "Whether somebody may give a command, to an object if one is named, and by what.",
        members: &[
            PERSON,
            Member::new("command", TEXT, true),
            Member::new("on", Shape::AnyOf(crate::script::session::ANY_KIND), false),
        ],
        answer: may_do,
        rule: Some(|tenant, _, with, sink| {
            person(with).is_some_and(|person| may_do::ruled(tenant, person, with, sink).is_ok())
        }),
    },
    WhyRow {
        name: "membership",
        doc: "How somebody comes to be in a group.",
        members: &[
            PERSON,
            Member::new("group", Shape::Reference(&[ObjectKind::Group]), true),
        ],
        answer: membership::answer,
        rule: Some(|tenant, now, with, sink| membership::is_in(tenant, now, with, sink)),
    },
    WhyRow {
        name: "mail",
        doc: "Whether a mail about a request, assignment, review or delegation went out.",
        members: &[
            Member::new("request", Shape::Reference(&[ObjectKind::Request]), false),
            Member::new(
                "assignment",
                Shape::Reference(&[ObjectKind::Assignment]),
                false,
            ),
            Member::new("review", Shape::Reference(&[ObjectKind::Review]), false),
            Member::new(
                "delegation",
                Shape::Reference(&[ObjectKind::Delegation]),
                false,
            ),
            Member::new("number", Shape::Number, true),
            Member::new("to", Shape::AnyOf(Person::KINDS), false),
        ],
        answer: mails::why,
        rule: None,
    },
    WhyRow {
        name: REFUSAL,
        doc: "Why a line was refused, by the id of its audit entry, or would be, by the line itself.",
        members: &[
            Member::new("audit", TEXT, false),
            Member::new("line", Shape::Object(&[]), false),
        ],
        answer: |_, _| Ok(Value::Null),
        rule: None,
    },
];

/// What is to be explained: a refusal that was met, or the one that a line would meet.
#[derive(Debug, Clone)]
pub enum Explained {
    /// The entry of the audit log with this id.
    Audit(String),
    /// This line, which is not carried out.
    Line(Box<Line>),
}

/// Reads what is to be explained.
pub fn explained(line: &Line) -> Result<Explained, Malformed> {
    let with = line
        .member("with")
        .ok_or_else(|| Malformed::at(line.column(), "field \"with\" is missing"))?;
    match with.entries()? {
        [entry] if entry.name == "line" => {
            let line = Line::of(entry.value.clone())?;
            Ok(Explained::Line(Box::new(line)))
        }
        [entry] if entry.name == "audit" => Ok(Explained::Audit(entry.value.text()?.to_owned())),
        _ => Err(Malformed::at(
            with.column,
            "exactly one of \"audit\" and \"line\" is wanted",
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
            json!({
                "ok": true,
                "verdict": false,
                "code": refusal.code(),
                "message": description.message.as_str(),
                "hint": description.hint.as_str(),
                "walk": steps,
            })
        }
    }
}

/// Requires that the asker may know what another person may do, with an object if one is named.
pub fn may_ask_about(
    tenant: &Tenant,
    asker: Person,
    about: Person,
    on: Option<ObjectRef>,
) -> Result<(), Trouble> {
    let mut walk = Walk::default();
    may_explain(tenant, asker, about, on, &mut walk)
        .map_err(|refusal| Trouble::refused(refusal, walk))
}

/// Reads the identifier in a filled field.
pub(super) fn guid(fields: &Fields, name: &str) -> Option<uuid::Uuid> {
    let text = fields.get(name)?.as_str()?;
    let bare = text.rsplit(':').next()?;
    uuid::Uuid::parse_str(bare).ok()
}

/// Reads the person that a question is about.
pub(super) fn person(fields: &Fields) -> Option<Person> {
    let text = fields.get("person")?.as_str()?;
    Person::try_from(text.to_owned()).ok()
}

pub(super) fn required<T>(value: Option<T>, name: &str) -> Result<T, Malformed> {
    value.ok_or_else(|| Malformed::at(1, format!("field {name:?} is missing")))
}

fn sees(
    tenant: &Tenant,
    now: Timestamp,
    with: &Fields,
    sink: &mut dyn Sink,
) -> Option<Result<(), Refusal>> {
    let package = PackageId::new(guid(with, "accessPackage")?);
    let person = person(with)?;
    Some(
        in_portal(tenant, with, package, sink)
            .and_then(|()| eligibility::can_see(tenant, person, package, now, sink)),
    )
}

/// Requires that the portal asked about, if one is, is that of the resource directory: every other
/// one shows its own packages only.
fn in_portal(
    tenant: &Tenant,
    with: &Fields,
    package: PackageId,
    sink: &mut dyn Sink,
) -> Result<(), Refusal> {
    let Some(portal) = guid(with, "directory").map(DirectoryId::new) else {
        return Ok(());
    };
    let home = tenant.resource_directory();
    let is_here = home.is_some_and(|home| home.id == portal);
    require(
        sink,
        Check::PortalOfPackage,
        &[portal.into()],
        is_here,
        || RequestRefusal::PackageNotFound { package }.into(),
    )
}

/// Reads the package that a question about a person is about, if both may be spoken of: one that is
/// gone is not, so that its identifier does not lead to its name.
fn package(asked: &Asked<'_>, with: &Fields, person: Person) -> Result<PackageId, Trouble> {
    let id = PackageId::new(required(guid(with, "accessPackage"), "accessPackage")?);
    may_ask_about(asked.tenant, asked.viewer, person, Some(id.into()))?;
    if asked.tenant.contains(id.into()) {
        Ok(id)
    } else {
        Err(super::not_found(id.into()).into())
    }
}

fn can_see(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    package(asked, with, person)?;
    let mut walk = Walk::default();
    let seen = sees(asked.tenant, asked.now, with, &mut walk);
    Ok(verdict(
        asked.tenant,
        required(seen, "accessPackage")?,
        &walk.0,
    ))
}

/// Reads for whom somebody else would ask.
pub(super) fn target(with: &Fields) -> Option<Person> {
    guid(with, "onBehalfOf").map(|id| Person::User(UserId::new(id)))
}

fn asks(
    tenant: &Tenant,
    now: Timestamp,
    with: &Fields,
    sink: &mut dyn Sink,
) -> Option<Result<(), Refusal>> {
    let package = PackageId::new(guid(with, "accessPackage")?);
    let policy = guid(with, "policy").map(PolicyId::new);
    let person = person(with)?;
    let asking = Asking {
        requestor: person,
        target: target(with).unwrap_or(person),
        package,
        policy,
    };
    Some(eligibility::can_ask(tenant, asking, now, sink).map(|_| ()))
}

fn can_request(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    let package = package(asked, with, person)?;
    let mut walk = Walk::default();
    let tenant = asked.tenant;
    let target = target(with).unwrap_or(person);
    let result = required(asks(tenant, asked.now, with, &mut walk), "accessPackage")?;
    let mut answer = verdict(tenant, result, &walk.0);
    let offered = eligibility::offered(tenant, target, package, asked.now, &mut Silent);
    let offered = offered.unwrap_or_default();
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

fn may_do(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let person = required(person(with), "person")?;
    may_do::fits(with)?;
    let scope = may_do::ways(asked.tenant, person, with).and_then(|ways| ways.scope);
    may_ask_about(asked.tenant, asked.viewer, person, scope)?;
    let mut walk = Walk::default();
    let ruled = may_do::ruled(asked.tenant, person, with, &mut walk);
    let mut answer = verdict(asked.tenant, ruled, &walk.0);
    if let Some(answer) = answer.as_object_mut() {
        let steps = may_do::steps(asked.tenant, person, with, &walk.0);
        answer.insert("walk".to_owned(), Value::Array(steps));
    }
    Ok(answer)
}

fn who_reviews(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let id = ReviewId::new(required(guid(with, "review"), "review")?);
    let person = UserId::new(required(guid(with, "person"), "person")?);
    if !asked.resolver.sees(id.into()) {
        return Err(super::not_found(id.into()).into());
    }
    let answer = review::reviewing(asked, id, person);
    answer.ok_or_else(|| super::not_found(id.into()).into())
}
