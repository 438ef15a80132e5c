//! The forms that make and edit an assignment policy.
//!
//! The wizard of a package has the same steps, so what is asked of the first policy of a
//! package and of every later one cannot differ.

use crate::domain::command::{
    Command, CreatePolicy, PackageCommand, PolicyReference, UpdatePolicy,
};
use crate::domain::id::{ObjectRef, PackageId, PolicyId};
use crate::domain::policy::{AssignmentPolicy, PolicyBody, PolicyTerms};
use crate::domain::shape::Patch;
use crate::domain::text::Safe;
use crate::ui::form::{Answers, FormTable, Order, Parsed, Reader, Step};
use crate::ui::scene::Scene;

mod automatic;
mod choices;
mod extensions;
mod information;
mod languages;
mod lifecycle;
mod prefill;
mod requests;
mod reviews;
pub(super) mod stage;

pub use prefill::{answers_of, first};
use requests::NAME;

/// Makes a policy of the package that the form is about.
pub static CREATE: FormTable = FormTable {
    name: "create-policy",
    title: |scene, about| titled("New policy of", scene, about),
    verb: "create",
    steps,
    prefill: |_, _| first(Answers::default(), ""),
    parse: create,
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        if automatic::is_automatic(answers) {
            return format!("Policy \"{name}\" was made. Its rule assigns the package.").into();
        }
        format!("Policy \"{name}\" was made. Nobody is assigned by it.").into()
    },
    notes: |_, _, answers| notes(answers),
};

/// Edits a policy.
pub static EDIT: FormTable = FormTable {
    name: "edit-policy",
    title: |scene, about| titled("Edit policy", scene, about),
    verb: "save",
    steps,
    prefill: |scene, about| {
        edited(scene, about)
            .map(|policy| answers_of(scene, &policy.terms))
            .unwrap_or_default()
    },
    parse: update,
    done: |_, _, _| "Saved. Open requests and assignments keep the rules they began with.".into(),
    notes: |_, _, answers| notes(answers),
};

/// Returns the steps that ask for a policy.
pub fn steps(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let asked = (!automatic::is_automatic(answers)).then(|| information::step(answers));
    let mut steps = vec![requests::step(scene, answers)];
    steps.extend(asked);
    steps.push(lifecycle::step(answers));
    steps.push(extensions::step(scene, about, answers));
    steps
}

/// Reads the members of a policy; those of `old` that the answers do not speak of stay.
pub fn read(scene: &Scene<'_>, read: &mut Reader<'_>, old: Option<&PolicyTerms>) -> PolicyBody {
    let asked = requests::read(scene, read, old);
    let body = if automatic::is_automatic(read.answers()) {
        asked
    } else {
        let body = lifecycle::read(scene, read, old, asked);
        let questions = Some(information::read(read, old));
        PolicyBody { questions, ..body }
    };
    PolicyBody {
        custom_extension_stage_settings: Some(extensions::read(scene, read, old)),
        notification_settings: Some(lifecycle::notifications(read)),
        ..body
    }
}

/// Says what will follow from a policy that people may not expect.
pub fn notes(answers: &Answers) -> Vec<Safe> {
    let mut notes = Vec::new();
    if answers.toggle(&requests::ENABLED) == Some(false) {
        notes.push(
            "! The policy is saved switched off: nobody can get the package through it.".into(),
        );
    }
    if automatic::is_automatic(answers) {
        notes.push(
            "Whoever the rule admits gets the package as soon as the policy is saved.".into(),
        );
    }
    if requests::is_direct_only(answers) {
        notes.push("Nobody can request under this policy.".into());
    }
    notes
}

fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AssignmentPolicy> {
    if let Some(ObjectRef::Policy(id)) = about {
        scene.tenant().find_policy(id)
    } else {
        None
    }
}

fn create(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let terms = read(scene, &mut reader, None);
    let package = if let Some(ObjectRef::AccessPackage(package)) = about {
        Some(package)
    } else {
        reader.refuse(&NAME, "belongs to a package that has been deleted");
        None
    };
    reader
        .finish(|| Some(created(package?, terms)))
        .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let policy = edited(scene, about);
    let terms = read(scene, &mut reader, policy.map(|policy| &policy.terms));
    if policy.is_none() {
        reader.refuse(&NAME, "belongs to a policy that has been deleted");
    }
    reader
        .finish(|| {
            let policy = policy?;
            let terms = differing(terms, &PolicyBody::from(policy.terms.clone()));
            Some(updated(policy.id, terms))
        })
        .map(Order::persona)
}

/// Keeps the members of a policy that differ from the old ones.
fn differing(new: PolicyBody, old: &PolicyBody) -> PolicyBody {
    fn changed<T: PartialEq>(new: Option<T>, old: Option<&T>) -> Option<T> {
        new.filter(|new| Some(new) != old)
    }
    PolicyBody {
        display_name: changed(new.display_name, old.display_name.as_ref()),
        description: changed(new.description, old.description.as_ref()),
        allowed_target_scope: changed(new.allowed_target_scope, old.allowed_target_scope.as_ref()),
        specific_allowed_targets: changed(
            new.specific_allowed_targets,
            old.specific_allowed_targets.as_ref(),
        ),
        is_enabled: changed(new.is_enabled, old.is_enabled.as_ref()),
        requestor_settings: changed(new.requestor_settings, old.requestor_settings.as_ref()),
        request_approval_settings: changed(
            new.request_approval_settings,
            old.request_approval_settings.as_ref(),
        ),
        expiration: changed(new.expiration, old.expiration.as_ref()),
        review_settings: new.review_settings,
        automatic_request_settings: if new.automatic_request_settings
            == old.automatic_request_settings
        {
            Patch::Keep
        } else {
            new.automatic_request_settings
        },
        questions: changed(new.questions, old.questions.as_ref()),
        custom_extension_stage_settings: changed(
            new.custom_extension_stage_settings,
            old.custom_extension_stage_settings.as_ref(),
        ),
        verified_credential_requirements: changed(
            new.verified_credential_requirements,
            old.verified_credential_requirements.as_ref(),
        ),
        notification_settings: changed(
            new.notification_settings,
            old.notification_settings.as_ref(),
        ),
    }
}

fn created(access_package: PackageId, terms: PolicyBody) -> Command {
    PackageCommand::CreatePolicy(CreatePolicy {
        access_package,
        terms,
    })
    .into()
}

fn updated(policy: PolicyId, terms: PolicyBody) -> Command {
    PackageCommand::UpdatePolicy(UpdatePolicy { policy, terms }).into()
}

/// Returns a command that makes some policy, to ask whether the persona may make any.
pub fn blank(package: PackageId) -> Command {
    created(package, PolicyBody::default())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(policy: PolicyId) -> Command {
    updated(policy, PolicyBody::default())
}

/// Returns the command that deletes a policy.
pub fn deletion(policy: PolicyId) -> Command {
    PackageCommand::DeletePolicy(PolicyReference { policy }).into()
}
