//! What the stories are told with.

pub(crate) mod terminal;
pub(crate) mod world;
