//! Work without a terminal: lines of JSON in, receipts and rows out.
//!
//! A line becomes the very command that a screen would build and passes through the same door.
//! [`mod@line`] reads a line, [`fill`] fits its fields into what the command takes, [`resolve`] finds
//! the objects it speaks of, [`session`] runs it, [`query`] answers questions, [`output`] writes.

pub mod bindings;
mod dates;
pub mod fill;
pub mod help;
pub mod json;
pub mod line;
mod near;
pub mod output;
pub mod pin;
pub mod query;
pub mod receipt;
pub mod resolve;
pub mod run;
pub mod sample;
pub mod session;
pub mod trouble;

pub use line::Line;
pub use near::near;
pub use run::{Ending, run};
pub use sample::Sample;
pub use session::Session;
pub use trouble::Trouble;
