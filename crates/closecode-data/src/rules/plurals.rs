//! A text that depends on a count has the forms that its language needs.

use std::collections::BTreeSet;

use super::Rule;
use crate::{Diagnostics, Field, Form, Locale, Unchecked};
use closecode_format::few;

pub(super) const RULE: Rule = Rule {
    name: "plurals",
    summary: "a text that depends on a count has a form for each plural of its language, and no \
              other",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in &unchecked.dataset.locales {
        for text in locale.texts().values().filter(|text| text.fields[0].count.is_some()) {
            check_text(locale, &text.fields, diagnostics);
        }
    }
}

fn check_text(locale: &Locale, fields: &[Field<'_>], diagnostics: &Diagnostics) {
    let wanted = locale.formats.forms();
    let Some(first) = fields.iter().find_map(|f| f.text) else { return };
    let key = fields[0].key;
    let language = &*locale.language.english_name;
    let there = few::set(fields.iter().filter_map(|f| f.form));
    if there.is_empty() {
        if wanted.len() > 1 {
            let message = format!(
                "`{key}` has one text for every number, and {language} has {} plural forms",
                wanted.len()
            );
            diagnostics.error(
                RULE.name,
                first.span,
                message,
                format!("write {}", list(key, &wanted)),
            );
        }
        return;
    }
    if wanted.len() == 1 {
        let message = format!("`{key}` has plural forms, and {language} has none");
        diagnostics.error(RULE.name, first.span, message, format!("write one text: `{key} = ...`"));
        return;
    }
    for form in wanted.difference(&there) {
        let numbers: Vec<String> =
            locale.formats.examples(*form).iter().map(u64::to_string).collect();
        let message = format!(
            "`{key}` lacks the form `{}`, which {language} needs for {}",
            form.as_str(),
            numbers.join(", ")
        );
        diagnostics.error(RULE.name, first.span, message, format!("write {}", list(key, &wanted)));
    }
    for field in fields.iter().filter(|f| f.form.is_some_and(|form| !wanted.contains(&form))) {
        let (Some(text), name) = (field.text, field.name()) else { continue };
        let message = format!("no whole number takes the form `{name}` in {language}");
        diagnostics.error(RULE.name, text.span, message, format!("write {}", list(key, &wanted)));
    }
}

fn list(key: &str, forms: &BTreeSet<Form>) -> String {
    forms.iter().map(|form| format!("{key}.{}", form.as_str())).collect::<Vec<_>>().join(", ")
}
