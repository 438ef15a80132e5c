//! The stories about the product, linked into one binary.

#![cfg(test)]

mod approval_escalation;
mod architecture;
mod assignment_direct;
mod assignment_extension;
mod assignment_repair;
mod clean_up;
mod external_access;
mod external_guests;
mod external_organizations;
mod external_tutorial;
mod founding;
mod golden_screens;
mod properties;
mod purge;
mod random_text;
mod request_lifecycle;
mod request_on_behalf;
mod request_period;
mod request_records;
mod rights_matrix;
mod script_assignments;
mod script_exits;
mod script_lines;
mod script_previews;
mod script_program;
mod script_queries;
mod script_refusals;
mod script_runs;
mod script_why;
mod separation_of_duties;
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
mod tutorial_refusals;
mod tutorial_walk;
mod tutorial_windows;
