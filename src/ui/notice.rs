//! Notices: what just happened, for how long it is said, and everything said before.

use crate::domain::text::Safe;
use crate::domain::walk::Walk;
use crate::ui::action::Action;
use crate::ui::calendar::Calendar;
use crate::ui::modal::{Chooser, Row};
use crate::ui::reversal::Turn;
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Hint, NoticeView, Phrase};

/// Seconds that an ordinary notice stays unless settings say otherwise.
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

impl NoticeKind {
    /// Tells whether it goes by itself.
    const fn goes(self) -> bool {
        match self {
            Self::Done | Self::TakenBack | Self::Told => true,
            Self::Refused | Self::Broken => false,
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Done | Self::TakenBack => Tone::Good,
            Self::Told => Tone::Info,
            Self::Refused => Tone::Warning,
            Self::Broken => Tone::Danger,
        }
    }
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    kind: NoticeKind,
    text: Safe,
    at: Safe,
    walk: Walk,
}

/// The notice shown, and all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// Seconds that an ordinary notice stays; 0 keeps it until the next key.
    pub seconds: u64,
    all: Vec<Notice>,
    unseen: usize,
    shown_for: Option<u64>,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            seconds: SECONDS,
            all: Vec::new(),
            unseen: 0,
            shown_for: None,
        }
    }
}

impl Notices {
    /// Says something.
    pub fn say(&mut self, kind: NoticeKind, text: impl Into<Safe>, calendar: Calendar) {
        self.say_why(kind, text, Walk::default(), calendar);
    }

