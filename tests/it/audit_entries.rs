//! Entries of the audit log: in which order a request is told, by whom it was brought about, how it
//! ended, and what is told of commands that were refused.

use accessdesk::domain::command::Command;
use accessdesk::domain::event::{Change, Event, Fact, RefusedCommand};
use accessdesk::engine::Engine;
use accessdesk::script::Sample;
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const SERVICE: &str = "Azure AD Identity Governance - User Management";
const PACKAGE: &str = "Sales/Desk";

fn upn(name: &str) -> String {
    format!("{name}@sandbox.onmicrosoft.com")
}

fn stage(approver: &str) -> Value {
    let who = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": upn(approver)});
    json!({"primaryApprovers": [who], "isApproverJustificationRequired": false})
}

/// Ana may ask for a package, on which the people named decide one after the other.
struct Story {
    engine: Engine<MemoryFs>,
}

impl Story {
    #[track_caller]
    fn new(approvers: &[&str]) -> Self {
        let mut story = Self {
            engine: engine(Sample::Empty),
        };
        for name in ["ana", "one", "two"] {
            let with = json!({"userPrincipalName": upn(name), "displayName": name});
            story.does("createUser", &with);
        }
        story.does("createGroup", &json!({"displayName": "Files"}));
        let catalog = json!({"displayName": "Sales", "description": "For sales"});
        story.does("createCatalog", &catalog);
        let files = json!({"catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"});
        story.does("addCatalogResource", &files);
        let stages: Vec<Value> = approvers.iter().map(|name| stage(name)).collect();
        story.does(
            "createAccessPackage",
            &json!({
                "catalog": "Sales", "displayName": "Desk", "description": "For sales",
                "resourceRoles": [{"resource": "Files", "role": "Member"}],
                "policies": [{
                    "displayName": "All", "allowedTargetScope": "allMemberUsers",
                    "expiration": {"type": "afterDuration", "duration": "P30D"},
                    "requestApprovalSettings": {
                        "isApprovalRequiredForAdd": !stages.is_empty(), "stages": stages,
                        "isRequestorJustificationRequired": false,
                    },
                }],
            }),
        );
        story
    }

