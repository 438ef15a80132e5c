//! What is said of one entry.

use crate::domain::audit::{Initiator, SERVICE, chains};
use crate::domain::authority::{Grant, Holder};
use crate::domain::commit::{Actor, Commit};
use crate::domain::event::{Change, Event};
use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::audit::{difference, find, names, result, who};
use crate::ui::screen::walk;
use crate::ui::view::{DetailLine, Phrase};

/// The most characters of a changed value that are shown.
const LONGEST_VALUE: usize = 200;

/// How many characters of what ties entries together tell them apart.
const TIE: usize = 8;

/// An entry with the change that it is part of.
struct Entry<'a> {
    seq: u64,
    place: usize,
    commit: &'a Commit,
    event: &'a Event,
}

/// Says everything of an entry, in the order in which it is read from the top.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    told(scene, object, |entry| {
        let mut lines = vec![
            DetailLine::text(entry.event.told_as().activity()),
            DetailLine::Gap,
        ];
        lines.extend(facts(scene, entry));
        lines.extend(objects(scene, entry));
        let modified = modified(scene, entry.event);
        if !modified.is_empty() {
            lines.push(DetailLine::heading("Changed properties"));
        }
        lines.extend(modified);
        let checks = checks(scene, entry.event);
        if !checks.is_empty() {
            lines.push(DetailLine::heading("Checks"));
        }
        lines.extend(checks);
        lines
    })
}

/// Says of an entry what its row may have no room for, what it changed or why it was refused and
/// where it belongs first: few lines are in view at once.
pub(super) fn brief(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    told(scene, object, |entry| {
        // The row may have had room for the activity in short only.
        let mut lines = vec![DetailLine::heading(entry.event.told_as().activity())];
        // Who did it stands in the row; who ordered it does not.
        let ordered = initiators(scene, entry.commit, entry.event);
        lines.extend(ordered.into_iter().skip(1));
        lines.extend(modified(scene, entry.event));
        let checks = checks(scene, entry.event);
        if !checks.is_empty() {
            lines.push(DetailLine::Fact("Result".into(), result(entry.event)));
        }
        // The check that decided is the last one.
        lines.extend(checks.into_iter().rev());
        lines.push(DetailLine::Text(Phrase::muted(origin(scene, entry))));
        lines.push(DetailLine::Gap);
        lines.extend(facts(scene, entry));
        lines.extend(objects(scene, entry));
        lines
    })
}

/// Finds an entry and tells of it.
fn told(
    scene: &Scene<'_>,
    object: ObjectRef,
    tell: impl FnOnce(&Entry<'_>) -> Vec<DetailLine>,
) -> Vec<DetailLine> {
    let (Some((commit, place)), ObjectRef::Entry(id)) = (find(scene, object), object) else {
        return vec![DetailLine::text("This entry cannot be read.")];
    };
    let (seq, _) = id.place();
    let Some(event) = commit.events.get(place) else {
        return Vec::new();
    };
    tell(&Entry {
        seq,
        place,
        commit: &commit,
        event,
    })
}

/// Says in one line what ties an entry to others, where it stands in the journal, on whose machine it
/// came about and by which right.
fn origin(scene: &Scene<'_>, entry: &Entry<'_>) -> String {
    let tie: String = tie(scene, entry).chars().take(TIE).collect();
    let mut said = vec![
        format!("correlation {tie}…"),
        format!("change {}", entry.seq),
        format!("OS user {}", Safe::line(&entry.commit.os_user)),
    ];
    let grant = entry.commit.grant;
    said.extend(grant.map(|grant| format!("right {}", right(scene, grant, in_short_of(grant)))));
    said.join("   ")
}

/// Returns what ties an entry to the others of its request, or else of its change.
fn tie(scene: &Scene<'_>, entry: &Entry<'_>) -> String {
    let chains = chains(scene.tenant(), entry.commit);
    let tie = chains.get(entry.place).copied();
    tie.unwrap_or_else(|| entry.commit.id.guid()).to_string()
}

/// Says what gave a right, and over what.
fn right(scene: &Scene<'_>, grant: Grant, holder: &str) -> String {
    match grant.scope {
        Some(scope) => format!("{holder} over \"{}\"", scene.name(scope)),
        None => holder.to_owned(),
    }
}

/// Returns what gave a right as the title bar has it.
const fn in_short_of(grant: Grant) -> &'static str {
    match grant.holder {
        Holder::DirectoryRole(role) => role.abbreviation(),
        Holder::EntitlementRole(role) => role.abbreviation(),
        Holder::GroupOwner
        | Holder::ApplicationOwner
        | Holder::SiteOwner
        | Holder::Member
        | Holder::Anybody => grant.holder.label(),
    }
}

