//! Each name stands beside its value: a pair of names is not matched with a pair of values by
//! counting. Conditions that hold together (`let (Some(a), Ok(b)) = ...`) are another thing.

use super::{files, read};

/// Whether a line begins such a statement; `next` is the line after it.
fn pairs_by_position(line: &str, next: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("let (") else { return false };
    let Some((names, values)) = rest.split_once(')') else { return false };
    let is_name = |name: &str| {
        let name = name.trim().trim_start_matches("mut ");
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let values = values.split_once('=').map_or(values, |(_, values)| values).trim();
    names.split(',').all(is_name)
        && (values.starts_with('(') || values.is_empty() && next.trim_start().starts_with('('))
}

#[test]
fn no_pair_of_names_is_matched_with_a_pair_of_values() {
    let mut found = Vec::new();
    for path in files(&["*.rs"]).iter().filter(|path| !path.contains("/generated/")) {
        let text = read(path);
        let mut lines = text.lines().enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            if pairs_by_position(line, lines.peek().map_or("", |(_, next)| next)) {
                found.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "write a `let` for each:\n{}", found.join("\n"));
}

#[test]
fn such_a_pair_is_seen() {
    for line in ["let (a, mut b) = (1, 2);", "    let (a, b): (u8, u8) = (1, 2);"] {
        assert!(pairs_by_position(line, ""), "{line}");
    }
    assert!(pairs_by_position("let (old, new) =", "    (first, second);"));
    for line in ["let (a, b) = pair();", "let (Some(a), b) = (x, y) else {", "let a = (1, 2);"] {
        assert!(!pairs_by_position(line, ""), "{line}");
    }
}
