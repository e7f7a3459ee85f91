//! Whoever has the address of a page keeps it: an address that was once listed in `addresses.txt`
//! is that of a page or of a redirect.
//!
//! `UPDATE_EXPECT=1 cargo test -p closecode-site --test it published` adds the addresses of new
//! pages to the list. Nothing removes one.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{DATA, SITE};
use crate::page_facts::PAGES;

/// The listed addresses. `<lang>/` stands for the folder of each language.
fn listed(list: &str) -> BTreeSet<String> {
    list.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// The addresses of the pages that exist, as the list writes them.
fn existing() -> BTreeSet<String> {
    let address = |path: &str| path.strip_suffix("index.html").map(str::to_owned);
    let mut all: BTreeSet<String> =
        PAGES.keys().filter_map(|path| address(path)).filter(|a| !a.is_empty()).collect();
    // The short addresses at the root.
    let is_short = |address: &String| address.starts_with(|c: char| c.is_ascii_digit());
    all.extend(SITE.keys().filter_map(|path| address(path)).filter(is_short));
    let folded = |address: &String| {
        if is_short(address) {
            return address.clone();
        }
        let (folder, rest) = address.split_once('/').expect("a page lies in a folder");
        let is_everywhere =
            DATA.locales.iter().all(|l| all.contains(&format!("{}/{rest}", l.folder)));
        if is_everywhere { format!("<lang>/{rest}") } else { format!("{folder}/{rest}") }
    };
    all.iter().map(folded).collect()
}

/// The listed addresses at which nothing is any more, in the languages that there are.
fn lost(listed: &BTreeSet<String>) -> Vec<String> {
    let files = |address: &String| -> Vec<String> {
        match address.strip_prefix("<lang>/") {
            Some(rest) => DATA.locales.iter().map(|l| format!("{}/{rest}", l.folder)).collect(),
            None => vec![address.clone()],
        }
    };
    let is_lost = |address: &String| !SITE.contains_key(&format!("{address}index.html"));
    listed.iter().flat_map(files).filter(is_lost).collect()
}

#[test]
fn no_address_disappears_and_each_is_listed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("addresses.txt");
    let text = std::fs::read_to_string(&path).expect("the list is part of the repository");
    let known = listed(&text);
    let existing = existing();
    assert!(existing.len() > 400, "{}", existing.len());
    let new: Vec<&String> = existing.difference(&known).collect();
    if !new.is_empty() && std::env::var_os("UPDATE_EXPECT").is_some() {
        let head = text.lines().filter(|line| line.starts_with('#'));
        let lines = head.chain(known.union(&existing).map(String::as_str));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        std::fs::write(&path, text).expect("the list can be written");
    } else {
        assert!(new.is_empty(), "set UPDATE_EXPECT=1 to list the addresses of new pages: {new:?}");
    }
    assert_eq!(lost(&known), [""; 0], "a page that moves leaves a redirect");
    // A redirect keeps an address.
    let reversed = "<lang>/compare/1006-abnormal-closure-vs-1000-normal-closure/".to_owned();
    let gone = "<lang>/codes/1000-regular-closure/".to_owned();
    assert_eq!(lost(&BTreeSet::from([reversed])), [""; 0]);
    assert_eq!(lost(&BTreeSet::from([gone])).len(), DATA.locales.len());
}
