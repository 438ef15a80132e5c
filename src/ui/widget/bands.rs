//! Draws the lines above and below the body: title, path, notice and keys.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::NOTICE_LINES;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Cut, Hint, NoticeView, Phrase, TitleBand, View};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Draws where the data comes from, who acts, and when.
pub fn title(canvas: &mut Canvas<'_>, area: Rect, title: &TitleBand) {
    let unseen = match title.unseen {
        0 => String::new(),
        count => format!("  !{count}"),
    };
    let right = Safe::from(format!("{}{unseen}", title.clock));
    let start = right_aligned(canvas, area, &right, Tone::Text);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    // Who acts is never cut; where the data comes from is, when there is too little room for both.
    let taken = cells(title.persona.as_str());
    let place = Rect {
        width: left.width.saturating_sub(taken.saturating_add(2)),
        ..area
    };
    let used = canvas.text(place, (1, 0), &title.place, Tone::Heading);
    let last = left.width.saturating_sub(taken);
    let middle = (area.width.saturating_sub(taken) / 2)
        .max(used.saturating_add(3))
        .min(last);
    canvas.text(left, (middle, 0), &title.persona, title.tone);
}

/// Draws the path of screens, shortened from the left, with the counts at the right.
pub fn crumbs(canvas: &mut Canvas<'_>, area: Rect, crumbs: &[Safe], status: &Safe) {
    let start = right_aligned(canvas, area, status, Tone::Muted);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    let Some((here, parents)) = crumbs.split_last() else {
        return;
    };
    let mut path = String::new();
    for crumb in parents {
        path.push_str(crumb.as_str());
        path.push_str(" > ");
    }
    let room =
        usize::from(left.width.saturating_sub(1)).saturating_sub(width::width(here.as_str()));
    let path = Safe::from(width::cut_start(&path, room));
    let used = canvas.cut_text(left, (1, 0), &path, Tone::Muted, Cut::Start);
    canvas.text(left, (used.saturating_add(1), 0), here, Tone::Heading);
}

/// Draws text at the right end of a line and returns the column in which it starts.
fn right_aligned(canvas: &mut Canvas<'_>, area: Rect, text: &Safe, tone: Tone) -> u16 {
    let start = area
        .width
        .saturating_sub(cells(text.as_str()))
        .saturating_sub(1);
    canvas.text(area, (start, 0), text, tone);
    start
}

/// Draws what just happened, with the key that helps next.
pub fn notice(canvas: &mut Canvas<'_>, area: Rect, notice: &NoticeView) {
    right_aligned(canvas, area, &hint_of(notice), Tone::Key);
    let lines = wrapped(notice, area.width);
    for (text, line) in lines.into_iter().zip(0..area.height) {
        canvas.text(area, (1, line), &Safe::from(text), notice.words.tone);
    }
}

/// Returns how many lines a notice takes on a screen of a width.
pub fn notice_lines(notice: Option<&NoticeView>, width: u16) -> u16 {
    let lines = notice.map_or(0, |notice| wrapped(notice, width).len());
    u16::try_from(lines).unwrap_or(u16::MAX)
}

fn hint_of(notice: &NoticeView) -> Safe {
    let hint = notice.hint.as_ref();
    hint.map(|hint| format!("{} {}", hint.key, hint.label))
        .unwrap_or_default()
        .into()
}

/// Breaks the words of a notice into lines beside its key.
fn wrapped(notice: &NoticeView, width: u16) -> Vec<String> {
    let room = usize::from(width.saturating_sub(cells(hint_of(notice).as_str()) + 3));
    let most = usize::from(NOTICE_LINES);
    let text = notice.words.text.as_str();
    let mut lines = width::wrap(text, room);
    if lines.len() <= most {
        return lines;
    }
    if let Some(lines) = with_its_end(text, room, most) {
        return lines;
    }
    let rest = lines.split_off(most - 1).join(" ");
    lines.push(width::cut_end(&rest, room));
    lines
}

