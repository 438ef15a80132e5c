//! The tutorial as it is told today, done by hand in the program with the keys that it shows.

use crate::support::hands::Hands;
use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::{FOUNDER, PRESENT_DAY};

#[test]
fn five_steps_of_the_present_day_tutorial_are_done_with_the_keys_shown() {
    let launch = Terminal::accessdesk(&[]);
    let home = launch.home().to_owned();
    let made = program::run(&home, &["init", "--sample", "empty"]);
    assert_eq!(made.status.code(), Some(0));
    let mut hands = Hands::on(launch.start(), None);
    for deed in PRESENT_DAY {
        hands.sign_in(deed.who).unwrap();
        hands.perform(deed.strokes).unwrap();
        assert!(deed.is_done_for(&home, FOUNDER), "{:?}", deed.asked);
    }
    let link = hands.terminal().copied();
    let portal = "https://myaccess.microsoft.com/@sandbox.onmicrosoft.com#/access-packages/";
    assert!(link.starts_with(portal), "{link}");
    let closed = Terminal::accessdesk(&[]).beside(hands.terminal()).start();
    assert_eq!(hands.leave().quit(), 0);
    let (code, said) = program::verify(closed.home());
    assert_eq!(code, Some(0), "{said}");
    for (list, left) in [
        ("users", 1),
        ("groups", 0),
        ("catalogs", 1),
        ("accessPackages", 0),
    ] {
        let question = format!(r#"{{"as":"{}","list":"{list}"}}"#, FOUNDER.1);
        assert_eq!(program::exec(&home, &question)["total"], left, "{list}");
    }
}
