//! Screens as they were approved: pictures of text, one file for each.
//!
//! `INSTA_UPDATE=always` writes the files anew; the difference is read like code.

use super::desk::Desk;

/// A screen: the name of its file, who looks at it, and the keys that lead there.
pub(crate) type Stop = (&'static str, &'static str, &'static str);

/// Compares a text with the file of a name in a folder below this directory.
#[track_caller]
pub(crate) fn assert_golden(folder: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => format!("../{folder}"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Returns a screen at several sizes, with the keys that led there.
pub(crate) fn seen(desk: &mut Desk, keys: &str, sizes: &[(u16, u16)]) -> String {
    let screens = sizes.iter().map(|(width, height)| {
        desk.resize(*width, *height);
        desk.screen()
    });
    let screens: Vec<String> = screens.collect();
    format!("keys: {keys}\n\n{}\n", screens.join("\n\n"))
}
