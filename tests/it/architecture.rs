//! Guards the borders between the layers, so that they hold without anybody remembering them.
//!
//! The rules are the tables below; a new layer or a new module of the domain is one row.

mod imports;
mod sources;

use imports::imports_of;
use sources::{Source, sources_under};

/// A layer: which other layers it may import, and what it must not mention at all.
struct Layer {
    name: &'static str,
    may_import: &'static [&'static str],
    must_not_mention: &'static [&'static str],
}

const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        may_import: &[],
        must_not_mention: &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "std::time::SystemTime",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "new_v4",
            "serde_json",
            "ratatui",
            "crossterm",
            "rustix",
            "directories::",
            "notify::",
        ],
    },
    Layer {
        name: "store",
        may_import: &["domain"],
        must_not_mention: &["ratatui", "crossterm"],
    },
    Layer {
        name: "engine",
        may_import: &["domain", "store"],
        must_not_mention: &["std::fs", "ratatui", "crossterm"],
    },
    Layer {
        name: "ui",
        may_import: &["domain"],
        must_not_mention: &[
            "crossterm",
            "ratatui::backend",
            "ratatui::Terminal",
            "std::fs",
            "std::env",
            "Utc::now",
            "Local::now",
        ],
    },
    Layer {
        name: "term",
        may_import: &["ui"],
        must_not_mention: &["std::env", "Utc::now", "Local::now"],
    },
];

/// What joins the layers, and so may import all of them.
const JOINERS: &[&str] = &["app", "cli", "script", "lib", "main"];

/// Modules that one layer keeps from another although it may import the layer itself.
const CLOSED_MODULES: &[(&str, &[&str])] = &[("store", &["domain::decide", "domain::authority"])];

/// The modules of the domain from left to right; imports point left or stay within their row.
const DOMAIN_ORDER: &[&[&str]] = &[
    &[
        "id",
        "text",
        "time",
        "typed_date",
        "typed_moment",
        "typed_span",
        "rule",
        "shape",
        "walk",
    ],
    &[
        "subject",
        "subject_set",
        "attribute",
        "credential",
        "directory_role",
        "group",
        "guest",
        "judged",
        "organization",
        "settings",
        "sharing",
        "question",
        "approval",
        "delegation",
        "review",
        "custom_extension",
        "callout",
    ],
    &[
        "application",
        "site",
        "catalog",
        "entitlement_role",
        "resource",
        "resource_request",
        "holding",
        "rule_turns",
        "package",
        "policy",
        "request",
        "assignment",
        "former_name",
        "collection",
    ],
    &[
        "tenant",
        "resemblance",
        "target",
        "index",
        "membership",
        "identity",
        "offer",
        "portal",
        "refusal",
        "warning",
        "command",
        "event",
        "environment",
    ],
    &[
        "approvers",
        "authority",
        "eligibility",
        "inquiry",
        "on_behalf",
        "review_status",
        "reviewers",
        "separation",
    ],
    &[
        "audit",
        "impact",
        "invariant",
        "limits",
        "mail",
        "decide",
        "sweep",
        "foreseeing",
        "draft",
        "apply",
        "commit",
        "context",
        "history",
        "desk",
    ],
];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: &[&str] = &["utils", "helpers", "common", "misc"];

const LONGEST_FILE: usize = 400;

#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn is_within(module: &str, border: &str) -> bool {
    module
        .strip_prefix(border)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn position_in_domain(module: &str) -> Option<usize> {
    DOMAIN_ORDER.iter().position(|row| row.contains(&module))
}

/// Says what an import of one module of the domain by another one breaks, if anything.
fn against_domain_order(source: &Source, import: &str) -> Option<String> {
    let own = source.module.get(1)?;
    let other = import.strip_prefix("domain::")?.split("::").next()?;
    let name = source.name();
    let problem = match (position_in_domain(own), position_in_domain(other)) {
        (Some(here), Some(there)) if there <= here => return None,
        (Some(_), Some(_)) => format!("{name} imports {other}, which stands to its right"),
        (None, _) => format!("{name} has no place in DOMAIN_ORDER"),
        (Some(_), None) => format!("{name} imports {import}: name a module of DOMAIN_ORDER"),
    };
    Some(problem)
}

#[test]
fn every_source_belongs_to_a_known_layer() {
    let known = |layer: &str| {
        JOINERS.contains(&layer) || LAYERS.iter().any(|candidate| candidate.name == layer)
    };
    let strays: Vec<String> = sources_under("src")
        .iter()
        .filter(|source| !known(source.layer()))
        .map(|source| format!("{} is in no layer of the table", source.name()))
        .collect();
    assert_none(&strays);
}

#[test]
fn layers_import_only_what_their_row_allows() {
    let mut violations = Vec::new();
    for source in sources_under("src") {
        let Some(layer) = LAYERS.iter().find(|layer| layer.name == source.layer()) else {
            continue;
        };
        for import in imports_of(&source) {
            let target = import.split("::").next().unwrap_or_default();
            let is_layer = JOINERS.contains(&target) || LAYERS.iter().any(|l| l.name == target);
            if is_layer && target != layer.name && !layer.may_import.contains(&target) {
                violations.push(format!("{} imports {import}", source.name()));
            }
        }
    }
    assert_none(&violations);
}

#[test]
fn layers_mention_nothing_that_is_kept_from_them() {
    let mut violations = Vec::new();
    for source in sources_under("src") {
        for layer in LAYERS.iter().filter(|layer| layer.name == source.layer()) {
            for forbidden in layer.must_not_mention {
                if source.code.contains(forbidden) {
                    violations.push(format!("{} mentions {forbidden}", source.name()));
                }
            }
        }
    }
    assert_none(&violations);
}

#[test]
fn the_store_replays_facts_and_never_decides() {
    let mut violations = Vec::new();
    for source in sources_under("src") {
        for (_, closed) in CLOSED_MODULES
            .iter()
            .filter(|(layer, _)| *layer == source.layer())
        {
            for import in imports_of(&source) {
                if closed.iter().any(|border| is_within(&import, border)) {
                    violations.push(format!("{} imports {import}", source.name()));
                }
            }
        }
    }
    assert_none(&violations);
}

#[test]
fn imports_inside_the_domain_point_left() {
    let violations: Vec<String> = sources_under("src")
        .iter()
        .filter(|source| source.layer() == "domain")
        .flat_map(|source| {
            imports_of(source)
                .into_iter()
                .filter_map(|import| against_domain_order(source, &import))
        })
        .collect();
    assert_none(&violations);
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let violations: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(sources_under)
        .filter(|source| source.lines > LONGEST_FILE)
        .map(|source| format!("{} has {} lines", source.name(), source.lines))
        .collect();
    assert_none(&violations);
}

#[test]
fn every_file_is_named_after_what_it_holds() {
    let violations: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(sources_under)
        .filter(|source| {
            source
                .module
                .iter()
                .any(|name| EMPTY_NAMES.contains(&name.as_str()))
        })
        .map(|source| format!("{} has an empty name", source.name()))
        .collect();
    assert_none(&violations);
}
