//! The bytes of one frame, collected so that a frame reaches the terminal whole.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::modes;

/// A writer that keeps what is drawn until it is sent; its clones share the same bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl FrameBytes {
    /// Sends what was collected in one write, unless the terminal was given back meanwhile.
    pub(super) fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let sent = if modes::is_entered() {
            modes::write_to_terminal(&bytes)
        } else {
            Ok(())
        };
        bytes.clear();
        sent
    }
}

impl Write for FrameBytes {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(part);
        Ok(part.len())
    }

    /// Does nothing: backends flush in the middle of a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
