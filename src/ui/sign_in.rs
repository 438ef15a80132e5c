//! Who may be acted as: the list that the program begins with, and that `P` shows later.
//!
//! Whoever holds a role over the directory comes first, then the others by name, in a window; the
//! text typed finds everybody else. Choosing somebody is a command of the operator and recorded.

use crate::domain::authority::signed_in;
use crate::domain::command::desk::SwitchPersona;
use crate::domain::command::{DeskCommand, SignIn};
use crate::domain::id::{ExternalPersonId, ObjectKind, ObjectRef, Person};
use crate::domain::subject::{DirectoryRole, User, UserType};
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::modal::{Chooser, Confirm, Row, RowFinder};
use crate::ui::scene::{Reason, Scene};
use crate::ui::search;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;
use crate::ui::wording;

mod waiting;

use waiting::Waiting;

/// Whom the list holds.
const KINDS: &[ObjectKind] = &[ObjectKind::User, ObjectKind::ExternalPerson];
/// The most holders of roles, and the most external people, that are listed before a text is typed.
const LEADING: usize = 10;

/// Opens the list of people one may act as.
pub fn people(scene: &Scene<'_>) -> Chooser {
    let title = if scene.persona == Person::NOBODY {
        "Sign in"
    } else {
        "Switch persona"
    };
    let named = &scene.tenant().index.named;
    let count: usize = KINDS.iter().map(|kind| named.count(kind)).sum();
    let title = if count > search::WINDOW {
        format!("{title}: {count} people, type to find one")
    } else {
        title.to_owned()
    };
    Chooser::search(title, RowFinder(rows), None, scene).otherwise(if count == 0 {
        "Nobody can sign in here. Make another store: accessdesk init --store DIR"
    } else {
        "Nobody goes by that name."
    })
}

fn rows(scene: &Scene<'_>, _: Option<ObjectRef>, typed: &str) -> Vec<Row> {
    let mut people = if typed.trim().is_empty() {
        leading(scene)
    } else {
        Vec::new()
    };
    let room = search::WINDOW.saturating_sub(people.len());
    let known = people.clone();
    let others = search::by_text(scene, KINDS, typed, |object| !known.contains(&object));
    people.extend(others.into_iter().take(room));
    let people = people.into_iter().filter_map(search::person);
    people.map(|person| row(scene, person)).collect()
}

/// Lists those who hold a role over the directory, in the order of the roles, with those from
/// elsewhere after the users, so that a directory of any size shows both at once.
fn leading(scene: &Scene<'_>) -> Vec<ObjectRef> {
    let index = &scene.tenant().index;
    let mut people: Vec<ObjectRef> = Vec::new();
    let holders = DirectoryRole::ALL
        .iter()
        .flat_map(|role| index.role_holders.of(*role));
    for holder in holders {
        if people.len() == LEADING {
            break;
        }
        let object = ObjectRef::User(*holder);
        if !people.contains(&object) {
            people.push(object);
        }
    }
    let room = search::WINDOW - people.len() - LEADING;
    let known = people.clone();
    let users = index.named.of(ObjectKind::User).map(|(_, object)| *object);
    people.extend(users.filter(|user| !known.contains(user)).take(room));
    let others = index.named.of(ObjectKind::ExternalPerson);
    people.extend(others.map(|(_, object)| *object).take(LEADING));
    people
}

fn row(scene: &Scene<'_>, person: Person) -> Row {
    let name = scene.name(person.object());
    let address = scene.tenant().sign_in_name(person).unwrap_or_default();
    let command = Box::new(DeskCommand::SwitchPersona(SwitchPersona {
        persona: person,
    }));
    let waiting = Waiting::of(scene, person);
    let done = format!("Acting as {name} now.{}", waiting.and_how(scene)).into();
    let step = if is_invited(scene, person) && person.user().is_some() {
        signs_in(scene, person)
    } else {
        may_sign_in(scene, person).map(|()| Step::Operate(command, done))
    };
    let note = match &step {
        Ok(_) => Phrase::plain(note(scene, person, &waiting)),
        // Choosing the row says why.
        Err(_) => Phrase::new(Tone::Disabled, "may not sign in"),
    };
    let row = Row::step(name, "", step).aside(Safe::line(address));
    Row { note, ..row }
}

/// Tells whether somebody has an invitation to this directory that is not accepted yet.
pub fn is_invited(scene: &Scene<'_>, person: Person) -> bool {
    let tenant = scene.tenant();
    let account = tenant.account_of(person);
    let account = account.and_then(|account| tenant.find_user(account));
    account.is_some_and(User::is_invited)
}

