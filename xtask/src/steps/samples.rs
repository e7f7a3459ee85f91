//! `cargo xtask test samples`: what the code pages show is run against a real peer.
//!
//! The programs are written below `target/samples` as they are on the pages, with another address,
//! and with delays that are a part of those on the pages. Those in Rust and Go are compiled there:
//! as the modules of one program each, because linking dozens of programs takes longer than
//! everything else. `browser/samples.mjs` of the site runs them. Of what sends, it asks the other
//! end what arrived; of the loops it lets `closecode lab check` end the connections and compare
//! when each came back with the policy of the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use closecode_site::{Program, Task};
use serde_json::{Value, json};

use crate::outputs::OutputDir;
use crate::project::Project;
use crate::{process, tools};
use closecode_output::write::{self, Mode};

/// The port that the pages show.
const SHOWN_PORT: &str = "8080";

/// The address that the pages show.
const SHOWN_ADDRESS: &str = "\"ws://localhost:8080\"";

/// By what the delays of the loops are multiplied, and for how long a connection is up until it
/// counts as stable: the crate's ten seconds, which one of the loops leaves to the crate.
const SCALE: f64 = 0.03;
const STABLE: Duration = Duration::from_millis(300);

/// The codes whose loops are run, each with the way in which the lab ends the connections, how many
/// waits are looked at, and how often a client comes back.
const LOOPS: &[Loop] = &[
    // No need, unless the connection is wanted.
    Loop { code: 1000, way: "recv-1000", waits: 3, returns: 3, draws: FIXED },
    // To be fixed first.
    Loop { code: 1002, way: "recv-1002", waits: 3, returns: 0, draws: RANDOM },
    // Full jitter, until the delays grow no more.
    Loop { code: 1006, way: "end-fin", waits: 6, returns: 6, draws: BOTH },
    // With a limit.
    Loop { code: 1011, way: "recv-1011", waits: 3, returns: 3, draws: FIXED },
    // From a shortest to a longest delay.
    Loop { code: 1012, way: "recv-1012", waits: 3, returns: 3, draws: FIXED },
    // Equal jitter.
    Loop { code: 1013, way: "recv-1013", waits: 3, returns: 3, draws: FIXED },
    // Once, with a new token.
    Loop { code: 3000, way: "recv-3000", waits: 3, returns: 1, draws: RANDOM },
    // Never.
    Loop { code: 3003, way: "recv-3003", waits: 3, returns: 0, draws: RANDOM },
];

/// How a loop is run: once for each way to draw a random number. Always the same number shows the
/// shortest and the longest delays; without one the program draws by itself.
#[derive(Debug)]
struct Loop {
    code: u16,
    way: &'static str,
    waits: u16,
    returns: u16,
    draws: &'static [Option<&'static str>],
}

const RANDOM: &[Option<&str>] = &[None];
const FIXED: &[Option<&str>] = &[Some("0"), Some("0.99")];
const BOTH: &[Option<&str>] = &[None, Some("0"), Some("0.99")];

/// The variable that has the number.
const DRAW: &str = "SAMPLE_DRAW";

/// Where Debian puts the sources of Go packages.
pub(super) const GO_PATH: &str = "/usr/share/gocode";

/// The manifest of the Rust programs. A workspace of its own, because a path below `target` is no
/// member here.
const RUST_MANIFEST: &str = r#"[workspace]

[package]
name = "samples"
edition = "2024"

[dependencies]
closecode = { path = "../../../../crates/closecode", features = ["tungstenite-0_30"] }
tungstenite = { version = "0.30", default-features = false, features = ["handshake"] }
# That of tungstenite.
rand = "0.10"

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

    let programs = closecode_site::programs(&data, SCALE);
    ensure_each_shape_runs(&programs)?;
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
        let text = match program.task {
            Task::Send => program.text.replace(SHOWN_PORT, &port.to_string()),
            Task::Handle => to_be_watched(program),
        };
        files.insert(path.clone(), as_module(program, text).into_bytes());
        entries.extend(self::entries(program, port, &folder, &path, &python));
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
    let manifest = json!({
        "chromium": chromium,
        "lab": lab(project)?,
        "scale": SCALE,
        "programs": entries,
    });
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

/// The program `closecode`, whose lab watches the loops.
fn lab(project: &Project) -> Result<PathBuf> {
    ensure!(process::cargo(project, "build --quiet --package closecode-cli")?, "see above");
    Ok(project.root.join("target/debug/closecode"))
}

