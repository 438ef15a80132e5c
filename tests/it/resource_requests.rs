//! Resource requests: the record of every way into a catalog and out of it.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

fn furnished(more: &[Value]) -> Vec<Value> {
    let mut lines = vec![
        json!({"do": "createGroup", "with": {"displayName": "Files"}}),
        json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
        json!({"do": "addCatalogResource", "with": {
            "catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}, "let": "files"}),
        json!({"do": "setResourceAttributes", "with": {"catalog": "Sales", "resource": "Files",
            "attributes": [{"attribute": "department", "question": "Which department?"}]}}),
        json!({"do": "removeCatalogResource", "with": {"catalog": "Sales", "resource": "Files"}}),
    ];
    lines.extend_from_slice(more);
    tell(Sample::Empty, ADMINISTRATOR, &lines)
}

#[test]
fn a_resource_of_another_catalog_is_refused_with_the_catalog_that_it_is_in() {
    let with = json!({"catalog": "General", "resource": "Files"});
    let mut asking = with.clone();
    asking["attributes"] = json!([]);
    let answers = tell(
        Sample::Empty,
        ADMINISTRATOR,
        &[
            json!({"do": "createGroup", "with": {"displayName": "Files"}}),
            json!({"do": "createCatalog", "with": {"displayName": "Sales", "description": "For sales"}}),
            json!({"do": "addCatalogResource", "with": {
                "catalog": "Sales", "originSystem": "AadGroup", "originId": "Files"}}),
            json!({"do": "removeCatalogResource", "with": with, "expect": "ResourceNotInCatalog"}),
            json!({"do": "setResourceAttributes", "with": asking, "expect": "ResourceNotInCatalog"}),
        ],
    );
    for answer in &answers[3..] {
        let message = "\"Files\" is a resource of catalog \"Sales\", not of \"General\"";
        assert_eq!(answer["message"], message);
    }
}

#[test]
fn receipt_names_the_request_by_which_an_object_came_and_went() {
    let answers = furnished(&[json!({"show": "resourceRequest", "of": "$files.resourceRequest"})]);
    for answer in &answers[2..5] {
        assert!(answer["ids"]["resourceRequest"].is_string(), "{answer}");
        assert!(answer["ids"]["resource"].is_string(), "{answer}");
    }
    let row = &answers[5]["row"];
    assert_eq!(row["requestType"], "adminAdd");
    assert_eq!(row["state"], "delivered");
    assert_eq!(row["catalog"]["displayName"], "Sales");
    let activities: Vec<&Value> = row["history"].as_array().unwrap().iter().collect();
    assert_eq!(activities[0]["activity"], "Create resource request");
}

#[test]
fn requests_stay_listed_when_the_resource_and_its_object_are_gone() {
    let answers = furnished(&[
        json!({"do": "deleteGroup", "with": {"group": "Files"}}),
        json!({"desk": "advanceClock", "with": {"by": "P31D"}}),
        json!({"list": "resourceRequests", "where": {"catalog": "Sales"}}),
        json!({"list": "resourceRequests", "where": {"originSystem": "AadApplication"}}),
    ]);
    let rows = answers[7]["rows"].as_array().unwrap();
    let mut told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            let name = row["resource"]["displayName"].as_str().unwrap();
            (row["requestType"].as_str().unwrap(), name)
        })
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("adminAdd", "Files"),
            ("adminRemove", "Files"),
            ("adminUpdate", "Files")
        ]
    );
    assert_eq!(answers[8]["total"], 0);
}

#[test]
fn requests_go_with_their_catalog() {
    let answers = furnished(&[
        json!({"do": "deleteCatalog", "with": {"catalog": "Sales"}}),
        json!({"list": "resourceRequests"}),
    ]);
    assert_eq!(answers[6]["total"], 0);
}

#[test]
fn requests_of_a_catalog_are_for_those_who_read_it() {
    let ana = "ana@sandbox.onmicrosoft.com";
    let mut asked = json!({"list": "resourceRequests"});
    asked["as"] = json!(ana);
    let answers = furnished(&[
        json!({"do": "createUser", "with": {"userPrincipalName": ana, "displayName": "Ana"}}),
        asked.clone(),
        json!({"do": "assignRole", "with": {
            "principal": ana, "role": "catalogReader", "catalog": "Sales"}}),
        asked,
    ]);
    assert_eq!(answers[6]["total"], 0);
    assert_eq!(answers[8]["total"], 3);
}
