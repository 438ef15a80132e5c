//! What a key sets off, as a value: found by the key table, carried out by the update.

use std::rc::Rc;

use crate::domain::command::desk::AdvanceClock;
use crate::domain::command::{Command, DeskCommand};
use crate::domain::id::{ObjectRef, PackageId, Person, ReviewId};
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::ui::action::Action;
use crate::ui::bulk::Batch;
use crate::ui::form::{FormStep, FormTable, link};
use crate::ui::list::Motion;
use crate::ui::list::arrangement::Change;
use crate::ui::memory::Draft;
use crate::ui::modal::{Chooser, Confirm, DayStep, Reading};
use crate::ui::output::Copied;
use crate::ui::reversal::Turn;
use crate::ui::screen::Screen;
use crate::ui::screen::admin::reports::Report;
use crate::ui::view::DetailLine;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Goes to a screen.
    Go(Screen),
    /// Goes to an object on the screen that lists it.
    GoTo(Screen, ObjectRef),
    /// Goes one level back.
    Back,
    /// Goes to the screen visited before.
    VisitPrevious,
    /// Goes to the screen visited after.
    VisitNext,
    /// Leaves the program, after a question when a form has changes.
    Quit,
    /// Leaves the program at once.
    Leave,
    /// Moves through rows or lines.
    Move(Motion),
    /// Gives the other pane the focus.
    OtherPane,
    /// Opens the tab with this number, counted from 1.
    OpenTab(usize),
    /// Starts typing a filter.
    Filter,
    /// Arranges the list of the screen or marks rows of it.
    List(ListStep),
    /// Copies something about an object.
    Copy(Copied, ObjectRef),
    /// Asks into which file the list or the object goes.
    Output,
    /// Does to all marked rows what a key does to one.
    OnMarks(Action),
    /// Carries out what was gathered for many rows.
    Bulk(Box<Batch>),
    /// Ends typing the filter and keeps it.
    KeepFilter,
    /// Opens a form, about an object when it edits one.
    OpenForm(&'static FormTable, Option<ObjectRef>),
    /// Does something in the open form.
    Form(FormStep),
    /// Asks before going on.
    Ask(Box<Confirm>),
    /// Asks before a reviewer follows every recommendation of a review, with what comes of it.
    AskRecommended(ReviewId),
    /// Answers the open question.
    Answer(Answer),
    /// Chooses the selected row of the open list.
    Choose,
    /// Marks the selected row of the open list.
    Mark,
    /// Shows users, groups or both in a list that holds both.
    NextKind,
    /// Shows who is in the group that is the selected row of the open list.
    Members,
    /// Moves through the days of the open month.
    Day(DayStep),
    /// Sends a command of the persona; the sentence is said once it is done.
    Execute(Box<Command>, Safe),
    /// Sends a command of the persona who has read the warnings with these codes.
    Acknowledge(Box<Command>, Vec<String>, Safe),
    /// Sends a command of the operator; the sentence is said once it is done.
    Operate(Box<DeskCommand>, Safe),
    /// Sends a command of the operator that leads to a screen.
    OperateAndGo(Box<DeskCommand>, Safe, Screen),
    /// Moves the clock to an instant, after a question where anything becomes due on the way.
    MoveClock(Box<AdvanceClock>, Timestamp),
    /// Shows the days to which the clock may be moved.
    ClockDates,
    /// Asks about whom the question why is meant.
    AskWhy(PackageId),
    /// Lists the packages that others can request, and what keeps the persona from each.
    WhyNothing,
    /// Shows whom a command of the persona would affect.
    Foresee(Rc<[Command]>),
    /// Asks about whom or what a report is meant.
    AskReport(Report),
    /// Explains whether somebody sees and may request a package, and why.
    Why(PackageId, Person),
    /// Shows why somebody may request a package or not, with what would change that.
    Explained(Box<Reading>, PackageId, Person),
    /// Shows lines to read, such as a walk of checks.
    Read(Safe, Vec<DetailLine>),
    /// Opens a list whose rows do something.
    Offer(Box<Chooser>),
    /// Takes up in the open form what was typed into it before.
    TakeUp(Box<Draft>),
    /// Drops the open form and what was typed.
    DropForm,
    /// Closes the form on top and keeps what was typed into it.
    KeepDraft,
    /// Shows the keys of this screen.
    Help,
    /// Opens the command palette.
    Palette,
    /// Shows the people one may act as.
    Personas,
    /// Takes the last command back or does it again, after a question where that is due.
    Turn(Turn),
    /// Shows the checks that led to the last refusal.
    Explain,
    /// Shows all notices.
    Notices,
    /// Shows what the program knows of itself and did last.
    Diagnose,
    /// Draws the whole screen again.
    Redraw,
    /// Puts the program to sleep.
    Suspend,
}

impl Step {
    /// Tells whether nothing comes of the step but a change of the records.
    #[expect(
        clippy::too_many_lines,
        reason = "a line for each step, and nothing else"
    )]
    pub fn leads_to_changes(&self) -> bool {
        match self {
            Self::OpenForm(table, _) => !std::ptr::eq(*table, &raw const link::OPEN),
            Self::OnMarks(_)
            | Self::Bulk(_)
            | Self::Ask(_)
            | Self::AskRecommended(_)
            | Self::Execute(..)
            | Self::Acknowledge(..)
            | Self::Operate(..)
            | Self::OperateAndGo(..)
            | Self::MoveClock(..)
            | Self::ClockDates
            | Self::Turn(_) => true,
            Self::Go(_)
            | Self::GoTo(..)
            | Self::Back
            | Self::VisitPrevious
            | Self::VisitNext
            | Self::Quit
            | Self::Leave
            | Self::Move(_)
            | Self::OtherPane
            | Self::OpenTab(_)
            | Self::Filter
            | Self::List(_)
            | Self::Copy(..)
            | Self::Output
            | Self::KeepFilter
            | Self::Form(_)
            | Self::Answer(_)
            | Self::Choose
            | Self::Mark
            | Self::NextKind
            | Self::Members
            | Self::Day(_)
            | Self::AskWhy(_)
            | Self::WhyNothing
            | Self::Foresee(_)
            | Self::AskReport(_)
            | Self::Why(..)
            | Self::Explained(..)
            | Self::Read(..)
            | Self::Offer(_)
            | Self::TakeUp(_)
            | Self::DropForm
            | Self::KeepDraft
            | Self::Help
            | Self::Palette
            | Self::Personas
            | Self::Explain
            | Self::Notices
            | Self::Diagnose
            | Self::Redraw
            | Self::Suspend => false,
        }
    }
}

/// What a key does to the list of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListStep {
    /// Offers the columns by which the list can be sorted.
    OfferSort,
    /// Offers the columns of the list to be shown or put away.
    OfferColumns,
    /// Offers the values that the rows of the list have.
    OfferFacets,
    /// Sorts the list, filters it, or shows other columns.
    Arrange(Change),
    /// Turns the order of the list around.
    Reverse,
    /// Marks the selected row of the list.
    MarkRow,
    /// Marks all rows shown of the list.
    MarkAll,
    /// Lists older changes of the log too.
    FurtherBack,
    /// Moves through the columns of a matrix.
    Across(Motion),
    /// Offers the columns of a matrix by name.
    FindColumn,
    /// Selects a column of a matrix.
    ToColumn(ObjectRef),
}

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// What the focused button says.
    Focused,
    /// Gives the other button the focus.
    Other,
}
