//! What time will do is told as it then happens, what follows from one thing to the next included.

use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::script::{engine, run_lines, tell};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANN: &str = "ann@sandbox.onmicrosoft.com";

/// Makes a package for 30 days that Ann has from the fourth of March, with a review every month.
fn furnished() -> Vec<Value> {
    vec![
        json!({"do": "createUser", "with": {"userPrincipalName": ANN, "displayName": "Ann"}}),
        json!({"do": "createAccessPackage", "with": {
        "displayName": "P", "description": "d", "policies": [{
            "displayName": "all", "allowedTargetScope": "allMemberUsers",
            "expiration": {"type": "afterDuration", "duration": "P30D"},
            "reviewSettings": {"isEnabled": true, "isSelfReview": true,
                    "expirationBehavior": "keepAccess",
                "schedule": {"startDateTime": "2026-03-10",
                    "expiration": {"type": "afterDuration", "duration": "P6D"},
                    "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}},
        }]}}),
        json!({"as": ANN, "do": "submitRequest", "with": {"accessPackage": "General/P",
            "schedule": {"startDateTime": "2026-03-04"}}}),
    ]
}

fn coming(until: &str) -> Value {
    json!({"list": "upcoming", "where": {"until": until}})
}

fn kinds(list: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["at"]), text(&row["kind"])))
        .collect()
}

#[test]
fn what_is_foretold_is_what_the_clock_then_does() {
    const UNTIL: &str = "2026-08-01T00:00:00Z";
    let mut lines = furnished();
    lines.push(coming(UNTIL));
    lines.push(json!({"desk": "advanceClock", "with": {"to": UNTIL}}));
    let answers = tell(Sample::Empty, ADMINISTRATOR, &lines);
    let foretold = kinds(&answers[3]);
    let swept = answers[4]["swept"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let happened: Vec<_> = swept
        .map(|piece| (text(&piece["at"]), text(&piece["command"])))
        .collect();
    assert_eq!(foretold, happened);
    let told: Vec<&str> = foretold.iter().map(|(_, kind)| kind.as_str()).collect();
    for kind in [
        "scheduledStart",
        "fourteenDayNotice",
        "oneDayNotice",
        "expiry",
        "requestPurge",
        "reviewStart",
        "reviewReminder",
        "reviewEnd",
    ] {
        assert!(told.contains(&kind), "{kind} in {told:?}");
    }
}

#[test]
fn the_clock_screen_shows_what_follows_and_counts_it_on_the_way() {
    let told = |line: &Value| {
        let mut line = line.clone();
        line["as"] = line
            .get("as")
            .cloned()
            .unwrap_or_else(|| json!(ADMINISTRATOR));
        line.to_string()
    };
    let lines: Vec<String> = furnished().iter().map(told).collect();
    let mut desk = Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ADMINISTRATOR);
    let before = desk.seat.engine.desk().clone();
    let screen = desk.press("T").screen();
    for shown in ["access begins", "14-day notice", "access ends", "Ann: P"] {
        assert!(screen.contains(shown), "no {shown:?} on\n{screen}");
    }
    assert_eq!(*desk.seat.engine.desk(), before, "nothing is kept of it");
    let question = desk.press("@").type_text("2026-04-05").press("enter");
    let screen = question.screen();
    for counted in ["1 assignment ends", "1 access that was scheduled begins"] {
        assert!(screen.contains(counted), "no {counted:?} on\n{screen}");
    }
    assert!(screen.contains("access review"), "{screen}");
}

#[test]
fn home_lists_access_that_a_rule_takes_away_soon() {
    let lines = [
        json!({"do": "createUser", "with": {
            "userPrincipalName": ANN, "displayName": "Ann", "department": "Sales"}}),
        json!({"do": "createAccessPackage", "with": {
        "displayName": "Ledger", "description": "d", "policies": [{
            "displayName": "rule", "allowedTargetScope": "specificDirectoryUsers",
            "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.attributeRuleMembers",
                "membershipRule": "user.department -eq \"Sales\""}],
            "automaticRequestSettings": {"gracePeriodBeforeAccessRemoval": "P5D"}}]}}),
        json!({"do": "updateUser", "with": {"user": ANN, "department": "Finance"}}),
    ];
    let lines = lines.map(|mut line| {
        line["as"] = json!(ADMINISTRATOR);
        line.to_string()
    });
    let desk =
        |lines: &[String]| Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ADMINISTRATOR);
    let before = desk(&lines[..2]).press("g h").screen();
    assert!(!before.contains("Ann: Ledger"), "{before}");
    let screen = desk(&lines).press("g h").screen();
    assert!(screen.contains("Ann: Ledger"), "{screen}");
}

#[test]
fn looking_ahead_leaves_everything_as_it_was_and_shows_only_what_may_be_known() {
    let mut engine = engine(Sample::Empty);
    let mut lines = furnished();
    lines.push(json!({"do": "createUser", "with":
        {"userPrincipalName": "bob@sandbox.onmicrosoft.com", "displayName": "Bob"}}));
    let told = |line: &Value, who: &str| {
        let mut line = line.clone();
        line["as"] = line.get("as").cloned().unwrap_or_else(|| json!(who));
        line.to_string()
    };
    let made: Vec<String> = lines.iter().map(|line| told(line, ADMINISTRATOR)).collect();
    assert_eq!(run_lines(&mut engine, &made.join("\n")).0, Ending::Met);
    let before = engine.desk().clone();
    let ahead = coming("2027-03-01T00:00:00Z");
    let asked = [
        told(&ahead, ADMINISTRATOR),
        told(&ahead, "bob@sandbox.onmicrosoft.com"),
        told(&json!({"list": "upcoming"}), ADMINISTRATOR),
    ];
    let (ending, answers) = run_lines(&mut engine, &asked.join("\n"));
    assert_eq!(ending, Ending::Met);
    assert_eq!(*engine.desk(), before);
    assert!(answers[0]["total"].as_u64().unwrap() > 10);
    assert_eq!(answers[1]["total"], 0, "{}", answers[1]);
    let open_end = kinds(&answers[2]);
    assert!(!open_end.is_empty(), "as far as something is due already");
}
