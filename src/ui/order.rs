//! What a form or a key sends: one command or several, and in whose name.

use crate::domain::command::{Command, DeskCommand};
use crate::ui::bulk::Batch;

/// Something to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// A command of the persona.
    Persona(Command),
    /// Commands of the persona, each carried out by itself.
    Each(Box<Batch>),
    /// A command of the operator of the desk, whom no right stands in the way of.
    Operator(DeskCommand),
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
