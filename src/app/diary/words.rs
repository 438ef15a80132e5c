//! How the diary names what happens: by key, action, command and code, never by what stands in a
//! record or a field. That goes beside the name, for a log that keeps data.

use super::Note;
use crate::script::output::to_line;
use crate::ui::keymap;
use crate::ui::modal::Modal;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Msg, Outcome};
use crate::ui::pointer::{Act, Target};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;

/// Names what reaches the screens, and where they are; nothing for what nobody did.
pub(in crate::app) fn happened(msg: &Msg, ui: &Ui, scene: &Scene<'_>) -> Option<Note> {
    let what = match msg {
        Msg::Key(key) if key.typed().is_some() && takes_text(ui) => "a character".to_owned(),
        Msg::Key(key) => {
            let prefix = ui.prefix.map(|prefix| prefix.key);
            match keymap::action_of(&ui.layers(scene), prefix, *key, scene) {
                Some(action) => format!("key {key}: {}", action.name()),
                None => format!("key {key}"),
            }
        }
        Msg::Pointer(act) => pointed(act).to_owned(),
        Msg::Paste(text) => format!("paste of {} bytes", text.len()),
        Msg::Finished(Outcome::Done(made)) => format!("done, {} made", made.len()),
        Msg::Finished(Outcome::Refused(refused)) => format!("refused: {}", refused.refusal.code()),
        Msg::Finished(Outcome::Broken(_)) => "not saved".to_owned(),
        Msg::Reloaded => "changed elsewhere or by time".to_owned(),
        Msg::Resize(_)
        | Msg::Drawn
        | Msg::Waited(_)
        | Msg::Reversible(..)
        | Msg::ClockAhead(..)
        | Msg::WaysFound(..)
        | Msg::Foreseen(_)
        | Msg::Diagnosed(_)
        | Msg::Next => return None,
    };
    let note = Note::of(format!("[{}] {what}", place(ui)));
    Some(note.with(typed(msg)))
}

/// Returns what was typed.
fn typed(msg: &Msg) -> Option<String> {
    if let Msg::Paste(text) = msg {
        return Some(text.clone());
    }
    let Msg::Key(key) = msg else { return None };
    key.typed().map(String::from)
}

/// Names what the screens ask for; nothing for what changes nothing.
pub(in crate::app) fn asked(effect: &Effect) -> Option<Note> {
    match effect {
        Effect::Execute(execution) => {
            let command = &execution.command;
            let note = Note::of(format!("command {}", command.name()));
            Some(note.with(to_line(command).ok()))
        }
        Effect::Operate(command) => {
            let note = Note::of(format!("desk command {}", command.name()));
            Some(note.with(to_line(command).ok()))
        }
        Effect::Write(writing) => Some(Note::of("writes a file").with(Some(writing.file.clone()))),
        Effect::Copy(text) => Some(Note::of("copies").with(Some(text.to_string()))),
        Effect::CopyRecord(_) => Some(Note::of("copies")),
        Effect::Suspend => Some(Note::of("suspends")),
        Effect::Quit => Some(Note::of("leaves")),
        Effect::LookBack(_)
        | Effect::LookAhead(..)
        | Effect::Foresee(_)
        | Effect::FindWays(..)
        | Effect::DropInput
        | Effect::Pause
        | Effect::Diagnose
        | Effect::Redraw => None,
    }
}

/// Tells whether a character may be part of a text, or name a person.
fn takes_text(ui: &Ui) -> bool {
    !ui.modals.is_empty() || ui.filter.is_some() || ui.here == Screen::SignIn
}

fn place(ui: &Ui) -> String {
    let screen = ui.here.page().name;
    match ui.modals.last() {
        Some(Modal::Form(form)) => format!("{screen}, form {}", form.table.name),
        Some(Modal::Confirm(_)) => format!("{screen}, question"),
        Some(Modal::Chooser(_) | Modal::Picker(..)) => format!("{screen}, list to choose from"),
        Some(Modal::Month(_)) => format!("{screen}, month"),
        Some(Modal::Lines(_)) => format!("{screen}, lines"),
        None => screen.to_owned(),
    }
}

const fn pointed(act: &Act) -> &'static str {
    match act {
        Act::Click(target) | Act::DoubleClick(target) => match target {
            Target::Cover => "click on nothing",
            Target::Row(_) | Target::Cell(..) | Target::Choice(_) => "click on a row",
            Target::Detail => "click on the detail",
            Target::Tab(_) => "click on a tab",
            Target::Key(_) => "click on a key",
            Target::Day(_) => "click on a day",
            Target::Away => "click on a problem",
            Target::Button(_) => "click on a button",
        },
        Act::WheelUp | Act::WheelDown => "wheel",
    }
}
