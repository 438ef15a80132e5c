//! Draws views on a ratatui buffer; nothing here knows what a catalog is.
//!
//! Start at [`Screenful`]. Each file draws one shape of [`crate::ui::view`] through the
//! [`canvas::Canvas`], which is the only one that writes cells.

pub mod bands;
pub mod canvas;
pub mod choice;
pub mod detail;
pub mod dialog;
pub mod form;
pub mod frame;
pub mod input;
pub mod matrix;
pub mod month;
pub mod picture;
pub mod table;
pub mod tabs;

pub use frame::Screenful;
