//! What every screen looks like, in the smallest usual window and in a large one.

use accessdesk::script::Sample;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::view::Content;

use crate::support::desk::Desk;
use crate::support::golden::{Stop, assert_golden, seen};

/// The tutorial up to its sixth step, and a second request that still waits.
const STEPS: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");
const LATER: &str = include_str!("../../assets/scripts/tutorial-steps-7-12.jsonl");
const SECOND: &str = r#"
{"as":"administrator@woodgrovebank.onmicrosoft.com","do":"createUser","with":{"userPrincipalName":"ana@woodgrovebank.onmicrosoft.com","displayName":"Ana Lima","manager":"approver@woodgrovebank.onmicrosoft.com","department":"Sales"},"let":"ana","expect":"ok"}
{"as":"administrator@woodgrovebank.onmicrosoft.com","do":"addGroupMember","with":{"group":"$requestors","member":"$ana"},"expect":"ok"}
{"as":"ana@woodgrovebank.onmicrosoft.com","do":"submitRequest","with":{"accessPackage":"$package","justification":"Starts with us on Monday"},"expect":"ok"}
"#;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const EXTERNAL: &str = "external.requestor@contoso.onmicrosoft.com";

const STOPS: &[Stop] = &[
    ("home", ADMINISTRATOR, "g h"),
    ("catalogs", ADMINISTRATOR, "g c"),
    ("catalog_overview", ADMINISTRATOR, "g c enter"),
    ("catalog_resources", ADMINISTRATOR, "g c enter 2"),
    ("catalog_resource_questions", ADMINISTRATOR, "g c enter 2 e"),
    ("catalog_packages", ADMINISTRATOR, "g c enter 3"),
    ("catalog_roles", ADMINISTRATOR, "g c enter 4"),
    ("catalog_role_form", ADMINISTRATOR, "g c enter 4 a space"),
    ("catalog_extensions", ADMINISTRATOR, "g c enter 5"),
    ("new_extension", ADMINISTRATOR, "g c enter 5 n"),
    ("packages", ADMINISTRATOR, "g p"),
    ("package_overview", ADMINISTRATOR, "g p enter"),
    ("package_roles", ADMINISTRATOR, "g p enter 2"),
    ("package_policies", ADMINISTRATOR, "g p enter 3"),
    ("package_duties", ADMINISTRATOR, "g p enter 4"),
    ("package_requests", ADMINISTRATOR, "g p enter 5"),
    ("package_assignments", ADMINISTRATOR, "g p enter 6"),
    ("package_why", ADMINISTRATOR, "g p w"),
    ("package_in_use", ADMINISTRATOR, "g p d"),
    (
        "package_emptied_question",
        ADMINISTRATOR,
        "g p d down enter",
    ),
    ("assign_several", ADMINISTRATOR, "g p enter 6 a tab enter"),
    ("requests", ADMINISTRATOR, "g r"),
    ("request", ADMINISTRATOR, "g r enter"),
    ("request_entries", ADMINISTRATOR, "g r H"),
    ("assignments", ADMINISTRATOR, "g a"),
    ("audit_log", ADMINISTRATOR, "g l"),
    ("audit_log_of_a_requestor", REQUESTOR, "g l"),
    ("outbox", ADMINISTRATOR, "g b"),
    ("users", ADMINISTRATOR, "g u"),
    ("user", ADMINISTRATOR, "g u enter"),
    ("groups", ADMINISTRATOR, "g u 2"),
    ("group", ADMINISTRATOR, "g u 2 j enter 3"),
    ("group_members", ADMINISTRATOR, "g u 2 j enter"),
    ("group_owners", ADMINISTRATOR, "g u 2 j enter 2"),
    ("external_people", ADMINISTRATOR, "g u 3"),
    ("directory_properties", ADMINISTRATOR, "g u 7"),
    ("deleted", ADMINISTRATOR, "g u 8"),
    ("settings", ADMINISTRATOR, "g s"),
    ("settings_edit", ADMINISTRATOR, "g s e"),
    ("catalog_creators", ADMINISTRATOR, "g s 2"),
    ("settings_of_a_requestor", REQUESTOR, "g s"),
    ("clock", ADMINISTRATOR, "T"),
    ("clock_month", ADMINISTRATOR, "T @"),
    (
        "date_field",
        ADMINISTRATOR,
        "g p enter 6 a tab tab tab space tab",
    ),
    (
        "date_month",
        ADMINISTRATOR,
        "g p enter 6 a tab tab tab space tab tab enter pagedown",
    ),
    ("palette", ADMINISTRATOR, "g c :"),
    ("help", ADMINISTRATOR, "g c ?"),
    ("personas", ADMINISTRATOR, "P"),
    ("new_catalog", ADMINISTRATOR, "g c n"),
    (
        "policy_affects",
        ADMINISTRATOR,
        "g p enter 3 e tab tab enter d i r e c t enter Alt-A",
    ),
    ("package_wizard_basics", ADMINISTRATOR, "g c enter 3 n"),
    (
        "package_wizard_requests",
        ADMINISTRATOR,
        "g c enter 3 n pagedown pagedown",
    ),
    (
        "package_wizard_questions",
        ADMINISTRATOR,
        "g c enter 3 n pagedown pagedown pagedown R e g i o n ? tab tab space space tab A s i a",
    ),
    (
        "package_wizard_lifecycle",
        ADMINISTRATOR,
        "g c enter 3 n pagedown pagedown pagedown pagedown",
    ),
    (
        "package_wizard_extensions",
        ADMINISTRATOR,
        "g c enter 3 n pagedown pagedown pagedown pagedown pagedown",
    ),
    (
        "package_wizard_review",
        ADMINISTRATOR,
        "g c enter 3 n pagedown pagedown pagedown pagedown pagedown pagedown",
    ),
    ("undo_question", ADMINISTRATOR, "g h u"),
    ("my_access_available", REQUESTOR, "g m"),
    ("my_access_active", REQUESTOR, "g m 2"),
    ("my_access_held", REQUESTOR, "g m 2 enter"),
    ("my_access_expired", REQUESTOR, "g m 3"),
    ("my_access_history", REQUESTOR, "g m 4"),
    ("my_access_request", REQUESTOR, "g m 4 enter"),
    ("approvals_pending", APPROVER, "g d"),
    ("approval_request", APPROVER, "g d enter"),
    ("approval_dialog", APPROVER, "g d a"),
    ("approvals_history", APPROVER, "g d 2"),
    ("approvals_delegation", APPROVER, "g d 3"),
    ("my_access_nothing", APPROVER, "g m"),
    ("portal_of_an_external_person", EXTERNAL, "g m"),
];

