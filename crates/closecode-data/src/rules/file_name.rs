//! The file's name is the key.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "file-name",
    summary: "a code's file is named by its number, a language's folder by its tag",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for code in &unchecked.dataset.codes {
        let named = unchecked.code_files.iter().find(|(_, span)| span.file == code.span.file);
        if let Some((number, _)) = named
            && *number != *code.code
        {
            diagnostics.error(
                RULE.name,
                code.code.span,
                format!("this file is named {number}.toml but is about {}", *code.code),
                "rename the file or correct the number",
            );
        }
    }
    for locale in &unchecked.dataset.locales {
        let tag = &locale.language.tag;
        if **tag != locale.folder {
            diagnostics.error(
                RULE.name,
                tag.span,
                format!("the folder is named `{}` but the language is `{}`", locale.folder, **tag),
                "rename the folder or correct the tag",
            );
        }
    }
}
