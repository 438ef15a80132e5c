//! Microsoft Entra entitlement management in one terminal program.
//!
//! | layer | holds | knows |
//! |---|---|---|
//! | [`domain`] | model, commands, rules, events | nothing else |

pub mod domain;
pub mod store;
