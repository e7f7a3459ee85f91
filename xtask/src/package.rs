//! `cargo xtask package`: the packages that would be published, and how large each is.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use closecode_output::ui;

use crate::project::Project;
use crate::steps::packages;
use crate::{process, tools};

/// Where they go.
const FOLDER: &str = "target/packages";

/// Packs the crates, the npm package and the wheel.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let folder = project.root.join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {FOLDER}"))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {FOLDER}"))?;
    for file in packages::pack(project)? {
        let name = file.file_name().context("a package has a name")?;
        fs::copy(&file, folder.join(name))
            .with_context(|| format!("cannot copy {}", file.display()))?;
    }
    npm(project)?;
    wheel(project)?;
    list(&folder)
}

fn npm(project: &Project) -> Result<()> {
    tools::node(project)?;
    let arguments = ["pack", "./dist/npm", "--silent", "--pack-destination", FOLDER];
    ensure!(process::program(project, "npm", &arguments, &[])?, "npm could not pack dist/npm");
    Ok(())
}

/// pip fetches what builds the wheel, and nothing else.
fn wheel(project: &Project) -> Result<()> {
    tools::pip(project)?;
    let wheel = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", FOLDER];
    let arguments = [&wheel[..], &["./dist/python"]].concat();
    let variables = [("PIP_ROOT_USER_ACTION", "ignore")];
    let is_built = process::program(project, "python3", &arguments, &variables)?;
    ensure!(is_built, "pip could not build a wheel of dist/python");
    Ok(())
}

/// Says what there is.
fn list(folder: &Path) -> Result<bool> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {FOLDER}"))?;
    let mut packages = Vec::new();
    for entry in entries {
        let entry = entry?;
        packages.push((entry.file_name(), entry.metadata()?.len()));
    }
    packages.sort();
    for (name, bytes) in packages {
        // Rounded up: a package of one byte is not of none.
        let size = format!("{} kB", bytes.div_ceil(1000));
        ui::status("Packed", format!("{FOLDER}/{}, {size}", name.display()));
    }
    Ok(true)
}
