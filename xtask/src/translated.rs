//! `cargo xtask translated`: records which English text a translation was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::project::Project;
use closecode_output::ui;
use closecode_output::write;

const HEAD: &str = "# Written by `cargo xtask translated`: the hash of the English text that each \
                    text was made from.\n\n";

/// Records the present English text of each named entry or text of a language, and forgets texts
/// that are gone.
pub(crate) fn run(project: &Project, folder: &str, names: &[String], all: bool) -> Result<bool> {
    let data = project.load()?;
    let Some(locale) = data.locales.iter().find(|l| l.folder == folder) else {
        let known: Vec<&str> =
            data.locales.iter().filter(|l| !l.is_base()).map(|l| l.folder.as_str()).collect();
        bail!("there is no language `{folder}`; there is {}", known.join(", "));
    };
    if locale.is_base() {
        bail!("English is what the other languages are translated from");
    }
    let own = locale.texts();
    let english = data.base().texts();
    let texts: Vec<&String> = own.keys().filter(|name| english.contains_key(*name)).collect();
    let is_in = |text: &str, name: &str| {
        text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for name in names {
        if !texts.iter().any(|text| is_in(text, name)) {
            bail!(
                "{folder} has no text `{name}`; write an entry such as codes/1006, \
                 ranges/private-use, pairs/1005-1006 or ui/page, or a text such as codes/1006/title"
            );
        }
    }
    let wanted: BTreeSet<&String> = texts
        .into_iter()
        .filter(|text| all || names.iter().any(|name| is_in(text, name)))
        .collect();
    let kept = locale
        .made_from
        .iter()
        .filter(|(name, _)| own.contains_key(*name))
        .map(|(name, from)| (name, from.value.clone()));
    let mut made_from: BTreeMap<&String, String> = kept.collect();
    made_from.extend(wanted.iter().map(|name| (*name, english[*name].hash())));
    let mut text = HEAD.to_owned();
    for (name, hash) in made_from {
        writeln!(text, "\"{name}\" = \"{hash}\"")?;
    }
    write::replace(&project.data.join("locales").join(folder).join("made-from.toml"), &text)?;
    ui::status(
        "Recorded",
        format!(
            "{} of {folder} as translated from the present English",
            ui::count(wanted.len(), "text")
        ),
    );
    Ok(true)
}
