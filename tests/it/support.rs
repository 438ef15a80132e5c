//! What the stories are told with.

pub(crate) mod partners;
pub(crate) mod script;
pub(crate) mod terminal;
pub(crate) mod world;
