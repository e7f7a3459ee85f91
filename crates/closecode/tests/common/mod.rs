//! What the suites share.

#![allow(dead_code)] // Each suite is a program of its own and uses a part.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher as _};
use std::path::PathBuf;

use closecode::RawCode;
use closecode_data::Dataset;

/// A path below the crate's folder, wherever the test is started.
pub(crate) fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The dataset that the crate is generated from.
pub(crate) fn dataset() -> Dataset {
    let outcome = closecode_data::load(&path("../../data"));
    outcome
        .into_dataset()
        .unwrap_or_else(|report| panic!("the data has errors:\n{}", report.render("data/", false)))
}

/// Every number there is.
pub(crate) fn every_code() -> impl Iterator<Item = RawCode> {
    (0..=u16::MAX).map(RawCode::new)
}

/// The hash of a value.
pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
