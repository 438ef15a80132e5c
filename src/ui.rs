//! What people see and press.

pub mod action;
pub mod calendar;
pub mod column;
pub mod key;
pub mod layout;
pub mod list;
pub mod theme;
pub mod view;
pub mod widget;
pub mod width;
