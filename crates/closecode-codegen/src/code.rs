//! Writes `code.rs` and `range.rs`: a row for each code and each range, with its documentation.

use closecode_data::Dataset;

use crate::docs;
use crate::source::{Source, number};

/// The rows of `CloseCode`.
pub(crate) fn file(data: &Dataset) -> String {
    let mut out = Source::file("The registered codes.");
    out.open("crate::code::close_codes! {");
    for (i, code) in data.codes.iter().enumerate() {
        if i > 0 {
            out.blank();
        }
        out.doc(&docs::code(data, code));
        out.lines(format!("{} {};", number(*code.code), *code.ident));
    }
    out.close("}");
    out.finish()
}

/// The rows of `CodeRange`.
pub(crate) fn range_file(data: &Dataset) -> String {
    let mut out = Source::file("The ranges of numbers.");
    out.open("crate::range::code_ranges! {");
    for (i, range) in data.ranges.iter().enumerate() {
        if i > 0 {
            out.blank();
        }
        out.doc(&docs::range(data, range));
        out.lines(format!("{}..={} {};", number(*range.first), number(*range.last), *range.ident));
    }
    out.close("}");
    out.finish()
}
