//! Approvers hand their decisions over for a while: to whom, for how long, and what that reaches.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const LEAD: &str = "lead@sandbox.onmicrosoft.com";
const STAND_IN: &str = "stand.in@sandbox.onmicrosoft.com";
const OTHER: &str = "other@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const PENDING: &str = "Sales/Tools/ana@sandbox.onmicrosoft.com";

fn create(name: &str, display_name: &str) -> Value {
    json!({"do": "createUser", "with": {"userPrincipalName": name, "displayName": display_name}})
}

/// Lines that make a package which Ana may ask for, with one stage that asks `approvers`.
fn furnished(approvers: &Value) -> Vec<Value> {
    vec![
        create(LEAD, "Lead"),
        create(STAND_IN, "Stand-in"),
        create(OTHER, "Other"),
        create(ANA, "Ana"),
        json!({"do": "updateUser", "with": {"user": ANA, "manager": LEAD}}),
        json!({"do": "createGroup", "with": {"displayName": "Approvers", "members": [LEAD]}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "createAccessPackage", "with": {
            "catalog": "Sales", "displayName": "Tools", "description": "For sales",
            "policies": [{"displayName": "Staff", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
                    "isRequestorJustificationRequired": false, "stages": [{
                    "isApproverJustificationRequired": false, "primaryApprovers": approvers,
                    "fallbackPrimaryApprovers": [by_name(OTHER)]}]}}]}}),
        json!({"do": "updateSettings", "with": {"approvalDelegation": true}}),
    ]
}

#[track_caller]
fn story(approvers: &Value, lines: &[Value]) -> Vec<Value> {
    let mut all = furnished(approvers);
    let before = all.len();
    all.extend_from_slice(lines);
    tell(Sample::Empty, ADMINISTRATOR, &all).split_off(before)
}

fn by_name(name: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.singleUser", "userId": name})
}

fn lead() -> Value {
    json!([by_name(LEAD)])
}

fn delegate(by: &str, to: &str, from: &str, until: &str) -> Value {
    json!({"as": by, "do": "delegateApprovals", "with":
        {"delegate": to, "startDateTime": from, "endDateTime": until}})
}

fn handed_over() -> Value {
    delegate(LEAD, STAND_IN, "+PT0S", "+P7D")
}

fn asks(person: &str) -> Value {
    json!({"as": person, "do": "submitRequest", "with": {"accessPackage": "Sales/Tools"}})
}

fn approves(person: &str) -> Value {
    json!({"as": person, "do": "approveRequest", "with": {"request": PENDING}})
}

fn expecting(mut line: Value, code: &str) -> Value {
    line["expect"] = json!(code);
    line
}

fn advance(days: u32) -> Value {
    json!({"desk": "advanceClock", "with": {"by": format!("P{days}D")}})
}

fn pending(person: &str) -> Value {
    json!({"as": person, "list": "approvals", "where": {"status": "pending"}})
}

#[test]
fn a_delegate_decides_in_the_place_of_an_approver_who_keeps_the_right() {
    let answers = story(
        &lead(),
        &[
            handed_over(),
            asks(ANA),
            pending(STAND_IN),
            pending(LEAD),
            approves(STAND_IN),
            json!({"show": "request", "of": PENDING}),
            json!({"as": STAND_IN, "list": "approvals", "where": {"status": "decided"}}),
        ],
    );
    assert_eq!(answers[2]["rows"][0]["standIn"], json!("delegate"));
    assert_eq!(answers[3]["rows"][0]["standIn"], json!("primary"));
    let stage = &answers[5]["row"]["stages"][0];
    assert_eq!(stage["reviewedBy"]["displayName"], json!("Stand-in"));
    assert_eq!(stage["inPlaceOf"]["displayName"], json!("Lead"));
    assert_eq!(answers[5]["row"]["state"], json!("delivered"));
    assert_eq!(stage["standIn"], json!("delegate"), "history keeps it");
    assert_eq!(answers[6]["rows"][0]["standIn"], json!("delegate"));
}

