//! From files to a checked dataset.

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "dataset")]
use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

#[cfg(feature = "dataset")]
use crate::Spot;
#[cfg(feature = "dataset")]
use crate::model::{
    Answer, Change, Client, Code, CodeWords, Language, Locale, Pair, PairWords, Range, Situation, SituationWords, Source, Ui,
};
use crate::model::{Dataset, Protocol};
use crate::read::Table;
use crate::{Files, Findings, Own, Place, Report, rules};

const SYNTAX: &str = "syntax";
#[cfg(feature = "dataset")]
const FILES: &str = "files";

/// What was read, before the rules have passed it: parts may be missing where a file is broken.
#[derive(Debug, Default)]
pub struct Draft {
    /// What could be read.
    pub dataset: Dataset,
    /// Numbers of all code files by their names, readable or not, so that one broken file does not look like many broken references.
    pub code_files: BTreeMap<u16, Place>,
    /// Ids of all sources, complete or not.
    pub source_ids: BTreeSet<String>,
    #[cfg(feature = "dataset")]
    locales: BTreeMap<String, Parts>,
    /// Paths, without the extension, of the files with findings: they may lack what only looks missing.
    broken: BTreeSet<String>,
    /// Folders that have a `language.toml`, readable or not: a broken file is not a missing one.
    language_files: BTreeSet<String>,
    /// Whether this is an application's own file: it is the source itself.
    pub(crate) is_own: bool,
}

impl Draft {
    /// Whether a file (such as `ranges`) was read without a finding, so that what it lacks is really missing.
    pub(crate) fn is_whole(&self, file: &str) -> bool {
        !self.broken.contains(file)
    }

    /// Whether that holds for every file with facts that cite `sources.toml`.
    pub(crate) fn are_facts_whole(&self) -> bool {
        self.broken.iter().all(|file| file.starts_with("locales/") || file.starts_with("protocols/"))
    }

    /// Whether a protocol's file was read without a finding.
    pub(crate) fn is_protocol_whole(&self, protocol: &Protocol) -> bool {
        self.is_whole(&format!("protocols/{}", protocol.id))
    }
}

#[cfg(feature = "dataset")]
/// A language while its files are being read.
#[derive(Debug, Default)]
struct Parts {
    language: Option<Language>,
    codes: BTreeMap<u16, CodeWords>,
    ranges: BTreeMap<String, CodeWords>,
    pairs: BTreeMap<(u16, u16), PairWords>,
    situations: BTreeMap<String, SituationWords>,
    ui: Ui,
    places: BTreeMap<(&'static str, String), Place>,
}

/// The result of a check: the dataset if there is no error, and every problem in any case.
#[derive(Debug)]
pub struct Outcome {
    dataset: Dataset,
    /// Every problem found.
    pub report: Report,
}

impl Outcome {
    /// The dataset, or the report if it has errors.
    ///
    /// # Errors
    /// The report, if at least one of its problems is an error.
    pub fn into_dataset(self) -> Result<Dataset, Report> {
        if self.report.errors() == 0 { Ok(self.dataset) } else { Err(self.report) }
    }
}

/// Reads the folder `root` and checks it.
#[cfg(feature = "dataset")]
pub fn load(root: &Path) -> Outcome {
    let findings = Findings::default();
    let files = Files::read(root, &findings);
    check_with(files, findings)
}

/// Checks files that are already in memory.
#[cfg(feature = "dataset")]
pub fn check(files: Files) -> Outcome {
    check_with(files, Findings::default())
}

/// Reads and checks one protocol's file, which needs nothing of the rest of the data: `path` is shown in messages.
///
/// ```
/// let text = r#"
/// format = "1.0"
/// name = "Our chat"
/// vendor = "Example"
/// status = "official"
/// summary = "The connection between our app and our server."
///
/// [[source]]
/// id = "wiki"
/// title = "Close codes, our wiki"
/// kind = "specification"
/// url = "https://example.com/close-codes"
///
/// [[code]]
/// code = 4001
/// ident = "Kicked"
/// name = "Kicked"
/// sender = "server"
/// meaning = "A moderator closed the connection."
/// reconnect = "never"
/// rule = "The client stays away."
/// sources = ["wiki"]
/// certainty = "verified"
/// "#;
/// let (protocol, report) = closecode_data::check_protocol("our-chat", "closecodes.toml", text.to_owned()).unwrap();
/// assert_eq!(*protocol.codes[0].code, 4001);
/// assert!(report.diagnostics().is_empty());
///
/// let report = closecode_data::check_protocol("our-chat", "closecodes.toml", text.replace("1.0", "2.0")).unwrap_err();
/// assert!(report.render("", false).contains("the format 2.0 is not known"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_protocol(id: &str, path: &str, text: String) -> Result<(Protocol, Report), Report> {
    let (files, findings, mut draft) = one_file(path, text);
    let (document, is_toml) = parse(&files, 0, &findings);
    if is_toml {
        let table = Table::new(document.get_ref(), Place::new(0, 0..0), &findings);
        draft.dataset.protocols.extend(Protocol::read(id, table));
    }
    check_one(&mut draft, &findings);
    drop(document);
    let report = Report::new(files, findings.into_vec());
    match draft.dataset.protocols.pop() {
        Some(protocol) if report.errors() == 0 => Ok((protocol, report)),
        _ => Err(report),
    }
}

