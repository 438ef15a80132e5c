//! Lines of commands: what is malformed, what names mean, and what becomes of refusals.

use accessdesk::script::run::check;
use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");

/// Writes a command of the administrator.
pub(crate) fn by_administrator(command: &str, with: &Value, rest: &Value) -> String {
    let mut line = json!({"as": ADMINISTRATOR, "do": command, "with": with});
    let line_fields = line.as_object_mut().unwrap();
    line_fields.extend(rest.as_object().unwrap().clone());
    line.to_string()
}

/// Lines that make a catalog with a package whose name has a slash, and a twin group.
fn sales() -> String {
    let none = json!({});
    [
        by_administrator(
            "createCatalog",
            &json!({"displayName": "Sales", "description": "d"}),
            &json!({"let": "sales"}),
        ),
        by_administrator(
            "addCatalogResource",
            &json!({"catalog": "sales", "originSystem": "AadGroup", "originId": "Entitlement test group"}),
            &none,
        ),
        by_administrator(
            "createAccessPackage",
            &json!({
                "catalog": "$sales", "displayName": "A/B", "description": "d",
                "resourceRoles": [{"resource": "entitlement TEST group", "role": "Member"}],
                "policies": [{"displayName": "Staff", "allowedTargetScope": "allMemberUsers"}],
            }),
            &json!({"let": "package"}),
        ),
        by_administrator("createGroup", &json!({"displayName": "Twin"}), &none),
        by_administrator("createGroup", &json!({"displayName": "twin"}), &none),
    ]
    .join("\n")
}

/// Requires that a line stops the run and says why, where, and what was meant.
#[track_caller]
pub(crate) fn malformed(line: &str, column: usize, error: &str, near: &[&str]) {
    let mut engine = engine(Sample::Tutorial);
    let before = engine.desk().clone();
    let (ending, answers) = run_lines(&mut engine, &format!("# remark\n\n{line}\n{{}}"));
    assert_eq!(ending, Ending::Malformed, "{line}");
    assert_eq!(answers.len(), 1);
    let answer = &answers[0];
    assert_eq!(answer["ok"], false);
    assert_eq!(answer["line"], 3);
    assert_eq!(answer["error"], error, "{line}");
    assert_eq!(answer["column"], column, "{line}");
    let found = answer.get("near").cloned().unwrap_or_else(|| json!([]));
    assert_eq!(found, json!(near), "{line}");
    assert_eq!(*engine.desk(), before, "{line}");
}

