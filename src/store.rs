//! The files of a desk.

pub mod digest;
pub mod error;
pub mod finding;
pub mod frame;
pub mod fs;
mod guard;
pub mod head;
mod journal;
mod lock;
pub mod manifest;
mod replace;
