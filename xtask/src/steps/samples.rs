//! `cargo xtask test samples`: every program that a code page shows is run against a real peer.
//!
//! The programs are written below `target/samples` as they are on the pages, with another port.
//! Those in Rust and Go are compiled there: as the modules of one program each, because linking
//! dozens of programs takes longer than everything else. `browser/samples.mjs` of the site runs
//! them all and compares what the other end saw.

use std::collections::BTreeMap;
use std::fmt::Write as _;
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
pub(super) const GO_PATH: &str = "/usr/share/gocode";

/// The manifest of the Rust programs. A workspace of its own, because a path below `target` is no
/// member of ours.
const RUST_MANIFEST: &str = r#"[workspace]

[package]
name = "samples"
edition = "2024"

[dependencies]
closecode = { path = "../../../../crates/closecode", features = ["tungstenite-0_30"] }
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
        let text = program.text.replace(SHOWN_PORT, &port.to_string());
        files.insert(path.clone(), as_module(program, text).into_bytes());
        entries.push(entry(program, port, &folder, &path, &python));
    }
    files.insert("rust/src/main.rs".to_owned(), rust_main(&programs).into_bytes());
    files.insert("go/main.go".to_owned(), go_main(&programs).into_bytes());
    for (code, port) in refused.iter().zip(port + u16::try_from(programs.len())?..) {
        entries.push(json!({
            "language": "browser",
            "code": code,
            "task": "refused",
            "is_server": false,
            "port": port,
        }));
    }
    let manifest = json!({ "chromium": chromium, "programs": entries });
    files.insert("manifest.json".to_owned(), serde_json::to_vec_pretty(&manifest)?);
    write::apply(
        &[OutputDir {
            dir: folder.join("programs"),
            shown: "target/samples/programs".to_owned(),
            files,
            keep_others: false,
            sync: false,
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

/// Where a program lies: each Go package needs a folder of its own.
fn path(program: &Program) -> String {
    let name = name(program);
    match program.language {
        "go" => format!("go/{name}/program.go"),
        "rust" => format!("rust/src/{name}.rs"),
        language => format!("{language}/{name}.{}", program.extension),
    }
}

/// The text of a program; if it is compiled, with a function that runs it.
fn as_module(program: &Program, text: String) -> String {
    match program.language {
        "rust" => format!(
            "{text}\npub fn run() -> Result<(), Box<dyn std::error::Error>> {{\n    main()\n}}\n"
        ),
        // A package called main cannot be imported.
        "go" => {
            let text = text.replacen("package main\n", "package program\n", 1);
            format!("{text}\nfunc Run() {{ main() }}\n")
        }
        _ => text,
    }
}

/// The program that runs the Rust program that its argument names.
fn rust_main(programs: &[Program]) -> String {
    let mut modules = String::new();
    let mut arms = String::new();
    for name in programs.iter().filter(|p| p.language == "rust").map(name) {
        let module = name.replace('-', "_");
        let _ = writeln!(modules, "#[path = \"{name}.rs\"]\nmod {module};");
        let _ = writeln!(arms, "        Some(\"{name}\") => {module}::run(),");
    }
    format!(
        "{modules}\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         match std::env::args().nth(1).as_deref() {{\n{arms}        \
         other => Err(format!(\"there is no program {{other:?}}\").into()),\n    }}\n}}\n"
    )
}

/// The program that runs the Go program that its argument names.
fn go_main(programs: &[Program]) -> String {
    let mut imports = String::new();
    let mut rows = String::new();
    for name in programs.iter().filter(|p| p.language == "go").map(name) {
        let package = name.replace('-', "_");
        let _ = writeln!(imports, "\t{package} \"./{name}\"");
        let _ = writeln!(rows, "\t\"{name}\": {package}.Run,");
    }
    format!(
        "package main\n\nimport (\n\t\"os\"\n\n{imports})\n\n\
         var programs = map[string]func(){{\n{rows}}}\n\n\
         func main() {{ programs[os.Args[1]]() }}\n"
    )
}

fn entry(program: &Program, port: u16, folder: &Path, path: &str, python: &Path) -> Value {
    let file = folder.join("programs").join(path);
    let name = name(program);
    let command = match program.language {
        "go" => json!([folder.join("go-bin/samples"), name]),
        "rust" => json!([folder.join("rust-target/debug/samples"), name]),
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
pub(super) fn link(from: &Path, to: &Path) -> Result<()> {
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
    let arguments = ["build", "--quiet", "--offline", "--manifest-path", &manifest];
    process::program(
        project,
        process::cargo_program(),
        &arguments,
        &[("CARGO_TARGET_DIR", &target), ("RUSTFLAGS", "")],
    )
}

fn compile_go(project: &Project, folder: &Path) -> Result<bool> {
    let cache = folder.join("go-cache").display().to_string();
    std::fs::create_dir_all(folder.join("go-bin"))?;
    let out = folder.join("go-bin/samples").display().to_string();
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
        &["build", "-o", &out, "./target/samples/programs/go"],
        &variables,
    )
}
