//! Connected organizations: how they are told apart, who may change them, and who vouches.

use serde_json::{Value, json};

use crate::support::partners::{
    ADMINISTRATOR, APPROVER, PARTNER, POLICY, Partners, SPONSOR, STRANGER, asking, contoso,
};

fn domain(name: &str, domain: &str) -> Value {
    json!({"displayName": name, "identitySources": [
        {"@odata.type": "#microsoft.graph.domainIdentitySource", "domainName": domain}
    ]})
}

#[test]
fn a_source_identifies_one_organization_and_never_the_resource_directory() {
    let mut story = Partners::new();
    let create = "createConnectedOrganization";
    assert_eq!(
        story.code(ADMINISTRATOR, create, &contoso("Contoso")),
        "DuplicateConnectedOrg"
    );
    assert_eq!(
        story.code(ADMINISTRATOR, create, &contoso("Contoso Ltd")),
        "IdentitySourceInUse"
    );
    let home = domain("Us", "sandbox.onmicrosoft.com");
    assert_eq!(
        story.code(ADMINISTRATOR, create, &home),
        "IdentitySourceIsHome"
    );
    let nothing = json!({"displayName": "Nobody", "identitySources": []});
    assert_eq!(
        story.code(ADMINISTRATOR, create, &nothing),
        "IdentitySourceRequired"
    );
    assert_eq!(
        story.code(APPROVER, create, &domain("Fabrikam", "fabrikam.com")),
        "UnAuthorized"
    );
    story.does(create, &domain("Fabrikam", "fabrikam.com"));
    let rename = json!({"connectedOrganization": "Fabrikam", "displayName": "contoso"});
    assert_eq!(
        story.code(ADMINISTRATOR, "updateConnectedOrganization", &rename),
        "DuplicateConnectedOrg"
    );
}

#[test]
fn promoting_an_organization_of_social_accounts_is_warned_of() {
    let mut story = Partners::new();
    let facebook = json!({"@odata.type": "#microsoft.graph.socialIdentitySource",
        "socialIdentitySourceType": "facebook"});
    let create = "createConnectedOrganization";
    let mut friends =
        json!({"displayName": "Friends", "state": "proposed", "identitySources": [facebook]});
    let made = story.does(create, &friends);
    assert_eq!(made["warnings"], json!([]));
    let edit = |field: &str, value: &str| json!({"connectedOrganization": "Friends", field: value});
    let promoted = story.does("updateConnectedOrganization", &edit("state", "configured"));
    assert_eq!(promoted["warnings"][0]["code"], "SocialConfigured");
    let message = promoted["warnings"][0]["message"].as_str().unwrap();
    assert!(message.contains("\"Friends\""), "{message}");
    let named = story.does("updateConnectedOrganization", &edit("description", "Ours"));
    assert_eq!(named["warnings"], json!([]), "said once");
    let gone = json!({"connectedOrganization": "Friends"});
    story.does("deleteConnectedOrganization", &gone);
    friends["state"] = json!("configured");
    let made = story.does(create, &friends);
    assert_eq!(made["warnings"][0]["code"], "SocialConfigured");
}

