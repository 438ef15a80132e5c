//! The screens in the README are those of the program.
//!
//! Each stands there behind a remark that names it; `ACCESSDESK_README=write` puts in what the
//! program shows now.

use std::path::Path;

use accessdesk::script::Sample;

use crate::golden_woodgrove::visit;
use crate::support::desk::Desk;

/// A screen: the name in the remark, who looks at it, and the keys that lead there.
const SCREENS: &[(&str, &str, &str)] = &[
    ("home", "administrator", "g h"),
    (
        "a request that could not be delivered whole",
        "administrator",
        "g r / =nina enter enter",
    ),
    ("what somebody may request", "kim.ray", "g m"),
];

#[test]
fn the_readme_shows_the_screens_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let before = std::fs::read_to_string(&path).unwrap();
    let mut now = before.clone();
    let mut desk = Desk::on(Sample::Woodgrove, "");
    for (name, person, keys) in SCREENS {
        desk = visit(desk, person, keys);
        let begins = format!("<!-- screen: {name} -->\n```text\n");
        let from = now.find(&begins).unwrap_or_else(|| panic!("no {begins}")) + begins.len();
        let until = from + now[from..].find("```").unwrap();
        now.replace_range(from..until, &format!("{}\n", desk.screen()));
    }
    if std::env::var_os("ACCESSDESK_README").is_some() {
        std::fs::write(&path, &now).unwrap();
        return;
    }
    assert!(
        before == now,
        "run this test with ACCESSDESK_README=write and read what changed in README.md"
    );
}
