//! What is turned on in the terminal, and the one way of turning all of it off again.
//!
//! The record of what is on is global, because a panic in any thread and a watchdog must be able to
//! give the terminal back without asking the thread that took it.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Why the terminal could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Screens need a person at both ends.
    #[error("{0} is not a terminal")]
    NotATerminal(&'static str),
    /// The terminal refused, or is gone.
    #[error("the terminal cannot be used: {0}")]
    Failed(#[from] io::Error),
}

/// A mode that is turned on and off by a sequence of bytes.
struct Mode {
    bit: u8,
    on: &'static str,
    off: &'static str,
}

/// Reading every key at once, without echo; a setting of the line and no sequence.
const RAW: u8 = 1;

/// The other modes in the order in which they are turned on.
const MODES: &[Mode] = &[
    Mode {
        bit: 1 << 1,
        on: "\x1b[?1049h\x1b[2J",
        // What a half-drawn frame left behind must not color the shell.
        off: "\x1b[0m\x1b[?1049l",
    },
    Mode {
        bit: 1 << 2,
        on: "\x1b[?2004h",
        off: "\x1b[?2004l",
    },
    Mode {
        bit: 1 << 3,
        on: "\x1b[?25l",
        off: "\x1b[?25h",
    },
];

/// Hearing of clicks and of the wheel; only where somebody wants that.
const MOUSE: Mode = Mode {
    bit: 1 << 4,
    on: "\x1b[?1000h\x1b[?1006h",
    off: "\x1b[?1006l\x1b[?1000l",
};

static MOUSE_WANTED: AtomicBool = AtomicBool::new(false);
static TURNED_ON: AtomicU8 = AtomicU8::new(0);
static PANIC_HOOK: Once = Once::new();

/// Takes the terminal; when that fails half-way, what was turned on is turned off again.
pub fn enter() -> Result<(), TerminalError> {
    require_terminal("standard input", &io::stdin())?;
    require_terminal("standard output", &io::stdout())?;
    PANIC_HOOK.call_once(restore_before_panic_messages);
    turn_on().map_err(|error| {
        restore();
        TerminalError::Failed(error)
    })
}

/// Decides whether the mouse is heard from the next time the terminal is taken.
pub fn want_mouse(wanted: bool) {
    MOUSE_WANTED.store(wanted, Ordering::SeqCst);
}

/// Gives the terminal back as it was found.
///
/// May be called at any time, from any thread and repeatedly: only what is on is turned off, once.
/// The line discipline comes first, since that cannot block where writing could.
pub fn restore() {
    let turned_on = TURNED_ON.swap(0, Ordering::SeqCst);
    if turned_on & RAW != 0 {
        // A terminal that is gone needs nothing back.
        drop(disable_raw_mode());
    }
    let sequences: String = MODES
        .iter()
        .chain([&MOUSE])
        .rev()
        .filter(|mode| turned_on & mode.bit != 0)
        .map(|mode| mode.off)
        .collect();
    if !sequences.is_empty() {
        drop(write_to_terminal(sequences.as_bytes()));
    }
}

/// Returns whether the terminal is ours to draw on.
pub fn is_entered() -> bool {
    TURNED_ON.load(Ordering::SeqCst) != 0
}

/// Writes to the terminal past every buffer and lock, so that a panic inside them does no harm.
pub(super) fn write_to_terminal(bytes: &[u8]) -> io::Result<()> {
    let descriptor = io::stdout().as_fd().try_clone_to_owned()?;
    File::from(descriptor).write_all(bytes)
}

fn require_terminal(name: &'static str, stream: &impl IsTerminal) -> Result<(), TerminalError> {
    if stream.is_terminal() {
        Ok(())
    } else {
        Err(TerminalError::NotATerminal(name))
    }
}

/// Each mode counts as on before it is turned on: undoing too much is harmless, too little is not.
fn turn_on() -> io::Result<()> {
    TURNED_ON.fetch_or(RAW, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut sequences = String::new();
    let mouse = MOUSE_WANTED.load(Ordering::SeqCst).then_some(&MOUSE);
    for mode in MODES.iter().chain(mouse) {
        TURNED_ON.fetch_or(mode.bit, Ordering::SeqCst);
        sequences.push_str(mode.on);
    }
    write_to_terminal(sequences.as_bytes())
}

fn restore_before_panic_messages() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |information| {
        restore();
        report(information);
    }));
}
