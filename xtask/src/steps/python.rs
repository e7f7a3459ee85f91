//! `cargo xtask test python`: the package for Python, from its wheel.
//!
//! The wheel is built from the source distribution, as an installer without a wheel would, and
//! installed into a fresh environment, at first with nothing else: so a dependency would be found
//! out. Then come the clients that it has helpers for, and two type checkers.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::write;

use crate::project::Project;
use crate::{answers, process, tools};

/// What the example `answers` can be asked for, and so the package.
const ANSWERS: [&str; 5] = ["codes", "lives", "rules", "texts", "retry-after"];

/// The vectors, of which the package decides those that are decisions.
const VECTORS: &str = "crates/closecode-json/dist/closecode-vectors.json";

/// Where the tests are.
const TESTS: &str = "crates/closecode-packages/python/tests";

/// The oldest Python that the package promises; the type checkers know what it lacks.
const OLDEST: &str = "3.10";

/// Calls flit in a folder, by the interface of every build backend (PEP 517).
const BUILD: &str = "import os, sys; from flit_core import buildapi; \
                     os.chdir(sys.argv[3]); getattr(buildapi, sys.argv[1])(sys.argv[2])";

/// Installs what is missing, builds the package, and tests it.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let folder = project.root.join("target/python");
    let packages = folder.join("packages");
    let requirements = project.root.join(TESTS).join("requirements.txt");
    tools::python_packages(project, "what the package is tested with", &requirements, &packages)?;
    tools::node(project)?;
    tools::npm_packages(project, &project.root.join(TESTS))?;
    answers::write(project, &folder.join("answers"))?;
    let wheel = build(project, &folder, &packages)?;
    let python = install(project, &folder, &wheel)?;

    // Nothing but the wheel is there.
    let alone = test(project, &python, "test_package.py", &["--quiet"])?;
    add_packages(&folder, &packages)?;
    // Types need one processor, and the rest another.
    std::thread::scope(|scope| {
        let types = scope.spawn(|| types(project, &folder, &python));
        let tested = tests(project, &folder, &python)?;
        Ok(alone & tested & types.join().expect("it runs other programs")?)
    })
}

/// Compares the package with the crate, and runs what needs the clients.
fn tests(project: &Project, folder: &Path, python: &Path) -> Result<bool> {
    let mut passed = test(project, python, "compare.py", &["vectors", VECTORS])?;
    for what in ANSWERS {
        let lines = folder.join(format!("answers/{what}.txt")).display().to_string();
        passed &= test(project, python, "compare.py", &[what, &lines])?;
    }
    passed &= test(project, python, "test_clients.py", &["--quiet"])?;
    Ok(passed & test(project, python, "test_readme.py", &["dist/python/README.md"])?)
}

/// Runs one of the tests, in which a warning is an error.
fn test(project: &Project, python: &Path, file: &str, arguments: &[&str]) -> Result<bool> {
    let file = format!("{TESTS}/{file}");
    // websocket-client leaves its sockets open, which Python reports where it can fail nothing.
    let before = ["-B", "-W", "error", "-W", "ignore::ResourceWarning", &file];
    process::program(project, python, &[&before, arguments].concat(), &ALONE)
}

/// No other package is found than those of the environment.
const ALONE: [(&str, &str); 2] = [("PYTHONPATH", ""), ("PYTHONNOUSERSITE", "1")];

/// Builds the source distribution and from it the wheel, and tells where that is.
fn build(project: &Project, folder: &Path, packages: &Path) -> Result<PathBuf> {
    let dir = folder.join("build");
    empty(&dir)?;
    let out = dir.display().to_string();
    let variables = [("PYTHONPATH", &*packages.display().to_string())];
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("websocket_close_codes-{version}");
    let flit = |what: &str, source: &Path| {
        let source = source.display().to_string();
        let arguments = ["-B", "-c", BUILD, what, &out, &source];
        process::program(project, "python3", &arguments, &variables)
    };
    ensure!(
        flit("build_sdist", &project.root.join("dist/python"))?,
        "flit could not pack dist/python"
    );
    let sdist = dir.join(format!("{name}.tar.gz")).display().to_string();
    let unpack = ["-xzf", &sdist, "-C", &out];
    ensure!(process::program(project, "tar", &unpack, &[])?, "tar could not unpack {sdist}");
    ensure!(flit("build_wheel", &dir.join(&name))?, "flit could not build the wheel");
    Ok(dir.join(format!("{name}-py3-none-any.whl")))
}

