//! What is asked of whoever wants a package: the questions of the policy, and after them those of
//! the resources, whose answers become attributes of the account.

use std::collections::BTreeSet;

use crate::domain::id::{PackageId, Person};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::{AskedQuestion, Destination, Question, QuestionKind, question_about};
use crate::domain::resource::{OriginSystem, Resource, ResourceAttribute};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::AnswerText;

/// Lists what is asked before somebody gets a package under a policy.
///
/// What the person's account has already stands as the answer unless another one is given.
pub fn asked(
    tenant: &Tenant,
    policy: &AssignmentPolicy,
    person: Option<Person>,
) -> Vec<AskedQuestion> {
    let own = policy.terms.questions.iter();
    let own = own.map(|question| AskedQuestion {
        question: question.clone(),
        answer: None,
        destination: None,
    });
    own.chain(of_resources(tenant, policy.access_package, person))
        .collect()
}

/// Lists what is asked of somebody who holds a package, with what they answered before.
pub fn asked_again(
    tenant: &Tenant,
    policy: &AssignmentPolicy,
    holder: Person,
    before: &[AskedQuestion],
) -> Vec<AskedQuestion> {
    let mut asked = asked(tenant, policy, Some(holder));
    for now in &mut asked {
        let mut before = before.iter();
        if let Some(before) = before.find(|before| before.question.id == now.question.id) {
            now.answer.clone_from(&before.answer);
            let earlier = before.destination.as_ref();
            if let (Some(destination), Some(earlier)) = (&mut now.destination, earlier) {
                destination.brought = earlier.brought;
            }
        }
    }
    asked
}

/// Lists what the resources of a package ask, each attribute once.
pub fn of_resources(
    tenant: &Tenant,
    package: PackageId,
    person: Option<Person>,
) -> Vec<AskedQuestion> {
    let account = person
        .and_then(|person| tenant.account_of(person))
        .and_then(|account| tenant.find_user(account));
    let scopes = tenant
        .find_package(package)
        .map(|package| &package.resource_roles);
    let mut seen = BTreeSet::new();
    scopes
        .into_iter()
        .flatten()
        .filter_map(|scope| tenant.find_resource(scope.resource))
        .flat_map(|resource| resource.attributes.iter().map(move |asks| (resource, asks)))
        .filter(|(_, asks)| seen.insert(asks.attribute.key()))
        .map(|(resource, asks)| about(resource, asks, account))
        .collect()
}

fn about(resource: &Resource, asks: &ResourceAttribute, account: Option<&User>) -> AskedQuestion {
    let of_application = resource.origin.system() == OriginSystem::AadApplication;
    let present = account.and_then(|account| account.value_of(&asks.attribute));
    AskedQuestion {
        question: Question {
            id: question_about(&asks.attribute),
            sequence: 0,
            is_required: true,
            is_answer_editable: asks.is_editable,
            text: asks.question.clone(),
            localizations: Vec::new(),
            kind: QuestionKind::TextInput {
                is_single_line_question: true,
                regex_pattern: None,
            },
        },
        answer: present.and_then(|value| AnswerText::parse(value.as_str()).ok()),
        destination: Some(Destination {
            resource: resource.id,
            attribute: asks.attribute.clone(),
            stays: asks.is_persisted_on_assignment_removal || !of_application,
            brought: false,
        }),
    }
}
