//! `cargo xtask test browser`: the site in a real Chromium, as its readers use it.
//!
//! The site is written below `target/browser-site` with the address at which the tests serve it, so
//! that pages with full addresses are what is tested; opened as files, the same pages have to work
//! too.

use std::net::TcpListener;

use anyhow::{Context as _, Result};
use closecode_site::BaseUrl;

use crate::project::Project;
use crate::{outputs, process, tools};
use closecode_output::write::{self, Mode};

/// Where the site is written.
const SITE: &str = "target/browser-site";

/// Installs what is missing, writes the site, and runs the tests in
/// `crates/closecode-site/browser/tests`.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let chromium = tools::chromium(project)?;
    tools::noto(project)?;
    tools::node(project)?;
    let folder = project.root.join("crates/closecode-site/browser");
    tools::npm_packages(project, &folder)?;
    let address = format!("http://127.0.0.1:{}/docs/closecode/", free_port()?);
    let base = BaseUrl::parse(&address).map_err(anyhow::Error::msg)?;
    let site = project.root.join(SITE);
    write::apply(
        &[outputs::site(project, site.clone(), SITE.to_owned(), &data, Some(&base))?],
        Mode::Write,
    )?;

    let tests = ["accessibility", "controls", "html", "languages", "lighthouse", "reading"]
        .map(|name| format!("tests/{name}.test.mjs"));
    let node = ["--test", "--test-concurrency=1", "--test-reporter=spec"].map(str::to_owned);
    let arguments: Vec<String> =
        node.into_iter().chain(tests.map(|test| folder.join(test).display().to_string())).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (site, chromium) = (site.display().to_string(), chromium.display().to_string());
    let variables = [
        ("CLOSECODE_SITE", site.as_str()),
        ("CLOSECODE_ADDRESS", &address),
        ("CLOSECODE_CHROMIUM", &chromium),
    ];
    process::program(project, "node", &arguments, &variables)
}

/// A port that nobody listens on.
fn free_port() -> Result<u16> {
    let socket = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
    Ok(socket.local_addr()?.port())
}