    /// Says something with the checks that led to it.
    pub fn say_why(
        &mut self,
        kind: NoticeKind,
        text: impl Into<Safe>,
        walk: Walk,
        calendar: Calendar,
    ) {
        if self.all.len() == KEPT {
            self.all.remove(0);
        }
        self.all.push(Notice {
            kind,
            text: text.into(),
            at: calendar.instant(calendar.now),
            walk,
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
        if let (true, Some(shown)) = (self.goes(), self.shown_for) {
            let shown = shown.saturating_add(milliseconds);
            self.shown_for = (shown < self.seconds * 1_000).then_some(shown);
        }
    }

    fn goes(&self) -> bool {
        self.seconds > 0 && self.all.last().is_some_and(|notice| notice.kind.goes())
    }

    /// Returns the milliseconds after which the shown notice goes by itself.
    pub fn left(&self) -> Option<u64> {
        let shown = self.shown_for.filter(|_| self.goes())?;
        Some((self.seconds * 1_000).saturating_sub(shown))
    }

    /// Notes a key, which a refusal does not outlive.
    pub fn key_pressed(&mut self) {
        if !self.goes() {
            self.shown_for = None;
        }
    }

    /// Notes that another screen was opened, on which what was merely told says nothing.
    pub fn screen_left(&mut self) {
        let last = self.all.last();
        if last.is_some_and(|notice| notice.kind == NoticeKind::Told) {
            self.shown_for = None;
        }
    }

    /// Returns the sentence of the last notice and the checks that led to it, if it has any.
    pub fn explained(&self) -> Option<(&Safe, &Walk)> {
        let notice = self.all.last()?;
        (!notice.walk.0.is_empty()).then_some((&notice.text, &notice.walk))
    }

    /// Tells whether the notice shown can be explained.
    pub fn explains(&self) -> bool {
        self.shown_for.is_some() && self.explained().is_some()
    }

    /// Returns the notice to show, with the key that helps next where it does something.
    pub fn view(&self, scene: &Scene<'_>) -> Option<NoticeView> {
        self.shown_for?;
        let notice = self.all.last()?;
        let hint = match notice.kind {
            NoticeKind::Done => {
                let turns = scene.turns(Turn::Undo).is_ok();
                turns.then_some((Action::Undo, "u", "undo"))
            }
            NoticeKind::TakenBack => {
                let turns = scene.turns(Turn::Redo).is_ok();
                turns.then_some((Action::Redo, "Ctrl-R", "redo"))
            }
            NoticeKind::Refused => {
                let explains = self.explains();
                explains.then_some((Action::WhyRefused, "w", "why"))
            }
            NoticeKind::Told | NoticeKind::Broken => None,
        };
        Some(NoticeView {
            words: Phrase::new(notice.kind.tone(), notice.text.clone()),
            hint: hint
                .map(|(action, usual, label)| Hint::new(scene.keys.name_of(action, usual), label)),
        })
    }

    /// Opens the list of all notices, newest first, and marks them as seen.
    pub fn open(&mut self) -> Chooser {
        self.unseen = 0;
        let rows = self.all.iter().rev().map(|notice| {
            let tone = match notice.kind {
                NoticeKind::Done | NoticeKind::TakenBack | NoticeKind::Told => Tone::Text,
                kind @ (NoticeKind::Refused | NoticeKind::Broken) => kind.tone(),
            };
            let text = Phrase::new(tone, notice.text.clone());
            let whole = vec![DetailLine::Text(text.clone())];
            Row::read(text, Phrase::muted(notice.at.clone()), whole)
        });
        Chooser::new("Notices", rows.collect()).otherwise("Nothing has been said yet.")
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::notice::NoticeKind;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn said(kind: NoticeKind, text: &str) -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        let calendar = desk.scene().calendar;
        desk.ui.notices.say(kind, text, calendar);
        desk
    }

    #[test]
    fn long_notices_are_wrapped_and_say_their_way_out_whatever_they_leave_out() {
        let text = "Somebody has asked for this already. ".repeat(3) + "Wait for the decision.";
        said(NoticeKind::Refused, &text).expect("Wait for the decision.");
        let text = format!(
            "Refused: {} asked already. Wait for the decision, or cancel it first.  [OpenRequest]",
            "somebody, ".repeat(40)
        );
        let mut desk = said(NoticeKind::Refused, &text);
        for (width, height) in [(60, 18), (80, 24)] {
            desk.tell(Msg::Resize(Size { width, height }));
            desk.expect("Refused: somebody, somebody")
                .expect("\u{2026} Wait");
            desk.expect("decision, or cancel it first.  [OpenRequest]");
        }
        let endless = "somebody ".repeat(90);
        said(NoticeKind::Refused, &endless).expect("\u{2026}");
    }

    #[test]
    fn undo_is_offered_only_for_what_it_takes_back_and_only_where_its_key_acts() {
        said(NoticeKind::Done, "Saved.").expect_no("u undo");
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For sales").press("Ctrl-S").expect("u undo");
        desk.press("n").expect_no("u undo").press("esc");
        desk.press("u").expect("Ctrl-R redo").press("Ctrl-R");
        desk.press("P").type_text("admin").press("enter");
        desk.expect("Acting as Administrator now.")
            .expect_no("undo");
    }

    #[test]
    fn what_was_merely_told_does_not_follow_to_another_screen() {
        let mut desk = said(NoticeKind::Told, "Acting as Administrator now.");
        desk.press("j").expect("Acting as Administrator now.");
        desk.press("g p").expect_no("Acting as Administrator now.");
        let mut desk = said(NoticeKind::Done, "Saved.");
        desk.press("g p").expect("Saved.");
    }

    #[test]
    fn a_notice_that_no_time_takes_away_stays_until_the_next_key() {
        let mut desk = said(NoticeKind::Done, "Saved.");
        desk.ui.notices.seconds = 0;
        desk.tell(Msg::Waited(3_600_000));
        desk.expect("Saved.");
        assert_eq!(desk.ui.notices.left(), None);
        desk.press("j").expect_no("Saved.");
    }

    #[test]
    fn a_list_without_another_row_names_no_key_to_it() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("!").expect("Nothing has been said yet.");
        desk.expect_no("next row").press("down esc");
        let calendar = desk.scene().calendar;
        desk.ui.notices.say(NoticeKind::Told, "One.", calendar);
        desk.press("!").expect_no("next row").press("down esc");
        desk.ui.notices.say(NoticeKind::Told, "Two.", calendar);
        desk.press("!").expect("Down next row");
    }

    #[test]
    fn a_notice_is_read_to_its_end_from_the_list_of_all() {
        let text = "Somebody has asked for this already. ".repeat(9) + "Wait for the decision.";
        let mut desk = said(NoticeKind::Refused, &text);
        desk.press("j !").expect_no("Wait for the decision.");
        desk.expect("Enter choose").press("enter");
        desk.expect("Wait for the decision.");
    }

    #[test]
    fn banner_stays_and_gives_way_to_what_is_said() {
        let mut desk = said(NoticeKind::Refused, "Not possible.");
        desk.ui.banner = Some("Read-only: damaged.".into());
        desk.expect("Not possible.").expect_no("Read-only");
        desk.press("j").expect("Read-only: damaged.");
    }
}
