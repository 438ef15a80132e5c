//! Who has what: people, packages, and a sign where they meet.
//!
//! The columns are the packages about whose assignments the persona may know, so an empty cell
//! always means that nothing is there. Whoever has something comes first.

use std::collections::HashSet;

use crate::domain::authority::{Right, Sight, holder_of};
use crate::domain::id::{ObjectKind, ObjectRef, PackageId, Person, UserId};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::key::KeyCode;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{assignment, catalog, reports};
use crate::ui::screen::matrix::{Cell, MatrixPage};
use crate::ui::screen::{Body, ListPage, Page, Screen, directory};
use crate::ui::search;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

mod meeting;

use meeting::Meeting;

/// People and all packages.
pub const PAGE: Page = reports::report("Who has what", BINDINGS, Body::Matrix(MATRIX));

/// People and the packages of a catalog.
pub const OF_CATALOG: Page = Page {
    name: "Catalog, who has what",
    title: catalog::title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: BINDINGS,
    tabs: catalog::tabs,
    body: Body::Matrix(MATRIX),
};

const MATRIX: MatrixPage = MatrixPage {
    list: ListPage {
        objects: people,
        heads: || column::heads(COLUMNS),
        cells,
        detail: |_, _| Vec::new(),
        overview: None,
        empty: &[
            "No package here{ whose assignments you may know of}.",
            "People stand in rows and packages in columns; a sign says who has what.",
            "`g p` shows the packages, `g m` your own access.",
        ],
    },
    each: "Person",
    columns: packages,
    meeting: |scene, cell| meeting::of(scene, cell).map(Meeting::object),
    cell: meeting::sign,
    along: |scene, row| {
        let met = meeting::along(scene, row).into_iter();
        met.map(ObjectRef::from).collect()
    },
    caption: meeting::caption,
    detail: meeting::lines,
    legend: || {
        vec![
            Phrase::new(Tone::Good, "ok holds"),
            Phrase::new(Tone::Pending, "~ on its way"),
            Phrase::new(Tone::Warning, "! 9 d left"),
            Phrase::new(Tone::Warning, "! partly"),
            Phrase::muted(". nothing"),
        ]
    },
};

/// A person as a row, as filters and files see it.
struct Row {
    name: Safe,
    sign_in_name: Safe,
    has: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Person", 20, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::address("Signs in as", 24, |row: &Row| {
        Phrase::plain(row.sign_in_name.clone())
    }),
    Column::words("Has", 24, |row: &Row| Phrase::plain(row.has.as_str())),
];

const BINDINGS: &[Binding] = &[
    OPEN,
    object::why(why),
    in_help(assignment::EXTEND),
    in_help(assignment::REPROCESS),
    in_help(assignment::REMOVE),
];

/// Leaves the footer to the keys that walk: most cells hold nothing to extend or remove.
const fn in_help(binding: Binding) -> Binding {
    Binding {
        shown: Shown::Help,
        ..binding
    }
}

/// Opens what is behind the selected cell; Right walks on.
const OPEN: Binding = Binding {
    keys: &[Chord::plain(KeyCode::Enter)],
    action: Action::Open,
    label: "open",
    shown: Shown::Footer,
    step: open,
};

/// Lists the packages about whose assignments the persona may know, by name.
fn packages(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let index = &scene.tenant().index;
    let mut found: Vec<ObjectRef> = match catalog::of(screen) {
        None => {
            let named = index.named.of(ObjectKind::AccessPackage);
            named.map(|(_, object)| *object).collect()
        }
        Some(catalog) => {
            let inside = index.packages_of.of(catalog);
            let mut inside: Vec<ObjectRef> = inside.map(|id| (*id).into()).collect();
            inside.sort_by_cached_key(|object| scene.name(*object));
            inside
        }
    };
    if !Sight::of(scene.tenant(), scene.persona).governance {
        found.retain(|package| may_know(scene, *package));
    }
    found
}

/// Tells whether the persona may know who holds a package.
fn may_know(scene: &Scene<'_>, package: ObjectRef) -> bool {
    let (tenant, persona) = (scene.tenant(), scene.persona);
    Sight::of(tenant, persona).governance
        || holder_of(tenant, persona, Right::ReadCatalog, Some(package)).is_some()
}

