//! What undo and redo would reverse, in words, and whether that is asked about first.
//!
//! Taking back a mere edit happens at once. What somebody asked for or decided, what was delivered
//! and where the clock stands are not taken back without a question.

use crate::domain::command::DeskCommand;
use crate::domain::command::desk::Nothing;
use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::event::{Change, Event, Fact};
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::domain::text::counting::counted;
use crate::ui::modal::Confirm;
use crate::ui::scene::Scene;
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The most commits that are looked at to say what would be reversed.
pub const LOOKED_AT: usize = 100;
/// What becomes of work that time had done after a command, once the command is taken back.
const ALL_THE_SAME: &str = "What is due without it, time does again at once.";
/// The most events that a question lists.
const LISTED: usize = 5;

/// Which way the operator goes through what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Takes the last command back.
    Undo,
    /// Does again what was taken back.
    Redo,
}

impl Turn {
    fn command(self) -> DeskCommand {
        match self {
            Self::Undo => DeskCommand::Undo(Nothing {}),
            Self::Redo => DeskCommand::Redo(Nothing {}),
        }
    }

    /// Returns the words of the question, its yes, and the notice.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Undo => ("Take back?", "Take back", "Taken back"),
            Self::Redo => ("Do again?", "Do again", "Done again"),
        }
    }
}

/// Returns the step that goes back or forth: a question first where more than an edit is at stake.
///
/// `commits` are the first of those that would be reversed, `all` says how many there are.
pub fn step(scene: &Scene<'_>, turn: Turn, commits: &[Commit], all: usize) -> Step {
    let (title, yes, done) = turn.words();
    let done = match summary(scene, turn, commits) {
        Some(what) => format!("{done}: {what}."),
        None => format!("{done}."),
    };
    let then = Step::Operate(Box::new(turn.command()), done.into());
    if all <= commits.len() && commits.iter().all(is_mere_edit) {
        return then;
    }
    let mut lines: Vec<Phrase> = commits
        .first()
        .map(|first| who(scene, first))
        .into_iter()
        .collect();
    lines.push(Phrase::plain(match turn {
        Turn::Undo => "This will be reversed:",
        Turn::Redo => "This will happen again:",
    }));
    lines.extend(listed(scene, turn, commits, all));
    if leaves_work_due(commits) {
        lines.push(Phrase::plain(ALL_THE_SAME));
    }
    Step::Ask(Box::new(Confirm::simple(title, lines, yes, then)))
}

/// Tells whether a commit neither asked for, decided nor delivered anything, nor moved the clock.
fn is_mere_edit(commit: &Commit) -> bool {
    commit.events.iter().all(|event| match &event.change {
        Change::Request(_)
        | Change::RequestProgress(..)
        | Change::Assignment(_)
        | Change::AssignmentProgress(..)
        | Change::Clock(_) => false,
        // That somebody's access is up for review is nobody's word yet.
        Change::ReviewItem(_) => event.fact == Fact::ReviewItemOpened,
        Change::Directory(_)
        | Change::ExternalPerson(_)
        | Change::User(_)
        | Change::Group(_)
        | Change::Membership(_)
        | Change::Ownership(_)
        | Change::RuleTurns(_)
        | Change::Application(_)
        | Change::Site(_)
        | Change::RoleHolding(_)
        | Change::Organization(_)
        | Change::Settings(_)
        | Change::Catalog(_)
        | Change::RoleAssignment(_)
        | Change::Resource(_)
        | Change::ResourceRequest(_)
        | Change::Package(_)
        | Change::Policy(_)
        | Change::Review(_)
        | Change::CustomExtension(_)
        | Change::Callout(_)
        | Change::Delegation(_)
        | Change::Persona(_)
        | Change::Refusal(_) => true,
    })
}

/// Tells whether due work would be reversed while desk time stays where it is.
fn leaves_work_due(commits: &[Commit]) -> bool {
    let mut events = commits.iter().flat_map(|commit| &commit.events);
    commits
        .iter()
        .any(|commit| commit.kind == CommitKind::Sweep)
        && events.all(|event| !matches!(event.change, Change::Clock(_)))
}

/// Says who did it and when.
fn who(scene: &Scene<'_>, commit: &Commit) -> Phrase {
    let who = match commit.actor {
        Actor::Person(person) => scene.name(person),
        Actor::Operator => "the operator of the desk".into(),
        Actor::System => "time".into(),
    };
    let when = scene.calendar.instant(commit.at);
    Phrase::muted(format!("Done by {who}, {when}."))
}

