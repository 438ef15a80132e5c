//! Home of administrators: what needs attention, the most pressing first, and how much there is.
//!
//! The first row is the directory itself and carries the numbers; each other row is an object
//! that somebody should look at.

use crate::domain::authority::Sight;
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Shown, list};
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Head, Phrase};

pub(super) mod attention;
mod numbers;
mod traffic;

use attention::Concern;

/// The home screen.
pub const PAGE: Page = Page {
    name: "Home",
    title: |_, _| "Home".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene),
        heads,
        cells,
        detail,
        overview: Some(overview),
        empty: &[
            "This store has no directory yet.",
            "What needs the attention of administrators is listed here.",
            "`?` shows the keys.",
        ],
    }),
};

/// Something that needs attention as a row.
struct Row {
    name: Safe,
    concern: Phrase,
    when: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Needs attention", 22, |row: &Row| {
        Phrase::plain(row.name.clone())
    })
    .priority(0),
    Column::state("Why", 14, |row: &Row| row.concern.clone()).priority(1),
    Column::instant("When", |row: &Row| row.when.clone()).priority(2),
];

const BINDINGS: &[Binding] = &[Binding {
    keys: list::OPEN_KEYS,
    action: Action::Open,
    label: "open",
    shown: Shown::Footer,
    step: |scene, spot| {
        let concern = Concern::of(scene, spot.object()?);
        Ok(concern.map_or(Step::Go(Screen::Properties), |concern| concern.leads()))
    },
}];

/// Returns the row that says how much there is, and is itself nothing that needs attention.
fn overview(scene: &Scene<'_>) -> Option<ObjectRef> {
    let directory = scene.tenant().resource_directory();
    directory.map(|directory| ObjectRef::from(directory.id))
}

fn objects(scene: &Scene<'_>) -> Vec<ObjectRef> {
    let first = overview(scene);
    let concerns = if governs(scene) {
        attention::all(scene)
    } else {
        Vec::new()
    };
    first.into_iter().chain(concerns).collect()
}

fn governs(scene: &Scene<'_>) -> bool {
    Sight::of(scene.tenant(), scene.persona).governance
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let row = match Concern::of(scene, object) {
        Some(concern) => Row {
            name: concern.name(scene),
            concern: concern.phrase(),
            when: concern.when(scene),
        },
        None => Row {
            name: if governs(scene) && numbers::leads(scene) {
                "Where to begin".into()
            } else {
                "Overview".into()
            },
            concern: Phrase::default(),
            when: Phrase::default(),
        },
    };
    column::cells(COLUMNS, &row)
}

fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    match Concern::of(scene, object) {
        Some(concern) => concern.lines(scene),
        None if governs(scene) => numbers::lines(scene),
        None => vec![DetailLine::Text(Phrase::new(
            Tone::Muted,
            "Administrators see here what needs attention.",
        ))],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::{Command, CreateAccessPackage, PackageCommand};
    use crate::domain::id::{Person, UserId};
    use crate::domain::policy::{AllowedTargetScope, PolicyBody};
    use crate::domain::text::{Description, DisplayName};
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    fn with_policy_switched_off() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Home);
        desk.execute(PackageCommand::CreateAccessPackage(CreateAccessPackage {
            display_name: DisplayName::parse("Marketing").unwrap(),
            description: Description::parse("Campaigns").unwrap(),
            catalog: None,
            is_hidden: None,
            resource_roles: Vec::new(),
            added_resource_roles: Vec::new(),
            policies: vec![PolicyBody {
                display_name: Some(DisplayName::parse("Staff").unwrap()),
                allowed_target_scope: Some(AllowedTargetScope::AllMemberUsers),
                is_enabled: Some(false),
                ..PolicyBody::default()
            }],
        }))
        .unwrap();
        desk
    }

    #[test]
    fn a_new_directory_needs_no_attention_and_shows_its_numbers() {
        Rehearsal::new(Screen::Home)
            .expect(">Where to begin")
            .expect("Nothing needs")
            .expect("Catalogs")
            .press("tab end")
            .expect("Recent");
    }

    #[test]
    fn a_newcomer_is_led_from_people_to_the_first_request() {
        Rehearsal::new(Screen::Home)
            .expect("~ People and groups: g u")
            .expect("~ A request: P, g m");
        let mut made = Furnished::new();
        made.at(Screen::Home)
            .expect("ok A resource: g c")
            .expect("~ A package: g p");
        let package = made.package();
        made.at(Screen::Home).expect("ok A package: g p");
        made.request(package);
        made.at(Screen::Home)
            .expect_no("Where to begin")
            .expect("Requests in 14 days: 1");
    }

    #[test]
    fn a_policy_that_is_switched_off_is_listed() {
        with_policy_switched_off()
            .expect("- switched off")
            .press("down")
            .expect(">Marketing: Staff");
    }

    #[test]
    fn a_delivery_that_failed_is_listed_while_it_can_be_tried_again() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        let group = made.desk.desk.tenant.groups.iter().next().unwrap().id;
        for line in [
            json!({"do": "addGroupMember", "with": {
                "group": group, "member": format!("user:{}", made.requestor.guid())}}),
            json!({"do": "addIncompatibleGroup", "with": {
                "accessPackage": package, "group": group}}),
        ] {
            let command: Command = serde_json::from_value(line).unwrap();
            made.desk.execute(command).unwrap();
        }
        made.approve(request);
        made.at(Screen::Home)
            .expect("Failed or in part  1")
            .press("down")
            .expect("x failed");
        made.desk.expect("Reprocess until");
    }

    #[test]
    fn the_number_beside_the_title_is_that_of_what_needs_attention() {
        let beside = |desk: &Rehearsal| {
            let screen = desk.screen();
            let crumbs = screen.lines().nth(1).unwrap().trim_start();
            crumbs.split_once("  ").unwrap().1.trim().to_owned()
        };
        assert_eq!(beside(&Rehearsal::new(Screen::Home)), "0");
        let mut desk = with_policy_switched_off();
        assert_eq!(beside(&desk), "1");
        desk.press("/").type_text("overview").press("enter");
        assert_eq!(beside(&desk), "filter: overview   0 of 1");
        desk.press("/").type_text("nothing").press("enter");
        desk.expect("No match for \"nothing\". 1 row without");
    }

    #[test]
    fn home_is_reached_from_anywhere() {
        Rehearsal::new(Screen::Users)
            .press("g h")
            .expect("Needs attention");
    }

    #[test]
    fn whoever_is_no_administrator_sees_no_concern() {
        let mut desk = with_policy_switched_off();
        desk.persona = Person::User(UserId::MIN);
        desk.tell(Msg::Reloaded);
        desk.expect_no("- switched off")
            .expect("Not shown: needs Global Administrator or");
    }
}
