//! The whole data: every file of the folder, then every rule.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use closecode_format::characters::check_file_name;
use closecode_format::few::{self, Map};
use closecode_format::read::{Table, parse};

use crate::folder::Folder;
use crate::model::{
    Answer, Change, Cldr, Code, CodeTexts, Direction, Frames, Implementation, Language, Locale,
    LocaleFormats, LookedAt, Pair, PairTexts, Problem, ProblemWords, Product, Range, Scenario,
    SearchWords, Situation, SituationTexts, Source, Term, TextGroup, Ui,
};
use crate::{Dataset, Diagnostics, Files, Location, Protocol, Report, Span, Spanned, rules};

const FILES: &str = "files";

/// What was read, before the rules have passed it: parts may be missing where a file is broken.
#[derive(Debug, Default)]
pub struct Unchecked {
    /// What could be read.
    pub dataset: Dataset,
    /// Numbers of all code files by their names, readable or not, so that one broken file does not
    /// look like many broken references.
    pub code_files: Map<u16, Span>,
    /// Ids of all sources, complete or not.
    pub source_ids: BTreeSet<String>,
    locales: Map<String, Parts>,
    /// Paths, without the extension, of the files with diagnostics: they may lack what only looks
    /// missing.
    broken: BTreeSet<String>,
    /// Files that each language needs, such as `de/language`, readable or not: a broken file is not
    /// a missing one.
    language_files: BTreeSet<String>,
}

impl Unchecked {
    /// Whether a file (such as `ranges`) was read without a finding, so that what it lacks is
    /// really missing.
    pub(crate) fn is_whole(&self, file: &str) -> bool {
        !self.broken.contains(file)
    }

    /// Whether that holds for every file with facts that cite `sources.toml`.
    pub(crate) fn are_facts_whole(&self) -> bool {
        self.broken
            .iter()
            .all(|file| file.starts_with("locales/") || file.starts_with("protocols/"))
    }

    /// Whether a protocol's file was read without a finding.
    pub(crate) fn is_protocol_whole(&self, protocol: &Protocol) -> bool {
        self.is_whole(&format!("protocols/{}", protocol.id))
    }
}

/// The result of a check: the dataset if there is no error, and every problem in any case.
#[derive(Debug)]
pub struct Checked {
    dataset: Dataset,
    /// Every problem found.
    pub report: Report,
}

impl Checked {
    /// What could be read, whatever the rules say.
    pub(crate) fn read(&self) -> &Dataset {
        &self.dataset
    }

    /// The dataset, or the report if it has errors.
    ///
    /// # Errors
    /// The report, if at least one of its problems is an error.
    pub fn into_dataset(self) -> Result<Dataset, Report> {
        if self.report.errors() == 0 { Ok(self.dataset) } else { Err(self.report) }
    }
}

/// Reads the folder `root` and checks it.
pub fn load(root: &Path) -> Checked {
    let diagnostics = Diagnostics::default();
    let folder = Folder::read(root, &diagnostics);
    check_with(folder, diagnostics)
}

/// Checks files that are already in memory.
pub fn check(files: Files) -> Checked {
    check_with(Folder { files, unreadable: BTreeSet::new() }, Diagnostics::default())
}

fn check_with(folder: Folder, diagnostics: Diagnostics) -> Checked {
    let Folder { files, unreadable } = folder;
    let mut unchecked = Unchecked::default();
    // Without a single file, every rule would ask for its own in vain.
    if files.iter().next().is_none() {
        if diagnostics.count() == 0 {
            let remedy = "run from the closecode repository, or name the folder with --data";
            diagnostics.error(
                FILES,
                Location::Path(String::new()),
                "there is no data here",
                remedy,
            );
        }
        return Checked {
            dataset: unchecked.dataset,
            report: Report::new(files, diagnostics.into_vec()),
        };
    }
    for (index, path, _) in files.iter() {
        let before = diagnostics.count();
        let is_readable = !unreadable.contains(path);
        read_file(&mut unchecked, &files, index, is_readable, &diagnostics);
        if diagnostics.count() > before || !is_readable {
            unchecked.broken.insert(stem(path).to_owned());
        }
    }
    finish_locales(&mut unchecked, &diagnostics);
    unchecked.dataset.facts = crate::model::facts(&files);
    mark_stale(&mut unchecked.dataset);
    let data = &mut unchecked.dataset;
    few::sort_by_key(&mut data.protocols, |p| p.id.clone());
    few::sort_by_key(&mut data.implementations, |i| i.id.clone());
    few::sort_by_key(&mut data.problems, |p| p.id.clone());
    few::sort_by_key(&mut data.scenarios, |s| *s.order);
    few::sort_by_key(&mut data.codes, |c| *c.code);
    few::sort_by_key(&mut data.ranges, |r| *r.first);
    few::sort_by_key(&mut data.locales, |l| (!l.is_base(), l.language.tag.value.clone()));
    rules::check(&unchecked, &diagnostics);
    Checked { dataset: unchecked.dataset, report: Report::new(files, diagnostics.into_vec()) }
}

