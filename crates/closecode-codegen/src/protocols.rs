//! Writes `protocols/`: the registry, and one module for each protocol.
//!
//! A module is rows of a macro of the crate, which `endpoint` writes. What nobody could confirm is
//! left out, and so is a protocol of which nothing is left.

use std::collections::BTreeMap;

use closecode_data::markdown::escape;
use closecode_data::{
    Certainty, CodeEntry, Dataset, LocalizedText, Localizer, Protocol, ProtocolSender, Reconnect,
};

use crate::docs::protocol as docs;
use crate::endpoint::{Target, descriptor, endpoint};
use crate::source::{Source, literal};

/// The crate's feature for a protocol.
pub(crate) fn feature(protocol: &Protocol) -> String {
    format!("protocol-{}", protocol.id)
}

/// The protocols that have something to generate.
pub(crate) fn generated(data: &Dataset) -> impl Iterator<Item = &Protocol> {
    data.protocols.iter().filter(|p| p.rows().any(CodeEntry::is_confirmed))
}

/// The files below `src/generated/`.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    let localizer = data.localizer(data.base());
    let mut files: BTreeMap<String, String> = generated(data)
        .map(|p| (format!("protocols/{}.rs", p.module()), module(p, localizer)))
        .collect();
    files.insert("protocols/mod.rs".to_owned(), registry(data, localizer));
    files
}

fn registry(data: &Dataset, localizer: Localizer<'_>) -> String {
    let mut out = Source::file("The protocols.");
    out.open("crate::protocols::protocols! {");
    for protocol in generated(data) {
        out.lines(format!("{} => {};", literal(&feature(protocol)), protocol.module()));
    }
    out.close("}");
    out.blank();
    words(&mut out, localizer);
    out.finish()
}

/// The words with which the documentation of a code begins, by the names in its row.
fn words(out: &mut Source, localizer: Localizer<'_>) {
    let texts = localizer.protocol();
    let row = |out: &mut Source, name: &str, words: &str| {
        out.text(&format!("({name}) => {{ "), words, " };");
    };
    out.doc("What the documentation of a code says, in the words of data/locales/en/ui.toml.");
    out.lines("#[doc(hidden)]\n#[macro_export]");
    out.open("macro_rules! __code_doc {");
    let md = |label: LocalizedText<'_>| escape(&label.text);
    for sender in ProtocolSender::ALL {
        let words = md(localizer.text(*sender));
        let line = format!("* {}: {words}\n", md(texts.column_sender()));
        row(out, &format!("sender {}", sender.ident()), &line);
    }
    for reconnect in Reconnect::ALL {
        let words = md(localizer.text(*reconnect));
        let line = format!("* {} {words}.", md(texts.column_reconnect()));
        row(out, &format!("reconnect {}", reconnect.ident()), &line);
    }
    row(out, "disputed", &format!("\n* {} ", md(texts.disputed())));
    row(out, "retired", &format!("\n* {} ", md(texts.retired())));
    row(out, "note NewSession", &format!("\n* {}", md(texts.session_new())));
    row(out, "note OurName", &format!("\n* {}", md(texts.name_ours())));
    let corroborated = md(localizer.text(Certainty::Corroborated));
    row(out, "note Corroborated", &format!("\n* {corroborated}."));
    out.close("}");
}

fn module(protocol: &Protocol, localizer: Localizer<'_>) -> String {
    let mut out = Source::file(&docs::module(protocol, localizer));
    let parts = protocol.parts();
    let sources = escape(&localizer.page().sources().text);
    let target = Target::Crate { sources: &sources };
    out.lines("use crate::protocols::{Protocol, Status};");
    for part in &parts {
        out.blank();
        match part.endpoint {
            None => endpoint(&mut out, protocol, part, target),
            Some(about) => {
                out.doc(&docs::endpoint(about));
                out.open(&format!("pub mod {} {{", about.module()));
                endpoint(&mut out, protocol, part, target);
                out.close("}");
            }
        }
    }
    out.blank();
    descriptor(&mut out, protocol, &parts, "", "");
    out.finish()
}
