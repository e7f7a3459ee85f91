//! What can be put right by rule: the order of rows, the form of a tag, and marks and spaces that
//! the typography of a language leaves no doubt about.
//!
//! What it is not: it writes nothing, and decides nothing that a person would have to. A text whose
//! TOML cannot be changed in place is left to its author.

use std::ops::Range;

use closecode_format::few::{self, Map};
use closecode_format::read::{DeTable, DeValue};

use crate::markdown::{Piece, pieces};
use crate::quoted::quoted;
use crate::rules::typography::PIECES;
use crate::{Checked, Dataset, Files, Span, Typography};

/// A file with what was put right in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Its path below the data folder.
    pub path: String,
    /// Its new text.
    pub text: String,
    /// What was done.
    pub done: Vec<String>,
}

/// A stretch of a file, and what to write there.
struct Edit {
    range: Range<usize>,
    write: String,
    done: String,
}

impl Checked {
    /// What can be put right, by file. Nothing, if all is as the rules want it.
    pub fn fixes(&self) -> Vec<Fix> {
        let files = self.report.files();
        let mut edits: Map<u32, Vec<Edit>> = Map::new();
        let mut push = |span: Span, write: String, done: String| {
            edits.entry(span.file).or_default().push(Edit { range: span.span(), write, done });
        };
        tags(self.read(), &mut push);
        typography(self.read(), files, &mut push);
        let mut fixes = Vec::new();
        for (file, path, old) in files.iter() {
            let mut text = old.to_owned();
            let mut done = Vec::new();
            let mut list = edits.remove(&file).unwrap_or_default();
            few::sort_by_key(&mut list, |edit| edit.range.start);
            for edit in list.into_iter().rev() {
                text.replace_range(edit.range, &edit.write);
                done.insert(0, edit.done);
            }
            if let Some((sorted, row)) = sorted(path, &text) {
                text = sorted;
                done.push(format!("sorted each [[{row}]]"));
            }
            if text != old {
                fixes.push(Fix { path: path.to_owned(), text, done });
            }
        }
        fixes
    }
}

/// Tags in another form than their folder's name, which is the canonical one.
fn tags(data: &Dataset, push: &mut impl FnMut(Span, String, String)) {
    for locale in &data.locales {
        let tag = &locale.language.tag;
        let cldr = locale.formats.cldr();
        let is_another_form = tag.eq_ignore_ascii_case(&locale.folder) && **tag != locale.folder;
        if is_another_form && cldr.requested == locale.folder && cldr.tag == locale.folder {
            let done = format!("`{}` is written `{}`", **tag, cldr.tag);
            push(tag.span, quoted(&cldr.tag), done);
        }
    }
}

fn typography(data: &Dataset, files: &Files, push: &mut impl FnMut(Span, String, String)) {
    for locale in &data.locales {
        let typography = &locale.language.typography;
        for entry in locale.entries().iter().filter(|entry| entry.key != PIECES) {
            for field in entry.fields() {
                let Some(text) = field.text else { continue };
                let wanted = fixed(typography, text);
                let source = &files.text(text.span.file)[text.span.span()];
                if wanted == text.value {
                    continue;
                }
                if let Some(write) = literal(typography, source, &wanted) {
                    push(
                        text.span,
                        write,
                        format!("marks and spaces of {}/{}", entry.name(), field.name()),
                    );
                }
            }
        }
    }
}

/// A text with its prose put right, and its code left alone.
fn fixed(typography: &Typography, text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Prose(prose) => typography.fixed(prose),
        Piece::Code(code) => format!("`{code}`"),
    };
    if text.contains('`') { pieces(text).map(piece).collect() } else { typography.fixed(text) }
}

