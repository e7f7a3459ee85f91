//! A report for programs: one object of JSON a line.

use closecode_format::{Diagnostic, Report, Severity};

use crate::quoted::quoted;

/// The problems of a report as JSON, one object a line. `prefix` is put before each path.
pub fn render_json(report: &Report, prefix: &str) -> String {
    report.diagnostics().iter().map(|diagnostic| line(report, diagnostic, prefix)).collect()
}

/// One line of `--format json`.
fn line(report: &Report, diagnostic: &Diagnostic, prefix: &str) -> String {
    let range = report.file_range(diagnostic);
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    // Where the same stands for the first time.
    let first = diagnostic.first.map_or_else(String::new, |first| {
        let first = report.range_of(first);
        let file = quoted(&format!("{prefix}{}", first.path));
        let start = first.start;
        format!(
            "\"first\":{{\"file\":{file},\"line\":{},\"column\":{}}},",
            start.line, start.column
        )
    });
    let notes: Vec<String> = diagnostic.notes.iter().map(|note| quoted(note)).collect();
    let notes = match notes.join(",") {
        none if none.is_empty() => none,
        notes => format!("\"notes\":[{notes}],"),
    };
    format!(
        "{{\"severity\":\"{severity}\",\"rule\":{},\"file\":{},\"line\":{},\"column\":{},\
         \"end_line\":{},\"end_column\":{},\"message\":{},{first}{notes}\"remedy\":{}}}\n",
        quoted(diagnostic.rule),
        quoted(&format!("{prefix}{}", range.path)),
        range.start.line,
        range.start.column,
        range.end.line,
        range.end.column,
        quoted(&diagnostic.message),
        quoted(&diagnostic.remedy),
    )
}
