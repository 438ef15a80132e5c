//! Questions on lines: rows, single objects, explanations, and who may see them.

use accessdesk::script::query::LISTS;
use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";
const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");

/// Runs the tutorial up to the request, then asks one question.
#[track_caller]
fn ask_while_pending(question: &Value) -> Value {
    let lines: Vec<&str> = TUTORIAL.lines().collect();
    let decided = lines.iter().position(|line| line.starts_with("# 5"));
    let mut engine = engine(Sample::Tutorial);
    let (ending, _) = run_lines(&mut engine, &lines[..decided.unwrap()].join("\n"));
    assert_eq!(ending, Ending::Met);
    let (_, mut answers) = run_lines(&mut engine, &question.to_string());
    answers.remove(0)
}

#[test]
fn every_list_answers_an_administrator() {
    for list in LISTS {
        let mut question = json!({"as": ADMINISTRATOR, "list": list.name});
        if list.name == "groupMembers" {
            question["where"] = json!({"group": "Internal requestor"});
        }
        if list.name == "additionalAccess" {
            question["where"] = json!({"accessPackage": PACKAGE});
        }
        if ["canRequestOf", "resourceAssignmentsOf"].contains(&list.name) {
            question["where"] = json!({"user": REQUESTOR});
        }
        if list.name == "requestHistory" {
            question["where"] = json!({"request": format!("{PACKAGE}/{REQUESTOR}")});
        }
        let answer = ask_while_pending(&question);
        assert_eq!(answer["ok"], true, "{}: {answer}", list.name);
        for row in answer["rows"].as_array().unwrap() {
            assert!(row["id"].is_string() && row["revision"].is_u64(), "{row}");
        }
    }
}

#[test]
fn a_requestor_sees_their_own_request_and_nothing_of_the_others() {
    let own = ask_while_pending(&json!({"as": REQUESTOR, "list": "requests"}));
    assert_eq!(own["total"], 1);
    assert_eq!(own["rows"][0]["state"], "pendingApproval");
    let audit = ask_while_pending(&json!({"as": REQUESTOR, "list": "audit"}));
    assert_eq!(audit["code"], "UnAuthorized");
}

#[test]
fn the_approver_is_told_what_waits_and_until_when() {
    let answer = ask_while_pending(&json!({"as": APPROVER, "list": "approvals"}));
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["rows"][0]["standIn"], "primary");
    assert_eq!(answer["rows"][0]["dueDateTime"], "2026-03-15T09:00:00Z");
}