/// Signs somebody in, which the account remembers, and acts as them from then on; an invited guest
/// is asked to accept the invitation first.
pub fn signs_in(scene: &Scene<'_>, person: Person) -> Result<Step, Reason> {
    may_sign_in(scene, person)?;
    let name = scene.name(person.object());
    let command = Box::new(DeskCommand::SignIn(SignIn {
        persona: person,
        directory: None,
    }));
    if !is_invited(scene, person) {
        let how = Waiting::of(scene, person).and_how(scene);
        let done = format!("{name} signed in; acting as {name} now.{how}");
        return Ok(Step::Operate(command, done.into()));
    }
    let directory = scene.tenant().resource_directory();
    let directory = directory.map(|directory| scene.name(directory.id));
    let directory = directory.unwrap_or_default();
    let done = format!("{name} is a guest of {directory} now, and you act as {name}.");
    let lines = vec![
        Phrase::plain(format!(
            "{directory} has invited {name}, who has not signed in yet."
        )),
        Phrase::plain(format!(
            "Accepting lets {directory} read name and mail address, and makes the account usable."
        )),
    ];
    let then = Step::Operate(command, done.into());
    let question = Confirm::simple("Accept the invitation?", lines, "Accept", then);
    Ok(Step::Ask(Box::new(question)))
}

/// Tells whether a step lets somebody act.
pub fn acts_as(step: &Step, person: Person) -> bool {
    if let Step::Operate(command, _) = step
        && let DeskCommand::SwitchPersona(with) = command.as_ref()
    {
        with.persona == person
    } else {
        false
    }
}

/// Tells whether somebody may act: people from elsewhere always may, in the portal of their own.
fn may_sign_in(scene: &Scene<'_>, person: Person) -> Result<(), Reason> {
    match person {
        Person::User(_) => {
            signed_in(scene.tenant(), person, &mut Silent).map_err(|refusal| scene.reason(&refusal))
        }
        Person::ExternalPerson(_) => Ok(()),
    }
}

/// Says what somebody is and what waits for them: roles, directory, decisions, reviews, own requests.
fn note(scene: &Scene<'_>, person: Person, waiting: &Waiting) -> String {
    let mut parts = match person {
        Person::User(id) => {
            let account = scene.tenant().find_user(id);
            let guest = account.filter(|account| account.user_type == UserType::Guest);
            let guest = guest.map(|_| "guest account").into_iter();
            let invited = is_invited(scene, person).then_some("invited");
            let roles = wording::roles_in_short(scene, id).into_iter();
            let parts = guest.chain(invited).chain(roles);
            parts.map(ToOwned::to_owned).collect()
        }
        Person::ExternalPerson(id) => origin(scene, id),
    };
    parts.extend(waiting.parts());
    parts.join(", ")
}