/// Breaks a text into so many lines, of which the last sentences are kept: they say the way out. What
/// is said before them is cut and marked. Nothing where no sentence leaves room for that.
fn with_its_end(text: &str, room: usize, most: usize) -> Option<Vec<String>> {
    // A code in brackets belongs to the sentence before it.
    let starts = text.match_indices(". ").map(|(at, end)| at + end.len());
    let mut parts = starts.filter_map(|start| text.split_at_checked(start));
    let (told, kept) = parts.find(|(_, kept)| {
        let kept = kept.trim_start();
        !kept.starts_with('[') && width::wrap(kept, room).len() < most
    })?;
    let words: Vec<&str> = width::words(told).collect();
    (1..words.len()).rev().find_map(|count| {
        let start = words.get(..count)?.concat();
        let start = start.trim_end_matches([' ', ',', ';', ':', '.']);
        let lines = width::wrap(&format!("{start}{} {kept}", width::ELLIPSIS), room);
        (lines.len() <= most).then_some(lines)
    })
}

/// Draws the next useful keys; whole hints are dropped from the right when room ends, and the
/// fixed ones at the end go last. Greyed keys stand in brackets; what is left over tells why they are
/// grey where a reason fits whole, and after that which keys lead elsewhere.
pub fn footer(canvas: &mut Canvas<'_>, area: Rect, view: &View) {
    let fixed = fitting(&view.fixed, area.width.saturating_sub(1));
    let fixed_cells = total(&fixed);
    // What counts everywhere stands two cells off the rest, as hints do from each other.
    let room = area.width.saturating_sub(fixed_cells).saturating_sub(3);
    let own = most_useful(&view.footer, room);
    let mut shown: Vec<Vec<Phrase>> = own.iter().map(|hint| phrases(hint)).collect();
    let mut left = room.saturating_sub(total(&shown));
    for (hint, phrases) in own.iter().zip(&mut shown) {
        let Some(reason) = &hint.reason else {
            continue;
        };
        // A reason in brackets stands in the place of the brackets around the key.
        let room = left.saturating_sub(1);
        if let Some(reason) = shortened(reason.as_str(), usize::from(room)) {
            left = room.saturating_sub(cells(&reason));
            let grey = |text: String| Phrase::new(Tone::Disabled, text);
            *phrases = vec![
                grey(hint.key.to_string()),
                grey(hint.label.to_string()),
                grey(format!("({reason})")),
            ];
        }
    }
    shown.extend(fitting(&view.elsewhere, left));
    draw_hints(canvas, area, 1, &shown);
    draw_hints(canvas, area, area.width.saturating_sub(fixed_cells), &fixed);
}

fn draw_hints(canvas: &mut Canvas<'_>, area: Rect, start: u16, hints: &[Vec<Phrase>]) {
    let mut column = start;
    for phrases in hints {
        let start = column;
        column = canvas.phrases(area, (column, 0), phrases);
        if let Some(key) = phrases.first().filter(|key| key.tone == Tone::Key) {
            let target = Target::Key(key.text.to_string());
            canvas.clickable(area, (start, 0), column.saturating_sub(start), target);
        }
        column = column.saturating_add(1);
    }
}

/// Returns the hints that fit without their reasons; what does nothing here goes first, then the last,
/// and a shorter one that does something takes the room that is left.
fn most_useful(hints: &[Hint], room: u16) -> Vec<&Hint> {
    let mut kept: Vec<&Hint> = hints.iter().collect();
    let cells = |kept: &[&Hint]| kept.iter().map(|hint| length(&phrases(hint))).sum::<u16>();
    while cells(&kept).saturating_sub(2) > room {
        let greyed = kept.iter().rposition(|hint| hint.reason.is_some());
        let last = kept.len().saturating_sub(1);
        kept.remove(greyed.unwrap_or(last));
    }
    let dropped = hints.iter().filter(|hint| hint.reason.is_none());
    for hint in dropped.skip(kept.len()) {
        kept.push(hint);
        if cells(&kept).saturating_sub(2) > room {
            kept.pop();
        }
    }
    kept
}

