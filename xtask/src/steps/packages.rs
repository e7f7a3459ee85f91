//! `cargo xtask test packages`: the published crates can be packaged, and build from their packages
//! alone.
//!
//! The packages are unpacked into a workspace of their own, below `target/`, beside an application
//! with close codes of its own. There they find each other as they would on crates.io: by version.
//! Each is compiled by itself, so that none borrows a feature from another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::ui;
use serde_json::Value;

use crate::process::{self, cargo_program, program, target_dir};
use crate::project::Project;

/// What each package has besides its manifest and its source.
const FILES: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Folders and files that no user has a use for.
const LEFT_OUT: [&str; 4] = ["benches", "golden", "tests", "tests.rs"];

/// The application: what the README of closecode-codegen says, and a few questions.
const MANIFEST: &str = r#"[package]
name = "packaged-app"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
closecode = "0.1"

[build-dependencies]
closecode-codegen = "0.1"
"#;
const BUILD: &str = r#"fn main() -> std::process::ExitCode {
    closecode_codegen::build("closecodes.toml")
}
"#;
const MAIN: &str = r#"mod close_codes {
    closecode::include_codes!("closecodes");
}

use close_codes::CloseCode;
use closecode::RawCode;

fn main() {
    let code = RawCode::new(4000);
    assert_eq!(CloseCode::try_from(code), Ok(CloseCode::Kicked));
    assert_eq!(CloseCode::Kicked.to_string(), "4000 Kicked");
    assert_eq!(RawCode::new(1006).to_string(), "1006 Abnormal Closure");
}
"#;
/// Its codes.
const CODES: &str = "crates/example-chat/closecodes.toml";

/// A published crate.
#[derive(Debug)]
struct Package {
    name: String,
    /// The name and the version, as packages and their folders are called.
    folder: String,
}

/// Packages the crates, and tells where each package is.
pub(crate) fn pack(project: &Project) -> Result<Vec<PathBuf>> {
    let packages = published(project)?;
    package(project, &packages)?;
    Ok(packages.iter().map(|package| file(project, package)).collect())
}

/// Where cargo puts a package.
fn file(project: &Project, package: &Package) -> PathBuf {
    target_dir(project).join("package").join(format!("{}.crate", package.folder))
}

/// Packages the crates, looks at what is in the packages, and compiles them.
pub(crate) fn run(project: &Project) -> Result<bool> {
    // All that is needed is here after this; asking the registry anew would only take time.
    ensure!(
        program(project, cargo_program(), &["fetch", "--locked", "--quiet"], &[])?,
        "what the crates depend on cannot be downloaded"
    );
    let packages = published(project)?;
    package(project, &packages)?;
    let dir = target_dir(project).join("unpacked");
    unpack(project, &packages, &dir)?;
    let mut is_right = true;
    for package in &packages {
        is_right &= is_whole(package, &dir.join(&package.folder))?;
    }
    workspace(project, &packages, &dir)?;
    is_right &= cargo(project, &dir, &["run", "--package", "packaged-app"])?;
    for package in &packages {
        let check = ["check", "--package", &package.name];
        // Its examples are in the package, to be read and run.
        let examples: &[&str] = match package.name.as_str() {
            "closecode" => &["--lib", "--examples", "--features", "tungstenite-0_30"],
            "closecode-batch" => &["--lib", "--examples"],
            _ => &[],
        };
        if !cargo(project, &dir, &[&check[..], examples].concat())? {
            ui::bad("Failed", format!("{} does not compile from its package", package.name));
            is_right = false;
        }
    }
    Ok(is_right)
}

/// The crates that may be published.
fn published(project: &Project) -> Result<Vec<Package>> {
    let all = process::packages(project)?;
    let published = all.iter().filter(|package| package["publish"].is_null());
    let package = |package: &Value| {
        let [name, version] = ["name", "version"].map(|key| package[key].as_str());
        let folder = format!("{}-{}", name?, version?);
        Some(Package { name: name?.to_owned(), folder })
    };
    published.map(package).collect::<Option<_>>().context("a package without a name")
}

