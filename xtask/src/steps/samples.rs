//! `cargo xtask test samples`: every program that a code page shows is run against a real peer.
//!
//! The programs are written below `target/samples` as they stand on the pages, with another port.
//! Rust and Go are compiled there, and `crates/closecode-site/browser/samples.mjs` runs them all
//! and compares what the other end saw.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use closecode_site::{Program, Task};
use serde_json::{Value, json};

use crate::outputs::OutputDir;
use crate::project::Project;
use crate::{process, tools};
use closecode_output::write::{self, Mode};

/// The port that the pages show.
const SHOWN_PORT: &str = "8080";

/// Where Debian puts the sources of Go packages.
const GO_PATH: &str = "/usr/share/gocode";

/// The manifest of the Rust programs. A workspace of its own, because a path below `target` is no
/// member of ours.
const RUST_MANIFEST: &str = r#"[workspace]

[package]
name = "samples"
edition = "2024"

[dependencies]
closecode = { path = "../../../../crates/closecode", features = ["tungstenite"] }
tungstenite = { version = "0.30", default-features = false, features = ["handshake"] }

[profile.dev]
debug = false
incremental = false
"#;

/// Installs what is missing, writes the programs, compiles and runs them.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let chromium = tools::chromium(project)?;
    tools::node(project)?;
    tools::go(project)?;
    let site = project.root.join("crates/closecode-site/browser");
    tools::npm_packages(project, &site)?;
    let folder = project.root.join("target/samples");
    let python = folder.join("python-packages");
    tools::python_packages(project, "websockets", &site.join("python.txt"), &python)?;
    link(&site.join("node_modules"), &folder.join("node_modules"))?;

    let programs = closecode_site::programs(&data);
    let refused = closecode_site::refused_by_browsers(&data);
    let port = first_port(&folder, programs.len() + refused.len())?;
    let mut files =
        BTreeMap::from([("rust/Cargo.toml".to_owned(), RUST_MANIFEST.as_bytes().to_vec())]);
    files.insert(
        "rust/Cargo.lock".to_owned(),
        std::fs::read(project.root.join("Cargo.lock")).context("cannot read Cargo.lock")?,
    );
    let mut entries = Vec::new();
    for (program, port) in programs.iter().zip(port..) {
        let path = path(program);
        files
            .insert(path.clone(), program.text.replace(SHOWN_PORT, &port.to_string()).into_bytes());
        entries.push(entry(program, port, &folder, &path, &python));
    }
    for (code, port) in refused.iter().zip(port + u16::try_from(programs.len())?..) {
        entries.push(json!({ "language": "browser", "code": code, "task": "refused", "is_server": false, "port": port }));
    }
    let manifest = json!({ "chromium": chromium, "programs": entries });
    files.insert("manifest.json".to_owned(), serde_json::to_vec_pretty(&manifest)?);
    write::apply(
        &[OutputDir {
            dir: folder.join("programs"),
            shown: "target/samples/programs".to_owned(),
            files,
            keep_others: false,
        }],
        Mode::Write,
    )?;

    Ok(compile_rust(project, &folder)? && compile_go(project, &folder)? && {
        let runner = site.join("samples.mjs").display().to_string();
        let manifest = folder.join("programs/manifest.json").display().to_string();
        process::program(project, "node", &[&runner, &manifest], &[])?
    })
}

fn name(program: &Program) -> String {
    format!("{}-{}", task(program), program.code)
}

fn task(program: &Program) -> &'static str {
    match program.task {
        Task::Send => "send",
        Task::Handle => "handle",
    }
}

/// Where a program lies: each Go program needs a folder of its own, and cargo looks into `src/bin`.
fn path(program: &Program) -> String {
    let name = name(program);
    match program.language {
        "go" => format!("go/{name}/main.go"),
        "rust" => format!("rust/src/bin/{name}.rs"),
        language => format!("{language}/{name}.{}", program.extension),
    }
}

fn entry(program: &Program, port: u16, folder: &Path, path: &str, python: &Path) -> Value {
    let file = folder.join("programs").join(path);
    let name = name(program);
    let command = match program.language {
        "go" => json!([folder.join("go-bin").join(name)]),
        "rust" => json!([folder.join("rust-target/debug").join(name)]),
        "python" => json!(["python3", file]),
        _ => json!(["node", file]),
    };
    json!({
        "language": program.language,
        "code": program.code,
        "task": task(program),
        "is_server": program.is_server,
        "port": port,
        "file": file,
        "command": command,
        "env": { "PYTHONPATH": python },
    })
}

/// The first of as many free ports as there are programs: those of the last run if they are still
/// free, so that what was compiled with them need not be compiled again.
fn first_port(folder: &Path, count: usize) -> Result<u16> {
    let record = folder.join("port");
    let former = std::fs::read_to_string(&record).ok().and_then(|text| text.trim().parse().ok());
    let count = u16::try_from(count)?;
    // Below the ports that systems hand out by themselves. Where to begin differs from process to
    // process.
    let start = u16::try_from(std::process::id() % 40)?;
    let others = (0..40).map(|n| 20_000 + (start + n) % 40 * 300);
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let first = former
        .into_iter()
        .chain(others)
        .find(|&first: &u16| (first..first.saturating_add(count)).all(is_free));
    let Some(first) = first else {
        bail!("there are not {count} free ports in a row between 20000 and 32000")
    };
    write::replace(&record, &format!("{first}\n"))?;
    Ok(first)
}

/// Node looks for packages in the folders above a program.
fn link(from: &Path, to: &Path) -> Result<()> {
    if std::fs::read_link(to).is_ok_and(|target| target == from) {
        return Ok(());
    }
    let _ = std::fs::remove_file(to);
    std::fs::create_dir_all(to.parent().unwrap_or(to))?;
    #[cfg(unix)]
    std::os::unix::fs::symlink(from, to)
        .with_context(|| format!("cannot link {}", to.display()))?;
    Ok(())
}

fn compile_rust(project: &Project, folder: &Path) -> Result<bool> {
    let manifest = folder.join("programs/rust/Cargo.toml").display().to_string();
    let target = folder.join("rust-target").display().to_string();
    let arguments = ["build", "--quiet", "--offline", "--manifest-path", &manifest, "--bins"];
    process::program(
        project,
        process::cargo_program(),
        &arguments,
        &[("CARGO_TARGET_DIR", &target), ("RUSTFLAGS", "")],
    )
}

fn compile_go(project: &Project, folder: &Path) -> Result<bool> {
    let (cache, out) = (
        folder.join("go-cache").display().to_string(),
        format!("{}/", folder.join("go-bin").display()),
    );
    std::fs::create_dir_all(&out)?;
    // Debian's package is found through GOPATH, which is only read outside of module mode.
    let variables = [
        ("GO111MODULE", "off"),
        ("GOPATH", GO_PATH),
        ("GOCACHE", &cache),
        ("GOFLAGS", ""),
        ("CGO_ENABLED", "0"),
    ];
    process::program(
        project,
        "go",
        &["build", "-o", &out, "./target/samples/programs/go/..."],
        &variables,
    )
}
