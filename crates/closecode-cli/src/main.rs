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

use anyhow::Result;
use clap::{CommandFactory as _, Parser as _};
use closecode_output::ui;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let result = match Cli::try_parse() {
        Ok(cli) => run(cli.command),
        // What was asked for, such as `--help`.
        Err(answer) if !answer.use_stderr() => ui::out(answer.render().ansi()).map(|()| true),
        Err(error) => error.exit(),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        // What is wrong has been printed already.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => ui::fail(&error),
    }
}

fn run(command: Command) -> Result<bool> {
    match command {
        Command::Check { file, format } => check::run(&file, format),
        Command::Rust { file, out, check } => rust::run(&file, out.as_deref(), check),
        Command::Docs { file, out, base_url, check } => {
            docs::run(&file, &out, base_url.as_ref(), check)
        }
        Command::New { file, name } => new::run(&file, &name),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "closecode", &mut script);
            ui::out(String::from_utf8(script)?)?;
            Ok(true)
        }
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
