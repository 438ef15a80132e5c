//! The stories about the product, linked into one binary.

mod architecture;
