//! Questions in the language of whoever reads them, on every screen that shows them.

use accessdesk::script::Sample;
use serde_json::json;

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;

const DOMAIN: &str = "sandbox.onmicrosoft.com";

fn name(person: &str) -> String {
    format!("{person}@{DOMAIN}")
}

/// Lets Heidi, who reads German, ask for something about which a question is put in two languages;
/// Ivo, who reads no other than the common one, decides.
fn lines() -> String {
    let administrator = name("administrator");
    let user = |person: &str, language: Option<&str>| {
        let mut with = json!({"displayName": person, "userPrincipalName": name(person)});
        if let Some(language) = language {
            with["preferredLanguage"] = language.into();
        }
        json!({"as": administrator, "do": "createUser", "with": with})
    };
    let question = json!({
        "@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion", "sequence": 1,
        "text": "Which city?", "isRequired": true,
        "localizations": [{"languageCode": "de", "text": "Welche Stadt?"}],
        "choices": [
            {"actualValue": "MUC", "text": "Munich",
                "localizations": [{"languageCode": "de", "text": "Monaco in Bayern"}]},
            {"actualValue": "BER", "text": "Berlin"}]});
    let stage = json!({"primaryApprovers": [
        {"@odata.type": "#microsoft.graph.singleUser", "userId": name("ivo")},
        {"@odata.type": "#microsoft.graph.singleUser", "userId": name("kurt")}]});
    let policy = json!({"displayName": "All", "allowedTargetScope": "allMemberUsers",
        "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
            "isRequestorJustificationRequired": false, "stages": [stage]},
        "questions": [question]});
    let lines = [
        user("heidi", Some("de-CH")),
        user("kurt", Some("de")),
        user("ivo", None),
        json!({"as": administrator, "do": "createAccessPackage", "with": {
            "displayName": "Travel", "description": "Trips", "policies": [policy]}}),
    ];
    lines.map(|line| line.to_string()).join("\n")
}

#[test]
fn what_is_asked_and_answered_is_read_in_the_language_of_the_persona() {
    let mut desk = Desk::on(Sample::Empty, &lines()).seated_as(&name("heidi"));
    desk.press("enter").expect("Welche Stadt?");
    desk.expect("Monaco in Bayern").expect("Berlin");
    desk.expect_no("Which city?").expect_no("Munich");
    desk.press("tab space Ctrl-S").expect("Travel");
    desk.press("4 enter")
        .expect("Welche Stadt? Monaco in Bayern");
    let mut desk = desk.seated_as(&name("kurt"));
    desk.press("g d enter")
        .expect("Welche Stadt? Monaco in Bayern");
    let mut desk = desk.seated_as(&name("ivo"));
    desk.press("g d enter").expect("Which city? Munich");
    desk.expect_no("Stadt").expect_no("Bayern");
    let mut desk = desk.seated_as(&name("administrator"));
    desk.press("g r").expect("heidi").press("enter");
    desk.expect("Which city? Munich");
}
