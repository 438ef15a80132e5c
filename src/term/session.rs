//! The time during which the terminal is ours.

use std::io;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use crossterm::style::force_color_output;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use super::frame_bytes::FrameBytes;
use super::modes::{self, TerminalError};

/// A terminal that has been taken; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session {
    terminal: Terminal<CrosstermBackend<FrameBytes>>,
    bytes: FrameBytes,
}

impl Session {
    /// Takes the terminal.
    pub fn enter() -> Result<Self, TerminalError> {
        modes::enter()?;
        // Whoever draws has decided whether there is color: what is drawn has none where none is wanted.
        force_color_output(true);
        let bytes = FrameBytes::default();
        match Terminal::new(CrosstermBackend::new(bytes.clone())) {
            Ok(terminal) => Ok(Self { terminal, bytes }),
            Err(error) => {
                modes::restore();
                Err(error.into())
            }
        }
    }

    /// Returns the size of the window in cells; both are 0 while the terminal has not said it.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws one frame and sends it in one write.
    ///
    /// Nothing is drawn on a window without cells or on a terminal that was given back.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let size = self.size()?;
        if !modes::is_entered() || size.width == 0 || size.height == 0 {
            return Ok(());
        }
        self.terminal.draw(render)?;
        self.bytes.send()
    }

    /// Makes the next frame draw every cell, whatever the terminal shows by now.
    ///
    /// Resizing does it: the plain way of clearing asks the terminal for its cursor, and the answer would
    /// be taken for input.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        let size = self.size()?;
        self.terminal
            .resize(Rect::new(0, 0, size.width, size.height))
    }

    /// Sends text to the clipboard of the terminal; whether it arrives is never told.
    ///
    /// The text travels as base64 and must have passed the text gate.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.bytes, CopyToClipboard::to_clipboard_from(text))?;
        self.bytes.send()
    }

    /// Gives the terminal back and stops the process until somebody continues it.
    ///
    /// Continuing arrives as [`super::signals::SignalEvent::Continued`], upon which the loop calls [`Self::resume`].
    pub fn suspend(&mut self) -> io::Result<()> {
        modes::restore();
        emulate_default_handler(SIGTSTP)
    }

    /// Takes the terminal again and draws everything anew, however the process had been stopped.
    pub fn resume(&mut self) -> Result<(), TerminalError> {
        modes::restore();
        modes::enter()?;
        self.redraw_all()?;
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        modes::restore();
    }
}
