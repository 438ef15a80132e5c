//! The source files of the crate, as the architecture tests look at them.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file.
pub(crate) struct Source {
    /// Where the file lies, seen from the root of the crate.
    path: PathBuf,
    /// The path of its module: `["domain", "policy"]`.
    pub(crate) module: Vec<String>,
    /// What the product runs: without comments and without unit tests.
    pub(crate) code: String,
    /// How long the file is, all included.
    pub(crate) lines: usize,
}

impl Source {
    /// Makes a source from a path below `folder` and the text of the file.
    pub(crate) fn new(folder: &str, path: &Path, text: &str) -> Self {
        let module: Vec<String> = path
            .strip_prefix(folder)
            .unwrap_or(path)
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        Self {
            path: path.to_owned(),
            code: match module.last() {
                Some(name) if name == "tests" => String::new(),
                _ => production_code(text),
            },
            module,
            lines: text.lines().count(),
        }
    }

    /// Returns the first part of the module path.
    pub(crate) fn layer(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Returns the path for messages.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Reads all sources below a folder of the crate; a folder that is not there has none.
pub(crate) fn sources_under(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut sources = Vec::new();
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let below_root = path.strip_prefix(root).unwrap();
                sources.push(Source::new(folder, below_root, &text));
            }
        }
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    sources
}

/// Cuts off comments, which may name what the code must not use, and the unit tests at the end.
fn production_code(text: &str) -> String {
    let tested = text
        .split_once("\n#[cfg(test)]\nmod ")
        .map_or(text, |(code, _)| code);
    tested
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn sources_of_the_crate_are_found() {
    assert!(
        sources_under("src")
            .iter()
            .any(|source| source.module == ["domain", "time"])
    );
}

#[test]
fn comments_and_unit_tests_are_not_product_code() {
    let text = "//! Not std::fs.\nfn f() {} // nor std::env\n#[cfg(test)]\nmod tests {}\n";
    assert_eq!(production_code(text).trim(), "fn f() {}");
}
