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
    // A path such as `de/..` is no language.
    let is_tag = |tag: &str| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_there = |tag: &str| project.data.join("locales").join(tag).is_dir();
    if let Some(locale) = locale.filter(|tag| tag.is_empty() || !is_tag(tag) || !is_there(tag)) {
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