/// Returns as much of a reason as fits: all of it, its first clause, or its first words where they are
/// most of it.
fn shortened(reason: &str, room: usize) -> Option<String> {
    let clause = reason.split([';', ':']).next().unwrap_or(reason);
    let whole = [reason, clause].into_iter();
    if let Some(fits) = whole.into_iter().find(|text| width::width(text) <= room) {
        return Some(fits.to_owned());
    }
    let head = width::head(reason, room.saturating_sub(1));
    let (words, _) = head.rsplit_once(' ')?;
    let words = words.trim_end_matches([',', ';', ':', ' ']);
    let enough = width::width(words) * 3 >= width::width(reason) * 2;
    enough.then(|| format!("{words}\u{2026}"))
}

/// Returns the hints that fit without their reasons.
fn fitting(hints: &[Hint], room: u16) -> Vec<Vec<Phrase>> {
    let mut used = 0_u16;
    hints
        .iter()
        .map(phrases)
        .take_while(|phrases| {
            used = used.saturating_add(length(phrases));
            used.saturating_sub(2) <= room
        })
        .collect()
}

fn phrases(hint: &Hint) -> Vec<Phrase> {
    match hint.reason {
        None => vec![
            Phrase::new(Tone::Key, hint.key.clone()),
            Phrase::new(Tone::Text, hint.label.clone()),
        ],
        Some(_) => vec![
            Phrase::new(Tone::Disabled, format!("({}", hint.key)),
            Phrase::new(Tone::Disabled, format!("{})", hint.label)),
        ],
    }
}

/// Returns the cells of a hint with the gap behind it.
fn length(phrases: &[Phrase]) -> u16 {
    phrases
        .iter()
        .map(|phrase| cells(phrase.text.as_str()).saturating_add(1))
        .sum::<u16>()
        .saturating_add(1)
}

fn total(hints: &[Vec<Phrase>]) -> u16 {
    hints.iter().map(|hint| length(hint)).sum()
}

fn cells(text: &str) -> u16 {
    u16::try_from(width::width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Theme;
    use ratatui::buffer::Buffer;

    fn drawn(width: u16, draw: impl FnOnce(&mut Canvas<'_>, Rect)) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        draw(&mut Canvas::new(&mut buffer, Theme::default()), area);
        let line: String = (0..width).map(|x| buffer[(x, 0)].symbol()).collect();
        line.trim_end().to_owned()
    }

    #[test]
    fn who_acts_is_said_in_full_where_the_place_has_to_be_cut() {
        let title = TitleBand {
            place: "Woodgrove Bank".into(),
            persona: "Administrator [IGA, UA]".into(),
            tone: Tone::Info,
            clock: "2026-03-01 09:00 UTC".into(),
            unseen: 1,
        };
        assert_eq!(
            drawn(60, |canvas, area| super::title(canvas, area, &title)),
            " Woodgro…  Administrator [IGA, UA] 2026-03-01 09:00 UTC  !1"
        );
    }

    #[test]
    fn a_reason_that_nearly_fits_is_shortened_by_whole_words() {
        let reason = "needs an owner of the catalog; ask one";
        let cases = [
            (38, Some("needs an owner of the catalog; ask one")),
            (37, Some("needs an owner of the catalog")),
            (28, None),
        ];
        for (room, expected) in cases {
            assert_eq!(shortened(reason, room).as_deref(), expected, "{room}");
        }
        let reason = "the policy does not let people extend";
        let cases = [
            (36, Some("the policy does not let people\u{2026}")),
            (30, None),
        ];
        for (room, expected) in cases {
            assert_eq!(shortened(reason, room).as_deref(), expected, "{room}");
        }
    }
}
