//! The features of the languages and the protocols, in the crate's manifest.

use closecode_data::Dataset;

use crate::locale;
use crate::protocols::{feature, generated};

/// The lines around the parts of `Cargo.toml` that are generated.
const LOCALES: &str =
    "# Words in one language each: `cargo xtask` writes these lines from data/locales/.\n";
const PROTOCOLS: &str =
    "# Protocols, one feature each: `cargo xtask` writes these lines from data/protocols/.\n";
const END: &str = "# The end of what `cargo xtask` writes.\n";

/// The manifest with the features of the languages and the protocols in it; `None` if it has no
/// place for them.
pub fn manifest(data: &Dataset, manifest: &str) -> Option<String> {
    let locales =
        features(data.locales.iter().map(locale::feature), "Words in every language.", "locales");
    let protocols = features(generated(data).map(feature), "Every protocol.", "protocols");
    put(&put(manifest, LOCALES, &locales)?, PROTOCOLS, &protocols)
}

/// A line for each feature, and one for all of them.
fn features(names: impl Iterator<Item = String>, about: &str, all: &str) -> String {
    let (lines, list): (Vec<String>, Vec<String>) =
        names.map(|name| (format!("{name} = []\n"), format!("    \"{name}\",\n"))).unzip();
    format!("{}# {about}\n{all} = [\n{}]\n", lines.concat(), list.concat())
}

/// Puts lines between a comment and the next end.
fn put(manifest: &str, begin: &str, lines: &str) -> Option<String> {
    let start = manifest.find(begin)? + begin.len();
    let end = start + manifest[start..].find(END)?;
    Some(format!("{}{lines}{}", &manifest[..start], &manifest[end..]))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{END, LOCALES, PROTOCOLS, manifest};

    #[test]
    fn what_stands_between_the_comments_is_replaced_and_nothing_else() {
        let mini = Path::new(env!("CARGO_MANIFEST_DIR")).join("../closecode-data/tests/mini");
        let data = closecode_data::load(&mini).into_dataset().expect("the miniature has no errors");
        let old = format!(
            "[features]\nserde = []\n{LOCALES}{END}{PROTOCOLS}protocol-gone = []\n{END}\n\
             [dependencies]\n"
        );
        let new = format!(
            "[features]\nserde = []\n\
             {LOCALES}locale-en = []\nlocale-id = []\n# Words in every language.\nlocales = [\n    \
             \"locale-en\",\n    \"locale-id\",\n]\n{END}\
             {PROTOCOLS}protocol-room-chat = []\nprotocol-ticker = []\n\
             # Every protocol.\nprotocols = [\n    \"protocol-room-chat\",\n    \
             \"protocol-ticker\",\n]\n{END}\n[dependencies]\n"
        );
        assert_eq!(manifest(&data, &old).as_ref(), Some(&new));
        assert_eq!(manifest(&data, &new), Some(new));
        for lost in [LOCALES, PROTOCOLS, END] {
            assert_eq!(manifest(&data, &old.replace(lost, "")), None);
        }
    }
}
