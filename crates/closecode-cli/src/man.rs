//! `closecode man`.

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use closecode_output::ui;

use crate::cli::Cli;

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn run(command: &[String]) -> Result<bool> {
    let mut page = Cli::command();
    page.build();
    for name in command {
        let found = page.find_subcommand(name);
        page = found.with_context(|| format!("there is no command `{name}`"))?.clone();
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).context("cannot write the page")?;
    ui::out(String::from_utf8_lossy(&text))?;
    Ok(true)
}