/// Lists what would be reversed in the order in which that happens: undo goes from the end.
fn listed(scene: &Scene<'_>, turn: Turn, commits: &[Commit], all: usize) -> Vec<Phrase> {
    let mut events: Vec<&Event> = commits.iter().flat_map(|commit| &commit.events).collect();
    if turn == Turn::Redo {
        // A redo reverses the inverses, which stand the other way round.
        events.reverse();
    }
    let mut sentences: Vec<String> = Vec::new();
    let mut before = String::new();
    for event in events {
        // What happens to one thing after the other names it once.
        let names = names(scene, event);
        let activity = event.fact.activity();
        sentences.push(if names == before {
            activity.to_owned()
        } else {
            of(activity, &names)
        });
        before = names;
    }
    let more = sentences.len().saturating_sub(LISTED);
    let mut lines: Vec<Phrase> = sentences
        .into_iter()
        .take(LISTED)
        .map(|text| Phrase::plain(format!("- {text}")))
        .collect();
    let unread = all.saturating_sub(commits.len());
    if unread > 0 {
        lines.push(Phrase::plain(format!(
            "- and {} of due work",
            counted(unread, "more piece")
        )));
    } else if more > 0 {
        lines.push(Phrase::plain(format!("- and {more} more")));
    }
    lines
}

/// Says in short what commits did; a redo reverses the inverses, of which the last one was first.
fn summary(scene: &Scene<'_>, turn: Turn, commits: &[Commit]) -> Option<String> {
    let mut events = commits.iter().flat_map(|commit| &commit.events);
    let first = match turn {
        Turn::Undo => events.next()?,
        Turn::Redo => events.next_back()?,
    };
    let first = sentence(scene, first);
    Some(match events.count() {
        0 => first,
        more => format!("{first}, and {more} more"),
    })
}

/// Says an event in the words of the audit log, with what it happened to.
fn sentence(scene: &Scene<'_>, event: &Event) -> String {
    of(event.fact.activity(), &names(scene, event))
}

fn of(activity: &str, names: &str) -> String {
    if names.is_empty() {
        activity.to_owned()
    } else {
        format!("{activity}: {names}")
    }
}

/// Names what an event happened to.
fn names(scene: &Scene<'_>, event: &Event) -> String {
    let objects = event.object().into_iter();
    let names: Vec<String> = objects
        .map(|object| match name_in(&event.change) {
            Some(name) => format!("\"{name}\""),
            None => named(scene, object),
        })
        .collect();
    names.join(", ")
}

/// Returns the name that a record carries, whether or not it is there now.
fn name_in(change: &Change) -> Option<Safe> {
    let name = if let Change::User(edit) = change {
        &edit.latest()?.display_name
    } else if let Change::Group(edit) = change {
        &edit.latest()?.display_name
    } else if let Change::Catalog(edit) = change {
        &edit.latest()?.display_name
    } else if let Change::Package(edit) = change {
        &edit.latest()?.display_name
    } else if let Change::Policy(edit) = change {
        &edit.latest()?.terms.display_name
    } else if let Change::ExternalPerson(edit) = change {
        &edit.latest()?.display_name
    } else if let Change::Directory(edit) = change {
        &edit.latest()?.display_name
    } else {
        return None;
    };
    Some(Safe::line(name.as_str()))
}

/// Names an object, and whose it is where it is somebody's.
fn named(scene: &Scene<'_>, object: ObjectRef) -> String {
    let name = scene.name(object);
    match scene.tenant().target_of(object) {
        Some(person) => format!("{}, \"{name}\"", scene.name(person)),
        None => format!("\"{name}\""),
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, approved, requested};

    fn with_catalog() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For sales").press("Ctrl-S").expect(">Sales");
        desk
    }

    #[test]
    fn taking_back_an_edit_happens_at_once_and_says_what_it_was() {
        let mut desk = with_catalog();
        desk.press("u")
            .expect("Taken back: Create access package catalog: \"Sales\".")
            .expect("Ctrl-R redo")
            .expect_no("Take back?")
            .expect_no(">Sales");
        desk.press("Ctrl-R")
            .expect("Done again: Create access package catalog: \"Sales\".")
            .expect("u undo")
            .expect(" Sales  ");
    }

    #[test]
    fn taking_back_a_decision_asks_first_and_lists_what_goes_with_it() {
        let mut desk = approved();
        desk.expect(">Test package").press("u");
        desk.expect("Take back?")
            .expect("Done by Approver, 2026-03-01 09:00 UTC.")
            .expect("- Approve access package assignment request:")
            .expect("more")
            .press("enter")
            .expect(">Test package");
        desk.press("u y")
            .expect("Taken back:")
            .expect_no(">Test package");
    }

    #[test]
    fn doing_a_decision_again_asks_too() {
        let mut desk = approved();
        desk.press("u y Ctrl-R").expect("Do again?").press("y");
        desk.expect("Done again:").expect(">Test package");
    }

    #[test]
    fn with_nothing_to_take_back_the_key_says_so() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("u").expect("no command is left to take back");
        let mut desk = requested();
        act_as(&mut desk, "Requestor", Screen::OwnRequests);
        desk.press("Ctrl-R").expect("nothing was taken back");
    }

    #[test]
    fn a_command_of_another_window_greys_undo() {
        let mut desk = with_catalog();
        desk.overtaken = true;
        desk.press("u")
            .expect("another window has made the last change")
            .expect(">Sales");
    }
}
