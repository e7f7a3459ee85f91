//! No text is empty.

use super::{ProtocolFile, Rule, texts_of};
use crate::Diagnostics;

pub(super) const RULE: Rule =
    Rule { name: "texts", summary: "no text of a protocol is empty", check };

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    for (key, text) in
        texts_of(file.protocol).into_iter().filter(|(_, text)| text.trim().is_empty())
    {
        diagnostics.error(
            RULE.name,
            text.span,
            format!("`{key}` is empty"),
            "write it, or remove the key if it is optional",
        );
    }
}
