//! Draws the faces of an object above its body.
//!
//! All of them are in view: in one line with their counts, else with that of the open one, else with
//! none, else in several lines.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Open, Tab};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Draws the faces; the open one stands in brackets.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, tabs: &[Tab]) {
    let lines = arranged(tabs, area.width);
    for (faces, line) in lines.into_iter().zip(0..area.height) {
        // The first cell is only taken where it is needed.
        let mut column = u16::from(taken(&faces) < usize::from(area.width));
        let last = faces.len().saturating_sub(1);
        for (place, face) in faces.into_iter().enumerate() {
            // The space behind the last face may have no cell left.
            let text = if place == last {
                face.text.as_str().trim_end().into()
            } else {
                face.text
            };
            let used = canvas.text(area, (column, line), &text, face.tone);
            canvas.clickable(area, (column, line), used, Target::Tab(face.number));
            column = column.saturating_add(used);
        }
    }
}

/// Returns how many lines the faces take on a screen of a width.
pub fn lines(tabs: &[Tab], width: u16) -> u16 {
    if tabs.is_empty() {
        return 0;
    }
    u16::try_from(arranged(tabs, width).len()).unwrap_or(u16::MAX)
}

/// A face as it is written.
struct Face {
    number: usize,
    text: Safe,
    tone: Tone,
}

impl Face {
    fn cells(&self) -> usize {
        width::width(self.text.as_str())
    }
}

/// Returns the cells of a line of faces, without the space behind the last one.
fn taken(faces: &[Face]) -> usize {
    let cells: usize = faces.iter().map(Face::cells).sum();
    let ends_open = faces
        .last()
        .is_some_and(|face| face.text.as_str().ends_with(']'));
    cells - usize::from(!faces.is_empty() && !ends_open)
}

fn arranged(tabs: &[Tab], width: u16) -> Vec<Vec<Face>> {
    let room = usize::from(width);
    let fits = |faces: &Vec<Face>| taken(faces) <= room;
    let counted = written(tabs, |tab| &tab.title);
    if fits(&counted) {
        return vec![counted];
    }
    let open_counted = written(tabs, |tab| match tab.open {
        Open::Yes => &tab.title,
        Open::No => &tab.name,
    });
    if fits(&open_counted) {
        return vec![open_counted];
    }
    let bare = written(tabs, |tab| &tab.name);
    if fits(&bare) {
        return vec![bare];
    }
    let mut lines: Vec<Vec<Face>> = vec![Vec::new()];
    let mut used = 0;
    for face in counted {
        if used + face.cells() > room && used > 0 {
            lines.push(Vec::new());
            used = 0;
        }
        used += face.cells();
        if let Some(line) = lines.last_mut() {
            line.push(face);
        }
    }
    lines
}

fn written(tabs: &[Tab], title: impl Fn(&Tab) -> &Safe) -> Vec<Face> {
    let numbered = tabs.iter().zip(1..);
    numbered
        .map(|(tab, number)| {
            let title = title(tab);
            let (text, tone) = match tab.open {
                Open::Yes => (format!("[{number} {title}]"), Tone::Heading),
                Open::No => (format!(" {number} {title} "), Tone::Muted),
            };
            Face {
                number,
                text: text.into(),
                tone,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Theme;
    use ratatui::buffer::Buffer;

    #[track_caller]
    fn case(width: u16, expected: &[&str]) {
        let tab = |title: &str, name: &str, open| Tab {
            title: title.into(),
            name: name.into(),
            open,
        };
        let tabs = [
            tab("Overview", "Overview", Open::No),
            tab("Policies 1", "Policies", Open::No),
            tab("Requests 2", "Requests", Open::Yes),
            tab("Assignments 3", "Assignments", Open::No),
        ];
        let height = lines(&tabs, width);
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&mut Canvas::new(&mut buffer, Theme::default()), area, &tabs);
        let drawn = (0..height).map(|y| {
            let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        });
        assert_eq!(drawn.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_face_is_in_view_however_narrow_the_screen_is() {
        case(
            60,
            &["  1 Overview  2 Policies 1 [3 Requests 2] 4 Assignments 3"],
        );
        case(
            55,
            &["  1 Overview  2 Policies [3 Requests 2] 4 Assignments"],
        );
        case(51, &["  1 Overview  2 Policies [3 Requests] 4 Assignments"]);
        case(
            32,
            &[
                "  1 Overview  2 Policies 1",
                " [3 Requests 2] 4 Assignments 3",
            ],
        );
    }
}
