//! What somebody without an account here sees: the empty portal of their own directory.

use crate::domain::authority::signed_in;
use crate::domain::command::{DeskCommand, SignIn};
use crate::domain::id::Person;
use crate::domain::subject::ExternalPerson;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::action::Action;
use crate::ui::form::link;
use crate::ui::keymap::{Binding, Shown, list};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::sign_in::is_invited;
use crate::ui::step::Step;
use crate::ui::view::DetailLine;

/// The portal of the persona's own directory.
pub const PAGE: Page = Page {
    name: "My Access elsewhere",
    title: |_, _| "My Access".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::Detail(lines),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "open portal",
        shown: Shown::Footer,
        step: |scene, _| open(scene),
    },
    link::BINDING,
];

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
    let here = resource_directory(scene);
    let home = match person.directory {
        Some(directory) => format!(
            "This is the portal of {}. It offers no packages.",
            scene.name(directory)
        ),
        None => "You sign in without a directory, so no portal is your own.".to_owned(),
    };
    let way = if is_invited(scene, scene.persona) {
        format!("You were invited to {here}: Enter accepts the invitation.")
    } else {
        format!("Enter opens the portal of {here}, as its link does; what it offers you is there.")
    };
    vec![
        DetailLine::heading("Nothing here"),
        DetailLine::Gap,
        DetailLine::text(&home),
        DetailLine::text(&way),
        DetailLine::text("L takes the link of a package and asks for it."),
        DetailLine::Gap,
        DetailLine::text("P acts as somebody else."),
    ]
}

fn resource_directory(scene: &Scene<'_>) -> Safe {
    let directory = scene.tenant().resource_directory();
    directory
        .map(|directory| scene.name(directory.id))
        .unwrap_or_default()
}

/// Opens the portal of the resource directory; an invited guest accepts the invitation first.
fn open(scene: &Scene<'_>) -> Result<Step, Reason> {
    let person = person(scene).ok_or_else(|| Reason::new("you have an account here"))?;
    let persona = Person::ExternalPerson(person.id);
    let acting = scene.tenant().acting_as(persona);
    signed_in(scene.tenant(), acting, &mut Silent).map_err(|refusal| scene.reason(&refusal))?;
    if !is_invited(scene, scene.persona) {
        return Ok(Step::Go(Screen::AvailablePackages));
    }
    let command = DeskCommand::SignIn(SignIn {
        persona,
        directory: None,
    });
    let here = resource_directory(scene);
    let done = format!("You are a guest of {here} now. This is its portal.");
    let portal = Screen::AvailablePackages;
    Ok(Step::OperateAndGo(Box::new(command), done.into(), portal))
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
            id,
            user_principal_name: UserPrincipalName::parse("kim@contoso.example").unwrap(),
            display_name: DisplayName::parse("Kim").unwrap(),
            mail: None,
            directory: None,
            sign_in_method: SignInMethod::EmailOneTimePasscode,
            verified_credentials: Vec::new(),
        };
        let mut draft = Draft::new(&mut desk.desk.tenant);
        draft.emit(
            Fact::ExternalPersonAdded,
            Change::ExternalPerson(Edit::made(kim)),
        );
        draft.keep();
        desk.persona = Person::ExternalPerson(id);
        desk.press("g m");
        desk.expect("You sign in without a directory, so no portal is your own.");
        desk.expect("Enter opens the portal of Woodgrove Bank");
        desk.press("enter").expect("Nothing you could request.");
        desk.press("g d")
            .expect("only people with an account here decide");
    }
}
