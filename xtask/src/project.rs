//! Where the repository and its data are, and the data itself.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use closecode_data::{Checked, Dataset, Files};

use closecode_output::ui;

/// The repository.
#[derive(Debug)]
pub(crate) struct Project {
    /// Its root.
    pub(crate) root: PathBuf,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// How to show the data folder in messages.
    pub(crate) data_prefix: String,
}

impl Project {
    /// Finds the repository that this program belongs to.
    pub(crate) fn find(data: Option<PathBuf>) -> Result<Self> {
        // Cargo sets the variable for `cargo run`; without it the program was started by hand, in
        // the repository.
        let root = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(dir) => Path::new(&dir)
                .parent()
                .context("the xtask package has no parent folder")?
                .to_owned(),
            None => std::env::current_dir().context("the current folder is not readable")?,
        };
        let (data, data_prefix) = match data {
            Some(dir) => {
                let prefix = format!("{}/", dir.display().to_string().trim_end_matches('/'));
                (dir, prefix)
            }
            None => (root.join("data"), "data/".to_owned()),
        };
        Ok(Self { root, data, data_prefix })
    }

    /// Reads and checks the data, whatever the result.
    pub(crate) fn read(&self) -> Checked {
        closecode_data::load(&self.data)
    }

    /// The dataset, or its problems printed. Warnings are counted only: `lint` shows them.
    pub(crate) fn load(&self) -> Result<Dataset> {
        Ok(self.load_with_files()?.0)
    }

    /// The dataset, and the files that places in it point into.
    pub(crate) fn load_with_files(&self) -> Result<(Dataset, Files)> {
        let outcome = self.read();
        let files = outcome.report.files().clone();
        let warnings = outcome.report.warnings();
        match outcome.into_dataset() {
            Ok(dataset) => {
                ui::status("Checked", self.summary(&dataset));
                if warnings > 0 {
                    ui::bad(
                        "Warning",
                        format!("{}; see `cargo xtask lint`", ui::count(warnings, "warning")),
                    );
                }
                Ok((dataset, files))
            }
            Err(report) => {
                ui::err(report.render(&self.data_prefix, ui::is_styled()));
                bail!("{} in the data; nothing was written", ui::count(report.errors(), "error"));
            }
        }
    }

    fn summary(&self, data: &Dataset) -> String {
        let languages: Vec<&str> = data.locales.iter().map(|l| l.folder.as_str()).collect();
        format!(
            "{} ({}, {}, {}, {}, {})",
            self.data_prefix.trim_end_matches('/'),
            ui::count(data.codes.len(), "code"),
            ui::count(data.ranges.len(), "range"),
            ui::count(data.sources.len(), "source"),
            ui::count(data.protocols.len(), "protocol"),
            languages.join(" ")
        )
    }
}
