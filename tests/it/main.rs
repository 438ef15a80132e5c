//! The stories about the product, linked into one binary.

#![cfg(test)]

mod architecture;
mod clean_up;
mod properties;
mod request_lifecycle;
mod script_lines;
mod script_program;
mod script_queries;
mod store_conformance;
mod store_crash;
mod store_damage;
mod store_desk;
mod store_processes;
mod support;
mod terminal_harness;
mod terminal_lifecycle;
