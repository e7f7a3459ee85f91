//! The package for python.

use std::collections::BTreeMap;

use closecode_data::Dataset;

/// The files of `dist/python`, by path.
pub fn python(_data: &Dataset) -> BTreeMap<String, String> {
    BTreeMap::from([("README.md".to_owned(), "# closecode\n".to_owned())])
}
