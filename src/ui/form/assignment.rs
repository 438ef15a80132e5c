//! The forms that assign a package directly and that extend access.

use crate::domain::command::{
    AssignDirectly, Assignee, Command, ExtendAssignment, NewEnd, RequestCommand,
};
use crate::domain::decide::direct::can_be_given;
use crate::domain::id::{AssignmentId, ObjectKind, ObjectRef, PackageId, Person, PolicyId};
use crate::domain::inquiry;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::AskedQuestion;
use crate::domain::text::{Justification, Safe};
use crate::domain::time::{Expiration, Timestamp};
use crate::domain::walk::Silent;
use crate::ui::bulk::{Batch, Said};
use crate::ui::form::people::{self, Part};
use crate::ui::form::request::{self, ENDS, JUSTIFICATION, PERIOD, STARTS};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Order, Parsed, Pick, Reader, Sought,
    Step, period, questions,
};
use crate::ui::scene::Scene;
use crate::ui::search;

const POLICY: FieldKey = FieldKey::new("policy");
const TARGET: FieldKey = FieldKey::new("targets");
const BYPASS: FieldKey = FieldKey::new("bypassApproval");

/// Assigns the package that the form is about to somebody, or to several people one by one.
pub static ASSIGN: FormTable = FormTable {
    name: "assign-directly",
    title: |scene, about| titled("Assign", scene, about),
    verb: "assign",
    steps: |scene, about, answers| assign_steps(scene, about, answers),
    prefill: |scene, about| {
        let only = match policies(scene, about).as_slice() {
            [only] => Some(only.id.guid().to_string()),
            _ => None,
        };
        let answers = Answers::default()
            .with_toggle(PERIOD, false)
            .with_toggle(BYPASS, true)
            .with_text(STARTS, "today");
        match only {
            Some(only) => answers.with_choice(POLICY, &only),
            None => answers,
        }
    },
    parse: parse_assignment,
    done: |scene, about, answers| {
        let name = about.map(|package| scene.name(package)).unwrap_or_default();
        let person = chosen(answers);
        if needs_approval(scene, about, answers) && answers.toggle(&BYPASS) == Some(false) {
            format!("\"{name}\" for {person} waits for approval.").into()
        } else {
            format!("{person} is assigned \"{name}\".").into()
        }
    },
    notes: |_, _, _| Vec::new(),
};

/// Gives the assignment that the form is about a later end, as an administrator.
pub static EXTEND: FormTable = FormTable {
    name: "extend-assignment",
    title: |scene, about| titled("Extend", scene, about),
    verb: "extend",
    steps: |scene, about, _| vec![Step::new("Extension", vec![until(scene, about).required()])],
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| {
        let mut read = Reader::new(answers, scene.calendar);
        let end = new_end(scene, about, &mut read);
        let assignment = assignment(about);
        read.finish(|| Some(extension(assignment?, end?)))
            .map(Order::persona)
    },
    done: |_, _, answers| format!("Access ends on {} now.", answers.text(&ENDS)).into(),
    notes: |_, _, _| Vec::new(),
};

/// Returns an assignment that says nothing, to ask whether the persona may assign at all.
pub fn blank(access_package: PackageId) -> Command {
    RequestCommand::AssignDirectly(AssignDirectly {
        access_package,
        policy: PolicyId::MIN,
        targets: Vec::new(),
        justification: None,
        schedule: None,
        answers: Vec::new(),
        bypass_approval: None,
    })
    .into()
}

/// Returns the command that moves the end of an assignment.
pub fn extension(assignment: AssignmentId, end: Timestamp) -> Command {
    RequestCommand::ExtendAssignment(ExtendAssignment {
        assignment,
        schedule: NewEnd {
            expiration: Expiration::At(end),
        },
    })
    .into()
}

pub(super) fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn chosen(answers: &Answers) -> String {
    let rows = answers.picked(&TARGET).iter();
    let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
    names.join(", ")
}

pub(super) const fn assignment(about: Option<ObjectRef>) -> Option<AssignmentId> {
    if let Some(ObjectRef::Assignment(id)) = about {
        Some(id)
    } else {
        None
    }
}

/// Lists the policies under which the package can be assigned.
fn policies<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Vec<&'a AssignmentPolicy> {
    let Some(ObjectRef::AccessPackage(package)) = about else {
        return Vec::new();
    };
    let policies = scene.policies_of(package).into_iter();
    policies
        .filter_map(|id| scene.tenant().find_policy(id))
        .filter(|policy| policy.terms.is_enabled)
        .collect()
}

fn policy<'a>(
    scene: &Scene<'a>,
    about: Option<ObjectRef>,
    answers: &Answers,
) -> Option<&'a AssignmentPolicy> {
    let value = answers.choice(&POLICY)?;
    policies(scene, about)
        .into_iter()
        .find(|policy| policy.id.guid().to_string() == value)
}

