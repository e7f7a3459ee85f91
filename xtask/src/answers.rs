//! What the crate answers, for the packages of other languages to be compared with.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::features::FEATURES;
use crate::process;
use crate::project::Project;

/// What the example `answers` of closecode-packages can be asked for.
const MODES: [&str; 5] = ["codes", "lives", "rules", "texts", "retry-after"];

/// The test vectors, of which the decisions are for every language.
const VECTORS: &str = "closecode-vectors.json";

/// Writes the crate's answers into a folder, a file for each mode, and the test vectors.
pub(crate) fn write(project: &Project, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for mode in MODES {
        // With the features that it has in the step `tests`, which has compiled it.
        let run = ["run", "--quiet", "--features", FEATURES, "--example", "answers", "--", mode];
        let lines = process::printed(project, run, "the example `answers` has failed")?;
        fs::write(folder.join(format!("{mode}.txt")), lines)?;
    }
    let vectors = project.root.join("crates/closecode-json/dist").join(VECTORS);
    fs::copy(&vectors, folder.join(VECTORS))
        .with_context(|| format!("cannot copy {}", vectors.display()))?;
    Ok(())
}