/// Lists the people: those who have something by name, then everybody else by name.
fn people(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let columns = packages(scene, screen);
    if columns.is_empty() {
        return Vec::new();
    }
    // By hash, since everybody is looked up in it after each commit; the order is made below.
    let mut involved: HashSet<ObjectRef> = HashSet::new();
    for package in columns.into_iter().filter_map(package_of) {
        let somebody = Person::User(UserId::MIN);
        let held = tenant.index.held.from((package, somebody));
        let held = held.map(|(key, _)| *key);
        let asked = tenant.index.open_adds.from((package, somebody));
        let asked = asked.map(|(key, _)| *key);
        let held = held.take_while(|(of, _)| *of == package);
        let asked = asked.take_while(|(of, _)| *of == package);
        for (_, person) in held.chain(asked) {
            let account = tenant.account_of(person);
            involved.insert(account.map_or_else(|| person.object(), ObjectRef::from));
        }
    }
    let listed = directory::listed(scene, ObjectKind::User);
    let (mut people, others): (Vec<ObjectRef>, Vec<ObjectRef>) = listed
        .into_iter()
        .partition(|person| involved.contains(person));
    // Who has no account here, or a deleted one, has no place among the names of users.
    for person in &people {
        involved.remove(person);
    }
    let mut elsewhere: Vec<ObjectRef> = involved.into_iter().collect();
    elsewhere.sort_by_cached_key(|person| (scene.name(*person), *person));
    people.extend(elsewhere);
    people.extend(others);
    people
}

const fn package_of(object: ObjectRef) -> Option<PackageId> {
    if let ObjectRef::AccessPackage(id) = object {
        Some(id)
    } else {
        None
    }
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(person) = search::person(object) else {
        return Vec::new();
    };
    let met = meeting::along(scene, object).into_iter();
    let met = met.filter(|package| may_know(scene, (*package).into()));
    let has: Vec<String> = met
        .map(|package| {
            let column = package.into();
            let sign = meeting::sign(
                scene,
                Cell {
                    row: object,
                    column,
                },
            );
            format!("{} {}", scene.name(package), sign.in_full())
        })
        .collect();
    let row = Row {
        name: scene.name(object),
        sign_in_name: scene
            .tenant()
            .sign_in_name(person)
            .unwrap_or_default()
            .into(),
        has: has.join(", "),
    };
    column::cells(COLUMNS, &row)
}

/// Opens what is behind a cell: the assignment among those of its package, or the request.
fn open(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let met = meeting::of(scene, selected(spot)?);
    let met = met.ok_or_else(|| Reason::new("nothing is held or asked for here; w says why"))?;
    Ok(match met {
        Meeting::Held(held) => Step::GoTo(
            Screen::PackageAssignments(held.access_package),
            held.id.into(),
        ),
        Meeting::Asked(request) => Step::Go(Screen::Request(request.id)),
    })
}

/// Says by which way a person has a package, and whether they may request it.
fn why(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let explained = meeting::why(scene, selected(spot)?);
    explained.ok_or_else(|| Reason::new("no cell is selected"))
}

