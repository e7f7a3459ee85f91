//! `closecode`: checks a file of an application's own close codes, and makes Rust source and
//! documentation of it.
//!
//! Each command is one module; `docs/your-own-codes.md` in the repository is its guide.

mod app;
mod check;
mod cli;
mod docs;
mod new;
mod rust;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use closecode_output::ui;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check { file, format } => check::run(&file, format),
        Command::Rust { file, out, check } => rust::run(&file, out.as_deref(), check),
        Command::Docs { file, out, base_url, check } => {
            docs::run(&file, &out, base_url.as_ref(), check)
        }
        Command::New { file, name } => new::run(&file, &name),
        Command::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut Cli::command(),
                "closecode",
                &mut std::io::stdout(),
            );
            Ok(true)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        // What is wrong has been printed already.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => ui::fail(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