/// Reads and checks the file of an application's own codes: `path` is shown in messages.
///
/// It is a protocol's file, of which the application is the source: nothing need be cited, and it may build on a protocol that
/// closecode knows, on HTTP statuses, and be translated.
///
/// ```
/// let text = r#"
/// format = "1.0"
/// name = "Our chat"
/// summary = "The connection between our app and our server."
///
/// [[code]]
/// code = 4001
/// ident = "Kicked"
/// name = "Kicked"
/// sender = "server"
/// meaning = "A moderator closed the connection."
/// reconnect = "never"
/// "#;
/// let (own, _) = closecode_data::check_own("closecodes.toml", text.to_owned()).unwrap();
/// assert_eq!(own.protocol.id, "our-chat");
///
/// let report = closecode_data::check_own("closecodes.toml", text.replace("4001", "3000")).unwrap_err();
/// assert!(report.render("", false).contains("3000 is registered as Unauthorized"));
/// ```
///
/// # Errors
/// The report, if at least one of its problems is an error.
pub fn check_own(path: &str, text: String) -> Result<(Own, Report), Report> {
    let (files, findings, mut draft) = one_file(path, text);
    draft.is_own = true;
    let (document, is_toml) = parse(&files, 0, &findings);
    let mut own = None;
    if is_toml {
        let table = Table::new(document.get_ref(), Place::new(0, 0..0), &findings);
        own = Own::read(table);
        draft.dataset.protocols.extend(own.as_ref().map(|own| own.protocol.clone()));
    }
    check_one(&mut draft, &findings);
    if let Some(own) = &own {
        own.check(&findings);
    }
    drop(document);
    let report = Report::new(files, findings.into_vec());
    match own {
        Some(own) if report.errors() == 0 => Ok((own, report)),
        _ => Err(report),
    }
}

fn one_file(path: &str, text: String) -> (Files, Findings, Draft) {
    (Files::from_memory(BTreeMap::from([(path.to_owned(), text)])), Findings::default(), Draft::default())
}

fn check_one(draft: &mut Draft, findings: &Findings) {
    if findings.len() > 0 {
        draft.broken.extend(draft.dataset.protocols.iter().map(|p| format!("protocols/{}", p.id)));
    }
    for rule in rules::PROTOCOL {
        (rule.check)(draft, findings);
    }
}

#[cfg(feature = "dataset")]
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
    data.locales.sort_by(|a, b| (!a.is_base(), a.language.tag.as_str()).cmp(&(!b.is_base(), b.language.tag.as_str())));
    for rule in rules::ALL {
        (rule.check)(&draft, &findings);
    }
    Outcome { dataset: draft.dataset, report: Report::new(files, findings.into_vec()) }
}

#[cfg(feature = "dataset")]
/// A path without its extension; `1006.toml.toml` is not another name for `1006.toml`.
fn stem(path: &str) -> &str {
    path.strip_suffix(".toml").unwrap_or(path)
}

/// The tree of a file as far as it could be parsed, and whether that is all of it.
fn parse<'a>(files: &'a Files, index: u32, findings: &Findings) -> (Spanned<DeTable<'a>>, bool) {
    let (document, errors) = DeTable::parse_recoverable(files.text(index));
    for error in &errors {
        let place = Place::new(index, error.span().unwrap_or(0..0));
        findings.error(SYNTAX, place, error.message().trim_end_matches('.'), "see https://toml.io for the syntax");
    }
    (document, errors.is_empty())
}