/// A loop that differs from those that are run in more than numbers would be shown untried.
fn ensure_each_shape_runs(programs: &[Program]) -> Result<()> {
    let loops = || programs.iter().filter(|program| program.task == Task::Handle);
    let is_run = |program: &&Program| LOOPS.iter().any(|run| run.code == program.code);
    let run: BTreeSet<&str> = loops().filter(is_run).map(|p| p.shape.as_str()).collect();
    let missing = loops().find(|program| !run.contains(program.shape.as_str()));
    ensure!(missing.is_none(), "no loop is run that is like this one: {missing:?}");
    Ok(())
}

/// A loop that takes its address as an argument instead of having it, that may be told what it
/// draws, and whose times are short.
fn to_be_watched(program: &Program) -> String {
    let text = &program.text;
    match program.language {
        "node" => {
            let text = text.replace(SHOWN_ADDRESS, "process.argv[2]");
            format!("{text}\nif (process.env.{DRAW}) Math.random = () => +process.env.{DRAW};\n")
        }
        "python" => {
            let draws = format!(
                "import os, sys\nif os.environ.get('{DRAW}'):\n    \
                 random.uniform = lambda a, b: a + (b - a) * float(os.environ['{DRAW}'])\n"
            );
            let text = text.replace(SHOWN_ADDRESS, "sys.argv[1]");
            text.replacen("\n\nasync def", &format!("\n\n{draws}async def"), 1)
        }
        "go" => {
            let draws = format!(
                "func draw(random *rand.Rand) float64 {{\n\t\
                 if f, err := strconv.ParseFloat(os.Getenv(\"{DRAW}\"), 64); err == nil {{\n\t\t\
                 return f\n\t}}\n\treturn random.Float64()\n}}\n"
            );
            let text = text
                .replace(SHOWN_ADDRESS, "os.Args[2]")
                .replace("random.Float64()", "draw(random)")
                .replace(
                    "random.Int63n(int64(most-least))",
                    "int64(draw(random) * float64(most-least))",
                )
                .replacen("\t\"time\"\n", "\t\"os\"\n\t\"strconv\"\n\t\"time\"\n", 1);
            format!("{text}\n{draws}")
        }
        // The delays are the crate's.
        "rust" => text
            .replace(SHOWN_ADDRESS, "std::env::args().nth(2).unwrap_or_default()")
            .replace("rand::random()", "crate::draw()")
            .replace("sleep(delay)", &format!("sleep(delay.mul_f64({SCALE:?}))"))
            .replace(
                "Reconnector::new()",
                &format!(
                    "Reconnector::new().limits(\
                     closecode::Limits::new().min_uptime(Duration::from_nanos({})))",
                    STABLE.as_nanos()
                ),
            ),
        // In a browser the runner does it.
        _ => text.clone(),
    }
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
        "rust" => {
            let result = if program.task == Task::Handle { "Ok(main())" } else { "main()" };
            let run = "pub fn run() -> Result<(), Box<dyn std::error::Error>>";
            format!("{text}\n{run} {{\n    {result}\n}}\n")
        }
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
    let draw = format!(
        "fn draw() -> u32 {{\n    \
         let part = std::env::var(\"{DRAW}\").ok().and_then(|part| part.parse::<f64>().ok());\n    \
         part.map_or_else(rand::random, |part| (part * f64::from(u32::MAX)) as u32)\n}}\n"
    );
    format!(
        "{modules}\n{draw}\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
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

/// What the runner is to know of a program, once for each time that it is run: not at all if it is
/// a loop like another one.
fn entries(program: &Program, port: u16, folder: &Path, path: &str, python: &Path) -> Vec<Value> {
    let file = folder.join("programs").join(path);
    let name = name(program);
    let command = match program.language {
        "go" => json!([folder.join("go-bin/samples"), name]),
        "rust" => json!([folder.join("rust-target/debug/samples"), name]),
        "python" => json!(["python3", file]),
        _ => json!(["node", file]),
    };
    let entry = json!({
        "language": program.language,
        "code": program.code,
        "task": task(program),
        "is_server": program.is_server,
        "port": port,
        "file": file,
        "command": command,
        "env": { "PYTHONPATH": python },
    });
    let runs = LOOPS.iter().filter(|run| run.code == program.code);
    let runs = runs.flat_map(|run| run.draws.iter().map(move |draw| (run, draw)));
    match program.task {
        Task::Send => vec![entry],
        Task::Handle => runs
            .map(|(run, draw)| {
                let mut entry = entry.clone();
                entry["way"] = json!(run.way);
                entry["waits"] = json!(run.waits);
                entry["returns"] = json!(run.returns);
                entry["draw"] = json!(draw);
                if let Some(draw) = draw {
                    entry["env"][DRAW] = json!(draw);
                }
                entry
            })
            .collect(),
    }
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