fn selected(spot: &Spot) -> Result<Cell, Reason> {
    spot.cell.ok_or_else(|| Reason::new("no cell is selected"))
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::layout::Size;
    use crate::ui::msg::{Effect, Msg};
    use crate::ui::output::{Amount, Content};
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Requestor holds `Kit`; there is an `Apple` beside it that nobody has.
    fn held() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        let apple = serde_json::json!({"do": "createAccessPackage", "with": {
            "displayName": "Apple", "description": "A day", "catalog": made.catalog}});
        made.make(&apple);
        made.at(Screen::WhoHasWhat);
        made
    }

    #[test]
    fn arrows_walk_from_cell_to_cell_and_enter_opens_what_is_there() {
        let mut made = held();
        made.desk
            .expect(">Requestor")
            .expect("\"Apple\" in Sales, Requestor: nothing")
            .expect("column 1 of 2");
        made.desk.press("enter").expect("nothing is held or asked");
        made.desk
            .press("right")
            .expect(">ok")
            .expect("column 2 of 2");
        made.desk
            .expect("\"Kit\" in Sales, Requestor: held until 2027");
        made.desk.press("right down").expect(">Administrator");
        made.desk.expect("Administrator: nothing");
        made.desk.press("left up left").expect("column 1 of 2");
        made.desk.press("right enter").expect("[6 Assignments 1]");
        made.desk.expect(">Requestor");
    }

    #[test]
    fn a_request_that_waits_is_a_sign_and_opens_as_a_request() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::WhoHasWhat).expect(">~ asked");
        made.desk.press("enter").expect("Requests > Kit");
    }

    #[test]
    fn why_tells_how_somebody_came_by_it_and_what_keeps_others_out() {
        let mut made = held();
        made.desk.press("right w").expect("Has it: yes, since");
        made.desk.expect("By the policy \"Initial policy\"");
        made.desk.press("esc down w").expect("Has it: no");
        made.desk.expect("May request it: no");
    }

    #[test]
    fn who_may_not_ask_about_others_is_not_told_their_checks() {
        let mut made = held();
        let reader = serde_json::json!({"do": "assignRole", "with": {
            "role": "catalogReader", "catalog": made.catalog, "principal": format!("user:{}", made.approver.guid())}});
        made.make(&reader);
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::WhoHasWhat).press("down w");
        made.desk
            .expect("Has it: no")
            .expect("Whoever manages the requests of the catalog")
            .expect_no("May request it");
    }

    #[test]
    fn the_filter_finds_people_by_what_they_have() {
        let mut made = held();
        made.desk.press("/").type_text("kit").press("enter");
        made.desk.expect("1 of 3").expect(">Requestor");
        made.desk.expect("column 2 of 2").expect(">ok");
        made.desk.press("/").type_text("zzz").press("enter");
        made.desk.expect("No match for");
    }

    #[test]
    fn access_is_taken_away_from_the_cell() {
        let mut made = held();
        made.desk.press("right x y").expect("no longer holds");
        made.desk.expect("\"Kit\" in Sales").expect(">.");
    }

    #[test]
    fn a_column_is_found_by_name_and_a_cell_is_clicked() {
        let mut made = held();
        made.desk.press("v").type_text("kit").press("enter");
        made.desk.expect("column 2 of 2").press("left");
        made.desk.click("ok", 1).expect("column 2 of 2");
        made.desk.click("ok", 2).expect("[6 Assignments 1]");
    }

    #[test]
    fn whoever_may_not_know_who_holds_a_package_is_shown_no_column_of_it() {
        let mut made = held();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::WhoHasWhat)
            .expect("Not shown: this needs")
            .expect_no("Kit");
    }

    #[test]
    fn the_matrix_is_written_as_a_table_and_as_its_records() {
        let mut made = held();
        made.desk.press("o Ctrl-S");
        let Some(Effect::Write(writing)) = made.desk.effects.last() else {
            panic!("{:?}", made.desk.effects);
        };
        let Content::Text(text) = &writing.content else {
            panic!("{writing:?}");
        };
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some("\"Person\",\"Signs in as\",\"Apple\",\"Kit\"")
        );
        let first = lines.next().unwrap();
        assert!(first.ends_with(",\"\",\"holds\""), "{first}");
        let mut made = held();
        made.desk.press("o space Ctrl-S");
        let Some(Effect::Write(writing)) = made.desk.effects.last() else {
            panic!("{:?}", made.desk.effects);
        };
        assert!(matches!(&writing.content, Content::Records(one, Amount::List) if one.len() == 1));
    }

    #[test]
    fn the_column_comes_back_with_the_screen() {
        let mut made = held();
        made.desk.press("right g p [").expect("column 2 of 2");
    }

    #[test]
    fn every_size_shows_the_selected_row_and_column() {
        let mut made = held();
        for (width, height) in [(60, 18), (80, 24), (90, 40), (120, 40), (200, 60)] {
            made.desk.tell(Msg::Resize(Size { width, height }));
            made.desk.press("right down up").expect(">ok");
            made.desk.expect(">Requestor").expect(">Kit");
        }
    }
}
