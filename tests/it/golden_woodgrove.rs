//! What every screen looks like in a company that is in its third month: `woodgrove`.
//!
//! A file holds one screen at the four sizes that people use; each is to be understood by somebody
//! who sees it for the first time.

use accessdesk::script::Sample;

use crate::support::desk::Desk;
use crate::support::golden::{Stop, assert_golden, seen};

pub(crate) const ADMINISTRATOR: &str = "administrator";
const JONI: &str = "joni.sherman";
const GRADY: &str = "grady.archie";
pub(crate) const PATTI: &str = "patti.fernandez";
const KIM: &str = "kim.ray";
const CAMERON: &str = "cameron.white";
const HANA: &str = "hana.kim";
const DEBRA: &str = "debra.berger";
const IVY: &str = "ivy.young@litware.onmicrosoft.com";

/// Where to look; `=` begins a text.
pub(crate) const STOPS: &[Stop] = &[
    ("home", ADMINISTRATOR, "g h"),
    ("catalogs", ADMINISTRATOR, "g c"),
    ("catalog", ADMINISTRATOR, "g c / =finance enter enter"),
    (
        "catalog_resources",
        ADMINISTRATOR,
        "g c / =finance enter enter 2",
    ),
    (
        "catalog_packages",
        ADMINISTRATOR,
        "g c / =finance enter enter 3",
    ),
    ("catalogs_of_a_delegate", DEBRA, "g c"),
    ("packages", ADMINISTRATOR, "g p"),
    ("packages_of_a_reader", HANA, "g p"),
    ("package", ADMINISTRATOR, "g p / =ledger enter enter"),
    (
        "package_roles",
        ADMINISTRATOR,
        "g p / =ledger enter enter 2",
    ),
    (
        "package_policies",
        ADMINISTRATOR,
        "g p / =ledger enter enter 3",
    ),
    (
        "package_duties",
        ADMINISTRATOR,
        "g p / =ledger enter enter 4",
    ),
    (
        "package_requests",
        ADMINISTRATOR,
        "g p / =ledger enter enter 5",
    ),
    (
        "package_assignments",
        ADMINISTRATOR,
        "g p / =ledger enter enter 6",
    ),
    ("package_why", ADMINISTRATOR, "g p / =ledger enter w"),
    ("package_bare", ADMINISTRATOR, "g p / =summer enter enter"),
    ("requests", ADMINISTRATOR, "g r"),
    ("requests_failed", ADMINISTRATOR, "g r / =failed enter"),
    (
        "request_waiting",
        ADMINISTRATOR,
        "g r / =waiting enter enter",
    ),
    ("request_partial", ADMINISTRATOR, "g r / =nina enter enter"),
    ("request_failed", ADMINISTRATOR, "g r / =failed enter enter"),
    ("request_denied", ADMINISTRATOR, "g r / =denied enter enter"),
    ("request_entries", ADMINISTRATOR, "g r / =nina enter H"),
    ("assignments", ADMINISTRATOR, "g a"),
    ("reviews", ADMINISTRATOR, "g v"),
    ("review", ADMINISTRATOR, "g v / =progress enter enter"),
    ("reports", ADMINISTRATOR, "g e"),
    ("reports_of_a_reader", HANA, "g e"),
    ("report_of_a_user", ADMINISTRATOR, "g e p =ada"),
    ("report_of_a_package", ADMINISTRATOR, "g e a =led"),
    ("additional_access", ADMINISTRATOR, "g e 2"),
    ("review_status", ADMINISTRATOR, "g e 3"),
    ("policies", ADMINISTRATOR, "g e 5"),
    ("user_can_request", ADMINISTRATOR, "g e w =ada"),
    (
        "who_has_what",
        ADMINISTRATOR,
        "g w right right right right right right down",
    ),
    ("who_has_what_why", ADMINISTRATOR, "g w down w"),
    (
        "who_has_what_filtered",
        ADMINISTRATOR,
        "g w / =ledger enter",
    ),
    (
        "who_has_what_in_a_catalog",
        ADMINISTRATOR,
        "g c / =finance enter enter 6",
    ),
    ("who_has_what_of_a_delegate", DEBRA, "g w"),
    ("who_has_what_of_an_employee", KIM, "g w"),
    ("organizations", ADMINISTRATOR, "g o"),
    ("organization", ADMINISTRATOR, "g o / =contoso enter enter"),
    (
        "organization_sponsors",
        ADMINISTRATOR,
        "g o / =contoso enter enter 2",
    ),
    ("users", ADMINISTRATOR, "g u"),
    ("user", ADMINISTRATOR, "g u / =kim@ enter enter"),
    (
        "user_access",
        ADMINISTRATOR,
        "g u / =ada.novak enter enter 2",
    ),
    (
        "user_resources",
        ADMINISTRATOR,
        "g u / =ada.novak enter enter 3",
    ),
    ("guest", ADMINISTRATOR, "g u / =carl enter enter"),
    ("groups", ADMINISTRATOR, "g u 2"),
    ("group", ADMINISTRATOR, "g u 2 / =sales enter enter 3"),
    ("group_members", ADMINISTRATOR, "g u 2 / =sales enter enter"),
    (
        "group_owners",
        ADMINISTRATOR,
        "g u 2 / =sales enter enter 2",
    ),
    ("external_people", ADMINISTRATOR, "g u 3"),
    ("applications", ADMINISTRATOR, "g u 4"),
    ("application", ADMINISTRATOR, "g u 4 / =payroll enter enter"),
    ("sites", ADMINISTRATOR, "g u 5"),
    ("site", ADMINISTRATOR, "g u 5 / =partner enter enter"),
    ("directory_roles", ADMINISTRATOR, "g u 6"),
    (
        "directory_role",
        ADMINISTRATOR,
        "g u 6 / =reports enter enter",
    ),
    ("directory_properties", ADMINISTRATOR, "g u 7"),
    ("deleted", ADMINISTRATOR, "g u 8"),
    ("audit_log", ADMINISTRATOR, "g l"),
    ("audit_log_failures", ADMINISTRATOR, "g l / =failed enter"),
    ("outbox", ADMINISTRATOR, "g b"),
    ("outbox_withheld", ADMINISTRATOR, "g b / =withheld enter"),
    ("settings", ADMINISTRATOR, "g s"),
    ("clock", ADMINISTRATOR, "T"),
    ("palette", ADMINISTRATOR, "g h : =assi"),
    ("help", ADMINISTRATOR, "g r ?"),
    ("delete_question", ADMINISTRATOR, "g u d"),
    (
        "delete_question_affects",
        ADMINISTRATOR,
        "g u / =joni enter d Alt-A",
    ),
    ("personas", ADMINISTRATOR, "P"),
    ("notices", ADMINISTRATOR, "!"),
    (
        "policy_form",
        ADMINISTRATOR,
        "g p / =ledger enter enter 3 e",
    ),
    ("my_access_available", KIM, "g m"),
    ("my_access_active", KIM, "g m 2"),
    ("my_access_held", KIM, "g m 2 enter"),
    ("my_access_expired", CAMERON, "g m 3"),
    ("my_access_history", CAMERON, "g m 4"),
    ("my_access_request", CAMERON, "g m 4 enter"),
    ("my_access_reviews", PATTI, "g m 6"),
    ("request_form", KIM, "g m enter"),
    ("verified_ids_missing", KIM, "g m / =sign-ins enter"),
    ("verified_ids_why", KIM, "g m / =sign-ins enter w"),
    ("verified_ids_held", HANA, "g m 2"),
    ("approvals_pending", JONI, "g d"),
    ("approval", JONI, "g d enter"),
    ("approval_forwarded", GRADY, "g d enter"),
    ("approval_who_decides", GRADY, "g d w"),
    ("approval_dialog", PATTI, "g d a"),
    ("approvals_history", JONI, "g d 2"),
    ("portal", IVY, "g m"),
];