#[test]
fn rows_are_filtered_searched_sorted_and_cut() {
    let list = |rest: Value| {
        let mut question = json!({"as": ADMINISTRATOR, "list": "users"});
        let fields = question.as_object_mut().unwrap();
        fields.extend(rest.as_object().unwrap().clone());
        let answer = ask_while_pending(&question);
        let names: Vec<String> = answer["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["displayName"].as_str().unwrap().to_owned())
            .collect();
        (answer["total"].as_u64().unwrap(), names.join(", "))
    };
    let all = "Administrator, Approver, Internal requestor";
    assert_eq!(list(json!({"sort": "displayName"})), (3, all.to_owned()));
    assert_eq!(
        list(json!({"sort": "-displayName", "limit": 1})),
        (3, "Internal requestor".to_owned())
    );
    assert_eq!(
        list(json!({"search": "REQUEST"})),
        (1, "Internal requestor".to_owned())
    );
    assert_eq!(
        list(json!({"where": {"group": "Internal requestor"}})),
        (1, "Internal requestor".to_owned())
    );
    assert_eq!(
        list(json!({"where": {"userType": ["Guest"]}})),
        (0, String::new())
    );
}

#[test]
fn rows_are_sorted_by_fields_that_they_have_and_by_no_other() {
    let question = |sort: &str| json!({"as": ADMINISTRATOR, "list": "users", "sort": sort});
    for field in ["department", "-revision", "id", "-createdDateTime"] {
        let answer = ask_while_pending(&question(field));
        assert_eq!(answer["ok"], true, "{answer}");
    }
    let answer = ask_while_pending(&question("-displayNam"));
    assert_eq!(answer["ok"], false);
    let error = answer["error"].as_str().unwrap();
    assert!(error.contains("unknown field \"displayNam\""), "{error}");
    assert_eq!(answer["near"], json!(["displayName"]));
}

#[test]
fn a_package_is_found_by_its_description_and_by_what_it_gives() {
    let total = |list: &str, search: &str| {
        let question = json!({"as": ADMINISTRATOR, "list": list, "search": search});
        ask_while_pending(&question)["total"].as_u64().unwrap()
    };
    assert_eq!(total("accessPackages", "entitlement test GROUP"), 1);
    assert_eq!(total("accessPackages", "zebra"), 0);
    let found = |search: &str| {
        let question = json!({"as": REQUESTOR, "list": "available", "search": search});
        ask_while_pending(&question)["total"].as_u64().unwrap()
    };
    assert_eq!(found("test package"), 1);
    assert_eq!(found("test group"), 1);
    assert_eq!(found("zebra"), 0);
}

#[test]
fn newest_entries_come_page_by_page_and_are_the_end_of_the_whole_log() {
    let whole = json!({"as": ADMINISTRATOR, "list": "audit", "sort": "-revision"});
    let whole = ask_while_pending(&whole);
    let total = whole["rows"].as_array().unwrap().len();
    let mut pages: Vec<Value> = Vec::new();
    while pages.len() < total {
        let mut question =
            json!({"as": ADMINISTRATOR, "list": "audit", "sort": "-revision", "limit": 7});
        if let Some(last) = pages.last() {
            question["after"] = last["id"].clone();
        }
        let page = ask_while_pending(&question);
        let rows = page["rows"].as_array().unwrap();
        assert_eq!(page["more"], pages.len() + rows.len() < total);
        assert_eq!(rows.len(), 7.min(total - pages.len()));
        pages.extend(rows.iter().cloned());
    }
    assert_eq!(json!(pages), whole["rows"]);
}

#[test]
fn why_not_names_the_deciding_check_and_the_command_that_would_help() {
    let question = json!({"as": ADMINISTRATOR, "why": "canRequest", "with": {"person": APPROVER, "accessPackage": PACKAGE}});
    let answer = ask_while_pending(&question);
    assert_eq!(answer["verdict"], false);
    assert_eq!(answer["code"], "NotInScope");
    let last = answer["walk"].as_array().unwrap().last().unwrap();
    assert_eq!(last["check"], "policyMatches");
    assert_eq!(answer["change"]["line"]["do"], "addGroupMember");
    assert_eq!(answer["policies"][0]["offered"], false);
}

#[test]
fn why_tells_who_decides_and_whether_a_line_would_be_refused() {
    let question = json!({"as": ADMINISTRATOR, "why": "approvers", "with": {"request": format!("{PACKAGE}/{REQUESTOR}")}});
    let answer = ask_while_pending(&question);
    assert_eq!(
        answer["stages"][0]["approvers"][0]["displayName"],
        "Approver"
    );
    let again = json!({"as": REQUESTOR, "do": "submitRequest", "with": {"accessPackage": PACKAGE}});
    let question = json!({"as": REQUESTOR, "why": "refusal", "with": {"line": again}});
    assert_eq!(ask_while_pending(&question)["code"], "OpenRequestExists");
}

#[test]
fn one_may_not_ask_what_others_may_do() {
    let question = json!({"as": REQUESTOR, "why": "canRequest", "with": {"person": APPROVER, "accessPackage": PACKAGE}});
    assert_eq!(ask_while_pending(&question)["code"], "UnAuthorized");
}

#[test]
fn showing_an_object_adds_its_history_for_those_who_read_the_audit_log() {
    let question =
        json!({"as": ADMINISTRATOR, "show": "catalog", "of": "Entitlement test catalog"});
    let answer = ask_while_pending(&question);
    assert_eq!(
        answer["row"]["history"][0]["activity"],
        "Create access package catalog"
    );
    let clock = ask_while_pending(&json!({"as": REQUESTOR, "show": "clock"}));
    assert_eq!(clock["row"]["now"], "2026-03-01T09:00:00Z");
}

#[test]
fn the_history_of_an_object_is_all_that_the_log_tells_of_it() {
    let mut engine = engine(Sample::Woodgrove);
    let mut ask = |question: Value| -> Value {
        let (_, mut answers) = run_lines(&mut engine, &question.to_string());
        answers.remove(0)
    };
    // What is taken back and done again is told from its first making on.
    for line in [
        json!({"as": ADMINISTRATOR, "do": "createGroup", "with": {"displayName": "Twice made"}}),
        json!({"desk": "undo"}),
        json!({"desk": "redo"}),
    ] {
        assert_eq!(ask(line)["ok"], true);
    }
    let log = ask(json!({"as": ADMINISTRATOR, "list": "audit"}));
    let log = log["rows"].as_array().unwrap().clone();
    let mut shown = 0;
    for (list, kind) in [
        ("users", "user"),
        ("groups", "group"),
        ("catalogs", "catalog"),
        ("accessPackages", "accessPackage"),
        ("policies", "policy"),
        ("requests", "request"),
        ("assignments", "assignment"),
        ("connectedOrganizations", "connectedOrganization"),
    ] {
        let rows = ask(json!({"as": ADMINISTRATOR, "list": list}));
        for row in rows["rows"].as_array().unwrap() {
            let answer = ask(json!({"as": ADMINISTRATOR, "show": kind, "of": row["id"]}));
            let about = |entry: &&Value| {
                let mut targets = entry["target"].as_array().unwrap().iter();
                targets.any(|target| target["id"] == row["id"])
            };
            let told: Vec<&Value> = log.iter().filter(about).collect();
            let history = answer["row"]["history"].as_array();
            let history: Vec<&Value> = history.unwrap().iter().collect();
            assert_eq!(history, told, "{kind} {row}");
            shown += usize::from(!told.is_empty());
        }
    }
    assert!(shown > 20, "{shown}");
}
