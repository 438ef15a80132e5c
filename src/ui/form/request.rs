//! The form that asks for a package.

use crate::domain::command::{Command, RequestCommand, SubmitRequest};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, PolicyId};
use crate::domain::inquiry;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::AskedQuestion;
use crate::domain::request::AssignmentRequest;
use crate::domain::text::{Justification, Safe};
use crate::domain::time::{Expiration, Schedule};
use crate::domain::walk::{Silent, Walk};
use crate::ui::form::{
    Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Step, period, questions,
};
use crate::ui::scene::{Reason, Scene};
use crate::ui::wording;

const POLICY: FieldKey = FieldKey::new("policy");
pub(super) const JUSTIFICATION: FieldKey = FieldKey::new("justification");
pub(super) const PERIOD: FieldKey = FieldKey::new("schedule");
pub(super) const STARTS: FieldKey = FieldKey::new("startDateTime");
pub(super) const ENDS: FieldKey = FieldKey::new("endDateTime");
/// Never answered: what depends on it stays greyed.
pub(super) const NEVER: FieldKey = FieldKey::new("never");

/// Asks for a package for oneself: about the package, or about a request to submit it again.
pub static REQUEST: FormTable = FormTable {
    name: "request-package",
    title: |scene, about| match about {
        Some(package) => format!("Request \"{}\"", scene.name(package)).into(),
        None => Safe::default(),
    },
    verb: "submit",
    steps: |scene, about, answers| steps(scene, about, answers),
    prefill: |scene, about| again(scene, about),
    parse,
    done,
    notes,
};

/// Lists the policies under which the persona may ask for a package, the best rank only.
pub fn offered(scene: &Scene<'_>, package: PackageId) -> Vec<PolicyId> {
    let now = scene.calendar.now;
    let offered = eligibility::offered(scene.tenant(), scene.persona, package, now, &mut Silent);
    scene.policies_by_name(offered.unwrap_or_default().into_iter())
}

/// Lists those of them that ask for nothing beforehand that the persona lacks, such as a verified ID;
/// all where each asks for something.
pub fn open(scene: &Scene<'_>, package: PackageId) -> Vec<PolicyId> {
    let offered = offered(scene, package);
    if offered.len() < 2 {
        return offered;
    }
    let allowed = |policy: &PolicyId| closed(scene, package, *policy).is_none();
    let open: Vec<PolicyId> = offered.iter().copied().filter(allowed).collect();
    if open.is_empty() { offered } else { open }
}

/// Says why the persona cannot ask for a package under a policy that admits them, whatever they say.
pub fn closed(scene: &Scene<'_>, package: PackageId, policy: PolicyId) -> Option<Reason> {
    let asks = asking(package, Some(policy));
    let refusal = scene.judged(&asks, &mut Walk::default()).err()?;
    Some(scene.reason(&refusal))
}

/// Returns the request that says nothing, to ask whether the persona may request at all.
///
/// Of several policies it names one: which of them applies is for the form to ask.
pub fn blank(scene: &Scene<'_>, package: PackageId) -> Command {
    asking(package, open(scene, package).first().copied())
}

fn asking(package: PackageId, policy: Option<PolicyId>) -> Command {
    Command::from(RequestCommand::SubmitRequest(SubmitRequest {
        access_package: package,
        policy,
        target: None,
        justification: None,
        schedule: None,
        answers: Vec::new(),
    }))
}

fn package_of(scene: &Scene<'_>, about: Option<ObjectRef>) -> Option<PackageId> {
    if let Some(ObjectRef::AccessPackage(id)) = about {
        Some(id)
    } else {
        earlier(scene, about).map(|request| request.access_package)
    }
}

/// Returns the request that is submitted again.
fn earlier<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AssignmentRequest> {
    if let Some(ObjectRef::Request(id)) = about {
        scene.tenant().find_request(id)
    } else {
        None
    }
}

