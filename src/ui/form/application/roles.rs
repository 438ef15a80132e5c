//! The fields of the roles that an application offers.

use crate::domain::application::{AppRole, MemberType};
use crate::domain::command::NewAppRole;
use crate::domain::text::{Attribute, Description, DisplayName};
use crate::ui::form::{Answers, Field, FieldKey, Kind, Pick, Reader, repeated};

const NAME: FieldKey = FieldKey::new("appRoles.displayName");
const VALUE: FieldKey = FieldKey::new("appRoles.value");
const DESCRIPTION: FieldKey = FieldKey::new("appRoles.description");
const ENABLED: FieldKey = FieldKey::new("appRoles.isEnabled");
const WHOM: FieldKey = FieldKey::new("appRoles.allowedMemberTypes");

/// So many roles begin as ones that are on and for people; later ones ask for both.
const PREPARED: usize = 50;

/// Whom a role can be given to, as one choice.
const CHOICES: [(&str, &[MemberType]); 3] = [
    ("people", &[MemberType::User]),
    ("applications", &[MemberType::Application]),
    ("both", &[MemberType::User, MemberType::Application]),
];

/// Returns the fields of every role, and the name of one more.
pub(super) fn fields(answers: &Answers) -> Vec<Field> {
    let slots = repeated::slots(answers, &NAME);
    let fields = slots.into_iter().flat_map(|slot| {
        let number = slot.number;
        let kind = Kind::Text(DisplayName::CAP);
        let name = Field::new(NAME.of(number), format!("Role {number}: name"), kind);
        let details = slot.named.then(|| details(number));
        std::iter::once(name).chain(details.into_iter().flatten())
    });
    fields.collect()
}

fn details(number: usize) -> [Field; 4] {
    let label = |words: &str| format!("Role {number}: {words}");
    let value = Kind::Text(Attribute::CAP);
    let description = Kind::Text(Description::CAP);
    let whom = CHOICES.iter().map(|(value, _)| Pick::new(*value, *value));
    [
        Field::new(VALUE.of(number), label("value"), value).help(
            "What tokens say; while it stays, or without one the name, the role is the same.",
        ),
        Field::new(DESCRIPTION.of(number), label("allows"), description),
        Field::new(ENABLED.of(number), label("enabled"), Kind::Toggle),
        Field::new(WHOM.of(number), label("for"), Kind::Choice(whom.collect())).required(),
    ]
}

/// Adds the answers that say which roles there are, and what new ones begin with.
pub(super) fn prefill(answers: Answers, roles: &[AppRole]) -> Answers {
    let [people, ..] = CHOICES;
    let prepared = (roles.len() + 1..=roles.len() + PREPARED).fold(answers, |answers, number| {
        answers
            .with_toggle(ENABLED.of(number), true)
            .with_choice(WHOM.of(number), people.0)
    });
    let numbered = (1..).zip(roles);
    numbered.fold(prepared, |answers, (number, role)| {
        let value = role.value.as_ref().map_or("", Attribute::as_str);
        let answers = answers
            .with_text(NAME.of(number), role.display_name.as_str())
            .with_text(VALUE.of(number), value)
            .with_text(DESCRIPTION.of(number), role.description.as_str())
            .with_toggle(ENABLED.of(number), role.is_enabled);
        let mut choices = CHOICES.iter();
        let choice = choices.find(|(_, types)| role.allowed_member_types.iter().eq(types.iter()));
        match choice {
            Some((value, _)) => answers.with_choice(WHOM.of(number), value),
            None => answers,
        }
    })
}

/// Reads the roles that have a name.
pub(super) fn read(read: &mut Reader<'_>) -> Vec<NewAppRole> {
    let numbers = repeated::named(read.answers(), &NAME).into_iter();
    let roles = numbers.filter_map(|number| {
        let name = read.text(&NAME.of(number), DisplayName::parse);
        let value = read.optional_text(&VALUE.of(number), Attribute::parse);
        let description = read.optional_text(&DESCRIPTION.of(number), Description::parse);
        let types = read.choice(&WHOM.of(number), |chosen| {
            let mut choices = CHOICES.iter();
            choices
                .find(|(value, _)| *value == chosen)
                .map(|(_, types)| types.to_vec())
        });
        Some(NewAppRole {
            value,
            display_name: name?,
            description: Some(description.unwrap_or_else(Description::none)),
            is_enabled: Some(read.toggle(&ENABLED.of(number))),
            allowed_member_types: types,
        })
    });
    roles.collect()
}

/// Returns what the form would say of roles that are there, to tell whether any differs.
pub(super) fn of(roles: &[AppRole]) -> Vec<NewAppRole> {
    let roles = roles.iter();
    roles
        .map(|role| NewAppRole {
            value: role.value.clone(),
            display_name: role.display_name.clone(),
            description: Some(role.description.clone()),
            is_enabled: Some(role.is_enabled),
            allowed_member_types: Some(role.allowed_member_types.iter().copied().collect()),
        })
        .collect()
}
