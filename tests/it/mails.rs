//! The outbox: who is told of what, who is not and why, and who may read it.

use accessdesk::domain::invariant;
use accessdesk::domain::mail::TEMPLATES;
use accessdesk::engine::Engine;
use accessdesk::script::Sample;
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

mod every;
mod later;
mod outsiders;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const PACKAGE: &str = "Sales/Tools";
const PEOPLE: [&str; 7] = ["ana", "boss", "one", "two", "late", "later", "stranger"];

fn upn(name: &str) -> String {
    format!("{name}@sandbox.onmicrosoft.com")
}

/// Ana, who reports to Boss, may ask for a package; One, then Two decide, Late and Later stand by.
struct Story {
    engine: Engine<MemoryFs>,
}

impl Story {
    #[track_caller]
    fn new(stages: &[Value], rest: &Value) -> Self {
        let mut story = Self {
            engine: engine(Sample::Empty),
        };
        for name in PEOPLE {
            let with = json!({"userPrincipalName": upn(name), "displayName": name});
            story.does("createUser", &with);
        }
        let reports = json!({"user": upn("ana"), "manager": upn("boss")});
        story.does("updateUser", &reports);
        story.does("createGroup", &json!({"displayName": "Sales"}));
        let catalog = json!({"displayName": "Sales", "description": "For sales"});
        story.does("createCatalog", &catalog);
        story.does(
            "addCatalogResource",
            &json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": "Sales"}),
        );
        let mut policy = json!({
            "displayName": "Staff", "allowedTargetScope": "specificDirectoryUsers",
            "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.singleUser", "userId": upn("ana")}],
            "expiration": {"type": "afterDuration", "duration": "P30D"},
            "requestApprovalSettings": {"isApprovalRequiredForAdd": !stages.is_empty(), "stages": stages},
        });
        let members = policy.as_object_mut().unwrap();
        members.extend(rest.as_object().unwrap().clone());
        story.does(
            "createAccessPackage",
            &json!({
                "catalog": "Sales", "displayName": "Tools", "description": "For sales",
                "resourceRoles": [{"resource": "Sales", "role": "Member"}], "policies": [policy],
            }),
        );
        story
    }

    fn answer(&mut self, line: &Value) -> Value {
        let (_, mut answers) = run_lines(&mut self.engine, &line.to_string());
        assert_eq!(invariant::check_all(self.engine.tenant()), []);
        answers.remove(0)
    }

    #[track_caller]
    fn by(&mut self, who: &str, command: &str, with: &Value) -> Value {
        let answer = self.answer(&json!({"as": who, "do": command, "with": with}));
        assert_eq!(answer["ok"], true, "{answer}");
        answer
    }

    #[track_caller]
    fn does(&mut self, command: &str, with: &Value) -> Value {
        self.by(ADMINISTRATOR, command, with)
    }

    #[track_caller]
    fn asks(&mut self) {
        let with = json!({"accessPackage": PACKAGE, "justification": "Quarter end"});
        self.by(&upn("ana"), "submitRequest", &with);
    }

    #[track_caller]
    fn decides(&mut self, who: &str, command: &str) {
        let with =
            json!({"request": format!("{PACKAGE}/{}", upn("ana")), "justification": "Known"});
        self.by(&upn(who), command, &with);
    }

    #[track_caller]
    fn waits(&mut self, days: u32) {
        let by = json!({"by": format!("P{days}D")});
        let answer = self.answer(&json!({"desk": "advanceClock", "with": by}));
        assert_eq!(answer["ok"], true, "{answer}");
    }

    #[track_caller]
    fn rows(&mut self, who: &str, filter: &Value) -> Vec<Value> {
        let answer = self.answer(&json!({"as": who, "list": "mails", "where": filter}));
        assert_eq!(answer["ok"], true, "{answer}");
        answer["rows"].as_array().unwrap().clone()
    }

    /// Lists every mail as its number, its reader and, unless it was sent, what became of it.
    #[track_caller]
    fn mails(&mut self) -> Vec<String> {
        let rows = self.rows(ADMINISTRATOR, &json!({}));
        rows.iter().map(short).collect()
    }

    #[track_caller]
    fn why(&mut self, with: &Value) -> Value {
        self.answer(&json!({"as": ADMINISTRATOR, "why": "mail", "with": with}))
    }
}

fn short(row: &Value) -> String {
    let name = row["to"]["displayName"].as_str().unwrap();
    let told = format!("{} {name}", row["number"]);
    match (row["withheld"].as_str(), row["state"].as_str()) {
        (Some(reason), _) => format!("{told} {reason}"),
        (None, Some("sent")) => told,
        (None, state) => format!("{told} {}", state.unwrap()),
    }
}

fn person(name: &str) -> Value {
    json!([{"@odata.type": "#microsoft.graph.singleUser", "userId": upn(name)}])
}

