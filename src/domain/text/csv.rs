//! Lines of cells that spreadsheets read.
//!
//! A cell that a spreadsheet would take for a formula is defused, whatever it holds.

use crate::domain::text::Safe;

/// Writes cells on one line, each quoted; line breaks inside a cell stay.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// Quotes a cell; one that begins like a formula gets an apostrophe before it.
///
/// What begins like one is judged before anything hidden is marked, as a spreadsheet may skip what
/// cannot be seen.
fn cell(text: &str) -> String {
    const FORMULA: [char; 10] = [
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ];
    let defused = if text.starts_with(FORMULA) { "'" } else { "" };
    let shown = Safe::lines(text);
    format!("\"{defused}{}\"", shown.as_str().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula_and_quotes_are_doubled() {
        assert_eq!(cell("Sales \"tools\", all"), "\"Sales \"\"tools\"\", all\"");
        for formula in ["=1+1", "+1", "-1", "@x", "\t=1", "\u{FF1D}1"] {
            assert!(cell(formula).starts_with("\"'"), "{formula}");
        }
    }

    #[test]
    fn what_is_hidden_in_a_cell_is_marked() {
        assert_eq!(cell("a\u{202E}b\nc"), "\"a⟦U+202E⟧b\nc\"");
    }
}
