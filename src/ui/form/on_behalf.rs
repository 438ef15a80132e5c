//! The form with which a manager asks for a package for somebody who reports to them.

use crate::domain::command::{Command, RequestCommand, SubmitRequest};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, Person, PolicyId, UserId};
use crate::domain::inquiry;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::AskedQuestion;
use crate::domain::text::Justification;
use crate::domain::walk::Silent;
use crate::ui::form::request::{ENDS, JUSTIFICATION, PERIOD, STARTS, schedule};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Source, Step,
    questions,
};
use crate::ui::scene::{Reason, Scene};
use crate::ui::wording;

const PACKAGE: FieldKey = FieldKey::new("accessPackage");

/// Asks for a package for the user that the form is about.
pub static REQUEST: FormTable = FormTable {
    name: "request-on-behalf",
    title: |scene, about| {
        let name = about.map(|user| scene.name(user)).unwrap_or_default();
        format!("Request for {name}").into()
    },
    verb: "submit",
    steps,
    prefill: |_, _| {
        Answers::default()
            .with_toggle(PERIOD, false)
            .with_text(STARTS, "today")
    },
    parse,
    done: |scene, about, answers| {
        let name = about.map(|user| scene.name(user)).unwrap_or_default();
        format!("Requested {} for {name}.", chosen(answers)).into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Lists the packages that the persona may ask for on behalf of somebody.
pub fn offered(scene: &Scene<'_>, target: UserId) -> Vec<PackageId> {
    let target = Person::User(target);
    eligibility::available_for(scene.tenant(), scene.persona, target, scene.calendar.now)
}

/// Says why the persona cannot ask for anything for somebody, if so.
pub fn anything(scene: &Scene<'_>, target: UserId) -> Result<(), Reason> {
    if offered(scene, target).is_empty() {
        Err(Reason::new("no package can be requested for this person"))
    } else {
        Ok(())
    }
}

const fn target(about: Option<ObjectRef>) -> Option<UserId> {
    if let Some(ObjectRef::User(id)) = about {
        Some(id)
    } else {
        None
    }
}

fn chosen(answers: &Answers) -> String {
    let rows = answers.picked(&PACKAGE).iter();
    let names: Vec<String> = rows.map(|row| format!("\"{}\"", row.label)).collect();
    names.join(", ")
}

/// Returns the first of the offered policies under which managers may ask.
fn policy<'a>(
    scene: &Scene<'a>,
    target: UserId,
    package: PackageId,
) -> Option<&'a AssignmentPolicy> {
    let (tenant, now) = (scene.tenant(), scene.calendar.now);
    let offered: Vec<PolicyId> =
        eligibility::offered(tenant, Person::User(target), package, now, &mut Silent)
            .unwrap_or_default();
    offered
        .into_iter()
        .filter_map(|id| tenant.find_policy(id))
        .find(|policy| policy.terms.requestor.on_behalf.may_add)
}

fn packages(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let offered = target(about).map(|target| offered(scene, target));
    offered
        .unwrap_or_default()
        .into_iter()
        .map(|id| {
            let catalog = scene.tenant().find_package(id).map(|found| found.catalog);
            let catalog = catalog.map(|catalog| scene.name(catalog));
            Pick::new(id.guid().to_string(), scene.name(id)).note(catalog.unwrap_or_default())
        })
        .collect()
}

fn find(scene: &Scene<'_>, value: &str) -> Option<PackageId> {
    let id = PackageId::new(uuid::Uuid::parse_str(value).ok()?);
    scene.tenant().find_package(id).map(|package| package.id)
}

fn steps(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let picked = answers.picked(&PACKAGE).first();
    let package = picked.and_then(|row| find(scene, &row.value));
    let policy = target(about)
        .zip(package)
        .and_then(|(target, package)| policy(scene, target, package));
    let why = Field::new(
        JUSTIFICATION,
        "Business justification",
        Kind::Long(Justification::CAP),
    );
    let why = match policy {
        Some(policy) => {
            let terms = &policy.terms;
            let why = why.help(wording::read_by(terms.approval.stages_for_add()));
            if terms.justification_required {
                why.required()
            } else {
                why
            }
        }
        None => why.required(),
    };
    let says = "switch the specific period on";
    let [starts, ends] = [(STARTS, "Starts on"), (ENDS, "Expires on")].map(|(key, label)| {
        Field::new(key, label, Kind::Date)
            .help("today, tomorrow, 2026-03-31")
            .required()
            .only_if(PERIOD, &["yes"], says)
    });
    let mut fields = vec![
        Field::new(
            PACKAGE,
            "Package",
            Kind::Picker(Amount::One, Source(packages)),
        )
        .required()
        .or_nothing("There is no package that you may request for them now."),
        why,
    ];
    fields.extend(questions::fields(scene, &asked(scene, about, policy)));
    let period = Field::new(PERIOD, "For a specific period", Kind::Toggle);
    fields.extend([period, starts, ends]);
    vec![Step::new("Request", fields)]
}

/// Lists what is asked for the person who is to get access.
fn asked(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    policy: Option<&AssignmentPolicy>,
) -> Vec<AskedQuestion> {
    let target = target(about).map(Person::User);
    let policy = policy.into_iter();
    policy
        .flat_map(|policy| inquiry::asked(scene.tenant(), policy, target))
        .collect()
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let justification = read.optional_text(&JUSTIFICATION, Justification::parse);
    let packages = read.picks(&PACKAGE, |value| find(scene, value));
    let about_whom = target(about);
    let policy = about_whom
        .zip(packages.first().copied())
        .and_then(|(target, package)| policy(scene, target, package));
    let schedule = read
        .toggle(&PERIOD)
        .then(|| schedule(scene, &mut read, policy));
    let given = questions::read(&mut read, &asked(scene, about, policy));
    read.finish(|| {
        let target = about_whom?;
        let access_package = packages.into_iter().next()?;
        Some(RequestCommand::SubmitRequest(SubmitRequest {
            access_package,
            policy: policy.map(|policy| policy.id),
            target: Some(target),
            justification,
            schedule,
            answers: given,
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}
