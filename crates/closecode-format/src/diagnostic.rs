//! What is wrong with the data, where, by which rule, and how to fix it.

use std::cell::RefCell;

use crate::few::Map;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::characters::shown;
use crate::{Files, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The data is wrong; nothing may be generated from it.
    Error,
    /// The data is right but behind, such as a stale translation.
    Warning,
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// At a stretch of a file that was read.
    Span(Span),
    /// At a file or folder as a whole, by its path below the data folder: it could not be read, or
    /// should not be there.
    Path(String),
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub location: Location,
    /// Where the same stands for the first time, if that is the problem.
    pub first: Option<Span>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to compare, such as a text and its translation: whole sentences, or none.
    pub notes: Vec<String>,
    /// What to do about it.
    pub remedy: String,
}

impl Diagnostic {
    fn new(
        rule: &'static str,
        severity: Severity,
        location: impl Into<Location>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            location: location.into(),
            first: None,
            message: told(&message.into(), 500),
            notes: Vec::new(),
            remedy: told(&remedy.into(), 4000),
        }
    }
}

/// What a problem says: it may quote a value, which can hold and be as long as anything.
fn told(text: &str, longest: usize) -> String {
    let shown = shown(text);
    match shown.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown.into_owned(),
    }
}

/// Collects problems. Shared by reference, so that a reader and its sub-readers can all report.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: RefCell<Vec<Diagnostic>>,
}

impl Diagnostics {
    /// Records an error.
    pub fn error(
        &self,
        rule: &'static str,
        location: impl Into<Location>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Diagnostic::new(rule, Severity::Error, location, message, remedy));
    }

    /// Records as an error that something is said for the second time, and shows both places.
    pub fn error_again(
        &self,
        rule: &'static str,
        span: Span,
        first: Span,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let error = Diagnostic::new(rule, Severity::Error, span, message, remedy);
        self.push(Diagnostic { first: Some(first), ..error });
    }

    /// Records a warning.
    pub fn warning(
        &self,
        rule: &'static str,
        location: impl Into<Location>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Diagnostic::new(rule, Severity::Warning, location, message, remedy));
    }

    /// Records a warning with what there is to compare.
    pub fn warning_with(
        &self,
        rule: &'static str,
        location: impl Into<Location>,
        message: impl Into<String>,
        notes: &[String],
        remedy: impl Into<String>,
    ) {
        let warning = Diagnostic::new(rule, Severity::Warning, location, message, remedy);
        let notes = notes.iter().map(|note| told(note, 5000)).collect();
        self.push(Diagnostic { notes, ..warning });
    }

    /// Records what was found elsewhere.
    pub fn extend(&self, found: Vec<Diagnostic>) {
        self.list.borrow_mut().extend(found);
    }

    fn push(&self, diagnostic: Diagnostic) {
        self.list.borrow_mut().push(diagnostic);
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// All of them, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}

/// Every problem of a dataset, sorted by file and place, with the text to show excerpts from.
#[derive(Debug)]
pub struct Report {
    files: Files,
    diagnostics: Vec<Diagnostic>,
}

/// A place in a text: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The stretch of a file that a problem points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRange<'a> {
    /// The path of the file.
    pub path: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Report {
    /// Sorts the problems, and sums up those of one rule and file where they are too many.
    pub fn new(files: Files, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| match &d.location {
                Location::Span(span) => (files.path(span.file).to_owned(), span.start, span.end),
                Location::Path(path) => (path.clone(), 0, 0),
            };
            key(a)
                .cmp(&key(b))
                .then_with(|| a.rule.cmp(b.rule))
                .then_with(|| a.message.cmp(&b.message))
        });
        diagnostics.dedup();
        let diagnostics = sum_up(diagnostics);
        Self { files, diagnostics }
    }

    /// The files that were read, for places elsewhere than in a problem.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// All problems, sorted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many problems are errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many problems are warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Turns warnings into errors, for `lint --release`.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }

    /// The problems as text, each with file, line, column, excerpt, rule and remedy.
    ///
    /// `prefix` is put before each path, so that an editor can open it (`data/`).
    /// `styled` adds colours and Unicode lines, for a terminal.
    pub fn render(&self, prefix: &str, styled: bool) -> String {
        let renderer = if styled {
            Renderer::styled().decor_style(DecorStyle::Unicode)
        } else {
            Renderer::plain()
        };
        let mut out = String::new();
        for diagnostic in &self.diagnostics {
            let level = match diagnostic.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            };
            let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
            let mut group = Group::with_title(title);
            let mut moved = Vec::new();
            group = match &diagnostic.location {
                Location::Span(span) => self.show(group, prefix, *span, None, &mut moved),
                Location::Path(path) => {
                    group.element(Origin::path(format!("{prefix}{}", shown(path))))
                }
            };
            if let Some(first) = diagnostic.first {
                group = self.show(group, prefix, first, Some("first here"), &mut moved);
            }
            for note in &diagnostic.notes {
                group = group.element(Level::NOTE.message(note.as_str()));
            }
            if !diagnostic.remedy.is_empty() {
                group = group.element(Level::HELP.message(diagnostic.remedy.as_str()));
            }
            let mut text = renderer.render(&[group]);
            for (shown, place) in moved {
                text = text.replacen(&shown, &place, 1);
            }
            out.push_str(&text);
            out.push_str("\n\n");
        }
        out
    }

    /// Adds a place with its excerpt: that of the problem, or another with a label. Where the
    /// excerpt is shown otherwise than it is written, the column above it is that of what is shown:
    /// then `moved` gets both, with their lines.
    fn show<'a>(
        &'a self,
        group: Group<'a>,
        prefix: &str,
        span: Span,
        label: Option<&'a str>,
        moved: &mut Vec<(String, String)>,
    ) -> Group<'a> {
        let text = self.files.text(span.file);
        let path = format!("{prefix}{}", shown(self.files.path(span.file)));
        let Position { line, column } = position(text, span.start as usize);
        let (excerpt, span) = excerpt(text, span);
        if excerpt.len() > LONGEST_LINE {
            return group.element(Origin::path(path).line(line).char_column(column));
        }
        // What cannot be seen would be shown by its effect, if at all.
        let seen = |part: &str| part.split('\t').map(shown).collect::<Vec<_>>().join("\t");
        let before = seen(&excerpt[..span.start]);
        // After escapes, or at the line's carriage return.
        let shown_column = before.chars().count() + 1;
        if shown_column != column {
            let place = |column| format!("{path}:{line}:{column}");
            moved.push((place(shown_column), place(column)));
        }
        let after = seen(&excerpt[span.end..]);
        let marked = seen(&excerpt[span]);
        let span = before.len()..before.len() + marked.len();
        let excerpt = before + &marked + &after;
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let annotation = kind.span(span).label(label);
        group.element(Snippet::source(excerpt).line_start(line).path(path).annotation(annotation))
    }

    /// Where a problem is, for a message of one line: `closecodes.toml:12:8`.
    pub fn position(&self, diagnostic: &Diagnostic) -> String {
        let FileRange { path, start, .. } = self.file_range(diagnostic);
        match diagnostic.location {
            Location::Span(_) => format!("{}:{}:{}", shown(path), start.line, start.column),
            Location::Path(_) => shown(path).into_owned(),
        }
    }

    /// Where a problem is. A file or folder as a whole is named by its beginning.
    pub fn file_range<'a>(&'a self, diagnostic: &'a Diagnostic) -> FileRange<'a> {
        match &diagnostic.location {
            Location::Span(span) => self.range_of(*span),
            Location::Path(path) => {
                let start = Position { line: 1, column: 1 };
                FileRange { path, start, end: start }
            }
        }
    }

    /// Where a stretch of a file is.
    pub fn range_of(&self, span: Span) -> FileRange<'_> {
        let text = self.files.text(span.file);
        FileRange {
            path: self.files.path(span.file),
            start: position(text, span.start as usize),
            end: position(text, span.end as usize),
        }
    }
}

