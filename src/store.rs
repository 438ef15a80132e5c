//! The files of a desk.

pub mod digest;
pub mod fs;
