//! The strings that people search for: each of the pages that they are expected to find exists.
//! That the search finds them is another test.

use std::collections::{BTreeMap, HashSet};

use crate::common::SITE;

#[test]
fn each_string_is_there_once_and_its_pages_exist() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/strings.tsv");
    let text = std::fs::read_to_string(path).expect("the strings are there");
    let mut rows = text.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(rows.next(), Some("query\tpage\tlanguage\tfound"));
    let mut seen = HashSet::new();
    let mut counts = BTreeMap::new();
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let &[query, pages, language, found] = columns.as_slice() else {
            panic!("not four columns: {row}");
        };
        assert!(!query.is_empty() && query.trim() == query, "{row}");
        assert!(seen.insert((language, query.to_lowercase())), "twice: {query}");
        for page in pages.split('|') {
            let here = format!("{language}/{page}");
            let english = format!("en/{page}");
            // A prefix ends where a name does, or within the name of a product.
            let exists =
                SITE.keys().any(|path| path.starts_with(&here) || path.starts_with(&english));
            assert!(exists, "no page begins with {page}: {query}");
        }
        let thread = found.contains('/') && found.contains('#');
        assert!(thread || found == "given" || found == "locale", "where is it from? {row}");
        assert_eq!(found == "locale", language != "en", "{row}");
        let kind = if thread { "en, from threads" } else { language };
        *counts.entry(kind).or_insert(0) += 1;
    }
    let least =
        [("en", 72), ("en, from threads", 120), ("de", 15), ("ja", 15), ("id", 15), ("es", 15)];
    for (kind, least) in least {
        assert!(counts.get(kind).is_some_and(|&count| count >= least), "{kind}: {counts:?}");
    }
}
