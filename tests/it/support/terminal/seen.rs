//! What has been seen of a program: its screen, and whether it still runs.

use std::num::NonZeroU16;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use portable_pty::ExitStatus;

use super::base64;

/// What has been seen, shared with the threads that watch the program.
pub(super) struct Seen {
    moment: Mutex<Moment>,
    changed: Condvar,
}

/// Where the reader of the screen looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attention {
    OnTheScreen,
    Elsewhere,
}

/// The clipboard of the terminal, into which a program may put text.
#[derive(Default)]
pub(super) struct Clipboard(Option<String>);

impl vt100::Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0 = Some(base64::decoded(data));
    }
}

/// The state of things at one moment.
pub(super) struct Moment {
    parser: vt100::Parser<Clipboard>,
    bytes: usize,
    attention: Attention,
    closed: bool,
    exit_code: Option<u32>,
}

impl Seen {
    pub(super) fn new(columns: u16, rows: u16) -> Self {
        let moment = Moment {
            parser: vt100::Parser::new_with_callbacks(
                at_least_one(rows),
                at_least_one(columns),
                0,
                Clipboard::default(),
            ),
            bytes: 0,
            attention: Attention::OnTheScreen,
            closed: false,
            exit_code: None,
        };
        Self {
            moment: Mutex::new(moment),
            changed: Condvar::new(),
        }
    }

    /// Returns the present moment; the watching threads wait while it is held.
    pub(super) fn now(&self) -> MutexGuard<'_, Moment> {
        self.moment.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the moment is as described, or patience ends, and returns the last one.
    pub(super) fn wait(
        &self,
        patience: Duration,
        is_so: impl Fn(&Moment) -> bool,
    ) -> MutexGuard<'_, Moment> {
        let waited = self
            .changed
            .wait_timeout_while(self.now(), patience, |moment| !is_so(moment));
        waited.unwrap().0
    }

    pub(super) fn show(&self, bytes: &[u8]) -> Attention {
        self.change(|moment| {
            moment.bytes += bytes.len();
            moment.parser.process(bytes);
        });
        self.now().attention
    }

    /// Lets the reader stop after what comes next.
    pub(super) fn look_away(&self) {
        self.change(|moment| moment.attention = Attention::Elsewhere);
    }

    pub(super) fn resize(&self, columns: u16, rows: u16) {
        self.change(|moment| {
            moment
                .parser
                .set_size(at_least_one(rows), at_least_one(columns));
        });
    }

    pub(super) fn close(&self) {
        self.change(|moment| moment.closed = true);
    }

    pub(super) fn end(&self, status: &ExitStatus) {
        self.change(|moment| moment.exit_code = Some(status.exit_code()));
    }

    fn change(&self, how: impl FnOnce(&mut Moment)) {
        how(&mut self.now());
        self.changed.notify_all();
    }
}

impl Moment {
    /// Returns the terminal as it would look.
    pub(super) fn terminal(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Returns what the program last put into the clipboard.
    pub(super) fn copied(&self) -> Option<&str> {
        self.parser.callbacks().0.as_deref()
    }

    /// Returns how many bytes the program has written so far.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns whether nothing more will come.
    pub(super) fn is_over(&self) -> bool {
        self.closed && self.exit_code.is_some()
    }

    pub(super) fn exit_code(&self) -> Option<u32> {
        self.exit_code
    }

    pub(super) fn screen(&self) -> String {
        self.rows().join("\n")
    }

    pub(super) fn row(&self, number: u16) -> String {
        self.rows()
            .into_iter()
            .nth(number.into())
            .unwrap_or_default()
    }

    /// Says whether the program still runs, for the message of a failed wait.
    pub(super) fn state(&self) -> String {
        match self.exit_code {
            Some(code) => format!("the program ended with {code}; last screen:"),
            None => "the program shows:".to_owned(),
        }
    }

    /// Draws the screen with an edge, so that empty rows and trailing blanks can be told.
    pub(super) fn framed(&self) -> String {
        let width = usize::from(self.terminal().size().1.get());
        let edge = format!("+{}+", "-".repeat(width));
        let rows = self.rows().into_iter().map(|row| format!("|{row}"));
        [edge.clone()]
            .into_iter()
            .chain(rows)
            .chain([edge])
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn rows(&self) -> Vec<String> {
        let width = self.terminal().size().1.get();
        self.terminal()
            .rows(0, width)
            .map(|row| row.trim_end().to_owned())
            .collect()
    }
}

/// The parser knows no window without rows or columns.
fn at_least_one(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}