/// A path without its extension; `1006.toml.toml` is not another name for `1006.toml`.
fn stem(path: &str) -> &str {
    path.strip_suffix(".toml").unwrap_or(path)
}

/// A language while its files are being read.
#[derive(Debug, Default)]
struct Parts {
    language: Option<Language>,
    cldr: Option<Cldr>,
    codes: Map<u16, TextGroup>,
    ranges: Map<String, TextGroup>,
    pairs: Map<(u16, u16), TextGroup>,
    situations: Map<String, TextGroup>,
    ui: Ui,
    glossary: Vec<Term>,
    made_from: Map<String, Spanned<String>>,
    places: Map<(&'static str, String), Span>,
}

fn read_file(
    unchecked: &mut Unchecked,
    files: &Files,
    index: u32,
    is_readable: bool,
    diagnostics: &Diagnostics,
) {
    let path = files.path(index);
    let start = Span::new(index, 0..0);
    check_file_name(path, start, diagnostics);
    let (document, is_toml) = parse(files, index, diagnostics);
    let table = Table::new(document.get_ref(), start, diagnostics);
    let segments: Vec<&str> = stem(path).split('/').collect();
    if let ["locales", folder, "language" | "cldr"] = segments.as_slice() {
        unchecked.language_files.insert(format!("{folder}/{}", segments[2]));
    }
    // After a syntax error the tree has holes, and each hole would be reported once more as a
    // missing key.
    if !is_readable || !is_toml {
        match segments.as_slice() {
            ["codes", name] => {
                drop(name.parse().map(|code| unchecked.code_files.insert(code, start)));
            }
            ["sources"] => unchecked
                .source_ids
                .extend(document.get_ref().keys().map(|key| key.get_ref().to_string())),
            _ => {}
        }
        return;
    }
    match segments.as_slice() {
        ["codes", name] => {
            drop(name.parse().map(|code| unchecked.code_files.insert(code, start)));
            if number(name).is_none() {
                let message = format!("`{name}` is not a status code");
                diagnostics.error(
                    "file-name",
                    start,
                    message,
                    "name the file by its number, such as 1006.toml",
                );
            }
            unchecked.dataset.codes.extend(Code::read(table));
        }
        ["ranges"] => {
            unchecked.dataset.ranges =
                table.tables("range").into_iter().filter_map(Range::read).collect();
            table.finish();
        }
        ["sources"] => {
            for (id, entry) in table.entries() {
                unchecked.source_ids.insert(id.value.clone());
                unchecked.dataset.sources.extend(Source::read(id, entry));
            }
        }
        ["implementations", id] => {
            unchecked.dataset.implementations.extend(Implementation::read_file(id, table));
        }
        ["problems", id] => unchecked.dataset.problems.extend(Problem::read_file(id, table)),
        ["problem-words"] => {
            unchecked.dataset.problem_words = ProblemWords::read_all(&table);
        }
        ["scenarios", id] => unchecked.dataset.scenarios.extend(Scenario::read_file(id, table)),
        ["changes"] => {
            unchecked.dataset.changes =
                table.tables("change").into_iter().filter_map(Change::read).collect();
            table.finish();
        }
        ["compared"] => {
            unchecked.dataset.compared =
                few::map(table.values().into_iter().map(|(name, hash)| (name.value, hash)));
        }
        ["looked-at"] => unchecked.dataset.looked_at = LookedAt::read(table),
        ["handshake"] => {
            unchecked.dataset.handshake =
                table.tables("answer").into_iter().filter_map(Answer::read).collect();
            table.finish();
        }
        ["frames"] => unchecked.dataset.frames = Frames::read(table),
        ["pairs"] => {
            unchecked.dataset.pairs =
                table.tables("pair").into_iter().filter_map(Pair::read).collect();
            table.finish();
        }
        ["search"] => {
            unchecked.dataset.search =
                table.tables("page").into_iter().filter_map(SearchWords::read).collect();
            unchecked.dataset.products =
                table.tables("product").into_iter().filter_map(Product::read).collect();
            table.finish();
        }
        ["situations"] => {
            unchecked.dataset.situations =
                table.tables("situation").into_iter().filter_map(Situation::read).collect();
            table.finish();
        }
        ["protocols", id] => unchecked.dataset.protocols.extend(Protocol::read_file(id, table)),
        ["locales", folder, kind] => {
            let parts = unchecked.locales.entry((*folder).to_owned()).or_default();
            read_texts(parts, kind, table, path, diagnostics);
        }
        _ => diagnostics.error(
            FILES,
            Location::Path(path.to_owned()),
            "no such data file is known",
            "see data/README.md for what lies where",
        ),
    }
}

/// A status code as it is written: `01006` beside `1006` would be one code twice.
fn number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code: &u16| code.to_string() == text)
}