/// Begins with what was said in an earlier request, as far as it still makes sense.
fn again(scene: &Scene<'_>, about: Option<ObjectRef>) -> Answers {
    let blank = Answers::default()
        .with_toggle(PERIOD, false)
        .with_text(STARTS, "today");
    let blank = with_only_policy(scene, about, blank);
    let known = package_of(scene, about)
        .map(|package| inquiry::of_resources(scene.tenant(), package, Some(scene.persona)));
    let blank = questions::prefill(scene, blank, &known.unwrap_or_default());
    let Some(request) = earlier(scene, about) else {
        return blank;
    };
    let why = request.justification.as_ref().map(Justification::as_str);
    let answers = blank.with_text(JUSTIFICATION, why.unwrap_or_default());
    let answers = questions::prefill(scene, answers, &request.progress.answers);
    let Expiration::At(end) = request.schedule.expiration else {
        return answers;
    };
    if end <= scene.calendar.now {
        return answers;
    }
    let start = request.schedule.start_date_time;
    let start = start.filter(|start| *start > scene.calendar.now);
    let starts = start.map_or_else(|| "today".into(), |start| scene.calendar.day(start));
    answers
        .with_toggle(PERIOD, true)
        .with_text(STARTS, starts.as_str())
        .with_text(ENDS, scene.calendar.day(end).as_str())
}

/// Returns the policy that applies: the only one, or the one chosen.
fn policy<'a>(
    scene: &Scene<'a>,
    about: Option<ObjectRef>,
    answers: &Answers,
) -> Option<&'a AssignmentPolicy> {
    let open = open(scene, package_of(scene, about)?);
    let id = match open.as_slice() {
        [only] => *only,
        several => find(several, answers.choice(&POLICY)?)?,
    };
    scene.tenant().find_policy(id)
}