/// Writes the packages, as `cargo publish` would. It refuses files that are not committed; so does
/// this, unless somebody is at work here.
fn package(project: &Project, packages: &[Package]) -> Result<()> {
    let status = Command::new("git")
        .args(["status", "--porcelain"])
        .current_dir(&project.root)
        .output()
        .context("cannot start git")?;
    let mut arguments = vec!["package", "--quiet", "--no-verify", "--offline"];
    if !status.stdout.is_empty() {
        arguments.push("--allow-dirty");
    }
    arguments.extend(packages.iter().flat_map(|package| ["--package", package.name.as_str()]));
    ensure!(program(project, cargo_program(), &arguments, &[])?, "the crates cannot be packaged");
    Ok(())
}

/// Unpacks them into an empty folder. The times in a package are the same for ever: by those, cargo
/// would take what it compiled from an older package for this one.
fn unpack(project: &Project, packages: &[Package], dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot empty {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for package in packages {
        let [file, dir] = [&file(project, package), dir].map(|path| path.display().to_string());
        if !program(project, "tar", &["-xmzf", &file, "-C", &dir], &[])? {
            bail!("{file} cannot be unpacked");
        }
    }
    Ok(())
}

/// Whether a package has all that it should have, and nothing else.
fn is_whole(package: &Package, dir: &Path) -> Result<bool> {
    let missing = FILES.iter().filter(|file| !dir.join(file).is_file());
    let missing: Vec<String> = missing.map(|file| format!("no {file}")).collect();
    let found = files(dir)?;
    let is_left_out = |path: &&PathBuf| {
        let mut parts = path.strip_prefix(dir).unwrap_or(path).iter();
        parts.any(|part| LEFT_OUT.iter().any(|name| part == *name))
    };
    let extra = found.iter().filter(is_left_out);
    let wrong: Vec<String> =
        missing.into_iter().chain(extra.map(|p| p.display().to_string())).collect();
    for what in &wrong {
        ui::bad("Wrong", format!("the package of {}: {what}", package.name));
    }
    Ok(wrong.is_empty())
}

/// The files below a folder.
fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Makes a workspace of the packages and the application. What others wrote is compiled in the
/// same versions and with the same settings as in ours, and so not once more.
fn workspace(project: &Project, packages: &[Package], dir: &Path) -> Result<()> {
    let read = |file: &str| {
        fs::read_to_string(project.root.join(file)).with_context(|| format!("cannot read {file}"))
    };
    let write = |file: &str, text: &str| {
        fs::write(dir.join(file), text).with_context(|| format!("cannot write {file}"))
    };
    let members: Vec<String> =
        packages.iter().map(|p| format!("    \"{}\",\n", p.folder)).collect();
    let patches = packages.iter().map(|p| format!("{} = {{ path = \"{}\" }}\n", p.name, p.folder));
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n    \"app\",\n{}]\n\n\
         [patch.crates-io]\n{}\n{}",
        members.concat(),
        patches.collect::<String>(),
        profiles(&read("Cargo.toml")?),
    );
    fs::create_dir_all(dir.join("app/src")).context("cannot make a folder")?;
    write("Cargo.toml", &manifest)?;
    write("Cargo.lock", &read("Cargo.lock")?)?;
    write("app/Cargo.toml", MANIFEST)?;
    write("app/build.rs", BUILD)?;
    write("app/src/main.rs", MAIN)?;
    write("app/closecodes.toml", &read(CODES)?)
}

/// The profiles of a manifest, which end it. Those of our own crates are left out: here each is
/// compiled once and hardly used.
fn profiles(manifest: &str) -> String {
    let start = manifest.find("[profile.").unwrap_or(manifest.len());
    let lines = manifest[start..].lines().filter(|line| !line.starts_with("closecode"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Runs cargo for the workspace of the packages, with our target folder.
fn cargo(project: &Project, dir: &Path, arguments: &[&str]) -> Result<bool> {
    let manifest = dir.join("Cargo.toml").display().to_string();
    let target = target_dir(project).display().to_string();
    let arguments = [
        &arguments[..1],
        &["--quiet", "--offline", "--manifest-path", &manifest, "--target-dir", &target],
        &arguments[1..],
    ];
    program(project, cargo_program(), &arguments.concat(), &[])
}