/// A directory with an application, a site and a guest, where somebody may change everything.
const SANDBOX: &str = r#"
{"as":"administrator@sandbox.onmicrosoft.com","do":"createApplication","with":{"displayName":"Payroll","appRoles":[{"value":"clerk","displayName":"Clerk","description":"Enters hours"},{"value":"sync","displayName":"Sync","allowedMemberTypes":["Application"]}]},"let":"payroll","expect":"ok"}
{"as":"administrator@sandbox.onmicrosoft.com","do":"createSite","with":{"displayName":"Sales","url":"https://sandbox.sharepoint.com/sites/sales"},"let":"sales","expect":"ok"}
{"as":"administrator@sandbox.onmicrosoft.com","do":"addCatalogResource","with":{"catalog":"General","originSystem":"AadApplication","originId":"$payroll"},"expect":"ok"}
{"as":"administrator@sandbox.onmicrosoft.com","do":"createUser","with":{"userPrincipalName":"ana_contoso.com#EXT#@sandbox.onmicrosoft.com","displayName":"Ana Lima","userType":"Guest","mail":"ana@contoso.com","sponsors":["administrator@sandbox.onmicrosoft.com"]},"expect":"ok"}
"#;

const SANDBOX_ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

/// What the administrator of the sandbox looks at.
const SANDBOX_STOPS: &[Stop] = &[
    ("applications", SANDBOX_ADMINISTRATOR, "g u 4"),
    ("application", SANDBOX_ADMINISTRATOR, "g u 4 enter"),
    (
        "application_roles_form",
        SANDBOX_ADMINISTRATOR,
        "g u 4 e pagedown",
    ),
    ("sites", SANDBOX_ADMINISTRATOR, "g u 5"),
    ("site", SANDBOX_ADMINISTRATOR, "g u 5 enter"),
    ("directory_roles", SANDBOX_ADMINISTRATOR, "g u 6"),
    ("directory_role", SANDBOX_ADMINISTRATOR, "g u 6 enter"),
    (
        "directory_properties_edit",
        SANDBOX_ADMINISTRATOR,
        "g u 7 e",
    ),
    (
        "catalog_resource_picker",
        SANDBOX_ADMINISTRATOR,
        "g c enter 2 a enter",
    ),
];

