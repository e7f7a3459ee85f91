//! `closecode man`.

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use closecode_output::ui;

use crate::cli::Cli;

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn run(command: Option<&str>) -> Result<bool> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        Some(name) => {
            let found = program.find_subcommand(name);
            found.with_context(|| format!("there is no command `{name}`"))?.clone()
        }
        None => program,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).context("cannot write the page")?;
    ui::out(String::from_utf8_lossy(&text))?;
    Ok(true)
}
