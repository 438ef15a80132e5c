//! What excludes a package, what it excludes, and who has both all the same.

use crate::domain::id::ObjectRef;
use crate::domain::package::AccessPackage;
use crate::domain::separation::additional_access;
use crate::ui::action::Action;
use crate::ui::form::separation as form;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::{find, shown, tabs, title};
use crate::ui::screen::{Body, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// How many people with additional access are named.
const NAMED: usize = 20;

/// What excludes a package.
pub const PAGE: Page = Page {
    name: "Separation of duties",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: BINDINGS,
    tabs,
    body: Body::Detail(|scene, screen| {
        let package = screen.object().and_then(|object| find(scene, object));
        match package {
            Some(package) => lines(scene, package),
            None => vec![DetailLine::text("This package has been deleted.")],
        }
    }),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add",
        shown: Shown::Footer,
        step: |scene, spot| {
            let package = shown(spot)?;
            scene.allows(&form::blank(package))?;
            Ok(Step::OpenForm(&form::ADD, Some(package.into())))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "remove",
        shown: Shown::Footer,
        step: |scene, spot| {
            let package = shown(spot)?;
            scene.allows(&form::blank(package))?;
            let found = find(scene, package.into());
            if found.is_none_or(|package| form::excluding(package).next().is_none()) {
                return Err(Reason::new("nothing excludes the package"));
            }
            Ok(Step::OpenForm(&form::REMOVE, Some(package.into())))
        },
    },
];

fn lines(scene: &Scene<'_>, package: &AccessPackage) -> Vec<DetailLine> {
    let mut lines = vec![DetailLine::heading("Nobody gets it who has")];
    let excluding: Vec<ObjectRef> = form::excluding(package).collect();
    lines.extend(bullets(scene, &excluding));
    if excluding.is_empty() {
        lines.push(DetailLine::text(
            "Nothing. a lists a package or group whose people cannot get this one.",
        ));
    }
    let listing = scene.tenant().index.excluded_by_package.of(package.id);
    let listing: Vec<ObjectRef> = listing.map(|id| (*id).into()).collect();
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Incompatible with"));
    lines.extend(bullets(scene, &listing));
    if listing.is_empty() {
        lines.push(DetailLine::text("No package lists this one."));
    }
    lines.extend(additional(scene, package));
    lines
}

fn bullets(scene: &Scene<'_>, objects: &[ObjectRef]) -> Vec<DetailLine> {
    let bullet = |object: &ObjectRef| {
        let name = scene.name(*object);
        DetailLine::Bullet(Phrase::plain(format!(
            "{} \"{name}\"",
            object.kind().word()
        )))
    };
    objects.iter().map(bullet).collect()
}

/// Names those who have both from before; nobody is asked to give anything back.
fn additional(scene: &Scene<'_>, package: &AccessPackage) -> Vec<DetailLine> {
    if form::excluding(package).next().is_none() {
        return Vec::new();
    }
    let found = additional_access(scene.tenant(), package.id);
    let title = format!("Additional access: {}", found.len());
    let mut lines = vec![DetailLine::Gap, DetailLine::heading(title)];
    lines.extend(
        found
            .iter()
            .take(NAMED)
            .filter_map(|(assignment, conflict)| {
                let held = scene.tenant().find_assignment(*assignment)?;
                let person = scene.name(held.target);
                let conflict = wording::excluded_by(scene, *conflict);
                let text = format!("{person}: {conflict}");
                Some(DetailLine::Bullet(Phrase::signed(Tone::Warning, &text)))
            }),
    );
    if found.len() > NAMED {
        let more = found.len() - NAMED;
        lines.push(DetailLine::text(&format!("And {more} more.")));
    }
    if found.is_empty() {
        lines.push(DetailLine::text("Nobody holds both."));
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_group_that_excludes_a_package_is_added_and_removed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageSeparation(package))
            .expect("Nothing. a lists")
            .press("a enter");
        made.desk.type_text("test group").press("enter Ctrl-S");
        made.desk
            .expect("group \"Test group\"")
            .expect("Additional access: 0")
            .press("x enter enter Ctrl-S");
        made.desk.expect("Nothing. a lists");
    }

    #[test]
    fn whoever_holds_both_from_before_is_named() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::PackageSeparation(package)).press("a enter");
        made.desk.type_text("test group").press("enter Ctrl-S");
        made.desk
            .expect("Additional access: 1")
            .expect("Requestor: member of group \"Test group\", which excludes it");
    }

    #[test]
    fn nothing_is_removed_where_nothing_is_listed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageSeparation(package)).press("x");
        made.desk.expect("nothing excludes the package");
    }
}
