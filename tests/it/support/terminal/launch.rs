//! Starting a program under a pseudo-terminal.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::Pid;
use tempfile::TempDir;

use super::Terminal;
use super::seen::{Attention, Seen};

/// All that the program finds; no XDG variable leads out of the temporary home.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("TERM", "xterm-256color"),
    ("LANG", "C.UTF-8"),
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
];

/// A program about to be started.
pub(crate) struct Launch {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
    home: Arc<TempDir>,
}

impl Launch {
    pub(super) fn new(program: &str, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        for (variable, value) in ENVIRONMENT {
            command.env(variable, value);
        }
        Self {
            command,
            columns: 80,
            rows: 24,
            home: Arc::new(TempDir::new().unwrap()),
        }
    }

    /// Chooses the size of the window; it is 80×24 otherwise.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.columns = columns;
        self.rows = rows;
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    /// Shares the home, and with it the store, of another terminal.
    pub(crate) fn beside(mut self, other: &Terminal) -> Self {
        self.home = Arc::clone(&other.home);
        self
    }

    /// Returns the home directory that the program will have.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts the program.
    pub(crate) fn start(mut self) -> Terminal {
        self.command.env("HOME", self.home.path());
        self.command.cwd(self.home.path());
        let size = PtySize {
            rows: self.rows,
            cols: self.columns,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let seen = Arc::new(Seen::new(self.columns, self.rows));
        let line_settings = line_settings(pair.master.as_ref());
        let child = pair.slave.spawn_command(self.command).unwrap();
        let process = process_of(child.as_ref());
        watch(output, child, &seen);
        Terminal {
            home: self.home,
            line_settings,
            master: Some(pair.master),
            keyboard,
            process,
            seen,
        }
    }
}

/// Describes echo, line editing and the like.
pub(super) fn line_settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn process_of(child: &(dyn Child + Send + Sync)) -> Pid {
    let number = child.process_id().unwrap();
    Pid::from_raw(number.try_into().unwrap()).unwrap()
}

/// Reads what the program writes until nobody has its terminal open, then takes its exit status.
fn watch(
    mut output: Box<dyn Read + Send>,
    mut child: Box<dyn Child + Send + Sync>,
    seen: &Arc<Seen>,
) {
    let reader = Arc::clone(seen);
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            if reader.show(&buffer[..length]) == Attention::Elsewhere {
                break;
            }
        }
        reader.close();
    });
    let waiter = Arc::clone(seen);
    thread::spawn(move || waiter.end(&child.wait().unwrap()));
}
