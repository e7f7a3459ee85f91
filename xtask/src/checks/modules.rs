//! The modules of xtask import each other in one direction.

use std::collections::{BTreeMap, BTreeSet};

use super::{files, read};

/// A module's path below the crate: `["steps", "samples"]`.
type Module = Vec<String>;

/// The modules with what they import, other than in tests. The root is left out: it dispatches, and
/// nothing is defined in it.
fn imports() -> BTreeMap<Module, BTreeSet<Module>> {
    let paths = files(&["xtask/src/*.rs"]);
    let module = |path: &String| -> Option<Module> {
        let path = path.strip_prefix("xtask/src/")?.strip_suffix(".rs")?;
        let module: Module = path.split('/').map(str::to_owned).collect();
        let is_test = module.last()? == "tests" || module[0] == "checks";
        (path != "main" && !is_test).then_some(module)
    };
    let modules: BTreeMap<Module, &String> =
        paths.iter().filter_map(|path| Some((module(path)?, path))).collect();
    let resolve = |from: &Module, path: Vec<String>| -> Option<Module> {
        let (first, rest) = path.split_first()?;
        let mut path = match first.as_str() {
            "crate" => rest.to_vec(),
            "self" => [from.as_slice(), rest].concat(),
            "super" => [&from[..from.len() - 1], rest].concat(),
            child => [from.as_slice(), &[child.to_owned()], rest].concat(),
        };
        // What follows the module is an item in it.
        while !modules.contains_key(&path) {
            path.pop()?;
        }
        (path != *from).then_some(path)
    };
    modules
        .iter()
        .map(|(from, path)| {
            let text = without_tests(&read(path));
            let used = paths_in(&text).into_iter().filter_map(|path| resolve(from, path));
            (from.clone(), used.collect())
        })
        .collect()
}

/// The source without comments, and without what follows the first line for tests.
fn without_tests(text: &str) -> String {
    let code = text.lines().take_while(|line| *line != "#[cfg(test)]");
    code.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every path with a double colon, and every declared module; lists in braces are spelled out.
fn paths_in(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let is_start = !rest[..start].ends_with(':');
        rest = &rest[start..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        if is_start && rest[end..].starts_with("::") {
            rest = path(rest, &[], &mut found);
        } else {
            rest = &rest[end..];
            if word == "mod" {
                let name: String = rest.trim_start().chars().take_while(|c| is_word(*c)).collect();
                found.push(vec![name]);
            }
        }
    }
    found
}

/// Reads one path, and returns what follows it.
fn path<'a>(text: &'a str, before: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(list) = text.strip_prefix('{') {
        let mut rest = list;
        loop {
            rest = path(rest, before, found).trim_start();
            match rest.strip_prefix(',') {
                Some(after) if !after.trim_start().starts_with('}') => rest = after,
                _ => break,
            }
        }
        return rest.find('}').map_or("", |end| &rest[end + 1..]);
    }
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let mut whole = before.to_vec();
    if end > 0 && &text[..end] != "self" || before.is_empty() {
        whole.push(text[..end].to_owned());
    }
    if let Some(rest) = text[end..].strip_prefix("::") {
        path(rest, &whole, found)
    } else {
        found.push(whole);
        &text[end..]
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[test]
fn no_two_modules_need_each_other() {
    let mut left = imports();
    let of = |path: &str| left[&path.split("::").map(str::to_owned).collect::<Module>()].clone();
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    assert!(of("test").contains(&module("steps")) && of("steps").contains(&module("steps::docs")));
    assert!(of("steps::docs").contains(&module("process")), "imports were not understood");
    while !left.is_empty() {
        let known: BTreeSet<Module> = left.keys().cloned().collect();
        let before = left.len();
        left.retain(|_, used| used.iter().any(|module| known.contains(module)));
        assert!(left.len() < before, "circles among these: {left:#?}");
    }
}

#[test]
fn lists_of_imports_are_spelled_out() {
    let text = "mod a;\nuse crate::{b, c::{self, D}, e::F as _};\nlet x = super::g::h(i::J::K);";
    let found: Vec<String> = paths_in(text).iter().map(|path| path.join("::")).collect();
    let expected =
        ["a", "crate::b", "crate::c", "crate::c::D", "crate::e::F", "super::g::h", "i::J::K"];
    assert_eq!(found, expected);
}
