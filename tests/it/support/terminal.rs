//! A person in front of a terminal: starts a program, reads the screen, presses keys.
//!
//! The program runs under a real pseudo-terminal with an empty home of its own. Nothing here
//! sleeps: whoever waits is woken by the bytes that the program writes, or by its end.

mod base64;
mod hints;
mod keystrokes;
mod launch;
mod seen;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use accessdesk::ui::key::Key;
use portable_pty::{MasterPty, PtySize};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tempfile::TempDir;

pub(crate) use launch::Launch;
use seen::{Moment, Seen};

/// How long a program may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a program gets to answer the escape key before other bytes follow it.
const ESCAPE_PAUSE: Duration = Duration::from_millis(200);
/// How long nothing is drawn once a key has been answered.
const STROKE_PAUSE: Duration = Duration::from_millis(40);

/// A running program and the screen it draws.
pub(crate) struct Terminal {
    home: Arc<TempDir>,
    master: Option<Box<dyn MasterPty + Send>>,
    line_settings: String,
    keyboard: Box<dyn Write + Send>,
    process: Pid,
    seen: Arc<Seen>,
}

impl Terminal {
    /// Prepares the product, as installed, with these arguments.
    pub(crate) fn accessdesk(arguments: &[&str]) -> Launch {
        Launch::new(env!("CARGO_BIN_EXE_accessdesk"), arguments)
    }

    /// Prepares any program.
    pub(crate) fn program(path: &str, arguments: &[&str]) -> Launch {
        Launch::new(path, arguments)
    }

    /// Prepares a shell that runs a script.
    pub(crate) fn shell(script: &str) -> Launch {
        Launch::new("/bin/sh", &["-c", script])
    }