/// A text as TOML, in the lines that it is in now. Of several lines, each is put right alone;
/// if that is not the wanted text, there is no other way that keeps them.
fn literal(typography: &Typography, source: &str, wanted: &str) -> Option<String> {
    if !source.starts_with("\"\"\"") {
        return Some(quoted(wanted));
    }
    let lines: Vec<String> = source.split('\n').map(|line| line_fixed(typography, line)).collect();
    let literal = lines.join("\n");
    let document = format!("text = {literal}");
    let (table, errors) = DeTable::parse_recoverable(&document);
    let value = table.get_ref().get("text").map(toml::Spanned::get_ref);
    let is_wanted = value.and_then(DeValue::as_str) == Some(wanted);
    (errors.is_empty() && is_wanted).then_some(literal)
}

/// A line of a text, without the marks that hold its lines together.
fn line_fixed(typography: &Typography, line: &str) -> String {
    let is_mark = |c: char| c == '"' || c == '\\';
    let start = line.len() - line.trim_start_matches(is_mark).len();
    let end = line.trim_end_matches(is_mark).len().max(start);
    format!("{}{}{}", &line[..start], fixed(typography, &line[start..end]), &line[end..])
}

/// A file with its rows in order, and what a row is called; nothing if they are.
fn sorted(path: &str, text: &str) -> Option<(String, &'static str)> {
    let row = match path {
        "pairs.toml" => "pair",
        path if path.starts_with("protocols/") => "code",
        _ => return None,
    };
    let endpoints: Vec<String> = blocks(text)
        .into_iter()
        .filter(|block| is_row(block, "endpoint"))
        .filter_map(|block| string(block, "id"))
        .collect();
    let mut list: Vec<&str> = blocks(text);
    let rows: Vec<usize> = (0..list.len()).filter(|n| is_row(list[*n], row)).collect();
    let key = |block: &str| -> Option<(usize, Vec<u16>)> {
        let endpoint = string(block, "endpoint").unwrap_or_default();
        let place = endpoints.iter().position(|id| *id == endpoint);
        Some((place.unwrap_or_default(), numbers(block, row)?))
    };
    // Rows that something else stands between have no order to be put into.
    let is_run = rows.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let mut keyed =
        rows.iter().map(|n| Some((key(list[*n])?, list[*n]))).collect::<Option<Vec<_>>>()?;
    if !is_run || keyed.is_sorted_by_key(|(key, _)| key) {
        return None;
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    for (n, (_, block)) in rows.iter().zip(keyed) {
        list[*n] = block;
    }
    let list: Vec<&str> = list.into_iter().map(str::trim_end).collect();
    Some((format!("{}\n", list.join("\n\n")), row))
}

/// A file in pieces: what stands before the first row, then each row, with the comment above it.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut at = 0;
    let mut comment = None;
    for line in text.split_inclusive('\n') {
        if line.starts_with("[[") {
            starts.push(comment.unwrap_or(at));
        }
        comment = line.starts_with('#').then(|| comment.unwrap_or(at));
        at += line.len();
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]);
    pieces.filter(|block| !block.trim().is_empty()).collect()
}

fn is_row(block: &str, row: &str) -> bool {
    block.lines().find(|line| !line.starts_with('#')) == Some(&format!("[[{row}]]"))
}

fn value<T>(block: &str, key: &str, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<T> {
    let keys: String = block
        .lines()
        .filter(|line| !line.starts_with('['))
        .fold(String::new(), |text, line| text + line + "\n");
    let (table, _) = DeTable::parse_recoverable(&keys);
    read(table.get_ref().get(key)?.get_ref())
}

fn string(block: &str, key: &str) -> Option<String> {
    value(block, key, |value| value.as_str().map(str::to_owned))
}

/// The number of a row, or the numbers of a pair.
fn numbers(block: &str, row: &str) -> Option<Vec<u16>> {
    let number = |value: &DeValue<'_>| value.as_integer()?.as_str().parse().ok();
    match row {
        "pair" => value(block, "codes", |value| {
            value.as_array()?.iter().map(|item| number(item.get_ref())).collect()
        }),
        _ => Some(vec![value(block, "code", number)?]),
    }
}
