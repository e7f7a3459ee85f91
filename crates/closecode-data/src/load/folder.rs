//! The whole data: every file of the folder, then every rule.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Draft, Outcome, parse};
use crate::model::{
    Answer, Change, Client, Code, CodeWords, Direction, Language, Locale, Pair, PairWords,
    Protocol, Range, Situation, SituationWords, Source, Speech, Term, Ui,
};
use crate::read::Table;
use crate::{Files, Findings, Located, Place, Report, Spot, rules};

const FILES: &str = "files";

/// Reads the folder `root` and checks it.
pub fn load(root: &Path) -> Outcome {
    let findings = Findings::default();
    let files = Files::read(root, &findings);
    check_with(files, findings)
}

/// Checks files that are already in memory.
pub fn check(files: Files) -> Outcome {
    check_with(files, Findings::default())
}

fn check_with(files: Files, findings: Findings) -> Outcome {
    let mut draft = Draft::default();
    // Without a single file, every rule would ask for its own in vain.
    if files.iter().next().is_none() {
        if findings.len() == 0 {
            let remedy = "run from the closecode repository, or name the folder with --data";
            findings.error(FILES, Spot::Path(String::new()), "there is no data here", remedy);
        }
        return Outcome { dataset: draft.dataset, report: Report::new(files, findings.into_vec()) };
    }
    for (index, path, _) in files.iter() {
        let before = findings.len();
        read_file(&mut draft, &files, index, &findings);
        if findings.len() > before || files.is_unreadable(index) {
            draft.broken.insert(stem(path).to_owned());
        }
    }
    finish_locales(&mut draft, &findings);
    let data = &mut draft.dataset;
    data.protocols.sort_by(|a, b| a.id.cmp(&b.id));
    data.codes.sort_by_key(|c| *c.code);
    data.ranges.sort_by_key(|r| *r.first);
    data.locales.sort_by(|a, b| {
        (!a.is_base(), a.language.tag.as_str()).cmp(&(!b.is_base(), b.language.tag.as_str()))
    });
    for rule in rules::ALL {
        (rule.check)(&draft, &findings);
    }
    Outcome { dataset: draft.dataset, report: Report::new(files, findings.into_vec()) }
}

/// A path without its extension; `1006.toml.toml` is not another name for `1006.toml`.
fn stem(path: &str) -> &str {
    path.strip_suffix(".toml").unwrap_or(path)
}

/// A language while its files are being read.
#[derive(Debug, Default)]
pub(super) struct Parts {
    language: Option<Language>,
    codes: BTreeMap<u16, CodeWords>,
    ranges: BTreeMap<String, CodeWords>,
    pairs: BTreeMap<(u16, u16), PairWords>,
    situations: BTreeMap<String, SituationWords>,
    ui: Ui,
    glossary: Vec<Term>,
    made_from: BTreeMap<String, Located<String>>,
    places: BTreeMap<(&'static str, String), Place>,
}

fn read_file(draft: &mut Draft, files: &Files, index: u32, findings: &Findings) {
    let path = files.path(index);
    let (document, is_toml) = parse(files, index, findings);
    let start = Place::new(index, 0..0);
    let table = Table::new(document.get_ref(), start, findings);
    let segments: Vec<&str> = stem(path).split('/').collect();
    if let ["locales", folder, "language"] = segments.as_slice() {
        draft.language_files.insert((*folder).to_owned());
    }
    // After a syntax error the tree has holes, and each hole would be reported once more as a
    // missing key.
    if files.is_unreadable(index) || !is_toml {
        match segments.as_slice() {
            ["codes", name] => drop(name.parse().map(|code| draft.code_files.insert(code, start))),
            ["sources"] => draft
                .source_ids
                .extend(document.get_ref().keys().map(|key| key.get_ref().to_string())),
            _ => {}
        }
        return;
    }
    match segments.as_slice() {
        ["codes", name] => {
            drop(name.parse().map(|code| draft.code_files.insert(code, start)));
            if number(name).is_none() {
                let message = format!("`{name}` is not a status code");
                findings.error(
                    "file-name",
                    start,
                    message,
                    "name the file by its number, such as 1006.toml",
                );
            }
            draft.dataset.codes.extend(Code::read(table));
        }
        ["ranges"] => {
            draft.dataset.ranges =
                table.tables("range").into_iter().filter_map(Range::read).collect();
            table.finish();
        }
        ["sources"] => {
            for (id, entry) in table.entries() {
                draft.source_ids.insert(id.value.clone());
                draft.dataset.sources.extend(Source::read(id, entry));
            }
        }
        ["clients"] => {
            draft.dataset.clients =
                table.tables("client").into_iter().filter_map(Client::read).collect();
            table.finish();
        }
        ["changes"] => {
            draft.dataset.changes =
                table.tables("change").into_iter().filter_map(Change::read).collect();
            table.finish();
        }
        ["handshake"] => {
            draft.dataset.handshake =
                table.tables("answer").into_iter().map(Answer::read).collect();
            table.finish();
        }
        ["pairs"] => {
            draft.dataset.pairs = table.tables("pair").into_iter().filter_map(Pair::read).collect();
            table.finish();
        }
        ["situations"] => {
            draft.dataset.situations =
                table.tables("situation").into_iter().filter_map(Situation::read).collect();
            table.finish();
        }
        ["protocols", id] => draft.dataset.protocols.extend(Protocol::read(id, table)),
        ["locales", folder, kind] => {
            let parts = draft.locales.entry((*folder).to_owned()).or_default();
            read_words(parts, kind, table, path, findings);
        }
        _ => findings.error(
            FILES,
            Spot::Path(path.to_owned()),
            "no such data file is known",
            "see data/README.md for what lies where",
        ),
    }
}

/// A status code as it is written: `01006` beside `1006` would be one code twice.
fn number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code: &u16| code.to_string() == text)
}

