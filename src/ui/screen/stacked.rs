//! What a screen says of a list whose detail belongs below it.

use crate::domain::id::ObjectRef;
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, ListPage};
use crate::ui::view::{Belongs, DetailLine};

/// A list whose cells need the whole width, such as names that have to be read.
#[derive(Clone, Copy)]
pub struct StackedPage {
    /// The list; its detail is shown where there is room for it beside the list.
    pub list: ListPage,
    /// What stands below it is called.
    pub title: &'static str,
    /// Returns what is said of the selected object below the list, where few lines are in view at once.
    pub brief: fn(&Scene<'_>, ObjectRef) -> Vec<DetailLine>,
}

impl std::fmt::Debug for StackedPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StackedPage")
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

impl Body {
    /// Returns where the detail of the selected row belongs.
    pub const fn belongs(&self) -> Belongs {
        match self {
            Self::Stacked(_) => Belongs::Below,
            Self::List(_) | Self::Matrix(_) | Self::Detail(_) => Belongs::Beside,
        }
    }
}