/// What the second half of the tutorial adds: an organization, its policy, and a guest.
const EXTERNAL_STOPS: &[Stop] = &[
    ("organizations", ADMINISTRATOR, "g o"),
    ("organization", ADMINISTRATOR, "g o enter"),
    ("organization_sponsors", ADMINISTRATOR, "g o enter 2"),
    ("new_organization", ADMINISTRATOR, "g o n"),
    ("package_policies_of_both", ADMINISTRATOR, "g p enter 3"),
    ("assignments_of_both", ADMINISTRATOR, "g a"),
    ("users_with_a_guest", ADMINISTRATOR, "g u"),
    ("guest", ADMINISTRATOR, "g u j j enter"),
    ("guest_active", EXTERNAL, "g m enter 2"),
];

/// What a review adds: its first round is open, and Approver is asked.
const REVIEWED: &str = r##"
{"as":"administrator@woodgrovebank.onmicrosoft.com","do":"updatePolicy","with":{"policy":"Entitlement test catalog/Entitlement test package/Internal requestors","reviewSettings":{"isEnabled":true,"primaryReviewers":[{"@odata.type":"#microsoft.graph.singleUser","userId":"approver@woodgrovebank.onmicrosoft.com"}],"schedule":{"expiration":{"type":"afterDuration","duration":"P10D"},"recurrence":{"pattern":{"type":"absoluteMonthly","interval":1}}}}},"expect":"ok"}
{"desk":"advanceClock","with":{"by":"PT1H"},"expect":"ok"}
"##;

const REVIEW_STOPS: &[Stop] = &[
    ("access_reviews", ADMINISTRATOR, "g v"),
    ("access_review", ADMINISTRATOR, "g v enter"),
    ("package_reviews", ADMINISTRATOR, "g p enter 7"),
    ("access_review_stop", ADMINISTRATOR, "g v x"),
    ("own_reviews", APPROVER, "g m 6"),
    ("own_review_decision", APPROVER, "g m 6 x"),
    (
        "policy_with_reviews",
        ADMINISTRATOR,
        "g p enter 3 e pagedown pagedown tab tab tab tab tab tab tab tab tab tab",
    ),
    ("user_packages", ADMINISTRATOR, "g u end enter 2"),
    ("user_resources", ADMINISTRATOR, "g u end enter 3"),
];

