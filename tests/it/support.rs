//! What the stories are told with.

pub(crate) mod desk;
pub(crate) mod focus;
pub(crate) mod golden;
pub(crate) mod hands;
pub(crate) mod partners;
pub(crate) mod program;
pub(crate) mod quick;
pub(crate) mod random;
pub(crate) mod script;
pub(crate) mod terminal;
pub(crate) mod tutorial;
pub(crate) mod world;
