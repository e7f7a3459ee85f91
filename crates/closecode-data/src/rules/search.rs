//! What people type leads to one page, which is there.

use std::collections::BTreeSet;

use super::Rule;
use crate::{Diagnostics, Unchecked};
use closecode_format::few::Map;

pub(super) const RULE: Rule = Rule {
    name: "search",
    summary: "what people type leads to a page that is there, each page has its words once, and no \
              word leads to two; words are in lower case; a product has one place",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    let is_page = |page: &str| match page.split_once('/') {
        Some(("codes", code)) => data.codes.iter().any(|c| c.code.to_string() == code),
        Some(("ranges", id)) => data.ranges.iter().any(|r| *r.id == id),
        Some(("situations", id)) => data.situations.iter().any(|s| *s.id == id),
        Some(("problems", id)) => data.problems.iter().any(|p| p.id == id),
        Some(("scenarios", id)) => data.scenarios.iter().any(|s| s.id == id),
        _ => ["policy", "index", "situations"].contains(&page),
    };
    let mut pages = BTreeSet::new();
    let mut words: Map<&str, &str> = Map::new();
    for (at, product) in data.products.iter().enumerate() {
        let id = product.protocol.as_str();
        if !data.protocols.iter().any(|protocol| protocol.id == id) {
            let message = format!("there is no protocol `{id}`");
            report(product.protocol.span, message, "write the name of a file in protocols/");
        }
        if data.products[..at].iter().any(|other| *other.protocol == id) {
            let message = format!("`{id}` has a place above");
            report(product.protocol.span, message, "keep the place by its own client");
        }
    }
    for row in &data.search {
        let page = row.page.as_str();
        if !is_page(page) {
            let message = format!("there is no page `{page}`");
            let remedy = "write codes/<code>, situations/<id>, problems/<id>, scenarios/<id>, \
                          policy, index or situations";
            report(row.page.span, message, remedy);
        }
        if !pages.insert(page) {
            let message = format!("`{page}` has words above");
            report(row.page.span, message, "put them into one row");
        }
        for word in &row.words {
            if word.trim().is_empty() || word.to_lowercase() != **word {
                let message = format!("`{}` is empty or not in lower case", **word);
                report(word.span, message, "the search does not tell cases apart: write it small");
            }
            if let Some(other) = words.insert(word.as_str(), page) {
                let message = format!("`{}` leads to `{other}`, too", **word);
                report(word.span, message, "decide which page answers it");
            }
        }
    }
}