/// Every screen of a directory in which nobody has done anything yet.
const EMPTY: &[(&str, &str)] = &[
    ("empty_home", "g h"),
    ("empty_catalogs", "g c"),
    ("empty_catalog", "g c enter"),
    ("empty_catalog_resources", "g c enter 2"),
    ("empty_catalog_packages", "g c enter 3"),
    ("empty_catalog_roles", "g c enter 4"),
    ("empty_catalog_extensions", "g c enter 5"),
    ("empty_catalog_who_has_what", "g c enter 6"),
    ("empty_packages", "g p"),
    ("empty_requests", "g r"),
    ("empty_assignments", "g a"),
    ("empty_organizations", "g o"),
    ("empty_reviews", "g v"),
    ("empty_reports", "g e"),
    ("empty_additional_access", "g e 2"),
    ("empty_review_status", "g e 3"),
    ("empty_who_has_what", "g w"),
    ("empty_users", "g u"),
    ("empty_user_access", "g u enter 2"),
    ("empty_user_resources", "g u enter 3"),
    ("empty_groups", "g u 2"),
    ("empty_external_people", "g u 3"),
    ("empty_applications", "g u 4"),
    ("empty_sites", "g u 5"),
    ("empty_directory_roles", "g u 6"),
    ("empty_properties", "g u 7"),
    ("empty_deleted", "g u 8"),
    ("empty_audit_log", "g l"),
    ("empty_outbox", "g b"),
    ("empty_settings", "g s"),
    ("empty_catalog_creators", "g s 2"),
    ("empty_approvals", "g d"),
    ("empty_approvals_history", "g d 2"),
    ("empty_delegations", "g d 3"),
    ("empty_my_access", "g m"),
    ("empty_active", "g m 2"),
    ("empty_expired", "g m 3"),
    ("empty_history", "g m 4"),
    ("empty_own_reviews", "g m 6"),
    ("empty_clock", "T"),
    ("empty_notices", "!"),
];

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (120, 40)];

fn lines() -> String {
    let steps = STEPS.lines().filter(|line| !line.contains("advanceClock"));
    steps.chain(SECOND.lines()).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_screen(desk: &mut Desk, name: &str, keys: &str) {
    assert_golden("golden", name, &seen(desk, keys, &SIZES));
}

#[track_caller]
fn assert_stops(sample: Sample, lines: &str, stops: &[Stop]) {
    for (name, person, keys) in stops {
        let mut desk = Desk::on(sample, lines).seated_as(person);
        desk.press(keys);
        assert_screen(&mut desk, name, keys);
    }
}

#[test]
fn what_a_directory_holds_looks_as_it_was_approved() {
    assert_stops(Sample::Empty, SANDBOX, SANDBOX_STOPS);
}

#[test]
fn every_screen_looks_as_it_was_approved() {
    assert_stops(Sample::Tutorial, &lines(), STOPS);
}

#[test]
fn a_prefix_that_waits_shows_the_keys_that_can_follow() {
    for (name, keys) in [("which_key_go_to", "g c g"), ("which_key_copy", "g p y")] {
        let mut desk = Desk::on(Sample::Tutorial, &lines()).seated_as(ADMINISTRATOR);
        desk.press(keys);
        desk.tell(Msg::Waited(300));
        assert_screen(&mut desk, name, keys);
    }
}

#[test]
fn screens_about_people_from_elsewhere_look_as_they_were_approved() {
    let before = LATER.split("# 12").next().unwrap_or_default();
    let lines = format!("{STEPS}\n{before}");
    assert_stops(Sample::Tutorial, &lines, EXTERNAL_STOPS);
}

#[test]
fn access_reviews_look_as_they_were_approved() {
    let lines = format!("{}\n{REVIEWED}", lines());
    assert_stops(Sample::Tutorial, &lines, REVIEW_STOPS);
}

#[test]
fn the_screens_begin_with_the_question_who_acts() {
    let mut desk = Desk::on(Sample::Tutorial, "");
    assert_screen(&mut desk, "sign_in", "");
}

#[test]
fn an_empty_desk_teaches_what_would_be_there() {
    let mut desk = Desk::on(Sample::Empty, "");
    for (name, keys) in EMPTY {
        desk = desk.seated_as(SANDBOX_ADMINISTRATOR);
        desk.press(keys);
        let view = desk.seat.view();
        let said = match &view.body.main.content {
            Content::Table(table) if table.rows.is_empty() => Some(&table.empty),
            Content::Matrix(matrix) if matrix.rows.is_empty() => Some(&matrix.empty),
            Content::Table(_) | Content::Matrix(_) | Content::Detail(_) => None,
        };
        // What would be here, why it is not, and what helps.
        assert!(said.is_none_or(|said| said.len() >= 2), "{name}: {said:?}");
        assert_screen(&mut desk, name, keys);
    }
}
