//! The features of the protocols, in the crate's manifest.

use std::fmt::Write as _;

use closecode_data::Dataset;

use crate::protocols::{feature, generated};

/// The lines around the part of `Cargo.toml` that is generated.
const BEGIN: &str = "# Protocols, one feature each: `cargo xtask` writes these lines from data/protocols/.\n";
const END: &str = "# The end of what `cargo xtask` writes.\n";

/// The manifest with the features of the protocols in it; `None` if it has no place for them.
pub fn manifest(data: &Dataset, manifest: &str) -> Option<String> {
    let start = manifest.find(BEGIN)? + BEGIN.len();
    let end = start + manifest[start..].find(END)?;
    let (mut lines, mut all) = (String::new(), String::new());
    for feature in generated(data).map(feature) {
        let _ = writeln!(lines, "{feature} = []");
        let _ = writeln!(all, "    \"{feature}\",");
    }
    let _ = write!(lines, "# Every protocol.\nprotocols = [\n{all}]\n");
    Some(format!("{}{lines}{}", &manifest[..start], &manifest[end..]))
}