/// Names the directory of somebody from elsewhere, and says whether they are a guest here.
fn origin(scene: &Scene<'_>, id: ExternalPersonId) -> Vec<String> {
    let tenant = scene.tenant();
    let person = tenant.find_external_person(id);
    let directory = person.and_then(|person| person.directory);
    let person_elsewhere = Person::ExternalPerson(id);
    let guest = match tenant.account_of(person_elsewhere) {
        Some(_) if is_invited(scene, person_elsewhere) => "invited",
        Some(_) => "guest",
        None => "no account here",
    };
    directory
        .map(|directory| scene.name(directory).to_string())
        .into_iter()
        .chain([guest.to_owned()])
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::command::{Command, DeskCommand};
    use crate::domain::draft::Draft;
    use crate::domain::event::{Change, Edit, Fact};
    use crate::domain::guest::InvitationState;
    use crate::domain::id::{Person, Principal};
    use crate::domain::subject::{User, UserType};
    use crate::ui::msg::Effect;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, requested};

    fn signed_out() -> Rehearsal {
        let mut desk = requested();
        desk.sign_out();
        desk
    }

    #[test]
    fn the_program_begins_with_who_can_sign_in_and_what_waits_for_them() {
        signed_out()
            .expect("Sign in")
            .expect("nobody signed in")
            .expect(">Administrator")
            .expect("GA")
            .expect("approver@woodgrovebank.onmicrosoft.com")
            .expect("1 to approve")
            .expect("1 pending");
    }

    #[test]
    fn enter_signs_in_and_opens_the_screen_of_that_person() {
        let mut desk = signed_out();
        desk.type_text("requestor@").press("enter");
        desk.expect("Acting as Requestor now.")
            .expect("My Access")
            .expect_no("Sign in");
    }

    #[test]
    fn whoever_has_to_decide_is_told_the_key_that_leads_there() {
        let mut desk = signed_out();
        desk.type_text("approver@").press("enter");
        desk.expect("Acting as Approver now. To approve: 1, g d.");
        desk.press("g d").expect("Project onboarding");
    }

    #[test]
    fn whoever_was_handed_a_catalog_starts_at_it_and_is_shown_with_the_role() {
        let mut desk = requested();
        let (approver, catalog) = {
            let tenant = &desk.desk.tenant;
            let mut users = tenant.users.iter();
            let approver = users.find(|user| user.display_name.as_str() == "Approver");
            let catalog = tenant.packages.iter().next().unwrap().catalog;
            (Principal::User(approver.unwrap().id), catalog)
        };
        let given = serde_json::json!({"do": "assignRole", "with": {
            "principal": approver, "role": "accessPackageManager", "catalog": catalog}});
        let command: Command = serde_json::from_value(given).unwrap();
        act_as(&mut desk, "Administrator", Screen::Home)
            .execute(command)
            .unwrap();
        desk.sign_out();
        desk.type_text("approver@").expect("APM").press("enter");
        desk.expect("Approver [APM]").expect(">Tests");
    }

    #[test]
    fn leaving_the_list_leads_to_what_this_is_and_nowhere_else() {
        let mut desk = signed_out();
        desk.press("esc").expect("Enter shows who can sign in");
        desk.press("g c").expect_no("Catalogs").press("esc esc");
        desk.press("enter").expect(">Administrator").press("esc q");
        assert_eq!(desk.effects, [Effect::Quit]);
    }

    #[test]
    fn a_name_typed_before_the_list_is_open_is_looked_for() {
        let mut desk = signed_out();
        desk.press("esc").type_text("requestor@").press("enter");
        desk.expect("Acting as Requestor now.");
    }

    #[test]
    fn enter_on_a_name_that_nobody_has_leaves_the_list_open() {
        let mut desk = signed_out();
        desk.type_text("nobody at all").press("enter");
        desk.expect("No match for \"nobody at all\". Esc clears it.")
            .expect("Nobody goes by that name.");
        desk.press("esc").expect(">Administrator");
    }

    #[test]
    fn escape_clears_what_was_typed_before_it_closes_the_list() {
        let mut desk = requested();
        desk.press("P").type_text("appr").expect_no("1 pending");
        desk.press("esc").expect("Switch persona");
        desk.press("esc").expect_no("Switch persona");
    }

    #[test]
    fn who_may_not_sign_in_is_greyed_with_the_reason() {
        let mut desk = Rehearsal::new(Screen::Users);
        desk.press("n")
            .type_text("kim@woodgrovebank.com")
            .press("tab");
        desk.type_text("Kim Ray").press("tab tab space Ctrl-S P");
        desk.type_text("kim").expect("may not sign in");
        desk.press("enter")
            .expect("Not possible: Kim Ray cannot sign in: the account is disabled");
        desk.press("esc esc i")
            .expect("Not possible (sign in): Kim Ray cannot sign in: the account is")
            .expect("Enable the account under Directory, Users.");
        let switched =
            |effect: &Effect| matches!(effect, Effect::Operate(DeskCommand::SwitchPersona(_)));
        assert!(!desk.effects.iter().any(switched));
    }

    /// Makes a guest who has not signed in yet of somebody.
    fn invite(desk: &mut Rehearsal, name: &str) {
        let tenant = &mut desk.desk.tenant;
        let is_meant = |user: &&User| user.display_name.as_str() == name;
        let found = tenant.users.iter().find(is_meant).cloned();
        let old = found.expect("a user of that name");
        let new = User {
            user_type: UserType::Guest,
            external_user_state: Some(InvitationState::PendingAcceptance),
            ..old.clone()
        };
        let mut draft = Draft::new(tenant);
        draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
        draft.keep();
    }

    #[test]
    fn an_invited_guest_accepts_the_invitation_before_anybody_acts_under_the_account() {
        let mut desk = requested();
        invite(&mut desk, "Requestor");
        act_as(&mut desk, "Administrator", Screen::Users);
        let administrator = desk.persona;
        desk.press("P").type_text("requestor");
        desk.expect("guest account, invited").press("enter");
        desk.expect("Accept the invitation?").press("esc");
        assert_eq!(desk.persona, administrator);
        desk.press("esc P").type_text("requestor").press("enter");
        desk.press("left enter").expect("Requestor is a guest of");
        assert_ne!(desk.persona, administrator);
        desk.press("P").type_text("requestor").expect_no("invited");
        desk.expect("guest account").press("enter");
        desk.expect("Acting as Requestor now.");
    }

    #[test]
    fn signing_in_is_what_the_account_remembers() {
        let mut desk = Rehearsal::new(Screen::Users);
        desk.expect(">Administrator").press("down enter");
        desk.expect("Last sign-in  never").press("i");
        desk.expect("signed in; acting as").press("P enter g u");
        desk.press("down enter").expect_no("Last sign-in  never");
    }

    #[test]
    fn people_from_elsewhere_are_listed_with_their_directory() {
        let mut desk = Rehearsal::new(Screen::ExternalPeople);
        desk.press("a").type_text("Contoso").press("tab");
        desk.type_text("contoso.onmicrosoft.com").press("Ctrl-S");
        desk.press("n").type_text("ana@contoso.com").press("tab");
        desk.type_text("Ana").press("tab enter enter Ctrl-S P");
        desk.expect("Contoso, no account here")
            .type_text("ana")
            .press("enter");
        assert!(matches!(desk.persona, Person::ExternalPerson(_)));
    }
}
