//! Writes `printed.rs`: the texts that libraries print when a connection ends.

use closecode_data::{Dataset, Implementation, Meaning, Printed};

use crate::source::{Source, literal, number};

pub(crate) fn file(data: &Dataset) -> String {
    let mut out = Source::file("What libraries print when a connection ends.");
    out.lines("use crate::message::{implementations, printed};");
    out.blank();
    out.open("implementations! {");
    for implementation in data.implementations.iter().filter(|i| !i.messages.is_empty()) {
        let [id, name, language] =
            [&implementation.id, &*implementation.name, &*implementation.language]
                .map(|t| literal(t));
        out.lines(format!("{} {id} {name} {language},", constant(implementation)));
    }
    out.close("}");
    out.blank();
    out.open("printed! {");
    data.printed().iter().for_each(|printed| row(&mut out, printed));
    out.close("}");
    out.finish()
}

/// What is known of the text, then the text, the end of its rare part, and who prints it.
fn row(out: &mut Source, printed: &Printed<'_>) {
    let means = printed.meaning().map_or("Unclear", Meaning::ident);
    let code = printed.code().map(|code| format!("({})", number(code))).unwrap_or_default();
    let by: Vec<String> = printed.messages.iter().map(|(i, _)| constant(i)).collect();
    let by = format!(" {} by {}", printed.anchor, by.join(" "));
    let unclear = if printed.is_clear() { "" } else { ", unclear" };
    let text = literal(&printed.text);
    let line = format!("{means}{code} {text}{by}{unclear};");
    if out.fits(&line) {
        return out.lines(line);
    }
    out.text(&format!("{means}{code} "), &printed.text, "");
    out.lines(format!("   {by}{unclear};"));
}

/// The name of an implementation in the table: letters, digits and `_`.
fn constant(implementation: &Implementation) -> String {
    implementation.id.replace('-', "_").to_ascii_uppercase()
}
