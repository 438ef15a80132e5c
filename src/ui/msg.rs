//! What reaches the screens, and what they ask for.

use std::rc::Rc;

use crate::domain::command::{AdvanceClock, Command, DeskCommand};
use crate::domain::commit::Commit;
use crate::domain::foreseeing::Counts;
use crate::domain::id::{ObjectRef, PackageId, Person};
use crate::domain::impact::Affected;
use crate::domain::refusal::Refused;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::domain::warning::Warned;
use crate::ui::key::Key;
use crate::ui::layout::Size;
use crate::ui::modal::{Reading, Way};
use crate::ui::output::Writing;
use crate::ui::pointer::Act;
use crate::ui::reversal::Turn;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse was used.
    Pointer(Act),
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
    /// What undo or redo would reverse: the first commits, and how many there are.
    Reversible(Turn, Vec<Commit>, usize),
    /// What time will do on the way to an instant to which the clock is to be moved.
    ClockAhead(Box<AdvanceClock>, Timestamp, Counts),
    /// Lines that [`Effect::FindWays`] asked about, and what would change what they say.
    WaysFound(Box<Reading>, Vec<Way>),
    /// Lines that [`Effect::Diagnose`] asked for.
    Diagnosed(Box<Reading>),
    /// Whom the command that [`Effect::Foresee`] asked about would affect.
    Foreseen(Box<Foreseen>),
    /// Another window changed the records, or the clock moved.
    Reloaded,
    /// The screen was drawn and input answered since [`Effect::Pause`] asked for that.
    Next,
}

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was accepted; the objects it made, the main one first.
    Done(Vec<ObjectRef>),
    /// A rule refused it.
    Refused(Box<Refused>),
    /// It could not be kept; the sentence says what became of the data first.
    Broken(Safe),
}

/// What a command would lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen {
    /// Whom it would affect.
    pub affected: Affected,
    /// What whoever gives it would be told besides.
    pub warnings: Vec<Warned>,
}

/// A command of the persona on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// What is asked for.
    pub command: Command,
    /// The codes of the warnings that were read.
    pub acknowledge: Vec<String>,
    /// The objects that were looked at, each in the revision seen.
    pub seen: Vec<(ObjectRef, u64)>,
}

impl Execution {
    /// Makes an execution of a command that nothing has been looked at for yet.
    pub fn new(command: impl Into<Command>) -> Self {
        Self {
            command: command.into(),
            acknowledge: Vec::new(),
            seen: Vec::new(),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A command of the persona.
    Execute(Execution),
    /// A command of the operator.
    Operate(DeskCommand),
    /// To say with [`Msg::Reversible`] what undo or redo would reverse.
    LookBack(Turn),
    /// To say with [`Msg::ClockAhead`] what time will do until an instant.
    LookAhead(Box<AdvanceClock>, Timestamp),
    /// To decide a command of the persona without keeping it, and to say with [`Msg::Foreseen`] whom
    /// it would affect, or with [`Msg::Finished`] why it would be refused.
    Foresee(Rc<[Command]>),
    /// To find what would let somebody see and request a package, and to say it with
    /// [`Msg::WaysFound`] and the lines that explain why not.
    FindWays(Box<Reading>, PackageId, Person),
    /// To draw, then to drop what was typed before that, then to say [`Msg::Drawn`].
    DropInput,
    /// To send a text to the clipboard of the terminal.
    Copy(Safe),
    /// To send the record of an object there.
    CopyRecord(ObjectRef),
    /// To write a file.
    Write(Box<Writing>),
    /// To draw, to answer what was typed, then to say [`Msg::Next`].
    Pause,
    /// To say with [`Msg::Diagnosed`] what the program knows of itself and did last.
    Diagnose,
    /// To draw every cell again.
    Redraw,
    /// To put the program to sleep.
    Suspend,
    /// To leave.
    Quit,
}
