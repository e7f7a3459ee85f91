//! From files to what is checked: the whole data, or one file alone.

#[cfg(feature = "dataset")]
mod folder;
mod one;

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned as TomlSpanned;
use toml::de::DeTable;

use crate::model::{Dataset, Protocol};
use crate::{Diagnostics, Files, Report, Span};

#[cfg(feature = "dataset")]
pub use folder::{check, load};
pub use one::{check_app, check_protocol};

const SYNTAX: &str = "syntax";

/// What was read, before the rules have passed it: parts may be missing where a file is broken.
#[derive(Debug, Default)]
pub struct Unchecked {
    /// What could be read.
    pub dataset: Dataset,
    /// Numbers of all code files by their names, readable or not, so that one broken file does not
    /// look like many broken references.
    pub code_files: BTreeMap<u16, Span>,
    /// Ids of all sources, complete or not.
    pub source_ids: BTreeSet<String>,
    #[cfg(feature = "dataset")]
    locales: BTreeMap<String, folder::Parts>,
    /// Paths, without the extension, of the files with diagnostics: they may lack what only looks
    /// missing.
    broken: BTreeSet<String>,
    /// Folders that have a `language.toml`, readable or not: a broken file is not a missing one.
    language_files: BTreeSet<String>,
    /// Whether this is an application's own file: it is the source itself.
    pub(crate) is_app: bool,
}

impl Unchecked {
    /// Whether a file (such as `ranges`) was read without a finding, so that what it lacks is
    /// really missing.
    pub(crate) fn is_whole(&self, file: &str) -> bool {
        !self.broken.contains(file)
    }

    /// Whether that holds for every file with facts that cite `sources.toml`.
    pub(crate) fn are_facts_whole(&self) -> bool {
        self.broken
            .iter()
            .all(|file| file.starts_with("locales/") || file.starts_with("protocols/"))
    }

    /// Whether a protocol's file was read without a finding.
    pub(crate) fn is_protocol_whole(&self, protocol: &Protocol) -> bool {
        self.is_whole(&format!("protocols/{}", protocol.id))
    }
}

/// The result of a check: the dataset if there is no error, and every problem in any case.
#[derive(Debug)]
pub struct Checked {
    dataset: Dataset,
    /// Every problem found.
    pub report: Report,
}

impl Checked {
    /// The dataset, or the report if it has errors.
    ///
    /// # Errors
    /// The report, if at least one of its problems is an error.
    pub fn into_dataset(self) -> Result<Dataset, Report> {
        if self.report.errors() == 0 { Ok(self.dataset) } else { Err(self.report) }
    }
}

/// The tree of a file as far as it could be parsed, and whether that is all of it.
fn parse<'a>(
    files: &'a Files,
    index: u32,
    diagnostics: &Diagnostics,
) -> (TomlSpanned<DeTable<'a>>, bool) {
    let (document, errors) = DeTable::parse_recoverable(files.text(index));
    for error in &errors {
        let span = Span::new(index, error.span().unwrap_or(0..0));
        diagnostics.error(
            SYNTAX,
            span,
            error.message().trim_end_matches('.'),
            "see https://toml.io for the syntax",
        );
    }
    (document, errors.is_empty())
}
