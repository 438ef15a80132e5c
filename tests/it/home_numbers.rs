//! What home counts is what the lists show that it leads to.

use accessdesk::script::Sample;

use crate::golden_woodgrove::{ADMINISTRATOR, PATTI};
use crate::support::desk::Desk;

/// The words in the list for what each number of the overview counts.
const ATTENTION: [(&str, &[&str]); 4] = [
    ("Pending approvals", &["pending", "no approver"]),
    ("Failed or in part", &["failed", "in part"]),
    ("Ends soon", &["ends soon"]),
    ("Switched off", &["switched off"]),
];

/// The lists behind the other numbers.
const NUMBERS: [(&str, &str); 6] = [
    ("Catalogs", "g c"),
    ("Packages", "g p"),
    ("Policies", "g e 5"),
    ("Users", "g u"),
    ("Groups", "g u 2"),
    ("Assignments", "g a"),
];

fn seated(sample: Sample, who: &str) -> Desk {
    let address = format!("{who}@woodgrovebank.onmicrosoft.com");
    let mut desk = Desk::on(sample, "").seated_as(&address);
    desk.resize(160, 60);
    desk
}

/// Returns the number that stands behind a label in the overview.
fn number(screen: &str, label: &str) -> Option<usize> {
    let right = screen.lines().filter_map(|line| line.rsplit_once('│'));
    let mut texts = right.map(|(line, _)| line.rsplit('│').next().unwrap_or(line));
    let behind = texts.find_map(|text| text.trim_start().strip_prefix(label))?;
    let number = behind.trim_start().split([' ', ',']).next()?;
    number.parse().ok()
}

/// Returns how many rows a list shows, as the line above it says: `4`, or `2 of 4` where it is filtered.
fn shown(screen: &str) -> usize {
    let crumbs = screen.lines().nth(1).unwrap();
    let (before, last) = crumbs.trim_end().rsplit_once(' ').unwrap();
    let of = before.strip_suffix(" of");
    let shown = of.map_or(last, |before| before.rsplit(' ').next().unwrap());
    shown
        .parse()
        .unwrap_or_else(|_| panic!("no number in {crumbs:?}"))
}

/// Counts the rows of home that say one of some words.
fn rows(screen: &str, words: &[&str]) -> usize {
    let lines = screen.lines().filter(|line| line.starts_with(['┃', '│']));
    let left = lines.map(|line| line.split(['┃', '│']).nth(1).unwrap_or(""));
    left.filter(|row| words.iter().any(|word| row.contains(&format!(" {word} "))))
        .count()
}

#[test]
fn every_number_of_home_is_that_of_the_rows_and_of_the_list_it_is_about() {
    for sample in [Sample::Woodgrove, Sample::Prepared] {
        let mut desk = seated(sample, ADMINISTRATOR);
        desk.press("g h");
        let home = desk.screen();
        for (label, words) in ATTENTION {
            let count = number(&home, label).unwrap_or(0);
            assert_eq!(rows(&home, words), count, "{label} on\n{home}");
        }
        for (label, keys) in NUMBERS {
            let count = number(&home, label).unwrap_or_else(|| panic!("no {label} on\n{home}"));
            let list = desk.press(keys).screen();
            assert_eq!(shown(&list), count, "{label} at {keys}\n{list}");
        }
    }
}

#[test]
fn enter_on_each_row_of_home_leads_to_what_it_is_about() {
    let mut desk = seated(Sample::Woodgrove, ADMINISTRATOR);
    desk.press("g h");
    for place in 0..shown(&desk.screen()) {
        desk.press("g h home");
        for _ in 0..place {
            desk.press("down");
        }
        let home = desk.screen();
        let row = home
            .lines()
            .find(|line| line.contains('>') && line.starts_with(['┃', '│']));
        let row = row.unwrap().split(['┃', '│']).nth(1).unwrap();
        let (who, of) = row
            .trim_start_matches('>')
            .split_once(": ")
            .unwrap_or((row, ""));
        let there = desk.press("enter").screen();
        if of.is_empty() {
            assert!(there.contains("Properties"), "{row} leads to\n{there}");
            continue;
        }
        let of = of.split("  ").next().unwrap();
        assert!(
            there.contains(who) && there.contains(of),
            "{row} leads to\n{there}"
        );
        let (named, chosen) = if row.contains("switched off") {
            (of, who)
        } else {
            (who, of)
        };
        if row.contains("ends soon") || row.contains("switched off") {
            assert!(
                there.contains(&format!(">{named}")),
                "{row} selects\n{there}"
            );
            assert!(there.contains(chosen), "{row} leads to\n{there}");
        }
    }
}

#[test]
fn whoever_is_told_that_something_waits_finds_as_much_on_the_list() {
    for who in [
        PATTI,
        "alex.wilber",
        "grady.archie",
        "joni.sherman",
        "debra.berger",
        "hana.kim",
    ] {
        let mut desk = seated(Sample::Woodgrove, who);
        let people = desk.press("P").type_text(&who.replace('.', " ")).screen();
        let row = people
            .lines()
            .find(|line| line.contains('>') && line.contains(who));
        let row = row.unwrap_or_else(|| panic!("no {who} on\n{people}"));
        let said = |what: &str| {
            let (before, _) = row.split_once(&format!(" {what}"))?;
            before.rsplit([' ', ',']).next()?.parse().ok()
        };
        let waiting = [("to approve", "g d"), ("to review", "g m 6")];
        let counts = waiting.map(|(what, keys)| (what, keys, said(what).unwrap_or(0)));
        desk.press("esc esc");
        for (what, keys, count) in counts {
            if count > 0 {
                let list = desk.press(keys).screen();
                let waits = if what == "to review" {
                    rows(&list, &["Not reviewed"])
                } else {
                    shown(&list)
                };
                assert_eq!(waits, count, "{who}: {what}\n{list}");
            }
        }
    }
}