fn plain(approver: &str) -> Value {
    json!({"durationBeforeAutomaticDenial": "P14D", "primaryApprovers": person(approver)})
}

fn escalating(approver: &str, alternate: &str) -> Value {
    json!({
        "durationBeforeAutomaticDenial": "P14D", "primaryApprovers": person(approver),
        "isEscalationEnabled": true, "durationBeforeEscalation": "P4D",
        "escalationApprovers": person(alternate),
    })
}

fn extensible(may: bool) -> Value {
    json!({"requestorSettings": {"enableTargetsToSelfUpdateAccess": may}})
}

#[test]
fn the_table_knows_every_mail() {
    let mut numbers: Vec<u8> = TEMPLATES.iter().map(|row| row.number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=25).collect::<Vec<u8>>());
}

#[test]
fn a_stage_asks_reminds_and_runs_out() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    assert_eq!(story.mails(), ["2 one"]);
    story.waits(7);
    assert_eq!(story.mails(), ["2 one", "3 one"]);
    story.waits(7);
    assert_eq!(story.mails(), ["2 one", "3 one", "6 one", "10 ana"]);
    let rows = story.rows(ADMINISTRATOR, &json!({"number": [2, 10]}));
    let subject = "Action required: approve or deny request by 2026-03-15";
    assert_eq!(rows[0]["subject"], subject);
    let text = rows[0]["text"].as_str().unwrap();
    for part in [
        "ana (Sandbox) asks for Tools",
        "Quarter end",
        "2026-03-15 09:00",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(rows[1]["subject"], "Your request has expired for Tools");
}

#[test]
fn a_stage_with_alternates_forwards_and_tells_everybody_how_it_ended() {
    let mut story = Story::new(&[escalating("one", "late")], &json!({}));
    story.asks();
    story.waits(8);
    story.decides("late", "approveRequest");
    let told = ["4 one", "1 late", "5 one", "7 one", "7 late", "18 ana"];
    assert_eq!(story.mails(), told);
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 4}));
    let subject = "Approve or deny the request by 09:00 on 2026-03-15";
    assert_eq!(rows[0]["subject"], subject);
}

#[test]
fn every_stage_that_was_reached_hears_of_the_last_approval() {
    let mut story = Story::new(&[plain("one"), plain("two")], &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    story.waits(7);
    story.decides("two", "approveRequest");
    let told = [
        "2 one", "8 one", "11 two", "12 two", "16 two", "7 one", "18 ana",
    ];
    assert_eq!(story.mails(), told);
}

#[test]
fn a_later_stage_with_alternates_has_mails_of_its_own() {
    let stages = [plain("one"), escalating("two", "later")];
    let mut story = Story::new(&stages, &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    story.waits(14);
    let told = [
        "2 one", "8 one", "13 two", "15 later", "14 two", "17 two", "17 later", "10 ana",
    ];
    let mut mails = story.mails();
    let mut told = told.map(ToOwned::to_owned).to_vec();
    mails.sort();
    told.sort();
    assert_eq!(mails, told);
}

#[test]
fn a_denial_is_told_to_the_requestor() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    story.decides("one", "denyRequest");
    assert_eq!(story.mails(), ["2 one", "9 ana"]);
}

#[test]
fn the_end_of_access_is_told_14_days_and_a_day_ahead_and_when_it_comes() {
    let mut story = Story::new(&[], &extensible(true));
    story.asks();
    story.waits(30);
    assert_eq!(story.mails(), ["18 ana", "19 ana", "19 ana", "20 ana"]);
    let rows = story.rows(ADMINISTRATOR, &json!({"number": 19}));
    assert_eq!(rows[0]["subject"], "Extend access for Tools by 2026-03-31");
}

#[test]
fn nobody_is_asked_to_extend_what_the_policy_does_not_let_them_extend() {
    let mut story = Story::new(&[], &extensible(false));
    story.asks();
    story.waits(16);
    assert_eq!(story.mails(), ["18 ana", "19 ana notExtensible"]);
    let of = json!({"assignment": format!("{PACKAGE}/{}", upn("ana")), "number": 19});
    let answer = story.why(&of);
    assert_eq!(answer["verdict"], false);
    let last = answer["walk"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (last["check"].as_str(), &last["passed"]),
        (Some("endExtensible"), &json!(false))
    );
}

#[test]
fn outcomes_of_direct_assignments_are_not_told() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    let with = json!({"accessPackage": PACKAGE, "policy": "Staff", "targets": [upn("ana")]});
    story.does("assignDirectly", &with);
    assert_eq!(story.mails(), ["18 ana notRequestedByUser"]);
    assert_eq!(story.rows(&upn("ana"), &json!({})), Vec::<Value>::new());
}