/// Lists what the persona is asked, with what their account has already.
fn asked(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<AskedQuestion> {
    let policy = policy(scene, about, answers).into_iter();
    policy
        .flat_map(|policy| inquiry::asked(scene.tenant(), policy, Some(scene.persona)))
        .collect()
}

fn find(offered: &[PolicyId], value: &str) -> Option<PolicyId> {
    let mut ids = offered.iter().copied();
    ids.find(|id| id.guid().to_string() == value)
}

fn steps(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let terms = policy(scene, about, answers).map(|policy| &policy.terms);
    let mut fields = choice(scene, about);
    let why = Field::new(
        JUSTIFICATION,
        "Business justification",
        Kind::Long(Justification::CAP),
    );
    fields.push(match terms {
        Some(terms) => {
            let why = why.help(wording::read_by(terms.approval.stages_for_add()));
            if terms.justification_required {
                why.required()
            } else {
                why
            }
        }
        None => why.required(),
    });
    fields.extend(questions::fields(scene, &asked(scene, about, answers)));
    let period = Field::new(PERIOD, "For a specific period", Kind::Toggle);
    let starts = Field::new(STARTS, "Starts on", Kind::Date).help("today, tomorrow, 2026-03-31");
    let ends = ends(scene, "Expires on", terms.map(|terms| terms.expiration));
    let says = "the policy does not let requestors choose the period";
    fields.extend(match terms {
        Some(terms) if !terms.requestor.may_schedule => {
            [period, starts, ends].map(|field| field.only_if(NEVER, &["yes"], says))
        }
        Some(_) | None => {
            let says = "switch the specific period on";
            let dated = [starts.required(), ends.required()];
            let [starts, ends] = dated.map(|field| field.only_if(PERIOD, &["yes"], says));
            [period, starts, ends]
        }
    });
    vec![Step::new("Request", fields)]
}

/// Asks for the policy where several are offered; those under which the persona cannot ask are greyed.
fn choice(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<Field> {
    let Some(package) = package_of(scene, about) else {
        return Vec::new();
    };
    let offered = offered(scene, package);
    if offered.len() < 2 {
        return Vec::new();
    }
    let picks = offered.into_iter().map(|id| {
        let pick = Pick::new(id.guid().to_string(), scene.name(id));
        match closed(scene, package, id) {
            Some(reason) => pick.off(reason.0),
            None => pick,
        }
    });
    vec![Field::new(POLICY, "Policy", Kind::Choice(picks.collect())).required()]
}

/// Chooses the policy where only one of several is open.
fn with_only_policy(scene: &Scene<'_>, about: Option<ObjectRef>, answers: Answers) -> Answers {
    let package = package_of(scene, about);
    let several = package.filter(|package| offered(scene, *package).len() > 1);
    match several.map(|package| open(scene, package)).as_deref() {
        Some([only]) => answers.with_choice(POLICY, &only.guid().to_string()),
        Some(_) | None => answers,
    }
}

/// Returns the field for the end of a period, with the longest that a policy allows.
pub(super) fn ends(scene: &Scene<'_>, label: &'static str, allowed: Option<Expiration>) -> Field {
    let field = Field::new(ENDS, label, Kind::Date);
    match allowed {
        None => field,
        Some(Expiration::NotSpecified | Expiration::Never) => {
            field.help("tomorrow, +30d, 2026-03-31")
        }
        Some(Expiration::At(end)) => {
            field.limit(format!("at most until {}", scene.calendar.day(end)))
        }
        Some(Expiration::After(span)) => field.limit(format!("at most {}", span.in_words())),
    }
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let justification = read.optional_text(&JUSTIFICATION, Justification::parse);
    let package = package_of(scene, about);
    let offered = package
        .map(|package| offered(scene, package))
        .unwrap_or_default();
    let chosen = read.choice(&POLICY, |value| find(&offered, value));
    let applies = policy(scene, about, answers);
    let may_schedule = applies.is_some_and(|policy| policy.terms.requestor.may_schedule);
    let schedule =
        (may_schedule && read.toggle(&PERIOD)).then(|| schedule(scene, &mut read, applies));
    let given = questions::read(&mut read, &asked(scene, about, answers));
    read.finish(|| {
        Some(RequestCommand::SubmitRequest(SubmitRequest {
            access_package: package?,
            policy: chosen,
            target: None,
            justification,
            schedule,
            answers: given,
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

/// Reads the period: from the first instant of its first day to the last one of its last day.
///
/// A period that begins today begins now.
pub(super) fn schedule(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    policy: Option<&AssignmentPolicy>,
) -> Schedule {
    let calendar = scene.calendar;
    let (starts, ends) = (read.date(&STARTS), read.date(&ENDS));
    let wanted = Schedule {
        start_date_time: starts
            .filter(|day| *day != calendar.today())
            .map(|day| calendar.start_of(day)),
        expiration: ends.map_or(Expiration::NotSpecified, |day| {
            Expiration::At(calendar.end_of(day))
        }),
    };
    let days = (&STARTS, &ENDS);
    let end = ends.map(|day| calendar.end_of(day));
    let sound = period::lies_ahead(scene, read, days, (wanted.start_date_time, end));
    if let Some(policy) = policy.filter(|_| sound) {
        period::within_policy(scene, read, days, (policy, wanted));
    }
    wanted
}

fn follows(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Option<String> {
    let policy = policy(scene, about, answers)?;
    let stages = policy.terms.approval.stages_for_add();
    Some(wording::what_follows(
        scene,
        policy.access_package,
        stages,
        scene.persona,
    ))
}

fn done(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Safe {
    let name = about.map(|package| scene.name(package)).unwrap_or_default();
    match follows(scene, about, answers) {
        Some(follows) => format!("Requested \"{name}\": {follows}.").into(),
        None => format!("Requested \"{name}\".").into(),
    }
}

fn notes(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Safe> {
    follows(scene, about, answers)
        .map(|follows| format!("Then: {follows}.").into())
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    #[test]
    fn of_several_policies_that_for_which_a_verified_id_is_missing_is_greyed_with_its_reason() {
        // Whichever of them stands first.
        for guarded in ["Initial policy", "Second"] {
            let mut desk = tutorial(|policy| {
                policy["allowedTargetScope"] = json!("allMemberUsers");
                policy["specificAllowedTargets"] = json!([]);
                policy["requestApprovalSettings"]["isRequestorJustificationRequired"] =
                    json!(false);
                if guarded == "Initial policy" {
                    policy["verifiedCredentialRequirements"] = badge();
                }
            });
            let package = desk.desk.tenant.packages.iter().next().unwrap().id;
            let mut second = json!({"do": "createPolicy", "with": {"accessPackage": package,
                "displayName": "Second", "allowedTargetScope": "allMemberUsers"}});
            if guarded == "Second" {
                second["with"]["verifiedCredentialRequirements"] = badge();
            }
            let second: Command = serde_json::from_value(second).unwrap();
            desk.execute(second).unwrap();
            act_as(&mut desk, "Requestor", Screen::AvailablePackages).press("w");
            desk.expect(&format!("Not under \"{guarded}\": policy"));
            desk.press("esc enter");
            desk.expect("Request \"Test package\"")
                .expect(&format!("(-) {guarded} (policy"))
                .expect("(o) ");
            // It is the only one to choose.
            desk.press("space Ctrl-S");
            desk.expect("Requested \"Test package\"");
        }
    }

    fn badge() -> serde_json::Value {
        json!([{"issuer": "Contoso", "types": ["VerifiedEmployee"]}])
    }
}
