//! Which modules of the crate a source names, by `use` or by path.

use std::collections::BTreeSet;

use super::sources::Source;

/// Returns the paths that a source names inside the crate, without the leading `crate::`.
///
/// Groups are taken apart: `crate::{domain::id, store}` names `domain::id` and `store`.
pub(crate) fn imports_of(source: &Source) -> BTreeSet<String> {
    let mut imports = BTreeSet::new();
    for (base, rest) in roots(source) {
        collect(&base, rest, &mut imports);
    }
    imports
}

/// Finds each `crate::`, `accessdesk::` and chain of `super::` with what follows it.
fn roots(source: &Source) -> Vec<(Vec<String>, &str)> {
    let mut roots = Vec::new();
    for root in ["crate::", "accessdesk::", "super::"] {
        for (at, _) in source.code.match_indices(root) {
            let before = &source.code[..at];
            let continues = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if continues || before.ends_with("::") {
                continue;
            }
            let mut rest = &source.code[at..];
            let mut base = if root == "super::" {
                source.module.clone()
            } else {
                rest = &rest[root.len()..];
                Vec::new()
            };
            while let Some(above) = rest.strip_prefix("super::") {
                base.pop();
                rest = above;
            }
            roots.push((base, rest));
        }
    }
    roots
}

/// Follows one path, into its groups, and returns what stands behind it.
fn collect<'code>(base: &[String], code: &'code str, imports: &mut BTreeSet<String>) -> &'code str {
    let mut path = base.to_vec();
    let mut rest = code.trim_start();
    loop {
        if let Some(mut group) = rest.strip_prefix('{') {
            loop {
                group = collect(&path, group, imports).trim_start();
                match group.strip_prefix(',') {
                    Some(next) => group = next,
                    None => return group.strip_prefix('}').unwrap_or(group),
                }
            }
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if !name.is_empty() && name != "self" {
            path.push(name.to_owned());
        }
        let Some(deeper) = behind.strip_prefix("::") else {
            imports.insert(path.join("::"));
            return skip_to_separator(behind);
        };
        rest = deeper;
    }
}

/// Skips ` as Name` and `*` up to what separates the members of a group.
fn skip_to_separator(code: &str) -> &str {
    code.find([',', '}', ';']).map_or("", |at| &code[at..])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[track_caller]
    fn case(path: &str, code: &str, expected: &[&str]) {
        let source = Source::new("src", Path::new(path), code);
        let imports = imports_of(&source);
        assert_eq!(imports.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn paths_are_followed_from_the_root_of_the_crate() {
        case("src/ui.rs", "use crate::store::Store;", &["store::Store"]);
        case(
            "src/ui.rs",
            "fn f() { crate::engine::run(); }",
            &["engine::run"],
        );
        case("src/main.rs", "use accessdesk::app;", &["app"]);
        case("src/ui.rs", "use std::fs; use other_crate::x;", &[]);
    }

    #[test]
    fn groups_are_taken_apart() {
        case(
            "src/ui.rs",
            "use crate::{domain::{self, id::{PolicyId as Id, UserId}, time::*}, store};",
            &[
                "domain",
                "domain::id::PolicyId",
                "domain::id::UserId",
                "domain::time",
                "store",
            ],
        );
    }

    #[test]
    fn relative_paths_count_from_their_module() {
        case("src/store/head.rs", "use super::lock;", &["store::lock"]);
        case(
            "src/domain/decide/request.rs",
            "use super::super::id;",
            &["domain::id"],
        );
        case("src/store.rs", "use super::engine;", &["engine"]);
    }
}
