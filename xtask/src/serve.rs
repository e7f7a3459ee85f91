//! `cargo xtask serve`: the site on this machine.

use std::path::Path;

use anyhow::{Result, bail};
use closecode_output::ui;

use crate::generate;
use crate::project::Project;
use crate::server::{Limits, Server};

/// Generates the site and serves it until the program is interrupted.
pub(crate) fn run(
    project: &Project,
    out: Option<&Path>,
    port: u16,
    locale: Option<&str>,
) -> Result<bool> {
    let is_there = |locale: &&str| project.data.join("locales").join(locale).is_dir();
    if let Some(locale) = locale.filter(|locale| !is_there(locale)) {
        bail!(
            "there is no language `{locale}` in {}locales; `cargo xtask translation-status` lists \
             them",
            project.data_prefix
        );
    }
    generate::site(project, out, None)?;
    let (folder, _) = generate::site_dir(project, out);
    let server = Server::bind(&folder, port, Limits::default())?;
    let page = locale.map_or_else(String::new, |locale| format!("{locale}/"));
    ui::status("Serving", format!("http://{}/{page} (stop with Ctrl-C)", server.address()?));
    server.run();
    Ok(true)
}