    /// Returns the home directory of the program.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Presses keys, written as people write them and separated by spaces: `g c Ctrl-S`.
    #[track_caller]
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keystrokes::parse(keys) {
            self.strike(key);
        }
        self
    }

    /// Presses keys, each only once the screen offers it.
    #[track_caller]
    pub(crate) fn press_shown(&mut self, keys: &str) -> &mut Self {
        for key in keystrokes::parse(keys) {
            let offered = |moment: &Moment| hints::shown_keys(&moment.screen()).contains(&key);
            self.wait_while_missing(&format!("the key {key} to be shown"), offered);
            self.strike(key);
        }
        self
    }

    /// Presses a key once the screen offers it, and returns the screen before; nothing where the
    /// screen becomes as described without it, for what was typed earlier may not be drawn yet.
    #[track_caller]
    pub(crate) fn press_shown_unless(
        &mut self,
        key: Key,
        is_so: impl Fn(&str) -> bool,
    ) -> Option<String> {
        self.wait_while_missing(&format!("the key {key} to be shown"), |moment| {
            let screen = moment.screen();
            is_so(&screen) || hints::shown_keys(&screen).contains(&key)
        });
        let before = self.screen();
        if is_so(&before) {
            return None;
        }
        self.strike(key);
        Some(before)
    }

    /// Types text into whatever has the focus.
    #[track_caller]
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        self.send(text.as_bytes())
    }

    /// Pastes text, as a terminal does it for a program that asked to be told about pastes.
    #[track_caller]
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        if self.seen.now().terminal().bracketed_paste() {
            self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes())
        } else {
            self.send(text.as_bytes())
        }
    }

    /// Waits until the program has put text into the clipboard, and returns it.
    #[track_caller]
    pub(crate) fn copied(&mut self) -> String {
        self.wait_while_missing("text in the clipboard", |moment| moment.copied().is_some());
        self.seen.now().copied().unwrap_or_default().to_owned()
    }

    /// Gives the window another size; the program is told by the system.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.seen.resize(columns, rows);
        let size = PtySize {
            rows,
            cols: columns,
            ..PtySize::default()
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// Returns the text on the screen, a line for each row.
    pub(crate) fn screen(&self) -> String {
        self.seen.now().screen()
    }

    /// Returns the text of one row, counted from 0.
    pub(crate) fn row(&self, number: u16) -> String {
        self.seen.now().row(number)
    }

    /// Returns the keys that the screen offers right now.
    pub(crate) fn shown_keys(&self) -> BTreeSet<Key> {
        hints::shown_keys(&self.screen())
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_while_missing(&format!("{text:?}"), |moment| {
            moment.screen().contains(text)
        })
    }

    /// Tells whether the screen shows a text before long.
    pub(crate) fn sees_soon(&self, text: &str) -> bool {
        let shown = |moment: &Moment| moment.screen().contains(text);
        let moment = self.seen.wait(ESCAPE_PAUSE, shown);
        shown(&moment)
    }

    /// Waits until nothing more is drawn, for a screen that is drawn by halves may say anything.
    pub(crate) fn settle(&mut self) -> &mut Self {
        loop {
            let before = self.seen.now().bytes();
            let goes_on = |moment: &Moment| moment.bytes() > before || moment.is_over();
            let moment = self.seen.wait(STROKE_PAUSE, goes_on);
            if moment.bytes() == before || moment.is_over() {
                drop(moment);
                return self;
            }
        }
    }

    /// Waits until the screen is as described.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, is_so: impl Fn(&str) -> bool) -> &mut Self {
        self.wait_while_missing("the screen to be as described", |moment| {
            is_so(&moment.screen())
        })
    }

    /// Waits for a text and returns how long it took since an instant.
    #[track_caller]
    pub(crate) fn time_until(&mut self, text: &str, since: Instant) -> Duration {
        self.wait_for(text);
        since.elapsed()
    }

    /// Waits until the terminal is in the state described: cursor, modes, alternate screen.
    #[track_caller]
    pub(crate) fn wait_until_terminal(
        &mut self,
        is_so: impl Fn(&vt100::Screen) -> bool,
    ) -> &mut Self {
        self.wait_while_missing("the terminal to be as described", |moment| {
            is_so(moment.terminal())
        })
    }

    /// Leaves the product at once, whatever is open, and returns its exit code.
    #[track_caller]
    pub(crate) fn quit(mut self) -> u32 {
        self.press("Ctrl-C Ctrl-C");
        self.exit_code()
    }

    /// Answers a question by which the program ends, and returns its exit code.
    ///
    /// What comes before a question is drawn and awaited is dropped, and a test is quicker than any
    /// hand, so the key is pressed again until the program has ended.
    #[track_caller]
    pub(crate) fn end_with(&mut self, key: &str) -> u32 {
        let begun = Instant::now();
        loop {
            self.press(key);
            let is_over = self.seen.wait(ESCAPE_PAUSE, Moment::is_over).is_over();
            if is_over || begun.elapsed() > PATIENCE {
                return self.exit_code();
            }
        }
    }

    /// Ends the program the hard way, as a power cut would.
    pub(crate) fn kill(&mut self) -> &mut Self {
        self.signal(Signal::KILL)
    }

    /// Takes the terminal away, as closing its window or losing the connection does.
    ///
    /// The key makes the program write once more, which frees the thread that reads.
    #[track_caller]
    pub(crate) fn hang_up(&mut self) -> &mut Self {
        self.seen.look_away();
        self.send(b"x");
        self.keyboard = Box::new(std::io::sink());
        self.master = None;
        self
    }

    /// Returns whether echo, line editing and all else are as they were before the program began.
    pub(crate) fn has_its_first_line_settings(&self) -> bool {
        launch::line_settings(self.master.as_ref().unwrap().as_ref()) == self.line_settings
    }

    /// Waits until the program has stopped itself.
    pub(crate) fn wait_until_stopped(&mut self) -> &mut Self {
        waitid(WaitId::Pid(self.process), WaitIdOptions::STOPPED).unwrap();
        self
    }

    /// Sends a signal to the program, if it still runs.
    #[track_caller]
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        if self.seen.now().exit_code().is_none() {
            let sent = kill_process(self.process, signal);
            // It may have ended since, and be no process any more before that is noted here.
            assert!(matches!(sent, Ok(()) | Err(Errno::SRCH)), "{sent:?}");
        }
        self
    }

    /// Waits for the end of the program and returns its exit code, 128 + n after signal n.
    #[track_caller]
    pub(crate) fn exit_code(&mut self) -> u32 {
        let ended = |moment: &Moment| moment.exit_code().is_some();
        self.wait_while_missing("the program to end", ended);
        self.seen.now().exit_code().unwrap()
    }

    #[track_caller]
    fn wait_while_missing(&mut self, what: &str, is_there: impl Fn(&Moment) -> bool) -> &mut Self {
        let seen = Arc::clone(&self.seen);
        let moment = seen.wait(PATIENCE, |moment| is_there(moment) || moment.is_over());
        if !is_there(&moment) {
            let report = format!("{}\n{}", moment.state(), moment.framed());
            drop(moment);
            panic!("waited for {what}; {report}");
        }
        drop(moment);
        self
    }

    #[track_caller]
    fn strike(&mut self, key: Key) {
        let before = self.seen.now().bytes();
        self.send(&keystrokes::bytes(key));
        if key == keystrokes::ESCAPE {
            let answered = |moment: &Moment| moment.bytes() > before || moment.is_over();
            drop(self.seen.wait(ESCAPE_PAUSE, answered));
        }
    }

    #[track_caller]
    fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let sent = self
            .keyboard
            .write_all(bytes)
            .and_then(|()| self.keyboard.flush());
        assert!(
            sent.is_ok(),
            "nobody reads the keyboard any more; screen:\n{}",
            self.seen.now().framed()
        );
        self
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.kill();
    }
}
