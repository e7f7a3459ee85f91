//! `cargo xtask translated`: records which English text a translation was made from.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use closecode_data::{Dataset, EntryRef, Locale};

use crate::edit;
use crate::project::Project;
use crate::ui;

/// Writes the present hash of the English entry into each named entry of a language.
pub(crate) fn run(project: &Project, folder: &str, names: &[String], all: bool) -> Result<bool> {
    let data = project.load()?;
    let Some(locale) = data.locales.iter().find(|l| l.folder == folder) else {
        let known: Vec<&str> = data.locales.iter().filter(|l| !l.is_base()).map(|l| l.folder.as_str()).collect();
        bail!("there is no language `{folder}`; there is {}", known.join(", "));
    };
    if locale.is_base() {
        bail!("English is what the other languages are translated from");
    }
    let entries: Vec<EntryRef<'_>> = locale.entries().into_iter().filter(|e| e.place.is_some()).collect();
    for name in names {
        if !entries.iter().any(|e| e.name() == *name) {
            bail!("{folder} has no entry `{name}`; write it as codes/1006, ranges/private-use, pairs/1005-1006 or ui/page");
        }
    }
    let wanted = |entry: &&EntryRef<'_>| all || names.contains(&entry.name());
    let count = mark(project, &data, locale, entries.iter().filter(wanted))?;
    ui::status("Recorded", format!("{} of {folder} as translated from the present English", ui::count(count, "entry")));
    Ok(true)
}

fn mark<'a>(project: &Project, data: &Dataset, locale: &Locale, entries: impl Iterator<Item = &'a EntryRef<'a>>) -> Result<usize> {
    let english: BTreeMap<String, String> = data.base().entries().iter().map(|e| (e.name(), e.hash())).collect();
    // By file, from the last to the first, so that an edit does not move the places still to come.
    let mut by_file: BTreeMap<&str, Vec<(std::ops::Range<usize>, String)>> = BTreeMap::new();
    let mut count = 0;
    for entry in entries {
        let (Some(hash), Some(place)) = (english.get(&entry.name()), entry.place) else { continue };
        let edit = match entry.made_from() {
            Some(from) => (from.place.span(), format!("\"{hash}\"")),
            None => (place.span(), format!("\nfrom = \"{hash}\"")),
        };
        by_file.entry(entry.file).or_default().push(edit);
        count += 1;
    }
    for (file, mut edits) in by_file {
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let path = project.data.join("locales").join(&locale.folder).join(format!("{file}.toml"));
        edit::file(&path, |text| {
            for (span, new) in edits {
                if new.starts_with('\n') {
                    // The place is the key in the header `[1006]`; the new line follows the header's.
                    let end = text[span.end..].find('\n').map_or(text.len(), |n| span.end + n);
                    text.insert_str(end, &new);
                } else {
                    text.replace_range(span, &new);
                }
            }
            Ok(())
        })?;
    }
    Ok(count)
}
