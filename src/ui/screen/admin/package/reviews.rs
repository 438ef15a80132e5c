//! The rounds of the access reviews of one package.

use crate::domain::id::ObjectRef;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::package::{of, tabs, title};
use crate::ui::screen::admin::{review, reviews, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};

/// The rounds of a package's reviews.
pub const PAGE: Page = Page {
    name: "Package reviews",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: reviews::BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: reviews::heads,
        cells: reviews::cells,
        detail: review::lines,
        overview: None,
        empty: &[
            "No access review of it{ that you may know of}.",
            "A policy may ask from time to time whether its people still need their access.",
            "`3` shows the policies; e on one switches its reviews on.",
        ],
    }),
};

/// Lists the rounds, the newest first.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let rounds = scene.tenant().index.reviews_of.of(package);
    let mut rounds = seen(scene, rounds.map(|(_, id)| ObjectRef::from(*id)));
    rounds.reverse();
    rounds
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_package_that_is_reviewed_has_a_face_for_its_rounds() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::Package(package)).expect_no("Reviews");
        let request = made.request(package);
        made.approve(request);
        made.review(
            package,
            &serde_json::json!({"isEnabled": true, "isSelfReview": true, "schedule": {
                "expiration": {"type": "afterDuration", "duration": "P10D"},
                "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}}),
        );
        made.at(Screen::Package(package)).press("7");
        made.desk.expect("[7 Reviews").expect("~ In progress");
        made.desk.press("enter").expect("Access reviews > Kit");
    }
}
