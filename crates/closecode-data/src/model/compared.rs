//! Facts as they were when somebody last compared them with their sources.

use std::collections::BTreeMap;

use crate::{Files, Span};

/// One fact: a row, or a file without rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The hash of its lines, without comments.
    pub hash: String,
    /// Where it begins.
    pub span: Span,
}

/// Every fact by its name: `codes/1006`, `protocols/phoenix/1012`, `ranges/private-use`.
///
/// A fact is read as lines, so that a key that is new counts without anybody thinking of it.
pub(crate) fn facts(files: &Files) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::new();
    for (index, path, text) in files.iter() {
        let stem = path.strip_suffix(".toml").unwrap_or(path);
        let folder = stem.split('/').next().unwrap_or_default();
        let rows: &[&str] = match folder {
            "codes" | "implementations" => &[],
            "protocols" => &["[[code]]", "[[range]]"],
            "ranges" => &["[[range]]"],
            "handshake" => &["[[answer]]"],
            "frames" => &["[[outcome]]", "[[number]]", "[[frame]]"],
            "situations" => &["[[situation]]"],
            _ => continue,
        };
        // What was measured is compared by measuring again.
        let end = text.find("\n[[measured]]").unwrap_or(text.len());
        add(&mut facts, stem, index, &text[..end], rows);
    }
    facts
}

/// Adds the rows of a file, and what stands before the first.
fn add(facts: &mut BTreeMap<String, Fact>, stem: &str, index: u32, text: &str, rows: &[&str]) {
    let mut start = 0;
    let mut lines: Vec<&str> = Vec::new();
    let mut insert = |lines: &[&str], start: usize| {
        let name = name(stem, lines);
        let span = Span::new(index, start..start + lines.first().map_or(0, |line| line.len()));
        if !lines.is_empty() {
            facts.insert(name, Fact { hash: hash(lines), span });
        }
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if rows.contains(&line.trim_end()) {
            insert(&lines, start);
            lines.clear();
            start = at;
        }
        at += line.len();
        // Which cases the texts tell apart is nothing that a source says.
        let is_fact = !line.trim().is_empty() && !line.starts_with('#');
        if is_fact && !line.starts_with("cases = ") {
            if lines.is_empty() {
                start = at - line.len();
            }
            lines.push(line.trim_end());
        }
    }
    insert(&lines, start);
}

/// What a row is called: the file, and what tells the row from others.
fn name(stem: &str, lines: &[&str]) -> String {
    let is_row = lines.first().is_some_and(|line| line.starts_with("[["));
    if !is_row {
        return stem.to_owned();
    }
    // The keys of the row itself come before those of its own tables.
    let own = || lines[1..].iter().take_while(|line| !line.starts_with('['));
    let value = |key: &str| {
        own().find_map(|line| {
            let value = line.strip_prefix(key)?.strip_prefix(" = ")?;
            Some(value.trim_matches(['"', '[', ']']).replace(", ", "-"))
        })
    };
    let range = || Some(format!("{}-{}", value("first")?, value("last")?));
    let row = value("id").or_else(|| value("code")).or_else(|| value("statuses")).or_else(range);
    let parts = [Some(stem.to_owned()), value("endpoint"), row];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// FNV-1a, as for texts: it tells an edited fact from the one before, and guards against nobody.
fn hash(lines: &[&str]) -> String {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    format!("{:016x}", super::texts::fnv(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts_of(path: &str, text: &str) -> Vec<(String, String, usize)> {
        let files = Files::from_memory([(path.to_owned(), text.to_owned())].into());
        let facts = facts(&files);
        facts.into_iter().map(|(name, f)| (name, f.hash, files.line(f.span))).collect()
    }

    const FILE: &str = "name = \"A\"\n\n# Why.\n[[code]]\ncode = 1\nendpoint = \"x\"\n\n\
                        [[range]]\nfirst = 2\nlast = 3\n";

    #[test]
    fn a_fact_is_a_row_without_its_comments() {
        let facts = facts_of("protocols/a.toml", FILE);
        let names: Vec<(&str, usize)> = facts.iter().map(|(n, _, line)| (&**n, *line)).collect();
        assert_eq!(names, [("protocols/a", 1), ("protocols/a/2-3", 8), ("protocols/a/x/1", 4)]);
        assert_eq!(facts_of("protocols/a.toml", &FILE.replace("# Why.", "# Because.")), facts);
        let other = facts_of("protocols/a.toml", &FILE.replace("last = 3", "last = 4"));
        assert_eq!((&other[0], &other[2]), (&facts[0], &facts[2]));
        assert_eq!(other[1].0, "protocols/a/2-4");
    }

    #[test]
    fn which_cases_a_text_has_is_no_fact() {
        let read = facts_of("codes/1.toml", "code = 1\nrelated = []\n");
        assert_eq!(facts_of("codes/1.toml", "code = 1\ncases = [\"a\"]\nrelated = []\n"), read);
    }

    #[test]
    fn what_was_measured_and_what_is_no_fact_is_left_out() {
        let read = facts_of("implementations/a.toml", "name = \"A\"\n");
        let measured = "name = \"A\"\n\n[[measured]]\nversion = \"1\"\n";
        assert_eq!(facts_of("implementations/a.toml", measured), read);
        assert!(facts_of("locales/en/ui.toml", "a = 1\n").is_empty());
    }
}
