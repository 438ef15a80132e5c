//! Microsoft Entra entitlement management in one terminal program.
//!
//! | layer | holds | knows |
//! |---|---|---|
//! | [`domain`] | model, commands, rules, events | nothing else |
//! | [`ui`] | keys, screens, forms, widgets | `domain` |
//! | [`term`] | terminal session, input, the wait for events | keys of `ui` |

pub mod domain;
pub mod term;
pub mod ui;