#[test]
fn disabled_accounts_receive_nothing_and_mail_needs_a_mailbox() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.does("updateUser", &json!({"user": upn("one"), "mail": null}));
    story.asks();
    story.does(
        "updateUser",
        &json!({"user": upn("ana"), "accountEnabled": false}),
    );
    story.decides("one", "denyRequest");
    let told = ["2 one undeliverable", "9 ana accountUnavailable"];
    assert_eq!(story.mails(), told);
    let of = json!({"request": format!("{PACKAGE}/{}", upn("ana")), "number": 2, "to": upn("one")});
    let answer = story.why(&of);
    let last = answer["walk"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (last["check"].as_str(), &last["passed"]),
        (Some("mailboxKnown"), &json!(false))
    );
}

#[test]
fn a_manager_who_asked_hears_what_the_report_hears() {
    let on_behalf = json!({"requestorSettings": {"enableOnBehalfRequestorsToAddAccess": true}});
    let mut story = Story::new(&[plain("one")], &on_behalf);
    let with = json!({"accessPackage": PACKAGE, "target": upn("ana"), "justification": "New job"});
    story.by(&upn("boss"), "submitRequest", &with);
    story.decides("one", "approveRequest");
    assert_eq!(story.mails(), ["2 one", "7 one", "18 ana", "18 boss"]);
}

#[test]
fn mails_are_read_by_those_to_whom_they_went_and_by_administrators() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    story.decides("one", "denyRequest");
    let mut read = |name: &str| -> Vec<String> {
        let rows = story.rows(&upn(name), &json!({}));
        rows.iter().map(short).collect()
    };
    assert_eq!(read("ana"), ["9 ana"]);
    assert_eq!(read("one"), ["2 one"]);
    assert_eq!(read("stranger"), Vec::<String>::new());
    let own = story.rows(
        ADMINISTRATOR,
        &json!({"to": upn("ana"), "deliverable": true}),
    );
    assert_eq!(own.len(), 1);
    let why = json!({"as": upn("stranger"), "why": "mail", "with": {
        "request": own[0]["request"]["id"], "number": 9, "to": upn("ana")}});
    assert_eq!(story.answer(&why)["ok"], false);
}

#[test]
fn an_undone_command_takes_its_mails_back_and_redo_sends_them_again() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    let mut back = |desk: Option<&str>| -> Value {
        if let Some(desk) = desk {
            story.answer(&json!({"desk": desk}));
        }
        story.rows(ADMINISTRATOR, &json!({}))[0]["takenBack"].clone()
    };
    assert_eq!(back(None), false);
    assert_eq!(back(Some("undo")), true);
    assert_eq!(back(Some("redo")), false);
    assert_eq!(back(Some("undo")), true);
}

#[test]
fn a_mail_that_nothing_occasioned_says_so() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    let of = |number: u8| json!({"request": format!("{PACKAGE}/{}", upn("ana")), "number": number});
    assert_eq!(story.why(&of(2))["verdict"], true);
    let answer = story.why(&of(9));
    assert_eq!(answer["verdict"], false);
    assert_eq!(answer["walk"][0]["check"], "mailOccasioned");
}

#[test]
fn everything_a_request_leads_to_has_one_correlation_and_time_acts_by_the_name_of_the_service() {
    let mut story = Story::new(&[plain("one")], &json!({}));
    story.asks();
    story.decides("one", "approveRequest");
    let request = story.rows(ADMINISTRATOR, &json!({"number": 2}))[0]["request"]["id"].clone();
    let filter = json!({"correlationId": request});
    let list = json!({"as": ADMINISTRATOR, "list": "audit", "where": filter});
    let answer = story.answer(&list);
    let activities: Vec<&str> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["activity"].as_str().unwrap())
        .collect();
    for activity in [
        "User requests access package assignment",
        "Create request approval",
        "Approve access package assignment request",
        "Ready to fulfill access package assignment request",
        "Fulfill access package resource assignment",
        "Add member to group",
        "Fulfill access package assignment request",
    ] {
        assert!(activities.contains(&activity), "{activity}: {activities:?}");
    }
    story.waits(30);
    let list = json!({"as": ADMINISTRATOR, "list": "audit", "where": {"activity": "Remove access package assignment"}});
    let answer = story.answer(&list);
    let name = "Azure AD Identity Governance - User Management";
    assert_eq!(answer["rows"][0]["actor"]["displayName"], name);
    assert_eq!(
        answer["rows"][0]["loggedByService"],
        "Entitlement Management"
    );
}

#[test]
fn a_policy_that_tells_of_no_assignments_keeps_those_mails_back() {
    let muted = json!({"notificationSettings": {"isAssignmentNotificationDisabled": true}});
    let mut story = Story::new(&[plain("one")], &muted);
    story.asks();
    story.decides("one", "approveRequest");
    story.waits(30);
    let kept = ["18", "19", "19", "20"].map(|number| format!("{number} ana mutedByPolicy"));
    let mails = story.mails();
    assert_eq!(mails[..2], ["2 one", "7 one"]);
    assert_eq!(mails[2..], kept);
}