fn read_words(parts: &mut Parts, kind: &str, table: Table<'_>, path: &str, findings: &Findings) {
    match kind {
        "language" => parts.language = Language::read(table),
        "codes" => {
            for (key, entry) in table.entries() {
                match number(&key) {
                    Some(code) => {
                        parts.places.insert(("codes", code.to_string()), key.place);
                        parts.codes.insert(code, CodeWords::read(entry));
                    }
                    None => findings.error(
                        rules::REFERENCES,
                        key.place,
                        format!("`{}` is not a status code", *key),
                        "write the number, such as [1006]",
                    ),
                }
            }
        }
        "ranges" => {
            for (key, entry) in table.entries() {
                parts.places.insert(("ranges", key.value.clone()), key.place);
                parts.ranges.insert(key.value, CodeWords::read(entry));
            }
        }
        "situations" => {
            for (key, entry) in table.entries() {
                parts.places.insert(("situations", key.value.clone()), key.place);
                parts.situations.insert(key.value, SituationWords::read(entry));
            }
        }
        "pairs" => {
            for (key, entry) in table.entries() {
                match key.split_once('-').and_then(|(a, b)| Some((number(a)?, number(b)?))) {
                    Some(pair) => {
                        parts.places.insert(("pairs", format!("{}-{}", pair.0, pair.1)), key.place);
                        parts.pairs.insert(pair, PairWords::read(entry));
                    }
                    None => {
                        findings.error(
                            rules::REFERENCES,
                            key.place,
                            format!("`{}` is not a pair of codes", *key),
                            "write [\"1005-1006\"]",
                        );
                    }
                }
            }
        }
        "ui" => {
            for key in table.keys() {
                parts.places.insert(("ui", key.value.clone()), key.place);
            }
            parts.ui = Ui::read(table);
        }
        "glossary" => {
            parts.glossary = table
                .entries()
                .into_iter()
                .filter_map(|(id, entry)| Term::read(id, entry))
                .collect()
        }
        "made-from" => {
            parts.made_from =
                table.strings().into_iter().map(|(name, hash)| (name.value, hash)).collect()
        }
        _ => findings.error(
            FILES,
            Spot::Path(path.to_owned()),
            "no such data file is known",
            "a language has language, glossary, codes, ranges, pairs, situations, ui and made-from",
        ),
    }
}

fn finish_locales(draft: &mut Draft, findings: &Findings) {
    for (folder, parts) in std::mem::take(&mut draft.locales) {
        let Parts { language, codes, ranges, pairs, situations, ui, glossary, made_from, places } =
            parts;
        match language {
            Some(language) => {
                let speech =
                    Arc::new(Speech::new(&language.tag, *language.direction == Direction::Rtl));
                draft.dataset.locales.push(Locale {
                    folder,
                    language,
                    codes,
                    ranges,
                    pairs,
                    situations,
                    ui,
                    glossary,
                    made_from,
                    speech,
                    places,
                });
            }
            // A broken file has been reported already; an absent one has not.
            None if !draft.language_files.contains(&folder) => {
                let spot = Spot::Path(format!("locales/{folder}"));
                findings.error(
                    FILES,
                    spot,
                    "language.toml is missing",
                    format!(
                        "run `cargo xtask new-locale {folder}`, or copy another language's file"
                    ),
                );
            }
            None => {}
        }
    }
}
