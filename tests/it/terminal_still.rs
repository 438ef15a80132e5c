//! Screens that are read aloud: nothing on them changes unless a key is pressed.

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::ADMINISTRATOR;

#[test]
fn what_another_window_does_appears_on_a_plain_screen_with_the_next_key() {
    let mut still =
        program::start_prepared(Terminal::accessdesk(&["-p", ADMINISTRATOR.1, "--plain"]));
    let home = still.home().to_owned();
    still.press("g c").wait_for("> Entitlement test catalog");
    let mut other = Terminal::accessdesk(&["-p", ADMINISTRATOR.1])
        .beside(&still)
        .start();
    other.press("g c").wait_for(">Entitlement test cat");
    let before = still.screen();
    let line = format!(
        r#"{{"as":"{}","do":"createCatalog","with":{{"displayName":"Sales","description":"For sales"}}}}"#,
        ADMINISTRATOR.1
    );
    assert_eq!(program::exec(&home, &line)["ok"], true);
    other.wait_for("Sales");
    assert_eq!(still.screen(), before);
    // Each window is told of a change on its own, and the other one first.
    let mut keys = 0;
    while !still.press("j").sees_soon("Sales") {
        keys += 1;
        assert!(keys < 20, "{}", still.screen());
    }
}

#[test]
fn what_a_plain_screen_says_stays_until_the_next_key() {
    let mut still =
        program::start_prepared(Terminal::accessdesk(&["-p", ADMINISTRATOR.1, "--plain"]));
    still.press("g c n").wait_for("New catalog");
    still.type_text("Sales").press("tab").type_text("For sales");
    still.press("Ctrl-S").wait_for("u undo");
    still
        .press("j")
        .wait_until_terminal(|screen| !screen.contents().contains("u undo"));
}
