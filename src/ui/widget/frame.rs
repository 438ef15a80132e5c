//! Draws whole screens: the five bands, the panes and what lies over them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::text::Safe;
use crate::ui::layout::{self, Extra, Sharing, Size, bands, panes};
use crate::ui::pointer::{Target, Targets};
use crate::ui::theme::{Theme, Tone};
use crate::ui::view::{Beyond, Content, Focus, Overlay, Pane, TableView, View};
use crate::ui::widget::canvas::{Canvas, Standing, Weight};
use crate::ui::widget::{bands as band, choice, detail, dialog, form, matrix, month, table, tabs};

/// What is said of a pane that goes on below and does not get the keys, without the key and with it.
const BY_TAB: (&str, &str) = (" more below ", " more below, Tab ");

/// A view together with how it should look.
#[derive(Debug, Clone, Copy)]
pub struct Screenful<'a> {
    /// What is shown.
    pub view: &'a View,
    /// How it looks.
    pub theme: Theme,
}

impl Screenful<'_> {
    /// Draws the screen and returns where the cursor belongs.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw_clickable(area, buffer).0
    }

    /// Draws the screen and returns where the cursor belongs and what can be clicked.
    pub fn draw_clickable(&self, area: Rect, buffer: &mut Buffer) -> (Option<Position>, Targets) {
        let area = area.intersection(buffer.area);
        let mut canvas = Canvas::new(buffer, self.theme);
        canvas.clear(area);
        let size = Size {
            width: area.width,
            height: area.height,
        };
        if size.is_enough() {
            draw_view(&mut canvas, area, size, self.view);
        } else {
            let Size { width, height } = Size::LEAST;
            let text = format!("needs {width}x{height}, has {}x{}", size.width, size.height);
            canvas.text(area, (0, 0), &Safe::from(text), Tone::Text);
        }
        (canvas.cursor, canvas.targets)
    }
}

impl Widget for &Screenful<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        self.draw(area, buffer);
    }
}

fn draw_view(canvas: &mut Canvas<'_>, area: Rect, size: Size, view: &View) {
    let extra = Extra {
        tabs: tabs::lines(&view.body.tabs, area.width),
        notice: band::notice_lines(view.notice.as_ref(), area.width),
    };
    let bands = bands(area, extra);
    band::title(canvas, bands.title, &view.title);
    band::crumbs(canvas, bands.crumbs, &view.crumbs, &view.status);
    tabs::draw(canvas, bands.tabs, &view.body.tabs);
    canvas.standing = match (standing(view.overlays.len()), view.is_filtering) {
        (Standing::Top, true) => Standing::Filtered,
        (standing, _) => standing,
    };
    draw_panes(canvas, bands.body, size, view);
    canvas.standing = Standing::Top;
    if let Some(notice) = &view.notice {
        band::notice(canvas, bands.notice, notice);
    }
    band::footer(canvas, bands.footer, view);
    for (overlay, over) in view.overlays.iter().zip((0..view.overlays.len()).rev()) {
        canvas.cursor = None;
        canvas.targets.note(area, Target::Cover);
        band::footer(canvas, bands.footer, view);
        canvas.standing = standing(over);
        draw_overlay(canvas, bands.body, overlay);
        canvas.standing = Standing::Top;
    }
}

/// Returns where something stands that so much lies over.
const fn standing(over: usize) -> Standing {
    if over == 0 {
        Standing::Top
    } else {
        Standing::Below
    }
}

fn draw_panes(canvas: &mut Canvas<'_>, body: Rect, size: Size, view: &View) {
    let focus = view.body.focus;
    let Some(beside) = &view.body.side else {
        draw_pane(canvas, body, &view.body.main, Weight::Thick);
        return;
    };
    let (list, more) = match (canvas.is_plain(), focus) {
        (false, _) => match &view.body.main.content {
            Content::Matrix(_) => layout::matrix::panes(size, body, focus),
            Content::Table(table) => {
                let sharing = Sharing::of(&table.heads, view.body.belongs);
                panes(size, body, focus, sharing)
            }
            // Lines about an object have no other pane beside them.
            Content::Detail(_) => (Some(body), None),
        },
        (true, Focus::List) => (Some(body), None),
        (true, Focus::Detail) => (None, Some(body)),
    };
    if let Some(area) = more {
        canvas.targets.note(area, Target::Detail);
        draw_pane(canvas, area, beside, weight(focus == Focus::Detail));
    }
    let beside_cursor = canvas.cursor;
    let standing = canvas.standing;
    if focus == Focus::Detail {
        canvas.standing = standing.beside();
    }
    if let Some(area) = list {
        draw_pane(canvas, area, &view.body.main, weight(focus == Focus::List));
    }
    canvas.standing = standing;
    if focus == Focus::Detail {
        canvas.cursor = beside_cursor;
    }
}

const fn weight(focused: bool) -> Weight {
    if focused { Weight::Thick } else { Weight::Thin }
}

fn draw_pane(canvas: &mut Canvas<'_>, area: Rect, pane: &Pane, weight: Weight) {
    let inner = canvas.pane(area, &pane.title, weight);
    match &pane.content {
        Content::Table(view) => {
            table::draw(canvas, inner, view);
            say_what_moves(canvas, area, view, weight);
        }
        Content::Matrix(view) => {
            let more = match (view.more_left, view.more_right) {
                (true, true) => Some((" more left and right ", " more, Left and Right ")),
                (true, false) => Some((" more left ", " more, Left ")),
                (false, true) => Some((" more right ", " more, Right ")),
                (false, false) => None,
            };
            if let Some(says) = more {
                canvas.on_edge_elsewhere(area, 0, says);
            }
            matrix::draw(canvas, inner, view);
        }
        Content::Detail(view) => {
            let more = detail::draw(canvas, inner, view);
            if more.above {
                canvas.on_edge(area, 0, " more above ");
            }
            if more.below {
                let last = area.height.saturating_sub(1);
                match weight {
                    Weight::Thick => canvas.on_edge(area, last, " more below, Down "),
                    Weight::Thin => canvas.on_edge_elsewhere(area, last, BY_TAB),
                }
            }
            canvas.place_cursor(inner, (0, 0));
        }
    }
}

/// Says on the edges of a list which keys move through it, and whether it goes on out of view.
fn say_what_moves(canvas: &mut Canvas<'_>, area: Rect, view: &TableView, weight: Weight) {
    let last = area.height.saturating_sub(1);
    let Beyond { above, below } = view.beyond;
    match weight {
        Weight::Thick => {
            if above {
                canvas.on_edge(area, 0, " more above, Up ");
            }
            if below {
                canvas.on_edge(area, last, " more below, Down ");
            } else if view.rows.len() > 1 {
                canvas.on_edge(area, last, " Down and Up move ");
            }
        }
        Weight::Thin => {
            if below {
                canvas.on_edge_elsewhere(area, last, BY_TAB);
            }
        }
    }
}

fn draw_overlay(canvas: &mut Canvas<'_>, body: Rect, overlay: &Overlay) {
    match overlay {
        Overlay::Form(view) => form::draw(canvas, body, view),
        Overlay::Dialog(view) => dialog::draw(canvas, body, view),
        Overlay::Choice(view) => choice::draw(canvas, body, view),
        Overlay::Month(view) => month::draw(canvas, body, view),
        Overlay::Lines(pane) => {
            canvas.clear(body);
            draw_pane(canvas, body, pane, Weight::Thick);
        }
    }
}
