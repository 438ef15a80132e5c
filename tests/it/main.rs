//! The stories about the product, linked into one binary.

mod store_conformance;
mod store_crash;
mod store_damage;
mod store_desk;
mod store_processes;
