//! What signals of the system do to the program.

use crate::app::{App, End};
use crate::store::fs::Fs;
use crate::term::signals::SignalEvent;

impl<F: Fs> App<F> {
    pub(super) fn signal(&mut self, signal: SignalEvent) {
        match signal {
            SignalEvent::Suspend => self.suspend(),
            SignalEvent::Continued => {
                if self.session.resume().is_err() {
                    self.end = Some(End::Code(129));
                }
                self.catch_up();
                self.shown = None;
                self.stale = true;
            }
            SignalEvent::Terminate(termination) => {
                self.end = Some(End::Code(termination.exit_code()));
            }
        }
    }

    pub(super) fn suspend(&mut self) {
        if self.session.suspend().is_err() {
            self.end = Some(End::Code(129));
        }
    }
}
