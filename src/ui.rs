//! What people see and press: a function from the desk and what the screens remember to a view,
//! and from a message to what is to be done.
//!
//! ```text
//! Msg ──▶ Ui::update(msg, &Scene) ──▶ Vec<Effect>
//!         Ui + Scene ──▶ present::view ──▶ View ──▶ widget::Screenful ──▶ a ratatui buffer
//! ```
//!
//! Nothing here changes the desk, reads a clock or knows a terminal. Screens, forms and keys are
//! tables: [`screen`] says how to add one. What greys a key is the expression that the key runs.
//!
//! | from below | holds |
//! |---|---|
//! | [`key`] [`action`] [`width`] [`theme`] [`layout`] | keys, names of actions, cells, colours, rectangles |
//! | [`view`] [`widget`] | plain shapes of a screen, and what draws them |
//! | [`mod@column`] [`list`] [`form`] | tables of lists and forms, and where they stand |
//! | [`scene`] [`order`] [`step`] [`keymap`] | what a turn looks at, what is sent, what a key sets off, the key tables |
//! | [`preferences`] | how somebody wants the screens to behave |
//! | [`output`] | what leaves the program |
//! | [`mod@pointer`] | what can be clicked |
//! | [`memory`] | what is remembered from one session to the next |
//! | [`bulk`] | one key for many rows |
//! | [`wording`] | what packages give, who decides and when access ends, in words |
//! | [`search`] [`sign_in`] | objects found by what is typed, and the people one may act as |
//! | [`screen`] [`modal`] [`palette`] [`notice`] | screens and what lies over them |
//! | [`model`] [`msg`] [`update`] [`present`] | the state, what reaches it, what becomes of it, its view |

pub mod action;
pub mod bulk;
pub mod calendar;
pub mod column;
pub mod form;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod log;
pub mod memory;
pub mod modal;
pub mod model;
pub mod msg;
pub mod notice;
pub mod order;
pub mod output;
pub mod palette;
pub mod pointer;
pub mod preferences;
pub mod present;
#[cfg(test)]
pub(crate) mod rehearsal;
pub mod reversal;
pub mod scene;
pub mod screen;
pub mod search;
pub mod sign_in;
pub mod step;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;
pub mod width;
pub mod wording;
