//! Microsoft Entra entitlement management in one terminal program.
//!
//! | layer | holds | knows |
//! |---|---|---|
//! | [`domain`] | model, commands, rules, events | nothing else |
//! | [`store`] | journal, head, snapshots, lock | `domain` |
//! | [`engine`] | the one door: authorize, decide on a draft, append, keep | `domain`, `store` |
//! | [`ui`] | keys, screens, forms, widgets | `domain` |
//! | [`term`] | terminal session, input, the wait for events | keys of `ui` |
//! | [`script`] | lines of commands and queries without a terminal | all |
//! | [`app`] | the loop that joins them | all |
//! | [`cli`] | arguments in, exit code out | all |

pub mod app;
pub mod cli;
pub mod domain;
pub mod engine;
pub mod script;
pub mod store;
pub mod term;
pub mod ui;
