//! The ranges cover every number once.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{Diagnostics, Location, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "ranges",
    summary: "the ranges cover 0 to 65535, each number once, in order, and have ids of plain words",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    if !unchecked.is_whole("ranges") {
        return;
    }
    let ranges = &unchecked.dataset.ranges;
    if ranges.is_empty() {
        diagnostics.error(
            RULE.name,
            Location::Path("ranges.toml".into()),
            "there are no ranges",
            "add [[range]] tables that cover 0 to 65535",
        );
        return;
    }
    report_repeats(
        RULE.name,
        "id",
        ranges.iter().map(|r| &r.id),
        "ids name page addresses and words; choose another",
        diagnostics,
    );
    for id in ranges.iter().map(|r| &r.id).filter(|id| !is_id(id)) {
        diagnostics.error(
            RULE.name,
            id.span,
            format!("`{id}` is not an id"),
            "write words of a to z with hyphens, such as private-use",
        );
    }
    // The generated lookups find a range by the thousand that a number lies in, and the first code
    // by where its range begins.
    for range in ranges.iter().filter(|r| *r.first % 1000 != 0) {
        let remedy =
            "begin it at a multiple of 1000, as RFC 6455 does; the generated lookups count on it";
        diagnostics.error(
            RULE.name,
            range.first.span,
            format!("the range begins at {}", *range.first),
            remedy,
        );
    }
    // By the files' names: a file that cannot be read is not a missing one.
    if let Some((code, span)) = unchecked
        .code_files
        .first()
        .filter(|(code, _)| !ranges.iter().any(|r| r.first.value == **code))
    {
        let message = format!("no range begins at {code}, the first registered code");
        diagnostics.error(
            RULE.name,
            *span,
            message,
            "the registry begins at 1000; is a code missing?",
        );
    }
    let mut next: u32 = 0;
    for range in ranges {
        let first = u32::from(*range.first);
        let last = u32::from(*range.last);
        if first > last {
            diagnostics.error(
                RULE.name,
                range.last.span,
                format!("the range ends at {last}, before it begins"),
                "swap first and last",
            );
        }
        if first > next {
            diagnostics.error(
                RULE.name,
                range.first.span,
                format!("{next} to {} lie in no range", first - 1),
                "close the gap",
            );
        } else if first < next {
            diagnostics.error(
                RULE.name,
                range.first.span,
                format!("{first} lies in two ranges"),
                "let each range begin one after the last of the one before",
            );
        }
        next = next.max(last + 1);
    }
    if next <= 65535
        && let Some(range) = ranges.last()
    {
        diagnostics.error(
            RULE.name,
            range.last.span,
            format!("{next} to 65535 lie in no range"),
            "extend the last range to 65535",
        );
    }
}

/// Whether an id can be in an address and, with underscores, in a Rust name.
fn is_id(id: &str) -> bool {
    id.split('-').all(|word| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_words_with_hyphens() {
        for good in ["outside", "private-use", "a", "http2-and-more"] {
            assert!(is_id(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "Protocol",
            "private--use",
            "private-",
            "private_use",
            "2000",
            "a b",
            "../a",
            "é",
        ] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
