//! Writes `code.rs` and `range.rs`: a row for each code and each range, with its documentation, and
//! the constants of the registered codes.

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
    for (kind, is_sent) in [("RawCode", false), ("SendableCode", true)] {
        out.blank();
        out.open(&format!("crate::code::constants! {{ {kind}:"));
        for code in data.codes.iter().filter(|code| *code.wire.frame || !is_sent) {
            let ident = &*code.ident;
            out.lines(format!("{} {} {ident};", number(*code.code), constant(ident)));
        }
        out.close("}");
    }
    out.finish()
}

/// The name of a constant: `GOING_AWAY` for `GoingAway`.
fn constant(ident: &str) -> String {
    let mut name = String::new();
    for c in ident.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_uppercase());
    }
    name
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
