//! The screens of administrators.

pub mod catalog;
pub mod catalogs;