/// Makes a fresh environment with the wheel, and tells where its Python is.
fn install(project: &Project, folder: &Path, wheel: &Path) -> Result<PathBuf> {
    let dir = folder.join("venv");
    empty(&dir)?;
    let venv = dir.display().to_string();
    let made = process::program(project, "python3", &["-m", "venv", "--without-pip", &venv], &[])?;
    ensure!(made, "python3 could not make an environment");
    let python = dir.join("bin/python");
    let path = python.display().to_string();
    let wheel = wheel.display().to_string();
    let pip = ["-m", "pip", "--python", &path, "install", "--quiet", "--no-index", &wheel];
    let variables = [("PIP_ROOT_USER_ACTION", "ignore"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1")];
    ensure!(process::program(project, "python3", &pip, &variables)?, "pip could not install it");
    Ok(python)
}

/// Lets the environment find the clients and the type checker.
fn add_packages(folder: &Path, packages: &Path) -> Result<()> {
    let lib = folder.join("venv/lib");
    for entry in fs::read_dir(&lib).with_context(|| format!("cannot read {}", lib.display()))? {
        let site = entry?.path().join("site-packages");
        if site.is_dir() {
            let line = format!("{}\n", packages.display());
            return write::replace(&site.join("packages.pth"), &line);
        }
    }
    bail!("there is no site-packages in {}", lib.display());
}

/// Whether two type checkers find no error, neither in the installed package nor in its tests.
fn types(project: &Project, folder: &Path, python: &Path) -> Result<bool> {
    // Pyright, which editors use, asks the Python that it finds first.
    let first = std::iter::once(folder.join("venv/bin"));
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(first.chain(std::env::split_paths(&others)))?;
    let config = folder.join("pyrightconfig.json");
    let settings = serde_json::json!({
        "include": ["../../dist/python/src"],
        "pythonVersion": OLDEST,
        "typeCheckingMode": "standard",
    });
    write::replace(&config, &format!("{settings:#}\n"))?;
    let program = project.root.join(TESTS).join("node_modules/pyright/index.js");
    let pyright = |arguments: &[&str]| {
        let mut node = Command::new("node");
        silent(node.current_dir(&project.root).env("PATH", &path).arg(&program).args(arguments))
    };
    let mypy = |arguments: &[&str]| {
        let strict = ["-B", "-m", "mypy", "--strict", "--python-version", OLDEST, "--cache-dir"];
        let mut python = Command::new(python);
        python.current_dir(&project.root).args(strict).arg(folder.join("mypy"));
        silent(python.args(arguments).envs(ALONE))
    };
    Ok(mypy(&["-p", "websocket_close_codes"])?
        & mypy(&[TESTS])?
        & pyright(&["--warnings", "--project", &config.display().to_string()])?
        // Every type that is promised is known.
        & pyright(&["--verifytypes", "websocket_close_codes", "--ignoreexternal"])?)
}

/// Whether a program succeeds. What it prints is shown if it does not.
fn silent(command: &mut Command) -> Result<bool> {
    let output = command.stdin(Stdio::null()).output().context("cannot start a type checker")?;
    if !output.status.success() {
        let mut shown = std::io::stderr().lock();
        shown.write_all(&output.stdout)?;
        shown.write_all(&output.stderr)?;
    }
    Ok(output.status.success())
}

/// A folder with nothing of an older run.
fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))
}
