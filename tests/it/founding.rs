//! How a directory begins.

use accessdesk::script::Ending;
use serde_json::json;

use crate::support::script::{bare_engine, run_lines};

#[test]
fn a_directory_begins_with_somebody_who_can_administer_it() {
    let mut engine = bare_engine();
    for roles in [json!([]), json!(["userAdministrator", "globalReader"])] {
        let line = json!({"desk": "foundTenant", "expect": "AdministratorRequired", "with": {
            "displayName": "Woodgrove Bank",
            "initialDomain": "woodgrovebank.onmicrosoft.com",
            "administrator": {
                "userPrincipalName": "administrator@woodgrovebank.onmicrosoft.com",
                "displayName": "Administrator",
                "directoryRoles": roles,
            },
        }});
        let (ending, answers) = run_lines(&mut engine, &line.to_string());
        assert_eq!(ending, Ending::Met, "{answers:?}");
    }
    assert!(engine.tenant().resource_directory().is_none());
}
