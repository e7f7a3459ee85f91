//! `cargo xtask test python`: the package for Python, from its wheel.
//!
//! The wheel is built from the source distribution, as an installer without a wheel would, and
//! installed into a fresh environment, at first with nothing else: so a dependency would be found
//! out. Then come the clients that it has helpers for, and two type checkers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::write;

use crate::project::Project;
use crate::{answers, process, tools};

/// What the package, and the example `answers`, can be asked for.
const COMPARED: [&str; 4] = ["codes", "lives", "rules", "retry-after"];

/// Where the tests are.
const TESTS: &str = "crates/closecode-packages/python/tests";

/// The oldest Python that the package promises; the type checkers know what it lacks.
const OLDEST: &str = "3.10";

/// Calls flit in a folder, by the interface of every build backend (PEP 517).
const BUILD: &str = "import os, sys; from flit_core import buildapi; \
                     os.chdir(sys.argv[3]); getattr(buildapi, sys.argv[1])(sys.argv[2])";

/// Installs what is missing, builds the package, and tests it.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let tests = project.root.join(TESTS);
    let folder = project.root.join("target/python");
    let packages = folder.join("packages");
    tools::python_packages(
        project,
        "what the package is tested with",
        &tests.join("requirements.txt"),
        &packages,
    )?;
    tools::node(project)?;
    tools::npm_packages(project, &tests)?;
    let lines = folder.join("answers");
    answers::write(project, &lines)?;
    let wheel = build(project, &folder, &packages)?;
    let python = install(project, &folder, &wheel)?;
    let run = |arguments: &[&str]| process::program(project, &python, arguments, &ALONE);

    // Nothing but the wheel is there.
    let mut passed = run(&["-B", "-W", "error", &format!("{TESTS}/test_package.py"), "--quiet"])?;
    for what in COMPARED {
        let lines = lines.join(format!("{what}.txt")).display().to_string();
        passed &= run(&["-B", &format!("{TESTS}/compare.py"), what, &lines])?;
    }
    add_packages(&folder, &packages)?;
    // websocket-client leaves its sockets open, which Python would report.
    let quiet = ["-B", "-W", "ignore::ResourceWarning"];
    passed &= run(&[&quiet[..], &[&format!("{TESTS}/test_clients.py"), "--quiet"]].concat())?;
    passed &= run(&["-B", &format!("{TESTS}/test_readme.py"), "dist/python/README.md"])?;
    Ok(passed & mypy(project, &folder, &python)? & pyright(project, &folder, &tests)?)
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

/// Checks the installed package and its tests as an application's: in strict mode.
fn mypy(project: &Project, folder: &Path, python: &Path) -> Result<bool> {
    let cache = folder.join("mypy").display().to_string();
    let arguments = [
        "-B",
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--python-version",
        OLDEST,
        "--cache-dir",
        &cache,
        "-p",
        "websocket_close_codes",
    ];
    let package = process::program(project, python, &arguments, &ALONE)?;
    let rest = [&arguments[..arguments.len() - 2], &[TESTS]].concat();
    Ok(package & process::program(project, python, &rest, &ALONE)?)
}

/// Asks Pyright, which editors use, whether every type that is promised is known, and checks the
/// source.
fn pyright(project: &Project, folder: &Path, tests: &Path) -> Result<bool> {
    let program = tests.join("node_modules/pyright/index.js").display().to_string();
    let config = serde_json::json!({
        "include": ["../../dist/python/src"],
        "pythonVersion": OLDEST,
        "typeCheckingMode": "standard",
        "venvPath": ".",
        "venv": "venv",
    });
    let file = folder.join("pyrightconfig.json");
    write::replace(&file, &format!("{config:#}\n"))?;
    let file = file.display().to_string();
    let source = [&*program, "--warnings", "--project", &file];
    let types = [&*program, "--verifytypes", "websocket_close_codes", "--ignoreexternal"];
    // For `--verifytypes`, Pyright asks the Python that it finds first.
    let first = folder.join("venv/bin");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(first).chain(std::env::split_paths(&others)))?;
    let path = path.to_str().context("PATH is not Unicode")?;
    let source = process::program(project, "node", &source, &[("PATH", path)])?;
    Ok(source & process::program(project, "node", &types, &[("PATH", path)])?)
}

/// A folder with nothing of an older run.
fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))
}
