//! The shape of a page about one object: headings, facts, sentences and moments.

use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::ui::view::Phrase;
use crate::ui::view::picture::{Axis, Bars, Chain};

/// How a moment of a timeline relates to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It happened.
    Past,
    /// It is what is waited for.
    Present,
    /// It will happen if nobody acts.
    Future,
    /// Somebody or something said no.
    Denied,
    /// It came about in part.
    Partly,
    /// It went wrong.
    Failed,
    /// It belongs to the line above.
    Aside,
}

impl Moment {
    /// Returns the sign in front of the moment.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Past => "(o)",
            Self::Present => "(>)",
            Self::Future => "( )",
            Self::Denied => "(-)",
            Self::Partly => "(!)",
            Self::Failed => "(x)",
            Self::Aside => "   ",
        }
    }

    /// Returns the words in front of the moment where no sign stands there.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Past => "Done",
            Self::Present => "Now",
            Self::Future => "To come",
            Self::Denied => "Denied",
            Self::Partly => "In part",
            Self::Failed => "Failed",
            Self::Aside => "Also",
        }
    }
}

/// One line of a detail page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailLine {
    /// The name of a group of lines.
    Heading(Safe),
    /// A label with its value.
    Fact(Safe, Phrase),
    /// A sentence, wrapped.
    Text(Phrase),
    /// An item of a list, wrapped with its indent.
    Bullet(Phrase),
    /// A row of a timeline.
    Moment {
        /// Past, present or future.
        moment: Moment,
        /// The instant, if it is known.
        at: Option<Timestamp>,
        /// The instant in words.
        when: Safe,
        /// What happens.
        what: Safe,
        /// By whom, or why.
        note: Phrase,
    },
    /// An empty line.
    Gap,
    /// A length of time with what happens in it.
    Axis(Axis),
    /// Numbers over time.
    Bars(Bars),
    /// Things of which each leads to the next.
    Chain(Chain),
}

impl DetailLine {
    /// Makes a heading.
    pub fn heading(text: impl Into<Safe>) -> Self {
        Self::Heading(text.into())
    }

    /// Makes a label with an ordinary value.
    pub fn fact(label: &str, value: impl Into<Safe>) -> Self {
        Self::Fact(label.into(), Phrase::plain(value))
    }

    /// Makes an ordinary sentence that keeps its line breaks.
    pub fn text(text: &str) -> Self {
        Self::Text(Phrase::plain(Safe::lines(text)))
    }

    /// Makes a chain of things of which each leads to the next.
    pub fn chain(links: impl IntoIterator<Item = Phrase>) -> Self {
        Self::Chain(Chain {
            links: links.into_iter().collect(),
        })
    }

    /// Makes an ordinary item of a list.
    pub fn bullet(text: impl Into<Safe>) -> Self {
        Self::Bullet(Phrase::plain(text))
    }
}

/// A page of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DetailView {
    /// The lines.
    pub lines: Vec<DetailLine>,
    /// How many drawn lines are scrolled away at the top.
    pub scroll: usize,
}