#[cfg(feature = "dataset")]
fn read_file(draft: &mut Draft, files: &Files, index: u32, findings: &Findings) {
    let path = files.path(index);
    let (document, is_toml) = parse(files, index, findings);
    let start = Place::new(index, 0..0);
    let table = Table::new(document.get_ref(), start, findings);
    let segments: Vec<&str> = stem(path).split('/').collect();
    if let ["locales", folder, "language"] = segments.as_slice() {
        draft.language_files.insert((*folder).to_owned());
    }
    // After a syntax error the tree has holes, and each hole would be reported once more as a missing key.
    if files.is_unreadable(index) || !is_toml {
        match segments.as_slice() {
            ["codes", name] => drop(name.parse().map(|code| draft.code_files.insert(code, start))),
            ["sources"] => draft.source_ids.extend(document.get_ref().keys().map(|key| key.get_ref().to_string())),
            _ => {}
        }
        return;
    }
    match segments.as_slice() {
        ["codes", name] => {
            drop(name.parse().map(|code| draft.code_files.insert(code, start)));
            if number(name).is_none() {
                let message = format!("`{name}` is not a status code");
                findings.error("file-name", start, message, "name the file by its number, such as 1006.toml");
            }
            draft.dataset.codes.extend(Code::read(table));
        }
        ["ranges"] => {
            draft.dataset.ranges = table.tables("range").into_iter().filter_map(Range::read).collect();
            table.finish();
        }
        ["sources"] => {
            for (id, entry) in table.entries() {
                draft.source_ids.insert(id.value.clone());
                draft.dataset.sources.extend(Source::read(id, entry));
            }
        }
        ["clients"] => {
            draft.dataset.clients = table.tables("client").into_iter().filter_map(Client::read).collect();
            table.finish();
        }
        ["changes"] => {
            draft.dataset.changes = table.tables("change").into_iter().filter_map(Change::read).collect();
            table.finish();
        }
        ["handshake"] => {
            draft.dataset.handshake = table.tables("answer").into_iter().map(Answer::read).collect();
            table.finish();
        }
        ["pairs"] => {
            draft.dataset.pairs = table.tables("pair").into_iter().filter_map(Pair::read).collect();
            table.finish();
        }
        ["situations"] => {
            draft.dataset.situations = table.tables("situation").into_iter().filter_map(Situation::read).collect();
            table.finish();
        }
        ["protocols", id] => draft.dataset.protocols.extend(Protocol::read(id, table)),
        ["locales", folder, kind] => {
            let parts = draft.locales.entry((*folder).to_owned()).or_default();
            read_words(parts, kind, table, path, findings);
        }
        _ => findings.error(FILES, Spot::Path(path.to_owned()), "no such data file is known", "see data/README.md for what lies where"),
    }
}

#[cfg(feature = "dataset")]
/// A status code as it is written: `01006` beside `1006` would be one code twice.
fn number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code: &u16| code.to_string() == text)
}

#[cfg(feature = "dataset")]
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
                        findings.error(rules::REFERENCES, key.place, format!("`{}` is not a pair of codes", *key), "write [\"1005-1006\"]");
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
        _ => findings.error(
            FILES,
            Spot::Path(path.to_owned()),
            "no such data file is known",
            "a language has language, codes, ranges, pairs, situations and ui",
        ),
    }
}

#[cfg(feature = "dataset")]
fn finish_locales(draft: &mut Draft, findings: &Findings) {
    for (folder, parts) in std::mem::take(&mut draft.locales) {
        let Parts { language, codes, ranges, pairs, situations, ui, places } = parts;
        match language {
            Some(language) => draft.dataset.locales.push(Locale { folder, language, codes, ranges, pairs, situations, ui, places }),
            // A broken file has been reported already; an absent one has not.
            None if !draft.language_files.contains(&folder) => {
                let spot = Spot::Path(format!("locales/{folder}"));
                findings.error(
                    FILES,
                    spot,
                    "language.toml is missing",
                    format!("run `cargo xtask new-locale {folder}`, or copy another language's file"),
                );
            }
            None => {}
        }
    }
}
