//! The steps of the tutorial that let somebody from elsewhere in, and its cleaning up.

use accessdesk::domain::invariant;
use accessdesk::script::{Ending, Sample};
use serde_json::Value;

use crate::support::script::{engine, run_lines};

const FIRST: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");
const SECOND: &str = include_str!("../../assets/scripts/tutorial-steps-7-12.jsonl");

/// Runs the second half of the tutorial and returns the answers to its lines that ask for `what`.
fn answers_to(what: &str) -> Vec<Value> {
    let mut engine = engine(Sample::Tutorial);
    let (ending, _) = run_lines(&mut engine, FIRST);
    assert_eq!(ending, Ending::Met);
    let (ending, answers) = run_lines(&mut engine, SECOND);
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    assert_eq!(invariant::check_all(engine.tenant()), []);
    let lines = SECOND.lines().filter(|line| !line.starts_with('#'));
    lines
        .zip(answers)
        .filter(|(line, _)| line.contains(what))
        .map(|(_, answer)| answer)
        .collect()
}

fn names<'a>(answer: &'a Value, part: &str) -> Vec<&'a str> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| row.pointer(part).and_then(Value::as_str).unwrap())
        .collect()
}

#[test]
fn contoso_is_connected_with_its_directory_and_its_sponsor() {
    let answer = &answers_to(r#""list":"connectedOrganizations""#)[0];
    assert_eq!(answer["total"], 1);
    let row = &answer["rows"][0];
    assert_eq!(row["state"], "configured");
    assert_eq!(row["internalSponsors"][0]["displayName"], "Approver");
    let source = &row["identitySources"][0];
    assert_eq!(source["displayName"], "Contoso");
    assert_eq!(
        source["@odata.type"],
        "#microsoft.graph.azureActiveDirectoryTenant"
    );
}

#[test]
fn an_external_requestor_finds_the_package_by_the_link_only_and_in_an_open_catalog_only() {
    let seen: Vec<Value> = answers_to(r#""list":"available""#)
        .into_iter()
        .map(|answer| answer["total"].clone())
        .collect();
    assert_eq!(seen, [0, 0, 1], "at home, closed catalog, open catalog");
    let codes: Vec<Value> = answers_to(r#""why":"canRequest""#)
        .into_iter()
        .map(|answer| answer["code"].clone())
        .collect();
    assert_eq!(codes, ["CatalogNotExternal", "NotInScope"]);
}

#[test]
fn a_request_from_elsewhere_makes_no_guest_but_tells_the_organization() {
    let answers = answers_to(r#""list":"users""#);
    assert!(!names(&answers[0], "/userType").contains(&"Guest"));
    let waiting = &answers_to(r#""list":"approvals""#)[0]["rows"][0];
    assert_eq!(waiting["connectedOrganization"]["displayName"], "Contoso");
    assert_eq!(waiting["target"]["displayName"], "External requestor");
    assert_eq!(waiting["standIn"], "primary");
}

#[test]
fn approval_makes_a_governed_guest_who_has_not_accepted_yet() {
    let guest = &answers_to(r#""where":{"userType":"Guest"}}"#)[0]["rows"][0];
    assert_eq!(
        guest["userPrincipalName"],
        "external.requestor_contoso.onmicrosoft.com#EXT#@woodgrovebank.onmicrosoft.com"
    );
    assert_eq!(guest["externalUserState"], "PendingAcceptance");
    assert_eq!(guest["lifecycle"], "governed");
}

#[test]
fn the_first_sign_in_accepts_the_invitation_and_access_is_there() {
    assert_eq!(answers_to(r#""list":"active""#)[0]["total"], 1);
    let members = &answers_to(r#""list":"groupMembers""#)[0];
    assert!(names(members, "/principal/displayName").contains(&"External requestor"));
    let held = &answers_to(r#""list":"assignments""#)[0];
    assert_eq!(held["total"], 2);
    let mut lifecycles = names(held, "/lifecycle");
    lifecycles.sort_unstable();
    assert_eq!(lifecycles, ["governed", "notDefined"]);
}

#[test]
fn cleaning_up_leaves_the_general_catalog_and_no_guest() {
    let gone = &answers_to(r#""deleted":true"#)[0];
    assert_eq!(gone["total"], 1);
    assert_eq!(gone["rows"][0]["accountEnabled"], false);
    assert_eq!(
        names(
            answers_to(r#""list":"catalogs""#).last().unwrap(),
            "/displayName"
        ),
        ["General"]
    );
    let audit = answers_to(r#""list":"audit""#);
    let activities = names(audit.last().unwrap(), "/activity");
    for activity in [
        "Create connected organization",
        "Assign user as internal sponsor",
        "Delete connected organization",
        "Update tenant setting",
    ] {
        assert!(activities.contains(&activity), "{activity}");
    }
}