#[test]
fn malformed_lines_stop_the_run_and_say_where_and_what_was_meant() {
    malformed("nonsense", 1, "`nonsense` is no JSON value", &[]);
    malformed("[1]", 1, "expected an object, found a list", &[]);
    malformed("{}", 1, "none of do, desk, list, show, why is given", &[]);
    malformed(
        r#"{"desk":"undo","do":"x"}"#,
        16,
        "\"do\" beside \"desk\"",
        &[],
    );
    malformed(
        r#"{"do":"createUsr"}"#,
        7,
        "unknown do \"createUsr\"",
        &["createUser"],
    );
    malformed(r#"{"list":"user"}"#, 9, "unknown list \"user\"", &["users"]);
    malformed(
        r#"{"desk":"undo","wiht":{}}"#,
        16,
        "unknown field \"wiht\"",
        &["with"],
    );
    malformed(
        r#"{"do":"createGroup","with":{"displayName":"x"}}"#,
        1,
        "nobody acts: give \"as\", or --persona for all lines",
        &[],
    );
}

#[test]
fn malformed_fields_are_found_wherever_they_stand() {
    malformed(
        r#"{"do":"createGroup","with":{"displayNam":"x"}}"#,
        29,
        "unknown field \"displayNam\"",
        &["displayName"],
    );
    malformed(
        r#"{"do":"createGroup"}"#,
        1,
        "field \"displayName\" is missing",
        &[],
    );
    malformed(
        r#"{"do":"createGroup","with":{"displayName":7}}"#,
        43,
        "expected a text, found a number",
        &[],
    );
    malformed(
        r#"{"do":"createCatalog","with":{"displayName":"a","description":"b","state":"publishd"}}"#,
        75,
        "\"publishd\" is no value of \"state\"",
        &["published", "unpublished"],
    );
    malformed(
        r#"{"do":"createCatalog","with":{"displayName":"a","description":"b","state":"on"}}"#,
        75,
        "\"on\" is no value of \"state\"",
        &["published", "unpublished"],
    );
    malformed(
        r#"{"desk":"advanceClock","with":{"by":"P1000000000000000000D"}}"#,
        37,
        "\"by\" lies outside the years 1970 to 9999",
        &[],
    );
    malformed(
        r#"{"as":"a","do":"deleteGroup","with":{"group":"$nobody"}}"#,
        46,
        "\"$nobody\" is bound to nothing",
        &[],
    );
    malformed(
        r#"{"as":"a","do":"createGroup","with":{"displayName":"x"},"let":"No"}"#,
        63,
        "\"No\" is no name such as \"sales\" or \"package2\"",
        &[],
    );
}

#[test]
fn names_lead_to_what_they_mean() {
    let mut engine = engine(Sample::Prepared);
    let (ending, made) = run_lines(&mut engine, &sales());
    assert_eq!(ending, Ending::Met);
    let id = |line: usize, name: &str| made[line]["ids"][name].as_str().unwrap().to_owned();
    let package = id(2, "accessPackage");
    let cases = [
        ("catalog", "SALES".to_owned(), id(0, "catalog")),
        ("catalog", id(0, "catalog"), id(0, "catalog")),
        ("accessPackage", r"Sales/A\/B".to_owned(), package.clone()),
        (
            "accessPackage",
            format!(
                "https://myaccess.microsoft.com/@woodgrovebank.onmicrosoft.com#/access-packages/{package}"
            ),
            package,
        ),
        (
            "policy",
            r"sales/a\/b/staff".to_owned(),
            made[2]["ids"]["policies"][0].as_str().unwrap().to_owned(),
        ),
    ];
    for (kind, of, expected) in cases {
        let line = json!({"as": ADMINISTRATOR, "show": kind, "of": of});
        let (ending, answers) = run_lines(&mut engine, &line.to_string());
        assert_eq!(ending, Ending::Met, "{of}: {answers:?}");
        assert_eq!(answers[0]["row"]["id"], expected.as_str(), "{of}");
    }
}

#[test]
fn a_link_of_another_portal_leads_nowhere_and_says_whose_portal_it_is() {
    let mut engine = engine(Sample::Prepared);
    let (_, made) = run_lines(&mut engine, &sales());
    let package = made[2]["ids"]["accessPackage"].as_str().unwrap().to_owned();
    let link = |domain: &str| {
        format!("https://myaccess.microsoft.com/@{domain}#/access-packages/{package}")
    };
    for (domain, portal) in [
        ("contoso.onmicrosoft.com", "Contoso"),
        ("elsewhere.example", "elsewhere.example"),
    ] {
        let show = json!({"as": ADMINISTRATOR, "show": "accessPackage", "of": link(domain)});
        let ask = json!({"as": ADMINISTRATOR, "do": "submitRequest", "with": {"accessPackage": link(domain)}});
        let lines = format!("{show}\n{ask}");
        let (_, answers) = run_lines(&mut engine, &lines);
        let message = format!("the link leads to the portal of {portal}");
        assert_eq!(answers[0]["code"], "NotFound");
        assert_eq!(answers[0]["message"], message.as_str());
        assert_eq!(answers[1]["code"], "PackageNotFound");
        assert_eq!(answers[1]["message"], message.as_str());
    }
}

#[test]
fn names_of_nothing_and_of_several_things_are_refused() {
    let mut engine = engine(Sample::Prepared);
    run_lines(&mut engine, &sales());
    let delete =
        |group: &str| by_administrator("deleteGroup", &json!({"group": group}), &json!({}));
    let lines = [delete("Nobody"), delete("TWIN"), delete("Twin ")].join("\n");
    let (ending, answers) = run_lines(&mut engine, &lines);
    assert_eq!(ending, Ending::Refused);
    assert_eq!(answers[0]["code"], "NotFound");
    assert_eq!(answers[1]["code"], "AmbiguousName");
    assert_eq!(answers[1]["objects"].as_array().unwrap().len(), 2);
    assert_eq!(answers[2]["code"], "AmbiguousName");
}

#[test]
fn what_one_may_not_see_answers_like_what_does_not_exist() {
    let mut engine = engine(Sample::Prepared);
    run_lines(&mut engine, &sales());
    let off = json!({"policy": r"Sales/A\/B/Staff", "isEnabled": false});
    run_lines(
        &mut engine,
        &by_administrator("updatePolicy", &off, &json!({})),
    );
    let ask = |package: &str| {
        json!({"as": "approver@woodgrovebank.onmicrosoft.com", "show": "accessPackage", "of": package})
            .to_string()
    };
    let (_, answers) = run_lines(
        &mut engine,
        &[ask(r"Sales/A\/B"), ask("Sales/None")].join("\n"),
    );
    let told = |answer: &Value| {
        let code = answer["code"].as_str().unwrap().to_owned();
        (code, answer["objects"].clone())
    };
    assert_eq!(told(&answers[0]), told(&answers[1]));
}

#[test]
fn texts_that_are_not_accepted_are_refused_by_code() {
    let mut engine = engine(Sample::Tutorial);
    let create =
        |name: &str| by_administrator("createGroup", &json!({"displayName": name}), &json!({}));
    let lines = [create("  "), create(&"x".repeat(257)), create("a\u{202E}b")].join("\n");
    let (_, answers) = run_lines(&mut engine, &lines);
    let codes: Vec<&str> = answers
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["NameRequired", "NameTooLong", "TextInvalid"]);
}