fn read_texts(
    parts: &mut Parts,
    kind: &str,
    table: Table<'_>,
    path: &str,
    diagnostics: &Diagnostics,
) {
    match kind {
        "language" => parts.language = Language::read(table),
        "cldr" => parts.cldr = Cldr::read(table),
        "codes" => {
            for (key, entry) in table.entries() {
                match number(&key) {
                    Some(code) => {
                        parts.places.insert(("codes", code.to_string()), key.span);
                        parts.codes.insert(code, TextGroup::read(entry, CodeTexts::KEYS));
                    }
                    None => diagnostics.error(
                        rules::REFERENCES,
                        key.span,
                        format!("`{}` is not a status code", *key),
                        "write the number, such as [1006]",
                    ),
                }
            }
        }
        "ranges" => {
            for (key, entry) in table.entries() {
                parts.places.insert(("ranges", key.value.clone()), key.span);
                parts.ranges.insert(key.value, TextGroup::read(entry, CodeTexts::KEYS));
            }
        }
        "situations" => {
            for (key, entry) in table.entries() {
                parts.places.insert(("situations", key.value.clone()), key.span);
                parts.situations.insert(key.value, TextGroup::read(entry, SituationTexts::KEYS));
            }
        }
        "pairs" => {
            for (key, entry) in table.entries() {
                match key.split_once('-').and_then(|(a, b)| Some((number(a)?, number(b)?))) {
                    Some(pair) => {
                        parts.places.insert(("pairs", format!("{}-{}", pair.0, pair.1)), key.span);
                        parts.pairs.insert(pair, TextGroup::read(entry, PairTexts::KEYS));
                    }
                    None => {
                        diagnostics.error(
                            rules::REFERENCES,
                            key.span,
                            format!("`{}` is not a pair of codes", *key),
                            "write [\"1005-1006\"]",
                        );
                    }
                }
            }
        }
        "ui" => {
            for key in table.keys() {
                parts.places.insert(("ui", key.value.clone()), key.span);
            }
            parts.ui = Ui::read(table);
        }
        "glossary" => {
            parts.glossary = table
                .entries()
                .into_iter()
                .filter_map(|(id, entry)| Term::read(id, entry))
                .collect();
        }
        "made-from" => {
            parts.made_from =
                few::map(table.values().into_iter().map(|(name, hash)| (name.value, hash)));
        }
        _ => diagnostics.error(
            FILES,
            Location::Path(path.to_owned()),
            "no such data file is known",
            "a language has language, cldr, glossary, codes, ranges, pairs, situations, ui and \
             made-from",
        ),
    }
}

/// Finds the texts whose English text has changed since they were translated.
fn mark_stale(data: &mut Dataset) {
    let Some(base) = data.locales.iter().find(|locale| locale.is_base()) else { return };
    let hashes = few::map(base.texts().into_iter().map(|(name, text)| (name, text.hash())));
    for locale in &mut data.locales {
        let is_stale = |name: &String| {
            let from = locale.made_from.get(name).map(|from| &from.value);
            from.is_some() && hashes.get(name).is_some_and(|hash| Some(hash) != from)
        };
        let texts = locale.texts().into_iter().filter(|(name, _)| is_stale(name));
        let fields = texts.flat_map(|(_, text)| text.fields);
        let stale = few::set(fields.filter_map(|field| field.text).map(|text| text.span));
        locale.stale = stale;
    }
}

fn finish_locales(unchecked: &mut Unchecked, diagnostics: &Diagnostics) {
    for (folder, parts) in std::mem::take(&mut unchecked.locales) {
        let Parts {
            language,
            cldr,
            codes,
            ranges,
            pairs,
            situations,
            ui,
            glossary,
            made_from,
            places,
        } = parts;
        // A broken file has been reported already; an absent one has not.
        let missing = [
            (
                "language",
                format!("run `cargo xtask new-locale {folder}`, or copy another language's file"),
            ),
            ("cldr", "run `cargo xtask cldr`, which writes it".to_owned()),
        ]
        .into_iter()
        .find(|(name, _)| !unchecked.language_files.contains(&format!("{folder}/{name}")));
        if let Some((name, remedy)) = missing {
            let location = Location::Path(format!("locales/{folder}"));
            diagnostics.error(FILES, location, format!("{name}.toml is missing"), remedy);
            unchecked.broken.insert(format!("locales/{folder}/{name}"));
        }
        let (Some(language), Some(cldr)) = (language, cldr) else { continue };
        let is_rtl = *language.direction == Direction::Rtl;
        unchecked.dataset.locales.push(Locale {
            folder,
            language,
            codes,
            ranges,
            pairs,
            situations,
            ui,
            glossary,
            made_from,
            stale: BTreeSet::new(),
            formats: Arc::new(LocaleFormats::new(cldr, is_rtl)),
            places,
        });
    }
}
