//! The form that takes the link of a package and goes on to the form that asks for the package.
//!
//! Whoever has the link may ask for a hidden package too; every other check stays.

use crate::domain::package::PackageLink;
use crate::domain::portal::ForeignPortal;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::{
    Answers, Field, FieldError, FieldKey, FormTable, Kind, Parsed, Reader, Step as FieldStep,
    request,
};
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::order::{Onward, Order};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::Screen;
use crate::ui::step::Step;

const LINK: FieldKey = FieldKey::new("link");

/// The longest link that is taken, in characters.
const LONGEST: usize = 1_000;

/// Opens the request form of the package that a link leads to.
pub static OPEN: FormTable = FormTable {
    name: "open-link",
    title: |_, _| "Open a link".into(),
    verb: "open",
    steps: |_, _, _| {
        let link = Field::new(LINK, "Link", Kind::Text(LONGEST)).required();
        let help = "The My Access link of a package, or its identifier.";
        vec![FieldStep::new("Link", vec![link.help(help)])]
    },
    prefill: |_, _| Answers::default(),
    parse: |scene, _, answers| parse(scene, answers),
    done: |_, _, _| Safe::default(),
    notes: |_, _, _| vec!["Then: the form that asks for the package.".into()],
};

/// The key that asks for a link.
pub const BINDING: Binding = Binding {
    keys: &[Chord::char('L')],
    action: Action::OpenLink,
    label: "open link",
    shown: Shown::Footer,
    step: |_, _| Ok(Step::OpenForm(&OPEN, None)),
};

fn parse(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let link = read.text(&LINK, PackageLink::parse);
    if let Some(text) = link.as_ref().and_then(|link| elsewhere(scene, link)) {
        return Err(vec![FieldError::new(&LINK, text)]);
    }
    let link = read.finish(|| link)?;
    Ok(Order::Open(Box::new(Onward {
        form: &request::REQUEST,
        about: link.package.into(),
        asks: request::blank(scene, link.package),
        over: Screen::AvailablePackages,
    })))
}

/// Opens the form that asks for the package of a link, or says why it does not.
pub fn follow(scene: &Scene<'_>, link: &PackageLink) -> Result<Step, Reason> {
    if let Some(text) = elsewhere(scene, link) {
        return Err(Reason::new(format!("the link {text}")));
    }
    scene.allows(&request::blank(scene, link.package))?;
    let about = link.package.into();
    Ok(Step::OpenForm(&request::REQUEST, Some(about)))
}

/// Says where a link leads that belongs to another directory, and how to get there.
pub fn elsewhere(scene: &Scene<'_>, link: &PackageLink) -> Option<Safe> {
    let tenant = scene.tenant();
    let portal = ForeignPortal::of(tenant, link)?;
    let name = portal.name(tenant);
    if portal.directory.is_some() {
        let way = format!("to see it, sign in as somebody of {name} with P");
        Some(format!("leads to the portal of {name}; {way}").into())
    } else {
        let here = tenant.resource_directory()?;
        let way = format!("links of {} open here", scene.name(here.id));
        Some(format!("leads to the portal of {name}, which is not in this store; {way}").into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::domain::id::ObjectKind;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    fn package(desk: &Rehearsal) -> String {
        let mut packages = desk.desk.tenant.index.named.of(ObjectKind::AccessPackage);
        packages.next().unwrap().1.guid().to_string()
    }

    fn hidden() -> Rehearsal {
        let mut desk = tutorial(|_| {});
        let hide = json!({"do": "updateAccessPackage", "with": {
            "accessPackage": package(&desk), "isHidden": true}});
        let command: Command = serde_json::from_value(hide).unwrap();
        desk.execute(command).unwrap();
        desk
    }

    fn link(domain: &str, id: &str) -> String {
        format!("https://myaccess.microsoft.com/@{domain}#/access-packages/{id}")
    }

    #[test]
    fn a_hidden_package_is_asked_for_by_its_link() {
        let mut desk = hidden();
        let link = link("woodgrovebank.onmicrosoft.com", &package(&desk));
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.expect_no("Test package").press("L");
        desk.expect("Open a link").type_text(&link).press("Ctrl-S");
        desk.expect("Request \"Test package\"");
        desk.type_text("Project onboarding").press("Ctrl-S");
        desk.expect("Requested \"Test package\"");
    }

    #[test]
    fn whom_no_policy_admits_reads_the_rule_and_every_check() {
        let mut desk = hidden();
        let id = package(&desk);
        act_as(&mut desk, "Approver", Screen::AvailablePackages);
        desk.press("L").type_text(&id).press("Ctrl-S");
        desk.expect("[NotInScope]").press("Alt-W");
        desk.expect("Every check, in order");
        desk.press("esc Ctrl-U");
        desk.type_text("00000000-0000-0000-0000-000000000009");
        desk.press("Ctrl-S").expect("[PackageNotFound]");
    }

    #[test]
    fn a_link_of_another_directory_says_whose_portal_it_leads_to() {
        let mut desk = hidden();
        let id = package(&desk);
        act_as(&mut desk, "Requestor", Screen::AvailablePackages);
        desk.press("L").type_text(&link("fabrikam.example", &id));
        desk.press("Ctrl-S")
            .expect("leads to the portal of fabrikam.example");
        desk.press("Ctrl-U")
            .type_text("Test package")
            .press("Ctrl-S");
        desk.expect("is neither a My Access link");
    }

    #[test]
    fn the_palette_takes_a_link_from_any_screen() {
        let mut desk = hidden();
        let id = package(&desk);
        act_as(&mut desk, "Requestor", Screen::OwnRequests);
        desk.press(":").type_text("open link").press("enter");
        desk.type_text(&id).press("Ctrl-S");
        desk.expect("Request \"Test package\"");
        desk.type_text("Project onboarding").press("Ctrl-S");
        desk.expect("[1 Available]").expect("4 Request history 1");
    }
}
