//! Notices: what just happened, for how long it is said, and everything said before.

use crate::domain::text::Safe;
use crate::ui::calendar::Calendar;
use crate::ui::modal::{Chooser, Row};
use crate::ui::theme::Tone;
use crate::ui::view::{Hint, NoticeView, Phrase};

/// Seconds that an ordinary notice stays.
const SECONDS: u64 = 5;
/// Notices kept.
const KEPT: usize = 200;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done; goes after a while and can be undone.
    Done,
    /// Something was taken back; goes after a while and can be done again.
    TakenBack,
    /// Something to know, with nothing to undo; goes after a while.
    Told,
    /// A rule refused; stays until the next key.
    Refused,
    /// Something is broken; stays until the next key.
    Broken,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    kind: NoticeKind,
    text: Safe,
    at: Safe,
}

/// The notice shown, and all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notices {
    all: Vec<Notice>,
    unseen: usize,
    shown_for: Option<u64>,
}

impl NoticeKind {
    /// Tells whether the notice goes by itself.
    const fn goes(self) -> bool {
        match self {
            Self::Done | Self::TakenBack | Self::Told => true,
            Self::Refused | Self::Broken => false,
        }
    }
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, kind: NoticeKind, text: impl Into<Safe>, calendar: Calendar) {
        if self.all.len() == KEPT {
            self.all.remove(0);
        }
        self.all.push(Notice {
            kind,
            text: text.into(),
            at: calendar.instant(calendar.now),
        });
        self.unseen += 1;
        self.shown_for = Some(0);
    }

    /// Returns how many notices nobody has looked at in the list.
    pub const fn unseen(&self) -> usize {
        self.unseen
    }

    /// Lets time pass.
    pub fn wait(&mut self, milliseconds: u64) {
        let ordinary = self.all.last().is_some_and(|notice| notice.kind.goes());
        if let (true, Some(shown)) = (ordinary, self.shown_for) {
            let shown = shown.saturating_add(milliseconds);
            self.shown_for = (shown < SECONDS * 1_000).then_some(shown);
        }
    }

    /// Returns the milliseconds after which the shown notice goes by itself.
    pub fn left(&self) -> Option<u64> {
        let notice = self.all.last()?;
        let shown = self.shown_for?;
        notice
            .kind
            .goes()
            .then(|| (SECONDS * 1_000).saturating_sub(shown))
    }

    /// Notes a key, which a refusal does not outlive.
    pub fn key_pressed(&mut self) {
        if self.all.last().is_none_or(|notice| !notice.kind.goes()) {
            self.shown_for = None;
        }
    }

    /// Returns the notice to show.
    pub fn view(&self) -> Option<NoticeView> {
        self.shown_for?;
        let notice = self.all.last()?;
        let (words, hint) = match notice.kind {
            NoticeKind::Done => (
                Phrase::new(Tone::Good, notice.text.clone()),
                Some(Hint::new("u", "undo")),
            ),
            NoticeKind::TakenBack => (
                Phrase::new(Tone::Good, notice.text.clone()),
                Some(Hint::new("ctrl-r", "redo")),
            ),
            NoticeKind::Told => (Phrase::new(Tone::Info, notice.text.clone()), None),
            NoticeKind::Refused => (Phrase::new(Tone::Warning, notice.text.clone()), None),
            NoticeKind::Broken => (Phrase::new(Tone::Danger, notice.text.clone()), None),
        };
        Some(NoticeView { words, hint })
    }

    /// Opens the list of all notices, newest first, and marks them as seen.
    pub fn open(&mut self) -> Chooser {
        self.unseen = 0;
        let rows = self.all.iter().rev().map(|notice| {
            let tone = match notice.kind {
                NoticeKind::Done | NoticeKind::TakenBack | NoticeKind::Told => Tone::Text,
                NoticeKind::Refused => Tone::Warning,
                NoticeKind::Broken => Tone::Danger,
            };
            let text = Phrase::new(tone, notice.text.clone());
            Row::read(text, Phrase::muted(notice.at.clone()))
        });
        Chooser::new("Notices", rows.collect())
    }
}
