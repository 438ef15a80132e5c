//! Why somebody is in a group that a rule fills, or is not: the rule, clause by clause.

use accessdesk::script::Sample;
use serde_json::{Value, json};

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const RULE: &str = "user.department -eq \"Sales\" -and user.city -eq \"Oslo\"";

fn moves_to(city: &str) -> Value {
    json!({"do": "updateUser", "with": {"user": REQUESTOR, "city": city}})
}

fn why() -> Value {
    json!({"why": "membership", "with": {"person": REQUESTOR, "group": "Sellers of Oslo"}})
}

#[test]
fn the_clause_that_keeps_somebody_out_is_told_with_what_was_found() {
    let answers = tell(
        Sample::Prepared,
        ADMINISTRATOR,
        &[
            json!({"do": "updateUser", "with": {"user": REQUESTOR, "department": "Sales"}}),
            moves_to("Bergen"),
            json!({"do": "createGroup", "with": {"displayName": "Sellers of Oslo",
                "groupTypes": ["DynamicMembership"], "membershipRule": RULE}}),
            why(),
            moves_to("oslo"),
            why(),
        ],
    );
    let outside = &answers[3];
    assert_eq!(outside["verdict"], false);
    assert_eq!(outside["rule"], RULE);
    assert_eq!(outside["ways"], json!([]));
    assert_eq!(
        outside["clauses"],
        json!([
            {"clause": "user.department -eq \"Sales\"", "property": "user.department",
                "found": "Sales", "holds": true},
            {"clause": "user.city -eq \"Oslo\"", "property": "user.city",
                "found": "Bergen", "holds": false},
        ])
    );
    let checks = ["ruleMatches", "inGroup"];
    for (step, check) in outside["walk"].as_array().unwrap().iter().zip(checks) {
        assert_eq!(step["check"], check);
        assert_eq!(step["passed"], false);
    }
    let inside = &answers[5];
    assert_eq!(inside["verdict"], true);
    assert_eq!(inside["ways"], json!([{"by": "rule"}]));
    assert_eq!(inside["clauses"][1]["found"], "oslo");
}
