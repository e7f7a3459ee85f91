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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{BEGIN, END, manifest};

    #[test]
    fn what_stands_between_the_comments_is_replaced_and_nothing_else() {
        let mini = Path::new(env!("CARGO_MANIFEST_DIR")).join("../closecode-data/tests/mini");
        let data = closecode_data::load(&mini).into_dataset().expect("the miniature has no errors");
        let old = format!("[features]\nserde = []\n{BEGIN}protocol-gone = []\n{END}\n[dependencies]\n");
        let new = format!(
            "[features]\nserde = []\n{BEGIN}protocol-room-chat = []\nprotocol-ticker = []\n\
             # Every protocol.\nprotocols = [\n    \"protocol-room-chat\",\n    \"protocol-ticker\",\n]\n{END}\n[dependencies]\n"
        );
        assert_eq!(manifest(&data, &old).as_ref(), Some(&new));
        assert_eq!(manifest(&data, &new), Some(new));
        for lost in [BEGIN, END] {
            assert_eq!(manifest(&data, &old.replace(lost, "")), None);
        }
    }
}
