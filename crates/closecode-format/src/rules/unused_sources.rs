//! A source that nothing cites is noise, or a citation was lost.

use super::{ProtocolFile, Rule};
use crate::few;
use crate::{Diagnostics, Spanned};

pub(super) const RULE: Rule =
    Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    // What could not be read may be what cites it.
    if !file.is_whole {
        return;
    }
    let used = few::set(file.protocol.citations().map(|c| c.id.as_str()));
    for source in file.protocol.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
        report_unused(&source.id, diagnostics);
    }
}

/// Reports a source that nothing cites.
pub fn report_unused(id: &Spanned<String>, diagnostics: &Diagnostics) {
    diagnostics.error(
        RULE.name,
        id.span,
        format!("nothing cites the source `{}`", **id),
        "cite it from a fact, or remove it",
    );
}