#[test]
fn the_first_six_steps_of_the_tutorial_go_as_told() {
    let mut engine = engine(Sample::Tutorial);
    let (ending, answers) = run_lines(&mut engine, TUTORIAL);
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    assert_eq!(
        accessdesk::domain::invariant::check_all(engine.tenant()),
        []
    );
    let last = answers.last().unwrap();
    assert_eq!(last["swept"][0]["command"], "oneDayNotice");
    assert_eq!(last["swept"][1]["command"], "expiry");
    let members = json!({"as": ADMINISTRATOR, "list": "groupMembers", "where": {"group": "Entitlement test group", "role": "Member"}});
    let (_, answers) = run_lines(&mut engine, &members.to_string());
    assert_eq!(answers[0]["total"], 0);
}

#[test]
fn an_outcome_other_than_expected_stops_the_run_and_names_the_check() {
    let mut engine = engine(Sample::Prepared);
    run_lines(&mut engine, &sales());
    let refused = json!({
        "as": "approver@woodgrovebank.onmicrosoft.com", "do": "createCatalog",
        "with": {"displayName": "Mine", "description": "d"}, "expect": "ok",
    });
    let after = by_administrator("createGroup", &json!({"displayName": "Late"}), &json!({}));
    let (ending, answers) = run_lines(&mut engine, &format!("{refused}\n{after}"));
    assert_eq!(ending.exit_code(), 1);
    let message = ending.message().unwrap();
    assert!(
        message.contains("line 1: expected ok, but got UnAuthorized"),
        "{message}"
    );
    assert!(message.contains("UnAuthorized: this needs"), "{message}");
    assert!(
        message.contains("(failed: A role or relation gives the right.)"),
        "{message}"
    );
    assert_eq!(answers.len(), 1);
}

#[test]
fn a_refused_answer_carries_every_check_up_to_the_one_that_decided() {
    let mut engine = engine(Sample::Prepared);
    let line = json!({
        "as": "approver@woodgrovebank.onmicrosoft.com", "do": "createCatalog",
        "with": {"displayName": "Mine", "description": "d"},
    });
    let (ending, answers) = run_lines(&mut engine, &line.to_string());
    assert_eq!(ending.exit_code(), 1);
    let walk = answers[0]["walk"].as_array().unwrap();
    assert_eq!(walk.first().unwrap()["check"], "signInEnabled");
    let last = walk.last().unwrap();
    assert_eq!(
        (&last["check"], &last["passed"]),
        (&json!("rightHeld"), &json!(false))
    );
    assert!(!answers[0]["hint"].as_str().unwrap().is_empty());
}

#[test]
fn a_preview_keeps_nothing() {
    let mut engine = engine(Sample::Tutorial);
    let before = engine.desk().clone();
    let line = by_administrator(
        "createGroup",
        &json!({"displayName": "Maybe"}),
        &json!({"preview": true}),
    );
    let (ending, answers) = run_lines(&mut engine, &line);
    assert_eq!(ending, Ending::Met);
    assert_eq!(answers[0].get("seq"), None);
    assert_eq!(answers[0]["events"][0]["type"], "groupAdded");
    assert_eq!(*engine.desk(), before);
}

#[test]
fn a_repeated_command_gets_the_first_receipt() {
    let mut engine = engine(Sample::Tutorial);
    let id = json!({"id": "0f0f0f0f-0000-4000-8000-000000000001"});
    let line = by_administrator("createGroup", &json!({"displayName": "Once"}), &id);
    let (_, answers) = run_lines(&mut engine, &format!("{line}\n{line}"));
    assert_eq!(answers[0]["seq"], answers[1]["seq"]);
    assert_eq!(answers[0]["ids"], answers[1]["ids"]);
    assert_eq!(
        engine.desk().history.seq,
        answers[0]["seq"].as_u64().unwrap()
    );
}

#[test]
fn an_outdated_revision_is_refused() {
    let mut engine = engine(Sample::Prepared);
    run_lines(&mut engine, &sales());
    let edit = |seen: u64| {
        let with = json!({"catalog": "Sales", "isExternallyVisible": false});
        by_administrator(
            "updateCatalog",
            &with,
            &json!({"revisions": {"Sales": seen}}),
        )
    };
    let (_, answers) = run_lines(&mut engine, &edit(1));
    assert_eq!(answers[0]["code"], "RevisionConflict");
}

#[test]
fn checking_reads_all_lines_and_carries_out_none() {
    let mut output = Vec::new();
    let ending = check(&mut TUTORIAL.as_bytes(), &mut output, None).unwrap();
    assert_eq!((ending, output.len()), (Ending::Met, 0));
    let ending = check(&mut &b"{\"desk\":\"und\"}"[..], &mut output, None).unwrap();
    assert_eq!(ending, Ending::Malformed);
}

#[test]
fn every_sample_gives_a_sound_tenant_and_the_same_one_each_time() {
    for sample in Sample::ALL {
        let first = engine(*sample);
        assert_eq!(accessdesk::domain::invariant::check_all(first.tenant()), []);
        assert_eq!(first.desk(), engine(*sample).desk());
    }
}
