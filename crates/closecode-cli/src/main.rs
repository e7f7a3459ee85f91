//! `closecode`: explains close codes, checks a file of an application's own, and makes Rust source
//! and documentation of it.
//!
//! Each command is one module; `docs/your-own-codes.md` in the repository is its guide.

mod app;
mod check;
mod cli;
mod compare;
mod docs;
mod explain;
mod json;
mod lab;
mod list;
mod man;
mod new;
mod paper;
mod rust;
mod scan;
mod speaker;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use closecode_output::ui;

use crate::cli::{Cli, Command, How};
use crate::explain::Question;

fn main() -> ExitCode {
    let result = match Cli::try_parse() {
        Ok(cli) => run(cli.command),
        // What was asked for, such as `--help`.
        Err(answer) if !answer.use_stderr() => {
            ui::out(answer.render().ansi()).map(|()| ExitCode::SUCCESS)
        }
        Err(error) => refuse(&error),
    };
    match result {
        Ok(status) => status,
        Err(error) => ui::fail(&error),
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let is_well = match command {
        Command::Scan(scan) => {
            if scan.is_empty() {
                let missing = "name a log, such as `closecode scan app.log`, or `-` for standard \
                               input";
                Cli::command().error(ErrorKind::MissingRequiredArgument, missing).exit();
            }
            return Ok(scan.answer());
        }
        Command::Lab(lab) => return lab.run(),
        Command::Explain { codes, protocol, file, how } => {
            let How { locale, json } = how;
            let question =
                Question { codes: &codes, protocol, file: file.as_deref(), locale, json };
            if question.is_empty() {
                let missing = "name a code, such as `closecode explain 1006`";
                Cli::command().error(ErrorKind::MissingRequiredArgument, missing).exit();
            }
            question.answer()
        }
        Command::List { protocols: false, how } => list::codes(how.locale, how.json),
        Command::List { protocols: true, how } => list::protocols(how.locale, how.json),
        Command::Compare { first, second, how } => {
            compare::run([&first, &second], how.locale, how.json)
        }
        Command::Check { file, format } => check::run(&file, format),
        Command::Rust { file, out, check } => rust::run(&file, out.as_deref(), check),
        Command::Docs { file, out, base_url, check } => {
            docs::run(&file, &out, base_url.as_ref(), check)
        }
        Command::New { file, name } => new::run(&file, &name),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "closecode", &mut script);
            ui::out(String::from_utf8(script)?).map(|()| true)
        }
        Command::Man { command } => man::run(&command),
    };
    // What is wrong has been printed already.
    Ok(if is_well? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says what is wrong with the command line; where a part of it is no plain text, without what a
/// terminal would obey.
fn refuse(error: &clap::Error) -> ! {
    let is_plain = |text: OsString| text.to_str().is_some_and(|t| ui::visible(t) == t);
    if std::env::args_os().all(is_plain) {
        error.exit();
    }
    ui::err(ui::visible(&error.render().to_string()));
    std::process::exit(error.exit_code());
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
