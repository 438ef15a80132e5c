//! What somebody without an account here sees: the empty portal of their own directory.

use crate::domain::id::Person;
use crate::domain::subject::ExternalPerson;
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::view::DetailLine;

/// The portal of the persona's own directory.
pub const PAGE: Page = Page {
    name: "My Access elsewhere",
    title: |_, _| "My Access".into(),
    parent: |_, _| None,
    bindings: &[],
    tabs: no_tabs,
    body: Body::Detail(lines),
};

fn person<'a>(scene: &Scene<'a>) -> Option<&'a ExternalPerson> {
    match scene.persona {
        Person::ExternalPerson(id) => scene.tenant().find_external_person(id),
        Person::User(_) => None,
    }
}

fn lines(scene: &Scene<'_>, _: Screen) -> Vec<DetailLine> {
    let Some(person) = person(scene) else {
        return vec![DetailLine::text(
            "You have an account here: g m opens your My Access.",
        )];
    };
    let here = scene
        .tenant()
        .resource_directory()
        .map(|directory| scene.name(directory.id))
        .unwrap_or_default();
    let home = match person.directory {
        Some(directory) => format!("This is the portal of {}.", scene.name(directory)),
        None => "You sign in without a directory.".to_owned(),
    };
    vec![
        DetailLine::heading("Nothing here"),
        DetailLine::Gap,
        DetailLine::text(&format!("{home} It offers no packages.")),
        DetailLine::text(&format!(
            "Packages of {here} are not listed for you: you have no account there, and no policy \
             of this desk admits people of other directories."
        )),
        DetailLine::Gap,
        DetailLine::text("P acts as somebody else."),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Draft;
    use crate::domain::event::{Change, Edit, Fact};
    use crate::domain::id::ExternalPersonId;
    use crate::domain::subject::SignInMethod;
    use crate::domain::text::{DisplayName, UserPrincipalName};
    use crate::ui::screen::fixture::tutorial;

    #[test]
    fn an_external_persona_starts_in_an_empty_portal_that_says_why() {
        let mut desk = tutorial(|_| {});
        let id = ExternalPersonId::new(uuid::Uuid::from_u128(7));
        let kim = ExternalPerson {
            guest: None,
            id,
            user_principal_name: UserPrincipalName::parse("kim@contoso.example").unwrap(),
            display_name: DisplayName::parse("Kim").unwrap(),
            mail: None,
            directory: None,
            sign_in_method: SignInMethod::EmailOneTimePasscode,
        };
        let mut draft = Draft::new(&mut desk.desk.tenant);
        draft.emit(
            Fact::ExternalPersonAdded,
            Change::ExternalPerson(Edit::made(kim)),
        );
        draft.keep();
        desk.persona = Person::ExternalPerson(id);
        desk.press("g m");
        desk.expect("you have no account there");
        desk.press("g d")
            .expect("only people with an account here decide");
    }
}
