//! What was looked at in vain is listed once, by name, and not described elsewhere.

use closecode_format::rules::dates::parts;

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "looked-at",
    summary: "products without close codes are in the order of their names, once, and no protocol \
              is called the same; each says what was read and when, and what was found is a \
              sentence",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let Some(list) = &data.looked_at else { return };
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    let mut before = String::new();
    for product in &list.products {
        let name = product.name.to_lowercase();
        if name <= before {
            let message = format!("`{}` does not come after `{before}`", *product.name);
            report(product.name.span, message, "list each product once, in the order of names");
        }
        if data.protocols.iter().any(|protocol| protocol.name.to_lowercase() == name) {
            let message = format!("`{}` is a protocol, too", *product.name);
            report(product.name.span, message, "remove it here: its codes are known");
        }
        if parts(&product.date).is_none_or(|parts| parts.len() < 2) {
            let message = format!("`{}` is no day and no month", *product.date);
            report(product.date.span, message, "write YYYY-MM-DD, or YYYY-MM");
        }
        if !product.found.ends_with('.') {
            let message = format!("`{}` is not a sentence", *product.found);
            report(product.found.span, message, "end it with a full stop");
        }
        for text in [&product.name, &product.read].into_iter().filter(|t| t.trim().is_empty()) {
            report(text.span, "this is empty".to_owned(), "write it");
        }
        before = name;
    }
}
