//! `cargo xtask test browser`: the site in a real Chromium, as its readers use it.
//!
//! The site is written below `target/browser-site` with the address at which the tests serve it, so
//! that pages with full addresses are what is tested; opened as files, the same pages have to work
//! too.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use closecode_data::Dataset;
use closecode_site::{BaseUrl, Repository};

use crate::features::FEATURES;
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
        &[outputs::site(
            project,
            site.clone(),
            SITE.to_owned(),
            &data,
            closecode_json::api(&data),
            Some(&base),
            &Repository::default(),
        )?],
        Mode::Write,
    )?;

    let messages = messages(project, &data)?;
    let site = site.display().to_string();
    let _server = Server::start(&folder, &site, &address)?;
    // Two at a time: while one page loads, another is looked at. The longest begin.
    let tests = [
        "axe",
        "layout",
        "languages",
        "reading",
        "first-screen",
        "controls",
        "search",
        "html",
        "lighthouse",
    ]
    .map(|name| format!("tests/{name}.test.mjs"));
    let node = ["--test", "--test-concurrency=2", "--test-reporter=spec"].map(str::to_owned);
    let arguments: Vec<String> =
        node.into_iter().chain(tests.map(|test| folder.join(test).display().to_string())).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let chromium = chromium.display().to_string();
    let variables = [
        ("CLOSECODE_SITE", site.as_str()),
        ("CLOSECODE_ADDRESS", &address),
        ("CLOSECODE_CHROMIUM", &chromium),
        ("CLOSECODE_MESSAGES", &messages),
    ];
    process::program(project, "node", &arguments, &variables)
}

/// Writes messages, and what the crate says of each, for the script to be compared with: the
/// examples of the data, what people pasted, and lines of logs without closes.
fn messages(project: &Project, data: &Dataset) -> Result<String> {
    let folder = project.root.join("target/browser-messages");
    fs::create_dir_all(&folder)?;
    let collected = project.root.join("crates/closecode/tests/messages");
    let read = |name: &str| {
        let path = collected.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let threads = read("threads.tsv")?;
    let lines = read("no-closes.txt")?;
    let examples = data.implementations.iter().flat_map(|i| &i.messages).map(|m| &*m.example);
    let pasted = threads.lines().filter_map(|line| line.split('\t').next());
    let is_line = |text: &&str| !text.is_empty() && !text.contains(['\n', '\r']);
    let all: Vec<&str> =
        examples.map(String::as_str).chain(pasted).chain(lines.lines()).filter(is_line).collect();
    let path = folder.join("messages.txt");
    fs::write(&path, all.join("\n") + "\n")?;
    // With the features that it has in the step `tests`, which has compiled it.
    let run = ["run", "--quiet", "--features", FEATURES, "--example", "classify", "--"];
    let arguments = run.iter().map(OsStr::new).chain([path.as_os_str()]);
    let answers = process::printed(project, arguments, "the example `classify` has failed")?;
    fs::write(folder.join("answers.txt"), answers)?;
    Ok(folder.display().to_string())
}

/// What serves the site to all tests, until it is dropped. The preview server would not do: it
/// serves a folder as the root of a host.
struct Server(Child);

impl Server {
    fn start(folder: &Path, site: &str, address: &str) -> Result<Self> {
        let mut child = Command::new("node")
            .arg(folder.join("tests/server.mjs"))
            .args([site, address])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start node")?;
        let output = child.stdout.take().context("the server has no output")?;
        let server = Self(child);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        ensure!(line.trim() == "listening", "the server of the tests has not started");
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended by itself, or does now.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> Result<u16> {
    let socket = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
    Ok(socket.local_addr()?.port())
}
