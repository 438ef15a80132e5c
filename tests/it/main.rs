//! The stories about the product, linked into one binary.

#![cfg(test)]

mod architecture;
mod support;
mod terminal_harness;
mod terminal_lifecycle;
