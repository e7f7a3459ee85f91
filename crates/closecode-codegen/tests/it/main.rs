//! What is written for miniature data, and what holds for what is written for the real data.

use std::path::{Path, PathBuf};

mod app;
mod files;
mod marks;
mod rows;

/// A path of this crate.
fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

fn load(folder: &str) -> closecode_data::Dataset {
    closecode_data::load(&path(folder))
        .into_dataset()
        .unwrap_or_else(|report| panic!("{folder} has errors:\n{}", report.render("", false)))
}
