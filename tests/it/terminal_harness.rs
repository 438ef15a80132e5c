//! The terminal of the stories, tried on programs that everybody has.

use crate::support::terminal::Terminal;

#[test]
fn text_appears_once_the_program_writes_it() {
    let mut terminal = Terminal::shell("printf 'first\\nsecond'; read answer").start();
    terminal.wait_for("second");
    assert_eq!(terminal.row(0), "first");
    assert_eq!(terminal.screen().trim_end(), "first\nsecond");
}

#[test]
fn typed_text_and_keys_reach_the_program() {
    let mut terminal = Terminal::shell("read name; echo \"Hello $name.\"; cat").start();
    terminal
        .type_text("Alex")
        .press("Enter")
        .wait_for("Hello Alex.");
    terminal
        .press("a b Enter")
        .wait_until(|screen| screen.matches("ab").count() == 2);
}

#[test]
fn pastes_are_marked_for_a_program_that_asks_for_it() {
    let mut terminal = Terminal::shell("printf '\\033[?2004hready'; cat -v").start();
    terminal
        .wait_for("ready")
        .paste("x")
        .press("Enter")
        .wait_for("^[[200~x^[[201~");
}

#[test]
fn program_is_told_of_the_new_size() {
    let mut terminal =
        Terminal::shell("trap 'stty size' WINCH; echo ready; while :; do read line; done")
            .size(100, 30)
            .start();
    terminal.wait_for("ready").resize(70, 20).wait_for("20 70");
}

#[test]
fn end_of_the_program_gives_its_exit_code() {
    assert_eq!(Terminal::shell("exit 7").start().exit_code(), 7);
    assert_ne!(
        Terminal::shell("trap '' HUP; cat")
            .start()
            .kill()
            .exit_code(),
        0
    );
    assert_ne!(Terminal::shell("exec cat").start().quit(), 0);
}

#[test]
fn product_is_started_as_it_is_built() {
    assert_eq!(Terminal::accessdesk(&["--help"]).start().exit_code(), 0);
}

#[test]
fn home_is_empty_and_may_be_shared() {
    let mut first =
        Terminal::shell("ls -A; echo XDG:$XDG_DATA_HOME; echo mine >file; echo done").start();
    first.wait_for("done");
    assert_eq!(first.row(0), "XDG:");
    assert!(first.home().join("file").exists());
    let beside = Terminal::shell("cat file; cat")
        .beside(&first)
        .env("SHARED", "yes");
    assert_eq!(beside.home(), first.home());
    beside.start().wait_for("mine");
}

#[test]
fn terminal_modes_can_be_waited_for() {
    let mut terminal =
        Terminal::shell("printf '\\033[?1049h'; read line; printf '\\033[?1049l'; cat").start();
    terminal.wait_until_terminal(vt100::Screen::alternate_screen);
    terminal
        .press("Enter")
        .wait_until_terminal(|screen| !screen.alternate_screen());
}

#[test]
fn only_keys_on_the_screen_can_be_pressed_as_shown() {
    let mut terminal =
        Terminal::shell("echo ' n new  Esc back'; read line; printf '\\033[2Jchosen'; cat").start();
    terminal.press_shown("n").press("Enter").wait_for("chosen");
    assert!(terminal.shown_keys().is_empty());
}

#[test]
#[should_panic(expected = "waited for the key d to be shown; the program ended with 0")]
fn hidden_key_is_reported_with_the_screen() {
    Terminal::shell("echo ' n new  Esc back'")
        .start()
        .press_shown("d");
}

#[test]
#[should_panic(expected = "waited for \"bye\"; the program ended with 3")]
fn text_that_never_comes_is_reported_as_soon_as_the_program_ends() {
    Terminal::shell("echo hello; exit 3")
        .start()
        .wait_for("bye");
}
