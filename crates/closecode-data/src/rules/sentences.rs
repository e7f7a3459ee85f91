//! What is said about a protocol is said in sentences.

use super::Rule;
use crate::{Diagnostics, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "sentences",
    summary: "a protocol's summaries, meanings, rules and remarks are whole sentences",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for protocol in &unchecked.dataset.protocols {
        let own = [&protocol.summary]
            .into_iter()
            .chain(&protocol.caveats)
            .chain(protocol.endpoints.iter().map(|e| &e.summary));
        let of_rows = protocol.rows().flat_map(crate::Row::sentences);
        own.chain(of_rows).filter(|text| !is_sentence(text)).for_each(|text| {
            diagnostics.error(
                RULE.name,
                text.span,
                "this is not a whole sentence",
                "end it with a full stop; pages put it beside others",
            );
        });
    }
}

/// An empty text is another rule's business.
fn is_sentence(text: &Spanned<String>) -> bool {
    let text = text.trim();
    text.is_empty() || text.ends_with(['.', '?'])
}
