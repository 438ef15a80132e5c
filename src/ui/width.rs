//! The one measure of text on the screen: cells, counted by grapheme cluster.
//!
//! Everything that aligns, cuts or wraps goes through here, so that no two parts of a screen can
//! disagree about where a wide or combining character ends.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign at the place where text was cut.
pub const ELLIPSIS: &str = "…";

/// Tells whether each byte of a text takes one cell, as nearly all text does.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Returns the cells that a text takes.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Returns the longest start of a text that fits into `cells`.
pub fn head(text: &str, cells: usize) -> &str {
    if is_plain(text) {
        return text.get(..cells).unwrap_or(text);
    }
    let mut used = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, cluster)| {
            used += cluster.width();
            used > cells
        })
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Returns the longest end of a text that fits into `cells`.
pub fn tail(text: &str, cells: usize) -> &str {
    if is_plain(text) {
        return text.get(text.len().saturating_sub(cells)..).unwrap_or(text);
    }
    let mut used = 0;
    let start = text
        .grapheme_indices(true)
        .rev()
        .take_while(|(_, cluster)| {
            used += cluster.width();
            used <= cells
        })
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Cuts a text at its end, marked with `…`, when it takes more than `cells`.
pub fn cut_end(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        text.to_owned()
    } else if cells == 0 {
        String::new()
    } else {
        format!("{}{ELLIPSIS}", head(text, cells - 1))
    }
}

/// Cuts a text in its middle, where ids and addresses differ least.
pub fn cut_middle(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let Some(room) = cells.checked_sub(1) else {
        return String::new();
    };
    let left = head(text, room.div_ceil(2));
    format!("{left}{ELLIPSIS}{}", tail(text, room - width(left)))
}

/// Cuts a text at its start, so that the end of a path stays readable.
pub fn cut_start(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        text.to_owned()
    } else if cells == 0 {
        String::new()
    } else {
        format!("{ELLIPSIS}{}", tail(text, cells - 1))
    }
}

/// Breaks a text into lines of at most `cells`, between words where it can.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            if width(&line) + width(word.trim_end()) <= cells {
                line.push_str(word);
                continue;
            }
            if !line.trim_end().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = break_word(word.trim_start(), cells, &mut lines);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Puts all but the last piece of an overlong word into `lines` and returns that last piece.
fn break_word(word: &str, cells: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > cells {
        let piece = head(rest, cells);
        if piece.is_empty() {
            break;
        }
        lines.push(piece.to_owned());
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_combining_characters_are_never_split() {
        assert_eq!(width("日本"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(cut_end("日本語", 4), "日…");
        assert_eq!(cut_end("日本語", 5), "日本…");
        assert_eq!(cut_end("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn names_are_cut_at_the_end_and_addresses_in_the_middle() {
        assert_eq!(cut_end("Entitlement", 6), "Entit…");
        assert_eq!(cut_middle("ana@contoso.com", 9), "ana@….com");
        assert_eq!(cut_start("Catalogs > General", 8), "…General");
        for cut in [cut_end, cut_middle, cut_start] {
            assert_eq!(cut("abc", 0), "");
            assert_eq!(cut("abc", 1), ELLIPSIS);
            assert_eq!(cut("abc", 3), "abc");
        }
    }

    #[test]
    fn lines_break_between_words_and_inside_overlong_ones() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("日本語", 1), ["日", "本", "語"]);
    }
}
