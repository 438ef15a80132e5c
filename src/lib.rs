//! Microsoft Entra entitlement management in one terminal program.
//!
//! | layer | holds | knows |
//! |---|---|---|
//! | [`domain`] | model, commands, rules, events | nothing else |
//! | [`ui`] | keys, screens, forms, widgets | `domain` |

pub mod domain;
pub mod ui;
