//! What on a drawn screen says that it gets the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// Returns the boxes that are drawn as the one that gets the keys.
pub(crate) fn focused(buffer: &Buffer) -> Vec<Rect> {
    let area = buffer.area;
    let cells = area.positions().filter(|at| buffer[*at].symbol() == "┏");
    cells.map(|corner| framed(buffer, corner)).collect()
}

/// Returns the box that begins at a corner.
fn framed(buffer: &Buffer, corner: Position) -> Rect {
    let Position { x, y } = corner;
    let mut columns = x..buffer.area.right();
    let mut lines = y..buffer.area.bottom();
    let right = columns.find(|x| buffer[(*x, y)].symbol() == "┓").unwrap();
    let bottom = lines.find(|y| buffer[(x, *y)].symbol() == "┗").unwrap();
    Rect::new(x, y, right - x + 1, bottom - y + 1)
}

/// Asserts that exactly one box gets the keys, that its title says so, and that no row stands out in
/// another.
#[track_caller]
pub(crate) fn assert_one_focus(buffer: &Buffer, place: &str) {
    let boxes = focused(buffer);
    let [focus] = boxes[..] else {
        panic!("{place}: {} boxes get the keys", boxes.len());
    };
    assert_eq!(buffer[(focus.x + 1, focus.y)].symbol(), "*", "{place}");
    let area = buffer.area;
    let stands_out = |at: &Position| buffer[*at].modifier.contains(Modifier::REVERSED);
    let elsewhere = area
        .positions()
        .find(|at| stands_out(at) && !focus.contains(*at));
    assert_eq!(elsewhere, None, "{place}");
}
