//! The tables to cite: the JSON of a version of the data, at addresses that have the version in
//! them, and never change.
//!
//! `cargo xtask freeze` records the digests of the present version in `docs/released/`, which is
//! what a release does. From then on, a change of one of the files without a new version of the
//! data is an error. An older version is made again from the commit that recorded it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result};
use closecode_data::{Dataset, Version};
use closecode_output::ui;
use closecode_output::write::{self, Mode, OutputDir};

use crate::project::Project;

/// Where the digests are, a file for each version, as `sha256sum` writes and checks them.
const RELEASED: &str = "docs/released";

/// The digests beside the files that they are of.
const SUMS: &str = "SHA256SUMS";

/// The files of the present version by their paths below the root of the site.
pub(crate) fn files(version: Version, api: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = closecode_json::dist(api);
    files.insert(SUMS.to_owned(), sums(&files));
    files.into_iter().map(|(name, text)| (format!("v/{version}/{name}"), text)).collect()
}

/// The digests, one a line.
fn sums(files: &BTreeMap<String, String>) -> String {
    files.iter().fold(String::new(), |mut sums, (name, text)| {
        let digest = hmac_sha256::Hash::hash(text.as_bytes());
        for byte in digest {
            let _ = write!(sums, "{byte:02x}");
        }
        let _ = writeln!(sums, "  {name}");
        sums
    })
}

/// `cargo xtask freeze`: records the digests of the present version.
pub(crate) fn freeze(project: &Project) -> Result<bool> {
    let data = project.load()?;
    if !is_unchanged(project, &data)? {
        return Ok(false);
    }
    let name = format!("{}.sha256", data.version());
    let files = BTreeMap::from([(name.clone(), sums(&closecode_json::generate(&data)).into())]);
    let tree = OutputDir {
        dir: project.root.join(RELEASED),
        shown: RELEASED.to_owned(),
        files,
        keep_others: true,
        sync: true,
    };
    write::apply(&[tree], Mode::Write)?;
    ui::status("Frozen", format!("version {} of the data: {RELEASED}/{name}", data.version()));
    Ok(true)
}

/// Whether the files of the present version are what was released, if it was; prints each that is
/// not.
pub(crate) fn is_unchanged(project: &Project, data: &Dataset) -> Result<bool> {
    let version = data.version();
    let shown = format!("{RELEASED}/{version}.sha256");
    let path = project.root.join(&shown);
    if !path.is_file() {
        return Ok(true);
    }
    let released = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    let changed = changed(&released, &sums(&closecode_json::generate(data)));
    for name in &changed {
        ui::bad("Released", format!("v/{version}/{name} would change"));
    }
    if !changed.is_empty() {
        ui::bad(
            "Changed",
            format!(
                "version {version} of the data was released: add a [[change]] with a new version \
                 to data/changes.toml"
            ),
        );
    }
    Ok(changed.is_empty())
}

/// The names of the files that are new, gone or have another digest.
fn changed(released: &str, now: &str) -> Vec<String> {
    let lines = |text: &str| -> BTreeMap<String, String> {
        let pairs = text.lines().filter_map(|line| line.split_once("  "));
        pairs.map(|(digest, name)| (name.to_owned(), digest.to_owned())).collect()
    };
    let [released, now] = [released, now].map(lines);
    let mut names: Vec<String> = released.keys().chain(now.keys()).cloned().collect();
    names.sort();
    names.dedup();
    names.retain(|name| released.get(name) != now.get(name));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    /// The digest of nothing and of `abc`, from FIPS 180-4.
    #[test]
    fn the_digests_are_those_of_sha256sum() {
        assert_eq!(
            sums(&files(&[("a", ""), ("b", "abc")])),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
        );
    }

    #[test]
    fn what_is_new_gone_or_another_is_named() {
        let released = sums(&files(&[("all", "1"), ("gone", "1"), ("other", "1")]));
        let now = sums(&files(&[("all", "1"), ("new", "1"), ("other", "2")]));
        assert_eq!(changed(&released, &now), ["gone", "new", "other"]);
        assert!(changed(&released, &released).is_empty());
    }
}