fn needs_approval(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> bool {
    policy(scene, about, answers)
        .is_some_and(|policy| !policy.terms.approval.stages_for_add().is_empty())
}

/// Lists what is asked; an attribute may stay empty, since accounts may have it already.
fn asked(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<AskedQuestion> {
    let Some(policy) = policy(scene, about, answers) else {
        return Vec::new();
    };
    let mut asked = inquiry::asked(scene.tenant(), policy, None);
    for asked in &mut asked {
        asked.question.is_required &= asked.destination.is_none();
    }
    asked
}

fn assign_steps(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let picks = policies(scene, about)
        .into_iter()
        .map(|policy| Pick::new(policy.id.guid().to_string(), scene.name(policy.id)))
        .collect();
    let terms = policy(scene, about, answers).map(|policy| &policy.terms);
    let bypass = Field::new(BYPASS, "Bypass approval", Kind::Toggle)
        .help("Off sends it to the policy's approvers.");
    let bypass = if needs_approval(scene, about, answers) {
        bypass
    } else {
        let says = match terms {
            Some(_) => "the policy requires no approval",
            None => "counts once a policy is chosen",
        };
        bypass.only_if(request::NEVER, &["yes"], says)
    };
    let chosen = policy(scene, about, answers).map(|policy| policy.id.into());
    let says = "switch the specific period on";
    let [starts, ends] = [
        Field::new(STARTS, "Starts on", Kind::Date).help("today, tomorrow, 2026-03-31"),
        request::ends(scene, "Expires on", terms.map(|terms| terms.expiration)),
    ]
    .map(|field| field.required().only_if(PERIOD, &["yes"], says));
    let mut fields = vec![
        Field::new(POLICY, "Policy", Kind::Choice(picks)).required(),
        Field::new(
            TARGET,
            "People",
            Kind::Search(Amount::Many, Finder::new(targets).fitting(chosen)),
        )
        .required()
        .help("Each is assigned by a command of its own."),
        Field::new(
            JUSTIFICATION,
            "Justification",
            Kind::Long(Justification::CAP),
        ),
    ];
    fields.extend(questions::fields(scene, &asked(scene, about, answers)));
    let period = Field::new(PERIOD, "For a specific period", Kind::Toggle);
    fields.extend([period, starts, ends, bypass]);
    vec![Step::new("Assignment", fields)]
}

/// Finds accounts and people without one, each with the name they sign in with and, once a policy is
/// chosen, why they cannot be given the package under it.
fn targets(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let policy = if let Some(ObjectRef::Policy(id)) = about {
        scene.tenant().find_policy(id)
    } else {
        None
    };
    let kinds = [ObjectKind::User, ObjectKind::ExternalPerson];
    let found = search::by_text(scene, &kinds, sought.typed, |_| true).into_iter();
    found
        .filter_map(search::person)
        .map(|person| {
            let address = scene.tenant().sign_in_name(person).unwrap_or_default();
            let pick = Pick::new(String::from(person), scene.name(person));
            let pick = pick.aside(Safe::line(address));
            // Who has no account yet gets one with the access.
            let pick = match person {
                Person::User(user) => people::marked(scene, Part::Acting, user, pick),
                Person::ExternalPerson(_) => pick.note("no account"),
            };
            let fits = |policy| {
                let now = scene.calendar.now;
                can_be_given(scene.tenant(), person, policy, now, &mut Silent)
            };
            match policy.map(fits) {
                Some(Err(refusal)) => pick.unfit(scene.reason(&refusal).0),
                Some(Ok(())) | None => pick,
            }
        })
        .collect()
}

fn parse_assignment(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let justification = read.optional_text(&JUSTIFICATION, Justification::parse);
    let chosen = policy(scene, about, answers);
    let targets = read.picks(&TARGET, |value| {
        let person = Person::try_from(value.to_owned()).ok()?;
        scene
            .tenant()
            .name_of(person.object())
            .map(|_| Assignee::Person(person))
    });
    let schedule = read
        .toggle(&PERIOD)
        .then(|| request::schedule(scene, &mut read, chosen));
    let bypass = read.toggle(&BYPASS) || !needs_approval(scene, about, answers);
    let given = questions::read(&mut read, &asked(scene, about, answers));
    let read = read.finish(|| {
        let policy = chosen?;
        Some(AssignDirectly {
            access_package: policy.access_package,
            policy: policy.id,
            targets,
            justification,
            schedule,
            answers: given,
            bypass_approval: Some(bypass),
        })
    });
    read.and_then(|with| one_by_one(scene, with))
}

/// Orders one command for each person, so that a refusal keeps nobody else from the package.
fn one_by_one(scene: &Scene<'_>, with: AssignDirectly) -> Parsed {
    if with.targets.is_empty() {
        return Err(Vec::new());
    }
    if with.targets.len() == 1 {
        return Ok(Order::persona(RequestCommand::AssignDirectly(with)));
    }
    let people = with.targets.iter().filter_map(|target| match target {
        Assignee::Person(person) => Some(*person),
        Assignee::Mail(_) => None,
    });
    let rows = people.map(|target| {
        let one = AssignDirectly {
            targets: vec![target.into()],
            ..with.clone()
        };
        let command = Command::from(RequestCommand::AssignDirectly(one));
        let object = target.object();
        (object, scene.name(object), command, Said::WhatCameOfIt)
    });
    Ok(Order::Each(Box::new(Batch::each("assign", rows, scene))))
}

/// Returns the policy of the assignment that the form is about.
pub(super) fn governing<'a>(
    scene: &Scene<'a>,
    about: Option<ObjectRef>,
) -> Option<&'a AssignmentPolicy> {
    let held = scene.tenant().find_assignment(assignment(about)?)?;
    scene.tenant().find_policy(held.policy)
}

/// Reads the new end of the assignment that the form is about: the last instant of a day.
pub(super) fn new_end(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    read: &mut Reader<'_>,
) -> Option<Timestamp> {
    let end = scene.calendar.end_of(read.date(&ENDS)?);
    let held = assignment(about).and_then(|id| scene.tenant().find_assignment(id));
    if let Some(of) = governing(scene, about).zip(held) {
        period::moves_forward(scene, read, &ENDS, of, end);
    }
    Some(end)
}

/// Returns the field of the new end.
fn until(scene: &Scene<'_>, about: Option<ObjectRef>) -> Field {
    let allowed = governing(scene, about).map(|policy| policy.terms.expiration);
    request::ends(scene, "New end", allowed)
}
