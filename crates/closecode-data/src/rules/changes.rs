//! The list of changes can be read from the top, its versions follow from what changed, and it
//! leads to what exists.

use std::collections::BTreeSet;

use closecode_format::few;
use closecode_format::rules::dates::is_day;

use super::Rule;
use crate::{Change, ChangeKind, Dataset, Diagnostics, Location, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "changes",
    summary: "a change has a day, a plain sentence and keys that exist, the newest stands first, \
              and each version follows from the one below by the kinds of its changes",
    check,
};

const FILE: &str = "changes";

/// The files that a key may begin with, beside the folders that have one file for each entry.
const WHOLE_FILES: &[&str] = &["frames", "handshake", "looked-at", "problem-words", "search"];

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let changes = &unchecked.dataset.changes;
    if changes.is_empty() && unchecked.is_whole(FILE) {
        let message = "there is no change, and the newest one says which version the data has";
        let remedy = "add a [[change]] with version, date, kind and text";
        diagnostics.error(RULE.name, Location::Path(format!("{FILE}.toml")), message, remedy);
    }
    check_days(changes, diagnostics);
    check_versions(changes, diagnostics);
    for (place, change) in changes.iter().enumerate() {
        check_text(change, diagnostics);
        let newer = changes[..place].iter().filter(|c| *c.kind == ChangeKind::Removed);
        let gone = few::set(newer.flat_map(|c| &c.keys).map(|key| key.as_str()));
        check_keys(change, &gone, unchecked, diagnostics);
    }
}

fn check_days(changes: &[Change], diagnostics: &Diagnostics) {
    let mut last: Option<&str> = None;
    for date in changes.iter().map(|change| &change.date) {
        if !is_day(date) {
            let message = format!("`{}` is not a day", **date);
            diagnostics.error(RULE.name, date.span, message, "write YYYY-MM-DD");
        } else if let Some(above) = last.filter(|above| *above < date.as_str()) {
            let message = format!("`{}` comes below `{above}` here", **date);
            let remedy = "put the newest change first: feeds and readers begin at the top";
            diagnostics.error(RULE.name, date.span, message, remedy);
        } else {
            last = Some(date);
        }
    }
}

/// Changes of one version stand together and are of one day; the version is the one that their
/// kinds make of the version below.
fn check_versions(changes: &[Change], diagnostics: &Diagnostics) {
    let versions: Vec<&[Change]> =
        changes.chunk_by(|a, b| a.version.value == b.version.value).collect();
    for (place, group) in versions.iter().enumerate() {
        let first = &group[0];
        for other in group.iter().filter(|c| c.date.value != first.date.value) {
            let message = format!("version {} is of {} above", *first.version, *first.date);
            let remedy = "a version is of one day; give the later changes the next version";
            diagnostics.error(RULE.name, other.date.span, message, remedy);
        }
        let Some(below) = versions.get(place + 1).map(|below| below[0].version.value) else {
            continue;
        };
        let expected = group.iter().map(|change| below.after(*change.kind)).max();
        if let Some(expected) = expected.filter(|expected| *expected != first.version.value) {
            let message = format!("{} does not follow {below}", *first.version);
            let remedy = format!("by the kinds of its changes this is version {expected}");
            diagnostics.error(RULE.name, first.version.span, message, remedy);
        }
    }
}

fn check_text(change: &Change, diagnostics: &Diagnostics) {
    let text = &change.text;
    if !text.ends_with('.') || text.contains('\n') || text.trim() != text.as_str() {
        let message = "a change is one line and ends with a full stop";
        diagnostics.error(RULE.name, text.span, message, "write one or two plain sentences");
    }
}

fn check_keys(
    change: &Change,
    gone: &BTreeSet<&str>,
    unchecked: &Unchecked,
    diagnostics: &Diagnostics,
) {
    for (place, key) in change.keys.iter().enumerate() {
        if change.keys[..place].iter().any(|other| other.value == key.value) {
            let message = format!("`{}` stands twice", **key);
            diagnostics.error(RULE.name, key.span, message, "name it once");
        }
        // What this change took away is not there, and what a newer one took away was.
        if *change.kind == ChangeKind::Removed || gone.contains(key.as_str()) {
            continue;
        }
        if !exists(key, unchecked) {
            let message = format!("there is no `{}`", **key);
            let remedy = "write a file and an entry, such as codes/1006 or codes/1006/policy; \
                          * stands for every entry";
            diagnostics.error(RULE.name, key.span, message, remedy);
        }
    }
}

/// Whether a key leads to a file and an entry that exist. What could not be read may hold it.
fn exists(key: &Spanned<String>, unchecked: &Unchecked) -> bool {
    let mut parts = key.split('/');
    let (Some(file), entry) = (parts.next(), parts.next()) else { return false };
    let data = &unchecked.dataset;
    let Some(known) = entries(file, data, unchecked) else { return WHOLE_FILES.contains(&file) };
    entry.is_none_or(|entry| {
        entry == "*"
            || known.contains(entry)
            || !unchecked.is_whole(file)
            || !unchecked.is_whole(&format!("{file}/{entry}"))
    })
}

/// The entries of a file or a folder, if it is one that has entries.
fn entries<'a>(
    file: &str,
    data: &'a Dataset,
    unchecked: &'a Unchecked,
) -> Option<BTreeSet<String>> {
    let strings = |ids: Vec<&'a str>| few::set(ids.into_iter().map(str::to_owned));
    Some(match file {
        "codes" => few::set(unchecked.code_files.keys().map(u16::to_string)),
        "implementations" => strings(data.implementations.iter().map(|i| i.id.as_str()).collect()),
        "locales" => strings(data.locales.iter().map(|l| l.folder.as_str()).collect()),
        "pairs" => {
            let codes = data.pairs.iter().map(crate::Pair::codes);
            few::set(codes.map(|(low, high)| format!("{low}-{high}")))
        }
        "problems" => strings(data.problems.iter().map(|p| p.id.as_str()).collect()),
        "protocols" => strings(data.protocols.iter().map(|p| p.id.as_str()).collect()),
        "ranges" => strings(data.ranges.iter().map(|r| r.id.as_str()).collect()),
        "scenarios" => strings(data.scenarios.iter().map(|s| s.id.as_str()).collect()),
        "situations" => strings(data.situations.iter().map(|s| s.id.as_str()).collect()),
        "sources" => strings(unchecked.source_ids.iter().map(String::as_str).collect()),
        _ => return None,
    })
}
