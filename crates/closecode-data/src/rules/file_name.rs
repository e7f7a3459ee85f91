//! The file's name is the key.

use super::Rule;
use crate::{Draft, Findings};

pub(super) const RULE: Rule =
    Rule { name: "file-name", summary: "a code's file is named by its number, a language's folder by its tag", check };

fn check(draft: &Draft, findings: &Findings) {
    for code in &draft.dataset.codes {
        let named = draft.code_files.iter().find(|(_, place)| place.file == code.place.file);
        if let Some((number, _)) = named
            && *number != *code.code
        {
            findings.error(
                RULE.name,
                code.code.place,
                format!("this file is named {number}.toml but is about {}", *code.code),
                "rename the file or correct the number",
            );
        }
    }
    for locale in &draft.dataset.locales {
        let tag = &locale.language.tag;
        if **tag != locale.folder {
            findings.error(
                RULE.name,
                tag.place,
                format!("the folder is named `{}` but the language is `{}`", locale.folder, **tag),
                "rename the folder or correct the tag",
            );
        }
    }
}
