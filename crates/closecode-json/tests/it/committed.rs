//! What is committed is what the data says, and nothing else lies beside it.

use std::collections::BTreeSet;
use std::fs;

use closecode_json::generate;

use crate::common::{dist, load, path};

#[test]
fn the_committed_files_are_the_generated_ones() {
    for (name, text) in dist() {
        let committed =
            fs::read_to_string(path("dist").join(name)).expect("every generated file is committed");
        // The files are long: the first line that differs says more than both of them.
        let differs = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
        assert_eq!(differs, None, "{name} is stale: run `cargo xtask generate`");
        assert!(committed == *text, "{name} is stale: run `cargo xtask generate`");
    }
}

#[test]
fn no_other_file_lies_beside_them() {
    let folder = fs::read_dir(path("dist")).expect("the folder can be listed");
    let names: BTreeSet<String> = folder
        .map(|entry| {
            entry.expect("an entry can be read").file_name().into_string().expect("a name is text")
        })
        .collect();
    assert_eq!(names, dist().keys().cloned().collect());
}

#[test]
fn the_same_data_makes_the_same_bytes() {
    // Loaded twice, so that no map's order and no address can hide in the output.
    assert!(generate(&load()) == generate(&load()));
}

#[test]
fn the_files_are_plain_text_that_ends_with_one_line_break() {
    for (name, text) in dist() {
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
        assert!(name.ends_with(".csv") || text.ends_with("}\n"), "{name}");
        assert!(
            !text.contains(['\r', '\t']) && text.lines().all(|line| line.trim_end() == line),
            "{name}"
        );
    }
}
