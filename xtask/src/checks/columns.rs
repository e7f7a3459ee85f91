//! Lines that people read side by side with others are not wider than a half of a screen.

use super::{files, read};

/// The widest line, in characters.
const COLUMNS: usize = 100;

/// What rustfmt leaves as it is: strings, macros, comments and tables are for people to break.
#[test]
fn no_line_of_rust_is_wider_than_a_hundred_columns() {
    let rust = files(&["*.rs"]);
    assert!(rust.len() > 100, "the files were not found");
    let mut wide = Vec::new();
    for path in rust.iter().filter(|path| !is_generated(path)) {
        for (index, line) in read(path).lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS {
                wide.push(format!("{path}:{}: {columns} columns", index + 1));
            }
        }
    }
    assert!(wide.is_empty(), "{} wide lines:\n{}", wide.len(), wide.join("\n"));
}

fn is_generated(path: &str) -> bool {
    ["/generated/", "/tests/golden/", "/tests/it/golden/"].iter().any(|dir| path.contains(dir))
}
