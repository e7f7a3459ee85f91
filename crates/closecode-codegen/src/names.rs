//! Writes `names.rs`: what libraries call the codes.

use closecode_data::Dataset;

use crate::source::{Source, number};

/// One text for each number: a table of names would take more for the addresses than for the names.
pub(crate) fn file(data: &Dataset) -> String {
    let mut out = Source::file("What libraries call the codes.");
    out.lines(
        "\
/// The constants that libraries have for a number, apart from the registry's names, where all of
/// them that have the name agree about the number: in any case, with a space between.",
    );
    out.open("pub(crate) static NAMES: &[(u16, &str)] = &[");
    for (code, names) in data.constants() {
        out.open("(");
        out.lines(format!("{},", number(code)));
        out.text("", &names.join(" "), ",");
        out.close("),");
    }
    out.close("];");
    out.finish()
}
