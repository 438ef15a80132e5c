//! The `accessdesk` program.

fn main() {}
