//! What is said about a protocol is said in sentences.

use super::{ProtocolFile, Rule};
use crate::{CodeEntry, Diagnostics, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "sentences",
    summary: "a protocol's summaries, meanings, rules and remarks are whole sentences",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let protocol = file.protocol;
    let texts = [&protocol.summary]
        .into_iter()
        .chain(&protocol.caveats)
        .chain(protocol.endpoints.iter().map(|e| &e.summary))
        .chain(protocol.rows().flat_map(CodeEntry::sentences));
    texts.filter(|text| !is_sentence(text)).for_each(|text| {
        diagnostics.error(
            RULE.name,
            text.span,
            "this is not a whole sentence",
            "end it with a full stop; pages put it beside others",
        );
    });
}

/// An empty text is another rule's business.
fn is_sentence(text: &Spanned<String>) -> bool {
    let text = text.trim();
    text.is_empty() || text.ends_with(['.', '?'])
}
