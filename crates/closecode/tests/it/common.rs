//! What several modules use.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher as _};
use std::path::PathBuf;
use std::sync::LazyLock;

use closecode::RawCode;
use closecode_data::Dataset;

/// A path below the crate's folder, wherever the tests are started.
pub(crate) fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The dataset that the crate is generated from.
pub(crate) fn dataset() -> &'static Dataset {
    static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
        closecode_data::load(&path("../../data")).into_dataset().unwrap_or_else(|report| {
            panic!("the data has errors:\n{}", report.render("data/", false))
        })
    });
    &DATASET
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

/// What a word of the data means in the crate, which has the pace apart.
pub(crate) fn action(word: &str) -> closecode::Action {
    use closecode::Action;
    match word {
        "no-need" => Action::ReconnectIfWanted,
        "short-delay" | "backoff" => Action::Reconnect,
        "reauth" => Action::Reauthenticate,
        "fix-client" => Action::FixFirst,
        "never" => Action::Stop,
        "profile" => Action::AskProfile,
        other => panic!("this test knows no action `{other}`"),
    }
}
