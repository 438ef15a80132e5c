//! The list of the policies of all packages: who gets what, by whose word, for how long.

use crate::domain::id::{ObjectKind, ObjectRef};
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::policies;
use crate::ui::screen::admin::policy::row::{self, Row};
use crate::ui::screen::admin::{policy, reports, seen_by_name};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The list of policies.
pub const PAGE: Page = Page {
    name: "Policies of all packages",
    title: |_, _| "Policies".into(),
    parent: |_, _| Some(Screen::Reports),
    bindings: BINDINGS,
    tabs: reports::tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: policy::lines,
        overview: None,
        empty: &[
            "No policy{ that you may know of}.",
            "A policy says who may request a package, who decides and when access ends.",
            "`g p` shows the packages; their policies are made there.",
        ],
    }),
};

const COLUMNS: &[Column<Row>] = &[
    row::NAME,
    row::PACKAGE.least(12),
    row::CATALOG,
    row::ENABLED,
    row::SCOPE,
    row::STAGES,
    row::APPROVERS.priority(3),
    row::EXPIRES.priority(4),
    row::REVIEWED,
    row::ACTIVE,
];

const BINDINGS: &[Binding] = &[OPEN, policies::EDIT, policies::DELETE];

/// Opens the policies of the package that the selected one belongs to.
const OPEN: Binding = object::open(|scene, spot| {
    let found = policy::find(scene, spot.object()?);
    let package = found.map(|policy| policy.access_package);
    let package = package.ok_or_else(|| Reason::new("no policy is selected"))?;
    Ok(Step::Go(Screen::PackagePolicies(package)))
});

/// Lists the policies by name.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    seen_by_name(scene, ObjectKind::Policy)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    row::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn every_policy_is_listed_with_who_decides_and_when_access_ends() {
        let mut made = Furnished::new();
        made.package();
        let size = Size {
            width: 200,
            height: 40,
        };
        made.desk.tell(Msg::Resize(size));
        made.at(Screen::Reports).press("5");
        made.desk.expect(">Initial policy");
        made.desk
            .expect("Kit")
            .expect("Approver")
            .expect("365 days");
        made.desk.press("enter").expect("[3 Policies 1]");
    }
}
