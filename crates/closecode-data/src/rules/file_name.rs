//! The file's name is the key.

use super::Rule;
use crate::{Diagnostics, Unchecked, is_protocol_id};

pub(super) const RULE: Rule = Rule {
    name: "file-name",
    summary: "a code's file is named by its number, a language's folder by its tag, and an \
              implementation's, a problem's and a scenario's by its id",
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
    let data = &unchecked.dataset;
    let implementations = data.implementations.iter().map(|i| (&i.id, i.span, "an implementation"));
    let problems = data.problems.iter().map(|p| (&p.id, p.span, "a problem"));
    let scenarios = data.scenarios.iter().map(|s| (&s.id, s.span, "a scenario"));
    let named = implementations.chain(problems).chain(scenarios);
    for (id, span, what) in named.filter(|(id, ..)| !is_protocol_id(id)) {
        diagnostics.error(
            RULE.name,
            span,
            format!("`{id}` is not the id of {what}"),
            "name the file by words of a to z and digits with hyphens, beginning with a letter",
        );
    }
}
