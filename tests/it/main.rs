//! The stories about the product, linked into one binary.

#![cfg(test)]

mod approval_escalation;
mod architecture;
mod clean_up;
mod purge;
mod request_lifecycle;
mod script_exits;
mod script_lines;
mod script_previews;
mod script_program;
mod script_queries;
mod script_refusals;
mod script_runs;
mod script_why;
mod store_conformance;
mod store_crash;
mod store_damage;
mod store_desk;
mod store_fixtures;
mod store_making;
mod store_processes;
mod support;
mod terminal_harness;
mod terminal_lifecycle;
