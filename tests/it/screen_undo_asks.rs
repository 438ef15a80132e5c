//! What undo asks about before it takes something back, and what it takes back at once.

use accessdesk::script::{Ending, Sample};
use accessdesk::ui::msg::Msg;
use serde_json::{Value, json};

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::{preparations, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";
const POLICY: &str = "Entitlement test catalog/Entitlement test package/Internal requestors";

fn desk() -> Desk {
    Desk::on(Sample::Tutorial, &preparations()).seated_as(ADMINISTRATOR)
}

fn by(who: &str, what: &str, with: &Value) -> Value {
    json!({"as": who, "do": what, "with": with})
}

/// Does something and looks whether undo asks about it; afterwards it is done all the same.
#[track_caller]
fn asks(desk: &mut Desk, line: &Value) -> bool {
    let (ending, answers) = run_lines(&mut desk.seat.engine, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
    assert!(answers.iter().all(|it| it["ok"] == true), "{answers:?}");
    desk.tell(Msg::Reloaded);
    desk.press("u");
    let asked = desk.screen().contains("Take back?");
    if asked {
        desk.expect_no("Taken back").press("n");
    } else {
        desk.expect("Taken back").press("Ctrl-R");
        desk.expect_no("Do again?").expect("Done again");
    }
    asked
}

#[track_caller]
fn asks_only(desk: &mut Desk, about: &[Value], not_about: &[Value]) {
    for line in not_about {
        assert!(!asks(desk, line), "asked about {line}");
    }
    for line in about {
        assert!(asks(desk, line), "did not ask about {line}");
    }
}

fn directly() -> Value {
    let with = json!({"accessPackage": PACKAGE, "policy": POLICY, "targets": [REQUESTOR]});
    by(ADMINISTRATOR, "assignDirectly", &with)
}

fn days(days: u64) -> Value {
    json!({"desk": "advanceClock", "with": {"by": format!("P{days}D")}})
}

#[test]
fn edits_are_taken_back_at_once() {
    let catalog = json!({"displayName": "Sales", "description": "For the field"});
    let renamed = json!({"catalog": "Sales", "displayName": "Trade"});
    let member = json!({"group": "Entitlement test group", "member": APPROVER});
    let package = json!({"accessPackage": PACKAGE, "description": "For learning"});
    let edits = [
        by(ADMINISTRATOR, "createCatalog", &catalog),
        by(ADMINISTRATOR, "updateCatalog", &renamed),
        by(ADMINISTRATOR, "deleteCatalog", &json!({"catalog": "Trade"})),
        by(ADMINISTRATOR, "addGroupMember", &member),
        by(ADMINISTRATOR, "updateAccessPackage", &package),
    ];
    asks_only(&mut desk(), &[], &edits);
}

#[test]
fn what_was_asked_for_or_decided_or_delivered_is_asked_about() {
    let asking = json!({"accessPackage": PACKAGE, "justification": "Onboarding"});
    let request = format!("{PACKAGE}/{REQUESTOR}");
    let assignment = json!({"assignment": request});
    let denied = json!({"request": request, "justification": "Unknown person"});
    let asks = by(REQUESTOR, "submitRequest", &asking);
    let about = [
        asks.clone(),
        by(REQUESTOR, "cancelRequest", &json!({"request": request})),
        asks.clone(),
        by(APPROVER, "denyRequest", &denied),
        asks,
        by(APPROVER, "approveRequest", &denied),
        by(ADMINISTRATOR, "removeAssignment", &assignment),
        directly(),
    ];
    asks_only(&mut desk(), &about, &[]);
}

#[test]
fn the_word_of_a_reviewer_is_asked_about() {
    let mut desk = desk();
    let approver = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER});
    let reviews = json!({"isEnabled": true, "primaryReviewers": [approver],
        "schedule": {"expiration": {"type": "afterDuration", "duration": "P10D"},
            "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}});
    let reviewed = json!({"policy": POLICY, "reviewSettings": reviews});
    let word = |decision: &str| {
        let with = json!({"review": POLICY, "principal": REQUESTOR, "decision": decision,
            "justification": "We spoke"});
        by(APPROVER, "decideReview", &with)
    };
    let lines = [
        directly().to_string(),
        by(ADMINISTRATOR, "updatePolicy", &reviewed).to_string(),
    ];
    let (ending, answers) = run_lines(&mut desk.seat.engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{answers:?}");
    let about = [days(1), word("approve"), word("deny"), word("notReviewed")];
    asks_only(&mut desk, &about, &[]);
}
