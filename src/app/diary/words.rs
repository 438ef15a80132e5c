//! How the diary names what happens: by key, action, command and code, never by what stands in a
//! record or a field.

use crate::ui::keymap;
use crate::ui::modal::Modal;
use crate::ui::model::Ui;
use crate::ui::msg::{Effect, Msg, Outcome};
use crate::ui::pointer::{Act, Target};
use crate::ui::scene::Scene;
use crate::ui::screen::Screen;

/// Names what reaches the screens, and where they are; nothing for what nobody did.
pub(in crate::app) fn happened(msg: &Msg, ui: &Ui, scene: &Scene<'_>) -> Option<String> {
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
        | Msg::Next => return None,
    };
    Some(format!("[{}] {what}", place(ui)))
}

/// Names what the screens ask for; nothing for what changes nothing.
pub(in crate::app) fn asked(effect: &Effect) -> Option<String> {
    match effect {
        Effect::Execute(execution) => Some(format!("command {}", execution.command.name())),
        Effect::Operate(command) => Some(format!("desk command {}", command.name())),
        Effect::Write(_) => Some("writes a file".to_owned()),
        Effect::Copy(_) | Effect::CopyRecord(_) => Some("copies".to_owned()),
        Effect::Suspend => Some("suspends".to_owned()),
        Effect::Quit => Some("leaves".to_owned()),
        Effect::LookBack(_)
        | Effect::LookAhead(..)
        | Effect::Foresee(_)
        | Effect::FindWays(..)
        | Effect::DropInput
        | Effect::Pause
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
