//! What the suites share.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use closecode_data::Dataset;
use serde_json::Value;

/// A path below the package's folder, wherever the test is started.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The dataset of the repository, loaded once.
pub(crate) fn dataset() -> &'static Dataset {
    static DATASET: LazyLock<Dataset> = LazyLock::new(load);
    &DATASET
}

/// The dataset of the repository, loaded now.
pub(crate) fn load() -> Dataset {
    let outcome = closecode_data::load(&path("../../data"));
    outcome
        .into_dataset()
        .unwrap_or_else(|report| panic!("the data has errors:\n{}", report.render("data/", false)))
}

/// The miniature dataset.
pub(crate) fn mini() -> Dataset {
    let outcome = closecode_data::load(&path("../closecode-data/tests/mini"));
    outcome
        .into_dataset()
        .unwrap_or_else(|report| panic!("the miniature has errors:\n{}", report.render("", false)))
}

/// The files of `dist/` as they are generated now, once.
pub(crate) fn dist() -> &'static BTreeMap<String, String> {
    static DIST: LazyLock<BTreeMap<String, String>> =
        LazyLock::new(|| closecode_json::generate(dataset()));
    &DIST
}

/// One of them, read back.
pub(crate) fn generated(name: &str) -> Value {
    serde_json::from_str(&dist()[name]).expect("what is generated is JSON")
}

/// A list below a key.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list"))
}

/// A text below a key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text"))
}

/// A number below a key.
pub(crate) fn number(value: &Value, key: &str) -> u16 {
    value[key]
        .as_u64()
        .and_then(|n| n.try_into().ok())
        .unwrap_or_else(|| panic!("`{key}` is no number of two bytes"))
}
