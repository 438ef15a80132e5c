//! Which workflow a custom extension calls, and as what: written with Graph's names of their kinds.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines, tell};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const LOGIC_APP: &str = "#microsoft.graph.logicAppTriggerEndpointConfiguration";
const POSSESSION: &str = "#microsoft.graph.azureAdPopTokenAuthentication";
const TOKEN: &str = "#microsoft.graph.azureAdTokenAuthentication";

fn made(endpoint: &Value, authentication: &Value) -> Vec<Value> {
    vec![
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "createCustomExtension", "with": {"catalog": "Sales", "displayName": "Checks",
            "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension",
            "endpointConfiguration": endpoint, "authenticationConfiguration": authentication}}),
        json!({"show": "customExtension", "of": "Checks"}),
    ]
}

fn told(endpoint: &Value, authentication: &Value) -> Value {
    let answers = tell(
        Sample::Empty,
        ADMINISTRATOR,
        &made(endpoint, authentication),
    );
    answers[2]["row"].clone()
}

#[test]
fn configurations_keep_the_kind_that_they_were_given() {
    let row = told(
        &json!({"@odata.type": LOGIC_APP, "logicAppWorkflowName": "checks"}),
        &json!({"@odata.type": TOKEN, "resourceId": "api://checks"}),
    );
    let endpoint = &row["endpointConfiguration"];
    assert_eq!(endpoint["@odata.type"], LOGIC_APP);
    assert_eq!(endpoint["logicAppWorkflowName"], "checks");
    let authentication = &row["authenticationConfiguration"];
    assert_eq!(authentication["@odata.type"], TOKEN);
    assert_eq!(authentication["resourceId"], "api://checks");
}

#[test]
fn configurations_that_do_not_say_their_kind_are_of_the_usual_one() {
    let row = told(&json!({"logicAppWorkflowName": "checks"}), &json!({}));
    assert_eq!(row["endpointConfiguration"]["@odata.type"], LOGIC_APP);
    assert_eq!(
        row["authenticationConfiguration"]["@odata.type"],
        POSSESSION
    );
}

#[test]
fn a_kind_that_nobody_knows_makes_the_line_malformed() {
    let mut lines = made(
        &json!({"@odata.type": "#microsoft.graph.teapot"}),
        &json!({}),
    );
    lines[1]["as"] = json!(ADMINISTRATOR);
    let (_, answers) = run_lines(&mut engine(Sample::Empty), &lines[1].to_string());
    let error = answers[0]["error"].as_str().unwrap();
    assert!(error.contains("teapot"), "{error}");
}
