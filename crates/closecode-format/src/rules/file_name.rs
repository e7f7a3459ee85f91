//! The file's name is the key.

use super::{ProtocolFile, Rule};
use crate::Diagnostics;

pub(super) const RULE: Rule =
    Rule { name: "file-name", summary: "a protocol's file is named by its id", check };

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let protocol = file.protocol;
    if !is_id(&protocol.id) {
        diagnostics.error(
            RULE.name,
            protocol.span,
            format!("`{}` is not the id of a protocol", protocol.id),
            "name the file by words of a to z and digits with hyphens, beginning with a letter, \
             such as discord-gateway.toml",
        );
    }
}

/// The keywords of Rust in lower case, reserved ones too. `union` and its like are keywords in
/// their places only.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether an id of a protocol can be in an address and, with underscores, as a Rust module.
///
/// ```
/// assert!(closecode_format::is_protocol_id("discord-gateway"));
/// assert!(!closecode_format::is_protocol_id("7tv"));
/// assert!(!closecode_format::is_protocol_id("../sources"));
/// ```
pub fn is_id(id: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    // A keyword is no module.
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split('-').all(is_word)
        && !is_keyword(id)
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, is_id};

    /// syn is too large for a build script of somebody else, so it only proves the list. It does
    /// not know `gen`, of edition 2024.
    #[test]
    fn keywords_are_no_names() {
        for keyword in KEYWORDS {
            assert!(
                *keyword == "gen" || syn::parse_str::<syn::Ident>(keyword).is_err(),
                "{keyword}"
            );
        }
    }

    #[test]
    fn an_id_is_words_with_hyphens_and_makes_a_module() {
        for good in ["a", "discord-gateway", "seven-tv-eventapi", "socketio-4", "x2"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "7tv", "Discord", "a--b", "a-", "a_b", "a.b", "async", "self", "é"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
