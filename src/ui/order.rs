//! What a form or a key sends: one command or several, and in whose name.

use crate::domain::command::{Command, DeskCommand};
use crate::domain::id::ObjectRef;
use crate::ui::bulk::Batch;
use crate::ui::form::FormTable;
use crate::ui::output::Wanted;
use crate::ui::screen::Screen;

/// Something to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// A command of the persona.
    Persona(Command),
    /// Commands of the persona, each carried out by itself.
    Each(Box<Batch>),
    /// A file to be written.
    Write(Wanted),
    /// Another form in the place of the one that orders it.
    Open(Box<Onward>),
    /// A command of the operator of the desk, whom no right stands in the way of.
    Operator(DeskCommand),
}

/// A form to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The form.
    pub form: &'static FormTable,
    /// What it is about.
    pub about: ObjectRef,
    /// What it would send at the least; where that is refused, the form does not open.
    pub asks: Command,
    /// The screen over which it opens, and which is there once it is closed.
    pub over: Screen,
}

impl Order {
    /// Makes an order of a persona's command, from whichever group it is.
    pub fn persona(command: impl Into<Command>) -> Self {
        Self::Persona(command.into())
    }
}

impl From<Command> for Order {
    fn from(command: Command) -> Self {
        Self::Persona(command)
    }
}

impl From<DeskCommand> for Order {
    fn from(command: DeskCommand) -> Self {
        Self::Operator(command)
    }
}
