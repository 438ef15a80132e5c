//! What the environment says about the looks of the screens, with the real program on a terminal.

use vt100::Color;

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::ADMINISTRATOR;

/// Returns the colors of the letters on a screen.
fn colors(screen: &vt100::Screen) -> Vec<Color> {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let cells = places.filter_map(|(row, column)| screen.cell(row, column));
    cells
        .map(vt100::Cell::fgcolor)
        .filter(|color| *color != Color::Default)
        .collect()
}

/// Tells whether all colors of a screen are of one kind, of which there is at least one.
fn only(screen: &vt100::Screen, kind: fn(Color) -> bool) -> bool {
    let colors = colors(screen);
    !colors.is_empty() && colors.into_iter().all(kind)
}

const fn is_full(color: Color) -> bool {
    matches!(color, Color::Rgb(..))
}

const fn is_of_the_palette(color: Color) -> bool {
    matches!(color, Color::Idx(16..))
}

const fn is_of_old(color: Color) -> bool {
    matches!(color, Color::Idx(..16))
}

/// Starts the program in an environment on top of the usual one and waits for its first screen.
#[track_caller]
fn home(beside: &Terminal, arguments: &[&str], environment: &[(&str, &str)]) -> Terminal {
    let mut launch = Terminal::accessdesk(arguments).beside(beside);
    for (variable, value) in environment {
        launch = launch.env(variable, value);
    }
    let mut window = launch.start();
    window.wait_for("Home").settle();
    window
}

#[test]
fn there_is_as_much_color_as_is_wanted_and_known() {
    let dark = ["--theme", "dark", "-p", ADMINISTRATOR.1];
    let first = program::start_prepared(Terminal::accessdesk(&dark));
    let seen = |arguments: &[&str], environment: &[(&str, &str)], kind: fn(Color) -> bool| {
        let arguments = [&dark[..], arguments].concat();
        home(&first, &arguments, environment).wait_until_terminal(|screen| only(screen, kind));
    };
    seen(&[], &[("COLORTERM", "truecolor")], is_full);
    seen(&[], &[("COLORTERM", "24bit"), ("TERM", "xterm")], is_full);
    seen(&[], &[("COLORTERM", "yes")], is_of_the_palette);
    seen(&[], &[("TERM", "xterm")], is_of_old);
    seen(&[], &[("NO_COLOR", "")], is_of_the_palette);
    seen(
        &["--color", "always"],
        &[("NO_COLOR", "1")],
        is_of_the_palette,
    );
    seen(&["--color", "always"], &[("TERM", "dumb")], is_of_old);
    let none = |arguments: &[&str], environment: &[(&str, &str)]| {
        let arguments = [&dark[..], arguments].concat();
        home(&first, &arguments, environment)
            .wait_until_terminal(|screen| colors(screen).is_empty());
    };
    none(&[], &[("NO_COLOR", "1")]);
    none(&[], &[("TERM", "dumb")]);
    none(&["--color", "never"], &[("COLORTERM", "truecolor")]);
    none(&["--color", "never"], &[("NO_COLOR", "")]);
}

#[test]
fn a_locale_of_plain_characters_gets_no_others_from_the_program() {
    let first = program::start_prepared(Terminal::accessdesk(&["-p", ADMINISTRATOR.1]));
    let administrator = ["-p", ADMINISTRATOR.1];
    let plain = [&administrator[..], &["--plain"]].concat();
    let shown = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut window = home(&first, arguments, environment);
        window.press("g c").wait_for("Entitlement test");
        window.settle().screen()
    };
    let usual = shown(&administrator, &[]);
    assert!(usual.contains('…') && usual.contains('│'), "{usual}");
    for environment in [
        ("LANG", "C"),
        ("LC_ALL", "POSIX"),
        ("LC_CTYPE", "de_DE@euro"),
    ] {
        let screen = shown(&administrator, &[environment]);
        assert!(screen.is_ascii(), "{environment:?}: {screen}");
        assert!(screen.contains("Entitlement test catal~"), "{screen}");
        let screen = shown(&plain, &[environment]);
        assert!(screen.is_ascii(), "{environment:?}: {screen}");
    }
}
