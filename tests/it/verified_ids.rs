//! Verified IDs: what a policy wants requestors to prove, and who can.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";
const GIL: &str = "gil@sandbox.onmicrosoft.com";
const KIM: &str = "kim@partner.example";
const POLICY: &str = "Sales/Vault/Anybody";

/// A package for anybody who proves to be an employee of Contoso; an administrator of governance;
/// and two people who cannot, one of them from elsewhere.
fn vault(more: &[Value]) -> Vec<Value> {
    let mut lines = vec![
        json!({"do": "createUser", "with": {"userPrincipalName": ANA, "displayName": "Ana"}}),
        json!({"do": "createUser", "with": {"userPrincipalName": GIL, "displayName": "Gil"}}),
        json!({"do": "assignDirectoryRole", "with": {"user": GIL, "role": "identityGovernanceAdministrator"}}),
        json!({"desk": "addExternalPerson", "expect": "ok", "with": {"userPrincipalName": KIM, "displayName": "Kim",
            "verifiedCredentials": [{"issuer": "Fabrikam", "type": "Diploma"}]}}),
        json!({"do": "createConnectedOrganization", "with": {"displayName": "Partner", "identitySources": [
            {"@odata.type": "#microsoft.graph.domainIdentitySource", "displayName": "Partner", "domainName": "partner.example"}]}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "createAccessPackage", "expect": "ok", "with": {"catalog": "Sales",
            "displayName": "Vault", "description": "What few may see",
            "policies": [{"displayName": "Anybody", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {"isRequestorJustificationRequired": true},
                "verifiedCredentialRequirements": [{"issuer": "Contoso", "types": ["VerifiedEmployee"]}]},
                {"displayName": "Partners", "allowedTargetScope": "allConfiguredConnectedOrganizationUsers",
                "verifiedCredentialRequirements": [{"issuer": "Contoso", "types": ["VerifiedEmployee"]},
                    {"issuer": "Fabrikam", "types": ["Diploma"]}]}]}}),
    ];
    let before = lines.len();
    lines.extend_from_slice(more);
    tell(Sample::Empty, ADMINISTRATOR, &lines).split_off(before)
}

fn asks(who: &str, why: Option<&str>, expect: &str) -> Value {
    json!({"as": who, "do": "submitRequest", "expect": expect,
        "with": {"accessPackage": "Sales/Vault", "justification": why}})
}

#[test]
fn who_cannot_present_the_verified_id_is_refused_after_what_the_form_lacks() {
    let employee = json!([{"issuer": "contoso", "type": "verifiedEmployee"}]);
    let answers = vault(&[
        asks(ANA, None, "JustificationRequired"),
        asks(ANA, Some("To look"), "VerifiedIdRequired"),
        json!({"do": "updateUser", "with": {"user": ANA, "verifiedCredentials": employee}}),
        asks(ANA, Some("To look"), "ok"),
    ]);
    let refused = &answers[1];
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("VerifiedEmployee of Contoso"), "{message}");
    let walk = refused["walk"].as_array().unwrap();
    assert_eq!(walk.last().unwrap()["check"], "verifiedIdPresented");
}

#[test]
fn somebody_from_elsewhere_brings_the_verified_ids_they_were_given_at_home() {
    let both = json!([{"issuer": "Contoso", "type": "VerifiedEmployee"}, {"issuer": "Fabrikam", "type": "Diploma"}]);
    let answers = vault(&[
        asks(KIM, None, "VerifiedIdRequired"),
        json!({"desk": "updateExternalPerson", "expect": "ok", "with": {"person": KIM, "verifiedCredentials": both}}),
        json!({"show": "externalPerson", "of": KIM}),
        asks(KIM, None, "ok"),
    ]);
    let message = answers[0]["message"].as_str().unwrap();
    assert!(!message.contains("Diploma"), "{message}");
    assert_eq!(answers[2]["row"]["verifiedCredentials"], both);
}

#[test]
fn the_question_why_names_the_missing_id_and_the_command_that_gives_it() {
    let asked =
        json!({"why": "canRequest", "with": {"person": ANA, "accessPackage": "Sales/Vault"}});
    let answers = vault(std::slice::from_ref(&asked));
    let told = &answers[0];
    assert_eq!(told["code"], "VerifiedIdRequired", "{told}");
    let change = &told["change"]["line"];
    assert_eq!(change["do"], "updateUser", "{told}");
    let mut gives = change.clone();
    gives["expect"] = json!("ok");
    let again = vault(&[gives, asked]);
    assert_eq!(again[1]["verdict"], true, "{}", again[1]);
}

#[test]
fn an_administrator_assigns_without_any_verified_id() {
    let with = json!({"accessPackage": "Sales/Vault", "policy": POLICY, "targets": [ANA]});
    vault(&[json!({"do": "assignDirectly", "with": with, "expect": "ok"})]);
}

#[test]
fn only_a_global_administrator_says_which_verified_ids_are_wanted() {
    let by = |who: &str, with: Value, expect: &str| json!({"as": who, "do": "updatePolicy", "with": with, "expect": expect});
    let none = json!({"policy": POLICY, "verifiedCredentialRequirements": []});
    let unnamed = json!({"policy": POLICY, "verifiedCredentialRequirements": [{"issuer": "Contoso", "types": []}]});
    let answers = vault(&[
        by(GIL, none.clone(), "UnAuthorized"),
        by(
            GIL,
            json!({"policy": POLICY, "description": "For the few"}),
            "ok",
        ),
        by(ADMINISTRATOR, unnamed, "NameRequired"),
        by(ADMINISTRATOR, none, "ok"),
        asks(ANA, Some("To look"), "ok"),
    ]);
    let message = answers[0]["message"].as_str().unwrap();
    assert!(message.contains("Global Administrator"), "{message}");
}
