//! What becomes of guests, in words.

use std::collections::BTreeSet;

use crate::domain::command::{Command, RequestCommand};
use crate::domain::decide::guest::farewell::{ended_by, leaving};
use crate::domain::guest::Farewell;
use crate::domain::id::{AssignmentId, Person};
use crate::domain::text::Safe;
use crate::domain::time::Span;
use crate::ui::scene::Scene;

/// Says what becomes of the guests who hold nothing more once assignments have ended together;
/// `None` where every account stays.
pub fn foretold(scene: &Scene<'_>, ending: &BTreeSet<AssignmentId>) -> Option<String> {
    said(scene, ending, "no other package")
}

/// Says what becomes of guests when commands are accepted; `None` where every account stays.
pub fn foretold_of(scene: &Scene<'_>, commands: &[Command]) -> Option<String> {
    let ended = commands.iter();
    let ending = ended.flat_map(|command| ended_by(scene.tenant(), command));
    foretold(scene, &ending.collect())
}

/// Adds to what is said once a command is accepted what became of the account of whoever lost access
/// by it; the command has not been carried out yet.
pub fn told(scene: &Scene<'_>, command: &Command, done: &Safe) -> Safe {
    let ending = ended_by(scene.tenant(), command);
    let removes = matches!(
        command,
        Command::Request(RequestCommand::RemoveAssignment(_))
    );
    match said(scene, &ending, "no package any more") {
        Some(account) => format!("{done} {account}").into(),
        None if removes => format!("{done} The account stays.").into(),
        None => done.clone(),
    }
}

/// Says who holds what is said, and what becomes of their accounts.
fn said(scene: &Scene<'_>, ending: &BTreeSet<AssignmentId>, what: &str) -> Option<String> {
    let leaving = leaving(scene.tenant(), ending)?;
    let own = scene.tenant().account_of(scene.persona);
    let mut guests = leaving.guests.iter();
    let who = match (guests.next(), guests.len()) {
        (one, 0) if one == own.as_ref() => "You hold".to_owned(),
        (Some(one), 0) => format!("{} holds", scene.name(Person::User(*one))),
        (_, others) => format!("{} guests hold", others + 1),
    };
    let follows = farewell(leaving.farewell);
    Some(format!("{who} {what}: {follows}."))
}

/// Says what becomes of the account of a guest who loses the last package.
fn farewell(farewell: Farewell) -> String {
    let deleted = farewell.deletes_after.map(|wait| {
        if wait == Span::ZERO {
            "the account deleted".to_owned()
        } else {
            format!("the account deleted after {}", wait.in_words())
        }
    });
    match (farewell.blocks, deleted) {
        (true, Some(deleted)) => format!("sign-in is blocked, and {deleted}"),
        (true, None) => "sign-in is blocked".to_owned(),
        (false, Some(deleted)) => deleted.replacen("account", "account is", 1),
        (false, None) => "the account stays".to_owned(),
    }
}