/// What is typed into, chosen from, asked and answered: forms, lists of choices, questions.
pub(crate) const FORMS: &[Stop] = &[
    (
        "catalog_roles",
        ADMINISTRATOR,
        "g c / =finance enter enter 4",
    ),
    (
        "catalog_extensions",
        ADMINISTRATOR,
        "g c down down down down enter 5",
    ),
    (
        "extension_form",
        ADMINISTRATOR,
        "g c down down down down enter 5 n",
    ),
    ("wizard_basics", ADMINISTRATOR, "g p n"),
    ("wizard_roles", ADMINISTRATOR, "g p n pagedown"),
    ("wizard_requests", ADMINISTRATOR, "g p n pagedown pagedown"),
    (
        "wizard_questions",
        ADMINISTRATOR,
        "g p n pagedown pagedown pagedown",
    ),
    (
        "wizard_lifecycle",
        ADMINISTRATOR,
        "g p n pagedown pagedown pagedown pagedown",
    ),
    (
        "wizard_review",
        ADMINISTRATOR,
        "g p n pagedown pagedown pagedown pagedown pagedown pagedown",
    ),
    ("assign_form", ADMINISTRATOR, "g p / =ledger enter a"),
    (
        "people_picker",
        ADMINISTRATOR,
        "g p / =ledger enter a tab enter space down space",
    ),
    (
        "approver_picker",
        ADMINISTRATOR,
        "g p / =ledger enter enter 3 e tab tab tab tab tab tab tab enter",
    ),
    ("user_form", ADMINISTRATOR, "g u / =kim.ray enter e"),
    ("group_form", ADMINISTRATOR, "g u 2 / =sales enter e"),
    ("organization_form", ADMINISTRATOR, "g o / =litware enter e"),
    ("settings_form", ADMINISTRATOR, "g s e"),
    ("catalog_creators", ADMINISTRATOR, "g s 2"),
    ("sort_menu", ADMINISTRATOR, "g r s"),
    ("facets", ADMINISTRATOR, "g r f"),
    (
        "access_that_ends_within_days",
        ADMINISTRATOR,
        "g a f =within enter f",
    ),
    ("columns", ADMINISTRATOR, "g r v"),
    ("output", ADMINISTRATOR, "g r o"),
    ("nothing_matches", ADMINISTRATOR, "g r / =xylophone enter"),
    ("marked", ADMINISTRATOR, "g r space down space"),
    ("refused", ADMINISTRATOR, "g c down d"),
    ("notices_said", ADMINISTRATOR, "g c down d esc !"),
    ("call_back", ADMINISTRATOR, "g r / =waiting enter b"),
    ("clock_question", ADMINISTRATOR, "T >"),
    ("clock_dates", ADMINISTRATOR, "T @"),
    ("undo_question", ADMINISTRATOR, "g h u"),
    ("leave_question", ADMINISTRATOR, "g c n =Sales esc"),
    ("link_form", KIM, "g m L"),
    ("approve_several", PATTI, "g d * a"),
    ("deny_dialog", PATTI, "g d x"),
    ("delegations", PATTI, "g d 3"),
    ("review_decision", PATTI, "g m 6 a"),
    ("suggested", PATTI, "g m 7"),
];

const SIZES: [(u16, u16); 4] = [(60, 18), (80, 24), (120, 40), (200, 60)];

pub(crate) const FOLDER: &str = "golden/woodgrove";

/// Sits down as somebody and presses keys; a word that begins with `=` is typed.
pub(crate) fn visit(desk: Desk, person: &str, keys: &str) -> Desk {
    let name = if person.contains('@') {
        person.to_owned()
    } else {
        format!("{person}@woodgrovebank.onmicrosoft.com")
    };
    let mut desk = desk.seated_as(&name);
    for word in keys.split_whitespace() {
        match word.strip_prefix('=') {
            Some(text) => desk.type_text(text),
            None => desk.press(word),
        };
    }
    desk
}

#[test]
fn every_screen_of_a_company_looks_as_it_was_approved() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    for (name, person, keys) in STOPS.iter().chain(FORMS) {
        desk = visit(desk, person, keys);
        assert_golden(FOLDER, name, &seen(&mut desk, keys, &SIZES));
    }
}
