//! Previews of edits around packages: settings, the directory, organizations, sponsors and
//! delegations change whom packages are for and who decides, and no package is edited.

use std::collections::BTreeSet;

use accessdesk::domain::id::Person;
use accessdesk::domain::impact::Affected;
use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use super::previews::assert_touches;
use crate::support::random::foreseen;
use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const APPROVER: &str = "approver@sandbox.onmicrosoft.com";
const REQUESTOR: &str = "requestor@sandbox.onmicrosoft.com";
const DORA: &str = "dora@sandbox.onmicrosoft.com";
/// Of the guild, which gets connected.
const IDA: &str = "ida@guild.example";
/// Of a fair that counts as the guild's for a while.
const FAY: &str = "fay@fair.example";

/// One of the lists of people that a preview has.
type List = fn(&Affected) -> &BTreeSet<Person>;

fn does(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

fn run(engine: &mut Engine<MemoryFs>, line: &Value) {
    let (ending, answers) = run_lines(engine, &line.to_string());
    assert_eq!(ending, Ending::Met, "{line}: {answers:?}");
}

fn outsider(address: &str) -> Value {
    let with = json!({"userPrincipalName": address, "displayName": address,
        "signInMethod": "emailOneTimePasscode"});
    json!({"desk": "addExternalPerson", "with": with})
}

fn domains(names: &[&str]) -> Value {
    let sources = names.iter().map(
        |name| json!({"@odata.type": "#microsoft.graph.domainIdentitySource", "domainName": name}),
    );
    sources.collect()
}

fn decided_by(primary: &Value) -> Value {
    let administrator =
        json!({"@odata.type": "#microsoft.graph.singleUser", "userId": ADMINISTRATOR});
    let stage = json!({"primaryApprovers": [primary], "fallbackPrimaryApprovers": [administrator]});
    json!({"isApprovalRequiredForAdd": true, "stages": [stage]})
}

/// A tenant with a package for everybody from elsewhere, one for organizations that are configured,
/// and one for the requestor.
fn outside() -> Engine<MemoryFs> {
    let mut engine = engine(Sample::Empty);
    let package = |name: &str, policy: Value| {
        let with = json!({"catalog": "Outside", "displayName": name, "description": "d",
            "policies": [policy]});
        does("createAccessPackage", &with)
    };
    let sponsors = json!({"@odata.type": "#microsoft.graph.internalSponsors"});
    let requestor = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": REQUESTOR});
    let approver = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": APPROVER});
    for name in [APPROVER, REQUESTOR, DORA] {
        let with = json!({"userPrincipalName": name, "displayName": name});
        run(&mut engine, &does("createUser", &with));
    }
    for line in [
        outsider(IDA),
        outsider(FAY),
        does("createGroup", &json!({"displayName": "Vouching"})),
        does(
            "addGroupMember",
            &json!({"group": "Vouching", "member": APPROVER}),
        ),
        does("updateSettings", &json!({"approvalDelegation": true})),
        does(
            "createCatalog",
            &json!({"displayName": "Outside", "description": "d"}),
        ),
        package(
            "Open",
            json!({"displayName": "Anybody", "allowedTargetScope": "allExternalUsers",
                "requestApprovalSettings": decided_by(&sponsors)}),
        ),
        package(
            "Known",
            json!({"displayName": "Partners",
                "allowedTargetScope": "allConfiguredConnectedOrganizationUsers"}),
        ),
        package(
            "Inner",
            json!({"displayName": "Desk", "allowedTargetScope": "specificDirectoryUsers",
                "specificAllowedTargets": [requestor],
                "requestApprovalSettings": decided_by(&approver)}),
        ),
    ] {
        run(&mut engine, &line);
    }
    engine
}

/// Previews an edit, keeps it, and requires that it touches these people, in this way, and nobody
/// but those whom it was said to touch.
#[track_caller]
fn touches(engine: &mut Engine<MemoryFs>, line: &Value, list: List, names: &[&str]) {
    let told = foreseen(engine, &line.to_string()).unwrap();
    let before = engine.tenant().clone();
    let found = list(&told).iter();
    let found: BTreeSet<&str> = found.filter_map(|it| before.sign_in_name(*it)).collect();
    assert_eq!(found, names.iter().copied().collect(), "{line}: {told:?}");
    run(engine, line);
    assert_touches(&told, (&before, engine.tenant()), engine.now(), line);
}

#[test]
fn an_organization_its_sources_its_state_and_its_end_touch_its_people() {
    let engine = &mut outside();
    let create = json!({"displayName": "Guild", "identitySources": domains(&["guild.example"])});
    let create = does("createConnectedOrganization", &create);
    touches(engine, &create, |told| &told.gain_sight, &[IDA]);
    let update = |mut with: Value| {
        with["connectedOrganization"] = json!("Guild");
        does("updateConnectedOrganization", &with)
    };
    let more = domains(&["guild.example", "fair.example"]);
    let more = update(json!({"identitySources": more}));
    touches(engine, &more, |told| &told.gain_request, &[FAY]);
    let proposed = update(json!({"state": "proposed"}));
    touches(engine, &proposed, |told| &told.lose_sight, &[IDA, FAY]);
    let configured = update(json!({"state": "configured"}));
    touches(engine, &configured, |told| &told.gain_sight, &[IDA, FAY]);
    let less = update(json!({"identitySources": domains(&["fair.example"])}));
    touches(engine, &less, |told| &told.lose_sight, &[IDA]);
    let named = update(json!({"displayName": "Guild", "description": "of the fair"}));
    touches(engine, &named, |told| &told.gain_sight, &[]);
    let delete = does(
        "deleteConnectedOrganization",
        &json!({"connectedOrganization": "Guild"}),
    );
    touches(engine, &delete, |told| &told.lose_request, &[FAY]);
}

#[test]
fn sponsors_come_to_decide_on_what_the_people_of_their_organization_ask_for() {
    let engine = &mut outside();
    let create = json!({"displayName": "Guild", "identitySources": domains(&["guild.example"])});
    run(engine, &does("createConnectedOrganization", &create));
    let sponsor =
        json!({"connectedOrganization": "Guild", "kind": "internal", "sponsor": "Vouching"});
    let add = does("addSponsor", &sponsor);
    touches(engine, &add, |told| &told.approver_changed, &[IDA]);
    let remove = does("removeSponsor", &sponsor);
    touches(engine, &remove, |told| &told.approver_changed, &[IDA]);
}

#[test]
fn the_directory_keeps_people_out_by_their_domain_and_by_how_they_sign_in() {
    let engine = &mut outside();
    let create = json!({"displayName": "Guild", "identitySources": domains(&["guild.example"])});
    run(engine, &does("createConnectedOrganization", &create));
    let list = |mode: &str| {
        let list = json!({"mode": mode, "domains": ["guild.example"]});
        does("updateOrganization", &json!({"b2b": list}))
    };
    touches(engine, &list("deny"), |told| &told.lose_request, &[IDA]);
    touches(engine, &list("allow"), |told| &told.gain_request, &[IDA]);
    let codes = |on: bool| {
        let mut line = does("updateOrganization", &json!({"emailOneTimePasscode": on}));
        line["acknowledge"] = json!(["PasscodesOff"]);
        line
    };
    touches(engine, &codes(false), |told| &told.lose_sight, &[IDA]);
    touches(engine, &codes(true), |told| &told.gain_sight, &[IDA]);
    let teams = does("updateOrganization", &json!({"teamsGuests": false}));
    touches(engine, &teams, |told| &told.lose_sight, &[]);
}

#[test]
fn settings_show_members_what_others_may_request_and_end_what_was_handed_over() {
    let engine = &mut outside();
    let set = |name: &str, value: Value| does("updateSettings", &json!({name: value}));
    let others = [ADMINISTRATOR, APPROVER, DORA];
    let on = set("showSpecificScopeToAllMembers", json!(true));
    touches(engine, &on, |told| &told.gain_sight, &others);
    let period = json!({"delegate": DORA, "startDateTime": "2026-03-01T09:00:00Z",
        "endDateTime": "2026-03-20T09:00:00Z"});
    let hand_over = json!({"as": APPROVER, "do": "delegateApprovals", "with": period});
    touches(
        engine,
        &hand_over,
        |told| &told.approver_changed,
        &[REQUESTOR],
    );
    let end = set("approvalDelegation", json!(false));
    touches(engine, &end, |told| &told.approver_changed, &[REQUESTOR]);
    let off = set("showSpecificScopeToAllMembers", json!(false));
    touches(engine, &off, |told| &told.lose_sight, &others);
    let lifecycle = set("externalUserLifecycleAction", json!("none"));
    touches(engine, &lifecycle, |told| &told.lose_access, &[]);
}
