//! What reaches the screens, and what they ask for.

use crate::domain::command::{Command, DeskCommand};
use crate::domain::id::ObjectRef;
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::ui::key::Key;
use crate::ui::layout::Size;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// What was last returned by the view is on the screen, and all older input was dropped where
    /// [`Effect::DropInput`] asked for it.
    Drawn,
    /// So many milliseconds have passed since the last message of this kind or of a key.
    Waited(u64),
    /// What was asked for last has come to an end.
    Finished(Outcome),
    /// Another window changed the records, or the clock moved.
    Reloaded,
}

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was accepted; the objects it made, the main one first.
    Done(Vec<ObjectRef>),
    /// A rule refused it.
    Refused(Refusal),
    /// It could not be kept; the sentence says what became of the data first.
    Broken(Safe),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A command of the persona, with the codes of the warnings that were acknowledged.
    Execute(Command, Vec<String>),
    /// A command of the operator.
    Operate(DeskCommand),
    /// To draw, then to drop what was typed before that, then to say [`Msg::Drawn`].
    DropInput,
    /// To draw every cell again.
    Redraw,
    /// To put the program to sleep.
    Suspend,
    /// To leave.
    Quit,
}
