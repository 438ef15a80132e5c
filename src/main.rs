//! The `accessdesk` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(accessdesk::cli::run(std::env::args_os()))
}