#[test]
fn every_kind_of_source_is_kept_as_graph_writes_it() {
    let mut story = Partners::new();
    let sources = json!([
        {"@odata.type": "#microsoft.graph.crossCloudAzureActiveDirectoryTenant", "tenantId": "6c1a", "cloudInstance": "microsoftonline.us", "displayName": "Agency"},
        {"@odata.type": "#microsoft.graph.externalDomainFederation", "domainName": "litware.com", "issuerUri": "https://id.litware.com"},
        {"@odata.type": "#microsoft.graph.socialIdentitySource", "socialIdentitySourceType": "facebook"},
    ]);
    story.does(
        "createConnectedOrganization",
        &json!({"displayName": "Others", "state": "proposed", "identitySources": sources}),
    );
    let rows = story.list(
        ADMINISTRATOR,
        "connectedOrganizations",
        &json!({"state": "proposed"}),
    );
    let kept: Vec<&Value> = rows[0]["identitySources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| &source["displayName"])
        .collect();
    assert_eq!(kept, ["Agency", "litware.com", "Facebook"]);
    assert_eq!(
        rows[0]["identitySources"][1]["issuerUri"],
        "https://id.litware.com"
    );
}

#[test]
fn a_source_that_is_given_twice_counts_once() {
    let mut story = Partners::new();
    let mut twice = domain("Fabrikam", "fabrikam.com");
    let source = twice["identitySources"][0].clone();
    twice["identitySources"]
        .as_array_mut()
        .unwrap()
        .push(source);
    story.does("createConnectedOrganization", &twice);
    let rows = story.list(ADMINISTRATOR, "connectedOrganizations", &json!({}));
    for row in &rows {
        assert_eq!(row["identitySources"].as_array().unwrap().len(), 1, "{row}");
    }
}

#[test]
fn an_organization_that_a_policy_lists_cannot_be_deleted() {
    let mut story = Partners::new();
    let contoso = json!({"connectedOrganization": "Contoso"});
    let delete = "deleteConnectedOrganization";
    assert_eq!(
        story.code(ADMINISTRATOR, delete, &contoso),
        "ConnectedOrgInUse"
    );
    story.does("deletePolicy", &json!({"policy": POLICY}));
    story.does(delete, &contoso);
}

#[test]
fn internal_sponsors_are_members_and_external_ones_guests() {
    let mut story = Partners::new();
    story.does(
        "createUser",
        &json!({"externalIdentity": STRANGER, "displayName": "Sam"}),
    );
    let sponsor = |kind: &str, who: &str| json!({"connectedOrganization": "Contoso", "kind": kind, "sponsor": who});
    for (kind, who, code) in [
        ("internal", STRANGER, "SponsorWrongType"),
        ("external", SPONSOR, "SponsorWrongType"),
        ("internal", SPONSOR, "ok"),
        ("internal", SPONSOR, "NothingToChange"),
        ("external", STRANGER, "ok"),
    ] {
        let found = story.code(ADMINISTRATOR, "addSponsor", &sponsor(kind, who));
        assert_eq!(found, code, "{kind} {who}");
    }
    story.does("removeSponsor", &sponsor("external", STRANGER));
    let rows = story.list(ADMINISTRATOR, "connectedOrganizations", &json!({}));
    assert_eq!(rows[0]["externalSponsors"], json!([]));
}

#[test]
fn sponsors_of_the_requestors_organization_decide() {
    let mut story = Partners::new();
    let sets = json!([{"@odata.type": "#microsoft.graph.internalSponsors"}]);
    story.does(
        "updatePolicy",
        &json!({"policy": POLICY, "requestApprovalSettings": asking(&sets)}),
    );
    story.does(
        "addSponsor",
        &json!({"connectedOrganization": "Contoso", "kind": "internal", "sponsor": SPONSOR}),
    );
    assert_eq!(story.asks(PARTNER), "ok");
    assert_eq!(story.list(SPONSOR, "approvals", &json!({})).len(), 1);
    assert_eq!(story.list(APPROVER, "approvals", &json!({})).len(), 0);
    assert_eq!(story.approves(APPROVER, PARTNER), "UnAuthorized");
    assert_eq!(story.approves(SPONSOR, PARTNER), "ok");
}

#[test]
fn sponsors_decide_on_what_was_asked_while_they_vouched_for_the_requestor() {
    let mut story = Partners::new();
    let sets = json!([{"@odata.type": "#microsoft.graph.internalSponsors"}]);
    let approval = json!({"policy": POLICY, "requestApprovalSettings": asking(&sets)});
    story.does("updatePolicy", &approval);
    let sponsor =
        json!({"connectedOrganization": "Contoso", "kind": "internal", "sponsor": SPONSOR});
    story.does("addSponsor", &sponsor);
    assert_eq!(story.asks(PARTNER), "ok");
    let mut others = domain("Contoso", "litware.com");
    others["connectedOrganization"] = json!("Contoso");
    story.does("updateConnectedOrganization", &others);
    assert_eq!(story.approves(APPROVER, PARTNER), "UnAuthorized");
    assert_eq!(story.approves(SPONSOR, PARTNER), "ok");
}

#[test]
fn without_sponsors_the_fallback_decides() {
    let mut story = Partners::new();
    let sets = json!([
        {"@odata.type": "#microsoft.graph.externalSponsors"},
        {"@odata.type": "#microsoft.graph.targetUserSponsors"},
    ]);
    story.does(
        "updatePolicy",
        &json!({"policy": POLICY, "requestApprovalSettings": asking(&sets)}),
    );
    assert_eq!(story.asks(PARTNER), "ok");
    let waiting = story.list(APPROVER, "approvals", &json!({}));
    assert_eq!(waiting[0]["standIn"], "fallback");
}

#[test]
fn the_sponsor_of_a_guest_decides_through_a_group_too() {
    let mut story = Partners::new();
    story.does(
        "createGroup",
        &json!({"displayName": "Hosts", "members": [SPONSOR]}),
    );
    story.does(
        "createUser",
        &json!({"externalIdentity": PARTNER, "displayName": "Ana", "sponsors": ["Hosts"]}),
    );
    let sets = json!([{"@odata.type": "#microsoft.graph.targetUserSponsors"}]);
    story.does(
        "updatePolicy",
        &json!({"policy": POLICY, "requestApprovalSettings": asking(&sets)}),
    );
    assert_eq!(story.asks(PARTNER), "ok");
    assert_eq!(story.approves(SPONSOR, PARTNER), "ok");
}

#[test]
fn a_kind_of_sponsor_needs_a_fallback_and_decides_once() {
    let mut story = Partners::new();
    let sets = json!([{"@odata.type": "#microsoft.graph.internalSponsors"}]);
    let mut settings = asking(&sets);
    settings["stages"][0]["fallbackPrimaryApprovers"] = json!([]);
    let update = |settings: &Value| json!({"policy": POLICY, "requestApprovalSettings": settings});
    assert_eq!(
        story.code(ADMINISTRATOR, "updatePolicy", &update(&settings)),
        "FallbackRequired"
    );
    let mut settings = asking(&sets);
    let stage = settings["stages"][0].clone();
    settings["stages"].as_array_mut().unwrap().push(stage);
    assert_eq!(
        story.code(ADMINISTRATOR, "updatePolicy", &update(&settings)),
        "DuplicateManagerStage"
    );
}

#[test]
fn only_administrators_see_and_edit_the_settings() {
    let mut story = Partners::new();
    let change = json!({"externalUserLifecycleAction": "none", "auditRetentionDays": 60});
    assert_eq!(
        story.code(APPROVER, "updateSettings", &change),
        "UnAuthorized"
    );
    story.does("updateSettings", &change);
    assert_eq!(
        story.code(ADMINISTRATOR, "updateSettings", &change),
        "NothingToChange"
    );
    let shown = story.line(&json!({"as": ADMINISTRATOR, "show": "settings"}));
    let found = shown.to_string();
    assert!(found.contains(r#""auditRetentionDays":60"#), "{found}");
    assert!(found.contains(r#""externalUserLifecycleAction":"none""#));
    let hidden = story.line(&json!({"as": APPROVER, "show": "settings"}));
    assert_eq!(hidden["code"], "UnAuthorized");
    let undone = story.desk("undo", &json!({}));
    assert_eq!(undone["ok"], true);
    let shown = story.line(&json!({"as": ADMINISTRATOR, "show": "settings"}));
    assert!(shown.to_string().contains(r#""auditRetentionDays":30"#));
}

#[test]
fn policies_for_organizations_name_organizations_and_not_too_many() {
    let mut story = Partners::new();
    let one = json!({"@odata.type": "#microsoft.graph.connectedOrganizationMembers", "connectedOrganizationId": "Contoso"});
    let user = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": SPONSOR});
    let mut update = |targets: &Value| {
        story.code(
            ADMINISTRATOR,
            "updatePolicy",
            &json!({"policy": POLICY, "specificAllowedTargets": targets}),
        )
    };
    assert_eq!(update(&json!([])), "NoTargetsSelected");
    assert_eq!(update(&json!([one, user])), "NoTargetsSelected");
    assert_eq!(update(&json!(vec![one.clone(); 1_001])), "TooManyOrgs");
}

#[test]
fn people_of_an_organization_ask_and_never_decide() {
    let mut story = Partners::new();
    let people = json!({"@odata.type": "#microsoft.graph.connectedOrganizationMembers", "connectedOrganizationId": "Contoso"});
    let sponsor = json!({"@odata.type": "#microsoft.graph.singleUser", "userId": SPONSOR});
    let mut update = |stage: &Value| {
        let settings = json!({"isApprovalRequiredForAdd": true, "stages": [stage]});
        let with = json!({"policy": POLICY, "requestApprovalSettings": settings});
        story.code(ADMINISTRATOR, "updatePolicy", &with)
    };
    let escalating = |primary: &Value, alternate: &Value| {
        json!({"primaryApprovers": [primary], "isEscalationEnabled": true,
            "durationBeforeEscalation": "P2D", "escalationApprovers": [alternate]})
    };
    assert_eq!(update(&escalating(&sponsor, &sponsor)), "ok");
    for stage in [
        json!({"primaryApprovers": [people]}),
        json!({"primaryApprovers": [sponsor, people]}),
        json!({"primaryApprovers": [sponsor], "fallbackPrimaryApprovers": [people]}),
        escalating(&sponsor, &people),
    ] {
        assert_eq!(update(&stage), "ApproversRequired", "{stage}");
    }
}
