//! The one measure of text on the screen: cells, counted by grapheme cluster.
//!
//! Everything that aligns, cuts or wraps goes through here, so that no two parts of a screen can
//! disagree about where a wide or combining character ends.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign at the place where text was cut.
pub const ELLIPSIS: &str = "…";
/// The sign at that place where the terminal knows no more than plain characters.
pub const PLAIN_ELLIPSIS: &str = "~";

/// Tells whether each byte of a text takes one cell, as nearly all text does.
fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// Returns the cells that a text takes.
pub fn width(text: &str) -> usize {
    if is_plain(text.as_bytes()) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Returns the longest start of a text that fits into `cells`.
pub fn head(text: &str, cells: usize) -> &str {
    // One byte more tells whether a mark joins the last character; what is behind it does not
    // matter, however long a text was pasted.
    let bytes = text.as_bytes();
    if is_plain(bytes.get(..=cells).unwrap_or(bytes)) {
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
    // One byte more tells whether the first character joins the one before it.
    let bytes = text.as_bytes();
    let start = bytes.len().saturating_sub(cells);
    if is_plain(bytes.get(start.saturating_sub(1)..).unwrap_or(bytes)) {
        return text.get(start..).unwrap_or(text);
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

/// Tells whether a text takes no more than `cells`, without measuring what is beyond them.
fn fits(text: &str, cells: usize) -> bool {
    head(text, cells).len() == text.len()
}

/// Cuts a text at its end, marked with `…`, when it takes more than `cells`.
pub fn cut_end(text: &str, cells: usize) -> String {
    if fits(text, cells) {
        text.to_owned()
    } else if cells == 0 {
        String::new()
    } else {
        format!("{}{ELLIPSIS}", head(text, cells - 1))
    }
}

/// Stands in the sign-in name of a guest between the address of the person and the domain of the
/// directory, which all guests share.
const GUEST: &str = "#EXT#";

/// Returns which part of an address tells it apart: what stands before the domain of a mail address,
/// the person and where that one comes from of a guest, and the path of a link.
fn telling(text: &str) -> Option<Telling<'_>> {
    if let Some((_, behind)) = text.split_once("://") {
        let path = behind.find('/').and_then(|at| behind.get(at..));
        return path.map(Telling::End);
    }
    if let Some((home, _)) = text.split_once(GUEST) {
        let behind = home.rfind('_').map_or(0, |at| at + 1);
        let domain = home.get(behind..)?;
        let organization = domain.find('.').unwrap_or(domain.len());
        return Some(Telling::Guest {
            home,
            person: home.get(..behind + organization)?,
        });
    }
    let domain = text.rfind('@')?;
    text.get(..=domain).map(Telling::Start)
}

/// The part of an address that tells it apart.
enum Telling<'a> {
    /// It begins with it.
    Start(&'a str),
    /// It ends with it.
    End(&'a str),
    /// It begins with the address that a guest has at home, and that with what tells who it is and
    /// of which organization.
    Guest { home: &'a str, person: &'a str },
}

/// The fewest cells in which the start of a link tells more than that it is one.
const LEAST_HOST: usize = 12;

/// The fewest cells in which the end of a domain tells anything.
const LEAST_DOMAIN: usize = 4;

/// Returns the cells in which an id or address still tells what it is of.
pub fn address_width(text: &str) -> usize {
    let part = telling(text).map(|telling| match telling {
        Telling::Start(part) | Telling::End(part) | Telling::Guest { person: part, .. } => {
            width(part) + 1
        }
    });
    let whole = width(text);
    part.map_or(whole, |part| part.min(whole))
}

/// Cuts an id or an address in its middle, where ids differ least; the part that tells an address
/// apart stays while anything else of it is left.
pub fn cut_middle(text: &str, cells: usize) -> String {
    if fits(text, cells) {
        return text.to_owned();
    }
    let Some(room) = cells.checked_sub(1) else {
        return String::new();
    };
    match telling(text) {
        Some(Telling::Start(part)) => {
            // Domains differ where they begin, so that their end is worth no more than what is left.
            let domain = text.get(part.len()..).unwrap_or_default();
            let organization = domain.find('.').unwrap_or(domain.len());
            let telling = text.get(..part.len() + organization).unwrap_or(text);
            let end = room.saturating_sub(width(telling));
            let (left, right) = if end < LEAST_DOMAIN {
                (head(text, room), "")
            } else {
                (telling, tail(text, end))
            };
            return format!("{left}{ELLIPSIS}{right}");
        }
        Some(Telling::End(part)) => {
            let right = tail(part, room);
            let left = room - width(right);
            let left = if left < LEAST_HOST {
                ""
            } else {
                head(text, left)
            };
            return format!("{left}{ELLIPSIS}{right}");
        }
        Some(Telling::Guest { home, person }) => {
            let fitting = [home, person].into_iter().find(|part| fits(part, room));
            let left = fitting.unwrap_or_else(|| head(person, room));
            return format!("{left}{ELLIPSIS}");
        }
        None => {}
    }
    let left = head(text, room.div_ceil(2));
    format!("{left}{ELLIPSIS}{}", tail(text, room - width(left)))
}

/// Cuts a text at its start, so that the end of a path stays readable.
pub fn cut_start(text: &str, cells: usize) -> String {
    if fits(text, cells) {
        text.to_owned()
    } else if cells == 0 {
        String::new()
    } else {
        format!("{ELLIPSIS}{}", tail(text, cells - 1))
    }
}

/// Parts a text into words with the spaces behind them.
///
/// A sign stays with the word that it stands for, and a key with the one pressed after it: what is
/// one cell wide, or says that all is well, is never the last on its line. So does how many there are
/// behind "of".
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = 0;
        let mut before_total = false;
        loop {
            let word = rest.get(end..)?.split_inclusive(' ').next();
            let Some(word) = word else { break };
            let is_total = before_total;
            end += word.len();
            let short = word.trim_end();
            let behind = rest.get(end..).unwrap_or_default();
            before_total = short == "of" && behind.starts_with(|sign: char| sign.is_ascii_digit());
            let is_short = width(short) == 1 || short == "ok";
            if is_total || !(before_total || is_short) {
                break;
            }
        }
        let (word, behind) = rest.split_at_checked(end)?;
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// Breaks a text into lines of at most `cells`, between words where it can.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let bound = words(paragraph).flat_map(|word| {
            // What has no room on a line of its own comes apart as other words do.
            let parts = if width(word.trim_end()) <= cells {
                word.len()
            } else {
                0
            };
            let (whole, apart) = word.split_at(parts);
            std::iter::once(whole)
                .filter(|whole| !whole.is_empty())
                .chain(apart.split_inclusive(' '))
        });
        for word in bound {
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
    loop {
        let piece = head(rest, cells);
        if piece.is_empty() || piece.len() == rest.len() {
            break;
        }
        let piece = joint(rest, piece);
        lines.push(piece.to_owned());
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    rest.to_owned()
}

/// The signs behind which ids, addresses and links come apart.
const JOINTS: [char; 6] = ['/', '-', '_', '.', '#', ':'];

/// Returns as much of the first piece of an overlong word as ends where the word comes apart, behind
/// such a sign or before an `@`; all of it where it has no such place.
fn joint<'a>(word: &str, piece: &'a str) -> &'a str {
    let rest = word.get(piece.len()..).unwrap_or_default();
    if rest.starts_with('@') {
        return piece;
    }
    let behind = piece.rfind(JOINTS).map(|at| at + 1);
    let start = behind.max(piece.rfind('@')).unwrap_or(0);
    let start = piece.get(..start).filter(|start| !start.is_empty());
    start.unwrap_or(piece)
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
    fn marks_at_the_border_stay_with_their_character() {
        assert_eq!(head("abe\u{301}c", 3), "abe\u{301}");
        assert_eq!(head("abc日", 3), "abc");
        assert_eq!(tail("ce\u{301}ab", 3), "e\u{301}ab");
        assert_eq!(tail("e\u{301}ab", 2), "ab");
        assert_eq!(tail("日ab", 2), "ab");
        let long = "e\u{301}".repeat(9) + &"x".repeat(9);
        assert_eq!(tail(&long, 9), "x".repeat(9));
        assert_eq!(head(&long, 9), "e\u{301}".repeat(9));
    }

    #[test]
    fn names_are_cut_at_the_end_and_addresses_in_the_middle() {
        assert_eq!(cut_end("Entitlement", 6), "Entit…");
        assert_eq!(cut_middle("ana@contoso.com", 9), "ana@cont…");
        assert_eq!(cut_middle("0e9a5973-f4b1", 9), "0e9a…f4b1");
        assert_eq!(cut_start("Catalogs > General", 8), "…General");
        for cut in [cut_end, cut_middle, cut_start] {
            assert_eq!(cut("abc", 0), "");
            assert_eq!(cut("abc", 1), ELLIPSIS);
            assert_eq!(cut("abc", 3), "abc");
        }
    }

    #[test]
    fn addresses_keep_what_stands_before_the_domain_and_links_what_stands_behind_it() {
        let (address, link) = ("kim.ray@woodgrove.com", "https://woodgrove.com/sites/sales");
        assert_eq!(cut_middle(address, 14), "kim.ray@woodg…");
        assert_eq!(cut_middle(address, 9), "kim.ray@…");
        assert_eq!(cut_middle(address, 6), "kim.r…");
        assert_eq!(cut_middle(link, 26), "https://woodg…/sites/sales");
        assert_eq!(cut_middle(link, 20), "…/sites/sales");
        assert_eq!(cut_middle(link, 6), "…sales");
        assert_eq!([address, link, "0e9a5973"].map(address_width), [9, 13, 8]);
    }

    #[test]
    fn addresses_keep_the_start_of_their_domain_rather_than_the_end_that_many_share() {
        let addresses = ["kim", "kim"].into_iter().zip(["woodgrovebank", "contoso"]);
        let cut = addresses.map(|(who, at)| cut_middle(&format!("{who}@{at}.onmicrosoft.com"), 22));
        let cut: Vec<String> = cut.collect();
        assert_eq!(cut, ["kim@woodgrovebank….com", "kim@contoso…rosoft.com"]);
        let long = "kim.ray@woodgrovebank.onmicrosoft.com";
        assert_eq!(cut_middle(long, 24), "kim.ray@woodgrovebank.o…");
        assert_eq!(cut_middle(long, 12), "kim.ray@woo…");
    }

    #[test]
    fn guests_keep_who_they_are_and_of_which_organization_not_the_domain_they_share() {
        let guest = "kim_ray_contoso.example#EXT#@woodgrovebank.onmicrosoft.com";
        assert_eq!(cut_middle(guest, 30), "kim_ray_contoso.example…");
        assert_eq!(cut_middle(guest, 24), "kim_ray_contoso.example…");
        assert_eq!(cut_middle(guest, 23), "kim_ray_contoso…");
        assert_eq!(cut_middle(guest, 10), "kim_ray_c…");
        assert_eq!(cut_middle("gus#EXT#@woodgrove.example", 9), "gus…");
        assert_eq!(address_width(guest), 16);
    }

    #[test]
    fn lines_break_between_words_and_inside_overlong_ones() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("日本語", 1), ["日", "本", "語"]);
    }

    #[test]
    fn keys_and_signs_stay_with_what_follows_them() {
        assert_eq!(wrap("groups: g u", 10), ["groups:", "g u"]);
        assert_eq!(wrap("State ok Delivered", 12), ["State", "ok Delivered"]);
        assert_eq!(wrap("ok Delivered", 9), ["ok", "Delivered"]);
        assert_eq!(wrap("a b c", 3), ["a b", "c"]);
        assert_eq!(
            wrap("stage 3 of 3 is next", 12),
            ["stage 3 of 3", "is next"]
        );
    }

    #[test]
    fn ids_addresses_and_links_come_apart_at_their_joints() {
        assert_eq!(
            wrap("0e9a5973-f4b1-449a-8e51-3fd9089dbe4b", 24),
            ["0e9a5973-f4b1-449a-8e51-", "3fd9089dbe4b"]
        );
        assert_eq!(
            wrap("azure-noreply@microsoft.com", 23),
            ["azure-noreply", "@microsoft.com"]
        );
        assert_eq!(
            wrap("kim.ray@woodgrovebank.onmicrosoft.com", 36),
            ["kim.ray@woodgrovebank.onmicrosoft.", "com"]
        );
        assert_eq!(
            wrap("https://myaccess.microsoft.com/@a/x", 34),
            ["https://myaccess.microsoft.com/@a/", "x"]
        );
        assert_eq!(
            wrap("approver@woodgrovebank.onmicrosoft.com", 22),
            ["approver", "@woodgrovebank.", "onmicrosoft.com"]
        );
    }
}
