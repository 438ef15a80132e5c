//! The shape of a form: fields with what was entered, and the steps of a wizard.

use crate::domain::text::Safe;
use crate::ui::view::Phrase;

/// How a step of a wizard stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepMark {
    /// Seen, and nothing is wrong with it.
    Done,
    /// Something in it needs correcting.
    Problem,
    /// The one shown.
    Here,
    /// Not looked at yet.
    Unseen,
}

impl StepMark {
    /// Returns the sign in front of the step.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Done => "[x]",
            Self::Problem => "[!]",
            Self::Here => "[>]",
            Self::Unseen => "[ ]",
        }
    }
}

/// A step in the bar of a wizard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// Its name.
    pub title: Safe,
    /// How it stands.
    pub mark: StepMark,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputView {
    /// Text being edited; line breaks show in fields that allow them.
    Text {
        /// What was typed.
        text: Safe,
        /// What stands before the cursor.
        before: Safe,
        /// Characters typed and allowed, once it gets close.
        counter: Option<Safe>,
        /// The characters to keep room for, so that nothing beside the field moves while it is
        /// typed into.
        expects: usize,
    },
    /// On or off.
    Toggle(bool),
    /// All values, those that cannot be chosen greyed, and which one is chosen.
    Choices(Vec<Phrase>, Option<usize>),
    /// What is chosen in a list that opens.
    Chosen(Vec<Safe>),
    /// A value of the review.
    Review(Safe),
}

/// Whether something must be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Saving waits for it.
    Required,
    /// It may stay empty.
    Optional,
}

/// A field with its label, help and problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// Its label.
    pub label: Safe,
    /// Whether something must be entered.
    pub need: Need,
    /// What it holds.
    pub input: InputView,
    /// What helps filling it, or the echo of what was understood.
    pub help: Safe,
    /// What is wrong with it.
    pub problem: Option<Safe>,
    /// What would switch it on.
    pub off: Option<Safe>,
}

/// What is said under a step of a problem of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwayView {
    /// The step and its problem.
    pub text: Safe,
    /// Whether the line gets the keys.
    pub has_focus: bool,
}

/// A form, or one step of a wizard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView {
    /// What is made or changed.
    pub title: Safe,
    /// The steps, when there are several.
    pub steps: Vec<StepView>,
    /// The fields of the step shown.
    pub fields: Vec<FieldView>,
    /// Which field gets the keys; none of them where the line below does.
    pub focus: usize,
    /// What is said of a problem of another step.
    pub away: Option<AwayView>,
    /// What will follow from saving, or what changed meanwhile.
    pub notes: Vec<Safe>,
}