    fn answer(&mut self, line: &Value) -> Value {
        run_lines(&mut self.engine, &line.to_string()).1.remove(0)
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
    fn asks(&mut self) -> Value {
        let with = json!({"accessPackage": PACKAGE});
        self.by(&upn("ana"), "submitRequest", &with)["ids"]["request"].clone()
    }

    #[track_caller]
    fn approves(&mut self, who: &str) {
        let with = json!({"request": format!("{PACKAGE}/{}", upn("ana"))});
        self.by(&upn(who), "approveRequest", &with);
    }

    #[track_caller]
    fn log(&mut self, filter: &Value) -> Vec<Value> {
        let list = json!({"as": ADMINISTRATOR, "list": "audit", "where": filter});
        let answer = self.answer(&list);
        assert_eq!(answer["ok"], true, "{answer}");
        answer["rows"].as_array().unwrap().clone()
    }

    /// Lists the activities of a request, each with who brought it about.
    fn told(&mut self, request: &Value) -> Vec<String> {
        let rows = self.log(&json!({"correlationId": request}));
        rows.iter().map(short).collect()
    }
}

fn short(row: &Value) -> String {
    let who = match row["initiatedBy"]["user"]["displayName"].as_str() {
        Some(name) => name,
        None if row["initiatedBy"]["app"]["displayName"] == SERVICE => "service",
        None => "nobody",
    };
    format!("{who}: {}", row["activityDisplayName"].as_str().unwrap())
}

#[test]
fn a_request_is_told_in_the_order_of_the_service_which_does_what_people_decide() {
    let mut story = Story::new(&["one"]);
    let request = story.asks();
    story.approves("one");
    assert_eq!(
        story.told(&request),
        [
            "ana: User requests access package assignment",
            "service: Create request approval",
            "service: Add approver to request approval",
            "one: Approve access package assignment request",
            "service: Ready to fulfill access package assignment request",
            "service: Create access package assignment",
            "service: Fulfill access package resource assignment",
            "service: Add member to group",
            "service: Update access package assignment",
            "service: Fulfill access package assignment request",
        ]
    );
    let added = &story.log(&json!({"target": upn("one"), "operationType": "Add"}))[1];
    assert_eq!(added["activity"], "Add approver to request approval");
    assert_eq!(added["targetResources"][1]["displayName"], "one");
    let joined = &story.log(&json!({"activity": "Add member to group"}))[0];
    let details = joined["additionalDetails"].as_array().unwrap();
    let ordered = json!({"key": "orderedBy", "value": upn("one")});
    assert!(details.contains(&ordered), "{details:?}");
}

#[test]
fn a_stage_is_completed_only_when_more_come() {
    let mut story = Story::new(&["one", "two"]);
    let request = story.asks();
    story.approves("one");
    story.approves("two");
    let told = story.told(&request);
    let decided: Vec<&String> = told.iter().filter(|it| it.contains("pprov")).collect();
    assert_eq!(
        decided,
        [
            "service: Create request approval",
            "service: Add approver to request approval",
            "one: Approval stage completed for access package assignment request",
            "service: Create request approval",
            "service: Add approver to request approval",
            "two: Approve access package assignment request",
        ]
    );
}

#[test]
fn nobody_is_added_to_an_approval_that_nobody_can_decide() {
    let mut story = Story::new(&["ana"]);
    let request = story.asks();
    let last = story.told(&request).pop().unwrap();
    assert_eq!(last, "service: Create request approval");
}

#[test]
fn what_came_to_nothing_failed_and_what_nobody_did_timed_out() {
    let mut story = Story::new(&["one"]);
    story.asks();
    let ended = |row: &Value| [row["activity"].clone(), row["resultReason"].clone()];
    story.answer(&json!({"desk": "advanceClock", "with": {"by": "P14D"}}));
    let timed_out = story.log(&json!({"result": "timeout"}));
    let timed_out: Vec<_> = timed_out.iter().map(ended).collect();
    assert_eq!(
        timed_out,
        [[
            "Access package assignment request timed out (no approver action taken)",
            "ApprovalTimedOut"
        ]]
    );
    story.answer(&json!({"as": ADMINISTRATOR, "do": "deleteGroup", "with": {"group": "Files"}, "acknowledge": ["GroupInUse"]}));
    let with = json!({"accessPackage": PACKAGE, "policy": "All", "targets": [upn("ana")]});
    story.does("assignDirectly", &with);
    let failed = story.log(&json!({"result": "failure"}));
    let failed: Vec<_> = failed.iter().map(ended).collect();
    assert_eq!(
        failed,
        [
            [
                "Failed access package resource assignment",
                "ResourceDeleted"
            ],
            ["Failed access package assignment request", "NothingGiven"],
        ]
    );
}

#[test]
fn a_refused_command_stands_under_what_it_was_after_and_in_the_story_of_its_request() {
    let mut story = Story::new(&["one"]);
    let request = story.asks();
    let with = json!({"request": request});
    let line =
        json!({"as": upn("ana"), "do": "approveRequest", "with": with, "expect": "SelfApproval"});
    story.answer(&line);
    let line = json!({"do": "deleteCatalog", "as": ADMINISTRATOR, "with": {"catalog": "Sales"}, "expect": "CatalogNotEmpty"});
    story.answer(&line);
    let filter = json!({"category": "EntitlementManagement", "result": "failure"});
    let refused = story.log(&filter);
    let told: Vec<[&Value; 4]> = refused
        .iter()
        .map(|row| {
            [
                &row["activity"],
                &row["resultReason"],
                &row["targetResources"][0]["type"],
                &row["operationType"],
            ]
        })
        .collect();
    assert_eq!(
        told,
        [
            [
                "Approve access package assignment request",
                "SelfApproval",
                "request",
                "Update"
            ],
            [
                "Delete access package catalog",
                "CatalogNotEmpty",
                "catalog",
                "Delete"
            ],
        ]
    );
    assert_eq!(refused[0]["correlationId"], request);
    assert_eq!(refused[1]["targetResources"][0]["displayName"], "Sales");
    let last = story.told(&request).pop().unwrap();
    assert_eq!(last, "ana: Approve access package assignment request");
}

#[test]
fn every_command_of_a_persona_is_told_under_an_activity_when_it_is_refused() {
    for row in Command::TABLES.iter().copied().flatten() {
        let refused = RefusedCommand {
            command: row.name.to_owned(),
            object: None,
            code: "UnAuthorized".to_owned(),
            walk: Vec::new(),
        };
        let event = Event::new(Fact::CommandRefused, Change::Refusal(refused));
        assert_ne!(event.told_as(), Fact::CommandRefused, "{}", row.name);
    }
}

#[test]
fn making_and_deleting_are_told_as_such() {
    for (fact, wanted) in [
        (Fact::CustomExtensionCreated, "Add"),
        (Fact::CustomExtensionDeleted, "Delete"),
        (Fact::AccessDue, "Add"),
        (Fact::ApproversAdded, "Add"),
    ] {
        assert_eq!(fact.operation().json(), wanted, "{fact:?}");
    }
}
