//! The tutorial, done by hand in the program with the keys that it shows.

use std::path::Path;

use accessdesk::domain::context::IdSource as _;
use accessdesk::engine::clock::SeededIds;

use crate::support::hands::Hands;
use crate::support::program;
use crate::support::terminal::{Launch, Terminal};
use crate::support::tutorial::{
    ADMINISTRATOR, CLEAN_UP, DEEDS, DOWNLOADED, Deed, EXTERNAL, members,
};

/// The seed of the keys after which the process is killed.
const SEED: u64 = 20_260_301;
/// A number that is at most the keys of the longest deed.
const LONGEST: usize = 200;
/// Set to anything, it kills after every key of every deed in turn, which takes an hour.
const EVERY_KEY: &str = "ACCESSDESK_KILL_AFTER_EVERY_KEY";

/// Opens the program, which asks who acts.
#[track_caller]
fn opened(launch: Launch) -> Terminal {
    let mut terminal = launch.start();
    terminal.wait_for("*Sign in");
    terminal
}

/// Opens the program on the home of another one.
#[track_caller]
fn again(other: &Terminal) -> Terminal {
    opened(Terminal::accessdesk(&[]).beside(other))
}

#[track_caller]
fn expect_all_done(home: &Path, deeds: &[Deed]) {
    for deed in deeds {
        assert!(deed.is_done(home), "{:?} of step {}", deed.asked, deed.step);
    }
}

/// Checks that nothing is wrong with a store that was closed properly.
#[track_caller]
fn expect_sound(home: &Path) {
    let (code, said) = program::verify(home);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn six_steps_of_the_tutorial_are_done_with_the_keys_shown_and_outlive_every_restart() {
    let mut terminal = opened(Terminal::accessdesk(&[]));
    for (number, deed) in DEEDS.iter().enumerate() {
        let mut hands = Hands::on(terminal, None);
        hands.sign_in(deed.who).unwrap();
        hands.perform(deed.strokes).unwrap();
        assert!(hands.pressed() < LONGEST, "{}", hands.pressed());
        terminal = hands.leave();
        let next = DEEDS.get(number + 1).map(|next| next.step);
        if next != Some(deed.step) {
            let closed = again(&terminal);
            assert_eq!(std::mem::replace(&mut terminal, closed).quit(), 0);
            expect_all_done(terminal.home(), &DEEDS[..=number]);
        }
    }
    expect_sound(terminal.home());
    assert_eq!(members(terminal.home())["total"], 1);
}

#[test]
fn steps_for_people_from_elsewhere_and_the_clean_up_are_done_with_the_keys_shown() {
    let launch = Terminal::accessdesk(&[]);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let mut terminal = opened(launch);
    let internal = DEEDS.iter().filter(|deed| deed.step > 3);
    for deed in internal.chain(EXTERNAL).chain(CLEAN_UP) {
        let mut hands = Hands::on(terminal, None);
        hands.sign_in(deed.who).unwrap();
        hands.perform(deed.strokes).unwrap();
        terminal = hands.leave();
        assert!(deed.is_done(&home), "{:?}", deed.asked.0);
    }
    expect_story_of_the_invitation(&home);
    let closed = again(&terminal);
    assert_eq!(terminal.quit(), 0);
    expect_sound(closed.home());
}

/// Checks that the download holds the request of the partner and nothing else.
#[track_caller]
fn expect_story_of_the_invitation(home: &Path) {
    let ending = format!("{DOWNLOADED}.csv");
    let files = std::fs::read_dir(home).unwrap().flatten();
    let named = |path: &std::path::PathBuf| path.to_string_lossy().ends_with(&ending);
    let file = files.map(|entry| entry.path()).find(named).unwrap();
    let told = std::fs::read_to_string(file).unwrap();
    let places = [
        "Fulfill access package assignment request",
        "Add member to group",
        "Invite external user",
        "Ready to fulfill access package assignment request",
        "Approve access package assignment request",
        "Create request approval",
        "User requests access package assignment",
    ]
    .map(|activity| told.find(activity));
    assert!(places.is_sorted() && places[0].is_some(), "{told}");
    assert!(!told.contains("Internal requestor"), "{told}");
}

#[test]
fn first_start_that_dies_half_way_leaves_a_whole_store_or_none() {
    for files in 1..=4 {
        let mut terminal = Terminal::accessdesk(&[]).start();
        let data = program::store(terminal.home());
        let data = data.parent().unwrap();
        while files_below(data) < files && !terminal.screen().contains("Woodgrove") {
            std::thread::yield_now();
        }
        terminal.kill().exit_code();
        let next = again(&terminal);
        let line = format!(r#"{{"as":"{}","list":"directories"}}"#, ADMINISTRATOR.1);
        assert_eq!(program::exec(next.home(), &line)["total"], 2);
        expect_sound(next.home());
    }
}

/// Counts the files in the directories of a directory.
fn files_below(directory: &Path) -> usize {
    let list = |directory: &Path| std::fs::read_dir(directory).into_iter().flatten().flatten();
    list(directory)
        .map(|entry| list(&entry.path()).count())
        .sum()
}

/// Walks through the deeds; the process dies once in each, after as many keys as `after` says.
///
/// Returns whether any deed was long enough for that.
fn walk_killed(after: impl Fn(usize) -> usize) -> bool {
    let mut terminal = opened(Terminal::accessdesk(&[]));
    let mut died_inside = false;
    for (number, deed) in DEEDS.iter().enumerate() {
        let mut hands = Hands::on(terminal, Some(after(number)));
        let done = hands
            .sign_in(deed.who)
            .and_then(|()| hands.perform(deed.strokes));
        died_inside |= done.is_err();
        let (keys, acknowledged) = (hands.pressed(), hands.acknowledged());
        hands.terminal().kill().exit_code();
        terminal = again(&hands.leave());
        let home = terminal.home().to_owned();
        let story = format!("{:?} killed after {keys} keys", deed.asked);
        expect_all_done(&home, &DEEDS[..number]);
        let (code, said) = program::verify(&home);
        assert_eq!(code, Some(0), "{story}: {said}");
        if acknowledged {
            assert!(deed.is_done(&home), "{story}: acknowledged, and lost");
        }
        if !deed.is_done(&home) {
            let mut hands = Hands::on(terminal, None);
            hands.sign_in(deed.who).unwrap();
            hands.perform(deed.strokes).unwrap();
            terminal = hands.leave();
        }
    }
    expect_all_done(terminal.home(), DEEDS);
    expect_sound(terminal.home());
    died_inside
}

#[test]
fn program_killed_between_any_two_keys_keeps_what_it_acknowledged_and_goes_on() {
    if std::env::var_os(EVERY_KEY).is_some() {
        let mut keys = 1;
        while walk_killed(|_| keys) {
            keys += 1;
        }
        return;
    }
    let mut chance = SeededIds::new(SEED);
    let after: Vec<usize> = DEEDS
        .iter()
        .map(|_| usize::try_from(chance.next_id().as_u128() % LONGEST as u128).unwrap() + 1)
        .collect();
    assert!(walk_killed(|deed| after[deed]));
}
