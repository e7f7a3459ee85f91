//! The modules of the site form no cycle, so that each can be read without those above it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What each module of the crate's root uses, by name.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The modules that a source names, as `crate::module` or in a list after `crate::`.
fn used(source: &str) -> BTreeSet<String> {
    let name = |text: &str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        text[..end].to_owned()
    };
    let mut found = BTreeSet::new();
    for rest in source.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split_once("};").expect("a list of imports ends").0;
                found.extend(list.split(',').map(|item| name(item.trim())));
            }
            None => drop(found.insert(name(rest))),
        }
    }
    found
}

fn arrows() -> Arrows {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut arrows = Arrows::new();
    read(&root, None, &mut arrows);
    let modules: BTreeSet<String> = arrows.keys().cloned().collect();
    for (module, used) in &mut arrows {
        used.retain(|other| other != module && modules.contains(other));
    }
    arrows
}

/// Reads the sources below a folder. A folder belongs to the module of its name.
fn read(folder: &Path, module: Option<&str>, arrows: &mut Arrows) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("they can be listed").path();
        let stem = path.file_stem().and_then(|s| s.to_str()).expect("our names are ASCII");
        let module = module.unwrap_or(stem);
        if path.is_dir() {
            read(&path, Some(module), arrows);
        } else if module != "lib" {
            let source = std::fs::read_to_string(&path).expect("it can be read");
            arrows.entry(module.to_owned()).or_default().extend(used(&source));
        }
    }
}

/// A cycle, if there is one: the modules on it, the first also at its end.
fn cycle(arrows: &Arrows) -> Option<Vec<String>> {
    fn visit(
        module: &str,
        arrows: &Arrows,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(at) = way.iter().position(|m| m == module) {
            return Some([&way[at..], &[module.to_owned()]].concat());
        }
        if done.contains(module) {
            return None;
        }
        way.push(module.to_owned());
        let found = arrows.get(module)?.iter().find_map(|other| visit(other, arrows, way, done));
        way.pop();
        done.insert(module.to_owned());
        found
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|module| visit(module, arrows, &mut Vec::new(), &mut done))
}

#[test]
fn modules_form_no_cycle() {
    let mut arrows = arrows();
    assert!(arrows.len() > 20, "{arrows:?}");
    assert!(arrows["frame"].contains("head") && arrows["head"].contains("html"), "{arrows:?}");
    assert_eq!(cycle(&arrows), None, "these modules need each other");
    arrows.entry("html".to_owned()).or_default().insert("filters".to_owned());
    let closed = cycle(&arrows).expect("html now needs what needs it");
    assert!(closed.contains(&"html".to_owned()) && closed.first() == closed.last(), "{closed:?}");
}

#[test]
fn imports_are_seen_in_each_form() {
    let source = "use crate::page::{Link, Page};\nuse crate::{facts, html::Html};\n\
                  let x = crate::social::path();";
    assert_eq!(used(source).into_iter().collect::<Vec<_>>(), ["facts", "html", "page", "social"]);
}
