//! The package for npm.

use std::collections::BTreeMap;

use closecode_data::Dataset;

/// The files of `dist/npm`, by path.
pub fn npm(_data: &Dataset) -> BTreeMap<String, String> {
    BTreeMap::from([("README.md".to_owned(), "# closecode\n".to_owned())])
}
