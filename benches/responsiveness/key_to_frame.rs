//! From a key to the bytes of the frame that answers it, through the code that the program runs.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use accessdesk::app::scene;
use accessdesk::engine::Engine;
use accessdesk::store::fs::RealFs;
use accessdesk::ui::key::Key;
use accessdesk::ui::layout::Size;
use accessdesk::ui::model::Ui;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::present;
use accessdesk::ui::screen::Screen;
use accessdesk::ui::theme::{Borders, Depth, Theme, ThemeName, Tone};
use accessdesk::ui::widget::Screenful;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::Outcome;
use crate::pair::{Act, Pair};
use crate::workplace::{self, COLUMNS, Extent, ROWS};

pub(crate) const GROUP: &str = "key to frame";

const SMALL: Extent = Extent {
    users: 20,
    packages: 5,
};
const LARGE: Extent = Extent {
    users: 10_000,
    packages: 1_000,
};
const THEME: Theme = Theme {
    name: ThemeName::Dark,
    borders: Borders::Unicode,
    ascii: false,
    depth: Depth::Full,
    colors: [None; Tone::ALL.len()],
};
/// Keys that open a screen, and those then pressed in turn.
type Keys = (&'static str, &'static [&'static str]);

const IN_A_LIST: Keys = ("", &["j", "j", "j", "k", "k", "k"]);
const IN_A_MATRIX: Keys = (
    "",
    &[
        "right", "down", "right", "pagedown", ">", "left", "up", "left", "pageup", "<",
    ],
);
/// The same list after it was filtered by words and by a value, and all that is left was marked.
const IN_A_CROWD: Keys = (
    "/ u s e r enter s down enter * f enter esc",
    &["j", "j", "space", "k", "k", "space"],
);
/// The values of all columns are counted, offered and put away.
const OVER_FACETS: Keys = ("", &["f", "esc"]);
/// Typing what nobody's name, address or department holds, so that all of them are looked through.
const IN_A_PICKER: Keys = ("P", &["z", "q", "z", "backspace", "backspace", "backspace"]);
const IN_A_FORM: Keys = ("n", &["a", "b", "backspace", "backspace"]);
/// What makes a list or a matrix look again at all rows, as a commit does.
const CHANGED: &str = "changed";
const AFTER_A_COMMIT: Keys = ("", &[CHANGED]);
/// How many bare draws there is room for in a sixtieth of a second.
const A_FRAME: f64 = 40.0;

pub(crate) fn pairs() -> Outcome<Vec<Pair>> {
    let (small, large) = (desk(SMALL)?, desk(LARGE)?);
    let on_small = |name, screen, keys| pair(name, &small, screen, keys);
    let on_large = |name, screen, keys| pair(name, &large, screen, keys);
    let of_a_frame = |name, screen, keys| -> Outcome<Pair> {
        Ok(Pair {
            limit: A_FRAME,
            ..pair(name, &large, screen, keys)?
        })
    };
    let crowd = "key in a list of 10,000 users, filtered, sorted and marked";
    let matrix = "key in a matrix of 10,000 users and 1,000 packages";
    let matrix_after = "matrix of 10,000 users and 1,000 packages after a commit";
    Ok(vec![
        on_small("key in a list", Screen::Users, IN_A_LIST)?,
        on_small("key in a form", Screen::Users, IN_A_FORM)?,
        on_large("key in a list of 10,000 users", Screen::Users, IN_A_LIST)?,
        on_large(
            "key in a list of 1,000 packages",
            Screen::Packages,
            IN_A_LIST,
        )?,
        on_large(matrix, Screen::WhoHasWhat, IN_A_MATRIX)?,
        on_large(crowd, Screen::Users, IN_A_CROWD)?,
        of_a_frame(
            "values of the columns of 10,000 users",
            Screen::Users,
            OVER_FACETS,
        )?,
        of_a_frame(
            "list of 10,000 users after a commit",
            Screen::Users,
            AFTER_A_COMMIT,
        )?,
        of_a_frame(matrix_after, Screen::WhoHasWhat, AFTER_A_COMMIT)?,
        of_a_frame(
            "key in a picker of 10,000 users",
            Screen::Users,
            IN_A_PICKER,
        )?,
        on_large(
            "key in a form beside 10,000 users",
            Screen::Users,
            IN_A_FORM,
        )?,
    ])
}

fn pair(name: &'static str, desk: &Desk, screen: Screen, keys: Keys) -> Outcome<Pair> {
    Ok(Pair {
        name,
        limit: 2.0,
        rounds: 60,
        repeats: 20,
        baseline: bare_draw()?,
        product: press(desk, screen, keys)?,
    })
}

type Desk = Rc<RefCell<Engine<RealFs>>>;

fn desk(extent: Extent) -> Outcome<Desk> {
    let home = tempfile::tempdir()?;
    let store = home.path().join("store");
    workplace::filled(&store, extent)?;
    let engine = workplace::open(&store)?;
    Ok(Rc::new(RefCell::new(engine)))
}

fn screen<W: std::io::Write>(writer: W) -> Outcome<Terminal<CrosstermBackend<W>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, COLUMNS, ROWS));
    let options = TerminalOptions { viewport };
    Ok(Terminal::with_options(
        CrosstermBackend::new(writer),
        options,
    )?)
}

/// Draws a frame in which every cell differs from the one before.
fn bare_draw() -> Outcome<Act> {
    let pages = ["a", "b"].map(|letter| {
        let row = letter.repeat(usize::from(COLUMNS));
        Paragraph::new(vec![row; usize::from(ROWS)].join("\n"))
    });
    let mut screen = screen(std::io::sink())?;
    let mut turn = (0..pages.len()).cycle();
    Ok(Box::new(move || {
        let page = turn.next().and_then(|turn| pages.get(turn));
        let drawn = screen.draw(|frame| frame.render_widget(page, frame.area()));
        black_box(drawn.is_ok());
    }))
}

/// Presses one key after the other and draws the frame after each.
fn press(desk: &Desk, here: Screen, (opening, keys): Keys) -> Outcome<Act> {
    let desk = Rc::clone(desk);
    let parse = |text: &str| {
        if text == CHANGED {
            return Ok(Msg::Reloaded);
        }
        let key = text.parse::<Key>().map_err(|error| format!("{error:?}"));
        key.map(Msg::Key)
    };
    let size = Size {
        width: COLUMNS,
        height: ROWS,
    };
    let persona = workplace::administrator(&desk.borrow())?;
    let mut ui = Ui::new(size, here, &scene(&desk.borrow(), persona));
    for key in opening.split_terminator(' ') {
        ui.update(parse(key)?, &scene(&desk.borrow(), persona));
    }
    let keys = keys
        .iter()
        .map(|key| parse(key))
        .collect::<Result<Vec<Msg>, String>>()?;
    let mut turn = keys.into_iter().cycle();
    let mut screen = screen(std::io::sink())?;
    Ok(Box::new(move || {
        let engine = desk.borrow();
        let Some(message) = turn.next() else { return };
        black_box(ui.update(message, &scene(&engine, persona)));
        let view = present::view(&ui, &scene(&engine, persona));
        let drawn = screen.draw(|frame| {
            let area = frame.area();
            let drawn = Screenful {
                view: &view,
                theme: THEME,
            };
            if let Some(cursor) = drawn.draw(area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        });
        black_box(drawn.is_ok());
    }))
}