/// Says when, by whom, by what and to what end.
fn facts(scene: &Scene<'_>, entry: &Entry<'_>) -> Vec<DetailLine> {
    let (commit, event) = (entry.commit, entry.event);
    let fact = event.told_as();
    let mut lines = vec![DetailLine::fact("Time", scene.calendar.instant(commit.at))];
    lines.extend(initiators(scene, commit, event));
    let right = commit
        .grant
        .map(|grant| right(scene, grant, grant.holder.label()));
    lines.extend(right.map(|right| DetailLine::fact("Right", right)));
    lines.extend([
        DetailLine::fact("Command", commit.command.clone()),
        DetailLine::fact("Category", fact.category().label()),
        DetailLine::fact("Operation", fact.operation().label()),
        DetailLine::Fact("Result".into(), result(event)),
        DetailLine::fact("OS user", Safe::line(&commit.os_user)),
        DetailLine::fact("Change", entry.seq.to_string()),
        DetailLine::fact("Correlation", tie(scene, entry)),
    ]);
    lines
}

/// Lists what an entry is about.
fn objects(scene: &Scene<'_>, entry: &Entry<'_>) -> Vec<DetailLine> {
    let targets = entry.event.targets();
    let heading = (!targets.is_empty()).then(|| DetailLine::heading("Objects"));
    let named = targets.into_iter().map(|object| {
        let kind = object.kind().word();
        let name = names::of(scene, entry.event, object);
        DetailLine::bullet(format!("{kind} \"{name}\""))
    });
    heading.into_iter().chain(named).collect()
}

/// Lists the checks on the way to a refusal.
fn checks(scene: &Scene<'_>, event: &Event) -> Vec<DetailLine> {
    if let Change::Refusal(refused) = &event.change {
        walk::checks(scene, &Walk(refused.walk.clone()))
    } else {
        Vec::new()
    }
}

/// Says who acted: where the service carried out what somebody ordered, both.
fn initiators(scene: &Scene<'_>, commit: &Commit, event: &Event) -> Vec<DetailLine> {
    let by = Initiator::of(commit, event);
    if by != Initiator::Service {
        return vec![DetailLine::fact("Who", who(scene, by))];
    }
    let mut lines = vec![DetailLine::fact("Who", SERVICE)];
    if let Actor::Person(person) = commit.actor {
        lines.push(DetailLine::fact("Ordered by", scene.name(person)));
    }
    lines
}

/// Lists what an event changed, property by property.
fn modified(scene: &Scene<'_>, event: &Event) -> Vec<DetailLine> {
    let modified = scene.log.journal.modified(event);
    let mut lines = Vec::new();
    for changed in modified {
        for part in difference::parts(&changed.name, &changed.old, &changed.new) {
            let told = |value: &str| {
                // What an object is told apart by stays as it is.
                if part.name == "id" {
                    in_short(value)
                } else {
                    in_short(&names::put_in(scene, value))
                }
            };
            let (old, new) = (told(&part.old), told(&part.new));
            let text = format!("{}: {old} -> {new}", part.name);
            lines.push(DetailLine::bullet(Safe::line(&text)));
        }
    }
    lines
}

/// Cuts a value that would fill the pane; the record as JSON has it whole.
fn in_short(value: &str) -> String {
    if value.is_empty() {
        return "(none)".to_owned();
    }
    let short: String = value.chars().take(LONGEST_VALUE).collect();
    if short.len() < value.len() {
        format!("{short}…")
    } else {
        short
    }
}
