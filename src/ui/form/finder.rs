//! What finds the rows of a picker that are too many to be listed at once.

use crate::domain::id::ObjectRef;
use crate::ui::form::Pick;
use crate::ui::scene::Scene;

/// Which of two kinds of rows a picker shows that holds both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shows {
    /// Users alone.
    Users,
    /// Groups alone.
    Groups,
    /// Both.
    #[default]
    Both,
}

impl Shows {
    /// All of them with their names, in the order in which they are gone through.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Users, "users"),
        (Self::Groups, "groups"),
        (Self::Both, "both"),
    ];

    /// Returns the one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Users => Self::Groups,
            Self::Groups => Self::Both,
            Self::Both => Self::Users,
        }
    }
}

/// What the rows of a picker are found for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought<'a> {
    /// What was typed.
    pub typed: &'a str,
    /// Which kinds of rows are shown, where it holds users and groups.
    pub shows: Shows,
}

/// Finds rows for what they are sought by.
type Find = fn(&Scene<'_>, Option<ObjectRef>, Sought<'_>) -> Vec<Pick>;

/// Finds the rows of a picker for what was typed, where there are too many to list them all.
#[derive(Clone, Copy)]
pub struct Finder {
    /// Finds them.
    pub find: Find,
    /// Whether it holds users and groups, of which one kind can be shown alone.
    pub of_both: bool,
    /// What its rows have to fit, where that is not what the form is about.
    pub fitting: Option<ObjectRef>,
}

impl Finder {
    /// Makes a finder of rows of one kind.
    pub const fn new(find: Find) -> Self {
        Self {
            find,
            of_both: false,
            fitting: None,
        }
    }

    /// Makes a finder of users and groups.
    pub const fn of_both(find: Find) -> Self {
        Self {
            find,
            of_both: true,
            fitting: None,
        }
    }

    /// Makes it find rows for an object other than what the form is about.
    #[must_use]
    pub const fn fitting(self, object: Option<ObjectRef>) -> Self {
        Self {
            fitting: object,
            ..self
        }
    }
}
