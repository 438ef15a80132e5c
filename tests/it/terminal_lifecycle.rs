//! The terminal is given back as it was found, however a program that took it comes to its end.
//!
//! The program on stage is this test binary, started again under a pseudo-terminal.

use std::io::IsTerminal;
use std::process::exit;

use accessdesk::term::events::{Event, Events};
use accessdesk::term::input::Input;
use accessdesk::term::modes;
use accessdesk::term::session::Session;
use accessdesk::term::signals::{self, SignalEvent};
use accessdesk::ui::key::Key;
use rustix::process::Signal;

use crate::support::terminal::{Launch, Terminal};

/// Prepares the program on stage.
fn on_stage() -> Launch {
    let own = std::env::current_exe().unwrap();
    Terminal::program(
        own.to_str().unwrap(),
        &[
            "--exact",
            "terminal_lifecycle::stage",
            "--ignored",
            "--nocapture",
        ],
    )
}

#[track_caller]
fn started() -> Terminal {
    let mut terminal = on_stage().start();
    terminal.wait_for("80x24: ready");
    terminal
}

#[track_caller]
fn assert_given_back(terminal: &mut Terminal) {
    terminal.wait_until_terminal(|screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    assert!(terminal.has_its_first_line_settings());
}

/// The program on stage: shows what happens to it and dies in the way that a key chooses.
#[test]
#[ignore = "a program for the other tests, not a test"]
fn stage() {
    if !std::io::stdin().is_terminal() {
        return;
    }
    let events = Events::<()>::listen().unwrap();
    let mut session = Session::enter().unwrap();
    signals::survive_file_size_limit().unwrap();
    events.hear_terminal().unwrap();
    let mut last = "ready".to_owned();
    loop {
        let text = last.clone();
        let drawn = session.draw(|frame| {
            let size = frame.area();
            let line = format!("{}x{}: {text}", size.width, size.height);
            frame.render_widget(line, size);
        });
        if drawn.is_err() {
            exit(129);
        }
        let event = events.wait(None);
        last = format!("{event:?}");
        match event {
            Event::Input(Input::Key(key)) => act(key, &mut session, &events),
            Event::Signal(SignalEvent::Suspend) => session.suspend().unwrap(),
            // A hangup comes with this signal besides its own, and either may be heard first.
            Event::Signal(SignalEvent::Continued) => {
                if session.resume().is_err() {
                    exit(129);
                }
            }
            Event::Signal(SignalEvent::Terminate(termination)) => {
                drop(session);
                exit(termination.exit_code());
            }
            Event::TerminalGone => exit(129),
            Event::ThreadPanicked => exit(50),
            Event::Input(
                Input::Paste(_) | Input::Click { .. } | Input::Wheel { .. } | Input::Resize { .. },
            )
            | Event::Posted(())
            | Event::Due => {}
        }
    }
}

fn act(key: Key, session: &mut Session, events: &Events<()>) {
    match key.typed() {
        Some('q') => {
            modes::restore();
            exit(0);
        }
        Some('p') => panic!("on purpose"),
        Some('w') => events.spawn("worker", |_| panic!("in a worker")).unwrap(),
        Some('z') => session.suspend().unwrap(),
        Some('b') => loop {
            std::thread::park();
        },
        _ => {}
    }
}

#[test]
fn screens_take_the_terminal_and_leaving_gives_it_back() {
    let mut terminal = started();
    terminal.wait_until_terminal(|screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
    });
    assert!(!terminal.has_its_first_line_settings());
    terminal.press("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_given_back(&mut terminal);
}

#[test]
fn panic_message_is_printed_on_the_terminal_that_was_given_back() {
    let mut terminal = started();
    terminal.press("p").wait_for("on purpose");
    assert_given_back(&mut terminal);
}

#[test]
fn panic_of_another_thread_gives_the_terminal_back_and_ends_the_program() {
    let mut terminal = started();
    terminal.press("w").wait_for("in a worker");
    assert_given_back(&mut terminal);
    assert_eq!(terminal.exit_code(), 50);
}

#[test]
fn signals_end_the_program_with_their_number() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
    ] {
        let mut terminal = started();
        assert_eq!(terminal.signal(signal).exit_code(), code);
        assert_given_back(&mut terminal);
    }
}

#[test]
fn program_that_answers_nothing_still_ends_within_a_second() {
    let mut terminal = started();
    let asked = std::time::Instant::now();
    terminal.press("b").signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
    assert!(asked.elapsed().as_millis() < 1_500, "{:?}", asked.elapsed());
    assert_given_back(&mut terminal);
}

#[test]
fn suspended_program_gives_the_terminal_back_and_draws_everything_once_continued() {
    for suspend in ["key", "signal"] {
        let mut terminal = started();
        if suspend == "key" {
            terminal.press("z");
        } else {
            terminal.signal(Signal::TSTP);
        }
        assert_given_back(&mut terminal);
        terminal.wait_until_stopped().signal(Signal::CONT);
        terminal.wait_for("80x24: Signal(Continued)");
        assert!(!terminal.has_its_first_line_settings());
    }
}

#[test]
fn program_without_a_terminal_ends_instead_of_spinning() {
    let mut terminal = started();
    assert_eq!(terminal.hang_up().exit_code(), 129);
}

#[test]
fn keys_pastes_and_sizes_arrive_as_what_they_are() {
    let mut terminal = started();
    terminal.press("Ctrl-S").wait_for("held: Control");
    terminal.press("Esc").wait_for("code: Escape");
    terminal
        .paste("two\nlines")
        .wait_for(r#"Paste("two\nlines")"#);
    terminal.resize(100, 30).wait_for("100x30: Input(Resize");
}

#[test]
fn window_without_cells_is_drawn_on_once_it_has_some() {
    let mut terminal = on_stage().size(0, 0).start();
    terminal.wait_until_terminal(vt100::Screen::bracketed_paste);
    terminal.resize(40, 10).wait_for("40x10: Input(Resize");
}