#[test]
fn what_is_asked_of_a_group_does_not_reach_a_delegate() {
    let group = json!([{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Approvers"}]);
    let answers = story(
        &group,
        &[
            handed_over(),
            asks(ANA),
            pending(STAND_IN),
            expecting(approves(STAND_IN), "NotFound"),
            approves(LEAD),
        ],
    );
    assert_eq!(answers[2]["rows"], json!([]));
}

#[test]
fn an_approver_named_as_an_alternate_hands_over_what_is_forwarded_and_nothing_before() {
    let group = json!([{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Approvers"}]);
    let stage = json!({"isApproverJustificationRequired": false, "primaryApprovers": group,
        "isEscalationEnabled": true, "durationBeforeEscalation": "P2D",
        "escalationApprovers": lead()});
    let answers = story(
        &group,
        &[
            json!({"do": "updatePolicy", "expect": "ok", "with": {"policy": "Sales/Tools/Staff",
                "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
                    "isRequestorJustificationRequired": false, "stages": [stage]}}}),
            handed_over(),
            asks(ANA),
            pending(STAND_IN),
            expecting(approves(STAND_IN), "NotFound"),
            advance(2),
            pending(STAND_IN),
            approves(STAND_IN),
        ],
    );
    assert_eq!(answers[3]["rows"], json!([]));
    assert_eq!(answers[6]["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn a_manager_on_leave_hands_decisions_over() {
    let manager = json!([{"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1}]);
    let answers = story(
        &manager,
        &[
            handed_over(),
            asks(ANA),
            pending(STAND_IN),
            approves(STAND_IN),
        ],
    );
    assert_eq!(answers[2]["rows"][0]["standIn"], json!("delegate"));
}

#[test]
fn a_delegation_has_one_level() {
    let answers = story(
        &lead(),
        &[
            handed_over(),
            delegate(STAND_IN, OTHER, "+PT0S", "+P7D"),
            asks(ANA),
            pending(OTHER),
            expecting(approves(OTHER), "NotFound"),
        ],
    );
    assert_eq!(answers[3]["rows"], json!([]));
}

#[test]
fn nobody_decides_on_their_own_access_as_a_delegate() {
    let answers = story(
        &lead(),
        &[
            delegate(LEAD, ANA, "+PT0S", "+P7D"),
            asks(ANA),
            pending(ANA),
            expecting(approves(ANA), "SelfApproval"),
            json!({"why": "approvers", "with": {"request": PENDING}}),
        ],
    );
    assert_eq!(answers[2]["rows"], json!([]));
    let stage = &answers[4]["stages"][0];
    assert_eq!(stage["delegates"], json!([]));
    assert_eq!(stage["dropped"][0]["person"]["displayName"], json!("Ana"));
}

#[test]
fn an_approver_cannot_let_a_delegate_decide_on_their_own_access() {
    let answers = story(
        &lead(),
        &[handed_over(), asks(LEAD), pending(STAND_IN), pending(OTHER)],
    );
    assert_eq!(
        answers[2]["rows"],
        json!([]),
        "the lead is dropped, so is the delegate"
    );
    assert_eq!(answers[3]["rows"][0]["standIn"], json!("fallback"));
}

#[test]
fn a_delegation_begins_and_ends_by_itself() {
    let answers = story(
        &lead(),
        &[
            asks(ANA),
            delegate(LEAD, STAND_IN, "+P2D", "+P5D"),
            expecting(approves(STAND_IN), "NotFound"),
            json!({"as": STAND_IN, "list": "delegations"}),
            advance(2),
            pending(STAND_IN),
            advance(4),
            pending(STAND_IN),
            json!({"as": LEAD, "list": "delegations"}),
            json!({"as": OTHER, "list": "delegations"}),
            json!({"list": "audit", "where": {"activity": "End approval delegation"}}),
        ],
    );
    assert_eq!(answers[3]["rows"][0]["state"], json!("planned"));
    assert_eq!(answers[5]["rows"][0]["standIn"], json!("delegate"));
    assert_eq!(answers[7]["rows"], json!([]));
    let ended = &answers[8]["rows"][0];
    assert_eq!(ended["state"], json!("ended"));
    assert_eq!(ended["endedDateTime"], ended["endDateTime"]);
    assert_eq!(
        answers[9]["rows"],
        json!([]),
        "it is nobody else's business"
    );
    assert_eq!(answers[10]["total"], json!(1));
}

#[test]
fn delegating_is_refused_with_its_reason() {
    let answers = story(
        &lead(),
        &[
            expecting(
                delegate(LEAD, LEAD, "+PT0S", "+P7D"),
                "DelegationNotAllowed",
            ),
            expecting(delegate(LEAD, STAND_IN, "+P3D", "+P1D"), "EndBeforeStart"),
            expecting(
                delegate(LEAD, STAND_IN, "2026-01-01", "+P1D"),
                "StartInPast",
            ),
            handed_over(),
            expecting(
                delegate(LEAD, OTHER, "+P8D", "+P9D"),
                "DelegationNotAllowed",
            ),
            json!({"do": "updateUser", "with": {"user": OTHER, "accountEnabled": false}}),
            expecting(
                delegate(STAND_IN, OTHER, "+P8D", "+P9D"),
                "DelegationNotAllowed",
            ),
        ],
    );
    let said = |place: usize| answers[place]["message"].as_str().unwrap().to_owned();
    assert!(
        said(0).contains("nobody stands in for themselves"),
        "{}",
        said(0)
    );
    assert!(said(4).contains("to \"Stand-in\" already"), "{}", said(4));
    assert!(said(6).contains("Other cannot decide"), "{}", said(6));
}

#[test]
fn switching_delegation_off_ends_what_was_handed_over() {
    let answers = story(
        &lead(),
        &[
            handed_over(),
            asks(ANA),
            json!({"do": "updateSettings", "with": {"approvalDelegation": false}}),
            pending(STAND_IN),
            expecting(handed_over(), "DelegationNotAllowed"),
            json!({"as": LEAD, "list": "delegations", "where": {"state": "ended"}}),
            json!({"desk": "undo"}),
            pending(STAND_IN),
        ],
    );
    assert_eq!(answers[3]["rows"], json!([]));
    assert_eq!(answers[5]["total"], json!(1));
    assert_eq!(answers[7]["rows"][0]["standIn"], json!("delegate"));
}

#[test]
fn either_side_or_an_administrator_ends_a_delegation() {
    for who in [LEAD, STAND_IN, ADMINISTRATOR] {
        let end =
            |who: &str| json!({"as": who, "do": "endDelegation", "with": {"delegation": "$made"}});
        let mut made = handed_over();
        made["let"] = json!("made");
        let answers = story(
            &lead(),
            &[
                made,
                expecting(end(ANA), "UnAuthorized"),
                end(who),
                expecting(end(who), "NothingToChange"),
                asks(ANA),
                pending(STAND_IN),
            ],
        );
        assert_eq!(answers[5]["rows"], json!([]));
    }
}

#[test]
fn whoever_is_purged_hands_nothing_over_any_more() {
    let answers = story(
        &lead(),
        &[
            handed_over(),
            json!({"do": "deleteUser", "with": {"user": STAND_IN}}),
            asks(ANA),
            json!({"why": "approvers", "with": {"request": PENDING}}),
            json!({"do": "purgeUser", "with": {"user": STAND_IN}}),
            json!({"as": LEAD, "list": "delegations"}),
            delegate(LEAD, OTHER, "+PT0S", "+P2D"),
            json!({"why": "approvers", "with": {"request": PENDING}}),
        ],
    );
    assert_eq!(answers[3]["stages"][0]["delegates"], json!([]));
    assert_eq!(answers[5]["rows"][0]["state"], json!("ended"));
    let delegate = &answers[7]["stages"][0]["delegates"][0];
    assert_eq!(delegate["person"]["displayName"], json!("Other"));
    assert_eq!(delegate["inPlaceOf"]["displayName"], json!("Lead"));
}

#[test]
fn delegates_are_told_of_their_appointment_and_requestors_who_decided_in_whose_place() {
    let answers = story(
        &lead(),
        &[
            handed_over(),
            asks(ANA),
            approves(STAND_IN),
            json!({"as": STAND_IN, "list": "mails"}),
            json!({"as": ANA, "list": "mails", "where": {"number": 23}}),
        ],
    );
    let told = &answers[3]["rows"];
    assert_eq!(told[0]["number"], json!(22));
    let subject = told[0]["subject"].as_str().unwrap();
    assert!(
        subject.starts_with("Approve requests in the place of Lead until"),
        "{subject}"
    );
    let subject = "Stand-in approved the request for Tools in the place of Lead";
    assert_eq!(answers[4]["rows"][0]["subject"], json!(subject));
}

#[test]
fn being_named_in_a_fallback_that_is_not_needed_hands_nothing_over() {
    let answers = story(
        &json!([{"@odata.type": "#microsoft.graph.groupMembers", "groupId": "Approvers"}]),
        &[
            json!({"do": "addGroupMember", "with": {"group": "Approvers", "member": OTHER}}),
            delegate(OTHER, STAND_IN, "+PT0S", "+P7D"),
            asks(ANA),
            json!({"as": STAND_IN, "list": "approvals"}),
            json!({"as": STAND_IN, "do": "approveRequest", "with": {"request": PENDING}, "expect": "NotFound"}),
            json!({"do": "removeGroupMember", "with": {"group": "Approvers", "member": LEAD}}),
            json!({"do": "removeGroupMember", "with": {"group": "Approvers", "member": OTHER}}),
            json!({"as": STAND_IN, "list": "approvals"}),
        ],
    );
    assert_eq!(answers[3]["rows"], json!([]), "{}", answers[3]);
    assert_eq!(
        answers[7]["rows"][0]["standIn"], "delegate",
        "{}",
        answers[7]
    );
}