/// How many problems of one rule in one file are told one by one. A file of 1 MiB can hold half a
/// million.
const MOST: usize = 200;

/// The longest line, in bytes, that is shown as an excerpt.
const LONGEST_LINE: usize = 1000;

/// Sums up what nobody would read one by one.
fn sum_up(sorted: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut groups: Map<(Option<u32>, &str), (usize, usize)> = Map::new();
    for mut diagnostic in sorted {
        let file =
            if let Location::Span(span) = &diagnostic.location { Some(span.file) } else { None };
        let (count, last) = groups.entry((file, diagnostic.rule)).or_default();
        *count += 1;
        if *count <= MOST + 1 {
            *last = kept.len();
        } else {
            // One error among the warnings makes the sum an error.
            diagnostic.severity = diagnostic.severity.min(kept[*last].severity);
            diagnostic.message = format!("and {} more of this rule in this file", *count - MOST);
            diagnostic.first = None;
            diagnostic.notes = Vec::new();
            diagnostic.remedy = String::from("fix those above first");
            diagnostic.location = kept[*last].location.clone();
            kept[*last] = diagnostic;
            continue;
        }
        kept.push(diagnostic);
    }
    kept
}

/// The first line of a place, and the part of the place on it: a caret under ten lines of prose
/// helps nobody.
fn excerpt(text: &str, span: Span) -> (&str, std::ops::Range<usize>) {
    let span = span.span();
    let start = span.start.min(text.len());
    let end = span.end.min(text.len());
    let line = text[..start].rfind('\n').map_or(0, |n| n + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let excerpt = text[line..line_end].trim_end_matches('\r');
    let within = |offset: usize| (offset - line).min(excerpt.len());
    (excerpt, within(start)..within(end))
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub(crate) fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset.min(text.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Position { line, column }
}

#[cfg(test)]
mod tests;
