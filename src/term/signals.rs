//! Signals as events, and the promise that the process ends within a second of being told to.
//!
//! Handlers only pass the number on; a thread turns it into an event, so that a commit under way
//! finishes first. Where the loop does not answer, that thread gives the terminal back and leaves.

use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use super::modes;

/// How long the loop may take to finish what it does and to leave by itself.
const GRACE: Duration = Duration::from_millis(700);
/// How long giving the terminal back may take; a terminal that nobody reads blocks for ever.
const LAST_WRITE: Duration = Duration::from_millis(150);

const WATCHED: [i32; 7] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalEvent {
    /// Give the terminal back and stop.
    Suspend,
    /// The process runs again; the terminal may look like anything.
    Continued,
    /// Leave.
    Terminate(Termination),
}

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// The window has another size.
    WindowChanged,
    /// The process is asked for something.
    Asked(SignalEvent),
}

/// The signal that ends the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Termination {
    signal: i32,
}

impl Termination {
    /// Returns the exit code: 128 and the number of the signal.
    pub fn exit_code(self) -> i32 {
        128 + self.signal
    }
}

/// Makes a size limit on files an error of the write instead of the death of the process.
pub fn survive_file_size_limit() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    Ok(())
}

/// Starts to watch; each signal is handed to `deliver` by a thread of its own.
///
/// From the return on no signal is missed, not even a change of the window before the first frame.
pub(super) fn watch(deliver: impl Fn(Heard) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new(WATCHED)?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let heard = meaning(signal);
                deliver(heard);
                if let Heard::Asked(SignalEvent::Terminate(termination)) = heard {
                    leave_after_grace(termination);
                }
            }
        })?;
    Ok(())
}

fn meaning(signal: i32) -> Heard {
    match signal {
        SIGWINCH => Heard::WindowChanged,
        SIGTSTP => Heard::Asked(SignalEvent::Suspend),
        SIGCONT => Heard::Asked(SignalEvent::Continued),
        signal => Heard::Asked(SignalEvent::Terminate(Termination { signal })),
    }
}

fn leave_after_grace(termination: Termination) {
    thread::sleep(GRACE);
    let (done, finished) = mpsc::channel::<()>();
    thread::spawn(move || {
        modes::restore();
        drop(done);
    });
    // Either it is given back or nobody is there to take it.
    finished.recv_timeout(LAST_WRITE).ok();
    process::exit(termination.exit_code());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_code_tells_the_signal() {
        assert_eq!(Termination { signal: SIGTERM }.exit_code(), 143);
        assert_eq!(Termination { signal: SIGHUP }.exit_code(), 129);
    }

    #[test]
    fn stopping_and_continuing_do_not_end_the_process() {
        assert_eq!(meaning(SIGTSTP), Heard::Asked(SignalEvent::Suspend));
        assert_eq!(meaning(SIGCONT), Heard::Asked(SignalEvent::Continued));
    }
}
