//! A report for programs: one object of JSON a line.

use serde::Serialize;

use closecode_format::FileRange;

use crate::{Diagnostic, Report, Severity};

/// The shape of one line of `--format json`.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'a str,
    rule: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<First>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    remedy: &'a str,
}

/// Where the same stands for the first time.
#[derive(Serialize)]
struct First {
    file: String,
    line: usize,
    column: usize,
}

/// The problems of a report as JSON, one object a line. `prefix` is put before each path.
pub fn render_json(report: &Report, prefix: &str) -> String {
    let line = |diagnostic: &Diagnostic| {
        let range = report.file_range(diagnostic);
        let first = diagnostic.first.map(|first| report.range_of(first));
        let value = JsonDiagnostic {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            rule: diagnostic.rule,
            file: &format!("{prefix}{}", range.path),
            line: range.start.line,
            column: range.start.column,
            end_line: range.end.line,
            end_column: range.end.column,
            message: &diagnostic.message,
            first: first.map(|FileRange { path, start, .. }| First {
                file: format!("{prefix}{path}"),
                line: start.line,
                column: start.column,
            }),
            notes: &diagnostic.notes,
            remedy: &diagnostic.remedy,
        };
        serde_json::to_string(&value).expect("strings and numbers always serialize") + "\n"
    };
    report.diagnostics().iter().map(line).collect()
}
