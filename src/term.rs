//! The terminal: taking it, giving it back, and the one wait for whatever happens next.
//!
//! It knows keys and bytes and nothing of tenants, stores or commands. Start at [`session`] for what
//! is turned on and off, at [`events`] for what the loop waits for.

pub mod events;
mod frame_bytes;
pub mod input;
pub mod modes;
pub mod session;
pub mod signals;
