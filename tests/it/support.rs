//! What the stories are told with.

pub(crate) mod random;
pub(crate) mod script;
pub(crate) mod terminal;
pub(crate) mod world;
